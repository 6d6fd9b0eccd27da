//! Whether spend and frequency have to do with each other.

use tenure::clv::history::SpendTable;
use tenure::units::Level;

use super::cdnow;
use crate::support::assert_close;

/// r = 0.114 is published for CDNOW; the rest was worked out apart, in Python.
#[test]
fn cdnow_has_a_weak_correlation() {
    let check = cdnow(false).frequency_check().unwrap();
    assert_close(check.correlation(), 0.113_887_919_391_255_32, 1e-12);
    assert_close(check.dependence(), 0.106_389_665_799_588_32, 1e-12);
    let interval = check.interval(Level::P95).unwrap();
    assert_close(interval.lower(), 0.050_515_935_390_871_33, 1e-12);
    assert_close(interval.upper(), 0.176_346_491_091_127_16, 1e-12);
    let bins: Vec<_> = check
        .bins()
        .iter()
        .map(|bin| (bin.from, bin.to, bin.customers))
        .collect();
    assert_eq!(
        bins,
        [
            (1, 1, 439),
            (2, 2, 214),
            (3, 4, 162),
            (5, 8, 97),
            (9, 16, 27),
            (17, 32, 7)
        ]
    );
    assert_close(check.bins()[0].mean, 32.403_302_961_275_635, 1e-12);
    assert_close(check.bins()[1].mean, 36.725, 1e-12);
    assert!(
        check
            .bins()
            .iter()
            .all(|bin| bin.standard_error.unwrap() > 0.0)
    );
    let warning = check.warning(Level::P95).unwrap();
    assert!(!warning.strong);
    assert_eq!(
        warning.to_string(),
        "customers who buy more often spend more each time (r = 0.11, 0.05 to 0.18 at 95%), which is weak: totals of \
         purchases times spend are 10.6% too low"
    );
    assert_eq!(check.to_string(), "r = 0.11");
}

/// The dependence is what it says: Σ xm against the product of the means.
#[test]
fn totals_are_off_by_the_dependence() {
    let table = cdnow(false);
    let check = table.frequency_check().unwrap();
    let (mut purchases, mut total) = (0.0, 0.0);
    for (row, n) in table.rows() {
        purchases += n as f64 * row.purchases() as f64;
        total += n as f64 * row.purchases() as f64 * row.mean();
    }
    let product = purchases * table.mean_of_means().unwrap();
    assert_close(total / product - 1.0, check.dependence(), 1e-10);
}

#[test]
fn perfect_and_absent_correlations_are_finite() {
    let of = |rows: &[(u64, f64)]| {
        SpendTable::try_from_iter(rows.iter().copied())
            .unwrap()
            .frequency_check()
    };
    let falls = of(&[(1, 4.0), (2, 3.0), (3, 2.0), (4, 1.0)]).unwrap();
    assert_close(falls.correlation(), -1.0, 1e-15);
    let interval = falls.interval(Level::P99).unwrap();
    assert!(-1.0 <= interval.lower() && interval.upper() < -0.99);
    let warning = falls.warning(Level::P99).unwrap();
    assert!(warning.strong);
    assert!(
        warning
            .to_string()
            .starts_with("customers who buy more often spend less each time (r = -1.00")
    );
    assert!(
        warning
            .to_string()
            .contains("too high; check for totals given as means")
    );
    // None to speak of.
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[(1, 1.0), (2, 2.0), (3, 3.0)]), None);
    assert_eq!(of(&[(2, 1.0), (2, 2.0), (2, 3.0), (2, 4.0)]), None);
    assert_eq!(of(&[(1, 5.1), (2, 5.1), (3, 5.1), (4, 5.1)]), None);
    // The extremes of what a table takes.
    let wide = of(&[
        (1, 1e-12),
        (1_000_000_000_000, 1e12),
        (2, 1e12),
        (900_000_000_000, 1e-12),
    ])
    .unwrap();
    assert!(wide.dependence().is_finite() && wide.correlation().abs() < 1.0);
    assert_eq!(wide.bins().len(), 3);
    assert!(
        wide.bins()
            .iter()
            .all(|bin| bin.from <= bin.to && bin.mean.is_finite())
    );
    assert_eq!(wide.warning(Level::P95), None);
}

/// Of means 10, 20 and 60 the deviation is √700.
#[test]
fn a_bin_says_how_sure_its_mean_is() {
    let table = SpendTable::try_from_iter([(1, 10.0), (1, 20.0), (1, 60.0), (2, 5.0)]).unwrap();
    let check = table.frequency_check().unwrap();
    let bin = &check.bins()[0];
    assert_eq!((bin.customers, bin.mean), (3, 30.0));
    assert_close(bin.standard_error.unwrap(), (700.0_f64 / 3.0).sqrt(), 1e-14);
    assert_eq!(check.bins()[1].standard_error, None);
}
