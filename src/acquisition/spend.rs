//! [`Spend`].

use core::fmt;

use crate::units::Money;
use crate::{Error, Merge, Result};

/// Represents money that was spent: an exact amount of at least 0.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::Spend;
/// use tenure::units::Money;
///
/// let spend = Spend::new(Money::parse("750.00", 2)?)?;
/// assert_eq!(spend.money(), Money::from_minor(75_000));
/// assert_eq!(
///     Spend::new(Money::from_minor(-5)).unwrap_err().to_string(),
///     "acquisition spend (in minor units) must be at least 0 (take refunds off the spend they \
///      return), got -5"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[must_use]
pub struct Spend(Money);

impl Spend {
    /// Nothing spent.
    pub const ZERO: Self = Self(Money::ZERO);

    /// Creates a spend from an amount.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0.
    pub const fn new(amount: Money) -> Result<Self> {
        if amount.is_negative() {
            Err(Error::out_of_range(
                "acquisition spend (in minor units)",
                "at least 0 (take refunds off the spend they return)",
                amount.minor() as f64,
            ))
        } else {
            Ok(Self(amount))
        }
    }

    /// Returns the amount.
    pub const fn money(self) -> Money {
        self.0
    }

    /// Takes in another amount.
    pub const fn push(&mut self, amount: Self) {
        self.0.push(amount.0); // never negative: it stops at the largest total
    }

    /// Both amounts together.
    pub(super) const fn plus(mut self, other: Self) -> Self {
        self.push(other);
        self
    }
}

impl Merge for Spend {
    fn merge(&mut self, other: Self) {
        self.push(other);
    }
}

impl TryFrom<Money> for Spend {
    type Error = Error;

    fn try_from(amount: Money) -> Result<Self> {
        Self::new(amount)
    }
}

impl From<Spend> for Money {
    fn from(spend: Spend) -> Self {
        spend.0
    }
}

impl Spend {
    /// Shows the amount in major units with `decimals` decimals.
    #[must_use]
    pub const fn display(self, decimals: u8) -> impl fmt::Display + fmt::Debug {
        self.0.display(decimals)
    }
}

saved! {
    impl{} for Spend as plain "acquisition spend", 1;
    |spend| -> spend.0;
    read(amount) { Self::new(amount) }
}
