//! How fast a score is ranked and judged: `cargo bench --bench ranking`.
//!
//! A million customers, a tenth of whom churn. `benches/peers/ranking.py` runs the same beside scikit-learn.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench"
)]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use tenure::scoring::evaluation::{AucDifference, Ranking};
use tenure::units::Level;

/// A smoke run (`-- --test`) makes do with less.
fn amount() -> usize {
    if std::env::args().any(|argument| argument == "--test") {
        10_000
    } else {
        1_000_000
    }
}

/// Scores in [0, 1) to so many steps, riskier for those who churn; the same every time (xorshift64).
fn customers(n: usize, steps: f64) -> Vec<(f64, bool)> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..n)
        .map(|_| {
            let churned = next() < 0.1;
            let score = if churned { next().sqrt() } else { next() };
            ((score * steps).floor() / steps, churned)
        })
        .collect()
}

fn ranking(c: &mut Criterion) {
    let n = amount();
    let distinct = customers(n, (1_u64 << 53) as f64);
    let tied = customers(n, 1000.0);
    let mut group = c.benchmark_group("ranking");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(20);
    group.bench_function("auc", |b| {
        b.iter(|| Ranking::try_from_iter(black_box(&distinct)).unwrap().auc());
    });
    group.bench_function("auc, 1000 distinct scores", |b| {
        b.iter(|| Ranking::try_from_iter(black_box(&tied)).unwrap().auc());
    });
    let ranking = Ranking::try_from_iter(&distinct).unwrap();
    group.bench_function("auc alone, once ranked", |b| {
        b.iter(|| black_box(&ranking).auc());
    });
    group.bench_function("auc_interval, once ranked", |b| {
        b.iter(|| black_box(&ranking).auc_interval(Level::P95));
    });
    group.bench_function("average_precision, once ranked", |b| {
        b.iter(|| black_box(&ranking).average_precision());
    });
    group.bench_function("deciles, once ranked", |b| {
        b.iter(|| black_box(&ranking).deciles());
    });
    group.bench_function("paired DeLong", |b| {
        b.iter(|| {
            let both = distinct.iter().zip(&tied);
            AucDifference::paired(both.map(|(&(a, churned), &(b, _))| (a, b, churned)))
        });
    });
    group.finish();
}

/// One turn of `benches/peers/ranking.py`: seconds, and the figure. The rows are doubles, then labels of a byte.
fn turn(file: &str, figure: &str) {
    let bytes = std::fs::read(file).unwrap();
    let (scores, labels) = bytes.split_at(bytes.len() / 9 * 8);
    let scores = scores.as_chunks::<8>().0.iter();
    let rows: Vec<_> = scores
        .map(|score| f64::from_le_bytes(*score))
        .zip(labels.iter().map(|&label| label == 1))
        .collect();
    let before = (cpu_seconds(), Instant::now());
    let ranking = Ranking::try_from_iter(black_box(&rows)).unwrap();
    let value = match figure {
        "auc" => ranking.auc(),
        _ => ranking.average_precision(),
    };
    let wall = before.1.elapsed().as_secs_f64();
    let spent = cpu_seconds().zip(before.0);
    println!(
        "{} {}",
        spent.map_or(wall, |(after, before)| after - before),
        value.unwrap()
    );
}

/// What this thread has run for, where the system says so.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

criterion_group!(benches, ranking);

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--rows") {
        turn(&arguments[place + 1], &arguments[place + 2]);
    } else {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
