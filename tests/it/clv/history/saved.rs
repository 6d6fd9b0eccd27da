//! What is saved, and what is read back.

use serde_json::from_str;
use tenure::clv::history::{HistoryTable, Purchase, PurchaseHistory, PurchaseLog};
use tenure::saved::Saved;
use tenure::units::Money;

use super::history;
use crate::support::wire::{form, read, saved, writes};

#[track_caller]
fn unread<T: serde::de::DeserializeOwned>(text: &str, message: &str) {
    match from_str::<T>(text) {
        Ok(_) => panic!("{text} is read"),
        Err(error) => assert!(error.to_string().starts_with(message), "{error}"),
    }
}

/// Refused though its tag is right.
#[track_caller]
fn refused<T: Saved + serde::de::DeserializeOwned>(body: &str, message: &str) {
    unread::<T>(&form::<T>(body), message);
}

#[test]
fn a_history() {
    saved(
        &history(2, 213.0, 272.0),
        r#"{"repeat_purchases":2,"last_day":213.0,"days_seen":272.0}"#,
    );
    unread::<PurchaseHistory>(
        r#"{"repeat_purchases":0,"last_day":1.0,"days_seen":272.0}"#,
        "time of the last purchase must be 0 for a customer without repeat purchases, got 1",
    );
}

#[test]
fn a_table() {
    let table: HistoryTable = [
        history(2, 213.0, 272.0),
        history(0, 0.0, 9.5),
        history(0, 0.0, 9.5),
    ]
    .into_iter()
    .collect();
    saved(
        &table,
        &form::<HistoryTable>("[[0,0.0,9.5,2],[2,213.0,272.0,1]]"),
    );
    let order = "item 1 was rejected: history table must be rows in order, \
                 each history once, of at least 1 customer";
    refused::<HistoryTable>("[[2,213.0,272.0,1],[0,0.0,9.5,2]]", order);
    refused::<HistoryTable>("[[0,0.0,9.5,2],[0,0.0,9.5,2]]", order);
    refused::<HistoryTable>("[[0,0.0,9.5,2],[1,1.0,9.5,0]]", order);
    refused::<HistoryTable>(
        "[[0,0.0,9.5,2],[1,0.0,9.5,1]]",
        "item 1 was rejected: time of the last purchase must be above 0",
    );
    // Customers that are not sorted yet are saved like others.
    let mut waiting = table.clone();
    waiting.push(history(0, 0.0, 9.5));
    writes(
        &waiting,
        &form::<HistoryTable>("[[0,0.0,9.5,3],[2,213.0,272.0,1]]"),
    );
}

#[test]
fn a_log() {
    let mut log: PurchaseLog<String> = [
        ("bob", 3, 250),
        ("ann", 5, 0),
        ("ann", 1, 999),
        ("bob", 4, -250),
    ]
    .map(|(id, day, cents)| {
        Purchase::or_refund(id.to_string(), day, Money::from_minor(cents)).unwrap()
    })
    .into_iter()
    .collect();
    log.push_start("cy".to_string(), -2);
    let body = r#"{"purchases":[["ann",1,999],["ann",5,0],["bob",3,250]],"refunds":[["bob",4,250]],"starts":[["cy",-2]]}"#;
    saved(&log, &form::<PurchaseLog<String>>(body));
    // The first time is known again.
    let back: PurchaseLog<String> = read(body).unwrap();
    assert_eq!(back.histories(20).unwrap(), log.histories(20).unwrap());
    assert!(back.histories(i64::MAX).is_err());
    // Purchases in any order, and several at one time, are sorted and added up.
    let odd = r#"{"purchases":[["bob",3,1],["ann",1,2],["bob",3,2]],"refunds":[],"starts":[]}"#;
    let even = r#"{"purchases":[["ann",1,2],["bob",3,3]],"refunds":[],"starts":[]}"#;
    let sorted: PurchaseLog<String> = read(odd).unwrap();
    writes(&sorted, &form::<PurchaseLog<String>>(even));
    unread::<PurchaseLog<String, 24>>(
        &form::<PurchaseLog<String>>(even),
        "expected a saved purchase log, ticks per day 24, found a saved purchase log, ticks per day 1",
    );
    refused::<PurchaseLog<String>>(
        &even.replace("2]", "-2]"),
        "an amount in a log of purchases must be at least 0, got -2",
    );
    refused::<PurchaseLog<String>>(
        &even.replace(r#""refunds":[]"#, r#""refunds":[["ann",1,0]]"#),
        "an amount in a log of purchases must be at least 1, got 0",
    );
}
