//! [`SteadyClv`].

use super::series::Series;
use super::{Clv, Timing};
use crate::Result;
use crate::units::{Churn, DiscountRate, Growth, Horizon, Margin};

/// Computes the lifetime value of a customer who brings the same margin every period and leaves with
/// a constant probability.
///
/// It is the present value of all margins to come, in the currency unit of the margin; higher is
/// better. Payments are made once per period *of the margin*: 30 a month is paid monthly, 360 a year
/// yearly, which is not the same when customers leave in between. Churn and discount rate may be
/// stated per any period and are converted.
///
/// A constant churn understates the value of customers who have stayed for long, and overstates the
/// first year of a mixed group: if you have a retention curve, use [`CurveClv`](super::CurveClv).
/// With a churn near 0 most of the value lies decades ahead: cap it with
/// [`value_within`](Self::value_within).
///
/// # Formula
///
/// ```text
/// Start             m(1+d) / (1+d−r)
/// End               m·r / (1+d−r)
/// EndFirstCertain   m / (1+d−r)
/// ```
/// where m is the margin, r = 1 − churn the retention and d the discount rate, all per period of
/// the margin. Computed as m/(d + c), which loses nothing when both are small.
///
/// # Examples
///
/// Periods that differ, the usual mistake of spreadsheets:
///
/// ```
/// use tenure::clv::{SteadyClv, Timing};
/// use tenure::units::{Churn, DiscountRate, Horizon, Margin, Period, Proportion};
///
/// let customer = SteadyClv {
///     margin: Margin::new(30.0, Period::Month)?,
///     churn: Churn::new(Proportion::from_percent(3.0)?, Period::Month),
///     discount: DiscountRate::new(0.10, Period::Year)?,
///     timing: Timing::End,
/// };
/// assert_eq!(format!("{:.2}", customer.value()?.present_value()), "766.31");
///
/// // Capped at three years.
/// let capped = customer.value_within(Horizon::new(3.0, Period::Year)?)?;
/// assert_eq!(
///     capped.to_string(),
///     "574.00 (end of period, horizon 3 years, discounted at 10.0% per year)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Gupta and Lehmann (2003), "Customers as Assets", Journal of Interactive Marketing 17(1);
/// Gupta et al. (2006), "Modeling Customer Lifetime Value", Journal of Service Research 9(2).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteadyClv {
    /// Holds the margin a customer brings per payment period.
    pub margin: Margin,
    /// Holds the share of customers who leave.
    pub churn: Churn,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
    /// States when in each period payments are made.
    pub timing: Timing,
}

saved! {
    impl{} for SteadyClv as "steady clv", 1;
    |form| { margin, churn, discount, timing }
}

impl SteadyClv {
    /// Returns the lifetime value without a horizon.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when churn and discount rate are both 0, and
    /// when the value is beyond `f64`; [`Error::NotFinite`](crate::Error::NotFinite) when the
    /// discount rate is, per period of the margin.
    pub fn value(&self) -> Result<Clv> {
        let value = self.series()?.forever(self.margin.amount(), self.timing)?;
        Ok(Clv::new(value, None, self.discount)?.paid(self.timing))
    }

    /// Returns the value of the payments within a horizon, whole payment periods only.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) when the horizon is shorter than one payment
    /// period; [`Error::NotFinite`](crate::Error::NotFinite) as [`value`](Self::value). It never
    /// diverges.
    pub fn value_within(&self, horizon: Horizon) -> Result<Clv> {
        let n = horizon.payments(self.margin.period())?;
        let value = self.series()?.first(n, self.margin.amount(), self.timing);
        Ok(Clv::new(value, Some(horizon), self.discount)?.paid(self.timing))
    }

    /// Returns the margin multiple: the value divided by the margin of one period, r/(1+d−r) for
    /// payments at the end.
    ///
    /// # Errors
    ///
    /// Those of [`value`](Self::value).
    pub fn margin_multiple(&self) -> Result<f64> {
        super::clv::within_f64(self.series()?.forever(1.0, self.timing)?)
    }

    fn series(&self) -> Result<Series> {
        Series::new(
            self.churn,
            self.discount,
            Growth::NONE,
            self.margin.period(),
        )
    }
}
