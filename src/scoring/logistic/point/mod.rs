//! [`NewtonPoint`].

use core::borrow::Borrow;
use std::sync::Arc;

use super::kernel::{Frame, Worker};
use super::{BLOCK, NewtonPass};
use crate::error::finite;
use crate::scoring::LabelledView;
use crate::scoring::data::labelled::in_blocks;
use crate::{Error, Result};

#[cfg(feature = "serde")]
mod saved;

/// Describes a pass over the data: how to standardise features, the coefficients, and what to sum.
///
/// A fit makes points and needs the [`NewtonPass`] at each: over customers in memory it makes the pass
/// itself; otherwise you make it where the data are. A point is small and can be saved and sent to other
/// machines.
///
/// # Examples
///
/// Two shards, one point, and the pass over all customers:
///
/// ```
/// use tenure::scoring::NewtonPoint;
/// use tenure::Merge;
///
/// let point = NewtonPoint::new(-1.0, &[0.5, 0.0])?;
/// let mut pass = point.pass([([12.0, 0.0], false), ([3.0, 5.0], true)])?;
/// pass.merge(point.pass([([30.0, 1.0], false)])?);
///
/// assert_eq!(pass.gradient().map(|slopes| slopes.len()), Some(3));
/// assert_eq!(pass.log_likelihood().map(|l| format!("{l:.3}")), Some("-19.481".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonPoint {
    pub(crate) centres: Arc<[f64]>,
    pub(crate) scales: Arc<[f64]>,
    /// The coefficients of the standardised features, the intercept first.
    pub(crate) coefficients: Box<[f64]>,
    /// The class weights: stayed, churned.
    pub(crate) class_weights: [f64; 2],
    pub(crate) task: Task,
}

/// The sums a pass makes besides the log-likelihood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Task {
    /// Gradient Σ w (y − p) x and Gram matrix Σ w p(1 − p) x xᵀ.
    Newton,
    /// As `Newton`, and the least and greatest of (2y − 1)·xᵀδ for this direction δ (intercept first).
    Margins(Box<[f64]>),
    /// The gradient of Firth's penalised likelihood, Σ (w (y − p) + h(½ − p)) x, with leverages
    /// h = w p(1 − p) ‖M x‖², M the packed rows of the lower triangle of the inverse Cholesky factor
    /// (M A Mᵀ = I) of the Gram matrix A at this point; and the *augmented* Gram matrix, in which each of
    /// the w copies of a customer counts 1 + h/w: nearly the curvature of that likelihood.
    Leverages(Box<[f64]>),
    /// The gradient as in `Newton`, and the "meat" Σ w (y − p)² x xᵀ in place of the Gram matrix.
    Squares,
}

impl NewtonPoint {
    /// Creates a point from coefficients of features that are not standardised, to evaluate a known
    /// model.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for a coefficient that is not.
    pub fn new(intercept: f64, coefficients: &[f64]) -> Result<Self> {
        let all = core::iter::once(&intercept).chain(coefficients);
        let all: Result<_> = all.map(|&value| finite("coefficient", value)).collect();
        Ok(Self {
            centres: vec![0.0; coefficients.len()].into(),
            scales: vec![1.0; coefficients.len()].into(),
            coefficients: all?,
            class_weights: [1.0; 2],
            task: Task::Newton,
        })
    }

    /// Makes one pass over customers in a matrix of any memory layout: all of them, or one chunk.
    ///
    /// A customer of weight 0 does not count.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] for more or fewer features than the point has; [`Error::Item`] with the row of a
    /// feature that is not finite ([`Error::Feature`] names it), or of log-odds that overflow; [`Error::Diverges`] when a
    /// sum does.
    ///
    /// # Complexity
    ///
    /// O(n·p²) time for n customers with p features, O(p²) space.
    pub fn pass_view(&self, view: LabelledView<'_>) -> Result<NewtonPass> {
        let mut pass = NewtonPass::at(self);
        self.pass_more(&mut pass, view)?;
        Ok(pass)
    }

    /// Adds a pass over more customers to a pass at this point, with the same bits as merging.
    ///
    /// After an error the pass must not be used.
    pub(crate) fn pass_more(&self, pass: &mut NewtonPass, view: LabelledView<'_>) -> Result<()> {
        let frame = self.frame_for(&view)?;
        pass.made_at(self)?;
        let mut worker = Worker::new(&frame, core::mem::take(pass));
        for start in (0..view.len()).step_by(BLOCK) {
            let block = view.rows(start..start.saturating_add(BLOCK));
            worker
                .take(block)
                .map_err(|error| error.shifted_by(start))?;
        }
        *pass = worker.pass;
        Ok(())
    }

    /// Makes the same pass as [`pass_view`](Self::pass_view), to the bit, on all threads of the
    /// current [`rayon`] pool.
    ///
    /// # Errors
    ///
    /// As [`pass_view`](Self::pass_view).
    #[cfg(feature = "rayon")]
    pub fn par_pass_view(&self, view: LabelledView<'_>) -> Result<NewtonPass> {
        use crate::Merge as _;

        let frame = self.frame_for(&view)?;
        let mut pass = NewtonPass::at(self);
        pass.merge(super::parallel::in_runs(
            &view,
            || Worker::new(&frame, NewtonPass::at(self)),
            Worker::take,
            |worker| worker.pass,
        )?);
        Ok(pass)
    }

    /// Makes one pass over customers given as (features, churned), with the same bits as over a
    /// matrix of these rows.
    ///
    /// # Errors
    ///
    /// As [`pass_view`](Self::pass_view); a row with more or fewer features is an [`Error::Item`].
    pub fn pass<R>(&self, rows: impl IntoIterator<Item = (R, bool)>) -> Result<NewtonPass>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        self.pass_weighted(rows.into_iter().map(|(row, churned)| (row, churned, 1.0)))
    }

    /// Makes one pass over customers given as (features, churned, weight).
    ///
    /// # Errors
    ///
    /// As [`pass`](Self::pass); [`Error::Item`] with the index of a weight that is negative or not finite.
    pub fn pass_weighted<R>(
        &self,
        rows: impl IntoIterator<Item = (R, bool, f64)>,
    ) -> Result<NewtonPass>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let frame = Frame::new(self)?;
        let mut worker = Worker::new(&frame, NewtonPass::at(self));
        in_blocks(Some(self.centres.len()), rows, |block| worker.take(block))?;
        Ok(worker.pass)
    }

    fn frame_for(&self, view: &LabelledView<'_>) -> Result<Frame> {
        if !view.is_empty() && view.width() != self.centres.len() {
            return Err(Error::LengthMismatch {
                what: "the features of the customers and of the model",
                left: view.width(),
                right: self.centres.len(),
            });
        }
        Frame::new(self)
    }

    /// A hash of everything a pass depends on, in 64 bits.
    pub(crate) fn fingerprint(&self) -> u64 {
        let (task, values): (u64, &[f64]) = match &self.task {
            Task::Newton => (1, &[]),
            Task::Margins(direction) => (2, direction),
            Task::Leverages(inverse) => (3, inverse),
            Task::Squares => (4, &[]),
        };
        let lists = [
            &*self.centres,
            &*self.scales,
            &*self.coefficients,
            &self.class_weights,
            values,
        ];
        lists.iter().fold(mix(0, task), |hash, list| {
            let hash = mix(hash, list.len() as u64);
            // −0 and 0 make the same point.
            list.iter()
                .fold(hash, |hash, x| mix(hash, (x + 0.0).to_bits()))
        })
    }
}

/// The mixing step of Steele, Lea & Flood's generator of 2014, one word after the other.
const fn mix(hash: u64, word: u64) -> u64 {
    let mut x = (hash ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
