//! How fast purchases become histories, and histories a table: `cargo bench --all-features --bench histories`.
//!
//! A million customers with times in whole days, as a log has them: about 107 000 different histories. Ten
//! million purchases by customer and then date, the same shuffled; a smoke run (`-- --test`) makes do with less.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench"
)]

mod shared;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tenure::clv::history::{HistoryTable, Purchase, PurchaseHistory, PurchaseLog};
use tenure::units::{Money, TimeUnit};

use self::shared::{Dice, amount};

/// One customer as BG/NBD has them: the days of their purchases, the first one on `first`.
fn purchases(dice: &mut Dice, first: i64, end: i64, days: &mut Vec<i64>) {
    days.clear();
    days.push(first);
    // A rate a day of Gamma(0.243, 4.414 weeks) is, roughly, a uniform number to a high power.
    let rate = 0.4 * dice.roll().powf(4.0) / 7.0;
    let dropout = dice.roll().powf(1.3) * 0.9;
    let mut time = first as f64;
    loop {
        time -= dice.roll().max(1e-12).ln() / rate;
        if time.ceil() > end as f64 {
            return;
        }
        days.push(time.ceil() as i64);
        if dice.roll() < dropout {
            return;
        }
    }
}

fn histories(n: usize) -> Vec<PurchaseHistory> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut days = Vec::new();
    (0..n)
        .map(|_| {
            let first = dice.below(84) as i64;
            purchases(&mut dice, first, 272, &mut days);
            let history = PurchaseHistory::try_from_purchases(days.iter().copied(), 273);
            history.unwrap()
        })
        .collect()
}

fn table(c: &mut Criterion) {
    let n = amount(1_000_000);
    let histories = histories(n);
    let table: HistoryTable = histories.iter().collect();
    println!("{n} customers, {} different histories", table.distinct());
    let mut group = c.benchmark_group("table");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(20);
    group.bench_function("whole days", |b| {
        b.iter(|| black_box(&histories).iter().collect::<HistoryTable>());
    });
    let weeks: Vec<_> = histories
        .iter()
        .map(|history| {
            let rounded = |days: f64| (days / 7.0 * 100.0).round() / 100.0;
            let (last, age) = (history.last(TimeUnit::DAY), history.age(TimeUnit::DAY));
            let x = history.repeat_purchases();
            PurchaseHistory::new(x, rounded(last), rounded(age), TimeUnit::WEEK).unwrap()
        })
        .collect();
    group.bench_function("weeks of two decimals", |b| {
        b.iter(|| black_box(&weeks).iter().collect::<HistoryTable>());
    });
    group.bench_function("merge of two halves", |b| {
        let halves = histories.split_at(n / 2);
        let (left, right): (HistoryTable, HistoryTable) =
            (halves.0.iter().collect(), halves.1.iter().collect());
        b.iter_batched(
            || [left.clone(), right.clone()],
            |halves| halves.into_iter().sum::<HistoryTable>(),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// Purchases of customers one after the other, each in the order of their days.
fn lines(n: usize) -> Vec<Purchase<u32>> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut days = Vec::new();
    let mut lines = Vec::with_capacity(n);
    for id in 0.. {
        let first = dice.below(84) as i64;
        purchases(&mut dice, first, 546, &mut days);
        for day in &days {
            if lines.len() == n {
                return lines;
            }
            let amount = Money::from_minor(500 + dice.below(9500) as i64);
            lines.push(Purchase::new(id, *day, amount).unwrap());
        }
    }
    lines
}

fn shuffle<T>(lines: &mut [T]) {
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    for place in (1..lines.len()).rev() {
        lines.swap(place, dice.below(place + 1));
    }
}

/// Lines of a file to the table a model is fitted to.
fn log(c: &mut Criterion) {
    let n = amount(10_000_000);
    let mut purchases = lines(n);
    let mut group = c.benchmark_group("log to table");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    let table = |lines: &[Purchase<u32>]| {
        let log: PurchaseLog<u32> = lines.iter().collect();
        log.histories(273).unwrap()
    };
    for order in ["sorted", "shuffled"] {
        if order == "shuffled" {
            shuffle(&mut purchases);
        }
        group.bench_function(order, |b| b.iter(|| table(black_box(&purchases))));
        #[cfg(feature = "rayon")]
        for threads in [1, 2] {
            use rayon::prelude::*;
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            group.bench_function(format!("{order}, rayon {threads}"), |b| {
                let table = || {
                    let log: PurchaseLog<u32> = black_box(&purchases).par_iter().collect();
                    log.par_histories(273).unwrap()
                };
                b.iter(|| pool.install(table));
            });
        }
        if order == "sorted" {
            group.bench_function("sorted, nothing kept", |b| {
                b.iter(|| {
                    let lines = black_box(&purchases).iter().copied();
                    let customers = PurchaseLog::grouped(lines, 273).unwrap();
                    let histories = customers.map(|customer| customer.map(|c| c.history()));
                    histories.collect::<tenure::Result<HistoryTable>>()
                });
            });
        }
    }
    // The same with texts for ids, a tenth of them.
    let part = &purchases[..n / 10];
    let texts: Vec<String> = part
        .iter()
        .map(|line| format!("c{:08}", line.id()))
        .collect();
    let named: Vec<Purchase<&str>> = part
        .iter()
        .zip(&texts)
        .map(|(line, name)| Purchase::new(name.as_str(), line.time(), line.amount()).unwrap())
        .collect();
    group.throughput(Throughput::Elements(named.len() as u64));
    group.bench_function("shuffled, ids of text", |b| {
        b.iter(|| {
            let log: PurchaseLog<&str> = black_box(&named).iter().collect();
            log.histories(273).unwrap()
        });
    });
    group.bench_function("shuffled, ids of text of their own", |b| {
        let owned = || -> Vec<Purchase<String>> {
            let owned = |line: &Purchase<&str>| {
                Purchase::new((*line.id()).to_owned(), line.time(), line.amount()).unwrap()
            };
            named.iter().map(owned).collect()
        };
        b.iter_batched(
            owned,
            |lines| {
                let log: PurchaseLog<String> = lines.into_iter().collect();
                log.histories(273).unwrap()
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, table, log);
criterion_main!(benches);
