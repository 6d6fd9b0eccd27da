//! [`ValueTiers`] and [`ValueTier`].

use core::fmt;

use super::quantile_scale::{collect, nobody, sort};
use crate::units::{Finite, Proportion};
use crate::{Error, Result};

/// Names how much a customer is worth: low, normal or high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ValueTier {
    /// Below the rest.
    Low,
    /// The rest.
    Normal,
    /// Above the rest.
    High,
}

saved! { impl{} for ValueTier as is; }

/// Sorts customers into high, normal and low value.
///
/// By amounts you choose, or by quantiles of your customer base: the top fifth, the bottom fifth, the
/// rest. Feed it whatever value is to count: a lifetime value, a margin, past spend. Customers with
/// the same value are always in the same tier; where many tie at a cut they fall to the normal tier,
/// so the outer tiers hold at most the share asked for. Quantile tiers always find somebody to be
/// low, even among customers who are all good: amounts do not.
///
/// # Formula
///
/// ```text
/// high     x > normal's upper end     at least (1 − top) of all customers are worth less
/// low      x < normal's lower end     at least (1 − bottom) of all customers are worth more
/// normal   otherwise, both ends included
/// ```
///
/// # Examples
///
/// ```
/// use tenure::segment::{GroupCounts, ValueTier, ValueTiers};
/// use tenure::units::{Finite, Proportion};
///
/// let values = [5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 5000.0];
/// let fifth = Proportion::from_percent(20.0)?;
/// let tiers = ValueTiers::by_quantiles(values, fifth, fifth)?;
/// assert_eq!(tiers.tier(Finite::new(5000.0)?), ValueTier::High);
///
/// let counts: GroupCounts<ValueTier> =
///     values.iter().map(|v| Ok(tiers.tier(Finite::new(*v)?))).collect::<tenure::Result<_>>()?;
/// assert_eq!(counts.to_string(), "low 2 (20.0%), normal 6 (60.0%), high 2 (20.0%)");
///
/// // By amounts: normal from 20 to 500.
/// let tiers = ValueTiers::by_amounts(20.0, 500.0)?;
/// assert_eq!(tiers.tier(Finite::new(20.0)?), ValueTier::Normal);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// By quantiles O(n log n) time and O(n) space to make; O(1) to ask.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueTiers {
    normal_from: f64,
    normal_to: f64,
}

saved! {
    impl{} for ValueTiers as "value tiers", 1;
    |tiers| { normal_from, normal_to };
    read { Self::by_amounts(normal_from, normal_to) }
}

impl ValueTiers {
    /// Creates tiers by amounts: normal is from one to the other, both included.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for NaN and infinities, [`Error::Exceeds`] when they are the wrong way
    /// round.
    pub fn by_amounts(normal_from: f64, normal_to: f64) -> Result<Self> {
        let normal_from = crate::error::finite("lower end of normal value", normal_from)? + 0.0;
        let normal_to = crate::error::finite("upper end of normal value", normal_to)? + 0.0;
        if normal_from > normal_to {
            return Err(Error::Exceeds {
                what: "lower end of normal value",
                value: normal_from,
                limit_what: "its upper end",
                limit: normal_to,
            });
        }
        Ok(Self {
            normal_from,
            normal_to,
        })
    }

    /// Creates tiers by the shares of all customers that are to be low (`bottom`) and high (`top`).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when the shares leave nobody in between, [`Error::NotEnoughData`]
    /// without any value, [`Error::Item`] for one that is no number.
    pub fn by_quantiles<I>(values: I, bottom: Proportion, top: Proportion) -> Result<Self>
    where
        I: IntoIterator<Item: TryInto<Finite>>,
        Error: From<<I::Item as TryInto<Finite>>::Error>,
    {
        let outer = bottom.get() + top.get();
        if outer >= 1.0 {
            return Err(Error::out_of_range(
                "share of customers of low and of high value together",
                "below 1",
                outer,
            ));
        }
        let mut values = collect(values)?;
        sort(&mut values);
        let most = values.len().saturating_sub(1); // somebody is normal
        let from_start = whole(values.len(), bottom).min(most);
        let from_end = whole(values.len(), top).min(most);
        // As many as asked for are outside, unless they tie with the first one inside.
        let normal_from = values.get(from_start);
        let normal_to = values.iter().rev().nth(from_end);
        match (normal_from, normal_to) {
            (Some(from), Some(to)) => Self::by_amounts(from.get(), to.get().max(from.get())),
            _ => Err(nobody()),
        }
    }

    /// Returns the tier of a value.
    #[must_use]
    pub fn tier(self, value: Finite) -> ValueTier {
        if value.get() < self.normal_from {
            ValueTier::Low
        } else if value.get() > self.normal_to {
            ValueTier::High
        } else {
            ValueTier::Normal
        }
    }

    /// Returns the lowest value that is normal.
    #[must_use]
    pub const fn normal_from(self) -> f64 {
        self.normal_from
    }

    /// Returns the highest value that is normal.
    #[must_use]
    pub const fn normal_to(self) -> f64 {
        self.normal_to
    }
}

/// A share of so many, rounded down, with the rounding of the share itself forgiven.
fn whole(n: usize, share: Proportion) -> usize {
    const FORGIVEN: f64 = 1.0 + 4.0 * f64::EPSILON;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 0, rounded down on purpose, and at most n"
    )]
    let part = (n as f64 * share.get() * FORGIVEN) as usize;
    part.min(n)
}

impl fmt::Display for ValueTier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        })
    }
}
