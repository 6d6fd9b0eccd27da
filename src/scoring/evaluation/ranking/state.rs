//! [`Ranking`]: the state; what it answers is in the files beside.

use std::borrow::Cow;

use super::{ScoreGroup, Scored};
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::Batched;
use crate::numeric::count::saturated;
use crate::units::Proportion;
use crate::{Merge, Result};

/// Ranks customers by a score, to judge whether those who leave come first.
///
/// Takes pairs of (score, churned) of customers whose outcome is known, from any model: the score may
/// be any number, only its order counts. Sorted once, it answers all of these:
///
/// | the question | the figure |
/// |---|---|
/// | How often does a customer who leaves score above one who stays? | [`auc`](Self::auc), with [`auc_interval`](Self::auc_interval); as −1 to 1, [`gini`](Self::gini) |
/// | Is the new model really better than the old one? | [`AucDifference::paired`](super::AucDifference::paired) on the same customers, [`auc_difference`](Self::auc_difference) on others |
/// | We call the riskiest 500, or 10 %: how many leavers do we reach? | [`top`](Self::top), [`top_share`](Self::top_share) |
/// | How does risk fall from the first tenth of customers to the last? | [`deciles`](Self::deciles), [`quantile_table`](Self::quantile_table) |
/// | How pure is the list we call, over all lengths of it? | [`average_precision`](Self::average_precision) (rare churn: rather than the AUC) |
/// | Which threshold separates the two classes best? | [`ks`](Self::ks), [`ks_threshold`](Self::ks_threshold), [`youden`](Self::youden) |
/// | What does each threshold catch, and what does it cost in false alarms? | [`operating_points`](Self::operating_points), at one of them [`confusion`](Self::confusion); for plots [`roc_curve`](Self::roc_curve), [`pr_curve`](Self::pr_curve) |
///
/// All of them judge the order only: a score that says 2 % where 20 % leave can rank perfectly. For
/// the probabilities themselves see [`Forecasts`](crate::scoring::evaluation::Forecasts). Judge on
/// customers the model was not fitted to.
///
/// Customers of the same score are *tied*. They count as one step of every curve and as half a win
/// in the AUC, and share a place in a table pro rata, so that no figure depends on the order of the rows.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Ranking;
///
/// let ranking = Ranking::try_from_iter([
///     (0.9, true), (0.8, true), (0.7, false), (0.4, true), (0.1, false),
/// ])?;
/// assert_eq!(ranking.auc(), Some(5.0 / 6.0)); // 5 of the 6 pairs are in the right order
/// assert_eq!(ranking.top(2).map(|list| list.hits()), Some(2.0)); // both of them left
///
/// assert_eq!(
///     Ranking::try_from_iter([(0.9, true), (f64::NAN, false)]).unwrap_err().to_string(),
///     "item 1 was rejected: score must be a finite number, got NaN"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect, and 24 bytes for each distinct score; then each question is one
/// pass. A parallel iterator sorts its parts in parallel. Merging costs O(log n) a score on average:
/// pieces are sorted in batches, and until then each question works on a sorted copy. Call
/// [`sort`](Self::sort) before asking often.
///
/// Counts of a group stop at the largest `u64`; figures made of pairs of customers are `None` beyond
/// 2⁶² customers of a class.
///
/// Saved, it is the list of its groups from the lowest score: `[score, churned, stayed]` each.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    groups: Batched<ScoreGroup>,
}

impl Ranking {
    /// Adds one customer.
    pub fn push(&mut self, customer: Scored) {
        let churned = u64::from(customer.churned());
        let group = ScoreGroup::new(customer.score(), churned, 1_u64.wrapping_sub(churned));
        self.groups.push(group);
        self.groups.settle_if_due();
    }

    /// Sorts the scores now, so that later questions need no sorted copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        self.groups.settle();
    }

    /// Counts the customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        saturated(self.total(ScoreGroup::size))
    }

    /// Counts the customers who churned.
    #[must_use]
    pub fn churned(&self) -> u64 {
        saturated(self.total(|group| group.churned().into()))
    }

    /// Counts the customers who stayed.
    #[must_use]
    pub fn stayed(&self) -> u64 {
        saturated(self.total(|group| group.stayed().into()))
    }

    /// Returns the share of customers who churned: the precision of a random list. `None` without
    /// customers.
    #[doc(alias = "base rate")]
    #[must_use]
    pub fn prevalence(&self) -> Option<Proportion> {
        let all = self.total(ScoreGroup::size);
        let churned = self.total(|group| group.churned().into());
        (all > 0).then(|| Proportion::clipped(churned as f64 / all as f64))
    }

    /// Returns the distinct scores with the customers who have each, the riskiest first.
    #[must_use]
    pub fn groups(&self) -> impl ExactSizeIterator<Item = ScoreGroup> + '_ {
        Descending {
            groups: self.sorted(),
            taken: 0,
        }
    }

    /// The groups in ascending order.
    pub(in crate::scoring::evaluation) fn sorted(&self) -> Cow<'_, [ScoreGroup]> {
        self.groups.in_order()
    }

    fn total(&self, count: impl Fn(ScoreGroup) -> u128) -> u128 {
        let groups = self.groups.rows().iter();
        groups.fold(0, |sum, group| sum.wrapping_add(count(*group)))
    }

    fn append(&mut self, groups: Batched<ScoreGroup>) {
        self.groups.append(groups);
        self.groups.settle_if_due();
    }

    fn append_columns(&mut self, columns: Columns) {
        self.append(Batched::of_settled(columns.into_groups()));
    }
}

/// The groups from the highest score down.
struct Descending<'a> {
    groups: Cow<'a, [ScoreGroup]>,
    taken: usize,
}

impl Iterator for Descending<'_> {
    type Item = ScoreGroup;

    fn next(&mut self) -> Option<ScoreGroup> {
        let left = self.groups.len().checked_sub(self.taken)?;
        let group = self.groups.get(left.checked_sub(1)?)?;
        self.taken = self.taken.saturating_add(1);
        Some(*group)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.groups.len().saturating_sub(self.taken);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Descending<'_> {}

/// The scores of each class by themselves: sorting them takes half the comparisons, moves no labels and
/// compares integers.
#[derive(Default)]
struct Columns {
    churned: Vec<i64>,
    stayed: Vec<i64>,
}

impl Columns {
    fn with_capacity(customers: usize) -> Self {
        Self {
            churned: Vec::with_capacity(customers / 2),
            stayed: Vec::with_capacity(customers),
        }
    }

    fn push(&mut self, customer: Scored) {
        let column = if customer.churned() {
            &mut self.churned
        } else {
            &mut self.stayed
        };
        column.push(flipped(customer.score().to_bits().cast_signed()));
    }

    fn into_groups(mut self) -> Vec<ScoreGroup> {
        self.churned.sort_unstable();
        self.stayed.sort_unstable();
        let (mut churned, mut stayed) = (self.churned.as_slice(), self.stayed.as_slice());
        let mut groups = Vec::with_capacity(churned.len().saturating_add(stayed.len()));
        while let Some(key) = lowest(churned, stayed) {
            let score = f64::from_bits(flipped(key).cast_unsigned());
            groups.push(ScoreGroup::new(
                score,
                take(&mut churned, key),
                take(&mut stayed, key),
            ));
        }
        if groups.len() <= groups.capacity() / 2 {
            groups.shrink_to_fit();
        }
        groups
    }
}

fn lowest(left: &[i64], right: &[i64]) -> Option<i64> {
    match (left.first(), right.first()) {
        (Some(&left), Some(&right)) => Some(left.min(right)),
        (left, right) => left.or(right).copied(),
    }
}

/// Removes all keys equal to `key` from the front and counts them.
const fn take(keys: &mut &[i64], key: i64) -> u64 {
    let mut count = 0_u64;
    while let Some((first, rest)) = keys.split_first()
        && *first == key
    {
        count = count.wrapping_add(1);
        *keys = rest;
    }
    count
}

/// Maps the bits of an `f64` to an integer of the same order, and back.
const fn flipped(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Equal if they hold the same customers, in any order.
impl PartialEq for Ranking {
    fn eq(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }
}

impl Merge for Ranking {
    fn merge(&mut self, other: Self) {
        self.append(other.groups);
    }

    fn heap_size(&self) -> usize {
        self.groups.heap_size()
    }
}

impl Accumulate<Scored> for Ranking {
    fn add(&mut self, customer: Scored) {
        self.push(customer);
    }

    fn add_all(&mut self, customers: impl Iterator<Item = Scored>) {
        let mut columns = Columns::with_capacity(customers.size_hint().0);
        customers.for_each(|customer| columns.push(customer));
        self.append_columns(columns);
    }

    fn try_add_all<E>(
        &mut self,
        customers: impl Iterator<Item = Result<Scored, E>>,
    ) -> Result<(), (usize, E)> {
        let mut columns = Columns::with_capacity(customers.size_hint().0);
        for (index, customer) in customers.enumerate() {
            columns.push(customer.map_err(|error| (index, error))?);
        }
        self.append_columns(columns);
        Ok(())
    }
}

accumulator!({} Ranking, Scored);

saved! {
    impl{} for Ranking as "ranking", 1;
    |ranking| -> *ranking.sorted();
    read(groups: Vec<ScoreGroup>) {
        if !groups.is_sorted_by(|left, right| left.score() < right.score()) {
            return Err(crate::Error::Malformed {
                what: "ranking",
                expected: "groups in ascending order of their scores, each score once",
            });
        }
        let groups = Batched::of_settled(groups);
        Ok(Self { groups })
    }
}
