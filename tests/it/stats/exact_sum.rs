//! Laws and values of [`ExactSum`].

use proptest::prelude::*;
use tenure::Merge as _;
use tenure::stats::ExactSum;
use tenure::units::Finite;

use crate::support::laws;

/// Any finite number: all bit patterns, money, subnormals and the largest.
pub(super) fn values() -> impl Strategy<Value = Finite> {
    prop_oneof![
        any::<f64>().prop_filter_map("finite", |x| Finite::new(x).ok()),
        (-1_000_000..1_000_000_i32).prop_map(|cents| finite(f64::from(cents) / 100.0)),
        (0..4_u64).prop_map(|bits| finite(f64::from_bits(bits))),
        Just(finite(f64::MAX)),
        Just(finite(f64::MIN)),
    ]
}

pub(super) fn finite(x: f64) -> Finite {
    Finite::new(x).unwrap()
}

fn sum(terms: &[f64]) -> Option<f64> {
    ExactSum::try_from_iter(terms.iter()).unwrap().value()
}

#[test]
fn exact_sum_is_an_accumulator() {
    laws::accumulator::<ExactSum, Finite>(file!(), values());
}

#[test]
fn nothing_is_lost() {
    for (terms, expected) in [
        (&[][..], 0.0),
        (&[-0.0], 0.0),
        (&[0.1], 0.1),
        (&[1e16, 1.0, -1e16], 1.0),
        (&[1e300, 1e-300, -1e300], 1e-300),
        (&[1.0, 1e100, 1.0, -1e100], 2.0),
        (&[f64::MAX, f64::MAX, -f64::MAX], f64::MAX),
        (&[f64::MAX, -f64::MAX, 5e-324], 5e-324),
        (&[5e-324; 3], 1.5e-323),
        (&[f64::MIN_POSITIVE, -5e-324], 2.225_073_858_507_201e-308),
        // Ties go to even: half of the last place of 1 is dropped, a little more is not.
        (&[1.0, 1.110_223_024_625_156_5e-16], 1.0),
        (
            &[1.0, 1.110_223_024_625_156_5e-16, 5e-324],
            1.000_000_000_000_000_2,
        ),
        (&[0.1; 10], 1.0),
    ] {
        let got = sum(terms).unwrap();
        assert_eq!(got.to_bits(), expected.to_bits(), "{terms:?}: {got:e}");
    }
}

/// The story of the docs: amounts added and taken back, not in the same order.
#[test]
fn money_taken_back_leaves_nothing() {
    let amounts = || (0..100_000_u32).map(|i| f64::from(i * 37 % 10_007) / 100.0);
    let terms: Vec<f64> = amounts().chain(amounts().map(|x| -x)).collect();
    assert_eq!(sum(&terms), Some(0.0));
}

#[test]
fn beyond_the_largest_number_and_back() {
    let mut total = ExactSum::try_from_iter([f64::MAX, f64::MAX]).unwrap();
    assert_eq!(total.value(), None);
    total.try_extend([-f64::MAX]).unwrap();
    assert_eq!(total.value(), Some(f64::MAX));
}

#[test]
fn what_is_not_a_number_is_refused_and_nothing_kept() {
    let mut total = ExactSum::try_from_iter([1.0, 2.0]).unwrap();
    for (bad, shown) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        let error = total.try_extend([5.0, bad]).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("item 1 was rejected: value must be a finite number, got {shown}")
        );
        assert_eq!(total.value(), Some(3.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Integers below 2⁵³ in sum have an oracle.
    #[test]
    fn whole_numbers_sum_as_integers(terms in prop::collection::vec(any::<i32>(), 0..500)) {
        let expected: i64 = terms.iter().map(|&t| i64::from(t)).sum();
        let total = ExactSum::try_from_iter(&terms).unwrap();
        prop_assert_eq!(total.value(), Some(expected as f64));
    }

    #[test]
    fn what_is_added_and_taken_back_is_gone(terms in prop::collection::vec(values(), 0..100)) {
        let mut total: ExactSum = terms.iter().collect();
        total.merge(terms.iter().rev().map(|t| finite(-t.get())).collect());
        prop_assert_eq!(total, ExactSum::default());
    }
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;
    use crate::support::wire::{read, value};

    #[test]
    fn a_total_of_money_is_short() {
        let whole = ExactSum::try_from_iter([-250]).unwrap();
        assert_eq!(
            value(&whole),
            r#"{"negative":true,"exponent":0,"limbs":[250]}"#
        );
        let cents = (0..10_000_u32).map(|i| f64::from(i * 7919 % 100_000) / 100.0);
        let total = ExactSum::try_from_iter(cents).unwrap();
        let text = value(&total);
        assert!(text.len() < 100, "{text}");
    }

    #[test]
    fn states_that_no_sum_wrote_are_refused() {
        let long = vec!["1"; 137].join(",");
        let too_long = format!(r#"{{"negative":false,"exponent":0,"limbs":[{long}]}}"#);
        for text in [
            r#"{"negative":false,"exponent":0,"limbs":[0,1]}"#,
            r#"{"negative":false,"exponent":0,"limbs":[1,0]}"#,
            r#"{"negative":true,"exponent":0,"limbs":[]}"#,
            r#"{"negative":false,"exponent":32,"limbs":[]}"#,
            r#"{"negative":false,"exponent":1,"limbs":[1]}"#,
            r#"{"negative":false,"exponent":-1120,"limbs":[1]}"#,
            r#"{"negative":false,"exponent":32736,"limbs":[1]}"#,
            r#"{"negative":false,"exponent":-32768,"limbs":[1]}"#,
            r#"{"negative":false,"exponent":1088,"limbs":[1]}"#,
            r#"{"negative":false,"exponent":0,"limbs":[4294967296]}"#,
            r#"{"negative":false,"exponent":0,"limbs":[-1]}"#,
            r#"{"negative":false,"exponent":0,"limbs":[1],"more":1}"#,
            r#"{"negative":false,"exponent":0}"#,
            "3.5",
            &too_long,
        ] {
            assert!(read::<ExactSum>(text).is_err(), "{text}");
        }
        let error = read::<ExactSum>(r#"{"negative":false,"exponent":0,"limbs":[0]}"#);
        let error = error.unwrap_err().to_string();
        assert!(
            error.starts_with("exact sum must be in the form it is saved in"),
            "{error}"
        );
    }

    #[test]
    fn the_largest_state_that_is_read_merges_for_ever() {
        let full = vec!["4294967295"; 34].join(",");
        let text = format!(r#"{{"negative":true,"exponent":0,"limbs":[{full}]}}"#);
        let mut total: ExactSum = read(&text).unwrap();
        for _ in 0..200 {
            total.merge(total.clone());
            assert_eq!(total.value(), None);
        }
    }
}
