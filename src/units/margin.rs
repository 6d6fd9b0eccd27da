//! [`Margin`].

use core::fmt;

use super::Period;
use crate::{Error, Result};

/// Represents money earned per customer and period: 30 a month.
///
/// Whether it is revenue or contribution margin is the caller's to know; lifetime values are only
/// worth comparing with acquisition costs when it is *margin*. Negative for a customer who costs
/// more than they bring. Converts to another period linearly: 30 a month is 360 a year.
///
/// # Examples
///
/// ```
/// use tenure::units::{Margin, Period};
///
/// let margin = Margin::new(30.0, Period::Month)?;
/// assert_eq!(margin.per(Period::Year), 360.0);
/// assert_eq!(margin.to_string(), "30.00 per month");
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    amount: f64,
    period: Period,
}

/// More money than there is, and still far enough from the end of `f64` that no conversion of
/// periods (at most a factor of 2³²·365) leaves it.
const MOST: f64 = 1e290;

impl Margin {
    /// Creates an amount per period, in any currency.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for NaN and infinities, [`Error::OutOfRange`] beyond ±1e290.
    pub const fn new(amount: f64, period: Period) -> Result<Self> {
        if amount >= -MOST && amount <= MOST {
            Ok(Self {
                amount: amount + 0.0,
                period,
            })
        } else {
            Err(Error::bad_number("margin", "from -1e290 to 1e290", amount))
        }
    }

    /// Returns the amount in the period it was stated in.
    #[must_use]
    pub const fn amount(self) -> f64 {
        self.amount
    }

    /// Returns the period it was stated in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// Converts to the amount per other period.
    #[must_use]
    pub fn per(self, period: Period) -> f64 {
        self.amount * period.in_units_of(self.period) + 0.0 // not −0
    }
}

saved! {
    impl{} for Margin as plain;
    |margin| { amount, period };
    read { Self::new(amount, period) }
}

/// With two decimals, unless the format says otherwise: "30.00 per month".
impl fmt::Display for Margin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        crate::text::padded(
            f,
            format_args!("{:.places$} per {}", self.amount, self.period),
        )
    }
}
