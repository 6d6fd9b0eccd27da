//! Long curves as tables that fit a screen.

use core::fmt;

/// So many steps of a longer curve are shown.
const SHOWN: usize = 24;

/// All steps, or as many as are shown, evenly spread from the first to the last.
pub(super) fn spread<S>(steps: &[S]) -> impl Iterator<Item = &S> {
    let shown = steps.len().min(SHOWN);
    let last = steps.len().saturating_sub(1);
    let end = shown.saturating_sub(1).max(1);
    let index = move |place: usize| place.saturating_mul(last).checked_div(end);
    (0..shown).filter_map(move |place| steps.get(index(place)?))
}

/// Says so when they are not all.
pub(super) fn write_omission(f: &mut fmt::Formatter<'_>, steps: usize) -> fmt::Result {
    if steps > SHOWN {
        write!(f, "\n({SHOWN} of {steps} steps)")?;
    }
    Ok(())
}
