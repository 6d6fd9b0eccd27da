//! [`FittedCustomerValue`].

use super::CustomerValue;
use crate::Result;
use crate::clv::Clv;
use crate::clv::fitting::{Estimate, Evidence, ParametricModel, Scale};
use crate::clv::models::{GammaGamma, PurchaseModel};
use crate::numeric::math;
use crate::stats::{Fit, FittedModel};
use crate::units::{DiscountRate, Level, Proportion};

/// Computes the confidence interval of a customer's value from the two fitted models.
///
/// It is a [`CustomerValue`] with the fits of its purchase and spend models: the uncertainty of the
/// parameters gives that of the value. The two fits are taken to be independent, because they are
/// made from different data, as the value takes customers' frequency and spend to be independent.
///
/// The interval is that of the *expected* value, the mean of many customers with this history, and
/// of the parameters' uncertainty alone: a single customer varies much more, and the interval does
/// not cover a wrong model.
///
/// # Formula
///
/// ```text
/// Var(ln V) = ∇ᵀ Σ_purchases ∇ + ∇ᵀ Σ_spend ∇
/// interval    V·e^(±z·√Var)
/// ```
/// where ∇ is the gradient of ln V by each model's parameters and Σ their covariance (the delta
/// method). The logarithm keeps the lower end above 0.
///
/// Where the standard errors are unreliable, [bootstrap](crate::clv::fitting::Fitter::bootstrap)
/// both fits and compute the value by each pair of models.
///
/// # Examples
///
/// ```
/// use tenure::clv::FittedCustomerValue;
/// use tenure::clv::history::{HistoryTable, PurchaseHistory, SpendHistory, SpendTable};
/// use tenure::clv::models::{GammaGamma, Nbd};
/// use tenure::units::{DiscountRate, Horizon, Level, Period, Proportion, TimeUnit};
///
/// let week = TimeUnit::WEEK;
/// let repeats = [(0, 0.0), (2, 30.0), (1, 5.0), (0, 0.0), (7, 38.0), (0, 0.0), (3, 20.0)];
/// let histories = repeats.map(|(x, last)| (x, last, 39.0, week));
/// let histories = HistoryTable::try_from_iter(histories)?;
/// let spend = [(2, 22.35), (1, 11.77), (7, 73.74), (3, 31.20)];
/// let fitted = FittedCustomerValue {
///     purchases: &Nbd::fitter().fit(&histories)?,
///     spend: &GammaGamma::fitter().fit(&SpendTable::try_from_iter(spend)?)?,
///     margin: Proportion::ONE,
///     discount: DiscountRate::new(0.10, Period::Year)?,
/// };
/// let customer = PurchaseHistory::new(2, 30.0, 39.0, week)?;
/// let year = Horizon::new(1.0, Period::Year)?;
/// let spent = SpendHistory::of_repeats(2, 22.35)?;
/// let value = fitted.estimate(Level::P95, |value| {
///     value.residual_within(&customer, Some(&spent), year)
/// })?;
/// assert!(value.interval().lower() > 0.0 && value.interval().contains(value.value()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Oehlert (1992), "A Note on the Delta Method", The American Statistician 46(1).
#[must_use]
#[derive(Debug, PartialEq)]
pub struct FittedCustomerValue<'a, P: FittedModel<Evidence = Evidence>> {
    /// Holds the fit of the purchase model.
    pub purchases: &'a Fit<P>,
    /// Holds the fit of the spend model.
    pub spend: &'a Fit<GammaGamma>,
    /// Holds the share of spend that is margin.
    pub margin: Proportion,
    /// Holds the discount rate.
    pub discount: DiscountRate,
}

impl<P: FittedModel<Evidence = Evidence>> Clone for FittedCustomerValue<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: FittedModel<Evidence = Evidence>> Copy for FittedCustomerValue<'_, P> {}

impl<'a, P: PurchaseModel + ParametricModel> FittedCustomerValue<'a, P> {
    /// Returns the [`CustomerValue`] by the fitted models.
    pub const fn value(&self) -> CustomerValue<'a, P> {
        self.value_by(self.purchases.model(), *self.spend.model())
    }

    /// Estimates a value with its standard error and interval; `question` computes the value from a
    /// [`CustomerValue`].
    ///
    /// # Errors
    ///
    /// Those of the question; [`Error::NotFinite`](crate::Error::NotFinite) when it fails next to the
    /// fitted parameters, at the edge of diverging.
    ///
    /// # Complexity
    ///
    /// The question is evaluated four times for each parameter of both models.
    pub fn estimate<Q>(&self, level: Level, question: Q) -> Result<Estimate>
    where
        Q: Fn(&CustomerValue<'_, P>) -> Result<Clv>,
    {
        let value = question(&self.value())?.present_value();
        let answer =
            |value: CustomerValue<'_, P>| question(&value).map_or(f64::NAN, Clv::present_value);
        let by_purchases = self.purchases.estimate(level, Scale::Log, |model| {
            answer(self.value_by(model, *self.spend.model()))
        })?;
        let by_spend = self.spend.estimate(level, Scale::Log, |model| {
            answer(self.value_by(self.purchases.model(), *model))
        })?;
        // The fits are independent, so their variances add up.
        let [left, right] = [by_purchases, by_spend].map(Estimate::standard_error);
        Estimate::of_positive(value, math::sqrt(left * left + right * right), level)
    }

    const fn value_by<'b>(&self, purchases: &'b P, spend: GammaGamma) -> CustomerValue<'b, P> {
        CustomerValue {
            purchases,
            spend,
            margin: self.margin,
            discount: self.discount,
        }
    }
}
