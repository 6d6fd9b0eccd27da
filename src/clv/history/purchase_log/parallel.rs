//! Queries on all threads.

use core::ops::Bound;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::PurchaseLog;
use super::walk::Walk;
use crate::Result;
use crate::clv::history::entry::{Entries, Entry};
use crate::clv::history::{HistoryTable, Observation};

/// The purchases for which another thread pays off.
const SHARE: usize = 1 << 13;

impl<Id: Ord + Sync, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// Computes [`histories`](Self::histories), the same to the bit, on all threads of the current
    /// [`rayon`] pool.
    ///
    /// [`sort`](Self::sort) the log first: one that is not sorted is not split among threads.
    ///
    /// # Errors
    ///
    /// Those of [`histories`](Self::histories).
    ///
    /// # Examples
    ///
    /// ```
    /// use rayon::prelude::*;
    /// use tenure::clv::history::{Purchase, PurchaseLog};
    /// use tenure::units::Money;
    ///
    /// let lines: Vec<_> = (0..2_000_u32)
    ///     .map(|i| Purchase::new(i / 4, i64::from(i % 4) * 30, Money::from_minor(999)))
    ///     .collect::<Result<_, _>>()?;
    /// let mut log: PurchaseLog<u32> = lines.par_iter().collect();
    /// log.sort();
    /// assert_eq!(log.par_histories(273)?, log.histories(273)?);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn par_histories(&self, observation: impl Into<Observation>) -> Result<HistoryTable> {
        let observation = observation.into();
        let (Some(purchases), Some(refunds)) = (self.purchases.settled(), self.refunds.settled())
        else {
            return self.histories(observation);
        };
        let span = self.span(observation)?;
        let cuts = cuts(purchases);
        let ends = cuts.iter().copied().map(Some).chain([None]);
        let shares: Vec<_> = [None].into_iter().chain(ends.clone()).zip(ends).collect();
        let tables = shares.into_par_iter().map(|(from, before)| {
            let bounds = (
                from.map_or(Bound::Unbounded, Bound::Included),
                before.map_or(Bound::Unbounded, Bound::Excluded),
            );
            let too_early = |entry: &Entry<Id>| from.is_some_and(|id| entry.id < *id);
            let not_too_late = |entry: &Entry<Id>| before.is_none_or(|id| entry.id < *id);
            let mut walk = Walk::new(
                span,
                Entries::between(purchases, too_early, not_too_late),
                Entries::between(refunds, too_early, not_too_late),
                self.starts.range::<Id, _>(bounds),
            );
            core::iter::from_fn(|| walk.next_customer(&mut |_| ()))
                .map(|customer| customer.history())
                .collect::<HistoryTable>()
        });
        let tables: Vec<_> = tables.collect();
        Ok(tables.into_iter().sum())
    }
}

/// Ids, ascending, that split the purchases into about equal parts.
fn cuts<Id: Ord>(runs: &[Vec<Entry<Id>>]) -> Vec<&Id> {
    let held = runs
        .iter()
        .fold(0_usize, |sum, run| sum.saturating_add(run.len()));
    let shares = (held / SHARE).clamp(1, rayon::current_num_threads().saturating_mul(4));
    let share = held.div_ceil(shares).max(1);
    let mut cuts: Vec<&Id> = Vec::new();
    let mut next = share;
    for run in runs {
        while let Some(entry) = run.get(next) {
            cuts.push(&entry.id);
            next = next.saturating_add(share);
        }
        next = next.saturating_sub(run.len());
    }
    cuts.dedup();
    cuts
}
