//! [`NewtonPass`].

use ndarray::Array2;

use super::NewtonPoint;
use super::kernel::widest;
use crate::numeric::superacc::SumAcc;
use crate::{Error, Merge, Result};

#[cfg(feature = "serde")]
mod saved;

/// Sums over the customers what one step of a fit needs, at a [`NewtonPoint`].
///
/// It holds the log-likelihood, its gradient and its Gram matrix (of second derivatives), in a few
/// kilobytes for any number of customers. Passes over parts of the data, made on other threads or
/// machines or from chunks of a file, merge into the pass over all of them, with the same bits in any
/// order. Within a part 1024 rows at a time are summed in plain `f64`, and these sums are added exactly:
/// parts of different sizes agree to rounding (about 1e-15), and to the bit where they end at multiples
/// of 1024 rows.
///
/// Passes made at different points do not belong together. As a merge cannot fail, the merged state is
/// [mixed](Self::is_mixed): it holds no sums, and the fit refuses it.
///
/// # Formula
///
/// ```text
/// log-likelihood   Σ w·(y·η − ln(1 + e^η))
/// gradient         Σ w·(y − p)·x
/// Gram matrix      Σ w·p·(1 − p)·x·xᵀ
/// ```
/// where x is a customer's standardised features after a leading 1, η = xᵀb the log-odds,
/// p = 1/(1 + e^−η), y is 1 for churned and 0 for stayed, and w the weight.
///
/// # Complexity
///
/// O(p²) space for p features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewtonPass {
    pub(super) origin: Origin,
    pub(crate) log_likelihood: SumAcc,
    /// The intercept first.
    pub(crate) gradient: Vec<SumAcc>,
    /// The upper triangle, row by row, the intercept first.
    pub(crate) gram: Vec<SumAcc>,
    /// The least and greatest signed margin, where the task is to find them.
    pub(crate) margins: Option<[f64; 2]>,
}

/// The point at which a pass was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "snake_case", expecting = "where a pass was made")
)]
pub(super) enum Origin {
    /// No point yet: the identity of merging.
    #[default]
    Nowhere,
    /// The point with this fingerprint.
    Point(u64),
    /// Several points, for good: the sums are meaningless and dropped.
    Mixed,
}

impl NewtonPass {
    /// An empty pass at this point.
    pub(super) fn at(point: &NewtonPoint) -> Self {
        let order = point.coefficients.len();
        let pairs = order.saturating_mul(order.saturating_add(1)) / 2;
        Self {
            origin: Origin::Point(point.fingerprint()),
            gradient: vec![SumAcc::default(); order],
            gram: vec![SumAcc::default(); pairs],
            ..Self::default()
        }
    }

    /// Adds the sums of a block, all of them finite.
    pub(super) fn add_block(
        &mut self,
        log_likelihood: f64,
        gradient: impl Iterator<Item = f64>,
        gram: impl Iterator<Item = f64>,
        margins: Option<[f64; 2]>,
    ) {
        let mut finite = self.log_likelihood.add(log_likelihood);
        for (sum, x) in self.gradient.iter_mut().zip(gradient) {
            finite &= sum.add(x);
        }
        for (sum, x) in self.gram.iter_mut().zip(gram) {
            finite &= sum.add(x);
        }
        debug_assert!(finite, "the caller has looked");
        if let Some([low, high]) = margins {
            self.margins = Some(widest(self.margins, low, high));
        }
    }

    /// Returns whether passes made at different points were merged, a mistake that leaves no sums.
    #[must_use]
    pub const fn is_mixed(&self) -> bool {
        matches!(self.origin, Origin::Mixed)
    }

    /// Requires that the pass was made at this point.
    pub(crate) fn made_at(&self, point: &NewtonPoint) -> Result<()> {
        if self.origin == Origin::Point(point.fingerprint()) {
            return Ok(());
        }
        Err(Error::Malformed {
            what: "the passes over the customers",
            expected: "made at the point that was asked for",
        })
    }

    /// Returns the log-likelihood, at most 0; the higher the better.
    ///
    /// `None` beyond the `f64` range, or when [mixed](Self::is_mixed).
    #[must_use]
    pub fn log_likelihood(&self) -> Option<f64> {
        match self.origin {
            Origin::Mixed => None,
            _ => self.log_likelihood.to_f64(),
        }
    }

    /// Returns the gradient of the log-likelihood, the intercept first; `None` without customers
    /// and when [mixed](Self::is_mixed).
    #[must_use]
    pub fn gradient(&self) -> Option<Vec<f64>> {
        let sums = self.gradient.iter().map(SumAcc::to_f64);
        sums.collect::<Option<Vec<_>>>()
            .filter(|all| !all.is_empty())
    }

    /// Returns the Gram matrix, the intercept first; `None` without customers and when
    /// [mixed](Self::is_mixed).
    #[must_use]
    pub fn gram(&self) -> Option<Array2<f64>> {
        let order = self.gradient.len();
        let mut gram = Array2::zeros((order, order));
        let mut sums = self.gram.iter();
        for i in 0..order {
            for j in i..order {
                let sum = sums.next()?.to_f64()?;
                for place in [[i, j], [j, i]] {
                    if let Some(entry) = gram.get_mut(place) {
                        *entry = sum;
                    }
                }
            }
        }
        (order > 0).then_some(gram)
    }
}

impl Merge for NewtonPass {
    fn heap_size(&self) -> usize {
        let sums = self
            .gradient
            .capacity()
            .saturating_add(self.gram.capacity());
        sums.saturating_mul(size_of::<SumAcc>())
    }

    fn merge(&mut self, other: Self) {
        match (self.origin, other.origin) {
            (_, Origin::Nowhere) => {}
            (Origin::Nowhere, _) => *self = other,
            (Origin::Point(a), Origin::Point(b))
                if a == b && self.gradient.len() == other.gradient.len() =>
            {
                self.log_likelihood.merge(&other.log_likelihood);
                for (sum, part) in self.gradient.iter_mut().zip(&other.gradient) {
                    sum.merge(part);
                }
                for (sum, part) in self.gram.iter_mut().zip(&other.gram) {
                    sum.merge(part);
                }
                if let Some([low, high]) = other.margins {
                    self.margins = Some(widest(self.margins, low, high));
                }
            }
            _ => {
                *self = Self {
                    origin: Origin::Mixed,
                    ..Self::default()
                };
            }
        }
    }
}

crate::fold::accumulate::accumulator!(@sum {} NewtonPass);
