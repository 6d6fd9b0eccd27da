//! start + new + reactivation + expansion − contraction − churn = end, exactly, on millions of random ledgers.
//!
//! `TENURE_CASES` sets how many; two million by default.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "small numbers"
)]

use tenure::Merge;
use tenure::retention::revenue::{MovementKind, RevenueChange, RevenueLedger, RevenueMovements};

use super::Random;

fn cases() -> u64 {
    std::env::var("TENURE_CASES").map_or(2_000_000, |text| text.parse().unwrap())
}

/// An MRR: nothing, a price of a list, or anything up to the most there can be.
fn mrr(random: &mut Random) -> i64 {
    let bits = random.next();
    let size = if bits & 0x18 == 0 { 48 } else { 20 };
    match bits & 7 {
        0..3 => 0,
        3..5 => 4_900,
        _ => i64::try_from((bits >> 16) & ((1 << size) - 1)).unwrap(),
    }
}

fn identity_holds(of: &RevenueMovements) -> bool {
    let signed = MovementKind::ALL.map(|kind| {
        let amount = of.amount(kind).minor();
        if kind.is_gain() { amount } else { -amount }
    });
    of.opening().minor() + signed.iter().sum::<i128>() == of.closing().minor()
}

/// The end is also what all pay at the end, added up without any movements.
#[test]
fn customers_balance_for_every_sharding() {
    let mut random = Random(1);
    for case in 0..cases() {
        let customers = random.below(7);
        let shards = 1 + random.below(3);
        let (mut start, mut end) = (0_i128, 0_i128);
        let (mut before, mut after) = (0_u64, 0_u64);
        let mut parts: [Vec<RevenueChange>; 3] = Default::default();
        for _ in 0..customers {
            let (opening, closing) = (mrr(&mut random), mrr(&mut random));
            let paid_before = random.next() & 1 == 1;
            start += i128::from(opening);
            end += i128::from(closing);
            before += u64::from(opening > 0);
            after += u64::from(closing > 0);
            let shard = random.below(shards) as usize;
            parts[shard].push(RevenueChange::from_minor(opening, closing, paid_before).unwrap());
        }
        let mut movements = RevenueMovements::default();
        for part in parts {
            movements.merge(part.into_iter().collect());
        }
        assert!(identity_holds(&movements), "case {case}: {movements:?}");
        assert_eq!(movements.opening().minor(), start, "case {case}");
        assert_eq!(movements.closing().minor(), end, "case {case}");
        assert_eq!(movements.customers_at_start(), before, "case {case}");
        assert_eq!(movements.customers_at_end(), after, "case {case}");
    }
}

/// Ledgers of subscriptions that overlap, in shards that share customers, against what is charged month by month.
#[test]
fn ledgers_balance_for_every_sharding() {
    const MONTHS: i64 = 5;
    let mut random = Random(2);
    for case in 0..cases() / 8 {
        let mut shards: [RevenueLedger<u8>; 2] = Default::default();
        let mut total = [0_i128; MONTHS as usize];
        for _ in 0..random.below(8) {
            let first = random.below(6) as i64 - 1;
            let length = random.below(5) as i64;
            let end = (length < 4).then_some(first + length);
            let amount = mrr(&mut random);
            for (month, total) in (0..).zip(&mut total) {
                if first <= month && end.is_none_or(|end| month < end) {
                    *total += i128::from(amount);
                }
            }
            let charge = (random.below(3) as u8, first, end, amount);
            shards[random.below(2) as usize]
                .try_extend([charge])
                .unwrap();
        }
        let [mut ledger, other] = shards;
        ledger.merge(other);
        let Ok(waterfall) = ledger.waterfall(0, MONTHS - 1) else {
            continue; // some customer pays more than there can be
        };
        let mut before = total[0];
        for (month, moved) in waterfall.iter() {
            assert!(
                identity_holds(moved),
                "case {case}, month {month}: {moved:?}"
            );
            assert_eq!(
                moved.opening().minor(),
                before,
                "case {case}, month {month}"
            );
            before = total[month as usize];
            assert_eq!(
                moved.closing().minor(),
                before,
                "case {case}, month {month}"
            );
        }
        let whole = ledger.movements(0, MONTHS - 1).unwrap();
        assert!(identity_holds(&whole), "case {case}");
        assert_eq!(whole.opening().minor(), total[0], "case {case}");
        assert_eq!(whole.closing().minor(), before, "case {case}");
    }
}
