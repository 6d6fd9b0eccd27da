//! [`FittedCustomerValue`].

use super::{Clv, CustomerValue};
use crate::clv::fitting::{Evidence, ParametricModel};
use crate::clv::models::{GammaGamma, PurchaseModel};
use crate::numeric::{math, normal};
use crate::stats::{Fit, FittedModel, Interval};
use crate::units::{DiscountRate, Level, Proportion};
use crate::{Error, Result};

/// How sure is the value of a customer?
///
/// A [`CustomerValue`] with the fits its two models come from: how sure the parameters are makes how sure a
/// value is. Purchases and spend are fitted to different data, each knowing nothing of the other, and are taken
/// to be independent, as the product of the two takes customers' frequency and spend to be.
///
/// The interval is of the *expected* value, the mean of many customers with this history, and of the parameters'
/// uncertainty alone: what a single customer will do scatters much more, and a model that is wrong
/// is wrong in an interval of any width.
///
/// # Formula
///
/// ```text
/// Var(ln V) = ∇ᵀ Σ_purchases ∇ + ∇ᵀ Σ_spend ∇        interval: V·e^(±z √Var)
/// ```
/// where ∇ is the gradient of ln V by each model's parameters and Σ their covariance (the delta method). The
/// logarithm keeps the lower end above 0.
///
/// # Examples
///
/// ```
/// use tenure::clv::FittedCustomerValue;
/// use tenure::clv::history::{HistoryTable, PurchaseHistory, SpendTable};
/// use tenure::clv::models::{GammaGamma, Nbd};
/// use tenure::units::{DiscountRate, Horizon, Level, Period, Proportion, TimeUnit};
///
/// let histories = [(0, 0.0), (2, 30.0), (1, 5.0), (0, 0.0), (7, 38.0), (0, 0.0), (3, 20.0), (0, 0.0)];
/// let histories = HistoryTable::try_from_iter(histories.map(|(x, last)| (x, last, 39.0, TimeUnit::WEEK)))?;
/// let spend = [(2, 22.35), (1, 11.77), (7, 73.74), (3, 31.20)];
/// let fitted = FittedCustomerValue {
///     purchases: &Nbd::fitter().fit(&histories)?,
///     spend: &GammaGamma::fitter().fit(&SpendTable::try_from_iter(spend)?)?,
///     margin: Proportion::ONE,
///     discount: DiscountRate::new(0.10, Period::Year)?,
/// };
/// let customer = PurchaseHistory::new(2, 30.0, 39.0, TimeUnit::WEEK)?;
/// let year = Horizon::new(1.0, Period::Year)?;
/// let value = fitted.value().residual_within(&customer, None, year)?.present_value();
/// let interval = fitted.interval(Level::P95, |value| value.residual_within(&customer, None, year))?;
/// assert!(interval.lower() > 0.0 && interval.contains(value));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Oehlert (1992), "A Note on the Delta Method", The American Statistician 46(1).
#[must_use]
#[derive(Debug, PartialEq)]
pub struct FittedCustomerValue<'a, P: FittedModel<Evidence = Evidence>> {
    /// The fit of the model of purchases.
    pub purchases: &'a Fit<P>,
    /// The fit of the model of spend.
    pub spend: &'a Fit<GammaGamma>,
    /// The share of what is spent that is margin.
    pub margin: Proportion,
    /// The cost of waiting.
    pub discount: DiscountRate,
}

impl<P: FittedModel<Evidence = Evidence>> Clone for FittedCustomerValue<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: FittedModel<Evidence = Evidence>> Copy for FittedCustomerValue<'_, P> {}

/// How far a logarithm of a parameter is moved each way: the error of the slope is its square, 4·10⁻⁸.
const MOVED: f64 = 2e-4;

impl<'a, P: PurchaseModel + ParametricModel> FittedCustomerValue<'a, P> {
    /// The value by the fitted models.
    pub const fn value(&self) -> CustomerValue<'a, P> {
        self.value_by(self.purchases.model(), *self.spend.model())
    }

    /// Where a value lies: any that a [`CustomerValue`] is asked for, by the question itself.
    ///
    /// # Errors
    ///
    /// Those of the question; [`Error::Diverges`] when an end is beyond `f64`, as it is of parameters that the
    /// data say next to nothing about.
    ///
    /// # Complexity
    ///
    /// The question is asked twice for each parameter of both models.
    pub fn interval<Q>(&self, level: Level, question: Q) -> Result<Interval>
    where
        Q: Fn(&CustomerValue<'_, P>) -> Result<Clv>,
    {
        let value = question(&self.value())?.present_value();
        let ln = |asked: Result<Clv>| asked.map(|clv| math::ln(clv.present_value()));
        // Nothing is expected, or no margin of it: no parameter changes that.
        let variance = if value > 0.0 {
            let of_purchases = log_variance(self.purchases, |model| {
                ln(question(&self.value_by(model, *self.spend.model())))
            })?;
            let of_spend = log_variance(self.spend, |model| {
                ln(question(&self.value_by(self.purchases.model(), *model)))
            })?;
            of_purchases + of_spend
        } else {
            0.0
        };
        let z = normal::two_sided_quantile(level.get()).unwrap_or(0.0);
        let factor = math::exp(z * math::sqrt(variance));
        Interval::new(value / factor, value * factor, level).map_err(|_| Error::Diverges {
            what: "interval of the lifetime value",
            because: "the data say next to nothing about a parameter it depends on",
        })
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

/// ∇ᵀ Σ ∇ of the logarithm of a figure, by the logarithms of the parameters.
fn log_variance<M: FittedModel<Evidence = Evidence> + ParametricModel>(
    fit: &Fit<M>,
    ln: impl Fn(&M) -> Result<f64>,
) -> Result<f64> {
    let values = fit.model().values();
    let moved = |which: usize, by: f64| {
        let mut values = values.clone();
        if let Some(value) = values.get_mut(which) {
            *value *= math::exp(by);
        }
        ln(&fit.model().with_values(&values)?)
    };
    // By the parameter itself.
    let slope = |(which, value): (usize, &f64)| {
        Ok((moved(which, MOVED)? - moved(which, -MOVED)?) / (2.0 * MOVED * value))
    };
    let slopes: Vec<f64> = values
        .iter()
        .enumerate()
        .map(slope)
        .collect::<Result<_>>()?;
    let rows = fit.covariance();
    let terms = rows.outer_iter().zip(&slopes).map(|(row, left)| {
        row.iter()
            .zip(&slopes)
            .map(|(entry, right)| left * entry * right)
            .sum::<f64>()
    });
    Ok(terms.sum::<f64>().max(0.0))
}
