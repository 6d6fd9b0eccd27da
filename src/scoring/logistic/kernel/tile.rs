//! Sums of products of columns: the part of a pass that costs the most.
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

use fearless_simd::{Simd, SimdBase, SimdFrom, f64x8};

/// Columns side by side: the values of one row in eight columns.
pub(super) const LANES: usize = 8;

/// One value in each of eight columns.
pub(super) type Lane = [f64; LANES];

/// `sums[i][j]` += Σ `a[row][i]`·`b[row][j]`, every entry on its own and in the order of the rows: so its bits do not
/// depend on how wide the machine's vectors are, nor on how many of the sums stand in registers at a time.
///
/// `A` columns of `a` at a time, 8, 4 or 2: as many as registers can hold the sums of, which is all it decides.
#[inline(always)]
pub(super) fn add_products<const A: usize>(a: &[Lane], b: &[Lane], sums: &mut [Lane; LANES]) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sums;
    match A {
        8 => {
            let rows = a.iter().zip(b);
            let mut local = (*s0, *s1, *s2, *s3, *s4, *s5, *s6, *s7);
            for (&[a0, a1, a2, a3, a4, a5, a6, a7], b) in rows {
                local = (
                    plus(local.0, a0, b),
                    plus(local.1, a1, b),
                    plus(local.2, a2, b),
                    plus(local.3, a3, b),
                    plus(local.4, a4, b),
                    plus(local.5, a5, b),
                    plus(local.6, a6, b),
                    plus(local.7, a7, b),
                );
            }
            (*s0, *s1, *s2, *s3, *s4, *s5, *s6, *s7) = local;
        }
        4 => {
            four(
                a,
                b,
                |&[x, y, z, w, _, _, _, _]| [x, y, z, w],
                [s0, s1, s2, s3],
            );
            four(
                a,
                b,
                |&[_, _, _, _, x, y, z, w]| [x, y, z, w],
                [s4, s5, s6, s7],
            );
        }
        _ => {
            two(a, b, |&[x, y, _, _, _, _, _, _]| [x, y], [s0, s1]);
            two(a, b, |&[_, _, x, y, _, _, _, _]| [x, y], [s2, s3]);
            two(a, b, |&[_, _, _, _, x, y, _, _]| [x, y], [s4, s5]);
            two(a, b, |&[_, _, _, _, _, _, x, y]| [x, y], [s6, s7]);
        }
    }
}

#[inline(always)]
fn four(a: &[Lane], b: &[Lane], pick: impl Fn(&Lane) -> [f64; 4], sums: [&mut Lane; 4]) {
    let [s0, s1, s2, s3] = sums;
    let mut local = (*s0, *s1, *s2, *s3); // nobody else's, so they live in registers
    for (a, b) in a.iter().zip(b) {
        let [a0, a1, a2, a3] = pick(a);
        local = (
            plus(local.0, a0, b),
            plus(local.1, a1, b),
            plus(local.2, a2, b),
            plus(local.3, a3, b),
        );
    }
    (*s0, *s1, *s2, *s3) = local;
}

#[inline(always)]
fn two(a: &[Lane], b: &[Lane], pick: impl Fn(&Lane) -> [f64; 2], sums: [&mut Lane; 2]) {
    let [s0, s1] = sums;
    let mut local = (*s0, *s1);
    for (a, b) in a.iter().zip(b) {
        let [a0, a1] = pick(a);
        local = (plus(local.0, a0, b), plus(local.1, a1, b));
    }
    (*s0, *s1) = local;
}

/// sum + x·y in each column.
#[inline(always)]
fn plus(sum: Lane, x: f64, y: &Lane) -> Lane {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sum;
    let [y0, y1, y2, y3, y4, y5, y6, y7] = y;
    [
        s0 + x * y0,
        s1 + x * y1,
        s2 + x * y2,
        s3 + x * y3,
        s4 + x * y4,
        s5 + x * y5,
        s6 + x * y6,
        s7 + x * y7,
    ]
}

/// Σ over the eight columns, always in this order.
#[inline(always)]
pub(super) fn total(lane: Lane) -> f64 {
    let [x0, x1, x2, x3, x4, x5, x6, x7] = lane;
    ((x0 + x4) + (x2 + x6)) + ((x1 + x5) + (x3 + x7))
}

/// (x − centre)·inverse in each column.
///
/// This and what follows are written with explicit vectors, because the compiler would rather take eight rows at a time
/// than eight columns, which lie side by side.
#[inline(always)]
pub(super) fn standardised<S: Simd>(simd: S, x: &Lane, centre: &Lane, inverse: &Lane) -> Lane {
    ((vector(simd, x) - vector(simd, centre)) * vector(simd, inverse)).into()
}

/// x·factor in each column.
#[inline(always)]
pub(super) fn scaled<S: Simd>(simd: S, x: &Lane, factor: f64) -> Lane {
    (vector(simd, x) * factor).into()
}

/// Adds x to each column.
#[inline(always)]
pub(super) fn add<S: Simd>(simd: S, sums: &mut Lane, x: &Lane) {
    *sums = (vector(simd, sums) + vector(simd, x)).into();
}

/// Adds x·y to each column.
#[inline(always)]
pub(super) fn add_product<S: Simd>(simd: S, sums: &mut Lane, x: &Lane, y: &Lane) {
    *sums = (vector(simd, sums) + vector(simd, x) * vector(simd, y)).into();
}

/// x − centre, and that times the weight, in each column.
#[inline(always)]
pub(super) fn centred<S: Simd>(simd: S, x: &Lane, centre: &Lane, weight: f64) -> (Lane, Lane) {
    let apart = vector(simd, x) - vector(simd, centre);
    (apart.into(), (apart * weight).into())
}

/// Widens [least, greatest] in each column to hold x, unless `outside` is infinite.
#[inline(always)]
pub(super) fn widen<S: Simd>(simd: S, [low, high]: &mut [Lane; 2], x: &Lane, outside: f64) {
    let x = vector(simd, x);
    *low = vector(simd, low).min(x + outside).into();
    *high = vector(simd, high).max(x - outside).into();
}

#[inline(always)]
fn vector<S: Simd>(simd: S, lane: &Lane) -> f64x8<S> {
    f64x8::simd_from(simd, *lane)
}
