//! [`OrdersClv`] and [`NextPeriodValue`].

use super::value::{cost, within_f64};
use super::{Clv, Frequency, Span};
use crate::Result;
use crate::units::{Churn, DiscountRate, Finite};

/// The lifetime value of the shop handbooks: average order, times orders per period, times lifespan,
/// less what winning the customer cost.
///
/// In the money of the order value; more is better, below 0 the customer never pays for themselves.
/// It is on *revenue* unless the order value is a margin, it does not discount, and it takes the
/// lifespan as given (an expected lifespan is 1/churn). Frequency and lifespan each carry their
/// period, because years times monthly orders is the slip this form is known for.
///
/// # Formula
///
/// ```text
/// AOV · frequency · lifespan − CAC
/// ```
/// where AOV is the average order value, and frequency and lifespan are per and in the same period.
///
/// # Examples
///
/// One order of 100 a month for three years, after 200 of acquisition cost (a source this form was
/// taken from prints 2800, which is an error of arithmetic):
///
/// ```
/// use tenure::clv::{Frequency, OrdersClv, Span};
/// use tenure::units::{Finite, Period};
///
/// let clv = OrdersClv {
///     order_value: Finite::new(100.0)?,
///     frequency: Frequency::new(1.0, Period::Month)?,
///     lifespan: Span::new(3.0, Period::Year)?,
///     acquisition_cost: Finite::new(200.0)?,
/// }
/// .value()?;
/// assert_eq!(clv.present_value(), 3400.0);
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
    pub lifespan: Span,
    /// What winning them cost, at least 0.
    pub acquisition_cost: Finite,
}

impl OrdersClv {
    /// The value, already net of the acquisition cost.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a negative acquisition cost,
    /// [`Error::Diverges`](crate::Error::Diverges) when the value is beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        let orders = self.frequency.times() * self.lifespan.in_units_of(self.frequency.period());
        let gross = self.order_value.get() * orders;
        Clv::new(
            gross - cost(self.acquisition_cost)?,
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
/// use tenure::clv::{Frequency, NextPeriodValue};
/// use tenure::units::{Churn, Finite, Period, Proportion};
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
