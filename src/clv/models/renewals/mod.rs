//! [`RenewalModel`], and what the models of contracts share.

use crate::clv::history::{RenewalTable, Tenure};
use crate::numeric::beta_survival::BetaSurvival;
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::units::{DiscountRate, Period};
use crate::{Error, Result, limit};

mod draw;
mod rows;

pub(super) use draw::table_like;
pub(super) use rows::{Rows, runaway};

/// Gives a model of contracts its formulas; private, so that only this crate has such models.
#[allow(unnameable_types, reason = "sealed")]
pub trait Mixture {
    /// α, β and c.
    #[doc(hidden)]
    fn mixture(&self) -> [f64; 3];
}

fn curve(model: &(impl Mixture + ?Sized)) -> BetaSurvival {
    let [alpha, beta, c] = model.mixture();
    BetaSurvival { alpha, beta, c }
}

/// Describes a model of customers under contract, who stay or leave at each renewal, and who are
/// seen to leave.
///
/// What can be asked of each of them, so that one can be put in the place of another: who is left after so many
/// renewals, how retention rises with age, how long customers stay, what that is worth. Time is counted in
/// renewals from 0; how far they are apart, a [`Period`], is asked where money is discounted.
///
/// # Which model answers which question?
///
/// | customers … | who leave … | model |
/// |---|---|---|
/// | renew a contract (monthly plan, yearly licence) | say so | [`ShiftedBetaGeometric`](super::ShiftedBetaGeometric); [`BetaDiscreteWeibull`](super::BetaDiscreteWeibull) when one and the same customer gets more (or less) likely to leave |
/// | may buy at set occasions (seasons, campaigns) | just stop | [`BgBb`](super::BgBb) |
/// | may buy at any time (shops) | just stop | the models of [`PurchaseModel`](super::PurchaseModel) |
///
/// # Examples
///
/// ```
/// use tenure::clv::CurveClv;
/// use tenure::clv::models::{RenewalModel, ShiftedBetaGeometric};
/// use tenure::units::{DiscountRate, Period};
///
/// let model = ShiftedBetaGeometric::new(0.668, 3.806)?;
/// let kept: Vec<_> = (1..=3).map(|n| format!("{:.0}%", 100.0 * model.retention(n))).collect();
/// assert_eq!(kept, ["85%", "88%", "90%"]); // retention of a cohort rises: those who leave easily have left
///
/// // A contract of 100 a year: over five years, and for as long as it lasts.
/// let discount = DiscountRate::new(0.10, Period::Year)?;
/// let within = CurveClv { period: Period::Year, discount }
///     .value(model.survival_curve(0, 5)?.into_iter().map(|share| (share, 100.0)))?;
/// assert_eq!(format!("{:.0}", within.present_value()), "331");
/// let forever = 100.0 * model.discounted_tenure(discount, Period::Year)?;
/// assert_eq!(format!("{forever:.0}"), "592");
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait RenewalModel: Mixture {
    /// Which share of customers is still there after so many renewals: S(t), from 1 down, never up.
    #[doc(alias = "survivor function")]
    #[must_use]
    fn survival(&self, renewals: u64) -> f64 {
        math::exp(-curve(self).fallen(renewals as f64))
    }

    /// Which share of those who come to that renewal stays: S(t)/S(t − 1). The first renewal is 1; at 0 there is
    /// none, and everybody stays.
    #[must_use]
    fn retention(&self, renewal: u64) -> f64 {
        if renewal == 0 {
            return 1.0;
        }
        math::exp(-curve(self).renewal(renewal as f64).1)
    }

    /// How likely a new customer leaves at that renewal and not at another: P(T = t), 0 at 0.
    #[must_use]
    fn probability(&self, renewal: u64) -> f64 {
        math::exp(self.ln_probability(renewal))
    }

    /// ln of [`probability`](Self::probability); −∞ is never returned: what is beyond `f64` is `f64::MIN`.
    #[must_use]
    fn ln_probability(&self, renewal: u64) -> f64 {
        if renewal == 0 {
            return f64::MIN;
        }
        let (curve, t) = (curve(self), renewal as f64);
        let ln = curve.renewal(t).0 - curve.fallen(t - 1.0);
        ln.clamp(f64::MIN, 0.0) + 0.0
    }

    /// ln of the probability of the tenures of a table: Σ lost·ln P(T = t) + still·ln S(t); 0 for an empty one.
    ///
    /// That of a merged table is the sum of those of its parts.
    #[must_use]
    fn log_likelihood(&self, table: &RenewalTable) -> f64 {
        let curve = curve(self);
        let mut sum = SumAcc::default();
        let mut finite = true;
        for row in table.rows() {
            let gone = row.lost as f64 * self.ln_probability(row.renewal);
            let there = row.censored as f64 * curve.fallen(row.renewal as f64);
            finite &= row.lost == 0 || sum.add(gone);
            finite &= sum.add(-there);
        }
        let sum = sum.to_f64().filter(|_| finite);
        sum.map_or(f64::MIN, |sum| sum + 0.0)
    }

    /// Of customers who are there after `after` renewals: which share still is so many periods on, for 0, 1, …
    /// up to one less than `periods`; what [`CurveClv`](crate::clv::CurveClv) takes. 0 renewals are new customers.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than 2²⁴ periods.
    #[doc(alias = "retention curve")]
    fn survival_curve(&self, after: u64, periods: u32) -> Result<Vec<f64>> {
        limit::at_most(
            "number of periods of a survival curve",
            limit::ITEMS,
            periods,
        )?;
        let curve = curve(self);
        let mut least = 1.0_f64;
        let shares = (0..periods).map(|k| {
            // Rounding must not make a curve rise.
            least = least.min(math::exp(-curve.fallen_since(after as f64, f64::from(k))));
            least
        });
        Ok(shares.collect())
    }

    /// How many periods a new customer stays on average, the one that has just begun included: Σ S(t).
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when some customers are so loyal that the mean is infinite: unless α·c > 1 (c is 1 for
    /// the shifted beta-geometric). Then discount, or ask for the [survival](Self::survival) within a horizon.
    #[doc(alias = "expected lifetime")]
    fn expected_tenure(&self) -> Result<f64> {
        lifetime(self, 0, 0.0)
    }

    /// How many periods a customer will still stay on average, who comes to that renewal: the expected number of
    /// renewals from it on. At 1 that is of a customer before the first renewal.
    ///
    /// # Errors
    ///
    /// As [`expected_tenure`](Self::expected_tenure); [`Error::OutOfRange`] for renewal 0.
    fn expected_residual_tenure(&self, renewal: u64) -> Result<f64> {
        residual(self, renewal, 0.0)
    }

    /// What all payments of a new customer, 1 a period and the first now, are worth today: Σ S(t)/(1 + d)ᵗ.
    ///
    /// Times the margin of a period it is the lifetime value of a new customer.
    ///
    /// # Errors
    ///
    /// As [`expected_tenure`](Self::expected_tenure) without a discount.
    #[doc(alias = "DEL")]
    #[doc(alias = "discounted expected lifetime")]
    fn discounted_tenure(&self, discount: DiscountRate, between_renewals: Period) -> Result<f64> {
        lifetime(self, 0, discount.ln_growth_per(between_renewals))
    }

    /// What the payments yet to come of a customer who is about to renew for the n-th time are worth: those made
    /// at that renewal, if they stay, and at later ones: Σ S(t)/S(n − 1)/(1 + d)^(t − n) from t = n.
    ///
    /// Times the margin of a period it is what an existing customer is worth, just before that renewal.
    ///
    /// # Errors
    ///
    /// As [`expected_residual_tenure`](Self::expected_residual_tenure) without a discount.
    #[doc(alias = "DERL")]
    #[doc(alias = "discounted expected residual lifetime")]
    fn discounted_residual_tenure(
        &self,
        renewal: u64,
        discount: DiscountRate,
        between_renewals: Period,
    ) -> Result<f64> {
        residual(self, renewal, discount.ln_growth_per(between_renewals))
    }

    /// Draws one customer and watches them over so many renewals. The same seed draws the same customer on every
    /// platform.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] above 10⁹ renewals.
    fn simulate(&self, renewals: u64, seed: u64) -> Result<Tenure> {
        draw::tenure(&curve(self), renewals, seed)
    }
}

/// Σ S(n + k)/S(n)·e^(−rate·k) from k = 0.
fn lifetime(model: &(impl Mixture + ?Sized), after: u64, rate: f64) -> Result<f64> {
    let [alpha, beta, c] = model.mixture();
    let n = after as f64;
    let diverges = |because| Error::Diverges {
        what: "the expected time customers stay",
        because,
    };
    if rate <= 0.0 && alpha * c <= 1.0 {
        return Err(diverges(
            "some customers hardly ever leave (alpha·c is 1 or less); discount it, or give a horizon",
        ));
    }
    let sum = if rate <= 0.0 && (c - 1.0).abs() <= 0.0 {
        // The sum telescopes.
        Some(1.0 + (beta + n) / (alpha - 1.0))
    } else {
        curve(model).sum(n, rate)
    };
    sum.filter(|sum| sum.is_finite())
        .ok_or_else(|| diverges("it is beyond the largest number; discount it"))
}

fn residual(model: &(impl Mixture + ?Sized), renewal: u64, rate: f64) -> Result<f64> {
    if renewal == 0 {
        return Err(Error::out_of_range(
            "number of the next renewal",
            "at least 1",
            0.0,
        ));
    }
    let stays = math::exp(-curve(model).renewal(renewal as f64).1);
    Ok(stays * lifetime(model, renewal, rate)?)
}
