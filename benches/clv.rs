//! How fast BG/NBD is fitted and foretells: `cargo bench --bench clv`; a smoke run (`-- --test`) makes do with a
//! hundredth.
//!
//! A million customers drawn from BG/NBD at 0.243, 4.414 weeks, 0.793, 2.426, seen for 27 to 39 weeks, their times
//! rounded to whole days as in a log: about 107 000 different histories. Beside the likelihood stands what its
//! logarithms and exponentials cost alone.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench"
)]

mod shared;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::clv::models::{BgNbd, MbgNbd, PurchaseModel};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

use self::shared::{Dice, amount};

/// Of shape 1 and more, by Marsaglia and Tsang (2000); below 1 by a power of a uniform number.
fn gamma(dice: &mut Dice, shape: f64) -> f64 {
    if shape < 1.0 {
        return gamma(dice, shape + 1.0) * dice.roll().powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    loop {
        let normal = (-2.0 * dice.roll().ln()).sqrt() * (std::f64::consts::TAU * dice.roll()).cos();
        let v = (1.0 + normal / (9.0 * d).sqrt()).powi(3);
        if v > 0.0 && dice.roll().ln() < 0.5 * normal * normal + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// One customer; times in days, whole ones or as they come.
fn customer(dice: &mut Dice, whole: bool) -> PurchaseHistory {
    let age = (189.0 + 84.0 * dice.roll()).round();
    let rate = gamma(dice, 0.243) / 4.414 / 7.0;
    let (a, b) = (gamma(dice, 0.793), gamma(dice, 2.426));
    let leaves = a / (a + b);
    let (mut x, mut last, mut time) = (0, 0.0, 0.0);
    loop {
        time -= dice.roll().ln() / rate;
        if time > age {
            break;
        }
        let seen = if whole { time.ceil().min(age) } else { time };
        // Purchases of one day are one.
        if seen > last {
            x += 1;
        }
        last = seen;
        if dice.roll() < leaves {
            break;
        }
    }
    PurchaseHistory::new(x, last, age, TimeUnit::DAY).unwrap()
}

fn customers(n: usize, whole: bool) -> Vec<PurchaseHistory> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    (0..n).map(|_| customer(&mut dice, whole)).collect()
}

fn fits(c: &mut Criterion) {
    let n = amount(1_000_000);
    let histories = customers(n, true);
    let table: HistoryTable = histories.iter().copied().collect();
    println!(
        "{} customers, {} different histories",
        table.customers(),
        table.distinct()
    );
    let mut group = c.benchmark_group("bg_nbd fit");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(n as u64));
    group.bench_function("customers to fit, compression included", |b| {
        b.iter(|| {
            let table: HistoryTable = histories.iter().copied().collect();
            BgNbd::fitter().fit(&table).unwrap()
        });
    });
    #[cfg(feature = "rayon")]
    group.bench_function("customers to fit, on all threads", |b| {
        use rayon::prelude::*;
        b.iter(|| {
            let table: HistoryTable = histories.par_iter().copied().collect();
            BgNbd::fitter().parallel(true).fit(&table).unwrap()
        });
    });
    group.bench_function("table to fit", |b| {
        b.iter(|| BgNbd::fitter().fit(black_box(&table)).unwrap());
    });
    group.bench_function("table to fit, mbg_nbd", |b| {
        b.iter(|| MbgNbd::fitter().fit(black_box(&table)).unwrap());
    });
    let fit = BgNbd::fitter().fit(&table).unwrap();
    println!("{} {:?}", fit.model(), fit.convergence());
    // What one pass through as many rows costs in a logarithm and an exponential each.
    group.bench_function(
        "a logarithm and an exponential for each different history",
        |b| {
            b.iter(|| {
                (0..table.distinct()).fold(0.0, |sum, i| {
                    let q = i as f64 * 1e-5;
                    sum + libm::log1p(libm::exp(-black_box(q)))
                })
            });
        },
    );
    group.finish();
}

fn predictions(c: &mut Criterion) {
    let n = amount(1_000_000);
    let week = TimeUnit::WEEK;
    let ahead = Horizon::new(39.0, Period::Week).unwrap();
    let bg = BgNbd::new(0.243, 4.414, 0.793, 2.426, week).unwrap();
    let mbg = MbgNbd::new(0.525, 6.183, 0.891, 1.614, week).unwrap();
    let discount = DiscountRate::new(0.15, Period::Year).unwrap();
    let mut group = c.benchmark_group("by row");
    for (name, whole) in [("whole days", true), ("any time", false)] {
        let histories = customers(n, whole);
        group
            .sample_size(10)
            .throughput(Throughput::Elements(n as u64));
        for (model, name_of) in [(&bg as &dyn PurchaseModel, "bg_nbd"), (&mbg, "mbg_nbd")] {
            let sum = |f: &dyn Fn(&PurchaseHistory) -> f64| histories.iter().map(f).sum::<f64>();
            group.bench_function(format!("{name_of} p_alive, {name}"), |b| {
                b.iter(|| sum(&|history| model.p_alive(history)));
            });
            group.bench_function(format!("{name_of} expected purchases, {name}"), |b| {
                b.iter(|| sum(&|history| model.expected_purchases(history, ahead)));
            });
            group.bench_function(
                format!("{name_of} expected purchases of each, {name}"),
                |b| {
                    b.iter(|| model.expected_purchases_of_each(&histories, ahead));
                },
            );
        }
    }
    let some = customers(amount(10_000), true);
    group.throughput(Throughput::Elements(some.len() as u64));
    group.bench_function("bg_nbd discounted purchases", |b| {
        b.iter(|| {
            some.iter()
                .map(|history| bg.discounted_purchases(history, discount).unwrap())
                .sum::<f64>()
        });
    });
    group.finish();
}

criterion_group!(benches, fits, predictions);
criterion_main!(benches);
