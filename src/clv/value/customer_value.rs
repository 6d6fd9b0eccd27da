//! [`CustomerValue`] and [`FirstPurchase`].

use super::discounting::{in_steps, within};
use crate::clv::history::{PurchaseHistory, SpendHistory};
use crate::clv::models::{GammaGamma, PurchaseModel};
use crate::clv::{Clv, Timing};
use crate::units::{DiscountRate, Horizon, Proportion};
use crate::{Error, Result, limit};

/// Computes the present value of a customer's future purchases, for businesses where customers do
/// not cancel.
///
/// It multiplies how often a customer will buy, by any
/// [`PurchaseModel`](crate::clv::models::PurchaseModel), by what they will spend, by [`GammaGamma`],
/// and by the margin, and discounts. Every method returns a [`Clv`], which compares with those of
/// the closed forms. Higher is better.
///
/// | value of | method |
/// |---|---|
/// | all future purchases of a customer | [`residual`](Self::residual) |
/// | … within a year | [`residual_within`](Self::residual_within), **the usual one** |
/// | … month by month, as other programs compute it | [`residual_in_steps`](Self::residual_in_steps) |
/// | a new customer | [`of_new`](Self::of_new), [`of_new_within`](Self::of_new_within), [`of_new_in_steps`](Self::of_new_in_steps) |
/// | each customer of a list | [`residuals`](Self::residuals) |
/// | a customer, with its interval | [`FittedCustomerValue`](crate::clv::FittedCustomerValue) |
///
/// # What the value includes
///
/// **Revenue or margin.** `margin` is the share of spend left after the cost of the goods. Set
/// [`Proportion::ONE`] when the amounts of the spend model are margins already, or for revenue.
/// Compare only margin with a cost of acquisition.
///
/// **Not the past.** It is the value of future purchases, seen from the end of the history. What a
/// customer has paid so far is [`HistoricClv`](crate::clv::HistoricClv).
///
/// **The first purchase.** Purchase models count the purchases after the first, and spend models are
/// usually fitted to these alone ([`SpendHistory`] says why). For a known customer the first
/// purchase is in the past; for a new one [`FirstPurchase`] says whether it is included.
///
/// **Time.** Histories are in days, the model has a unit, a [`Horizon`] and a [`DiscountRate`] have
/// their periods, and all are converted: *twelve months* are twelve months of any model. (Programs
/// that take months of a weekly model by a separate setting, with days as its default, look 360
/// weeks ahead when it is left out: 140.10 instead of 36.28 for the first customer of the CDNOW
/// data.)
///
/// **A month** is a twelfth of 365 days as a [`Period`](crate::units::Period). Others count 30 days,
/// 4.345 weeks or 30.4375 days, which changes a yearly value by up to 1 %: use
/// `Horizon::new(30.4375, Period::Day)` for one of these.
///
/// # Formula
///
/// ```text
/// residual           w · E[M] · ∫ e^(−δt) dC(t)                   t from 0 on (DERT)
/// residual_within    w · E[M] · (e^(−δh) C(h) + δ ∫ e^(−δt) C(t) dt)   t from 0 to h
/// residual_in_steps  w · E[M] · Σ (C(ks) − C((k−1)s))/(1+d)^k       k from 1 to n
/// ```
/// where w is the margin, E\[M\] the spend expected of the customer on a purchase, C(t) the purchases expected
/// within t, δ = ln(1+d) the continuous discount rate, h the horizon, s a step and d the rate per step.
///
/// # Examples
///
/// A customer with 2 repeat purchases, the last after 30 of 39 weeks, a mean spend of 22.35 and a
/// margin of 30 %:
///
/// ```
/// use tenure::clv::CustomerValue;
/// use tenure::clv::history::{PurchaseHistory, SpendHistory};
/// use tenure::clv::models::{GammaGamma, Nbd};
/// use tenure::units::{DiscountRate, Horizon, Period, Proportion, TimeUnit};
///
/// let value = CustomerValue {
///     purchases: &Nbd::new(0.385, 12.072, TimeUnit::WEEK)?,
///     spend: GammaGamma::new(6.25, 3.74, 15.44)?,
///     margin: Proportion::from_percent(30.0)?,
///     discount: DiscountRate::new(0.10, Period::Year)?,
/// };
/// let history = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK)?;
/// let spend = SpendHistory::of_repeats(2, 22.35)?;
/// let year = Horizon::new(1.0, Period::Year)?;
/// assert_eq!(
///     value.residual_within(&history, Some(&spend), year)?.to_string(),
///     "17.23 (horizon 1 year, discounted at 10.0% per year)"
/// );
/// // A little less when each month is discounted from its end.
/// let month = Horizon::new(1.0, Period::Month)?;
/// assert_eq!(
///     value.residual_in_steps(&history, Some(&spend), 12, month)?.to_string(),
///     "17.16 (end of period, horizon 12 months, discounted at 10.0% per year)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fader, Hardie and Lee (2005), "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal
/// of Marketing Research 42(4), equations 3 and 4.
#[must_use]
#[derive(Debug, PartialEq)]
pub struct CustomerValue<'a, P: ?Sized> {
    /// Holds the purchase model, `&dyn PurchaseModel` included.
    pub purchases: &'a P,
    /// Holds the model of spend per purchase.
    pub spend: GammaGamma,
    /// Holds the share of spend that is margin.
    pub margin: Proportion,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
}

impl<P: ?Sized> Clone for CustomerValue<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: ?Sized> Copy for CustomerValue<'_, P> {}

/// States whether the value of a new customer includes their first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FirstPurchase {
    /// Includes the first purchase, undiscounted: the value of a customer still to be acquired.
    Included,
    /// Excludes the first purchase: the value added by a customer just acquired.
    Excluded,
}

saved! { impl{} for FirstPurchase as is; }

/// The customer whose purchases are expected.
#[derive(Debug, Clone, Copy)]
enum Customer<'c> {
    Known(&'c PurchaseHistory),
    New,
}

impl<P: PurchaseModel + ?Sized> CustomerValue<'_, P> {
    /// Returns the value of all future purchases of a customer, without a horizon.
    ///
    /// Give `None` as the spend of a customer without repeat purchases or without known amounts: the
    /// expected spend of all customers is then used.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when the purchases add up to infinity (no discount, and customers who do not leave
    /// fast enough) or the mean spend is infinite (q ≤ 1), and when the value is beyond `f64`;
    /// [`Error::Exceeds`] when the mean spend covers more purchases than the customer made: then it is
    /// per order where the history counts days, or belongs to another customer.
    #[doc(alias = "DERT")]
    pub fn residual(&self, history: &PurchaseHistory, spend: Option<&SpendHistory>) -> Result<Clv> {
        let money = self.money_of(history, spend)?;
        let purchases = self
            .purchases
            .discounted_purchases(history, self.discount)?;
        Clv::new(money * purchases, None, self.discount)
    }

    /// Returns the value of a customer's purchases within a horizon, each discounted from the moment
    /// it is made.
    ///
    /// Recommended: it does not depend on a length of step, and approaches
    /// [`residual`](Self::residual) as the horizon grows.
    ///
    /// # Errors
    ///
    /// Those of [`residual`](Self::residual), but purchases within a horizon never add up to infinity.
    ///
    /// # Complexity
    ///
    /// 16 evaluations of the model as a rule, a few hundred for a horizon of many lifetimes; one without
    /// discount.
    pub fn residual_within(
        &self,
        history: &PurchaseHistory,
        spend: Option<&SpendHistory>,
        horizon: Horizon,
    ) -> Result<Clv> {
        let money = self.money_of(history, spend)?;
        let purchases = self.expected_within(Customer::Known(history), horizon);
        Clv::new(money * purchases, Some(horizon), self.discount)
    }

    /// Returns the value of a customer's purchases in `steps` periods of length `step`, each
    /// discounted from the end of its period.
    ///
    /// Other programs compute this, usually with steps of a month. Every purchase of a step is
    /// discounted by the whole step, so the value is below
    /// [`residual_within`](Self::residual_within) by about half a step's discount.
    ///
    /// # Errors
    ///
    /// Those of [`residual_within`](Self::residual_within), [`Error::OutOfRange`] for 0 steps, and
    /// [`Error::TooMany`] for more than 100,000.
    ///
    /// # Complexity
    ///
    /// One evaluation of the model a step.
    #[doc(alias = "customer_lifetime_value")]
    pub fn residual_in_steps(
        &self,
        history: &PurchaseHistory,
        spend: Option<&SpendHistory>,
        steps: u32,
        step: Horizon,
    ) -> Result<Clv> {
        let money = self.money_of(history, spend)?;
        let (purchases, horizon) = self.expected_in_steps(Customer::Known(history), steps, step)?;
        let clv = Clv::new(money * purchases, Some(horizon), self.discount)?;
        Ok(clv.paid(Timing::End))
    }

    /// Returns the value of a new customer, without a horizon.
    ///
    /// The first purchase is assumed to be like the later ones, which the models do not check.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] as [`residual`](Self::residual).
    pub fn of_new(&self, first: FirstPurchase) -> Result<Clv> {
        let money = self.money_of_new()?;
        let purchases = self.purchases.discounted_purchases_of_new(self.discount)?;
        Clv::new(money * first.with_repeats(purchases), None, self.discount)
    }

    /// Returns the value of a new customer within a horizon from their first purchase on.
    ///
    /// # Errors
    ///
    /// Those of [`residual_within`](Self::residual_within).
    pub fn of_new_within(&self, horizon: Horizon, first: FirstPurchase) -> Result<Clv> {
        let money = self.money_of_new()?;
        let purchases = self.expected_within(Customer::New, horizon);
        Clv::new(
            money * first.with_repeats(purchases),
            Some(horizon),
            self.discount,
        )
    }

    /// Returns the value of a new customer in `steps` periods of length `step`, each discounted from
    /// its end; the first purchase is not discounted.
    ///
    /// # Errors
    ///
    /// Those of [`residual_in_steps`](Self::residual_in_steps).
    pub fn of_new_in_steps(&self, steps: u32, step: Horizon, first: FirstPurchase) -> Result<Clv> {
        let money = self.money_of_new()?;
        let (purchases, horizon) = self.expected_in_steps(Customer::New, steps, step)?;
        let clv = Clv::new(
            money * first.with_repeats(purchases),
            Some(horizon),
            self.discount,
        )?;
        Ok(clv.paid(Timing::End))
    }

    /// Yields the [`residual`](Self::residual) value of each customer of a list with the customer's
    /// key, one at a time.
    ///
    /// # Errors
    ///
    /// Each item is its own result; an error carries the index of its customer, [`Error::Item`].
    ///
    /// # Examples
    ///
    /// Customers by value:
    ///
    /// ```
    /// use tenure::clv::CustomerValue;
    /// use tenure::clv::history::{PurchaseHistory, SpendHistory};
    /// use tenure::clv::models::{GammaGamma, Nbd};
    /// use tenure::units::{DiscountRate, Period, Proportion, TimeUnit};
    /// use tenure::Result;
    ///
    /// let value = CustomerValue {
    ///     purchases: &Nbd::new(0.385, 12.072, TimeUnit::WEEK)?,
    ///     spend: GammaGamma::new(6.25, 3.74, 15.44)?,
    ///     margin: Proportion::ONE,
    ///     discount: DiscountRate::new(0.10, Period::Year)?,
    /// };
    /// let history = |x, last| PurchaseHistory::new(x, last, 39.0, TimeUnit::WEEK);
    /// let customers = [
    ///     ("often", history(7, 30.0)?, Some(SpendHistory::of_repeats(7, 20.0)?)),
    ///     ("much", history(2, 30.0)?, Some(SpendHistory::of_repeats(2, 90.0)?)),
    ///     ("once", history(0, 0.0)?, None),
    /// ];
    /// let mut values = value.residuals(customers).collect::<Result<Vec<_>>>()?;
    /// values.sort_by(|(_, a), (_, b)| b.present_value().total_cmp(&a.present_value()));
    /// let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
    /// assert_eq!(names, ["much", "often", "once"]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn residuals<K, I>(&self, customers: I) -> impl Iterator<Item = Result<(K, Clv)>>
    where
        I: IntoIterator<Item = (K, PurchaseHistory, Option<SpendHistory>)>,
    {
        let value = |(index, (key, history, spend)): (usize, (K, _, Option<_>))| {
            let clv = self.residual(&history, spend.as_ref());
            clv.map(|clv| (key, clv)).map_err(|error| error.at(index))
        };
        customers.into_iter().enumerate().map(value)
    }

    /// The expected margin per purchase of a known customer.
    fn money_of(&self, history: &PurchaseHistory, spend: Option<&SpendHistory>) -> Result<f64> {
        let Some(spend) = spend else {
            return self.money_of_new();
        };
        // The first purchase included.
        let made = history.repeat_purchases().saturating_add(1);
        if spend.purchases() > made {
            return Err(Error::Exceeds {
                what: "number of purchases in the mean spend",
                value: spend.purchases() as f64,
                limit_what: "the number of purchases of the customer, with the first",
                limit: made as f64,
            });
        }
        Ok(self.margin.get() * self.spend.expected_spend(spend)?)
    }

    /// The expected margin per purchase of a new customer.
    fn money_of_new(&self) -> Result<f64> {
        Ok(self.margin.get() * self.spend.expected_spend_of_new()?)
    }

    /// C(t): the purchases expected in the next `share` of a length of time.
    fn expected(&self, customer: Customer<'_>, of: Horizon, share: f64) -> f64 {
        // A share too small for a horizon.
        let Ok(time) = Horizon::new(of.length() * share, of.period()) else {
            return 0.0;
        };
        match customer {
            Customer::Known(history) => self.purchases.expected_purchases(history, time),
            Customer::New => self.purchases.expected_purchases_of_new(time),
        }
    }

    fn expected_within(&self, customer: Customer<'_>, horizon: Horizon) -> f64 {
        let force = self.discount.ln_growth_per(horizon.period()) * horizon.length();
        within(force, &|share| self.expected(customer, horizon, share))
    }

    fn expected_in_steps(
        &self,
        customer: Customer<'_>,
        steps: u32,
        step: Horizon,
    ) -> Result<(f64, Horizon)> {
        if steps == 0 {
            return Err(Error::out_of_range("number of steps", "at least 1", 0.0));
        }
        limit::at_most("number of steps", limit::STEPS, steps)?;
        let force = self.discount.ln_growth_per(step.period()) * step.length();
        let purchases = in_steps(force, steps, &|steps| self.expected(customer, step, steps));
        let horizon = Horizon::new(step.length() * f64::from(steps), step.period())?;
        Ok((purchases, horizon))
    }
}

impl FirstPurchase {
    /// Adds the first purchase to the discounted repeat purchases, if it is included.
    fn with_repeats(self, repeats: f64) -> f64 {
        match self {
            Self::Included => 1.0 + repeats,
            Self::Excluded => repeats,
        }
    }
}
