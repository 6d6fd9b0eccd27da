//! Sums of products of columns: the part of a pass that costs the most.
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

use pulp::Simd;

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
    let mut lane = [0.0; LANES];
    let given = vectors::<S>(x)
        .iter()
        .zip(vectors::<S>(centre))
        .zip(vectors::<S>(inverse));
    for (out, ((x, centre), inverse)) in vectors_mut::<S>(&mut lane).iter_mut().zip(given) {
        *out = simd.mul_f64s(simd.sub_f64s(*x, *centre), *inverse);
    }
    lane
}

/// x·factor in each column.
#[inline(always)]
pub(super) fn scaled<S: Simd>(simd: S, x: &Lane, factor: f64) -> Lane {
    let mut lane = [0.0; LANES];
    let factor = simd.splat_f64s(factor);
    for (out, x) in vectors_mut::<S>(&mut lane).iter_mut().zip(vectors::<S>(x)) {
        *out = simd.mul_f64s(*x, factor);
    }
    lane
}

/// Adds x·y to each column.
#[inline(always)]
pub(super) fn add_product<S: Simd>(simd: S, sums: &mut Lane, x: &Lane, y: &Lane) {
    let given = vectors::<S>(x).iter().zip(vectors::<S>(y));
    for (sum, (x, y)) in vectors_mut::<S>(sums).iter_mut().zip(given) {
        *sum = simd.add_f64s(*sum, simd.mul_f64s(*x, *y));
    }
}

/// x − centre, and that times the weight, in each column.
#[inline(always)]
pub(super) fn centred<S: Simd>(simd: S, x: &Lane, centre: &Lane, weight: f64) -> (Lane, Lane) {
    let (mut apart, mut weighted) = ([0.0; LANES], [0.0; LANES]);
    let weight = simd.splat_f64s(weight);
    let given = vectors::<S>(x).iter().zip(vectors::<S>(centre));
    let made = vectors_mut::<S>(&mut apart).iter_mut();
    for ((apart, weighted), (x, centre)) in made.zip(vectors_mut::<S>(&mut weighted)).zip(given) {
        *apart = simd.sub_f64s(*x, *centre);
        *weighted = simd.mul_f64s(weight, *apart);
    }
    (apart, weighted)
}

/// Widens [least, greatest] in each column to hold x, unless `outside` is infinite.
#[inline(always)]
pub(super) fn widen<S: Simd>(simd: S, [low, high]: &mut [Lane; 2], x: &Lane, outside: f64) {
    let outside = simd.splat_f64s(outside);
    let ends = vectors_mut::<S>(low).iter_mut().zip(vectors_mut::<S>(high));
    for ((low, high), x) in ends.zip(vectors::<S>(x)) {
        *low = simd.min_f64s(*low, simd.add_f64s(*x, outside));
        *high = simd.max_f64s(*high, simd.sub_f64s(*x, outside));
    }
}

#[inline(always)]
fn vectors<S: Simd>(lane: &Lane) -> &[S::f64s] {
    S::as_simd_f64s(lane).0
}

#[inline(always)]
fn vectors_mut<S: Simd>(lane: &mut Lane) -> &mut [S::f64s] {
    S::as_mut_simd_f64s(lane).0
}
