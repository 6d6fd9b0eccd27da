//! Fitting to customers that never are in memory all at once, and on all threads.

use ndarray::ArrayView2;

use super::fitter::named;
use super::{BLOCK, FeatureSummary, LogisticFitter, NewtonPass};
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Merge as _, Result};

/// Takes one chunk of customers.
type Sink<'a> = dyn FnMut(LabelledView<'_>) -> Result<()> + 'a;

impl LogisticFitter {
    /// Fits to customers in chunks that are read again for every pass, such as a file too large for
    /// memory.
    ///
    /// `source` passes each chunk to the function it is given, and is called once per pass (six to ten
    /// times). It must give the same customers in the same order each time. The result equals
    /// [`fit_view`](Self::fit_view) over all customers, to the bit, wherever the chunks end.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::{LabelledRows, LogisticChurn};
    ///
    /// let january = LabelledRows::try_from_iter([([1.0], false), ([4.0], true), ([
    ///     3.0], false),
    /// ])?;
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
    /// Those of the other fits, with the index of an item counted over all chunks; those of `source`;
    /// [`Error::LengthMismatch`] when a later pass has more or fewer customers than the first, usually
    /// because a file was not opened again.
    ///
    /// # Complexity
    ///
    /// O(p²) space beside the chunks, for p features.
    #[doc(alias = "out of core")]
    #[doc(alias = "streaming")]
    pub fn fit_chunks(
        mut self,
        mut source: impl FnMut(&mut Sink<'_>) -> Result<()>,
    ) -> Result<Fit<LogisticChurn>> {
        let mut summary = FeatureSummary::default();
        let mut names = self.names.clone();
        let threads = self.threads;
        let first = in_blocks(&mut source, &mut |block| {
            let names = names.get_or_insert_with(|| block.names());
            summary.merge(threads.summary(named(block.reborrow(), names))?);
            Ok(())
        })?;
        self.names.clone_from(&names);
        let names = names.unwrap_or_default();
        let search = self.search(&summary)?;
        search.run(|point| {
            let mut all = NewtonPass::at(point);
            let again = in_blocks(&mut source, &mut |block| {
                threads.add(&mut all, point, named(block.reborrow(), &names))
            })?;
            if again == first {
                return Ok(all);
            }
            Err(Error::LengthMismatch {
                what: "the customers of the first pass and of a later one",
                left: first,
                right: again,
            })
        })
    }
}

/// Regroups the chunks of a source into the blocks that a whole view has, so that the sums have the same
/// bits. Returns the number of customers.
///
/// The first error ends it, even if the source ignores it.
fn in_blocks(
    source: &mut impl FnMut(&mut Sink<'_>) -> Result<()>,
    take: &mut Sink<'_>,
) -> Result<usize> {
    let mut pending = Pending::default();
    let mut start = 0_usize;
    let mut failed = None;
    source(&mut |chunk| {
        if let Some(error) = &failed {
            return Err(Error::clone(error));
        }
        let taken = pending.take(chunk, take, &mut start);
        taken.inspect_err(|error| failed = Some(error.clone()))
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    pending.hand_to(take, &mut start)?;
    Ok(start)
}

/// Customers that do not fill a block yet.
#[derive(Default)]
struct Pending {
    /// The names of the first chunk.
    names: Option<Vec<Box<str>>>,
    features: Vec<f64>,
    churned: Vec<bool>,
    weights: Vec<f64>,
}

impl Pending {
    /// Takes a chunk, and passes on the part that fills blocks.
    fn take(
        &mut self,
        chunk: LabelledView<'_>,
        take: &mut Sink<'_>,
        start: &mut usize,
    ) -> Result<()> {
        if chunk.is_empty() {
            return Ok(());
        }
        let width = self.names.get_or_insert_with(|| chunk.names()).len();
        if width != chunk.width() {
            return Err(Error::LengthMismatch {
                what: "the features of each chunk",
                left: width,
                right: chunk.width(),
            });
        }
        let mut first = 0;
        if !self.churned.is_empty() {
            first = BLOCK.saturating_sub(self.churned.len()).min(chunk.len());
            self.push(chunk.rows(0..first));
            if self.churned.len() < BLOCK {
                return Ok(());
            }
            self.hand_to(take, start)?;
        }
        let rest = chunk.len().saturating_sub(first);
        let whole = (rest / BLOCK).saturating_mul(BLOCK);
        let last = first.saturating_add(whole);
        if whole > 0 {
            take(chunk.rows(first..last)).map_err(|error| error.shifted_by(*start))?;
            *start = start.saturating_add(whole);
        }
        self.push(chunk.rows(last..chunk.len()));
        Ok(())
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
        let names = self.names.as_deref().unwrap_or_default();
        let shape = (rows, names.len());
        let features =
            ArrayView2::from_shape(shape, &self.features).map_err(|_| Error::Malformed {
                what: "a chunk of customers",
                expected: "rectangular, with the same number of features for every customer",
            })?;
        let block = LabelledView::new(features, &self.churned)?
            .weighted(&self.weights)?
            .named(names)?;
        take(block).map_err(|error| error.shifted_by(*start))?;
        *start = start.saturating_add(rows);
        self.features.clear();
        self.churned.clear();
        self.weights.clear();
        Ok(())
    }
}
