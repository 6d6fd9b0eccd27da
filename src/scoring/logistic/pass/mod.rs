//! [`NewtonPass`].

use ndarray::Array2;

use super::NewtonPoint;
use super::kernel::widest;
use crate::numeric::superacc::SumAcc;
use crate::{Error, Merge, Result};

#[cfg(feature = "serde")]
mod saved;

/// What one pass over the customers adds up at a [`NewtonPoint`]: all that a step of the fit needs to know of them.
///
/// The log-likelihood, its gradient and its Gram matrix (of second derivatives), in a few kilobytes however many
/// customers there are. Passes over parts of the data, made on other threads or machines or from chunks that do not fit
/// in memory together, merge into the pass over all of them: the same bits in whatever order. Within a part the rows are
/// added up in plain `f64` 1024 at a time and these sums exactly, so the same rows cut differently agree to rounding
/// (some 1e-15), and to the bit where the cuts are at multiples of 1024.
///
/// Passes made at different points do not belong together. A merge cannot fail, so it remembers: the merged state is
/// [mixed](Self::is_mixed), holds no sums any more, and is refused by the fit.
///
/// # Formula
///
/// ```text
/// log-likelihood   Σ w·(y·η − ln(1 + e^η))
/// gradient         Σ w·(y − p)·x
/// Gram matrix      Σ w·p·(1 − p)·x·xᵀ
/// ```
/// where x is a customer's standardised features with a 1 before them, η = xᵀb the log-odds, p = 1/(1 + e^−η), y is 1 for
/// churned and 0 for stayed, and w the weight.
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
    /// Least and greatest signed margin, where asked for.
    pub(crate) margins: Option<[f64; 2]>,
}

/// Where a pass was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "snake_case", expecting = "where a pass was made")
)]
pub(super) enum Origin {
    /// Nowhere yet: the identity.
    #[default]
    Nowhere,
    /// At the point of this fingerprint.
    Point(u64),
    /// At several, which is where it stays: the sums mean nothing and are dropped.
    Mixed,
}

impl NewtonPass {
    /// A pass at that point, over nobody yet.
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

    /// Whether passes made at different points were merged: a mistake, and nothing is left of them.
    #[must_use]
    pub const fn is_mixed(&self) -> bool {
        matches!(self.origin, Origin::Mixed)
    }

    /// An error unless it was made at that point, and nowhere else.
    pub(crate) fn made_at(&self, point: &NewtonPoint) -> Result<()> {
        if self.origin == Origin::Point(point.fingerprint()) {
            return Ok(());
        }
        Err(Error::Malformed {
            what: "the passes over the customers",
            expected: "made at the point that was asked for",
        })
    }

    /// The log-likelihood: 0 at best, and the nearer the better. `None` beyond the `f64` range, or when
    /// [mixed](Self::is_mixed).
    #[must_use]
    pub fn log_likelihood(&self) -> Option<f64> {
        match self.origin {
            Origin::Mixed => None,
            _ => self.log_likelihood.to_f64(),
        }
    }

    /// The gradient of the log-likelihood, the intercept first; `None` of nothing and as above.
    #[must_use]
    pub fn gradient(&self) -> Option<Vec<f64>> {
        let sums = self.gradient.iter().map(SumAcc::to_f64);
        sums.collect::<Option<Vec<_>>>()
            .filter(|all| !all.is_empty())
    }

    /// The Gram matrix, the intercept first; `None` of nothing and as above.
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
