//! Passes over a view on many threads.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::BLOCK;
use crate::scoring::LabelledView;
use crate::{Error, Merge, Result};

/// The rows of one state.
const RUN: usize = 8 * BLOCK;

/// Passes the blocks of a view to states made by `start`, and merges the results.
///
/// The view is divided between blocks and merged exactly, so the bits are those of one thread; so is the
/// error, that of the first bad row.
pub(super) fn in_runs<S: Send, A: Default + Merge + Send>(
    view: &LabelledView<'_>,
    start: impl Fn() -> S + Sync,
    take: impl Fn(&mut S, LabelledView<'_>) -> Result<()> + Sync,
    finish: impl Fn(S) -> A + Sync,
) -> Result<A> {
    let merged = (0..view.len().div_ceil(RUN))
        .into_par_iter()
        .fold(
            || Ok(start()),
            |state: Result<S, (usize, Error)>, run| {
                let mut state = state?;
                let first = run.saturating_mul(RUN);
                let end = first.saturating_add(RUN).min(view.len());
                for first in (first..end).step_by(BLOCK) {
                    take(&mut state, view.rows(first..first.saturating_add(BLOCK)))
                        .map_err(|error| (first, error.shifted_by(first)))?;
                }
                Ok(state)
            },
        )
        .map(|state| state.map(&finish))
        .reduce(
            || Ok(A::default()),
            |left, right| match (left, right) {
                (Ok(mut left), Ok(right)) => {
                    left.merge(right);
                    Ok(left)
                }
                (Err(left), Err(right)) => Err(if left.0 <= right.0 { left } else { right }),
                (Err(error), _) | (_, Err(error)) => Err(error),
            },
        );
    merged.map_err(|(_, error)| error)
}
