//! [`LifecycleRules`] and [`LifecycleStage`].

use core::fmt;

use crate::units::Finite;
use crate::{Error, Result};

/// Names the stage of a customer's lifecycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum LifecycleStage {
    /// Has not bought yet.
    Potential,
    /// Bought, not long ago.
    New,
    /// With us for long.
    LongTerm,
    /// With us for long, and buying often.
    Loyal,
}

saved! { impl{} for LifecycleStage as is; }

/// Says from when on a customer is long-term, and from when on loyal.
///
/// The rules are values, because no two businesses agree on them: a year is long for a shop and
/// short for an insurer. Somebody who has not bought is a potential customer; one who buys often from
/// the start is new until they have also stayed.
///
/// # Formula
///
/// ```text
/// potential   no purchase
/// loyal       customer for at least `loyal_from_days`, with at least `loyal_from_purchases`
/// long-term   otherwise, customer for at least `long_term_from_days`
/// new         otherwise
/// ```
///
/// # Examples
///
/// ```
/// use tenure::segment::{LifecycleRules, LifecycleStage};
/// use tenure::units::Finite;
///
/// let rules = LifecycleRules::yearly();
/// assert_eq!(rules.stage(Finite::from(0), 0)?, LifecycleStage::Potential);
/// assert_eq!(rules.stage(Finite::from(30), 2)?, LifecycleStage::New);
/// assert_eq!(rules.stage(Finite::from(400), 2)?, LifecycleStage::LongTerm);
/// assert_eq!(rules.stage(Finite::from(400), 9)?, LifecycleStage::Loyal);
///
/// // A coffee bar sees it differently.
/// let rules = LifecycleRules {
///     long_term_from_days: Finite::from(60),
///     loyal_from_days: Finite::from(60),
///     loyal_from_purchases: 20,
/// };
/// assert_eq!(rules.stage(Finite::from(90), 25)?, LifecycleStage::Loyal);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifecycleRules {
    /// Days since the first purchase from which a customer is long-term.
    pub long_term_from_days: Finite,
    /// Days since the first purchase from which a customer may be loyal.
    pub loyal_from_days: Finite,
    /// Purchases from which a customer may be loyal.
    pub loyal_from_purchases: u32,
}

saved! {
    impl{} for LifecycleRules as "lifecycle rules", 1;
    |rules| { long_term_from_days, loyal_from_days, loyal_from_purchases }
}

impl LifecycleRules {
    /// Creates rules to start from: long-term after a year, loyal after a year with at least five
    /// purchases.
    pub fn yearly() -> Self {
        Self {
            long_term_from_days: Finite::from(365_u16),
            loyal_from_days: Finite::from(365_u16),
            loyal_from_purchases: 5,
        }
    }

    /// Returns the stage of a customer by the days since their first purchase and the number of
    /// purchases. Without a purchase the days do not matter.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for days below 0 of somebody who bought: a first purchase in the
    /// future.
    pub fn stage(&self, days_since_first: Finite, purchases: u32) -> Result<LifecycleStage> {
        if purchases == 0 {
            return Ok(LifecycleStage::Potential);
        }
        let days = days_since_first.get();
        if days < 0.0 {
            return Err(Error::out_of_range(
                "days since the first purchase",
                "at least 0",
                days,
            ));
        }
        let loyal = days >= self.loyal_from_days.get() && purchases >= self.loyal_from_purchases;
        Ok(if loyal {
            LifecycleStage::Loyal
        } else if days >= self.long_term_from_days.get() {
            LifecycleStage::LongTerm
        } else {
            LifecycleStage::New
        })
    }
}

impl fmt::Display for LifecycleStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Potential => "potential",
            Self::New => "new",
            Self::LongTerm => "long-term",
            Self::Loyal => "loyal",
        })
    }
}
