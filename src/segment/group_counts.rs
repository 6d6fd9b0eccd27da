//! [`GroupCounts`].

use core::fmt;
use std::collections::BTreeMap;

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Binomial;
use crate::text::padded;
use crate::units::Proportion;

/// Counts how many customers are in each group: tiers, stages, labels or scores.
///
/// Collects from the groups of single customers, merges, and reads as one line for a report, in the
/// order of the groups. A group nobody is in has no entry.
///
/// # Examples
///
/// ```
/// use tenure::segment::{GroupCounts, LifecycleStage::{Loyal, New}};
///
/// let counts: GroupCounts<_> = [New, New, Loyal, New].into_iter().collect();
/// assert_eq!(counts.count(&New), 3);
/// assert_eq!(counts.share_of(&Loyal).proportion().map(|share| share.percent()), Some(25.0));
/// assert_eq!(counts.to_string(), "new 3 (75.0%), loyal 1 (25.0%)");
/// ```
///
/// # Complexity
///
/// O(log g) per customer and O(g) space for g groups.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupCounts<G> {
    counts: BTreeMap<G, Count>,
}

saved! {
    impl{G: Ord} keys{G} for GroupCounts<G> as "group counts", 1;
    |groups| -> &groups.counts;
    read(counts: BTreeMap<G, Count>) {
        let mut counts = counts;
        counts.retain(|_, count| *count > Count::ZERO); // an empty group has no entry
        Ok(Self { counts })
    }
}

impl<G: Ord> GroupCounts<G> {
    /// Counts one customer of a group.
    pub fn push(&mut self, group: G) {
        self.counts.entry(group).or_default().increment();
    }

    /// Returns how many customers are in a group.
    #[must_use]
    pub fn count(&self, group: &G) -> u64 {
        self.counts.get(group).map_or(0, |count| count.to_u64())
    }

    /// Returns how many customers there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_total())
    }

    /// Counts as [`total`](Self::total), not capped.
    pub(crate) fn wide_total(&self) -> u128 {
        self.counts
            .values()
            .fold(0, |total: u128, count| total.saturating_add(count.get()))
    }

    /// Returns the share of a group among all customers.
    ///
    /// Of a whole customer base the share is what it is; its interval is for a *sample* of
    /// customers, and not for groups cut by the quantiles of that very sample.
    #[must_use]
    pub fn share_of(&self, group: &G) -> Binomial {
        let (mut inside, mut outside) = (Count::ZERO, Count::ZERO);
        for (other, count) in &self.counts {
            if other == group {
                inside.merge(*count);
            } else {
                outside.merge(*count);
            }
        }
        Binomial::of(inside, outside)
    }

    /// Iterates over the groups with the number of customers in each, in the order of the groups.
    pub fn iter(&self) -> impl Iterator<Item = (&G, u64)> {
        self.counts
            .iter()
            .map(|(group, count)| (group, count.to_u64()))
    }
}

impl<G> Default for GroupCounts<G> {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
        }
    }
}

impl<G: Ord> Merge for GroupCounts<G> {
    fn merge(&mut self, other: Self) {
        for (group, count) in other.counts {
            self.counts.entry(group).or_default().merge(count);
        }
    }
}

impl<G: Ord> Accumulate<G> for GroupCounts<G> {
    fn add(&mut self, group: G) {
        self.push(group);
    }
}

accumulator!([G: {Ord}] {} GroupCounts<G>, G);

/// "low 2 (20.0%), normal 6 (60.0%), high 2 (20.0%)"; the precision is that of the shares.
impl<G: Ord + fmt::Display> fmt::Display for GroupCounts<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let total = self.wide_total();
        let groups = self.counts.iter().map(|(group, count)| {
            // There is no entry without a count, so the total is above 0.
            let share = Proportion::clipped(count.to_f64() / total as f64);
            format!("{group} {} ({share:.places$})", count.to_u64())
        });
        padded(f, groups.collect::<Vec<_>>().join(", "))
    }
}
