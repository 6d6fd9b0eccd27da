//! [`TrialHistory`].

use core::fmt;

use crate::{Error, Result};

/// What a model needs to know of one customer who could have bought at set occasions: how often they did, when
/// last, and how many occasions there were.
///
/// Occasions are counted from 1, after the one that made them a customer: yearly fund-raising drives, monthly
/// boxes, festivals, concert seasons. At each they buy or not. For purchases at any time see
/// [`PurchaseHistory`](super::PurchaseHistory).
///
/// # Formula
///
/// ```text
/// (x, tₓ, n)
///
/// where x   is at how many occasions they bought,
///       tₓ  the number of the last of these; 0 if there was none,
///       n   how many occasions there were;  x ≤ tₓ ≤ n
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::history::TrialHistory;
///
/// // Gave in the first, third and fourth of six years.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "[u64; 3]", into = "[u64; 3]"))]
pub struct TrialHistory {
    purchases: u32,
    last: u32,
    opportunities: u32,
}

/// More occasions than a likelihood should be summed over.
const MOST: u64 = 1_000_000;

impl TrialHistory {
    /// x purchases, the last at opportunity `last` (tₓ), of n opportunities.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] without any opportunity, above a million of them (use a model in continuous time),
    /// for a last purchase though there were none, and for none at 1 or later though there were purchases;
    /// [`Error::Exceeds`] for a last purchase after the end, and for more purchases than opportunities to the last
    /// of them.
    pub fn new(purchases: u64, last: u64, opportunities: u64) -> Result<Self> {
        let narrow = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        if !(1..=MOST).contains(&opportunities) {
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

    /// From what was bought (`true`) at one opportunity after the other.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] without any, and above a million of them.
    pub fn try_from_trials(bought: impl IntoIterator<Item = bool>) -> Result<Self> {
        let (mut purchases, mut last, mut opportunities) = (0_u64, 0, 0_u64);
        for bought in bought {
            opportunities = opportunities.saturating_add(1);
            if opportunities > MOST {
                break;
            }
            if bought {
                purchases = purchases.saturating_add(1);
                last = opportunities;
            }
        }
        Self::new(purchases, last, opportunities)
    }

    /// x: at how many opportunities they bought.
    #[doc(alias = "frequency")]
    #[must_use]
    pub const fn purchases(&self) -> u64 {
        self.purchases as u64
    }

    /// tₓ: which opportunity was the last they bought at, counted from 1; 0 if they did at none.
    #[doc(alias = "recency")]
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.last as u64
    }

    /// n: how many opportunities there were.
    #[must_use]
    pub const fn opportunities(&self) -> u64 {
        self.opportunities as u64
    }

    /// x, tₓ and n as numbers.
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

impl TryFrom<[u64; 3]> for TrialHistory {
    type Error = Error;

    fn try_from([purchases, last, opportunities]: [u64; 3]) -> Result<Self> {
        Self::new(purchases, last, opportunities)
    }
}

impl From<TrialHistory> for [u64; 3] {
    fn from(history: TrialHistory) -> Self {
        [history.purchases, history.last, history.opportunities].map(u64::from)
    }
}

macro_rules! from_counts {
    ($($int:ty),*) => {$(
        /// (x, tₓ, n)
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

        /// (x, tₓ, n)
        impl TryFrom<&($int, $int, $int)> for TrialHistory {
            type Error = Error;

            fn try_from(counts: &($int, $int, $int)) -> Result<Self> {
                Self::try_from(*counts)
            }
        }
    )*};
}
from_counts!(u8, u16, u32, u64, usize, i32, i64);
