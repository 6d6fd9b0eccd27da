//! Laws of [`PeriodCounts`].

use proptest::prelude::*;
use tenure::Merge;
use tenure::retention::PeriodCounts;

use crate::support::laws;

fn balanced() -> impl Strategy<Value = PeriodCounts> {
    (
        0..90_u64,
        0..90_u64,
        0..90_u64,
        any::<proptest::sample::Index>(),
    )
        .prop_map(|(start, joined, returned, end)| {
            let end = end.index(usize::try_from(start + joined + returned).unwrap() + 1);
            PeriodCounts::starting_with(start)
                .joined(joined)
                .returned(returned)
                .ending_with(end as u64)
                .unwrap()
        })
}

#[test]
fn segments_of_a_period_merge() {
    laws::fold::<PeriodCounts, _>(file!(), balanced(), |items| items.iter().sum());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn they_balance_from_either_end(counts in balanced()) {
        let open = PeriodCounts::starting_with(counts.start())
            .joined(counts.joined())
            .returned(counts.returned());
        prop_assert_eq!(open.losing(counts.churn_events()).unwrap(), counts);
        prop_assert_eq!(open.ending_with(counts.end()).unwrap(), counts);
        prop_assert_eq!(
            counts.start() + counts.joined() + counts.returned(),
            counts.end() + counts.churn_events()
        );
    }

    #[test]
    fn the_rates_are_their_formulas(counts in balanced()) {
        let [s, n, r, e, events] = [
            counts.start(), counts.joined(), counts.returned(), counts.end(), counts.churn_events(),
        ].map(|n| n as f64);
        let close = |got: Option<f64>, expected: f64, below: f64| match got {
            None => below == 0.0,
            Some(got) => got.is_finite() && (got - expected).abs() <= 1e-13 * expected.abs().max(1.0),
        };
        prop_assert!(close(counts.events_per_start(), events / s, s));
        prop_assert!(close(counts.events_per_start_and_new(), events / (s + n), s + n));
        prop_assert!(close(counts.events_per_mean_of_ends(), events / f64::midpoint(s, e), s + e));
        prop_assert!(close(counts.end_without_new(), 1.0 - (e - n) / s, s));
        prop_assert!(close(counts.end_without_new_or_returned(), 1.0 - (e - n - r) / s, s));
    }

    /// With nobody new or returned, four of the five are the same figure.
    #[test]
    fn in_a_closed_group_they_agree(start in 1..500_u64, lost in 0..500_u64) {
        prop_assume!(lost <= start);
        let counts = PeriodCounts::starting_with(start).losing(lost).unwrap();
        let churn = Some(lost as f64 / start as f64);
        prop_assert_eq!(counts.events_per_start(), churn);
        prop_assert_eq!(counts.events_per_start_and_new(), churn);
        prop_assert_eq!(counts.end_without_new(), churn);
        prop_assert_eq!(counts.end_without_new_or_returned(), churn);
    }
}

#[test]
fn nobody_is_no_rate() {
    let nobody = PeriodCounts::default();
    assert_eq!(
        nobody,
        PeriodCounts::starting_with(0).ending_with(0).unwrap()
    );
    assert_eq!(nobody.events_per_start(), None);
    assert_eq!(nobody.events_per_start_and_new(), None);
    assert_eq!(nobody.events_per_mean_of_ends(), None);
    assert_eq!(nobody.end_without_new(), None);
    assert_eq!(nobody.end_without_new_or_returned(), None);
    assert_eq!(nobody.churn_events(), 0);
}

#[test]
fn counts_at_the_end_of_64_bits_stay_exact_and_finite() {
    let all = u64::MAX;
    let mut counts = PeriodCounts::starting_with(all)
        .joined(all)
        .returned(all)
        .ending_with(0)
        .unwrap();
    assert_eq!(counts.churn_events(), u64::MAX);
    assert_eq!(counts.events_per_start(), Some(3.0));
    for _ in 0..200 {
        counts.merge(counts);
        assert!(counts.churn_events() > 0);
        assert_eq!(counts.events_per_start(), Some(3.0));
        assert_eq!(counts.end_without_new(), Some(2.0));
    }
    let wrong = PeriodCounts::starting_with(all)
        .joined(1)
        .losing(0)
        .unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "customers at the end must be a count in 64 bits, got 1.8446744073709552e19"
    );
}

#[test]
fn what_does_not_balance_is_refused() {
    let open = PeriodCounts::starting_with(100).joined(20).returned(2);
    assert_eq!(
        open.ending_with(123).unwrap_err().to_string(),
        "customers at the end (123) cannot exceed customers at the start plus those who joined or returned (122)"
    );
    assert_eq!(
        open.losing(123).unwrap_err().to_string(),
        "customers who left (123) cannot exceed customers at the start plus those who joined or returned (122)"
    );
    assert_eq!(open.losing(122).unwrap().end(), 0);
    assert_eq!(open.ending_with(122).unwrap().churn_events(), 0);
}

#[cfg(feature = "serde")]
#[test]
fn a_file_that_does_not_balance_is_refused() {
    let text = r#"{"start":3,"joined":0,"returned":1,"end":5}"#;
    let error =
        serde_json::from_str::<PeriodCounts>(&crate::support::wire::tagged("period counts", text))
            .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("customers at the end (5) cannot exceed"),
        "{error}"
    );
}
