//! How fast ratings are counted, against a plain read of the same bytes: `cargo bench --bench accumulate`.
//!
//! 100 million ratings, checks for ratings out of range included. The yardstick `read` is the
//! fastest plain sum of the bytes; one ratio of two lines of one run is what the README quotes.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a bench"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tenure::stats::{ExactSum, Moments};
use tenure::survey::{Csat, Rating};
use tenure::units::Finite;
use tenure::{Nps, Segmented};

/// Well beyond any cache of one core. A smoke run (`-- --test`) makes do with less.
fn amount() -> usize {
    if std::env::args().any(|argument| argument == "--test") {
        100_000
    } else {
        100_000_000
    }
}

/// Ratings `low..low + points`, evenly spread, the same every time (xorshift64).
fn ratings(n: usize, low: u8, points: u64) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        low + ((state >> 20) % points) as u8
    };
    (0..n).map(next).collect()
}

/// What reading the bytes costs and nothing else.
fn read(bytes: &[u8]) -> u64 {
    bytes.as_chunks::<8>().0.iter().fold(0, |sum: u64, word| {
        sum.wrapping_add(u64::from_le_bytes(*word))
    })
}

fn counting(c: &mut Criterion) {
    let n = amount();
    let (eleven, five) = (ratings(n, 0, 11), ratings(n, 1, 5));
    let mut group = c.benchmark_group("ratings");
    group
        .throughput(Throughput::Bytes(n as u64))
        .sample_size(20);
    group.bench_function("read", |b| b.iter(|| read(black_box(&eleven))));
    group.bench_function("nps/bytes", |b| {
        b.iter(|| Nps::try_from_bytes(black_box(&eleven)));
    });
    group.bench_function("csat 1-5/bytes", |b| {
        b.iter(|| Csat::<1, 5>::try_from_bytes(black_box(&five)));
    });
    group.bench_function("csat 0-10/bytes", |b| {
        b.iter(|| Csat::<0, 10>::try_from_bytes(black_box(&eleven)));
    });
    group.bench_function("nps/iterator of raw values, checked", |b| {
        b.iter(|| Nps::try_from_iter(black_box(&eleven)));
    });
    group.bench_function("csat 1-5/iterator of raw values, checked", |b| {
        b.iter(|| Csat::<1, 5>::try_from_iter(black_box(&five)));
    });
    let checked: Vec<Rating> = eleven
        .iter()
        .map(|&raw| Rating::new(raw).unwrap())
        .collect();
    group.bench_function("nps/iterator of ratings", |b| {
        b.iter(|| black_box(&checked).iter().collect::<Nps>());
    });
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            group.bench_function(format!("nps/bytes, rayon {threads}"), |b| {
                let tally = || -> tenure::Result<Nps> {
                    black_box(&eleven)
                        .par_chunks(1 << 20)
                        .map(Nps::try_from_bytes)
                        .sum()
                };
                b.iter(|| pool.install(tally));
            });
            group.bench_function(format!("csat 0-10/bytes, rayon {threads}"), |b| {
                let tally = || -> tenure::Result<Csat<0, 10>> {
                    black_box(&eleven)
                        .par_chunks(1 << 20)
                        .map(Csat::try_from_bytes)
                        .sum()
                };
                b.iter(|| pool.install(tally));
            });
            group.bench_function(
                format!("nps/par_iter of raw values, rayon {threads}"),
                |b| {
                    let tally = || -> tenure::Result<Nps> {
                        black_box(&eleven)
                            .par_iter()
                            .map(Rating::try_from)
                            .collect()
                    };
                    b.iter(|| pool.install(tally));
                },
            );
        }
    }
    group.finish();
}

fn totals(c: &mut Criterion) {
    let n = amount() / 10;
    let values: Vec<Finite> = ratings(n, 0, 251)
        .iter()
        .map(|&raw| Finite::new(f64::from(raw) * 0.37 - 20.0).unwrap())
        .collect();
    let mut group = c.benchmark_group("totals");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    group.bench_function("plain sum", |b| {
        b.iter(|| {
            black_box(&values)
                .iter()
                .map(|value| value.get())
                .sum::<f64>()
        });
    });
    group.bench_function("ExactSum", |b| {
        b.iter(|| black_box(&values).iter().collect::<ExactSum>().value());
    });
    group.bench_function("Moments", |b| {
        b.iter(|| {
            black_box(&values)
                .iter()
                .collect::<Moments>()
                .standard_deviation()
        });
    });
    group.finish();
}

fn segments(c: &mut Criterion) {
    let n = amount() / 10;
    let rows: Vec<(u32, Rating)> = ratings(n, 0, 11)
        .iter()
        .enumerate()
        .map(|(place, &raw)| {
            (
                (place as u32).wrapping_mul(2_654_435_761) % 1000,
                Rating::new(raw).unwrap(),
            )
        })
        .collect();
    let mut group = c.benchmark_group("segments");
    group
        .throughput(Throughput::Elements(n as u64))
        .sample_size(10);
    group.bench_function("nps by 1000 keys", |b| {
        b.iter(|| {
            black_box(&rows)
                .iter()
                .copied()
                .collect::<Segmented<u32, Nps>>()
        });
    });
    group.finish();
}

criterion_group!(benches, counting, totals, segments);
criterion_main!(benches);
