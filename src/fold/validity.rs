//! Columns of bytes with a validity mask: which of them are data, one bit each.

use super::{Blanks, Merge};
use crate::{Error, Result};

/// The state of the valid bytes, and how many are not.
///
/// `validity` is the bits, lowest first, and where they begin; `None` of a column without nulls. What stands
/// in the place of a null is not looked at.
pub(crate) fn collect_valid<A: Default + Merge>(
    values: &[u8],
    validity: Option<(&[u8], usize)>,
    collect: impl Fn(&[u8]) -> Result<A>,
) -> Result<Blanks<A>> {
    let Some((bits, offset)) = validity else {
        return collect(values).map(|state| Blanks::new(state, 0));
    };
    let held = bits.len().saturating_mul(8).saturating_sub(offset);
    if held < values.len() {
        return Err(Error::LengthMismatch {
            what: "values and bits of their validity",
            left: values.len(),
            right: held,
        });
    }
    let mut column = Blanks::default();
    let mut valid = [0_u8; BLOCK];
    for (block, values) in values.chunks(BLOCK).enumerate() {
        let start = block.saturating_mul(BLOCK);
        let is_valid = |place: usize| bit(bits, offset.saturating_add(start).saturating_add(place));
        let mut count = 0_usize;
        for (place, value) in values.iter().enumerate() {
            // Every value is copied, and a null is overwritten by the next: there is nothing to guess.
            if let Some(room) = valid.get_mut(count) {
                *room = *value;
            }
            count = count.wrapping_add(usize::from(is_valid(place)));
        }
        let state =
            collect(valid.get(..count).unwrap_or_default()).map_err(|error| match error {
                // Of the valid ones; said of the row it stands in.
                Error::Item { index, cause } => Error::Item {
                    index: (0..values.len())
                        .filter(|place| is_valid(*place))
                        .nth(index)
                        .unwrap_or(index)
                        .saturating_add(start),
                    cause,
                },
                other => other,
            })?;
        let nulls = values.len().wrapping_sub(count);
        column.merge(Blanks::new(state, nulls as u64));
    }
    Ok(column)
}

/// How many bytes are looked at together.
const BLOCK: usize = 1 << 12;

#[inline]
fn bit(bits: &[u8], place: usize) -> bool {
    let byte = bits.get(place / 8).copied().unwrap_or(0);
    byte >> (place % 8) & 1 == 1
}
