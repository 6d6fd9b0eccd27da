//! [`NestedIn`].

use super::ParametricModel;
use crate::clv::models::{BetaDiscreteWeibull, ShiftedBetaGeometric};
use crate::stats::{Fit, LikelihoodRatio};
use crate::{Error, Result};

/// Describes a model that is a special case of a larger one, with the extra parameters *inside*
/// their range.
///
/// Implemented where the likelihood-ratio test is right and nowhere else. [`Nbd`](crate::clv::models::Nbd) is *not* nested in this
/// sense in the models of customers who leave: those become it when a parameter runs off to the edge, and
/// another one then means nothing, so that neither χ² nor the half of it used for a single parameter at its edge is
/// the distribution of the statistic. Compare these by [`aic`](Fit::aic), [`bic`](Fit::bic) or on a holdout.
///
/// # Examples
///
/// Does the chance to leave itself change with age, or do customers only differ? Of 1000 subscribers these were
/// left after each renewal:
///
/// ```
/// use tenure::clv::history::RenewalTable;
/// use tenure::clv::models::{BetaDiscreteWeibull, ShiftedBetaGeometric};
///
/// let table = RenewalTable::try_from_survivors([1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let differ = ShiftedBetaGeometric::fitter().fit(&table)?;
/// let change = BetaDiscreteWeibull::fitter().fit(&table)?;
/// let test = differ.test_against(&change)?;
/// assert!(test.p_value() < 0.05); // it does, too
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Wilks 1938, "The large-sample distribution of the likelihood ratio for testing composite hypotheses", Annals of
/// Mathematical Statistics 9; for parameters at the edge Self & Liang 1987, Journal of the American Statistical
/// Association 82.
pub trait NestedIn<Larger: ParametricModel<Data = Self::Data>>: ParametricModel {
    /// How many parameters it lacks.
    #[doc(hidden)]
    #[must_use]
    fn degrees_of_freedom() -> usize {
        Larger::PARAMETERS
            .len()
            .saturating_sub(Self::PARAMETERS.len())
    }
}

/// c = 1.
impl NestedIn<BetaDiscreteWeibull> for ShiftedBetaGeometric {}

/// For the models of lifetime value.
impl<M: ParametricModel> Fit<M> {
    /// Tests whether a larger model of the same data fits better than its extra parameters would by
    /// chance.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the two were not fitted to equally many customers. (That they were the
    /// same ones, only you know.) [`Error::Undefined`] when a ridge or priors took part in either fit, since
    /// neither likelihood is then at its maximum.
    pub fn test_against<Larger>(&self, larger: &Fit<Larger>) -> Result<LikelihoodRatio>
    where
        Larger: ParametricModel<Data = M::Data>,
        M: NestedIn<Larger>,
    {
        let (own, others) = (self.observations(), larger.observations());
        if own.total_cmp(&others).is_ne() {
            return Err(different_customers(own, others));
        }
        if self.is_penalised() || larger.is_penalised() {
            return Err(Error::Undefined {
                what: "a likelihood-ratio test",
                because: "a ridge or a prior took part in the fit; compare fits without them",
            });
        }
        let (full, reduced) = (larger.log_likelihood(), self.log_likelihood());
        LikelihoodRatio::new(full, reduced, M::degrees_of_freedom())
            .ok_or(LikelihoodRatio::NO_P_VALUE)
    }
}

/// Counts, to be shown.
pub(crate) const fn different_customers(left: f64, right: f64) -> Error {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts, to be shown"
    )]
    let (left, right) = (left as usize, right as usize);
    Error::LengthMismatch {
        what: "customers of two fits that are compared",
        left,
        right,
    }
}
