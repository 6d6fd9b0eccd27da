//! [`ObservedCustomer`].

use super::PurchaseHistory;
use crate::numeric::math;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Money;

/// Holds the history of one customer, the spend on repeat purchases, and the purchases of the holdout.
///
/// The history is for a purchase model, [the mean spend](Self::mean_repeat_spend_in_major) with the
/// history's number of purchases for a spend model, and [the purchases of the
/// holdout](Self::holdout_purchases) for validating both.
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
/// let observation = Observation::until(273).holdout_until(546);
/// let observed: Vec<_> = log.observed_customers(observation)?.collect();
/// let ann = &observed[0];
/// let shown = ann.history().to_string();
/// assert_eq!(shown, "2 repeat purchases, the last after 213 of 272 days");
/// // (29.73 + 14.96) / 2: the first purchase is not counted.
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

saved! {
    impl{Id} keys{Id} for ObservedCustomer<Id> as plain;
    |customer| {
        id: Own<Id> = Own(&customer.id), start, history: PurchaseHistory, repeat_spend,
        holdout: Option<(u64, Money)>,
    };
    read {
        let fits = |purchases, spend| {
            spend >= Money::ZERO && (purchases > 0 || spend == Money::ZERO)
        };
        if !fits(history.repeat_purchases(), repeat_spend)
            || holdout.is_some_and(|(purchases, spend)| !fits(purchases, spend))
        {
            return Err(crate::Error::Malformed {
                what: "spend of an observed customer",
                expected: "at least 0, and 0 without purchases",
            });
        }
        Ok(Self { id: id.0, start, history, repeat_spend, holdout })
    }
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

    /// Returns the customer's id.
    pub const fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the customer's id by value.
    pub fn into_id(self) -> Id {
        self.id
    }

    /// Returns when the customer came: the time of the first purchase, or the start given for them.
    #[must_use]
    pub const fn start(&self) -> i64 {
        self.start
    }

    /// Returns the customer's history: repeat purchases, the last of them, and the time observed.
    pub const fn history(&self) -> PurchaseHistory {
        self.history
    }

    /// Returns the exact total spent on the repeat purchases of the history.
    pub const fn repeat_spend(&self) -> Money {
        self.repeat_spend
    }

    /// Returns the mean spend per repeat purchase, in major units of a currency with `decimals`
    /// decimals; `None` without repeat purchases.
    ///
    /// It covers exactly the purchases that the history counts, as a spend model needs; it is not
    /// rounded.
    #[doc(alias = "monetary value")]
    #[must_use]
    pub fn mean_repeat_spend_in_major(&self, decimals: u8) -> Option<f64> {
        let purchases = self.history.repeat_purchases();
        let divisor = purchases as f64 * math::pow(10.0, f64::from(decimals));
        (purchases > 0).then(|| self.repeat_spend.minor() as f64 / divisor)
    }

    /// Returns the number of purchases in the holdout; `None` without [a
    /// holdout](super::Observation::holdout_until).
    #[must_use]
    pub fn holdout_purchases(&self) -> Option<u64> {
        self.holdout.map(|(purchases, _)| purchases)
    }

    /// Returns the exact total spent in the holdout; `None` without a holdout.
    #[must_use]
    pub fn holdout_spend(&self) -> Option<Money> {
        self.holdout.map(|(_, spend)| spend)
    }
}
