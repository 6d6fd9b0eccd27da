//! Laws of [`Segmented`]: any accumulator, per key.

use proptest::prelude::*;
use tenure::stats::{Moments, Sample};
use tenure::survey::Rating;
use tenure::units::{Finite, Money};
use tenure::{Nps, Result, Segmented};

use crate::support::laws;

type ByPlan = Segmented<String, Nps>;

fn answers() -> impl Strategy<Value = (String, Rating)> {
    ("[a-d]{0,2}", 0..=10_u8).prop_map(|(plan, rating)| (plan, Rating::new(rating).unwrap()))
}

#[test]
fn segmented_is_an_accumulator() {
    laws::fold::<ByPlan, _>(file!(), answers(), |items| items.iter().cloned().collect());
    let amounts = (0..5_u8, any::<i64>().prop_map(Money::from_minor));
    laws::fold::<Segmented<u8, Money>, _>(file!(), amounts, |items| {
        items.iter().copied().collect()
    });
    let nested = ("[ab]", answers());
    laws::fold::<Segmented<String, ByPlan>, _>(file!(), nested, |items| {
        items.iter().cloned().collect()
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn each_segment_is_its_own_items_and_the_total_is_all(items in prop::collection::vec(answers(), 0..100)) {
        let by_plan: ByPlan = items.iter().cloned().collect();
        let all: Nps = items.iter().map(|(_, rating)| *rating).collect();
        prop_assert_eq!(by_plan.total(), all);
        prop_assert_eq!(by_plan.is_empty(), items.is_empty());
        for (plan, nps) in &by_plan {
            let own: Nps = items.iter().filter(|(p, _)| p == plan).map(|(_, r)| *r).collect();
            prop_assert_eq!(*nps, own);
            prop_assert_eq!(by_plan.get(plan.as_str()), Some(nps));
        }
        let keys: Vec<_> = by_plan.iter().map(|(plan, _)| plan.clone()).collect();
        prop_assert!(keys.is_sorted() && keys.len() == by_plan.len());
        prop_assert!(items.iter().all(|(plan, _)| keys.contains(plan)));
        let halves = [&items[..items.len() / 2], &items[items.len() / 2..]]
            .map(|half| half.iter().cloned().collect::<ByPlan>());
        prop_assert_eq!(halves.iter().sum::<ByPlan>(), by_plan);
    }

    #[cfg(feature = "rayon")]
    #[test]
    fn in_parallel_it_is_the_same(items in prop::collection::vec(answers(), 0..200)) {
        use rayon::prelude::*;
        use tenure::Merge as _;
        let by_plan: ByPlan = items.iter().cloned().collect();
        let parallel: ByPlan = items.par_iter().cloned().collect();
        prop_assert_eq!(&parallel, &by_plan);
        let mut extended = by_plan.clone();
        extended.par_extend(items.par_iter().cloned());
        let mut twice = by_plan.clone();
        twice.merge(by_plan);
        prop_assert_eq!(extended, twice);
    }
}

#[test]
fn an_error_among_the_items_is_the_result() {
    let raw = [("free", 3), ("paid", 11)];
    let refused = raw
        .into_iter()
        .map(|(plan, rating)| Ok((plan, Rating::try_from(rating)?)))
        .collect::<Result<Segmented<&str, Nps>>>();
    assert_eq!(
        refused.unwrap_err().to_string(),
        "rating must be a whole number from 0 to 10, got 11"
    );
}

#[test]
fn a_segment_nobody_answered_for_is_no_segment() {
    let mut by_plan = Segmented::<&str, Nps>::new();
    assert!(by_plan.is_empty() && by_plan.get("free").is_none());
    assert_eq!(by_plan.total(), Nps::default());
    by_plan.entry("free").push(Rating::try_from(9).unwrap());
    assert_eq!((by_plan.len(), by_plan.is_empty()), (1, false));
    assert_eq!(
        by_plan.into_iter().next().map(|(plan, _)| plan),
        Some("free")
    );
}

/// One item at a time must not put a sample in order each time: 200,000 took minutes.
#[test]
fn samples_by_segment_are_fed_item_by_item() {
    let items = (0..200_000_u32).map(|i| (i % 2, Finite::from(i.wrapping_mul(2_654_435_769) >> 8)));
    let waits: Segmented<u32, Sample> = items.clone().collect();
    let spread: Segmented<u32, Moments> = items.collect();
    for (half, sample) in &waits {
        assert_eq!(sample.count(), 100_000);
        assert_eq!(Some(&sample.moments()), spread.get(half));
        assert!(sample.sorted().is_sorted());
    }
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;

    fn read(text: &str) -> Result<ByPlan, String> {
        crate::support::wire::read(text).map_err(|error| error.to_string())
    }

    #[test]
    fn it_is_a_list_of_keys_and_states() {
        let mut by_plan = ByPlan::new();
        by_plan
            .entry("paid".to_string())
            .push(Rating::new(9).unwrap());
        by_plan
            .entry("free".to_string())
            .push(Rating::new(7).unwrap());
        let text = crate::support::wire::value(&by_plan);
        assert_eq!(
            text,
            r#"[["free",{"promoters":0,"passives":1,"detractors":0}],["paid",{"promoters":1,"passives":0,"detractors":0}]]"#
        );
        assert_eq!(read(&text), Ok(by_plan));
        assert_eq!(read("[]"), Ok(ByPlan::new()));
    }

    #[test]
    fn what_would_lose_or_invent_answers_is_refused() {
        let state = r#"{"promoters":1,"passives":0,"detractors":0}"#;
        for (text, message) in [
            (
                format!(r#"[["free",{state}],["paid",{state}],["free",{state}]]"#),
                "a key occurs twice",
            ),
            (
                r#"[["free",{"promoters":-1,"passives":0,"detractors":0}]]"#.to_string(),
                "a count cannot be negative",
            ),
            (format!(r#"{{"free":{state}}}"#), "expected a list of pairs"),
            (r#"[["free",null]]"#.to_string(), "invalid type: null"),
        ] {
            let error = read(&text).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }
}
