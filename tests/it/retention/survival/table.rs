//! Lifetimes on their way in, and the table that holds them.

use proptest::prelude::*;
use tenure::retention::survival::{Elapsed, Lifetime, LifetimeTable};
use tenure::units::Finite;
use tenure::{Error, Merge, Segmented};

use super::lifetimes;
use crate::support::laws;

/// A time of one's own, of which nothing is known but how much it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Own(u64);

impl Elapsed for Own {
    fn elapsed(self) -> f64 {
        self.0 as f64
    }
}

/// (time, at risk, left, still there).
fn rows<T: Elapsed>(table: &LifetimeTable<T>) -> Vec<(T, u64, u64, u64)> {
    let rows = table.risk_rows();
    rows.map(|row| (row.time, row.at_risk, row.left, row.censored))
        .collect()
}

#[test]
fn the_laws_of_an_accumulator() {
    laws::accumulator::<LifetimeTable<u32>, _>(file!(), lifetimes());
}

#[test]
fn the_laws_with_times_of_other_kinds() {
    let floats = (0..40_u32, any::<bool>(), 0.5..2.0).prop_map(|(time, left, share)| {
        // Whole, and not.
        let time = if left {
            f64::from(time)
        } else {
            f64::from(time) * share
        };
        Lifetime::new(Finite::new(time).unwrap(), left).unwrap()
    });
    laws::accumulator::<LifetimeTable<Finite>, _>(file!(), floats);
    let own =
        (0..30_u64, any::<bool>()).prop_map(|(time, left)| Lifetime::new(Own(time), left).unwrap());
    laws::accumulator::<LifetimeTable<Own>, _>(file!(), own);
    let nanoseconds = (any::<i64>(), any::<bool>())
        .prop_map(|(time, left)| Lifetime::new(time.max(0), left).unwrap());
    laws::accumulator::<LifetimeTable<i64>, _>(file!(), nanoseconds);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Who is at risk at a time, by looking at every customer.
    #[test]
    fn the_rows_are_what_a_count_gives(lifetimes in prop::collection::vec(lifetimes(), 0..60)) {
        let table: LifetimeTable<u32> = lifetimes.iter().collect();
        let count = |keep: &dyn Fn(&Lifetime<u32>) -> bool| -> u64 {
            lifetimes.iter().filter(|l| keep(l)).map(Lifetime::customers).sum()
        };
        let mut times: Vec<u32> = lifetimes.iter().filter(|l| l.customers() > 0).map(|l| *l.exit()).collect();
        times.sort_unstable();
        times.dedup();
        let expected: Vec<_> = times.into_iter().map(|time| (
            time,
            count(&|l| *l.exit() >= time && l.entry().is_none_or(|entry| *entry < time)),
            count(&|l| *l.exit() == time && l.left()),
            count(&|l| *l.exit() == time && !l.left()),
        )).collect();
        prop_assert_eq!(rows(&table), expected);
        prop_assert_eq!(table.customers(), count(&|_| true));
        prop_assert_eq!(table.left(), count(&|l| l.left()));
        prop_assert_eq!(table.censored(), count(&|l| !l.left()));
        prop_assert_eq!(table.is_empty(), table.customers() == 0);
    }

    /// k customers alike are one row, and none leave no trace.
    #[test]
    fn many_alike_are_one_row(lifetimes in prop::collection::vec(lifetimes(), 0..60)) {
        let alike: LifetimeTable<u32> = lifetimes.iter().collect();
        let each = lifetimes.iter().flat_map(|l| (0..l.customers()).map(|_| l.with_customers(1)));
        prop_assert_eq!(&each.collect::<LifetimeTable<u32>>(), &alike);
    }

    /// One by one, in batches, in one go: the same, whatever waits to be sorted.
    #[test]
    fn pushed_tables_answer_before_they_are_sorted(lifetimes in prop::collection::vec(lifetimes(), 0..60)) {
        let whole: LifetimeTable<u32> = lifetimes.iter().collect();
        let mut pushed = LifetimeTable::new();
        for lifetime in &lifetimes {
            pushed.push(*lifetime);
        }
        prop_assert_eq!(rows(&pushed), rows(&whole));
        prop_assert_eq!(&pushed, &whole);
        pushed.sort();
        prop_assert_eq!(&pushed, &whole);
    }
}

/// The same customers with the times in another type, whatever is counted in it and however.
#[test]
fn the_type_of_the_times_does_not_matter() {
    let mut state = 7_u64;
    let pairs: Vec<(u64, bool)> = (0..40_000)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let wide = state >> 62 == 0;
            let time = (state >> 33) % if wide { 90_000 } else { 2_000 };
            (time, state >> 62 == 1)
        })
        .collect();
    let expected: Vec<_> = {
        let mut at_risk = pairs.len() as u64;
        let mut counts = std::collections::BTreeMap::<u64, [u64; 2]>::new();
        for (time, left) in &pairs {
            counts.entry(*time).or_default()[usize::from(!left)] += 1;
        }
        let row = |(time, [left, still]): (u64, [u64; 2])| {
            let row = (time, at_risk, left, still);
            at_risk -= left + still;
            row
        };
        counts.into_iter().map(row).collect()
    };
    let whole = LifetimeTable::<u64>::try_from_iter(&pairs).unwrap();
    assert_eq!(rows(&whole), expected);
    let pairs_of = || pairs.iter().copied();

    let floats = LifetimeTable::<Finite>::try_from_iter(pairs_of().map(|(t, l)| (t as f64, l)));
    let floats = rows(&floats.unwrap()).into_iter();
    let floats: Vec<_> = floats
        .map(|(t, n, l, s)| (t.get().to_string().parse::<u64>().unwrap(), n, l, s))
        .collect();
    assert_eq!(floats, expected);

    let signed = LifetimeTable::<i32>::try_from_iter(
        pairs_of().map(|(t, l)| (i32::try_from(t).unwrap(), l)),
    );
    let signed = rows(&signed.unwrap()).into_iter();
    let signed: Vec<_> = signed
        .map(|(t, n, l, s)| (u64::try_from(t).unwrap(), n, l, s))
        .collect();
    assert_eq!(signed, expected);

    let own = LifetimeTable::<Own>::try_from_iter(pairs_of().map(|(t, l)| (Own(t), l)));
    let own = rows(&own.unwrap()).into_iter();
    let own: Vec<_> = own.map(|(Own(t), n, l, s)| (t, n, l, s)).collect();
    assert_eq!(own, expected);
}

/// Times that repeat are counted on the way, and those that do not are kept: pushed by the hundred thousand.
#[test]
fn times_that_repeat_take_no_room_of_their_own() {
    let times = |distinct: u64| {
        (0..1_200_000_u64).map(move |i| {
            (
                100_000 + (i.wrapping_mul(0x9E37_79B9) >> 3) % distinct,
                i % 3 == 0,
            )
        })
    };
    for distinct in [50, 1 << 40] {
        let mut pushed = LifetimeTable::new();
        let mut counts = std::collections::BTreeMap::<u64, [u64; 2]>::new();
        for (time, left) in times(distinct) {
            pushed.push(Lifetime::new(time, left).unwrap());
            counts.entry(time).or_default()[usize::from(!left)] += 1;
        }
        let got = pushed
            .risk_rows()
            .map(|row| (row.time, [row.left, row.censored]));
        assert!(got.eq(counts), "{distinct}");
    }
}

#[test]
fn a_late_entry_is_at_risk_after_it_and_not_at_it() {
    let table =
        LifetimeTable::<u32>::try_from_iter([(0, 5, true), (3, 9, true), (5, 9, false)]).unwrap();
    assert_eq!(rows(&table), [(5, 2, 1, 0), (9, 2, 1, 1)]);
    let months = LifetimeTable::<u32>::try_from_iter([(5, true)]).unwrap();
    assert_eq!(rows(&months), [(5, 1, 1, 0)]);
}

#[test]
fn a_table_per_group() {
    let rows = [
        ("month", (1, true)),
        ("year", (12, true)),
        ("month", (2, false)),
    ];
    let rows = rows.map(|(plan, (time, left))| (plan, Lifetime::new(time, left).unwrap()));
    let by_plan: Segmented<&str, LifetimeTable<u32>> = rows.into_iter().collect();
    assert_eq!(by_plan.get("month").map(LifetimeTable::customers), Some(2));
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

#[test]
fn what_cannot_be_a_lifetime_is_named() {
    let float = |pair: (f64, bool)| LifetimeTable::<Finite>::try_from_iter([(1.0, true), pair]);
    refused(
        float((f64::NAN, true)),
        "item 1 was rejected: time must be a finite number, got NaN",
    );
    refused(
        float((f64::INFINITY, false)),
        "item 1 was rejected: time must be a finite number, got inf",
    );
    refused(
        float((-0.5, true)),
        "item 1 was rejected: time must be at least 0 (it is counted from the start), got -0.5",
    );
    assert!(float((-0.0, true)).is_ok());

    let late = |row| LifetimeTable::<Finite>::try_from_iter([(0.0, 1.0, true), row]);
    refused(
        late((f64::NAN, 2.0, true)),
        "item 1 was rejected: time of entry must be a finite number, got NaN",
    );
    refused(
        late((1.0, f64::NAN, true)),
        "item 1 was rejected: time must be a finite number, got NaN",
    );
    refused(
        late((-1.0, 2.0, true)),
        "item 1 was rejected: time of entry must be at least 0 (it is counted from the start), got -1",
    );
    refused(
        late((2.0, 2.0, true)),
        "item 1 was rejected: time of entry must be before the time of exit",
    );
    refused(
        late((3.0, 2.0, true)),
        "item 1 was rejected: time of entry must be before the time of exit",
    );

    macro_rules! negative {
        ($($int:ty),*) => {$(
            refused(
                Lifetime::<$int>::new(-7, true),
                "time must be at least 0 (it is counted from the start), got -7",
            );
        )*};
    }
    negative!(i8, i16, i32, i64, i128, isize);
    let error = LifetimeTable::<i64>::try_from_iter([(3, true), (-3, true)]).unwrap_err();
    assert!(matches!(error, Error::Item { index: 1, .. }));
    assert!(Lifetime::new(Own(7), true).is_ok());
}

#[test]
fn what_was_refused_leaves_no_trace() {
    let mut table = LifetimeTable::<Finite>::try_from_iter([(1.0, true)]).unwrap();
    let before = table.clone();
    table
        .try_extend([(2.0, true), (f64::NAN, true)])
        .unwrap_err();
    assert_eq!(table, before);
}

/// A file may say so, and merging a table with itself for ever comes to it.
#[test]
fn counts_stop_at_their_ceiling() {
    let mut table =
        LifetimeTable::<u32>::try_from_iter([(1, true, u64::MAX), (5000, false, u64::MAX)])
            .unwrap();
    for _ in 0..3 {
        table.merge(table.clone());
        assert_eq!(
            rows(&table),
            [(1, u64::MAX, u64::MAX, 0), (5000, 0, 0, u64::MAX)]
        );
        let curve = table.kaplan_meier().unwrap();
        assert_eq!(curve.survival_at(9), Some(0.0));
    }
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;
    use crate::support::wire::{saved, tagged, writes};

    #[test]
    fn as_a_list_of_times() {
        let mut table =
            LifetimeTable::<u32>::try_from_iter([(3, true), (1, false), (5000, true)]).unwrap();
        table.try_extend([(2, 5000, true)]).unwrap();
        let form = "[[1,0,1,0],[2,0,0,1],[3,1,0,0],[5000,2,0,0]]";
        writes(&table, &tagged("lifetime table", form));
        let floats = LifetimeTable::<Finite>::try_from_iter([(0.5, true), (1.0, false)]).unwrap();
        saved(
            &floats,
            &tagged("lifetime table", "[[0.5,1,0,0],[1.0,0,1,0]]"),
        );
    }

    #[test]
    fn counts_at_their_ceiling_read_back() {
        let rows = [(1, true), (2, false), (3, true)];
        let mut seen = LifetimeTable::<u32>::try_from_iter(rows).unwrap();
        let rows = [(0, 5, true), (1, 6, true), (2, 7, false)];
        let mut late = LifetimeTable::<u32>::try_from_iter(rows).unwrap();
        for _ in 0..70 {
            seen.merge(seen.clone());
            late.merge(late.clone());
        }
        for table in [seen, late] {
            let text = serde_json::to_string(&table).unwrap();
            assert!(text.contains("18446744073709551615"));
            let back: LifetimeTable<u32> = serde_json::from_str(&text).unwrap();
            assert_eq!(back, table);
        }
    }

    #[test]
    fn what_no_customers_make_is_refused() {
        let read = |text: &str| {
            let read = serde_json::from_str::<LifetimeTable<i64>>(&tagged("lifetime table", text));
            let message = read.unwrap_err().to_string();
            message.split(" at line ").next().unwrap().to_string()
        };
        let order = "rows in order of time, each time once and with at least one customer";
        assert_eq!(
            read("[[1,1,0,0],[1,1,0,0]]"),
            format!("item 1 was rejected: table of lifetimes must be {order}")
        );
        assert_eq!(
            read("[[2,1,0,0],[1,1,0,0]]"),
            format!("item 1 was rejected: table of lifetimes must be {order}")
        );
        assert_eq!(
            read("[[2,0,0,0]]"),
            format!("item 0 was rejected: table of lifetimes must be {order}")
        );
        let risk = "rows in which no more customers leave or are last seen than are at risk";
        // Entered at 4, so nobody was there at 3; and somebody entered who was never last seen.
        assert_eq!(
            read("[[3,1,0,0],[4,0,0,1]]"),
            format!("item 0 was rejected: table of lifetimes must be {risk}")
        );
        assert_eq!(
            read("[[3,0,0,1]]"),
            format!("item 0 was rejected: table of lifetimes must be {risk}")
        );
        assert_eq!(
            read("[[-3,1,0,0]]"),
            "item 0 was rejected: time must be at least 0 (it is counted from the start), got -3"
        );
    }
}
