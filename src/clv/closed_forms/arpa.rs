//! [`ArpaClv`].

use super::{Clv, SteadyClv, Timing};
use crate::Result;
use crate::units::{Churn, DiscountRate, Horizon, Margin, Proportion};

/// Computes the lifetime value of the SaaS handbooks: average revenue per account, times gross
/// margin, divided by churn.
///
/// It is what a customer brings over an expected lifetime of 1/churn periods, paid in advance and
/// not discounted; higher is better. It is easy to explain and easy to misread: it grows without
/// bound as churn nears 0 (a churn of 0 is an error), it counts money of the far future at full
/// price, and without the gross margin it is revenue, not value.
/// [`value_within`](Self::value_within) caps it at a horizon; [`SteadyClv`] discounts.
///
/// # Formula
///
/// ```text
/// ARPA · gross margin / churn
/// ```
/// where ARPA and churn are per the same period: churn converts to the period of the ARPA.
///
/// # Examples
///
/// ```
/// use tenure::clv::ArpaClv;
/// use tenure::units::{Churn, Horizon, Margin, Period, Proportion};
///
/// let account = ArpaClv {
///     arpa: Margin::new(500.0, Period::Month)?,
///     gross_margin: Proportion::from_percent(80.0)?,
///     churn: Churn::new(Proportion::from_percent(5.0)?, Period::Month),
/// };
/// assert_eq!(account.value()?.present_value(), 8000.0);
///
/// let five_years = account.value_within(Horizon::new(5.0, Period::Year)?)?;
/// assert_eq!(format!("{:.0}", five_years.present_value()), "7631");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Cohen, "The Mistake of 1/c in LTV", on why to cap it.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArpaClv {
    /// Holds the average *revenue* per account.
    pub arpa: Margin,
    /// Holds the share of revenue left after the cost of serving it.
    pub gross_margin: Proportion,
    /// Holds the share of accounts that leave.
    pub churn: Churn,
}

saved! {
    impl{} for ArpaClv as "arpa clv", 1;
    |form| { arpa, gross_margin, churn }
}

impl ArpaClv {
    /// Returns the lifetime value without a horizon.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when the churn is 0, and when the value is
    /// beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        self.steady()?.value()
    }

    /// Returns the value of the payments within a horizon, whole payment periods only.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) when the horizon is shorter than one period
    /// of the ARPA.
    pub fn value_within(&self, horizon: Horizon) -> Result<Clv> {
        self.steady()?.value_within(horizon)
    }

    fn steady(&self) -> Result<SteadyClv> {
        let margin = self.arpa.amount() * self.gross_margin.get();
        Ok(SteadyClv {
            margin: Margin::new(margin, self.arpa.period())?,
            churn: self.churn,
            discount: DiscountRate::NONE,
            timing: Timing::Start,
        })
    }
}
