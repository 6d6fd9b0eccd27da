//! [`RevenueChange`].

use super::MovementKind;
use crate::units::Money;
use crate::{Error, Result};

/// Holds what one customer paid per month at the start of a period and at its end.
///
/// One customer, not one subscription: add up the subscriptions of a customer first, so that dropping one
/// of two is contraction and not churn ([`RevenueLedger`](super::RevenueLedger) does that). Amounts are
/// whole minor units (cents), from 0 to [`MOST_IN_MINOR`](Self::MOST_IN_MINOR).
///
/// Whether the customer ever paid before the start decides between new and reactivation, and is looked at
/// only where nothing was paid at the start; who paid at the start has, of course, paid before.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::{MovementKind, RevenueChange};
/// use tenure::units::Money;
///
/// let change = RevenueChange::new(Money::parse("50.00", 2)?, Money::parse("75.00", 2)?, true)?;
/// assert_eq!(change.kind(), Some(MovementKind::Expansion));
/// assert_eq!(change.amount(), Money::from_minor(2500));
///
/// // Credits larger than the plan make a negative MRR. It is refused, or counted as not paying, by name.
/// assert_eq!(
///     RevenueChange::from_minor(5000, -300, true).unwrap_err().to_string(),
///     "closing MRR of a customer (in minor units) must be at least 0 (RevenueChange::clamped counts \
///      those whose credits exceed their plan as not paying), got -300"
/// );
/// let owed = RevenueChange::clamped(Money::from_minor(5000), Money::from_minor(-300), true)?;
/// assert_eq!(owed.kind(), Some(MovementKind::Churn));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct RevenueChange {
    opening: u64,
    closing: u64,
    /// Pays now, not at the start, and did before.
    returned: bool,
}

impl RevenueChange {
    /// Limits what one customer can pay a month, in minor units: 2⁴⁸, some 2.8 trillion dollars in cents.
    ///
    /// The limit keeps the squares exact from which the [intervals](super::RevenueMovements) follow.
    pub const MOST_IN_MINOR: i64 = 1 << 48;

    /// Creates the change from a customer's MRR at the start and at the end, and whether they paid
    /// anything before the start.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an amount below 0, or above [`MOST_IN_MINOR`](Self::MOST_IN_MINOR).
    #[inline]
    pub fn new(opening: Money, closing: Money, paid_before: bool) -> Result<Self> {
        let opening = checked("opening MRR of a customer (in minor units)", opening)?;
        let closing = checked("closing MRR of a customer (in minor units)", closing)?;
        Ok(Self::of(opening, closing, paid_before))
    }

    /// Creates the change from plain minor units.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    #[inline]
    pub fn from_minor(opening: i64, closing: i64, paid_before: bool) -> Result<Self> {
        Self::new(
            Money::from_minor(opening),
            Money::from_minor(closing),
            paid_before,
        )
    }

    /// Creates the change with an MRR below 0 taken as 0, where credits exceed the plan: a policy
    /// to choose and to state, because it moves churn.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an amount above [`MOST_IN_MINOR`](Self::MOST_IN_MINOR).
    pub fn clamped(opening: Money, closing: Money, paid_before: bool) -> Result<Self> {
        Self::new(
            opening.max(Money::ZERO),
            closing.max(Money::ZERO),
            paid_before,
        )
    }

    /// Creates the change from amounts that are checked.
    pub(super) const fn of(opening: u64, closing: u64, paid_before: bool) -> Self {
        Self {
            opening,
            closing,
            returned: paid_before && opening == 0 && closing > 0,
        }
    }

    /// Returns what the customer paid at the start.
    pub const fn opening(self) -> Money {
        Money::wide(self.opening as i128)
    }

    /// Returns what the customer pays at the end.
    pub const fn closing(self) -> Money {
        Money::wide(self.closing as i128)
    }

    /// Returns the kind of movement; `None` when the MRR did not change.
    ///
    /// # Formula
    ///
    /// ```text
    /// a = 0, b > 0, never paid before    new            b
    /// a = 0, b > 0, paid before          reactivation   b
    /// b > a > 0                          expansion      b − a
    /// a > b > 0                          contraction    a − b
    /// a > 0, b = 0                       churn          a
    /// ```
    /// where a is paid at the start and b at the end. Check first whether a is 0: with `b > a` checked
    /// first, every reactivation becomes expansion.
    #[must_use]
    pub const fn kind(self) -> Option<MovementKind> {
        match (self.opening, self.closing) {
            (0, 0) => None,
            (0, _) if self.returned => Some(MovementKind::Reactivation),
            (0, _) => Some(MovementKind::New),
            (_, 0) => Some(MovementKind::Churn),
            (a, b) if b > a => Some(MovementKind::Expansion),
            (a, b) if b < a => Some(MovementKind::Contraction),
            _ => None,
        }
    }

    /// Returns the size of the movement, up or down; never below 0.
    pub const fn amount(self) -> Money {
        Money::wide(self.closing.abs_diff(self.opening) as i128)
    }

    /// Returns the opening, the closing and whether the customer returned.
    pub(super) const fn parts(self) -> (u64, u64, bool) {
        (self.opening, self.closing, self.returned)
    }
}

/// Returns an MRR in minor units, if it is in range.
#[inline]
pub(super) const fn checked(what: &'static str, amount: Money) -> Result<u64> {
    let minor = amount.minor();
    if minor < 0 {
        Err(Error::out_of_range(
            what,
            "at least 0 (RevenueChange::clamped counts those whose credits exceed their plan as not paying)",
            minor as f64,
        ))
    } else if minor > RevenueChange::MOST_IN_MINOR as i128 {
        Err(Error::out_of_range(
            what,
            "at most 2^48, 281474976710656 (count in larger units)",
            minor as f64,
        ))
    } else {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 2^48"
        )]
        let minor = minor as u64;
        Ok(minor)
    }
}

impl TryFrom<(i64, i64, bool)> for RevenueChange {
    type Error = Error;

    #[inline]
    fn try_from((opening, closing, paid_before): (i64, i64, bool)) -> Result<Self> {
        Self::from_minor(opening, closing, paid_before)
    }
}

impl TryFrom<&(i64, i64, bool)> for RevenueChange {
    type Error = Error;

    #[inline]
    fn try_from(raw: &(i64, i64, bool)) -> Result<Self> {
        Self::try_from(*raw)
    }
}

impl TryFrom<(Money, Money, bool)> for RevenueChange {
    type Error = Error;

    fn try_from((opening, closing, paid_before): (Money, Money, bool)) -> Result<Self> {
        Self::new(opening, closing, paid_before)
    }
}

impl TryFrom<&(Money, Money, bool)> for RevenueChange {
    type Error = Error;

    fn try_from(raw: &(Money, Money, bool)) -> Result<Self> {
        Self::try_from(*raw)
    }
}

saved! {
    impl{} for RevenueChange as plain;
    |change| { opening: u64, closing: u64, paid_before = change.returned };
    read { Self::new(Money::wide(opening.into()), Money::wide(closing.into()), paid_before) }
}
