//! [`OrdersClv`] and [`NextPeriodValue`].

use super::Clv;
use super::clv::within_f64;
use crate::Result;
use crate::units::{Churn, DiscountRate, Finite, Frequency, Horizon};

/// The lifetime value of the shop handbooks: average order, times orders per period, times lifespan;
/// less what winning the customer cost, when asked.
///
/// In the money of the order value; more is better. It is on *revenue* unless the order value is a
/// margin, it does not discount, and it takes the lifespan as given (an expected lifespan is 1/churn).
/// Frequency and lifespan each carry their period, because years times monthly orders is the slip
/// this form is known for. The handbooks' formula takes the acquisition cost off at once;
/// [`Clv::net_of`] does, so that this value compares with those of the other forms.
///
/// # Formula
///
/// ```text
/// value         AOV · frequency · lifespan
/// net of cost   AOV · frequency · lifespan − CAC
/// ```
/// where AOV is the average order value, and frequency and lifespan are per and in the same period.
///
/// # Examples
///
/// One order of 100 a month for three years, after 200 of acquisition cost (a source this form was
/// taken from prints 2800, which is an error of arithmetic):
///
/// ```
/// use tenure::clv::OrdersClv;
/// use tenure::units::{Finite, Frequency, Horizon, Period};
///
/// let clv = OrdersClv {
///     order_value: Finite::new(100.0)?,
///     frequency: Frequency::new(1.0, Period::Month)?,
///     lifespan: Horizon::new(3.0, Period::Year)?,
/// }
/// .value()?;
/// assert_eq!(clv.to_string(), "3600.00 (horizon 3 × year, not discounted)");
/// assert_eq!(clv.net_of(Finite::new(200.0)?)?, 3400.0);
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "AOV")]
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OrdersClv {
    /// What an order brings on average; its margin, if the value is to be compared with costs.
    pub order_value: Finite,
    /// How often a customer orders.
    pub frequency: Frequency,
    /// How long they stay.
    pub lifespan: Horizon,
}

impl OrdersClv {
    /// The value over the lifespan, before acquisition cost.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when the value is beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        let orders = self.frequency.times() * self.lifespan.in_units_of(self.frequency.period());
        Clv::new(
            self.order_value.get() * orders,
            Some(self.lifespan),
            DiscountRate::NONE,
        )
    }
}

/// What will a customer of today bring in the *next* period?
///
/// Average order, times orders per period, times the share that stays. It is printed as a lifetime
/// value in places; it is the expected value of one period, and is called so here. For a lifetime
/// see [`SteadyClv`](super::SteadyClv).
///
/// # Formula
///
/// ```text
/// AOV · frequency · retention
/// ```
/// where retention is per the period of the frequency: churn converts to it.
///
/// # Examples
///
/// ```
/// use tenure::clv::NextPeriodValue;
/// use tenure::units::{Churn, Finite, Frequency, Period, Proportion};
///
/// let next = NextPeriodValue {
///     order_value: Finite::new(100.0)?,
///     frequency: Frequency::new(2.0, Period::Month)?,
///     churn: Churn::new(Proportion::from_percent(25.0)?, Period::Month),
/// };
/// assert_eq!(next.value()?, 150.0);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NextPeriodValue {
    /// What an order brings on average.
    pub order_value: Finite,
    /// How often a customer orders; its period is the one the value is for.
    pub frequency: Frequency,
    /// The share that leaves.
    pub churn: Churn,
}

impl NextPeriodValue {
    /// The expected value of the next period of the frequency.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when the value is beyond `f64`.
    pub fn value(&self) -> Result<f64> {
        let retention = self.churn.retention_per(self.frequency.period()).get();
        within_f64(self.order_value.get() * self.frequency.times() * retention)
    }
}
