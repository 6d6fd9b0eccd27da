//! Parts of the data merge in any order to the same bits.

use proptest::prelude::*;
use tenure::Merge;
use tenure::scoring::{FeatureSummary, NewtonPass, NewtonPoint};

use crate::support::{assert_close, laws};

type Chunk = Vec<(Vec<f64>, bool, f64)>;

fn chunk(width: usize) -> impl Strategy<Value = Chunk> {
    let value = prop_oneof![-1e3..1e3, -1e-3..1e-3, Just(0.0), Just(-0.0), Just(1e6)];
    let weight = prop_oneof![Just(1.0), Just(0.0), 0.0..9.0];
    let row = (
        proptest::collection::vec(value, width),
        any::<bool>(),
        weight,
    );
    proptest::collection::vec(row, 0..6)
}

fn point() -> NewtonPoint {
    NewtonPoint::new(0.5, &[0.01, -0.002]).unwrap()
}

#[test]
fn passes_of_chunks() {
    laws::fold::<NewtonPass, Chunk>(file!(), chunk(2), |chunks| {
        let parts = chunks.iter().cloned();
        parts.map(|rows| point().pass_weighted(rows).unwrap()).sum()
    });
}

/// Passes of two points are mixed for good, in whatever order they come.
#[test]
fn passes_of_several_points() {
    let other = NewtonPoint::new(0.5, &[0.01, -0.003]).unwrap();
    let item = (chunk(2), proptest::bool::weighted(0.02));
    laws::fold::<NewtonPass, (Chunk, bool)>(file!(), item, |chunks| {
        let parts = chunks.iter().cloned();
        let at = |elsewhere| if elsewhere { other.clone() } else { point() };
        parts
            .map(|(rows, elsewhere)| at(elsewhere).pass_weighted(rows).unwrap())
            .sum()
    });
    let mut mixed = point().pass([([1.0, 2.0], true)]).unwrap();
    mixed.merge(other.pass([([1.0, 2.0], true)]).unwrap());
    assert!(mixed.is_mixed());
    assert_eq!(mixed.log_likelihood(), None);
    assert_eq!(mixed.gradient(), None);
    assert_eq!(mixed.gram(), None);
}

#[test]
fn summaries_of_chunks() {
    laws::fold::<FeatureSummary, Chunk>(file!(), chunk(2), |chunks| {
        let parts = chunks.iter().cloned();
        parts
            .map(|rows| FeatureSummary::try_from_weighted_iter(rows).unwrap())
            .sum()
    });
}

/// Rows of two widths are mixed for good, unless one of them has nobody.
#[test]
fn summaries_of_several_widths() {
    let item = prop_oneof![50 => chunk(2), 1 => chunk(3)];
    laws::fold::<FeatureSummary, Chunk>(file!(), item, |chunks| {
        let parts = chunks.iter().cloned();
        parts
            .map(|rows| FeatureSummary::try_from_weighted_iter(rows).unwrap())
            .sum()
    });
    let mut mixed = FeatureSummary::try_from_iter([([1.0, 2.0], true)]).unwrap();
    mixed.merge(FeatureSummary::try_from_iter([([1.0], true)]).unwrap());
    assert!(mixed.is_mixed());
    assert_eq!((mixed.width(), mixed.means()), (None, None));
    assert_eq!((mixed.deviations(), mixed.ranges().len()), (None, 0));
}

/// A customer of weight k is k customers, and one of weight 0 is nobody.
#[test]
fn weights_are_copies() {
    let (features, churned, _) = super::customers(400, 3);
    let point = NewtonPoint::new(-0.4, &[0.3, 0.0, -1.1]).unwrap();
    let times = |row: usize| row % 4;
    let rows = || features.rows().into_iter().zip(&churned).enumerate();
    let weighted = || rows().map(|(i, (x, &y))| (x, y, times(i) as f64));
    let copied = || rows().flat_map(|(i, (x, &y))| core::iter::repeat_n((x, y), times(i)));

    let (a, b) = (
        point.pass_weighted(weighted()).unwrap(),
        point.pass(copied()).unwrap(),
    );
    assert_close(
        a.log_likelihood().unwrap(),
        b.log_likelihood().unwrap(),
        1e-13,
    );
    let size = a.gram().unwrap()[[0, 0]];
    for (a, b) in a.gradient().unwrap().iter().zip(&b.gradient().unwrap()) {
        assert!((a - b).abs() <= 1e-13 * size, "{a:e} {b:e}");
    }
    for (a, b) in a.gram().unwrap().iter().zip(&b.gram().unwrap()) {
        assert!((a - b).abs() <= 1e-13 * size, "{a:e} {b:e}");
    }

    let a = FeatureSummary::try_from_weighted_iter(weighted()).unwrap();
    let b = FeatureSummary::try_from_iter(copied()).unwrap();
    assert_eq!(a.ranges(), b.ranges());
    assert_eq!(a.class_totals(), b.class_totals());
    assert_eq!((a.customers(), b.customers()), (300, 600));
    let deviations = a.deviations().unwrap().into_iter();
    for (a, b) in deviations.zip(b.deviations().unwrap()) {
        assert_close(a, b, 1e-13);
    }
}
