//! Laws of combinations: any accumulator per key, with blanks, several side by side.

use proptest::prelude::*;
use tenure::clv::history::HistoryTable;
use tenure::retention::survival::LifetimeTable;
use tenure::scoring::evaluation::{Brier, Ranking};
use tenure::stats::{Moments, Sample};
use tenure::survey::{Rating, Ratings, WeightedNps};
use tenure::units::{Finite, Money, TimeUnit};
use tenure::{Blanks, Ces, Csat, Error, Merge as _, Nps, Result, Segmented, TryAccumulate as _};

use crate::support::laws;

type ByPlan = Segmented<String, Nps>;
type Six = (Nps, Moments, Blanks<Nps>, Option<Nps>, [Nps; 2], Money);

fn answers() -> impl Strategy<Value = (String, Rating)> {
    ("[a-d]{0,2}", 0..=10_u8).prop_map(|(plan, rating)| (plan, Rating::new(rating).unwrap()))
}

#[test]
fn segmented_is_an_accumulator() {
    laws::accumulator::<ByPlan, _>(file!(), answers());
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

fn blank_or(item: impl Strategy<Value = Rating>) -> impl Strategy<Value = Option<Rating>> {
    prop::option::weighted(0.7, item)
}

fn rating() -> impl Strategy<Value = Rating> {
    (0..=10_u8).prop_map(|rating| Rating::new(rating).unwrap())
}

#[test]
fn blanks_are_an_accumulator() {
    laws::accumulator::<Blanks<Nps>, _>(file!(), blank_or(rating()));
    laws::accumulator::<Segmented<u8, Blanks<Nps>>, _>(file!(), (0..3_u8, blank_or(rating())));
    let values = any::<Option<i32>>().prop_map(|value| value.map(Finite::from));
    laws::accumulator::<Blanks<Sample>, _>(file!(), values);
}

#[test]
fn tuples_arrays_and_options_keep_the_laws() {
    let pairs = (rating(), any::<i32>());
    laws::combined::<(Nps, Moments), _>(file!(), pairs, |rows| {
        <_>::try_from_iter(rows.to_vec()).unwrap()
    });
    laws::combined::<[Nps; 3], _>(file!(), [rating(), rating(), rating()], |rows| {
        <_>::try_from_iter(rows.to_vec()).unwrap()
    });
    laws::combined::<Option<Nps>, _>(file!(), rating(), |rows| {
        <_>::try_from_iter(rows.to_vec()).unwrap()
    });
    let six = (
        rating(),
        any::<i32>(),
        blank_or(rating()),
        rating(),
        [rating(), rating()],
        any::<i64>().prop_map(Money::from_minor),
    );
    laws::fold::<Segmented<u8, Six>, _>(file!(), (0..3_u8, six), |rows| {
        <_>::try_from_iter(rows.to_vec()).unwrap()
    });
    // What std collects into tuples, too.
    let by_plan = (0..3_u8, (rating(), blank_or(rating())));
    laws::accumulator::<Segmented<u8, (Nps, Blanks<Nps>)>, _>(file!(), by_plan);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Raw rows and checked items, side by side and alone, by value and by reference: all one state.
    #[test]
    fn rows_of_combinations_are_rows_of_their_parts(
        rows in prop::collection::vec((0..3_u8, (0..=10_u8, prop::option::of(1..=5_u8))), 0..80)
    ) {
        type Both = Segmented<u8, (Nps, Blanks<Csat<1, 5>>)>;
        let both = Both::try_from_iter(rows.clone()).unwrap();
        prop_assert_eq!(&Both::try_from_iter(&rows).unwrap(), &both);
        for (key, (nps, csat)) in &both {
            let own = || rows.iter().filter(|(k, _)| k == key).map(|(_, row)| row);
            prop_assert_eq!(*nps, Nps::try_from_iter(own().map(|row| row.0)).unwrap());
            let open = own().filter(|row| row.1.is_none()).count();
            prop_assert_eq!(csat.blanks(), open as u64);
            let given = own().filter_map(|row| row.1);
            prop_assert_eq!(csat.state(), &Csat::<1, 5>::try_from_iter(given).unwrap());
        }
        let halves = rows.split_at(rows.len() / 3);
        let mut extended = Both::try_from_iter(halves.0).unwrap();
        extended.try_extend(halves.1.to_vec()).unwrap();
        prop_assert_eq!(&extended, &both);

        let columns = rows.iter().map(|(key, (rating, _))| [*key, *rating]);
        let [keys, ratings] = <[Moments; 2]>::try_from_iter(columns.clone()).unwrap();
        prop_assert_eq!(&keys, &Moments::try_from_iter(rows.iter().map(|row| row.0)).unwrap());
        prop_assert_eq!(&ratings, &Moments::try_from_iter(rows.iter().map(|row| row.1.0)).unwrap());
        let by_reference = columns.collect::<Vec<_>>();
        prop_assert_eq!(<[Moments; 2]>::try_from_iter(&by_reference).unwrap(), [keys, ratings]);
    }
}

#[test]
fn the_index_of_an_error_is_that_of_the_input_row() {
    let place = |error: Error| match error {
        Error::Item { index, cause, .. } => (index, cause.to_string()),
        other => (usize::MAX, other.to_string()),
    };
    let refusal = "rating must be a whole number from 0 to 10, got 11".to_string();
    let rows = [None, Some(9), None, Some(11), None];
    let refused = Blanks::<Nps>::try_from_iter(rows).unwrap_err();
    assert_eq!(place(refused), (3, refusal.clone()));
    let rows = [("free", Some(9)), ("paid", None), ("paid", Some(11))];
    let refused = Segmented::<_, Blanks<Nps>>::try_from_iter(rows).unwrap_err();
    assert_eq!(place(refused), (2, refusal.clone()));
    let refused = <[Nps; 2]>::try_from_iter([[1, 2], [3, 11], [11, 4]]).unwrap_err();
    assert_eq!(place(refused), (1, refusal.clone()));
    let refused = <(Nps, Option<Nps>)>::try_from_iter([(1, 2), (3, 11)]).unwrap_err();
    assert_eq!(place(refused), (1, refusal));
}

/// All rows or none; and a row that is refused changes nothing, in no part of a combination.
#[test]
fn a_refused_row_leaves_no_trace() {
    let mut both = Segmented::<&str, (Nps, Nps)>::try_from_iter([("paid", (9, 10))]).unwrap();
    let before = both.clone();
    both.try_extend([("free", (1, 2)), ("paid", (3, 11))])
        .unwrap_err();
    assert_eq!(both, before);
    // Neither a segment nor a rating of the first question.
    both.try_add(("free", (1, 11))).unwrap_err();
    assert_eq!(both, before);
    let mut row = <([Nps; 2], Blanks<Nps>)>::default();
    row.try_add(([9, 11], None::<u8>)).unwrap_err();
    row.try_add(([9, 10], Some(11))).unwrap_err();
    assert_eq!(row, Default::default());
    let mut nothing = None::<Nps>;
    nothing.try_add(11).unwrap_err();
    assert_eq!(nothing, None);
}

#[test]
fn segments_can_be_looked_at_changed_and_taken_out() {
    let mut by_plan =
        Segmented::<&str, Nps>::try_from_iter([("paid", 9), ("free", 3), ("paid", 10)]).unwrap();
    assert_eq!(
        by_plan.keys().copied().collect::<Vec<_>>(),
        ["free", "paid"]
    );
    let counts: Vec<_> = by_plan.values().map(Nps::count).collect();
    assert_eq!(counts, [1, 2]);
    by_plan
        .get_mut("free")
        .unwrap()
        .merge(Nps::from_counts(1, 0, 0));
    assert_eq!(by_plan.get_mut("none"), None);
    for (_, nps) in &mut by_plan {
        nps.merge(Nps::from_counts(0, 1, 0));
    }
    let last = by_plan.iter_mut().next_back();
    *last.unwrap().1 = Nps::default();
    let map = by_plan.into_inner();
    assert_eq!(map["free"], Nps::from_counts(1, 1, 1));
    assert_eq!(map["paid"], Nps::default());
}

/// Any `Default + Extend` collects, merging or not.
#[test]
fn segments_hold_what_is_no_accumulator() {
    let rows = [("a", 1), ("b", 2), ("a", 3)];
    let lists: Segmented<&str, Vec<i32>> = rows.into_iter().collect();
    assert_eq!(lists.get("a"), Some(&vec![1, 3]));
}

/// One item at a time must not put a table in order each time: 50,000 different ones took a minute.
#[test]
fn tables_by_segment_are_fed_item_by_item() {
    let rows = (0..50_000_u32).map(|i| {
        let last = f64::from(i.wrapping_mul(2_654_435_769) >> 8) / 1024.0 + 1.0;
        (0, (1_u64, last, 20_000.0, TimeUnit::DAY))
    });
    let by_plan = Segmented::<u8, HistoryTable>::try_from_iter(rows.clone()).unwrap();
    let whole = HistoryTable::try_from_iter(rows.map(|(_, row)| row)).unwrap();
    assert_eq!(by_plan.get(&0), Some(&whole));
}

/// The byte doors with a validity mask are the slow way through options, for any offset and garbage in the
/// place of nulls.
#[test]
fn columns_of_bytes_with_nulls() {
    fn bits(valid: &[bool], offset: usize) -> Vec<u8> {
        let mut bits = vec![0xA5_u8; (offset + valid.len()).div_ceil(8)];
        for (place, valid) in valid.iter().enumerate() {
            let (byte, bit) = ((offset + place) / 8, (offset + place) % 8);
            bits[byte] = bits[byte] & !(1 << bit) | u8::from(*valid) << bit;
        }
        bits
    }
    let rows = |n: usize| -> Vec<Option<u8>> {
        let spread = (0..n).map(|i| i.wrapping_mul(2_654_435_769) >> 7);
        spread
            .map(|i| (i % 3 > 0).then_some(1 + (i % 5) as u8))
            .collect()
    };
    for (n, offset) in [
        (0, 0),
        (1, 0),
        (7, 3),
        (64, 0),
        (4095, 1),
        (4096, 0),
        (4097, 13),
        (20_000, 5),
    ] {
        let rows = rows(n);
        let garbage: Vec<u8> = rows.iter().map(|row| row.unwrap_or(200)).collect();
        let valid: Vec<bool> = rows.iter().map(Option::is_some).collect();
        let bits = bits(&valid, offset);
        let mask = Some((bits.as_slice(), offset));
        macro_rules! agree {
            ($($state:ty),*) => {$(
                let column = Blanks::<$state>::try_from_bytes(&garbage, mask);
                assert_eq!(column, Blanks::<$state>::try_from_iter(&rows), "{n} from {offset}");
            )*};
        }
        agree!(Nps, Ratings<0, 10>, Csat<1, 5>, Ces<1, 7>);

        // The index of a refused row counts the nulls.
        if let Some(last) = rows.iter().rposition(Option::is_some) {
            let mut wrong = garbage.clone();
            wrong[last] = 11;
            let mut wrong_rows = rows.clone();
            wrong_rows[last] = Some(11);
            let refused = Blanks::<Nps>::try_from_bytes(&wrong, mask).unwrap_err();
            assert!(matches!(&refused, Error::Item { index, .. } if *index == last));
            assert_eq!(Err(refused), Blanks::<Nps>::try_from_iter(&wrong_rows));
        }
    }
    // Nulls are read nowhere: not as 0.
    let nothing = Blanks::<Nps>::try_from_bytes(&[0, 0], Some((&[0], 0))).unwrap();
    assert_eq!(nothing, Blanks::new(Nps::default(), 2));
    let all = Blanks::<Nps>::try_from_bytes(&[0, 9], None).unwrap();
    assert_eq!(all, Blanks::new(Nps::from_counts(1, 0, 1), 0));
}

#[test]
fn a_mask_that_does_not_fit_is_refused() {
    for (bits, offset, held) in [
        (&[0xFF_u8][..], 0, 8),
        (&[0xFF; 2], 8, 8),
        (&[0xFF], usize::MAX, 0),
    ] {
        let refused = Blanks::<Nps>::try_from_bytes(&[9; 9], Some((bits, offset))).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("values and bits of their validity must be equal in number, got 9 and {held}")
        );
    }
    assert!(Blanks::<Nps>::try_from_bytes(&[9; 9], Some((&[0xFF; 2], 7))).is_ok());
}

/// An `f32` is widened exactly, by value and by reference, whatever it stands in.
#[test]
fn columns_of_f32_are_those_of_f64() {
    let narrow = [0.1_f32, 2.5, 1e-30];
    let wide = narrow.map(f64::from);
    assert_eq!(Sample::try_from_iter(narrow), Sample::try_from_iter(wide));
    assert_eq!(Sample::try_from_iter(narrow), Sample::try_from_iter(wide));
    assert!(Moments::try_from_iter([f32::NAN]).is_err());
    assert_eq!(
        Nps::try_from_iter([9.0_f32, 3.0]),
        Nps::try_from_iter([9, 3])
    );
    assert!(Nps::try_from_iter([6.5_f32]).is_err());
    let column = narrow.map(Some);
    assert_eq!(
        Blanks::<Sample>::try_from_iter(column)
            .unwrap()
            .into_state(),
        Sample::try_from_iter(wide).unwrap()
    );

    let (narrow, wide) = (
        [(0.1_f32, true), (0.7, false)],
        [0.1_f32, 0.7].map(f64::from),
    );
    let wide = [(wide[0], true), (wide[1], false)];
    assert_eq!(Ranking::try_from_iter(narrow), Ranking::try_from_iter(wide));
    assert_eq!(Ranking::try_from_iter(narrow), Ranking::try_from_iter(wide));
    assert_eq!(Brier::try_from_iter(narrow), Brier::try_from_iter(wide));
    assert_eq!(Brier::try_from_iter(narrow), Brier::try_from_iter(wide));
    type Table = LifetimeTable<Finite>;
    assert_eq!(Table::try_from_iter(narrow), Table::try_from_iter(wide));
    assert_eq!(Table::try_from_iter(narrow), Table::try_from_iter(wide));
    assert_eq!(
        WeightedNps::try_from_iter([(9, 0.1_f32)]),
        WeightedNps::try_from_iter([(9, f64::from(0.1_f32))])
    );
    assert_eq!(
        HistoryTable::try_from_iter([(1, 0.5_f32, 2.0, TimeUnit::DAY)]),
        HistoryTable::try_from_iter([(1, 0.5_f64, 2.0, TimeUnit::DAY)])
    );
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
