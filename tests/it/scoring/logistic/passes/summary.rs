//! Means, deviations and ranges.

use tenure::Merge;
use tenure::scoring::FeatureSummary;
use tenure::stats::Moments;
use tenure::units::Finite;

use crate::support::{assert_close, churn, golden};

use super::{Numbers, customers};

#[test]
fn of_the_reference_data() {
    for name in ["spector", "fair", "anes96", "breast_cancer_30"] {
        let (_, rows) = churn::data(name);
        let summary = FeatureSummary::try_from_iter(rows.iter().map(|(x, y)| (x, *y))).unwrap();
        let churned = rows.iter().filter(|(_, churned)| *churned).count();
        assert_eq!(summary.customers(), rows.len() as u64);
        assert_eq!(summary.churned(), churned as u64);
        let (means, deviations) = (summary.means().unwrap(), summary.deviations().unwrap());
        for column in 0..rows[0].0.len() {
            let values = rows.iter().map(|(x, _)| Finite::new(x[column]).unwrap());
            let exact: Moments = values.collect();
            assert_close(means[column], exact.mean().unwrap(), 1e-14);
            assert_close(
                deviations[column],
                exact.population_standard_deviation().unwrap(),
                1e-13,
            );
            for class in [false, true] {
                let own = rows
                    .iter()
                    .filter(|(_, y)| *y == class)
                    .map(|(x, _)| x[column]);
                let ends = [
                    own.clone().fold(f64::INFINITY, f64::min),
                    own.fold(f64::NEG_INFINITY, f64::max),
                ];
                assert_eq!(summary.ranges()[column][usize::from(class)], Some(ends));
            }
        }
    }
}

/// A standardiser of the reference file, computed elsewhere.
#[test]
fn agree_with_another_program() {
    let reference = churn::churn("spector/standardiser");
    let (_, rows) = churn::data("spector");
    let summary = FeatureSummary::try_from_iter(rows).unwrap();
    let of = |field: &str| golden::numbers(&reference[field]);
    for (got, expected) in summary.means().unwrap().iter().zip(of("mean")) {
        assert_close(*got, expected, 1e-14);
    }
    for (got, expected) in summary
        .deviations()
        .unwrap()
        .iter()
        .zip(of("std_population_ddof0"))
    {
        assert_close(*got, expected, 1e-14);
    }
}

/// A spread of 1 on top of 1e9, in one part or many.
#[test]
fn far_from_zero() {
    let mut n = Numbers(7);
    let values: Vec<_> = (0..10_000)
        .map(|_| 1e9 + (n.next() * 1024.0).round() / 1024.0)
        .collect();
    let exact: Moments = values.iter().map(|x| Finite::new(*x).unwrap()).collect();
    let rows = |part: &[f64]| {
        let rows = part.iter().map(|x| ([*x, -*x], *x > 1e9));
        FeatureSummary::try_from_iter(rows).unwrap()
    };
    let mut parts: FeatureSummary = values.chunks(77).map(rows).sum();
    parts.merge(FeatureSummary::default());
    for summary in [rows(&values), parts] {
        let expected = exact.population_standard_deviation().unwrap();
        for deviation in summary.deviations().unwrap() {
            assert_close(deviation, expected, 1e-13);
        }
        assert_eq!(
            summary.means().unwrap(),
            [exact.mean().unwrap(), -exact.mean().unwrap()]
        );
    }
}

#[test]
fn of_a_feature_that_never_differs() {
    for value in [0.1, -7.3e149, 1e-310, 0.0, -0.0] {
        let rows = (0..3000).map(|i| ([value], i % 3 == 0, 0.1 + f64::from(i)));
        let summary = FeatureSummary::try_from_weighted_iter(rows).unwrap();
        assert_eq!(summary.deviations(), Some(vec![0.0]));
        let mean = summary.means().unwrap()[0];
        assert_eq!(mean, value);
        assert!(mean != 0.0 || mean.is_sign_positive());
        let least = summary.ranges()[0][0].unwrap()[0];
        assert!(least != 0.0 || least.is_sign_positive());
    }
}

#[test]
fn ranges_and_counts_are_of_customers_that_count() {
    let rows = [
        ([1.0], true, 2.0),
        ([99.0], true, 0.0),
        ([3.0], true, 0.5),
        ([-5.0], false, 0.0),
    ];
    let summary = FeatureSummary::try_from_weighted_iter(rows).unwrap();
    assert_eq!(summary.ranges(), [[None, Some([1.0, 3.0])]]);
    assert_eq!(summary.class_totals(), Some([0.0, 2.5]));
    assert_eq!((summary.customers(), summary.churned()), (2, 2));
    assert_eq!(summary.means(), Some(vec![1.4]));
}

/// Outliers at the head of a block do not spoil what follows.
#[test]
fn an_outlier_first() {
    let (features, churned, _) = customers(3000, 2);
    let mut rows: Vec<_> = features.rows().into_iter().map(|x| x.to_vec()).collect();
    rows[0] = vec![1e9, -1e9];
    let summary = FeatureSummary::try_from_iter(rows.iter().zip(churned)).unwrap();
    for (column, deviation) in summary.deviations().unwrap().into_iter().enumerate() {
        let exact: Moments = rows
            .iter()
            .map(|x| Finite::new(x[column]).unwrap())
            .collect();
        assert_close(
            deviation,
            exact.population_standard_deviation().unwrap(),
            1e-13,
        );
    }
}
