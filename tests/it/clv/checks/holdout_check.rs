use tenure::clv::checks::{HoldoutBinning, HoldoutCheck, Simulation};
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::units::TimeUnit;

use super::{Steady, history, weeks};
use crate::support::assert_close;
use crate::support::clv::{cdnow_customers, clv_number};

#[test]
fn errors_are_those_of_the_definitions() {
    // Two expected of each.
    let customers = [
        (history(0, 0.0, 5.0), 0),
        (history(0, 0.0, 5.0), 3),
        (history(4, 4.5, 5.0), 5),
    ];
    let check = HoldoutCheck::new(&Steady(0.5), weeks(4.0), customers).unwrap();
    assert_eq!(
        (check.customers(), check.actual(), check.expected()),
        (3, 8, 6.0)
    );
    assert_eq!(check.total_error(), Some(-0.25));
    assert_close(check.mean_error().unwrap(), -2.0 / 3.0, 1e-15);
    assert_close(check.mean_absolute_error().unwrap(), 2.0, 1e-15);
    let root = ((4.0 + 1.0 + 9.0) / 3.0_f64).sqrt();
    assert_close(check.root_mean_square_error().unwrap(), root, 1e-15);
    assert_eq!(
        check.to_string(),
        "3 customers: 6.0 purchases expected, 8 made (-25.0%)\n\
         error per customer: mean absolute 2.000, root mean square 2.160, bias -0.667"
    );
    // By reference, in another order, behind a pointer: the same.
    let mut turned = customers;
    turned.reverse();
    let any: &dyn PurchaseModel = &Steady(0.5);
    assert_eq!(
        HoldoutCheck::new(any, weeks(4.0), turned.iter()).unwrap(),
        check
    );
}

#[test]
fn nobody_has_no_errors() {
    let check = HoldoutCheck::new(
        &Steady(1.0),
        weeks(1.0),
        Vec::<(tenure::clv::history::PurchaseHistory, u64)>::new(),
    )
    .unwrap();
    assert_eq!((check.customers(), check.expected()), (0, 0.0));
    assert_eq!(check.total_error(), None);
    assert_eq!(check.mean_error(), None);
    assert_eq!(check.mean_absolute_error(), None);
    assert_eq!(
        check.to_string(),
        "0 customers: 0.0 purchases expected, 0 made (–)"
    );
    let bins = check.bins(HoldoutBinning::Frequency { most: 7 }).unwrap();
    assert!(bins.bins().is_empty());
}

#[test]
fn customers_are_grouped() {
    let model = Nbd::new(1.0, 5.0, TimeUnit::WEEK).unwrap();
    let customers = [
        (history(0, 0.0, 5.0), 1),
        (history(0, 0.0, 10.0), 0),
        (history(2, 4.0, 5.0), 2),
        (history(9, 8.0, 10.0), 4),
        (history(3, 8.5, 10.0), 0),
    ];
    let check = HoldoutCheck::new(&model, weeks(10.0), customers).unwrap();
    let bins = check.bins(HoldoutBinning::Frequency { most: 3 }).unwrap();
    let rows: Vec<_> = bins
        .bins()
        .iter()
        .map(|bin| (bin.from, bin.to, bin.customers, bin.mean_actual))
        .collect();
    assert_eq!(
        rows,
        [
            (0.0, Some(0.0), 2, 0.5),
            (2.0, Some(2.0), 1, 2.0),
            (3.0, None, 2, 2.0)
        ]
    );
    // t(r + x)/(α + T): 10/10 and 10/15; 10·10/15 and 10·4/15.
    assert_close(bins.bins()[0].mean_expected, 5.0 / 6.0, 1e-15);
    assert_close(bins.bins()[2].mean_expected, 140.0 / 15.0 / 2.0, 1e-15);
    assert_eq!(
        bins.to_string(),
        "repeat purchases  customers  mean actual  mean expected\n\
         0                         2        0.500          0.833\n\
         2                         1        2.000          3.000\n\
         3+                        2        2.000          4.667"
    );

    let width = weeks(4.0);
    let bins = check.bins(HoldoutBinning::Recency { width }).unwrap();
    assert_eq!(
        bins.to_string(),
        "last purchase (week)  customers  mean actual  mean expected\n\
         none                          2        0.500          0.833\n\
         0 to 4                        1        2.000          3.000\n\
         4 to 8                        1        4.000          6.667\n\
         8 to 12                       1        0.000          2.667"
    );
    let since = check.bins(HoldoutBinning::SinceLast { width }).unwrap();
    let ends: Vec<_> = since
        .bins()
        .iter()
        .map(|bin| (bin.to, bin.customers))
        .collect();
    assert_eq!(ends, [(Some(4.0), 3), (Some(8.0), 1), (Some(12.0), 1)]);
    let age = check
        .bins(HoldoutBinning::Age { width: weeks(5.0) })
        .unwrap();
    assert_eq!(age.binning(), HoldoutBinning::Age { width: weeks(5.0) });
    // A time that is a whole number of widths is of the group below.
    let ends: Vec<_> = age
        .bins()
        .iter()
        .map(|bin| (bin.to, bin.customers))
        .collect();
    assert_eq!(ends, [(Some(5.0), 2), (Some(10.0), 3)]);
}

/// Sums over groups are sums over customers, for the real ones.
#[test]
fn cdnow_without_churn_is_foretold_far_too_high() {
    let [r, alpha] =
        ["r", "alpha"].map(|p| clv_number("fit_nbd_exact", &format!("value/params/{p}")));
    let model = Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
    let customers: Vec<_> = cdnow_customers()
        .iter()
        .map(|customer| (customer.history(), customer.holdout))
        .collect();
    let check = HoldoutCheck::new(&model, weeks(39.0), &customers).unwrap();
    assert_eq!((check.customers(), check.actual()), (2357, 1882));
    let expected: f64 = cdnow_customers()
        .iter()
        .map(|c| 39.0 * (r + c.x as f64) / (alpha + c.age as f64 / 7.0))
        .sum();
    assert_close(check.expected(), expected, 1e-12);
    assert!(check.total_error().unwrap() > 0.2);
    let bins = check.bins(HoldoutBinning::Frequency { most: 7 }).unwrap();
    let total: f64 = bins
        .bins()
        .iter()
        .map(|bin| bin.mean_expected * bin.customers as f64)
        .sum();
    assert_close(total, expected, 1e-12);
    assert_eq!(
        bins.bins().iter().map(|bin| bin.customers).sum::<u64>(),
        2357
    );
    assert_eq!(bins.bins()[0].customers, 1411);
}

/// Customers of the model itself are foretold without bias.
#[test]
fn customers_of_the_model_are_foretold_without_bias() {
    let model = Nbd::new(0.5, 8.0, TimeUnit::WEEK).unwrap();
    let customers: Vec<_> = Simulation::new(&model, 5)
        .with_holdout((0..20_000).map(|_| weeks(20.0)), weeks(10.0))
        .collect::<tenure::Result<_>>()
        .unwrap();
    let check = HoldoutCheck::new(&model, weeks(10.0), &customers).unwrap();
    let n = check.customers() as f64;
    let z = check.mean_error().unwrap() / check.root_mean_square_error().unwrap() * n.sqrt();
    assert!(z.abs() < 4.0, "{check}");
    // And in every group.
    for bin in check
        .bins(HoldoutBinning::Frequency { most: 7 })
        .unwrap()
        .bins()
    {
        let n = bin.customers as f64;
        // Poisson of a gamma: mean m and variance m + m·t/(α + T) at most.
        let deviation = (bin.mean_expected * (1.0 + 10.0 / 28.0) * 1.5 / n).sqrt();
        assert!(
            (bin.mean_actual - bin.mean_expected).abs() < 4.5 * deviation,
            "{bin:?}"
        );
    }
}
