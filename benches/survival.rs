//! How fast lifetimes become a survival curve, or a comparison of two groups: `cargo bench --bench survival`,
//! `--features rayon` for more threads.
//!
//! Ten million customers, once with 72 distinct whole months and once with continuous times, two in five of them
//! still there; from a slice of pairs to the finished curve. Continuous times have to be sorted, so a plain sort
//! of them stands beside. A smoke run (`-- --test`) makes do with less.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench"
)]

mod shared;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
#[cfg(feature = "rayon")]
use tenure::retention::survival::Lifetime;
use tenure::retention::survival::{HazardTies, LifetimeTable, LogRankTest, LogRankWeights};
use tenure::units::{Finite, Level};

use self::shared::{Dice, amount};

/// Months until a customer leaves, 30 on average, or until the data are drawn, anywhere in six years: the same
/// every time (xorshift64).
fn lifetimes(n: usize) -> Vec<(f64, bool)> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let lifetime = |_| {
        let (leaves, drawn) = (-30.0 * (1.0 - dice.roll()).ln(), 72.0 * dice.roll());
        (leaves.min(drawn), leaves <= drawn)
    };
    (0..n).map(lifetime).collect()
}

fn months(lifetimes: &[(f64, bool)]) -> Vec<(u32, bool)> {
    let month = |time: f64| time.ceil().max(1.0) as u32;
    lifetimes
        .iter()
        .map(|(time, left)| (month(*time), *left))
        .collect()
}

fn by_month(pairs: &[(u32, bool)]) -> LifetimeTable<u32> {
    LifetimeTable::try_from_iter(pairs).unwrap()
}

fn continuous(pairs: &[(f64, bool)]) -> LifetimeTable<Finite> {
    LifetimeTable::try_from_iter(pairs).unwrap()
}

fn curves(c: &mut Criterion) {
    let n = amount(10_000_000);
    let exact = lifetimes(n);
    let months = months(&exact);
    let mut group = c.benchmark_group("kaplan_meier");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    group.bench_function("72 months", |b| {
        b.iter(|| by_month(black_box(&months)).kaplan_meier());
    });
    group.bench_function("continuous", |b| {
        b.iter(|| continuous(black_box(&exact)).kaplan_meier());
    });
    group.bench_function("continuous, the table alone", |b| {
        b.iter(|| continuous(black_box(&exact)));
    });
    let times: Vec<_> = exact
        .iter()
        .map(|pair| Finite::new(pair.0).unwrap())
        .collect();
    group.bench_function("continuous, the limit: sort_unstable", |b| {
        let sorted = |mut times: Vec<Finite>| {
            times.sort_unstable();
            times
        };
        b.iter_batched(|| times.clone(), sorted, BatchSize::PerIteration);
    });
    let table = continuous(&exact);
    group.bench_function("continuous, the cumulative hazard of a table", |b| {
        b.iter(|| black_box(&table).nelson_aalen(HazardTies::Together));
    });
    let curve = table.kaplan_meier().unwrap();
    group.bench_function("continuous, the median of a curve with its interval", |b| {
        b.iter(|| black_box(&curve).median_interval(Level::P95));
    });
    #[cfg(feature = "rayon")]
    for threads in [1, 2] {
        use rayon::prelude::*;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let checked: Vec<Lifetime<Finite>> = exact
            .iter()
            .map(|pair| Lifetime::try_from(pair).unwrap())
            .collect();
        group.bench_function(format!("continuous, rayon {threads}"), |b| {
            let curve = || {
                let table: LifetimeTable<Finite> = black_box(&checked).par_iter().collect();
                table.kaplan_meier()
            };
            b.iter(|| pool.install(curve));
        });
    }
    group.finish();
}

fn log_rank(c: &mut Criterion) {
    let n = amount(10_000_000);
    let exact = lifetimes(n);
    let months = months(&exact);
    let mut group = c.benchmark_group("log_rank");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    let (one, other) = months.split_at(n / 2);
    group.bench_function("72 months", |b| {
        b.iter(|| {
            let groups = [by_month(black_box(one)), by_month(black_box(other))];
            LogRankTest::weighted(LogRankWeights::LogRank, &groups).unwrap()
        });
    });
    let (one, other) = exact.split_at(n / 2);
    group.bench_function("continuous", |b| {
        b.iter(|| {
            let groups = [continuous(black_box(one)), continuous(black_box(other))];
            LogRankTest::weighted(LogRankWeights::LogRank, &groups).unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, curves, log_rank);
criterion_main!(benches);
