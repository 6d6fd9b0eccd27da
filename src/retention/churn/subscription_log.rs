//! [`SubscriptionLog`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::spells::Spells;
use super::{ChurnWindow, Subscription};
use crate::fold::accumulate::{Accumulate, accumulator};
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::{Merge, Result};

/// Collects every subscription there ever was and computes every churn rate from them.
///
/// Collect it from rows of (customer, first day, first day no longer a customer), then ask for any
/// [`window`](Self::window): who stayed, who left, the churn with its interval, and all ten
/// definitions of it side by side.
///
/// Subscriptions are united per customer before anything is counted. A customer with two at once
/// who drops one has not churned; one whose next subscription starts the day the last ended has
/// neither left nor returned. A customer who was away for a day or more has left, and returns.
///
/// The state is the same whatever order the subscriptions came in and however they were spread over
/// shards, even if the subscriptions of one customer lie in different shards. A subscription that
/// ends on the day it starts was never active and leaves no trace; the same subscription given
/// twice is one.
///
/// Feed it the whole history, not only the period of interest: who joins is *new* when the log knows
/// no earlier day of theirs, and *returned* otherwise.
///
/// # Examples
///
/// ```
/// use tenure::retention::SubscriptionLog;
/// use tenure::units::{Level, Period};
///
/// // Days of the year here; any numbering will do. No last day: still a customer.
/// let log = SubscriptionLog::try_from_iter([
///     ("ann", 0, None),
///     ("bob", 0, Some(31)),
///     ("bob", 31, Some(45)), // renewed the day the first ended: no churn in between
///     ("cy", 5, None),
///     ("di", 20, None),
///     ("eve", 33, Some(50)), // joined and left in February
/// ])?;
///
/// // February compares the customers of day 31 with those of day 59.
/// let february = log.window(31, 59)?;
/// let churned = february.churned(); // of those there at the start, those not there at the end
/// assert_eq!((churned.successes(), churned.trials()), (1, 4));
/// assert_eq!(
///     churned.proportion().map(|c| c.to_string()),
///     Some("25.0%".to_string())
/// );
///
/// // Four customers do not tell much: Wilson's interval at 95 %.
/// let interval = churned.interval(Level::P95);
/// assert_eq!(
///     interval.map(|i| format!("{i:.2}")),
///     Some("0.05 to 0.70".to_string())
/// );
///
/// // As a rate with its period it converts, by compounding, and goes into a lifetime value.
/// let churn = february
///     .churn()
///     .map(|c| (c.to_string(), c.per(Period::Month).to_string()));
/// assert_eq!(
///     churn,
///     Some(("25.0% per 28 days".to_string(), "26.8%".to_string()))
/// );
///
/// // To compare with figures of others: ten definitions of one month, by name.
/// let comparison = february.compare();
/// println!("{comparison:.1}");
/// let range = comparison
///     .range()
///     .map(|(low, high)| format!("{low:.2} to {high:.2}"));
/// assert_eq!(range, Some("0.25 to 0.57".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// Amortised O(log n + log s) per subscription in the log of n customers, s spells of this one, in
/// whatever order they come; O(spells) space. Merging costs as much per spell of the smaller log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SubscriptionLog<Id> {
    customers: BTreeMap<Id, Spells>,
}

impl<Id> SubscriptionLog<Id> {
    /// Creates a log without subscriptions.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            customers: BTreeMap::new(),
        }
    }

    /// Returns how many customers there ever were.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.customers.len() as u64
    }

    /// Returns whether the log has no subscription.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers.is_empty()
    }

    /// Returns how many customers are active on a day.
    #[must_use]
    pub fn active_on(&self, day: i64) -> u64 {
        let spells = self.customers.values();
        spells
            .filter(|spells| spells.iter().any(|spell| spell.contains(day)))
            .count() as u64
    }

    /// Returns the united subscriptions by customer, then by day, with at least a day between two
    /// of the same customer.
    pub fn subscriptions(&self) -> impl Iterator<Item = Subscription<&Id>> {
        self.customers.iter().flat_map(|(id, spells)| {
            let spells = spells.iter();
            spells.map(move |spell| Subscription::of(id, spell))
        })
    }

    /// Compares the customers of day `from` with those of day `to`: the counts, and every churn
    /// rate.
    ///
    /// Two snapshots are compared: who is a customer on day `from`, and who on day `to`. So a
    /// customer who joins on day `from` is there at the start, and one whose subscription ends on
    /// day `to` has left. The window of January runs from January 1 to February 1, the next from
    /// February 1: consecutive windows share a snapshot, and nothing is lost or counted twice
    /// between them.
    ///
    /// # Examples
    ///
    /// A year of months, from the first days of thirteen months:
    ///
    /// ```
    /// use tenure::retention::SubscriptionLog;
    ///
    /// let log = SubscriptionLog::try_from_iter([("ann", 0, None), ("bob", 0, Some(40))])?;
    /// let firsts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    /// let months = firsts.windows(2).map(|month| log.window(month[0], month[1]));
    /// let churned = months.map(|month| Ok(month?.churned().successes()));
    /// let churned = churned.collect::<tenure::Result<Vec<_>>>()?;
    /// assert_eq!(churned, [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`](crate::Error::Exceeds) when `from` is after `to`, [`Error::OutOfRange`](crate::Error::OutOfRange) when they are the same
    /// day.
    ///
    /// # Complexity
    ///
    /// O(s · log d) time and O(d) space for s spells in the log and d distinct days on which a
    /// customer came or left, however long the window.
    pub fn window(&self, from: i64, to: i64) -> Result<ChurnWindow> {
        ChurnWindow::sweep(from, to, self.customers.values())
    }
}

impl<Id: Ord> SubscriptionLog<Id> {
    /// Adds one subscription.
    pub fn push(&mut self, subscription: Subscription<Id>) {
        let (id, spell) = subscription.into_parts();
        if !spell.is_empty() {
            match self.customers.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(Spells::of(spell));
                }
                Entry::Occupied(mut spells) => spells.get_mut().add(spell),
            }
        }
    }

    /// Returns the united subscriptions of one customer in order; none for a customer the log does
    /// not know.
    pub fn subscriptions_of<'a, Q>(&self, id: &'a Q) -> impl Iterator<Item = Subscription<&'a Q>>
    where
        Id: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let spells = self.customers.get(id).into_iter().flat_map(Spells::iter);
        spells.map(move |spell| Subscription::of(id, spell))
    }
}

impl<Id> Default for SubscriptionLog<Id> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Id: Ord> Merge for SubscriptionLog<Id> {
    fn merge(&mut self, mut other: Self) {
        if other.customers.len() > self.customers.len() {
            core::mem::swap(self, &mut other); // the result is the same, the work is less
        }
        for (id, theirs) in other.customers {
            match self.customers.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(theirs);
                }
                Entry::Occupied(mut ours) => ours.get_mut().merge(theirs),
            }
        }
    }

    fn heap_size(&self) -> usize {
        let customers = self
            .customers
            .len()
            .saturating_mul(size_of::<(Id, Spells)>());
        let later = self.customers.values().map(Spells::heap_size);
        later.fold(customers, usize::saturating_add)
    }
}

impl<Id: Ord> Accumulate<Subscription<Id>> for SubscriptionLog<Id> {
    fn add(&mut self, subscription: Subscription<Id>) {
        self.push(subscription);
    }
}

accumulator!([Id: {Ord}] {} SubscriptionLog<Id>, Subscription<Id>);

// A list of subscriptions: any such list reads back, united again.
saved! {
    impl{Id: Ord} keys{Id} for SubscriptionLog<Id> as "subscription log", 1;
    |log| -> {
        let length = log.customers.values().map(Spells::len).sum();
        Each::of(length, || log.subscriptions())
    };
    read(list: Vec<Subscription<Id>>) { Ok(list.into_iter().collect()) }
}
