//! How fast a model is fitted and scores: `cargo bench --bench churn`, `--features rayon` for more threads.
//!
//! One pass is what a fit makes some seven times, the summary what it makes once. Half the features lean on the other half.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench"
)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ndarray::{Array2, ShapeBuilder};
use tenure::scoring::{FeatureSummary, LabelledView, LogisticChurn, NewtonPoint};

/// A smoke run (`-- --test`) makes do with less.
fn amount() -> usize {
    if std::env::args().any(|argument| argument == "--test") {
        1_000
    } else {
        100_000
    }
}

/// Customers and labels, the same every time (xorshift64).
fn customers(rows: usize, width: usize) -> (Array2<f64>, Vec<bool>) {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    };
    let mut features = Array2::from_shape_simple_fn((rows, width), &mut next);
    for mut row in features.rows_mut() {
        for column in width / 2..width {
            row[column] += 0.5 * row[column - width / 2];
        }
    }
    let churned = features
        .rows()
        .into_iter()
        .map(|x| x.sum() / 3.0 + 2.0 * next() > 1.0);
    let churned = churned.collect();
    (features, churned)
}

fn passes(c: &mut Criterion) {
    let rows = amount();
    let mut group = c.benchmark_group("churn");
    group
        .throughput(Throughput::Elements(rows as u64))
        .sample_size(10);
    for width in [20, 100] {
        let (features, churned) = customers(rows, width);
        let mut by_column = Array2::zeros((rows, width).f());
        by_column.assign(&features);
        let coefficients: Vec<_> = (0..width).map(|j| 0.3 - 0.02 * j as f64).collect();
        let point = NewtonPoint::new(-0.5, &coefficients).unwrap();
        let id = |name| BenchmarkId::new(name, width);
        for (layout, features) in [("rows", &features), ("columns", &by_column)] {
            let view = LabelledView::new(features.view(), &churned).unwrap();
            group.bench_function(id(format!("pass/{layout}")), |b| {
                b.iter(|| point.pass_view(black_box(view)));
            });
            group.bench_function(id(format!("summary/{layout}")), |b| {
                b.iter(|| FeatureSummary::try_from_view(black_box(view)));
            });
        }
        group.bench_function(id("pass/iterator".to_string()), |b| {
            b.iter(|| point.pass(features.rows().into_iter().zip(churned.iter().copied())));
        });
        #[cfg(feature = "rayon")]
        for threads in [1, 2] {
            let view = LabelledView::new(features.view(), &churned).unwrap();
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            group.bench_function(id(format!("pass/rayon {threads}")), |b| {
                b.iter(|| pool.install(|| point.par_pass_view(black_box(view))));
            });
        }
        let view = LabelledView::new(features.view(), &churned).unwrap();
        group.bench_function(id("fit".to_string()), |b| {
            b.iter(|| LogisticChurn::fitter().fit_view(black_box(view)));
        });
        let fit = LogisticChurn::fitter().fit_view(view).unwrap();
        group.bench_function(id("score/matrix".to_string()), |b| {
            b.iter(|| fit.model().score_view(black_box(features.view())));
        });
        group.bench_function(id("score/rows".to_string()), |b| {
            b.iter(|| fit.model().score_all(features.rows()));
        });
        let pass = point.pass_view(view).unwrap();
        group.bench_function(id("read the sums".to_string()), |b| {
            b.iter(|| (pass.gradient(), pass.gram()));
        });
    }
    group.finish();
}

criterion_group!(benches, passes);
criterion_main!(benches);
