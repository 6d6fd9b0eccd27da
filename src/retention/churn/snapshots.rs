//! [`Snapshots`].

use std::collections::BTreeMap;

use super::StartCohort;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
#[cfg(feature = "serde")]
use crate::saved::{Each, Own};

/// Names the snapshot that lists a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "a period has two ends")]
pub enum Snapshot {
    /// Lists a customer at the start.
    Start,
    /// Lists a customer at the end.
    End,
}

saved! { impl{} for Snapshot as is; }

/// Collects the customers at the start and at the end of a period, from any number of shards.
///
/// Two sets of customers: being listed twice, even in two shards, is being listed once. The answer
/// is the [`StartCohort`].
///
/// # Examples
///
/// ```
/// use tenure::Merge;
/// use tenure::retention::{Snapshot, Snapshots};
///
/// let mut lists: Snapshots<u32> = [(7, Snapshot::Start), (8, Snapshot::Start)]
///     .into_iter()
///     .collect();
/// lists.merge(
///     [(7, Snapshot::End), (9, Snapshot::End)]
///         .into_iter()
///         .collect(),
/// );
/// assert_eq!(lists.cohort().retained().successes(), 1);
/// assert_eq!(lists.cohort().joined(), 1);
/// ```
///
/// # Complexity
///
/// O(log n) per id, O(n) space for n customers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Snapshots<Id> {
    customers: BTreeMap<Id, Presence>,
}

/// The snapshots a customer is in, at least one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Presence {
    at_start: bool,
    at_end: bool,
}

#[cfg(feature = "serde")]
impl Presence {
    /// Returns the snapshots.
    fn listed(self) -> impl Iterator<Item = Snapshot> {
        let start = self.at_start.then_some(Snapshot::Start);
        let end = self.at_end.then_some(Snapshot::End);
        start.into_iter().chain(end)
    }
}

impl<Id: Ord> Snapshots<Id> {
    /// Creates the snapshots from the ids of the customers at the start and of those at the end.
    pub fn from_ids(
        at_start: impl IntoIterator<Item = Id>,
        at_end: impl IntoIterator<Item = Id>,
    ) -> Self {
        let at_start = at_start.into_iter().map(|id| (id, Snapshot::Start));
        let at_end = at_end.into_iter().map(|id| (id, Snapshot::End));
        at_start.chain(at_end).collect()
    }

    /// Adds a customer to one of the two snapshots.
    pub fn push(&mut self, id: Id, snapshot: Snapshot) {
        let presence = self.customers.entry(id).or_default();
        match snapshot {
            Snapshot::Start => presence.at_start = true,
            Snapshot::End => presence.at_end = true,
        }
    }
}

impl<Id> Snapshots<Id> {
    /// Counts how many of the customers at the start are there at the end.
    ///
    /// # Complexity
    ///
    /// O(n).
    #[must_use]
    pub fn cohort(&self) -> StartCohort {
        let mut cohort = StartCohort::default();
        for presence in self.customers.values() {
            cohort.push(presence.at_start, presence.at_end);
        }
        cohort
    }
}

impl<Id> Default for Snapshots<Id> {
    fn default() -> Self {
        Self {
            customers: BTreeMap::new(),
        }
    }
}

impl<Id: Ord> Merge for Snapshots<Id> {
    fn merge(&mut self, mut other: Self) {
        if other.customers.len() > self.customers.len() {
            core::mem::swap(self, &mut other); // the result is the same, the work is less
        }
        for (id, theirs) in other.customers {
            let ours = self.customers.entry(id).or_default();
            ours.at_start |= theirs.at_start;
            ours.at_end |= theirs.at_end;
        }
    }

    fn heap_size(&self) -> usize {
        let each = size_of::<(Id, Presence)>();
        self.customers.len().saturating_mul(each)
    }
}

impl<Id: Ord> Accumulate<(Id, Snapshot)> for Snapshots<Id> {
    fn add(&mut self, (id, snapshot): (Id, Snapshot)) {
        self.push(id, snapshot);
    }
}

accumulator!([Id: {Ord}] {} Snapshots<Id>, (Id, Snapshot));

// A list of customers and the snapshot they are in: any such list reads back.
saved! {
    impl{Id: Ord} keys{Id} for Snapshots<Id> as "snapshots", 1;
    |snapshots| -> {
        let listed = |(id, presence): (_, &Presence)| presence.listed().map(move |at| (Own(id), at));
        let length = snapshots.customers.values().map(|of| of.listed().count()).sum();
        Each::of(length, move || snapshots.customers.iter().flat_map(listed))
    };
    read(list: Vec<(Own<Id>, Snapshot)>) {
        Ok(list.into_iter().map(|(Own(id), snapshot)| (id, snapshot)).collect())
    }
}
