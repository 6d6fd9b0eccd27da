//! Sums of products of columns: the part of a pass that costs the most.
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

/// Columns side by side: the values of one row in eight columns.
pub(super) const LANES: usize = 8;

/// One value in each of eight columns.
pub(super) type Lane = [f64; LANES];

/// `sums[i][j]` += Σ `a[row][i]`·`b[row][j]`, every entry on its own and in the order of the rows: so its bits do not
/// depend on how wide the machine's vectors are, nor on how many of the sums stand in registers at a time.
///
/// `A` columns of `a` at a time: as many as registers can hold the sums of, which is all it decides.
#[inline(always)]
pub(super) fn add_products<const A: usize>(a: &[Lane], b: &[Lane], sums: &mut [Lane; LANES]) {
    const { assert!(A == 2 || A == 4 || A == 8) };
    part::<A, 0>(a, b, sums);
    if A <= 4 {
        part::<A, 1>(a, b, sums);
    }
    if A <= 2 {
        part::<A, 2>(a, b, sums);
        part::<A, 3>(a, b, sums);
    }
}

/// The `G`-th group of `A` columns of `a`.
#[inline(always)]
fn part<const A: usize, const G: usize>(a: &[Lane], b: &[Lane], sums: &mut [Lane; LANES]) {
    let Some(group) = sums.as_chunks_mut::<A>().0.get_mut(G) else {
        return;
    };
    let mut local = *group; // nobody else's, so it lives in registers
    for (a, b) in a.iter().zip(b) {
        let Some(a) = a.as_chunks::<A>().0.get(G) else {
            return;
        };
        for (sum, &x) in local.iter_mut().zip(a) {
            for (sum, &y) in sum.iter_mut().zip(b) {
                *sum += x * y;
            }
        }
    }
    *group = local;
}

/// Σ over the eight columns, always in this order.
#[inline(always)]
pub(super) fn total(lane: Lane) -> f64 {
    let [a, b, c, d, e, f, g, h] = lane;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
