//! [`NestedIn`].

use super::ParametricModel;
use crate::clv::models::{BetaDiscreteWeibull, ShiftedBetaGeometric};
use crate::stats::{Fit, LikelihoodRatio};
use crate::{Error, Result};

/// A model that is a case of a larger one, with the extra parameters of that *inside* their range.
///
/// Implemented where the likelihood-ratio test is right and nowhere else. [`Nbd`](crate::clv::models::Nbd) is *not* nested in this
/// sense in the models of customers who leave: those become it when a parameter runs off to the edge, and
/// another one then means nothing, so that neither χ² nor the half of it used for a single parameter at its edge is
/// the distribution of the statistic. Compare these by [`aic`](Fit::aic), [`bic`](Fit::bic) or on a holdout.
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
    /// Whether a larger model of the same data fits better than its extra parameters would by chance.
    ///
    /// `None` when a ridge or priors took part in either fit, since then neither is the maximum.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when the two were not fitted to as many customers. (That they were the same
    /// ones, only you know.)
    pub fn test_against<Larger>(&self, larger: &Fit<Larger>) -> Result<Option<LikelihoodRatio>>
    where
        Larger: ParametricModel<Data = M::Data>,
        M: NestedIn<Larger>,
    {
        let (own, others) = (self.observations(), larger.observations());
        if own.total_cmp(&others).is_ne() {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "counts, to be shown"
            )]
            let [left, right] = [own, others].map(|count| count as usize);
            return Err(Error::LengthMismatch {
                what: "customers of two fits that are compared",
                left,
                right,
            });
        }
        if self.is_penalised() || larger.is_penalised() {
            return Ok(None);
        }
        let (full, reduced) = (larger.log_likelihood(), self.log_likelihood());
        Ok(LikelihoodRatio::new(full, reduced, M::degrees_of_freedom()))
    }
}
