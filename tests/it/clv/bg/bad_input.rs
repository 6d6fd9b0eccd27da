//! Parameters that cannot be, and questions without an answer.

use tenure::Error;
use tenure::clv::fitting::ParametricModel as _;
use tenure::clv::models::{BgNbd, MbgNbd};
use tenure::units::{DiscountRate, TimeUnit};

use super::{both, close, history, weeks};

#[test]
fn parameters() {
    let week = TimeUnit::WEEK;
    assert_eq!(
        BgNbd::new(0.0, 4.4, 0.8, 2.4, week)
            .unwrap_err()
            .to_string(),
        "r (the shape of the purchase rates) must be from 1e-10 to 1e10, got 0"
    );
    assert_eq!(
        MbgNbd::new(0.2, 4.4, 0.8, f64::NAN, week)
            .unwrap_err()
            .to_string(),
        "b (the second parameter of the chance of leaving) must be a finite number, got NaN"
    );
    assert!(matches!(
        BgNbd::new(0.2, -1.0, 0.8, 2.4, week),
        Err(Error::OutOfRange { .. })
    ));
    assert!(matches!(
        BgNbd::new(0.2, 1.0, f64::INFINITY, 2.4, week),
        Err(Error::NotFinite { .. })
    ));

    let model = BgNbd::new(0.2, 4.4, 0.8, 2.4, week).unwrap();
    assert_eq!(
        model.with_values(&[1.0, 2.0]).unwrap_err().to_string(),
        "parameters of the BG/NBD and values for them must be equal in number, got 4 and 2"
    );
    assert!(model.with_values(&[1.0, 2.0, 3.0, 4.0]).is_ok());
    let vast = BgNbd::new(0.2, 1e10, 0.8, 2.4, week).unwrap();
    assert!(vast.in_unit(TimeUnit::HOUR).is_err());
}

#[test]
fn an_endless_sum_is_refused() {
    for model in both([0.5, 5.0, 0.9, 2.0]) {
        let error = model
            .discounted_purchases(&history(3, 20.0, 39.0), DiscountRate::NONE)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "sum of all purchases to come has no finite value: without a discount too many customers never leave \
             (a ≤ 1); discount it, or count the purchases within a horizon"
        );
        assert!(
            model
                .discounted_purchases_of_new(DiscountRate::NONE)
                .is_err()
        );
    }
}

/// Where they leave fast enough it is what the purchases within a horizon tend to.
#[test]
fn a_sum_that_ends_needs_no_discount() {
    for model in both([0.5, 5.0, 2.5, 2.0]) {
        let customer = history(3, 20.0, 39.0);
        let all = model
            .discounted_purchases(&customer, DiscountRate::NONE)
            .unwrap();
        let long = model.expected_purchases(&customer, weeks(1e12));
        close(long, all, 1e-9);
        let new = model
            .discounted_purchases_of_new(DiscountRate::NONE)
            .unwrap();
        close(model.expected_purchases_of_new(weeks(1e12)), new, 1e-4);
    }
}
