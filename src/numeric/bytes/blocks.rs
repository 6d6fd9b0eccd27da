//! From an iterator to slices: ratings gathered into a small buffer, so that they too are counted many at a time.
//!
//! Ours because std hands the items of an iterator out one by one.

use std::convert::Infallible;

/// Bytes handed over at once: enough that what each block costs once is lost in it, little enough that clearing the
/// buffer is nothing to someone with ten ratings.
const BLOCK: usize = 1024;

/// Whether there are known to be so few that one by one is quicker: a segment is fed item by item.
pub(crate) fn too_few_for_blocks(items: &impl Iterator) -> bool {
    items.size_hint().1.is_some_and(|most| most < 32)
}

/// Hands the bytes to `count`, in order, in slices of up to [`BLOCK`]; never an empty slice.
pub(crate) fn in_blocks(bytes: impl Iterator<Item = u8>, count: impl FnMut(&[u8])) {
    match try_in_blocks(bytes.map(Ok::<u8, Infallible>), count) {
        Ok(()) => {}
        Err((_, never)) => match never {},
    }
}

/// Hands the bytes to `count`, in order, in slices of up to [`BLOCK`], until the first that is an error.
///
/// # Errors
///
/// The first error and the index of its item. Of the items before it, those gathered since the last full block have
/// not been counted: what `count` has filled is good for nothing but to be dropped.
pub(crate) fn try_in_blocks<E>(
    mut bytes: impl Iterator<Item = Result<u8, E>>,
    mut count: impl FnMut(&[u8]),
) -> Result<(), (usize, E)> {
    let mut buffer = [0_u8; BLOCK];
    let mut counted = 0_usize;
    // Internal iteration: chained, flattened and filtered iterators run as plain loops. The fill level is handed
    // on from item to item and not captured, which keeps it in a register.
    let filled = bytes.try_fold(0_usize, |filled, byte| {
        let byte = byte.map_err(|error| (filled, error))?;
        if let Some(place) = buffer.get_mut(filled) {
            *place = byte;
            return Ok(filled.wrapping_add(1));
        }
        count(&buffer);
        counted = counted.wrapping_add(BLOCK);
        let [first, ..] = &mut buffer; // the byte that found no place starts the next block
        *first = byte;
        Ok(1)
    });
    let filled = filled.map_err(|(filled, error)| (counted.wrapping_add(filled), error))?;
    match buffer.get(..filled) {
        None | Some([]) => {}
        Some(rest) => count(rest),
    }
    Ok(())
}
