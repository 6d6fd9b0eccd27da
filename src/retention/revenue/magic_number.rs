//! [`MagicNumber`].

use super::exact::ratio;
use crate::units::Money;
use crate::{Error, Result};

/// Computes how much annual revenue was added for each unit spent on sales and marketing the
/// quarter before.
///
/// Above 1 the spending pays back within a year before the cost of serving; below 0.5 something is wrong with
/// price, market or sales; below 0 revenue shrank. The quarter of spending is the one *before* the growth, which
/// takes a sales cycle of about three months for granted: with another, pass the spending of another quarter.
///
/// Two forms are in use and differ by a factor of four, so each has its name: revenue as the accounts have it is of a
/// quarter and is multiplied by four, annual recurring revenue is of a year already and must not be.
///
/// # Formula
///
/// ```text
/// from_quarterly_revenue:  (Qₜ − Qₜ₋₁) · 4 / Sₜ₋₁
/// from_annual_recurring:   (ARRₜ − ARRₜ₋₁) / Sₜ₋₁
/// ```
/// where S is what was spent on sales and marketing.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::MagicNumber;
/// use tenure::units::Money;
///
/// let money = |text| Money::parse(text, 2);
/// let magic = MagicNumber::from_quarterly_revenue(
///     money("4200000")?,
///     money("4680000")?,
///     money("1800000")?,
/// )?;
/// assert_eq!(
///     magic.value().map(|m| format!("{m:.2}")),
///     Some("1.07".to_string())
/// );
///
/// // Nothing spent, no number.
/// let free = MagicNumber::from_quarterly_revenue(
///     money("4200000")?,
///     money("4680000")?,
///     Money::ZERO,
/// )?;
/// assert_eq!(free.value(), None);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Scale Venture Partners, on quarterly revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct MagicNumber {
    /// A year.
    added: Money,
    spent: Money,
}

/// The largest amount, in minor units, of which nothing overflows.
const MOST_MONEY: i128 = 1 << 112;

impl MagicNumber {
    /// Computes it from the revenue of two consecutive quarters, as the accounts have it, and what
    /// was spent on sales and marketing in the first of them.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for spending below 0, and for amounts that only a state merged with itself for ever
    /// can have (beyond 2¹¹² minor units).
    pub fn from_quarterly_revenue(
        previous: Money,
        current: Money,
        spent_in_previous: Money,
    ) -> Result<Self> {
        Self::of(previous, current, 4, spent_in_previous)
    }

    /// Computes it from annual recurring revenue at the ends of two consecutive quarters, and what
    /// was spent on sales and marketing in the quarter before the growth.
    ///
    /// # Errors
    ///
    /// As [`from_quarterly_revenue`](Self::from_quarterly_revenue).
    pub fn from_annual_recurring(
        previous: Money,
        current: Money,
        spent_in_previous: Money,
    ) -> Result<Self> {
        Self::of(previous, current, 1, spent_in_previous)
    }

    fn of(previous: Money, current: Money, a_year: i128, spent: Money) -> Result<Self> {
        if spent.is_negative() {
            return Err(Error::out_of_range(
                "spending on sales and marketing (in minor units)",
                "at least 0",
                spent.minor() as f64,
            ));
        }
        for amount in [previous.minor(), current.minor(), spent.minor()] {
            if !(-MOST_MONEY..=MOST_MONEY).contains(&amount) {
                return Err(Error::out_of_range(
                    "amount of money (in minor units)",
                    "at most 2^112",
                    amount as f64,
                ));
            }
        }
        // At most 2^115 in size.
        let added = current.minor().wrapping_sub(previous.minor());
        Ok(Self {
            added: Money::wide(added.wrapping_mul(a_year)),
            spent,
        })
    }

    /// Returns the annual revenue that was added for each unit spent; `None` when nothing was
    /// spent.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        ratio(self.added.minor(), self.spent.minor())
    }

    /// Returns the annual revenue that was added.
    pub const fn added(self) -> Money {
        self.added
    }

    /// Returns what was spent on sales and marketing.
    pub const fn spent(self) -> Money {
        self.spent
    }
}

saved! {
    impl{} for MagicNumber as "magic number", 1;
    |number| { added: Money, spent: Money };
    read {
        // Four times the difference of two amounts.
        let most = 8 * MOST_MONEY;
        if spent.is_negative() || spent.minor() > MOST_MONEY || added.minor().abs_diff(0) > most.abs_diff(0) {
            return Err(Error::Malformed {
                what: "magic number",
                expected: "spending of at least 0, and amounts of at most 2^112 minor units",
            });
        }
        Ok(Self { added, spent })
    }
}
