//! What the checked types refuse, and in which words.

use core::fmt::Debug;

use tenure::units::{Finite, Level, Margin, Period, Proportion};
use tenure::{Error, Result};

#[track_caller]
fn refuses<T: Debug>(got: Result<T>, message: &str) {
    assert_eq!(got.unwrap_err().to_string(), message);
}

#[test]
fn proportions() {
    let range = "proportion must be a fraction from 0 to 1 (percentages: use from_percent), got";
    refuses(Proportion::new(80.0), &format!("{range} 80"));
    refuses(Proportion::new(-0.1), &format!("{range} -0.1"));
    refuses(
        Proportion::new(1.0 + f64::EPSILON),
        &format!("{range} 1.0000000000000002"),
    );
    refuses(Proportion::new(-5e-324), &format!("{range} -5e-324"));
    refuses(
        Proportion::new(f64::NAN),
        "proportion must be a finite number, got NaN",
    );
    refuses(
        Proportion::new(f64::INFINITY),
        "proportion must be a finite number, got inf",
    );
    // A churn above 100 %.
    refuses(
        Proportion::from_percent(120.0),
        "percentage must be from 0 to 100, got 120",
    );
    refuses(
        Proportion::from_percent(-1.0),
        "percentage must be from 0 to 100, got -1",
    );
    refuses(
        Proportion::from_percent(f64::NAN),
        "percentage must be a finite number, got NaN",
    );
    assert_eq!(Proportion::new(-0.0).unwrap().get().to_bits(), 0);
    assert_eq!(Proportion::from_percent(-0.0).unwrap().get().to_bits(), 0);
    assert_eq!(Proportion::ZERO.complement(), Proportion::ONE);
    assert_eq!(Proportion::ONE.complement().get().to_bits(), 0);
    assert_eq!(Proportion::new(5e-324).unwrap().to_string(), "0.0%");
    assert_eq!(f64::from(Proportion::try_from(&0.25).unwrap()), 0.25);
}

#[test]
fn levels() {
    let range = "confidence level must be at least 0.5 and below 1 (0.95 for 95%), got";
    refuses(Level::new(0.05), &format!("{range} 0.05"));
    refuses(Level::new(95.0), &format!("{range} 95"));
    refuses(Level::new(1.0), &format!("{range} 1"));
    refuses(
        Level::new(0.5 - f64::EPSILON / 4.0),
        &format!("{range} 0.49999999999999994"),
    );
    refuses(
        Level::new(f64::NAN),
        "confidence level must be a finite number, got NaN",
    );
    refuses(
        Level::new(f64::NEG_INFINITY),
        "confidence level must be a finite number, got -inf",
    );
    let shown =
        [0.5, 0.9, 0.975, 0.999, 0.9999].map(|level| Level::new(level).unwrap().to_string());
    assert_eq!(shown, ["50%", "90%", "97.5%", "99.9%", "99.99%"]);
    // Never said to be certain.
    let surest = Level::new(1.0 - f64::EPSILON / 2.0).unwrap();
    assert_ne!(surest.to_string(), "100%");
}

#[test]
fn margins() {
    let range = "margin must be from -1e290 to 1e290, got";
    refuses(Margin::new(1e300, Period::Month), &format!("{range} 1e300"));
    refuses(
        Margin::new(f64::MIN, Period::Month),
        &format!("{range} -1.7976931348623157e308"),
    );
    refuses(
        Margin::new(f64::NAN, Period::Month),
        "margin must be a finite number, got NaN",
    );
    // A customer may cost more than they bring.
    let loss = Margin::new(-5.0, Period::Month).unwrap();
    assert_eq!(
        (loss.per(Period::Year), loss.per(Period::Month)),
        (-60.0, -5.0)
    );
    let longest = Period::days(u32::MAX).unwrap();
    assert!(
        Margin::new(1e290, Period::Day)
            .unwrap()
            .per(longest)
            .is_finite()
    );
    assert_eq!(
        Margin::new(-0.0, Period::Day)
            .unwrap()
            .per(Period::Year)
            .to_bits(),
        0
    );
    assert_eq!(
        Margin::new(-5e-324, longest)
            .unwrap()
            .per(Period::Day)
            .to_bits(),
        0
    );
}

#[test]
fn periods() {
    refuses(
        Period::days(0),
        "days in a period must be at least 1, got 0",
    );
    let all = [
        Period::Day,
        Period::Week,
        Period::Month,
        Period::Quarter,
        Period::Year,
    ];
    for a in all {
        assert_eq!(a.in_units_of(a), 1.0);
        for b in all {
            assert!((a.in_units_of(b) * b.in_units_of(a) - 1.0).abs() <= f64::EPSILON);
        }
    }
    assert_eq!(Period::Year.in_units_of(Period::Day), 365.0);
    assert_eq!(Period::Quarter.in_units_of(Period::Month), 3.0);
    assert_eq!(Period::Week.in_units_of(Period::Day), 7.0);
    assert_eq!(Period::days(365).unwrap().in_units_of(Period::Year), 1.0);
    let names = [
        Period::Week,
        Period::Quarter,
        Period::Year,
        Period::days(1).unwrap(),
    ];
    assert_eq!(
        names.map(|p| p.to_string()),
        ["week", "quarter", "year", "1 day"]
    );
    assert_eq!(
        format!("{:>6}|{:<9}|", Period::Day, Period::days(90).unwrap()),
        "   day|90 days  |"
    );
}

#[test]
fn finite_numbers() {
    refuses(
        Finite::new(f64::NAN),
        "value must be a finite number, got NaN",
    );
    refuses(
        Finite::try_from(&f64::NEG_INFINITY),
        "value must be a finite number, got -inf",
    );
    assert_eq!(Finite::new(-0.0).unwrap().get().to_bits(), 0);
    assert_eq!(Finite::from(&-3_i16).get(), -3.0);
    assert_eq!(Finite::try_from(0.5_f32).unwrap().get(), 0.5);
    refuses(
        Finite::try_from(&f32::NAN),
        "value must be a finite number, got NaN",
    );
    let exact = 1_i64 << 53;
    assert_eq!(Finite::try_from(-exact).unwrap().get(), -(exact as f64));
    assert_eq!(Finite::try_from(&7_usize).unwrap().get(), 7.0);
    let range =
        "value must be within ±2^53 if it is a whole number (convert larger ones to f64 yourself)";
    refuses(
        Finite::try_from(exact + 1),
        &format!("{range}, got 9.007199254740992e15"),
    );
    refuses(
        Finite::try_from(u128::MAX),
        &format!("{range}, got 3.402823669209385e38"),
    );
    assert!(matches!(
        Finite::new(f64::NAN),
        Err(Error::NotFinite { .. })
    ));
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;
    use serde::de::DeserializeOwned;
    use tenure::units::{Churn, DiscountRate, LifetimeConvention};

    #[track_caller]
    fn not_read<T: DeserializeOwned + Debug>(text: &str, message: &str) {
        let error = serde_json::from_str::<T>(text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }

    #[track_caller]
    fn returns<T: DeserializeOwned + serde::Serialize + PartialEq + Debug>(value: &T, text: &str) {
        assert_eq!(serde_json::to_string(value).unwrap(), text);
        assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    }

    #[test]
    fn what_is_read_is_checked_again() {
        not_read::<Proportion>("80", "proportion must be a fraction from 0 to 1");
        not_read::<Proportion>("null", "invalid type: null");
        not_read::<Level>("0.05", "confidence level must be at least 0.5 and below 1");
        not_read::<Period>(r#"{"days":0}"#, "nonzero");
        not_read::<Period>(r#""fortnight""#, "unknown variant");
        not_read::<Margin>(
            r#"{"amount":1e300,"period":"month"}"#,
            "margin must be from -1e290",
        );
        not_read::<LifetimeConvention>(r#""forever""#, "unknown variant");
        not_read::<DiscountRate>(
            r#"{"effective":-0.1,"period":"year"}"#,
            "discount rate must be a fraction",
        );
        not_read::<Churn>(
            r#"{"rate":1.2,"period":"month"}"#,
            "proportion must be a fraction from 0 to 1",
        );
    }

    #[test]
    fn what_is_written_is_read() {
        returns(&Proportion::new(0.25).unwrap(), "0.25");
        returns(&Level::P95, "0.95");
        returns(&Period::Month, r#""month""#);
        returns(&Period::days(90).unwrap(), r#"{"days":90}"#);
        returns(
            &Margin::new(30.0, Period::Month).unwrap(),
            r#"{"amount":30.0,"period":"month"}"#,
        );
        returns(
            &DiscountRate::new(0.1, Period::Year).unwrap(),
            r#"{"effective":0.1,"period":"year"}"#,
        );
        returns(
            &Churn::new(Proportion::new(0.03).unwrap(), Period::Month),
            r#"{"rate":0.03,"period":"month"}"#,
        );
        returns(&Finite::new(0.1).unwrap(), "0.1");
        returns(&LifetimeConvention::MidPeriod, r#""mid_period""#);
    }
}
