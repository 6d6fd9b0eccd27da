//! [`TrialHistory`].

use core::fmt;

use crate::limit::OPPORTUNITIES;
use crate::{Error, Result};

/// Holds the history of one customer who may buy at fixed opportunities: purchases (frequency), the last
/// of them (recency), and the number of opportunities.
///
/// Opportunities are counted from 1, after the first purchase: yearly fund-raising drives, monthly
/// boxes, festivals, concert seasons. At each the customer buys or not. For purchases at any time see
/// [`PurchaseHistory`](super::PurchaseHistory).
///
/// # Formula
///
/// ```text
/// (x, tₓ, n)
///
/// where x   is the number of opportunities with a purchase,
///       tₓ  the last opportunity with a purchase; 0 if x = 0,
///       n   the number of opportunities;  x ≤ tₓ ≤ n
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::history::TrialHistory;
///
/// // Donated in the first, third and fourth of six years.
/// let donor = TrialHistory::try_from_trials([true, false, true, true, false, false])?;
/// assert_eq!(donor, TrialHistory::new(3, 4, 6)?);
/// assert_eq!(donor.to_string(), "3 purchases at 6 opportunities, the last at 4");
///
/// assert_eq!(
///     TrialHistory::new(3, 7, 6).unwrap_err().to_string(),
///     "opportunity of the last purchase (7) cannot exceed opportunities seen (6)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialHistory {
    purchases: u32,
    last: u32,
    opportunities: u32,
}

saved! {
    impl{} for TrialHistory as plain;
    |history| -> (history.purchases, history.last, history.opportunities);
    read(history: (u64, u64, u64)) { Self::try_from(history) }
}

impl TrialHistory {
    /// Creates a history of x purchases, the last at opportunity `last` (tₓ), in n opportunities.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0 opportunities and above a million of them (use a model in continuous
    /// time), for a last purchase above 0 without purchases, and for one at 0 with purchases;
    /// [`Error::Exceeds`] for a last purchase after the end, and for more purchases than opportunities up
    /// to the last one.
    pub fn new(purchases: u64, last: u64, opportunities: u64) -> Result<Self> {
        let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        if !(1..=OPPORTUNITIES).contains(&opportunities) {
            return Err(Error::out_of_range(
                "number of opportunities",
                "from 1 to 1000000",
                opportunities as f64,
            ));
        }
        if last > opportunities {
            return Err(Error::Exceeds {
                what: "opportunity of the last purchase",
                value: last as f64,
                limit_what: "opportunities seen",
                limit: opportunities as f64,
            });
        }
        if (purchases == 0) != (last == 0) {
            let expected = match purchases {
                0 => "0 for a customer without purchases",
                _ => "at least 1 for a customer with purchases",
            };
            return Err(Error::out_of_range(
                "opportunity of the last purchase",
                expected,
                last as f64,
            ));
        }
        if purchases > last {
            return Err(Error::Exceeds {
                what: "number of purchases",
                value: purchases as f64,
                limit_what: "opportunities up to the last purchase",
                limit: last as f64,
            });
        }
        // All are at most a million.
        Ok(Self {
            purchases: narrow(purchases),
            last: narrow(last),
            opportunities: narrow(opportunities),
        })
    }

    /// Creates a history from one `bool` per opportunity, `true` for a purchase.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0 opportunities and above a million of them.
    pub fn try_from_trials(bought: impl IntoIterator<Item = bool>) -> Result<Self> {
        let (mut purchases, mut last, mut opportunities) = (0_u64, 0, 0_u64);
        for bought in bought {
            opportunities = opportunities.saturating_add(1);
            if opportunities > OPPORTUNITIES {
                break;
            }
            if bought {
                purchases = purchases.saturating_add(1);
                last = opportunities;
            }
        }
        Self::new(purchases, last, opportunities)
    }

    /// Returns the number of opportunities with a purchase (x).
    #[doc(alias = "frequency")]
    #[must_use]
    pub const fn purchases(&self) -> u64 {
        self.purchases as u64
    }

    /// Returns the last opportunity with a purchase, counted from 1 (tₓ); 0 without purchases.
    #[doc(alias = "recency")]
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.last as u64
    }

    /// Returns the number of opportunities (n).
    #[must_use]
    pub const fn opportunities(&self) -> u64 {
        self.opportunities as u64
    }

    /// Returns x, tₓ and n as numbers.
    pub(crate) fn numbers(&self) -> (f64, f64, f64) {
        (
            f64::from(self.purchases),
            f64::from(self.last),
            f64::from(self.opportunities),
        )
    }
}

impl fmt::Display for TrialHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural =
            |n: u32, one: &'static str, many: &'static str| if n == 1 { one } else { many };
        let (x, last, n) = (self.purchases, self.last, self.opportunities);
        let opportunities = plural(n, "opportunity", "opportunities");
        let text = match x {
            0 => format!("no purchase at {n} {opportunities}"),
            1 => format!("1 purchase at {n} {opportunities}, at {last}"),
            _ => format!("{x} purchases at {n} {opportunities}, the last at {last}"),
        };
        crate::text::padded(f, text)
    }
}

macro_rules! from_counts {
    ($($int:ty),*) => {$(
        /// Takes (x, tₓ, n).
        impl TryFrom<($int, $int, $int)> for TrialHistory {
            type Error = Error;

            fn try_from((purchases, last, opportunities): ($int, $int, $int)) -> Result<Self> {
                Self::new(
                    u64::try_from(purchases)?,
                    u64::try_from(last)?,
                    u64::try_from(opportunities)?,
                )
            }
        }

        /// Takes (x, tₓ, n).
        impl TryFrom<&($int, $int, $int)> for TrialHistory {
            type Error = Error;

            fn try_from(counts: &($int, $int, $int)) -> Result<Self> {
                Self::try_from(*counts)
            }
        }
    )*};
}
from_counts!(u8, u16, u32, u64, usize, i32, i64);
