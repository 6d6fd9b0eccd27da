//! [`ObservedCustomer`].

use super::PurchaseHistory;
use crate::numeric::math;
use crate::units::Money;

/// What is known of one customer: the history, what they spent on coming back, and what they did afterwards.
///
/// The history goes into a purchase model, [the mean spend](Self::mean_repeat_spend_in_major) with the history's
/// number of purchases into a spend model, [the purchases of the holdout](Self::holdout_purchases) into
/// the check of both.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::{Observation, PurchaseLog};
/// use tenure::units::Money;
///
/// let log = PurchaseLog::try_from_iter([
///     ("ann", 1, Money::from_minor(2933)),
///     ("ann", 18, Money::from_minor(2973)),
///     ("ann", 214, Money::from_minor(1496)),
///     ("ann", 346, Money::from_minor(2648)),
/// ])?;
/// let observed: Vec<_> = log.observed_customers(Observation::until(273).holdout_until(546))?.collect();
/// let ann = &observed[0];
/// assert_eq!(ann.history().to_string(), "2 repeat purchases, the last after 213 of 272 days");
/// // (29.73 + 14.96) / 2: the first purchase made the customer and is not counted.
/// assert_eq!(ann.mean_repeat_spend_in_major(2), Some(22.345));
/// assert_eq!(ann.holdout_purchases(), Some(1));
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedCustomer<Id> {
    id: Id,
    start: i64,
    history: PurchaseHistory,
    repeat_spend: Money,
    holdout: Option<(u64, Money)>,
}

impl<Id> ObservedCustomer<Id> {
    pub(super) const fn new(
        id: Id,
        start: i64,
        history: PurchaseHistory,
        repeat_spend: Money,
        holdout: Option<(u64, Money)>,
    ) -> Self {
        Self {
            id,
            start,
            history,
            repeat_spend,
            holdout,
        }
    }

    /// The customer.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// The customer, to keep.
    pub fn into_id(self) -> Id {
        self.id
    }

    /// When they came: the time of the first purchase, or the start they were given.
    #[must_use]
    pub const fn start(&self) -> i64 {
        self.start
    }

    /// How often they came back, when last, and how long they were seen.
    pub const fn history(&self) -> PurchaseHistory {
        self.history
    }

    /// What they spent on the repeat purchases of the history, exactly.
    pub const fn repeat_spend(&self) -> Money {
        self.repeat_spend
    }

    /// The mean spend of a repeat purchase, in major units of a currency with `decimals` decimals; `None` of
    /// one who did not come back.
    ///
    /// Of the purchases that the history counts and no others, as a spend model needs it; not rounded.
    #[doc(alias = "monetary value")]
    #[must_use]
    pub fn mean_repeat_spend_in_major(&self, decimals: u8) -> Option<f64> {
        let purchases = self.history.repeat_purchases();
        let divisor = purchases as f64 * math::pow(10.0, f64::from(decimals));
        (purchases > 0).then(|| self.repeat_spend.minor() as f64 / divisor)
    }

    /// How many purchases they made in the holdout; `None` when [none was
    /// asked for](super::Observation::holdout_until).
    #[must_use]
    pub fn holdout_purchases(&self) -> Option<u64> {
        self.holdout.map(|(purchases, _)| purchases)
    }

    /// What they spent in the holdout.
    #[must_use]
    pub fn holdout_spend(&self) -> Option<Money> {
        self.holdout.map(|(_, spend)| spend)
    }
}
