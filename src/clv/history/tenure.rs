//! [`Tenure`].

use core::fmt;

use crate::{Error, Result};

/// Holds how many renewals a customer under contract has stayed for, and whether they have left.
///
/// At each renewal (the end of each month or year) the customer stays or cancels. Renewals are counted
/// from 1. For customers who stop buying without cancelling, see
/// [`PurchaseHistory`](super::PurchaseHistory) and [`TrialHistory`](super::TrialHistory).
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
pub struct Tenure {
    renewals: u64,
    churned: bool,
}

saved! {
    impl{} for Tenure as plain;
    |tenure| -> (tenure.renewals, tenure.churned);
    read(tenure: (u64, bool)) { Self::try_from(tenure) }
}

/// One renewal per second over thirty years.
const MOST: u64 = 1_000_000_000;

impl Tenure {
    /// Creates the tenure of a customer lost at a renewal, 1 being the first.
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

    /// Creates the tenure of a customer who has renewed this many times and was still a customer when last
    /// observed; 0 before the first renewal.
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

    /// Creates a tenure from checked figures.
    pub(crate) const fn of_checked(renewals: u64, churned: bool) -> Self {
        Self { renewals, churned }
    }

    /// Returns the renewal at which the customer left, or the last renewal they were observed to stay at.
    #[must_use]
    pub const fn renewals(&self) -> u64 {
        self.renewals
    }

    /// Returns whether the customer has left.
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

macro_rules! from_counts {
    ($($int:ty),*) => {$(
        /// Takes (renewals, churned).
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

        /// Takes (renewals, churned).
        impl TryFrom<&($int, bool)> for Tenure {
            type Error = Error;

            fn try_from(tenure: &($int, bool)) -> Result<Self> {
                Self::try_from(*tenure)
            }
        }
    )*};
}
from_counts!(u8, u16, u32, u64, usize, i32, i64);
