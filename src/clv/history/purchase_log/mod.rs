//! [`PurchaseLog`]: its state and its queries; collecting and saving are in the files beside.

mod collect;
#[cfg(feature = "rayon")]
mod parallel;
#[cfg(feature = "serde")]
mod saved;
mod walk;

use std::collections::BTreeMap;

use self::walk::Walk;
use super::entry::{Entries, Entry};
use super::fold::Span;
use super::{HistoryTable, Observation, ObservedCustomer, Purchase, RepeatPurchaseCounts};
use crate::fold::sorted::Runs;
use crate::{Result, TryAccumulate};

/// Collects all purchases of a business and turns them into customer histories.
///
/// Collect it from lines of (customer, day, amount) in any order, then take the
/// [histories](Self::histories) a model is fitted to, or the
/// [customers](Self::observed_customers) one by one, with their mean spend and their purchases in a
/// holdout. The [`Observation`] says what counts as a purchase, and from when to when; a day alone
/// means "until then".
///
/// The state does not depend on the order of the purchases or on how they were spread over shards,
/// even if those of one customer are in different shards. Amounts of one customer at one time are
/// added up.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::PurchaseLog;
/// use tenure::units::Money;
///
/// let cents = Money::from_minor;
/// let log = PurchaseLog::try_from_iter([
///     ("bob", 12, cents(1477)),
///     ("ann", 1, cents(2933)),
///     ("ann", 92, cents(1496)),
///     ("ann", 18, cents(1400)),
///     ("ann", 18, cents(1573)), // a second order of the day counts as the same purchase
/// ])?;
/// assert_eq!(log.customers(), 2);
///
/// let histories = log.histories(273)?;
/// assert_eq!((histories.customers(), histories.repeat_purchases()), (2, 2));
///
/// for customer in log.observed_customers(273)? {
///     let mean = customer.mean_repeat_spend_in_major(2);
///     println!("{}: {}, {mean:?} on average", customer.id(), customer.history());
/// }
///
/// let refunded = [("ann", 1, cents(2933)), ("ann", 5, cents(-2933))];
/// assert_eq!(
///     PurchaseLog::try_from_iter(refunded).unwrap_err().to_string(),
///     "item 1 was rejected: amount of a purchase (in minor units) must be at least 0 \
///      (for refunds, see Purchase::or_refund), got -2933"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Times of day
///
/// Times are days unless the type gives a day more ticks: 86 400 for Unix seconds. Purchases of one
/// day still count once, unless [another rule](super::SamePeriod) is chosen, and every history keeps
/// its times in days. Logs of different ticks do not merge.
///
/// ```
/// use tenure::clv::history::{Observation, PurchaseLog, SamePeriod};
/// use tenure::units::Money;
///
/// let price = Money::from_minor(499);
/// let hour = 3600;
/// let log = PurchaseLog::<_, 86_400>::try_from_ticks([
///     ("ann", 0, price),
///     ("ann", 5 * hour, price),
///     ("ann", 30 * hour, price),
/// ])?;
/// let end = Observation::until(48 * hour);
/// assert_eq!(log.histories(end)?.repeat_purchases(), 1);
/// let every_order = end.same_period(SamePeriod::Tick);
/// assert_eq!(log.histories(every_order)?.repeat_purchases(), 2);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per purchase that comes in the order of customers and times, O(log n) otherwise; the space is
/// 16 bytes and an id for each customer and time. The id decides the cost: with whole numbers as ids
/// ten million shuffled purchases take 24 bytes each and some three seconds; comparing texts costs
/// several times that, and one `String` per purchase more again. Borrow `&str`s from the input, or
/// number the customers where the data is read. A query is one pass. Purchases
/// [pushed](Self::push) one by one and merged logs are sorted in batches; until then each query works
/// on a sorted copy: call [`sort`](Self::sort) before repeated queries. Input that is sorted already
/// need not be kept at all: see [`grouped`](Self::grouped).
#[must_use]
#[derive(Debug, Clone)]
pub struct PurchaseLog<Id, const TICKS_PER_DAY: u64 = 1> {
    purchases: Runs<Entry<Id>>,
    refunds: Runs<Entry<Id>>,
    starts: BTreeMap<Id, i64>,
    /// The earliest time in the log, refunds excepted; the largest `i64` for an empty log.
    earliest: i64,
}

impl<Id> PurchaseLog<Id> {
    /// Creates an empty log whose times are days; for finer times see [`in_ticks`](Self::in_ticks).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::{Purchase, PurchaseLog};
    /// use tenure::units::Money;
    ///
    /// let mut log = PurchaseLog::new();
    /// log.push(Purchase::new("ann", 18, Money::from_minor(2933))?);
    /// assert_eq!(log.customers(), 1);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub const fn new() -> Self {
        Self::in_ticks()
    }
}

impl<Id: Ord> PurchaseLog<Id> {
    /// Creates a log from `(id, day, amount)`, checking each.
    ///
    /// Takes values or references of any type that converts into a [`Purchase`]. Give refunds as
    /// [`Purchase::or_refund`].
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first purchase that was rejected, and why.
    pub fn try_from_iter<I>(items: I) -> Result<Self>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_from_iter(items)
    }
}

impl<Id, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// Checked at compile time.
    pub(super) const TICKS: u64 = {
        assert!(TICKS_PER_DAY > 0, "a day has at least one tick");
        TICKS_PER_DAY
    };

    /// Creates an empty log whose times are in the ticks of its type; a log of days is
    /// [`new`](PurchaseLog::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::{Purchase, PurchaseLog};
    /// use tenure::units::Money;
    ///
    /// let mut unix_seconds = PurchaseLog::<_, 86_400>::in_ticks();
    /// unix_seconds.push(Purchase::new("ann", 1_700_000_000, Money::from_minor(2933))?);
    /// assert_eq!(unix_seconds.customers(), 1);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub const fn in_ticks() -> Self {
        Self {
            purchases: Runs::new(),
            refunds: Runs::new(),
            starts: BTreeMap::new(),
            earliest: i64::MAX,
        }
    }

    /// Returns whether the log is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.purchases.is_empty() && self.refunds.is_empty() && self.starts.is_empty()
    }
}

impl<Id: Ord, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// Creates a log from `(id, time, amount)`, checking each, with times in the ticks of the log's type;
    /// for days see [`try_from_iter`](PurchaseLog::try_from_iter).
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first purchase that was rejected, and why.
    pub fn try_from_ticks<I>(items: I) -> Result<Self>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_from_iter(items)
    }

    /// Adds `(id, time, amount)`, checking each, all of them or none.
    ///
    /// # Errors
    ///
    /// Those of [`try_from_ticks`](Self::try_from_ticks); the log is then unchanged.
    pub fn try_extend<I>(&mut self, items: I) -> Result<()>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_extend(self, items)
    }

    /// Adds one purchase or refund.
    #[inline]
    pub fn push(&mut self, purchase: Purchase<Id>) {
        let (id, time, amount) = purchase.into_parts();
        if amount < 0 {
            // A purchase never holds the most negative amount.
            let amount = amount.saturating_neg();
            self.refunds.push(Entry { id, time, amount });
        } else {
            self.earliest = self.earliest.min(time);
            self.purchases.push(Entry { id, time, amount });
        }
    }

    /// Sets when a customer came, where that is not the first purchase: an account opened, a card issued.
    ///
    /// The customer's time then runs from that start, and every purchase *after* its period counts as a
    /// repeat purchase; purchases in it or before it do not. Customers with a start but no purchase are
    /// observed, too. Of several starts of a customer the earliest is used.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::PurchaseLog;
    /// use tenure::units::Money;
    ///
    /// let mut log = PurchaseLog::try_from_iter([("ann", 40, Money::from_minor(999))])?;
    /// assert_eq!(log.histories(100)?.repeat_purchases(), 0);
    /// log.push_start("ann", 10);
    /// log.push_start("bob", 10);
    /// let histories = log.histories(100)?;
    /// assert_eq!((histories.customers(), histories.repeat_purchases()), (2, 1));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn push_start(&mut self, id: Id, time: i64) {
        self.earliest = self.earliest.min(time);
        let start = self.starts.entry(id).or_insert(time);
        *start = time.min(*start);
    }

    /// Sorts the purchases now, so that later queries do not work on a copy.
    ///
    /// It changes no result.
    pub fn sort(&mut self) {
        self.purchases.settle();
        self.refunds.settle();
    }

    /// Counts the customers in the log, whenever they bought; those with only refunds are included.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let mut ids: Vec<&Id> = Vec::new();
        let known = Entries::of(&self.purchases).chain(Entries::of(&self.refunds));
        let known = known.map(|entry| entry.id).chain(self.starts.keys());
        for id in known {
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
        if !self.refunds.is_empty() || !self.starts.is_empty() {
            ids.sort_unstable();
            ids.dedup();
        }
        ids.len() as u64
    }

    /// Computes the table that purchase models are fitted to: (x, tₓ, T) of every customer, with a count
    /// for equal ones.
    ///
    /// Customers whose first purchase is on the last day have been observed for no time and are left
    /// out.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::PurchaseLog;
    /// use tenure::units::Money;
    ///
    /// let price = Money::from_minor(999);
    /// let purchases = [("ann", 0, price), ("ann", 30, price), ("bob", 9, price)];
    /// let log = PurchaseLog::try_from_iter(purchases)?;
    /// let histories = log.histories(100)?;
    /// assert_eq!((histories.customers(), histories.repeat_purchases()), (2, 1));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`](crate::Error::Exceeds) when the observation ends before it starts, or the holdout before the calibration;
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) when it reaches back more than 10⁹ days.
    ///
    /// # Complexity
    ///
    /// O(n) for n purchases in order, and O(m log m) for m customers.
    pub fn histories(&self, observation: impl Into<Observation>) -> Result<HistoryTable> {
        let customers = self.observed_customers(observation)?;
        Ok(customers.map(|customer| customer.history()).collect())
    }

    /// Yields the customers in the order of their ids, each with their history, spend and purchases in
    /// the holdout.
    ///
    /// # Errors
    ///
    /// Those of [`histories`](Self::histories).
    ///
    /// # Complexity
    ///
    /// One pass, O(1) space.
    pub fn observed_customers(
        &self,
        observation: impl Into<Observation>,
    ) -> Result<impl Iterator<Item = ObservedCustomer<&Id>>> {
        let mut walk = self.walk(observation.into())?;
        let next = move || walk.next_customer(&mut |_| ());
        Ok(core::iter::from_fn(next))
    }

    /// Counts the repeat purchases of these customers in each period of `every` ticks, in calibration and
    /// holdout, to compare with a model's expectation.
    ///
    /// # Errors
    ///
    /// Those of [`histories`](Self::histories), and [`Error::OutOfRange`](crate::Error::OutOfRange) for periods of 0 ticks and for
    /// more than 100 000 periods.
    ///
    /// # Complexity
    ///
    /// One pass; space for each day on which a customer came, and for each period.
    pub fn repeat_purchase_counts(
        &self,
        observation: impl Into<Observation>,
        every: u64,
    ) -> Result<RepeatPurchaseCounts> {
        let mut walk = self.walk(observation.into())?;
        let mut counts = BTreeMap::new();
        let mut starts = BTreeMap::new();
        let mut count = |period| {
            let n: &mut u64 = counts.entry(period).or_default();
            *n = n.saturating_add(1);
        };
        while let Some(customer) = walk.next_customer(&mut count) {
            let n: &mut u64 = starts.entry(customer.start()).or_default();
            *n = n.saturating_add(1);
        }
        RepeatPurchaseCounts::new(walk.span(), every, counts, starts)
    }

    fn walk(&self, observation: Observation) -> Result<Walk<'_, Id>> {
        Ok(Walk::new(
            self.span(observation)?,
            Entries::of(&self.purchases),
            Entries::of(&self.refunds),
            self.starts.range(..),
        ))
    }

    fn span(&self, observation: Observation) -> Result<Span> {
        let known = !self.purchases.is_empty() || !self.starts.is_empty();
        observation.span(Self::TICKS, known.then_some(self.earliest))
    }
}
