//! [`FixedLifespanClv`].

use super::Clv;
use crate::Result;
use crate::units::{DiscountRate, Horizon, Margin, Proportion};

/// Computes the lifetime value of a customer who stays for a known time: revenue, times lifespan,
/// times gross margin.
///
/// It assumes that every customer stays to the end of the lifespan and leaves then, and discounts
/// nothing. Higher is better. Use it for fixed contracts; for customers who may leave earlier use
/// [`FiniteClv`](super::FiniteClv).
///
/// # Formula
///
/// ```text
/// revenue · lifespan · gross margin
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::FixedLifespanClv;
/// use tenure::units::{Horizon, Margin, Period, Proportion};
///
/// let clv = FixedLifespanClv {
///     revenue: Margin::new(10_000.0, Period::Year)?,
///     gross_margin: Proportion::from_percent(20.0)?,
///     lifespan: Horizon::new(3.0, Period::Year)?,
/// }
/// .value()?;
/// assert_eq!(clv.to_string(), "6000.00 (horizon 3 years, not discounted)");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedLifespanClv {
    /// Holds the *revenue* per customer and period.
    pub revenue: Margin,
    /// Holds the share of revenue left after the cost of serving it.
    pub gross_margin: Proportion,
    /// Holds how long a customer stays.
    pub lifespan: Horizon,
}

saved! {
    impl{} for FixedLifespanClv as "fixed lifespan clv", 1;
    |form| { revenue, gross_margin, lifespan }
}

impl FixedLifespanClv {
    /// Returns the value over the lifespan, broken periods included.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`](crate::Error::Diverges) when the value is beyond `f64`.
    pub fn value(&self) -> Result<Clv> {
        let periods = self.lifespan.in_units_of(self.revenue.period());
        Clv::new(
            self.revenue.amount() * periods * self.gross_margin.get(),
            Some(self.lifespan),
            DiscountRate::NONE,
        )
    }
}
