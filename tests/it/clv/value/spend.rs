//! Spend histories and their table.

use proptest::prelude::*;
use tenure::clv::history::{SpendHistory, SpendTable};

use super::{cdnow, spent};
use crate::support::{assert_close, laws};

fn history() -> impl Strategy<Value = SpendHistory> {
    let few = (1_u64..4, 1_u8..5).prop_map(|(x, mean)| spent(x, f64::from(mean)));
    let any = (1_u64..=1_000_000_000_000, -12.0..12.0)
        .prop_map(|(x, exponent)| spent(x, libm::pow(10.0, exponent)));
    prop_oneof![3 => few, 1 => any]
}

#[test]
fn the_table_keeps_the_laws() {
    laws::accumulator::<SpendTable, _>(file!(), history());
}

#[test]
fn the_table_of_cdnow_is_counted() {
    let table = cdnow(true);
    assert_eq!(table.customers(), 946);
    assert!(table.distinct() < 946);
    let counted: u64 = table.rows().map(|(_, n)| n).sum();
    assert_eq!(counted, 946);
    // By purchases, then by mean.
    let keys: Vec<_> = table
        .rows()
        .map(|(row, _)| (row.purchases(), row.mean()))
        .collect();
    assert!(keys.is_sorted());
    assert_close(table.mean_of_means().unwrap(), 35.078, 1e-4);
    assert_close(table.mean_per_purchase().unwrap(), 38.81, 1e-4);
    assert_eq!(SpendTable::default().mean_of_means(), None);
    assert_eq!(SpendTable::default().mean_per_purchase(), None);
}

/// The number belongs to the mean: x with the repeat mean, x + 1 with that of all.
#[test]
fn counts_go_with_their_means() {
    assert_eq!(SpendHistory::of_repeats(2, 22.5).unwrap(), spent(2, 22.5));
    assert_eq!(SpendHistory::of_all(2, 25.0).unwrap(), spent(3, 25.0));
    assert_eq!(SpendHistory::of_all(0, 30.0).unwrap(), spent(1, 30.0));
    assert_eq!(
        SpendHistory::try_from_amounts([30.0, 20.0, 25.0]).unwrap(),
        spent(3, 25.0)
    );
    assert_eq!(
        SpendHistory::try_from_amounts([30.0, -10.0]).unwrap(),
        spent(2, 10.0)
    );
    assert_eq!(
        SpendHistory::try_from_amounts([]).unwrap_err().to_string(),
        "a mean spend needs at least 1 purchase, got 0"
    );
    assert_eq!(
        format!("{:.1}", spent(1, 11.77)),
        "11.8 a purchase, over 1 purchase"
    );
}

#[test]
fn what_is_no_spend_is_refused() {
    for (purchases, mean, message) in [
        (
            0,
            5.0,
            "number of purchases in a mean spend must be from 1 to 1e12, got 0",
        ),
        (
            u64::MAX,
            5.0,
            "number of purchases in a mean spend must be from 1 to 1e12, got 1.8446744073709552e19",
        ),
        (
            1,
            0.0,
            "mean spend per purchase must be above 0 (from 1e-12 to 1e12; leave customers without a positive mean \
             out), got 0",
        ),
        (
            1,
            -3.5,
            "mean spend per purchase must be above 0 (from 1e-12 to 1e12; leave customers without a positive mean \
             out), got -3.5",
        ),
        (
            1,
            f64::NAN,
            "mean spend per purchase must be a finite number, got NaN",
        ),
        (
            1,
            f64::INFINITY,
            "mean spend per purchase must be a finite number, got inf",
        ),
    ] {
        assert_eq!(
            SpendHistory::new(purchases, mean).unwrap_err().to_string(),
            message
        );
        let wrong = SpendTable::try_from_iter([(1, 1.0), (purchases, mean)]).unwrap_err();
        assert_eq!(wrong.to_string(), format!("item 1 was rejected: {message}"));
    }
    assert_eq!(
        SpendHistory::try_from_amounts([1.0, f64::NAN])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: amount of a purchase must be a finite number, got NaN"
    );
    assert!(SpendHistory::try_from_amounts([20.0, -30.0]).is_err());
    assert!(SpendHistory::try_from_amounts([f64::MAX, f64::MAX]).is_err());
    assert!(SpendHistory::of_all(u64::MAX, 1.0).is_err());
}

#[cfg(feature = "serde")]
#[test]
fn they_are_saved_and_checked() {
    use crate::support::wire::{form, read, saved};

    saved(&spent(2, 22.35), r#"{"purchases":2,"mean":22.35}"#);
    let table = SpendTable::try_from_iter([(2, 22.35), (1, 11.77), (1, 11.77)]).unwrap();
    saved(&table, &form::<SpendTable>("[[1,11.77,2],[2,22.35,1]]"));
    let order = "item 1 was rejected: spend table must be rows in order, each once, with counts of at least 1";
    for (text, message) in [
        ("[[2,22.35,1],[1,11.77,2]]", order),
        ("[[1,2.0,1],[1,2.0,1]]", order),
        ("[[1,2.0,1],[2,2.0,0]]", order),
        (
            "[[0,2.0,1]]",
            "item 0 was rejected: number of purchases in a mean spend must be from 1 to 1e12, got 0",
        ),
    ] {
        let error = read::<SpendTable>(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
