//! [`PurchaseHistory`].

use core::fmt;

use crate::units::TimeUnit;
use crate::{Error, Result};

/// Holds the purchase history of one customer: repeat purchases (frequency), the time of the last one
/// (recency), and the time observed (age).
///
/// The first purchase is time 0 and is not counted. Times are kept in days and returned in any
/// [`TimeUnit`], so histories of different units cannot be mixed up.
///
/// # Formula
///
/// ```text
/// (x, tₓ, T)
///
/// where x   is the number of purchases after the first (purchases of one day count once),
///       tₓ  the time of the last of them since the first purchase; 0 if x = 0,
///       T   the time from the first purchase to the end of the observation; tₓ ≤ T
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::history::PurchaseHistory;
/// use tenure::units::TimeUnit;
///
/// let history = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK)?;
/// assert_eq!(history.repeat_purchases(), 2);
/// assert_eq!(history.to_string(), "2 repeat purchases, the last after 213 of 272 days");
///
/// assert_eq!(
///     PurchaseHistory::new(2, 40.0, 38.86, TimeUnit::WEEK).unwrap_err().to_string(),
///     "time of the last purchase (40) cannot exceed time since the first one (38.86)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Saved, the times are in days.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseHistory {
    repeat_purchases: u64,
    last: f64,
    age: f64,
}

saved! {
    impl{} for PurchaseHistory as plain;
    |history| { repeat_purchases, last_day: f64 = history.last, days_seen: f64 = history.age };
    read { Self::new(repeat_purchases, last_day, days_seen, TimeUnit::DAY) }
}

impl PurchaseHistory {
    /// Creates a history of x repeat purchases, the last at `last` (tₓ), observed for `age` (T), both
    /// since the first purchase.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an age of 0 and above 10⁹ days, for a last purchase at 0 with repeat
    /// purchases (purchases of the same period count once), and for one above 0 without;
    /// [`Error::Exceeds`] for a last purchase after the end; [`Error::NotFinite`] for NaN and
    /// infinities.
    pub fn new(repeat_purchases: u64, last: f64, age: f64, unit: TimeUnit) -> Result<Self> {
        const MOST_DAYS: f64 = 1e9;
        const MOST_PURCHASES: u64 = 1_000_000_000_000;
        // A tiny number may round to 0 in days.
        let (last_in_days, age_in_days) = (last * unit.in_days(), age * unit.in_days());
        if !(age_in_days > 0.0 && age_in_days <= MOST_DAYS) {
            return Err(Error::bad_number(
                "time since the first purchase",
                "above 0 and at most 1e9 days",
                age,
            ));
        }
        if !last.is_finite() {
            return Err(Error::NotFinite {
                what: "time of the last purchase",
                value: last,
            });
        }
        if last > age {
            return Err(Error::Exceeds {
                what: "time of the last purchase",
                value: last,
                limit_what: "time since the first one",
                limit: age,
            });
        }
        if repeat_purchases > MOST_PURCHASES {
            return Err(Error::out_of_range(
                "number of repeat purchases",
                "at most 1e12",
                repeat_purchases as f64,
            ));
        }
        let expected = match repeat_purchases {
            0 => "0 for a customer without repeat purchases",
            _ => {
                "above 0 for a customer with repeat purchases (purchases of the same period are one)"
            }
        };
        if (repeat_purchases == 0) != (last_in_days == 0.0) || last < 0.0 {
            return Err(Error::out_of_range(
                "time of the last purchase",
                expected,
                last,
            ));
        }
        Ok(Self {
            repeat_purchases,
            last: last_in_days + 0.0, // never −0
            age: age_in_days,
        })
    }

    /// Computes the history of one customer from the days of their purchases and the last day observed.
    ///
    /// The days come in any order; purchases of one day count once, and those after the end are
    /// ignored. For many customers, or with amounts, see [`PurchaseLog`](super::PurchaseLog).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::PurchaseHistory;
    /// use tenure::units::TimeUnit;
    ///
    /// let history = PurchaseHistory::try_from_purchases([18, 1, 18, 92, 300], 273)?;
    /// assert_eq!(history, PurchaseHistory::new(2, 91.0, 272.0, TimeUnit::DAY)?);
    /// assert!(PurchaseHistory::try_from_purchases([300], 273).is_err());
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without a purchase before the last day, [`Error::OutOfRange`] for a
    /// customer observed for more than 10⁹ days.
    pub fn try_from_purchases(days: impl IntoIterator<Item = i64>, end: i64) -> Result<Self> {
        let mut days: Vec<i64> = days.into_iter().filter(|day| *day <= end).collect();
        days.sort_unstable();
        days.dedup();
        let known = days.first().zip(days.last());
        let Some((first, last)) = known.filter(|(first, _)| **first < end) else {
            let of = [
                "purchase before the last day",
                "purchases before the last day",
            ];
            return Err(Error::not_enough("a purchase history", 1, of, 0));
        };
        let since = |day: i64| day.abs_diff(*first) as f64;
        let repeats = days.len().saturating_sub(1) as u64;
        Self::new(repeats, since(*last), since(end), TimeUnit::DAY)
    }

    /// Creates a history from checked figures.
    pub(super) const fn of_days(repeat_purchases: u64, last: f64, age: f64) -> Self {
        Self {
            repeat_purchases,
            last,
            age,
        }
    }

    /// Returns the number of purchases after the first (x).
    #[doc(alias = "frequency")]
    #[must_use]
    pub const fn repeat_purchases(&self) -> u64 {
        self.repeat_purchases
    }

    /// Returns the time of the last repeat purchase since the first purchase (tₓ); 0 without any.
    #[doc(alias = "recency")]
    #[must_use]
    pub fn last(&self, unit: TimeUnit) -> f64 {
        self.last / unit.in_days()
    }

    /// Returns the time from the first purchase to the end of the observation (T).
    #[must_use]
    pub fn age(&self, unit: TimeUnit) -> f64 {
        self.age / unit.in_days()
    }

    /// Returns x, tₓ and T as numbers, in that unit.
    pub(crate) fn in_units_of(&self, unit: TimeUnit) -> (f64, f64, f64) {
        (
            self.repeat_purchases as f64,
            self.last(unit),
            self.age(unit),
        )
    }
}

impl fmt::Display for PurchaseHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (x, last, age) = (self.repeat_purchases, self.last, self.age);
        let text = match x {
            0 => format!("no repeat purchase in {age:.0} days"),
            1 => format!("1 repeat purchase, after {last:.0} of {age:.0} days"),
            _ => format!("{x} repeat purchases, the last after {last:.0} of {age:.0} days"),
        };
        crate::text::padded(f, &text)
    }
}

/// Takes (x, tₓ, T, the unit of both times).
impl<F: Into<f64>> TryFrom<(u64, F, F, TimeUnit)> for PurchaseHistory {
    type Error = Error;

    fn try_from((x, last, age, unit): (u64, F, F, TimeUnit)) -> Result<Self> {
        Self::new(x, last.into(), age.into(), unit)
    }
}

/// Takes (x, tₓ, T, the unit of both times).
impl<F: Into<f64> + Copy> TryFrom<&(u64, F, F, TimeUnit)> for PurchaseHistory {
    type Error = Error;

    fn try_from(history: &(u64, F, F, TimeUnit)) -> Result<Self> {
        Self::try_from(*history)
    }
}
