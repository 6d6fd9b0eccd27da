//! Collecting, merging, summing and comparing tables of lifetimes.

use super::LifetimeTable;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::retention::survival::{Elapsed, Lifetime};
use crate::{Merge, Result};

impl<T> Default for LifetimeTable<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The same customers, in whatever order they came.
impl<T: Elapsed> PartialEq for LifetimeTable<T> {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.settled(), other.settled());
        ours.walk().eq(theirs.walk())
    }
}

impl<T: Elapsed> Eq for LifetimeTable<T> {}

impl<T: Elapsed> Merge for LifetimeTable<T> {
    fn merge(&mut self, mut other: Self) {
        if other.small.len() > self.small.len() {
            core::mem::swap(&mut self.small, &mut other.small);
        }
        for (ours, theirs) in self.small.iter_mut().zip(other.small) {
            super::row::add(ours, theirs);
        }
        self.left.append(other.left);
        self.still.append(other.still);
        self.entered.append(other.entered);
        self.take_in(other.rows);
        for row in other.loose {
            self.push_row(row);
        }
        self.settle_if_due();
    }
}

impl<T: Elapsed> Accumulate<Lifetime<T>> for LifetimeTable<T> {
    #[inline]
    fn add(&mut self, lifetime: Lifetime<T>) {
        self.push(lifetime);
    }

    fn add_all(&mut self, lifetimes: impl Iterator<Item = Lifetime<T>>) {
        lifetimes.for_each(|lifetime| self.push(lifetime));
        self.settle_if_due();
    }

    /// Only for a state that is collected in one go, so it is put in order at the end.
    fn try_add_all<E>(
        &mut self,
        lifetimes: impl Iterator<Item = Result<Lifetime<T>, E>>,
    ) -> Result<(), (usize, E)> {
        for (index, lifetime) in lifetimes.enumerate() {
            self.push(lifetime.map_err(|error| (index, error))?);
        }
        self.sort();
        Ok(())
    }
}

accumulator!(@sum {T: Elapsed} LifetimeTable<T>);

impl<T: Elapsed> Extend<Lifetime<T>> for LifetimeTable<T> {
    fn extend<I: IntoIterator<Item = Lifetime<T>>>(&mut self, items: I) {
        self.add_all(items.into_iter());
    }
}

impl<'a, T: Elapsed> Extend<&'a Lifetime<T>> for LifetimeTable<T> {
    fn extend<I: IntoIterator<Item = &'a Lifetime<T>>>(&mut self, items: I) {
        self.add_all(items.into_iter().copied());
    }
}

impl<T: Elapsed> FromIterator<Lifetime<T>> for LifetimeTable<T> {
    fn from_iter<I: IntoIterator<Item = Lifetime<T>>>(items: I) -> Self {
        let mut table = Self::new();
        items.into_iter().for_each(|lifetime| table.push(lifetime));
        table.sort();
        table
    }
}

impl<'a, T: Elapsed> FromIterator<&'a Lifetime<T>> for LifetimeTable<T> {
    fn from_iter<I: IntoIterator<Item = &'a Lifetime<T>>>(items: I) -> Self {
        items.into_iter().copied().collect()
    }
}

#[cfg(feature = "rayon")]
mod parallel {
    use rayon::iter::{
        FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator as _,
    };

    use super::{Elapsed, Lifetime, LifetimeTable, Merge as _};
    use crate::fold::accumulate::par_collect;

    impl<T: Elapsed + Send> FromParallelIterator<Lifetime<T>> for LifetimeTable<T> {
        fn from_par_iter<I: IntoParallelIterator<Item = Lifetime<T>>>(items: I) -> Self {
            let mut table: Self = par_collect(items);
            table.sort();
            table
        }
    }

    impl<'a, T: Elapsed + Send + Sync> FromParallelIterator<&'a Lifetime<T>> for LifetimeTable<T> {
        fn from_par_iter<I: IntoParallelIterator<Item = &'a Lifetime<T>>>(items: I) -> Self {
            items.into_par_iter().copied().collect()
        }
    }

    impl<T: Elapsed + Send> ParallelExtend<Lifetime<T>> for LifetimeTable<T> {
        fn par_extend<I: IntoParallelIterator<Item = Lifetime<T>>>(&mut self, items: I) {
            self.merge(par_collect(items));
        }
    }

    impl<'a, T: Elapsed + Send + Sync> ParallelExtend<&'a Lifetime<T>> for LifetimeTable<T> {
        fn par_extend<I: IntoParallelIterator<Item = &'a Lifetime<T>>>(&mut self, items: I) {
            self.par_extend(items.into_par_iter().copied());
        }
    }
}
