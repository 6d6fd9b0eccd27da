//! [`OrdersClv`] and [`NextPeriodValue`].

use super::Clv;
use super::clv::within_f64;
use crate::Result;
use crate::units::{Churn, DiscountRate, Finite, Frequency, Horizon};

/// Computes the lifetime value of the shop handbooks: average order value, times purchase frequency,
/// times lifespan.
///
/// It is in the currency unit of the order value; higher is better. It is *revenue* unless the order
/// value is a margin, it does not discount, and it takes the lifespan as given (an expected lifespan
/// is 1/churn). Frequency and lifespan each carry their period, because multiplying years by monthly
/// orders is the usual mistake. The handbooks' formula subtracts the acquisition cost at once; here
/// [`Clv::net_of`] does, so that the value compares with those of the other forms.
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
/// taken from prints 2800, which is an arithmetic error):
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
/// assert_eq!(clv.to_string(), "3600.00 (horizon 3 years, not discounted)");
/// assert_eq!(clv.net_of(Finite::new(200.0)?)?, 3400.0);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrdersClv {
    /// Holds the average order value; use its margin if the result is to be compared with costs.
    pub order_value: Finite,
    /// Holds how often a customer orders.
    pub frequency: Frequency,
    /// Holds how long a customer stays.
    pub lifespan: Horizon,
}

saved! {
    impl{} for OrdersClv as "orders clv", 1;
    |form| { order_value, frequency, lifespan }
}

impl OrdersClv {
    /// Returns the value over the lifespan, before acquisition cost.
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

/// Computes the expected value of a customer in the *next* period: average order value, times
/// purchase frequency, times retention.
///
/// Higher is better. Some sources print it as a lifetime value; it covers one period only. For a
/// lifetime see [`SteadyClv`](super::SteadyClv).
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
pub struct NextPeriodValue {
    /// Holds the average order value.
    pub order_value: Finite,
    /// Holds how often a customer orders; its period is the one the value is for.
    pub frequency: Frequency,
    /// Holds the share of customers who leave.
    pub churn: Churn,
}

saved! {
    impl{} for NextPeriodValue as "next period value", 1;
    |form| { order_value, frequency, churn }
}

impl NextPeriodValue {
    /// Returns the expected value of the next period, the period being that of the frequency.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when the value is beyond `f64`.
    pub fn value(&self) -> Result<f64> {
        let retention = self.churn.retention_per(self.frequency.period()).get();
        within_f64(self.order_value.get() * self.frequency.times() * retention)
    }
}
