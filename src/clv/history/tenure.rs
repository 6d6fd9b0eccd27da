//! [`Tenure`].

use core::fmt;

use crate::{Error, Result};

/// How long one customer under contract has stayed, counted in renewals, and whether they have left.
///
/// Somebody who leaves says so: at each renewal (the end of each month, of each year) they stay or go. The
/// first renewal is 1. For customers who just stop buying, see [`PurchaseHistory`](super::PurchaseHistory) and
/// [`TrialHistory`](super::TrialHistory).
///
/// # Examples
///
/// ```
/// use tenure::clv::history::Tenure;
///
/// assert_eq!(Tenure::lost_at(3)?.to_string(), "left at renewal 3");
/// assert_eq!(Tenure::censored_after(3)?.to_string(), "still there after 3 renewals");
/// assert_eq!(Tenure::try_from((3, true))?, Tenure::lost_at(3)?);
/// assert_eq!(
///     Tenure::lost_at(0).unwrap_err().to_string(),
///     "renewal at which the customer left must be from 1 to 1e9, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "(u64, bool)", into = "(u64, bool)")
)]
pub struct Tenure {
    renewals: u64,
    churned: bool,
}

/// Enough for a renewal a second over thirty years.
const MOST: u64 = 1_000_000_000;

impl Tenure {
    /// A customer who did not renew for the `renewal`-th time; 1 is the first chance to leave.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0, and above 10⁹.
    pub const fn lost_at(renewal: u64) -> Result<Self> {
        if renewal == 0 || renewal > MOST {
            return Err(Error::out_of_range(
                "renewal at which the customer left",
                "from 1 to 1e9",
                renewal as f64,
            ));
        }
        Ok(Self {
            renewals: renewal,
            churned: true,
        })
    }

    /// A customer who has renewed so often and is still there; 0 for one whose first renewal is to come.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] above 10⁹.
    pub const fn censored_after(renewals: u64) -> Result<Self> {
        if renewals > MOST {
            return Err(Error::out_of_range(
                "number of renewals",
                "at most 1e9",
                renewals as f64,
            ));
        }
        Ok(Self {
            renewals,
            churned: false,
        })
    }

    /// For figures that were checked before.
    pub(crate) const fn of_checked(renewals: u64, churned: bool) -> Self {
        Self { renewals, churned }
    }

    /// The renewal at which they left, or the last they were seen to stay at.
    #[must_use]
    pub const fn renewals(&self) -> u64 {
        self.renewals
    }

    /// Whether they have left.
    #[must_use]
    pub const fn churned(&self) -> bool {
        self.churned
    }
}

impl fmt::Display for Tenure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.renewals;
        let text = match (self.churned, n) {
            (true, _) => format!("left at renewal {n}"),
            (false, 0) => "before the first renewal".to_string(),
            (false, 1) => "still there after 1 renewal".to_string(),
            (false, _) => format!("still there after {n} renewals"),
        };
        crate::text::padded(f, text)
    }
}

impl From<Tenure> for (u64, bool) {
    fn from(tenure: Tenure) -> Self {
        (tenure.renewals, tenure.churned)
    }
}

macro_rules! from_counts {
    ($($int:ty),*) => {$(
        /// (renewals, churned)
        impl TryFrom<($int, bool)> for Tenure {
            type Error = Error;

            fn try_from((renewals, churned): ($int, bool)) -> Result<Self> {
                let renewals = u64::try_from(renewals)?;
                if churned {
                    Self::lost_at(renewals)
                } else {
                    Self::censored_after(renewals)
                }
            }
        }

        /// (renewals, churned)
        impl TryFrom<&($int, bool)> for Tenure {
            type Error = Error;

            fn try_from(tenure: &($int, bool)) -> Result<Self> {
                Self::try_from(*tenure)
            }
        }
    )*};
}
from_counts!(u8, u16, u32, u64, usize, i32, i64);
