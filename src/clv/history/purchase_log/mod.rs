//! [`PurchaseLog`]: the state and its questions; how it collects and is saved is in the files beside.

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

/// Who bought when, for how much: every purchase of a shop, from which all histories follow.
///
/// Collect it from lines of (customer, day, amount) in any order, then ask for the
/// [histories](Self::histories) a model is fitted to, or for the [customers](Self::customers) one by one, with
/// their mean spend and what they bought in a holdout. What counts as a purchase, and from when to when, is
/// said by the [`Observation`]; a day stands for "until then".
///
/// The state is the same whatever order the purchases came in and however they were spread over shards, even
/// if those of one customer lie in different shards. Amounts of one customer at one time are added up; the
/// first purchase is the one that makes the customer.
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
///     ("ann", 18, cents(1573)), // a second order of the day: one purchase
/// ])?;
/// assert_eq!(log.customers_ever(), 2);
///
/// let histories = log.histories(273)?;
/// assert_eq!((histories.customers(), histories.repeat_purchases()), (2, 2));
///
/// for customer in log.customers(273)? {
///     println!("{}: {}, {:?} on average", customer.id(), customer.history(), customer.mean_repeat_spend(2));
/// }
///
/// assert_eq!(
///     PurchaseLog::try_from_iter([("ann", 1, cents(2933)), ("ann", 5, cents(-2933))]).unwrap_err().to_string(),
///     "item 1 was rejected: amount of a purchase (in minor units) must be at least 0 \
///      (for refunds, see Purchase::or_refund), got -2933"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Instants
///
/// Times are days unless the type says that a day has more ticks: 86 400 for Unix seconds. Purchases of one
/// day are one all the same, unless [another rule](super::SamePeriod) is chosen, and every history keeps its
/// times in days. Logs of different ticks do not mix.
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
/// assert_eq!(log.histories(end.same_period(SamePeriod::Tick))?.repeat_purchases(), 2);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per purchase that comes in the order of customers and times, O(log n) otherwise; space for each
/// customer and time with a purchase: 16 bytes and an id. So the id decides the cost. With whole numbers it is
/// 24 bytes, and ten million shuffled purchases take some three seconds; comparing texts costs several times
/// that, and a `String` of its own for each purchase more again. `&str`s borrowed from the input, or numbers
/// given to customers where the data is read, are better. Asking is one pass. Purchases
/// [pushed](Self::push) one by one and merged logs are put in order in batches; until then each question
/// works on a sorted copy: [`sort`](Self::sort) before asking often. Input that is in order already need not be
/// kept at all: see [`grouped`](Self::grouped).
#[doc(alias = "transactions")]
#[doc(alias = "event log")]
#[must_use]
#[derive(Debug, Clone)]
pub struct PurchaseLog<Id, const TICKS_PER_DAY: u64 = 1> {
    purchases: Runs<Entry<Id>>,
    refunds: Runs<Entry<Id>>,
    starts: BTreeMap<Id, i64>,
    /// The first time anything is known of, except refunds; the largest `i64` of nothing.
    earliest: i64,
}

impl<Id: Ord> PurchaseLog<Id> {
    /// The log of raw `(id, day, amount)`, each checked on its way in.
    ///
    /// Takes values or references, of any type that converts into a [`Purchase`]. Refunds are not raw: give
    /// them as [`Purchase::or_refund`].
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first that was rejected, and why.
    pub fn try_from_iter<I>(items: I) -> Result<Self>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_from_iter(items)
    }
}

impl<Id, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// Checked when the program is compiled.
    pub(super) const TICKS: u64 = {
        assert!(TICKS_PER_DAY > 0, "a day has at least one tick");
        TICKS_PER_DAY
    };

    /// Without any purchase.
    pub const fn new() -> Self {
        Self {
            purchases: Runs::new(),
            refunds: Runs::new(),
            starts: BTreeMap::new(),
            earliest: i64::MAX,
        }
    }

    /// Whether nothing was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.purchases.is_empty() && self.refunds.is_empty() && self.starts.is_empty()
    }
}

impl<Id: Ord, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// The log of raw `(id, time, amount)`, times in the ticks of the log's type: as
    /// [`try_from_iter`](PurchaseLog::try_from_iter), which is for days.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first that was rejected, and why.
    pub fn try_from_ticks<I>(items: I) -> Result<Self>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_from_iter(items)
    }

    /// Takes in raw purchases, all of them or none.
    ///
    /// # Errors
    ///
    /// As [`try_from_ticks`](Self::try_from_ticks); the log is then as it was before.
    pub fn try_extend<I>(&mut self, items: I) -> Result<()>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_extend(self, items)
    }

    /// Takes in one purchase, or refund.
    #[inline]
    pub fn push(&mut self, purchase: Purchase<Id>) {
        let (id, time, amount) = purchase.into_parts();
        if amount < 0 {
            // Never the most negative one.
            let amount = amount.saturating_neg();
            self.refunds.push(Entry { id, time, amount });
        } else {
            self.earliest = self.earliest.min(time);
            self.purchases.push(Entry { id, time, amount });
        }
    }

    /// Says when a customer came, where that is not the first purchase: an account opened, a card handed out.
    ///
    /// The customer's time then runs from that start on, and every purchase *after* its period counts;
    /// purchases in it or before it do not. Customers who never bought are observed, too. Of several starts
    /// the earliest holds.
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

    /// Puts the purchases in order now, so that no question after this works on a copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        self.purchases.settle();
        self.refunds.settle();
    }

    /// How many customers are known, whenever they bought: those of whom only refunds are known, too.
    #[must_use]
    pub fn customers_ever(&self) -> usize {
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
        ids.len()
    }

    /// What the purchase models are fitted to: (x, tₓ, T) of every customer, equal ones counted once.
    ///
    /// Customers who first bought on the last day have not been seen for any time, and are not among them.
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
        let customers = self.customers(observation)?;
        Ok(customers.map(|customer| customer.history()).collect())
    }

    /// The customers in the order of their ids, each with their history, what they spent and what they did
    /// in the holdout.
    ///
    /// # Errors
    ///
    /// As [`histories`](Self::histories).
    ///
    /// # Complexity
    ///
    /// One pass, O(1) space.
    pub fn customers(
        &self,
        observation: impl Into<Observation>,
    ) -> Result<impl Iterator<Item = ObservedCustomer<&Id>>> {
        let mut walk = self.walk(observation.into())?;
        let next = move || walk.next_customer(&mut |_| ());
        Ok(core::iter::from_fn(next))
    }

    /// How many repeat purchases these customers made in each stretch of `every` ticks, calibration and
    /// holdout: what a model's expectation is held against.
    ///
    /// # Errors
    ///
    /// As [`histories`](Self::histories), and [`Error::OutOfRange`](crate::Error::OutOfRange) for stretches of 0 ticks, and for more than
    /// 100 000 of them.
    ///
    /// # Complexity
    ///
    /// One pass; space for each day on which a customer came, and for each stretch.
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
