//! How fast the Pareto/NBD is fitted and asked: `cargo bench --bench clv_pareto`.
//!
//! 100 000 customers drawn from the published CDNOW parameters, seen for 27 to 39 weeks, in whole days; and CDNOW
//! itself. `benches/peers/clv.py` runs the same beside lifetimes.
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
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::clv::models::{ParetoNbd, PurchaseModel};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

/// A smoke run (`-- --test`) makes do with less.
fn amount() -> u64 {
    if std::env::args().any(|argument| argument == "--test") {
        2_000
    } else {
        100_000
    }
}

fn cdnow_model() -> ParetoNbd {
    ParetoNbd::new(0.553, 10.578, 0.606, 11.669, TimeUnit::WEEK).unwrap()
}

/// Purchases of one day are one, as in a log of days.
fn customers(n: u64) -> Vec<PurchaseHistory> {
    let model = cdnow_model();
    let customer = |seed: u64| {
        let age = 189.0 + (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as f64 % 85.0;
        let drawn = model
            .simulate(Horizon::new(age, Period::Day).unwrap(), seed)
            .unwrap();
        let mut days: Vec<f64> = drawn
            .purchases
            .iter()
            .map(|day| day.ceil().min(age))
            .collect();
        days.dedup();
        let last = days.last().copied().unwrap_or(0.0);
        PurchaseHistory::new(days.len() as u64, last, age, TimeUnit::DAY).unwrap()
    };
    (0..n).map(customer).collect()
}

fn cdnow() -> HistoryTable {
    let file: serde_json::Value =
        serde_json::from_str(include_str!("../tests/it/reference/clv.json")).unwrap();
    let rows = file["data"]["cdnow_weeks_exact"]["compressed_rows"]
        .as_array()
        .unwrap();
    let mut table = HistoryTable::default();
    for row in rows {
        let [x, last, age, n] = [0, 1, 2, 3].map(|i| row[i].as_u64().unwrap());
        let history = PurchaseHistory::new(x, last as f64, age as f64, TimeUnit::DAY).unwrap();
        table.push_many(history, n);
    }
    table.sort();
    table
}

fn fits(c: &mut Criterion) {
    let histories = customers(amount());
    let table: HistoryTable = histories.iter().copied().collect();
    let fitter = ParetoNbd::fitter();

    // What a pass costs, and what one exponential and two logarithms a row would.
    let fit = fitter.fit(&table).unwrap();
    let (passes, distinct) = (fit.convergence().passes, table.distinct());
    let timed = |f: &dyn Fn()| {
        let best = (0..7).map(|_| {
            let start = Instant::now();
            f();
            start.elapsed().as_secs_f64()
        });
        best.fold(f64::INFINITY, f64::min)
    };
    let whole = timed(&|| drop(black_box(fitter.fit(black_box(&table)))));
    let functions = timed(&|| {
        let sum: f64 = (0..distinct)
            .map(|i| {
                let x = 1.0 + i as f64 / distinct as f64;
                libm::exp(-x) + libm::log1p(x)
            })
            .sum();
        let _ = black_box(sum);
    });
    println!(
        "{} customers, {distinct} distinct: {passes} passes, {:.4} s, {:.0} ns a distinct row a pass; one exp and one ln alone {:.0} ns",
        histories.len(),
        whole,
        whole / f64::from(passes) / distinct as f64 * 1e9,
        functions / distinct as f64 * 1e9,
    );

    let mut group = c.benchmark_group("pareto_nbd");
    group.sample_size(20);
    group.bench_function("compress and fit", |b| {
        b.iter(|| {
            let table: HistoryTable = black_box(&histories).iter().copied().collect();
            fitter.fit(&table).unwrap()
        });
    });
    group.bench_function("fit", |b| b.iter(|| fitter.fit(black_box(&table)).unwrap()));
    #[cfg(feature = "rayon")]
    group.bench_function("fit on all threads", |b| {
        let fitter = ParetoNbd::fitter().parallel(true);
        b.iter(|| fitter.fit(black_box(&table)).unwrap());
    });
    let cdnow = cdnow();
    group.bench_function("fit CDNOW", |b| {
        b.iter(|| fitter.fit(black_box(&cdnow)).unwrap());
    });

    // Continuous times: every pair is new.
    let model = cdnow_model();
    let continuous: HistoryTable = (0..amount() / 5)
        .map(|seed| {
            let age = 189.0 + (seed % 850) as f64 / 10.0;
            let drawn = model
                .simulate(Horizon::new(age, Period::Day).unwrap(), seed)
                .unwrap();
            let last = drawn.purchases.last().copied().unwrap_or(0.0);
            PurchaseHistory::new(drawn.purchases.len() as u64, last, age, TimeUnit::DAY).unwrap()
        })
        .collect();
    group.bench_function("fit a fifth of them in continuous time", |b| {
        b.iter(|| fitter.fit(black_box(&continuous)).unwrap());
    });
    group.finish();
}

fn predictions(c: &mut Criterion) {
    let histories = customers(amount() / 10);
    let model = cdnow_model();
    let within = Horizon::new(39.0, Period::Week).unwrap();
    let rate = DiscountRate::new(0.1, Period::Year).unwrap();
    let mut group = c.benchmark_group("pareto_nbd by row");
    group
        .sample_size(20)
        .throughput(Throughput::Elements(histories.len() as u64));
    group.bench_function("expected purchases", |b| {
        b.iter(|| -> f64 {
            histories
                .iter()
                .map(|h| model.expected_purchases(black_box(h), within))
                .sum()
        });
    });
    group.bench_function("P(alive)", |b| {
        b.iter(|| -> f64 { histories.iter().map(|h| model.p_alive(black_box(h))).sum() });
    });
    group.bench_function("discounted purchases", |b| {
        b.iter(|| -> f64 {
            histories
                .iter()
                .map(|h| model.discounted_purchases(black_box(h), rate).unwrap())
                .sum()
        });
    });
    group.bench_function("P(X = n)", |b| {
        b.iter(|| -> f64 {
            (0..histories.len() as u64 / 10)
                .map(|n| model.ln_probability(black_box(n % 50), within))
                .sum()
        });
    });
    group.finish();
}

criterion_group!(benches, fits, predictions);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
