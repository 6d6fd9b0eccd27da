//! [`Purchase`].

#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Money;
use crate::{Error, Result};

/// Holds one purchase of a log: customer, time and amount.
///
/// Times are whole numbers: day numbers from any fixed day, or, in a log of
/// [finer ticks](super::PurchaseLog#times-of-day), seconds, minutes or hours. Only their differences
/// matter.
///
/// A negative amount is refused, because it may be a cancelled order, returned goods or a correction.
/// If it is a refund, use [`or_refund`](Self::or_refund) and choose a rule of
/// [`Refunds`](super::Refunds). An amount of 0 is a purchase (a voucher, a free item) unless
/// [`ZeroAmounts`](super::ZeroAmounts) says otherwise.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::Purchase;
/// use tenure::units::Money;
///
/// let price = Money::parse("29.73", 2)?;
/// let purchase = Purchase::new("ann", 18, price)?;
/// assert_eq!((purchase.time(), purchase.is_refund()), (18, false));
///
/// assert_eq!(
///     Purchase::new("ann", 20, Money::parse("-29.73", 2)?).unwrap_err().to_string(),
///     "amount of a purchase (in minor units) must be at least 0 \
///      (for refunds, see Purchase::or_refund), got -2973"
/// );
/// assert!(Purchase::or_refund("ann", 20, Money::parse("-29.73", 2)?)?.is_refund());
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Purchase<Id> {
    id: Id,
    time: i64,
    amount: i64,
}

saved! {
    impl{Id} keys{Id} for Purchase<Id> as plain;
    |purchase| { id: Own<Id> = Own(&purchase.id), time, amount: Money = purchase.amount() };
    read { Self::or_refund(id.0, time, amount) }
}

impl<Id> Purchase<Id> {
    /// Creates a purchase of customer `id`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an amount below 0, or beyond what 64 bits hold in minor units.
    pub fn new(id: Id, time: i64, amount: Money) -> Result<Self> {
        if amount.is_negative() {
            return Err(Error::out_of_range(
                "amount of a purchase (in minor units)",
                "at least 0 (for refunds, see Purchase::or_refund)",
                amount.minor() as f64,
            ));
        }
        Self::or_refund(id, time, amount)
    }

    /// Creates a purchase or, where the amount is below 0, a refund.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an amount beyond what 64 bits hold in minor units.
    pub fn or_refund(id: Id, time: i64, amount: Money) -> Result<Self> {
        // The most negative amount is refused too: its absolute value does not fit.
        match i64::try_from(amount.minor()) {
            Ok(minor) if minor > i64::MIN => Ok(Self {
                id,
                time,
                amount: minor,
            }),
            _ => Err(Error::out_of_range(
                "amount of a purchase (in minor units)",
                "within ±2^63",
                amount.minor() as f64,
            )),
        }
    }

    /// Returns the customer's id.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the time of the purchase, in days or in the ticks of the log.
    #[must_use]
    pub const fn time(&self) -> i64 {
        self.time
    }

    /// Returns the amount paid, or, below 0, refunded.
    pub const fn amount(&self) -> Money {
        Money::from_minor(self.amount)
    }

    /// Returns whether it is a refund: an amount below 0.
    #[must_use]
    pub const fn is_refund(&self) -> bool {
        self.amount < 0
    }

    /// Returns id, time and amount in minor units.
    pub(super) fn into_parts(self) -> (Id, i64, i64) {
        (self.id, self.time, self.amount)
    }
}

impl<Id> TryFrom<(Id, i64, Money)> for Purchase<Id> {
    type Error = Error;

    fn try_from((id, time, amount): (Id, i64, Money)) -> Result<Self> {
        Self::new(id, time, amount)
    }
}

impl<Id: Clone> TryFrom<&(Id, i64, Money)> for Purchase<Id> {
    type Error = Error;

    fn try_from((id, time, amount): &(Id, i64, Money)) -> Result<Self> {
        Self::new(id.clone(), *time, *amount)
    }
}
