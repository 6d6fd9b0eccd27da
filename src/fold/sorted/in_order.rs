//! [`InOrder`]: the rows of some runs, one after the other.

use core::slice;

use super::rows::{Keyed, unite};
use super::runs::Runs;

/// A row that can be looked at without taking what its key owns.
pub(crate) trait Lent {
    /// The row with a reference to its key.
    type Row<'a>
    where
        Self: 'a;

    /// The row as it is seen.
    fn lent(&self) -> Self::Row<'_>;
}

/// Rows in the order of their keys, each key once.
pub(crate) enum InOrder<'a, R: Lent> {
    /// As they are held.
    Held {
        run: slice::Iter<'a, R>,
        next: std::vec::IntoIter<&'a [R]>,
    },
    /// A settled copy.
    Copied(std::vec::IntoIter<R::Row<'a>>),
}

impl<'a, R: Lent> InOrder<'a, R> {
    /// Those of all runs.
    pub(crate) fn of(rows: &'a Runs<R>) -> Self
    where
        R: Keyed,
        R::Row<'a>: Keyed,
    {
        if let Some(runs) = rows.settled() {
            return Self::held(runs.iter().map(Vec::as_slice));
        }
        let mut copy: Vec<_> = rows.every_row().map(R::lent).collect();
        copy.sort_by(Keyed::order); // merges the runs that are in order
        unite(&mut copy);
        Self::Copied(copy.into_iter())
    }

    /// Those of settled runs from the first on that is not too early, before the first that is too late.
    #[cfg(feature = "rayon")]
    pub(crate) fn between(
        runs: &'a [Vec<R>],
        too_early: impl Fn(&R) -> bool,
        not_too_late: impl Fn(&R) -> bool,
    ) -> Self {
        Self::held(runs.iter().map(|run| {
            let (_, run) = run.split_at(run.partition_point(&too_early));
            run.split_at(run.partition_point(&not_too_late)).0
        }))
    }

    fn held(runs: impl Iterator<Item = &'a [R]>) -> Self {
        let runs: Vec<_> = runs.collect();
        Self::Held {
            run: [].iter(),
            next: runs.into_iter(),
        }
    }
}

impl<'a, R: Lent> Iterator for InOrder<'a, R> {
    type Item = R::Row<'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Held { run, next } => loop {
                if let Some(row) = run.next() {
                    return Some(row.lent());
                }
                *run = next.next()?.iter();
            },
            Self::Copied(rows) => rows.next(),
        }
    }
}
