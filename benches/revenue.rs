//! How fast changes become movements, and charges a waterfall: `cargo bench --all-features --bench revenue`.
//!
//! Ten million customers with prices of a list, a few of them large accounts; a ledger of a million charges of some
//! 400 000 customers over five years. A smoke run (`-- --test`) makes do with less.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    missing_docs,
    reason = "a bench"
)]

mod shared;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tenure::retention::revenue::{RecurringCharge, RevenueChange, RevenueLedger, RevenueMovements};
use tenure::units::Money;

use self::shared::{Dice, amount};

/// In cents: from 5.00 to 105.00, of one in a thousand a hundred times that.
fn price(dice: &mut Dice) -> i64 {
    let price = 500 + dice.below(10_000) as i64;
    if dice.below(1000) == 0 {
        price * 100
    } else {
        price
    }
}

fn rows(n: usize) -> Vec<(i64, i64, bool)> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    (0..n)
        .map(|_| {
            let price = price(&mut dice);
            match dice.below(20) {
                0 => (price, 0, true),
                1 => (0, price, false),
                2 => (0, price, true),
                3 => (price, price / 2 + 1, true),
                4..7 => (price, price * 3 / 2, true),
                _ => (price, price, true),
            }
        })
        .collect()
}

fn movements(c: &mut Criterion) {
    let n = amount(10_000_000);
    let rows = rows(n);
    let changes: Vec<RevenueChange> = rows.iter().map(|row| row.try_into().unwrap()).collect();
    let mut group = c.benchmark_group("movements");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    group.bench_function("checked changes", |b| {
        b.iter(|| black_box(&changes).iter().collect::<RevenueMovements>());
    });
    group.bench_function("raw rows", |b| {
        b.iter(|| RevenueMovements::try_from_iter(black_box(&rows)).unwrap());
    });
    #[cfg(feature = "rayon")]
    for threads in [1, 2] {
        use rayon::prelude::*;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        group.bench_function(format!("checked changes, rayon {threads}"), |b| {
            let collect = || black_box(&changes).par_iter().collect::<RevenueMovements>();
            b.iter(|| pool.install(collect));
        });
    }
    drop(changes);
    let named = |step: usize| {
        let rows = black_box(&rows).iter().enumerate();
        rows.map(move |(place, (opening, closing, before))| {
            // Each id once: the step has no factor in common with the number of rows.
            ((place * step % n) as u32, *opening, *closing, *before)
        })
    };
    for (name, step) in [
        ("by customer, sorted", 1),
        ("by customer, shuffled", 7_654_321),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| RevenueMovements::try_from_customers(named(step)).unwrap());
        });
    }
    group.finish();
}

/// Customers one after the other, each with one to four charges over sixty months.
fn charges(n: usize) -> Vec<RecurringCharge<u32>> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut charges = Vec::with_capacity(n);
    for id in 0.. {
        let mut month = dice.below(60) as i64;
        for _ in 0..=dice.below(4) {
            if charges.len() == n {
                return charges;
            }
            let end = (dice.below(3) > 0).then(|| month + 1 + dice.below(18) as i64);
            let price = Money::from_minor(price(&mut dice));
            charges.push(RecurringCharge::new(id, month, end, price).unwrap());
            month = end.unwrap_or(month) + dice.below(3) as i64;
        }
    }
    charges
}

fn ledger(c: &mut Criterion) {
    let n = amount(1_000_000);
    let mut charges = charges(n);
    let mut group = c.benchmark_group("ledger");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    group.bench_function("collect, sorted", |b| {
        b.iter(|| black_box(&charges).iter().collect::<RevenueLedger<u32>>());
    });
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    for place in (1..charges.len()).rev() {
        charges.swap(place, dice.below(place + 1));
    }
    group.bench_function("collect, shuffled", |b| {
        b.iter(|| black_box(&charges).iter().collect::<RevenueLedger<u32>>());
    });
    let mut ledger: RevenueLedger<u32> = charges.iter().collect();
    ledger.sort();
    group.bench_function("movements of a month", |b| {
        b.iter(|| black_box(&ledger).movements(30, 31).unwrap());
    });
    group.bench_function("waterfall of 60 months", |b| {
        b.iter(|| black_box(&ledger).waterfall(0, 60).unwrap());
    });
    group.bench_function("all horizons over a year", |b| {
        b.iter(|| black_box(&ledger).revenue_retention(30, 42).unwrap());
    });
    group.finish();
}

criterion_group!(benches, movements, ledger);
criterion_main!(benches);
