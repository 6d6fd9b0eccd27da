//! The loop both counts share: bytes side by side in lanes, and in each lane a few bytes of state.
//!
//! Ours so that safe code becomes vector instructions on every target.

/// Bytes taken in side by side: one vector register of the smallest x86-64, so that the eleven states of a scale from
/// 0 to 10 still fit into the sixteen registers.
pub(super) const LANES: usize = 16;

/// Rows taken in per turn of the loop. More of them, and the compiler mixes their work until registers run out.
const ROWS: usize = 4;

/// The most rows a one-byte counter can take in, one at a time, without wrapping.
const MAX_ROWS: usize = 255;

/// One byte per lane.
pub(super) type Row = [u8; LANES];

/// Takes in every byte, in whichever lane it falls: `step` is given the state of that lane (`N` bytes) and the byte.
///
/// `block_end` is shown the states, to read off its counters and start them afresh, before any lane has taken in more
/// than [`MAX_ROWS`] bytes since the last time, and at the end. The last rows are filled up with `padding`.
/// Returns the number of bytes of padding.
///
/// `scale` is for `step`, which should be an `#[inline(always)]` function and not a closure: it is used four times, and a
/// closure of any size is then called instead of inlined, one byte at a time.
#[inline]
pub(super) fn take_in<const N: usize, C: Copy>(
    bytes: &[u8],
    padding: u8,
    states: &mut [Row; N],
    scale: C,
    step: impl Fn(C, &mut [u8; N], u8) + Copy,
    mut block_end: impl FnMut(&mut [Row; N]),
) -> u64 {
    let (rows, odd_bytes) = bytes.as_chunks::<LANES>();
    let (groups, odd_rows) = rows.as_chunks::<ROWS>();
    for block in groups.chunks(const { MAX_ROWS / ROWS }) {
        let mut local = *states; // nobody else's, so it lives in registers
        for group in block {
            take_group(group, &mut local, scale, step);
        }
        *states = local;
        block_end(states);
    }

    let mut group = [[padding; LANES]; ROWS];
    let mut unfilled = const { (LANES * ROWS) as u64 };
    let odd = odd_rows.as_flattened().iter().chain(odd_bytes);
    for (place, &byte) in group.as_flattened_mut().iter_mut().zip(odd) {
        *place = byte;
        unfilled = unfilled.wrapping_sub(1);
    }
    if bytes.len().is_multiple_of(const { LANES * ROWS }) {
        return 0;
    }
    take_group(&group, states, scale, step);
    block_end(states);
    unfilled
}

/// Takes in a few rows, lane after lane, which the compiler turns into all lanes at once.
///
/// The lanes are the loop and the rows stand in its body: this is the shape it vectorises whatever the step is. With
/// the loops the other way round it depends on luck, and bad luck is ten times slower.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called, it would keep every state in memory"
)]
fn take_group<const N: usize, C: Copy>(
    [a, b, c, d]: &[Row; ROWS],
    states: &mut [Row; N],
    scale: C,
    step: impl Fn(C, &mut [u8; N], u8),
) {
    for lane in 0..LANES {
        // The lane is always there: the compiler sees it too, and keeps neither the check nor the zero.
        let at = |row: &Row| row.get(lane).copied().unwrap_or_default();
        let mut state = [0; N];
        for (value, row) in state.iter_mut().zip(states.iter()) {
            *value = at(row);
        }
        step(scale, &mut state, at(a));
        step(scale, &mut state, at(b));
        step(scale, &mut state, at(c));
        step(scale, &mut state, at(d));
        for (row, value) in states.iter_mut().zip(state) {
            if let Some(place) = row.get_mut(lane) {
                *place = value;
            }
        }
    }
}

/// The sum over the lanes of `row` less `other`, each of which may have wrapped.
#[inline(never)] // alone it is a handful of vector instructions; unrolled into a caller it was hundreds of scalar ones
pub(super) fn difference(row: &Row, other: &Row) -> u64 {
    row.iter().zip(other).fold(0, |sum, (a, b)| {
        sum.wrapping_add(u64::from(a.wrapping_sub(*b)))
    })
}
