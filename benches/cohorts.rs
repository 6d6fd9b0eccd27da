//! How fast rows become a triangle: `cargo bench --all-features --bench cohorts`.
//!
//! Ten million rows in no order, of a million customers in 24 monthly cohorts, with whole numbers for ids; the same
//! rows by day (730 cohorts). A smoke run (`-- --test`) makes do with less.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench"
)]

mod shared;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tenure::retention::cohorts::{Activity, ActivityLog, AgeWindow, CohortActivity, CohortLog};
use tenure::units::Money;

use self::shared::{Dice, amount};

/// (customer, cohort, period), activity dying away over a quarter of `periods`.
fn rows(n: usize, periods: i64) -> Vec<(u64, i64, i64)> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let customers = n as f64 / 10.0;
    let last = periods - 1;
    let row = |_| {
        let id = (dice.roll() * customers) as u64;
        let cohort = (id.wrapping_mul(2_654_435_761) % periods as u64) as i64;
        let age = -(1.0 - dice.roll()).ln() * periods as f64 / 4.0;
        (id, cohort, (cohort + age as i64).min(last))
    };
    (0..n).map(row).collect()
}

fn triangles(c: &mut Criterion) {
    let n = amount(10_000_000);
    let mut group = c.benchmark_group("cohorts");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    for (name, periods) in [("monthly", 24), ("daily", 730)] {
        let rows = rows(n, periods);
        let last = periods - 1;
        let brackets = [1, 8, 15].map(|age| AgeWindow::between(age, age + 6).unwrap());
        let known =
            |&(id, cohort, period): &(u64, i64, i64)| CohortActivity::new(id, cohort, period);
        let collect = || -> CohortLog<u64> { CohortLog::try_from_iter(black_box(&rows)).unwrap() };
        group.bench_function(format!("{name}/cohorts known/collect and triangle"), |b| {
            b.iter(|| collect().n_period(last));
        });
        let log = collect();
        group.bench_function(format!("{name}/cohorts known/n-period"), |b| {
            b.iter(|| log.n_period(last));
        });
        group.bench_function(format!("{name}/cohorts known/unbounded"), |b| {
            b.iter(|| log.unbounded(last));
        });
        group.bench_function(format!("{name}/cohorts known/brackets"), |b| {
            b.iter(|| log.triangle(brackets, last));
        });
        drop(log);
        let collect = || -> ActivityLog<u64> {
            let activities = black_box(&rows).iter();
            activities
                .map(|&(id, _, period)| Activity::new(id, period))
                .collect()
        };
        group.bench_function(
            format!("{name}/by first activity/collect and triangle"),
            |b| {
                b.iter(|| collect().n_period(last));
            },
        );
        let log = collect();
        group.bench_function(format!("{name}/by first activity/n-period"), |b| {
            b.iter(|| log.n_period(last));
        });
        group.bench_function(format!("{name}/by first activity/unbounded"), |b| {
            b.iter(|| log.unbounded(last));
        });
        drop(log);
        let price = Money::from_minor(999);
        group.bench_function(format!("{name}/by first activity/with amounts"), |b| {
            b.iter(|| {
                let paid =
                    |&(id, _, period): &(u64, i64, i64)| Activity::new(id, period).paying(price);
                let log: ActivityLog<u64> = black_box(&rows).iter().map(paid).collect();
                log.n_period(last)
            });
        });
        #[cfg(feature = "rayon")]
        group.bench_function(format!("{name}/cohorts known/rayon"), |b| {
            use rayon::prelude::*;
            b.iter(|| {
                let log: CohortLog<u64> = rows.par_iter().map(|row| known(row).unwrap()).collect();
                log.n_period(last)
            });
        });
        #[cfg(not(feature = "rayon"))]
        let _ = known;
    }
    group.finish();
}

criterion_group!(benches, triangles);
criterion_main!(benches);
