//! Long curves as tables that fit a screen.

use core::fmt;

/// The number of steps shown of a longer curve.
const SHOWN: usize = 24;

/// All steps, or as many as are shown, evenly spread from the first to the last.
pub(crate) fn excerpt<S>(steps: &[S]) -> impl Iterator<Item = &S> {
    let shown = steps.len().min(SHOWN);
    let last = steps.len().saturating_sub(1);
    let end = shown.saturating_sub(1).max(1);
    let index = move |place: usize| place.saturating_mul(last).checked_div(end);
    (0..shown).filter_map(move |place| steps.get(index(place)?))
}

/// Writes how many of the steps were shown, when not all of them were.
pub(crate) fn write_omission(f: &mut fmt::Formatter<'_>, steps: usize) -> fmt::Result {
    if steps > SHOWN {
        write!(f, "\n({SHOWN} of {steps} steps)")?;
    }
    Ok(())
}
