//! One count per point of the scale.
//!
//! Ours because a lookup per rating, as crates for histograms make, is what this is to save.

use super::lanes::{LANES, difference, take_in};

/// Adds to `bins` how many ratings there are of `low`, `low + 1`, and so on, one bin per point of the scale.
///
/// The counts are kept apart until the whole input has been checked. A bin that is full stays full.
///
/// # Errors
///
/// The index of the first rating that has no bin; then `bins` are left as they were.
pub(crate) fn histogram(bytes: &[u8], low: u8, bins: &mut [u64]) -> Result<(), usize> {
    match bins.len() {
        0..=5 => by_steps::<5>(bytes, low, bins),
        6..=7 => by_steps::<7>(bytes, low, bins),
        8..=11 => by_steps::<11>(bytes, low, bins),
        12..=16 => by_steps::<16>(bytes, low, bins),
        _ => by_table(bytes, low, bins),
    }
}

/// A scale of up to `N` points, all lanes at a time.
///
/// With `v` the points above the bottom of the scale, a lane sums `max(v - k, 0)` for each step `k`. The sum for
/// `k` less the sum for `k + 1` is the number of ratings above `k`, exactly, even though both sums have wrapped
/// many times: the difference is at most the number of rows. That is two instructions a step, and the bottom bin is
/// what remains.
fn by_steps<const N: usize>(bytes: &[u8], low: u8, bins: &mut [u64]) -> Result<(), usize> {
    let zero = [0; LANES];
    let mut states = [zero; N]; // the highest rating, then the sums
    let mut above = [0_u64; N]; // how many are above each step; none is above the last
    take_in(
        bytes,
        low, // as padding: above no step
        &mut states,
        low,
        step,
        |states| {
            let sums = states.get_mut(1..).unwrap_or_default();
            let nexts = sums.iter().skip(1).chain([&zero]);
            for (count, (sum, next)) in above.iter_mut().zip(sums.iter().zip(nexts)) {
                *count = count.wrapping_add(difference(sum, next));
            }
            sums.fill(zero);
        },
    );

    let highest = states.first().and_then(|row| row.iter().max());
    let points = points(low, bins);
    if highest.is_some_and(|&v| usize::from(v) >= points)
        && let Some(index) = first_without_bin(bytes, low, points)
    {
        return Err(index);
    }
    let mut remaining = bytes.len() as u64;
    for (bin, higher) in bins.iter_mut().zip(above) {
        *bin = bin.saturating_add(remaining.wrapping_sub(higher));
        remaining = higher;
    }
    Ok(())
}

/// Takes one rating into the highest and the sums of its lane.
#[inline(always)]
#[expect(clippy::inline_always, reason = "see `take_in`")]
fn step<const N: usize>(low: u8, state: &mut [u8; N], v: u8) {
    if let Some((highest, sums)) = state.split_first_mut() {
        let mut v = v.wrapping_sub(low);
        *highest = v.max(*highest);
        for sum in sums {
            *sum = sum.wrapping_add(v);
            v = v.saturating_sub(1);
        }
    }
}

/// A scale of any size, one rating at a time.
///
/// Four tables take turns, so that a run of equal ratings does not wait for the same counter each time.
fn by_table(bytes: &[u8], low: u8, bins: &mut [u64]) -> Result<(), usize> {
    let mut tables = [[0_u64; 256]; 4];
    let (quads, rest) = bytes.as_chunks::<4>();
    for quad in quads {
        for (table, &v) in tables.iter_mut().zip(quad) {
            count(table, v.wrapping_sub(low));
        }
    }
    for (table, &v) in tables.iter_mut().zip(rest) {
        count(table, v.wrapping_sub(low));
    }

    let [mut total, others @ ..] = tables;
    for table in &others {
        for (sum, &n) in total.iter_mut().zip(table) {
            *sum = sum.wrapping_add(n);
        }
    }
    let points = points(low, bins);
    if total.iter().skip(points).any(|&n| n > 0)
        && let Some(index) = first_without_bin(bytes, low, points)
    {
        return Err(index);
    }
    for (bin, n) in bins.iter_mut().zip(total) {
        *bin = bin.saturating_add(n);
    }
    Ok(())
}

/// One more of `v`. A byte always has its place in a table of 256; the compiler knows, and drops the check.
#[inline]
fn count(table: &mut [u64; 256], v: u8) {
    if let Some(n) = table.get_mut(usize::from(v)) {
        *n = n.wrapping_add(1);
    }
}

/// How many of the bins a byte can fall into.
fn points(low: u8, bins: &[u64]) -> usize {
    bins.len()
        .min(usize::from(u8::MAX.wrapping_sub(low)).saturating_add(1))
}

/// Looks for what the counts have shown to be there.
#[cold]
fn first_without_bin(bytes: &[u8], low: u8, points: usize) -> Option<usize> {
    bytes
        .iter()
        .position(|v| usize::from(v.wrapping_sub(low)) >= points)
}
