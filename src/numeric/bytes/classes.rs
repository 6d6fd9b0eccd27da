//! Three classes with two break points: detractors, passives, promoters.
//!
//! Ours because three counts and the check of the scale are to be one pass.

use super::lanes::{LANES, difference, take_in};

/// Counts detractors, passives and promoters, in this order.
///
/// A rating up to and including `detractor_max` is a detractor; of the others, one from `promoter_min` upwards is
/// a promoter and the rest are passive. The breaks may lie anywhere, also outside the scale or overlapping.
///
/// # Errors
///
/// The index of the first rating outside `low..=high`.
pub(crate) fn classes(
    bytes: &[u8],
    low: u8,
    high: u8,
    detractor_max: u8,
    promoter_min: u8,
) -> Result<[u64; 3], usize> {
    let zero = [0; LANES];
    let mut states = [zero, zero, [u8::MAX; LANES], [u8::MIN; LANES]];
    let mut detractors = 0_u64;
    let mut promoters = 0_u64;
    let padding = take_in(
        bytes,
        low, // in range of any scale; counted, and taken off again below
        &mut states,
        (detractor_max, promoter_min),
        step,
        |[below, above, ..]| {
            detractors = detractors.wrapping_add(difference(below, &zero));
            promoters = promoters.wrapping_add(difference(above, &zero));
            (*below, *above) = (zero, zero);
        },
    );
    if low <= detractor_max {
        detractors = detractors.wrapping_sub(padding);
    }
    if low >= promoter_min {
        promoters = promoters.wrapping_sub(padding);
    }

    let [_, _, lowest, highest] = states;
    let in_range = |v: &u8| (low..=high).contains(v);
    if !lowest.iter().chain(&highest).all(in_range)
        && let Some(index) = bytes.iter().position(|v| !in_range(v))
    {
        return Err(index);
    }

    // None of these can wrap: they are numbers of bytes in one slice.
    let others = (bytes.len() as u64).wrapping_sub(detractors);
    if promoter_min <= detractor_max {
        promoters = others; // overlapping breaks: whoever is not a detractor is a promoter
    }
    Ok([detractors, others.wrapping_sub(promoters), promoters])
}

/// Takes one rating into the two counters and the two extremes of its lane.
#[inline(always)]
#[expect(clippy::inline_always, reason = "see `take_in`")]
fn step(
    (detractor_max, promoter_min): (u8, u8),
    [below, above, lowest, highest]: &mut [u8; 4],
    v: u8,
) {
    *below = below.wrapping_add(u8::from(v <= detractor_max));
    *above = above.wrapping_add(u8::from(v >= promoter_min));
    *lowest = v.min(*lowest);
    *highest = v.max(*highest);
}
