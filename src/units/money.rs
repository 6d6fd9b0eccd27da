//! [`Money`].

use core::fmt;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::{Error, Merge, Result};

/// Represents an exact amount in minor units of one currency: 2933 is 29.33.
///
/// Amounts add up without rounding and in any order to the same total, so that movements of money
/// balance to the cent. It is an accumulator of itself: amounts collect, sum and merge. Which
/// currency it is, and how many decimals that has, is the caller's; do not mix currencies.
///
/// # Examples
///
/// ```
/// use tenure::units::Money;
///
/// let spend: Money = [Money::parse("29.33", 2)?, Money::parse("14.9", 2)?].into_iter().sum();
/// assert_eq!(spend, Money::from_minor(4423));
/// assert_eq!(spend.display(2).to_string(), "44.23");
/// assert_eq!(spend.in_major(2), 44.23);
///
/// // A third of a cent is refused, not rounded.
/// assert_eq!(
///     Money::parse("0.333", 2).unwrap_err().to_string(),
///     "amount must be given with no more decimals than the currency has"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Totals are kept in 128 bits, which 2⁶⁴ amounts of the largest size would not fill, and a saved total
/// beyond ±2¹¹² is refused when it is read: no data, in memory or from files, get to the end of the
/// range, and within it addition is exact, so that no order or grouping changes the total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[must_use]
pub struct Money(i128);

/// The largest saved total, of either sign, that is believed: 2⁴⁹ amounts of the largest size. It would
/// take 2¹⁵ such files to reach the end of 128 bits.
#[cfg(feature = "serde")]
const MOST_SAVED: u128 = 1 << 112;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Creates an amount from minor units (cents, pence, yen).
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor as i128)
    }

    /// An amount beyond 64 bits: a total of this crate.
    pub(crate) const fn wide(minor: i128) -> Self {
        Self(minor)
    }

    /// Parses an amount as people write it, "29.33" or "-5", for a currency with `decimals`
    /// decimals.
    ///
    /// Digits with at most one point and one sign in front; no blanks, separators of thousands,
    /// currency signs or exponents. Trailing zeros beyond `decimals` are accepted.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when it is not such a number, has more decimals than the currency, or
    /// is beyond what 64 bits hold.
    pub fn parse(text: &str, decimals: u8) -> Result<Self> {
        let refused = |expected| Error::Malformed {
            what: "amount",
            expected,
        };
        let (digits, negative) = match text.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (text.strip_prefix('+').unwrap_or(text), false),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut bytes = whole.bytes().chain(fraction.bytes());
        if whole.is_empty() && fraction.is_empty() || !bytes.all(|b| b.is_ascii_digit()) {
            return Err(refused(
                "digits with at most one point, as 29.33: \
                 no blanks, separators of thousands or currency signs",
            ));
        }
        let fraction = fraction.trim_end_matches('0');
        let Some(padding) = usize::from(decimals).checked_sub(fraction.len()) else {
            return Err(refused("given with no more decimals than the currency has"));
        };
        minor_units(negative, whole, fraction, padding)
            .map(Self::from_minor)
            .ok_or_else(|| refused("small enough for 64 bits, counted in minor units"))
    }

    /// Returns the amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i128 {
        self.0
    }

    /// Returns the amount in major units, to the nearest `f64`.
    #[must_use]
    pub fn in_major(self, decimals: u8) -> f64 {
        // 10^d is exact up to d = 22, so this is rounded twice at most: 0.5 + 0.5 ULP.
        self.0 as f64 / crate::numeric::math::pow(10.0, f64::from(decimals))
    }

    /// Returns whether the amount is below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// From a total kept elsewhere in this crate.
    pub(crate) const fn from_wide(minor: i128) -> Self {
        Self(minor)
    }

    /// Takes in another amount.
    pub const fn push(&mut self, amount: Self) {
        // No data get to the end (see above). What doubles itself for ever stays there and does not
        // turn from income into loss.
        self.0 = self.0.saturating_add(amount.0);
    }

    /// Shows the amount in major units with `decimals` decimals.
    #[must_use]
    pub const fn display(self, decimals: u8) -> impl fmt::Display + fmt::Debug {
        Displayed {
            money: self,
            decimals,
        }
    }
}

/// `None` beyond 64 bits.
fn minor_units(negative: bool, whole: &str, fraction: &str, padding: usize) -> Option<i64> {
    let mut minor: i64 = 0;
    for byte in whole
        .bytes()
        .chain(fraction.bytes())
        .chain(core::iter::repeat_n(b'0', padding))
    {
        let digit = i64::from(byte.wrapping_sub(b'0'));
        // Counted downwards, so that the most negative amount fits too.
        minor = minor.checked_mul(10)?.checked_sub(digit)?;
    }
    if negative {
        Some(minor)
    } else {
        minor.checked_neg()
    }
}

#[derive(Debug, Clone, Copy)]
struct Displayed {
    money: Money,
    decimals: u8,
}

impl fmt::Display for Displayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.decimals);
        // At least one digit before the point.
        let digits = format!(
            "{:0>width$}",
            self.money.0.unsigned_abs(),
            width = places.saturating_add(1)
        );
        let text = match digits
            .len()
            .checked_sub(places)
            .and_then(|at| digits.split_at_checked(at))
        {
            Some((whole, fraction)) if places > 0 => format!("{whole}.{fraction}"),
            _ => digits,
        };
        f.pad_integral(self.money.0 >= 0, "", &text)
    }
}

impl Merge for Money {
    fn merge(&mut self, other: Self) {
        self.push(other);
    }
}

impl Accumulate<Self> for Money {
    fn add(&mut self, amount: Self) {
        self.push(amount);
    }
}

accumulator!({} Money, Money);

saved! {
    impl{} for Money as plain "money", 1;
    |money| -> money.0;
    read(minor: i128) {
        if minor.unsigned_abs() > MOST_SAVED {
            return Err(Error::Malformed {
                what: "amount of money",
                expected: "at most 2^112 minor units",
            });
        }
        Ok(Self(minor))
    }
}
