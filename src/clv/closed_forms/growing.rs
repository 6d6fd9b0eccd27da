//! [`GrowingClv`] and [`FirstMargin`].

use super::series::Series;
use super::{Clv, Timing};
use crate::Result;
use crate::units::{Churn, DiscountRate, Growth, Horizon, Margin};

/// Chooses the margin of the first payment: the stated one, or the one after a period of growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FirstMargin {
    /// Takes the stated margin as the first payment; growth starts after it (Gupta and Lehmann).
    AsStated,
    /// Takes the stated margin as today's; it has grown once when the first payment is made.
    GrownOnce,
}

saved! { impl{} for FirstMargin as is; }

/// Computes the lifetime value of a customer whose margin grows while they stay.
///
/// It is [`SteadyClv`](super::SteadyClv) with a margin that grows at a constant rate. Higher is
/// better. Two conventions for the first payment are in use and differ by a period of growth:
/// [`FirstMargin`] says which. When the margin grows at least as fast as churn and discounting
/// reduce it there is no finite value; [`value_within`](Self::value_within) has one for any growth.
///
/// # Formula
///
/// ```text
/// Start             m(1+d) / (1+d−r(1+g))
/// End               m·r / (1+d−r(1+g))
/// EndFirstCertain   m / (1+d−r(1+g))
/// GrownOnce         each times (1+g)
/// ```
/// where m is the margin, r the retention, d the discount rate and g the growth, all per period of
/// the margin.
///
/// # Examples
///
/// ```
/// use tenure::clv::{FirstMargin, GrowingClv, Timing};
/// use tenure::units::{Churn, DiscountRate, Growth, Margin, Period, Proportion};
///
/// let mut customer = GrowingClv {
///     margin: Margin::new(100.0, Period::Year)?,
///     churn: Churn::new(Proportion::from_percent(20.0)?, Period::Year),
///     discount: DiscountRate::new(0.10, Period::Year)?,
///     growth: Growth::new(0.05, Period::Year)?,
///     timing: Timing::End,
///     first: FirstMargin::AsStated,
/// };
/// assert_eq!(format!("{:.2}", customer.value()?.present_value()), "307.69");
/// customer.first = FirstMargin::GrownOnce;
/// assert_eq!(format!("{:.2}", customer.value()?.present_value()), "323.08");
///
/// customer.growth = Growth::new(0.40, Period::Year)?;
/// assert_eq!(
///     customer.value().unwrap_err().to_string(),
///     "lifetime value has no finite value: what customers bring grows at least as fast as \
///      they leave and money loses value; give a horizon"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Gupta and Lehmann (2005), "Managing Customers as Investments", chapter 2.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrowingClv {
    /// Holds the margin a customer brings per payment period.
    pub margin: Margin,
    /// Holds the share of customers who leave.
    pub churn: Churn,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
    /// Holds the growth rate of the margin.
    pub growth: Growth,
    /// States when in each period payments are made.
    pub timing: Timing,
    /// States which margin the first payment brings.
    pub first: FirstMargin,
}

saved! {
    impl{} for GrowingClv as "growing clv", 1;
    |form| { margin, churn, discount, growth, timing, first }
}

impl GrowingClv {
    /// Returns the lifetime value without a horizon.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when r(1+g) ≥ 1+d, and when the value is beyond
    /// `f64`; [`Error::NotFinite`](crate::Error::NotFinite) when the discount rate or the growth is,
    /// per period of the margin.
    pub fn value(&self) -> Result<Clv> {
        let value = self.series()?.forever(self.first_payment()?, self.timing)?;
        Ok(Clv::new(value, None, self.discount)?.paid(self.timing))
    }

    /// Returns the value of the payments within a horizon, whole payment periods only.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) when the horizon is shorter than one payment
    /// period, otherwise those of [`value`](Self::value); it diverges only beyond `f64`.
    pub fn value_within(&self, horizon: Horizon) -> Result<Clv> {
        let n = horizon.payments(self.margin.period())?;
        let value = self.series()?.first(n, self.first_payment()?, self.timing);
        Ok(Clv::new(value, Some(horizon), self.discount)?.paid(self.timing))
    }

    fn first_payment(&self) -> Result<f64> {
        let margin = self.margin.amount();
        match self.first {
            FirstMargin::AsStated => Ok(margin),
            FirstMargin::GrownOnce => {
                super::clv::within_f64(margin * (1.0 + self.growth.per(self.margin.period())?))
            }
        }
    }

    fn series(&self) -> Result<Series> {
        Series::new(self.churn, self.discount, self.growth, self.margin.period())
    }
}
