//! Fitting to customers that never are in memory all at once, and on all threads.

use ndarray::{ArrayView2, Axis};

use super::{BLOCK, FeatureSummary, LogisticFitter, NewtonPass};
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Merge as _, Result};

/// Takes in one chunk of customers.
type Sink<'a> = dyn FnMut(LabelledView<'_>) -> Result<()> + 'a;

impl LogisticFitter {
    /// Of customers in chunks that can be gone through again and again: a file read anew for every pass.
    ///
    /// `source` hands each chunk to the function it is given, and is called once per pass (six to ten times).
    /// It has to give the same customers in the same order each time. The answer is that of
    /// [`fit_view`](Self::fit_view) over all of them, to the bit, wherever the chunks end.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::{LabelledRows, LogisticChurn};
    ///
    /// let january = LabelledRows::try_from_iter([([1.0], false), ([4.0], true), ([3.0], false)])?;
    /// let february = LabelledRows::try_from_iter([([2.0], true), ([5.0], true)])?;
    /// let fit = LogisticChurn::fitter().fit_chunks(|take| {
    ///     take(january.view())?;
    ///     take(february.view())
    /// })?;
    /// assert_eq!(fit.observations(), 5.0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the other fits, with the index of an item counted over all chunks; those of `source`.
    ///
    /// # Complexity
    ///
    /// O(p²) space beside the chunks, for p features.
    #[doc(alias = "out of core")]
    #[doc(alias = "streaming")]
    pub fn fit_chunks(
        self,
        mut source: impl FnMut(&mut Sink<'_>) -> Result<()>,
    ) -> Result<Fit<LogisticChurn>> {
        let mut summary = FeatureSummary::default();
        in_blocks(&mut source, &mut |block| {
            summary.merge(FeatureSummary::try_from_view(block)?);
            Ok(())
        })?;
        let search = self.search(&summary)?;
        search.run(|point| {
            let mut all = NewtonPass::default();
            in_blocks(&mut source, &mut |block| {
                all.merge(point.pass_view(block)?);
                Ok(())
            })?;
            Ok(all)
        })
    }

    /// The same as [`fit_view`](Self::fit_view), to the bit, on all threads of the current [`rayon`] pool.
    ///
    /// # Errors
    ///
    /// As the other fits.
    #[cfg(feature = "rayon")]
    pub fn par_fit_view(mut self, view: LabelledView<'_>) -> Result<Fit<LogisticChurn>> {
        let names = self.names_for(&view);
        let view = super::fitter::named(view.reborrow(), &names);
        let search = self.search(&FeatureSummary::par_try_from_view(view)?)?;
        search.run(|point| point.par_pass_view(view))
    }
}

/// Hands on the chunks of a source cut where a whole view would be, so that the sums have the same bits.
fn in_blocks(
    source: &mut impl FnMut(&mut Sink<'_>) -> Result<()>,
    take: &mut Sink<'_>,
) -> Result<()> {
    let mut pending = Pending::default();
    let mut start = 0_usize;
    source(&mut |chunk| {
        pending.check(chunk)?;
        let mut chunk = chunk;
        if !pending.churned.is_empty() {
            let missing = BLOCK.saturating_sub(pending.churned.len());
            let (head, tail) = split(chunk, missing)?;
            pending.push(head);
            chunk = tail;
            if pending.churned.len() < BLOCK {
                return Ok(());
            }
            pending.hand_to(take, &mut start)?;
        }
        let whole = (chunk.len() / BLOCK).saturating_mul(BLOCK);
        let (head, tail) = split(chunk, whole)?;
        if !head.is_empty() {
            take(head).map_err(|error| error.further(start))?;
            start = start.saturating_add(head.len());
        }
        pending.push(tail);
        Ok(())
    })?;
    pending.hand_to(take, &mut start)
}

/// The first `at` customers, and the others.
pub(super) fn split(
    view: LabelledView<'_>,
    at: usize,
) -> Result<(LabelledView<'_>, LabelledView<'_>)> {
    let at = at.min(view.len());
    let (left, right) = view.churned().split_at(at);
    let (head, tail) = view.features().split_at(Axis(0), at);
    let (head, tail) = (
        LabelledView::new(head, left)?,
        LabelledView::new(tail, right)?,
    );
    match view.weights() {
        None => Ok((head, tail)),
        Some(weights) => {
            let (left, right) = weights.split_at(at.min(weights.len()));
            Ok((head.weighted(left)?, tail.weighted(right)?))
        }
    }
}

/// Customers that do not fill a block yet.
#[derive(Default)]
struct Pending {
    width: Option<usize>,
    features: Vec<f64>,
    churned: Vec<bool>,
    weights: Vec<f64>,
}

impl Pending {
    fn check(&mut self, chunk: LabelledView<'_>) -> Result<()> {
        match self.width {
            Some(width) if width != chunk.width() && !chunk.is_empty() => {
                Err(Error::LengthMismatch {
                    what: "the features of each chunk",
                    left: width,
                    right: chunk.width(),
                })
            }
            None if !chunk.is_empty() => {
                self.width = Some(chunk.width());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, part: LabelledView<'_>) {
        self.features.extend(part.features().iter());
        self.churned.extend(part.churned());
        match part.weights() {
            Some(weights) => self.weights.extend(weights),
            None => self.weights.resize(self.churned.len(), 1.0),
        }
    }

    fn hand_to(&mut self, take: &mut Sink<'_>, start: &mut usize) -> Result<()> {
        let rows = self.churned.len();
        if rows == 0 {
            return Ok(());
        }
        let shape = (rows, self.width.unwrap_or(0));
        let features =
            ArrayView2::from_shape(shape, &self.features).map_err(|_| Error::Malformed {
                what: "a chunk of customers",
                expected: "as many features for each",
            })?;
        let block = LabelledView::new(features, &self.churned)?.weighted(&self.weights)?;
        take(block).map_err(|error| error.further(*start))?;
        *start = start.saturating_add(rows);
        self.features.clear();
        self.churned.clear();
        self.weights.clear();
        Ok(())
    }
}
