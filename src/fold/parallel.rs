//! Collecting from parallel iterators.

use core::marker::PhantomData;

use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator as _;
use rayon::iter::plumbing::{Consumer, Folder, Reducer, UnindexedConsumer};

use crate::Merge;
use crate::fold::accumulate::Accumulate;

/// Folds every split of a parallel iterator into a state of its own and merges these.
///
/// A consumer of our own and not `fold` and `reduce`, because it is handed whole runs of items and
/// may count them by the block.
pub(crate) fn par_collect<A, T>(items: impl IntoParallelIterator<Item = T>) -> A
where
    A: Accumulate<T> + Merge + Send,
    T: Send,
{
    let mut state: A = items
        .into_par_iter()
        .drive_unindexed(Collector(PhantomData));
    state.finish();
    state
}

struct Collector<A>(PhantomData<fn() -> A>);

impl<A: Accumulate<T> + Merge + Send, T: Send> Consumer<T> for Collector<A> {
    type Folder = Split<A>;
    type Reducer = Merging;
    type Result = A;

    fn split_at(self, _index: usize) -> (Self, Self, Merging) {
        (Self(PhantomData), Self(PhantomData), Merging)
    }

    fn into_folder(self) -> Split<A> {
        Split {
            state: A::default(),
        }
    }

    fn full(&self) -> bool {
        false
    }
}

impl<A: Accumulate<T> + Merge + Send, T: Send> UnindexedConsumer<T> for Collector<A> {
    fn split_off_left(&self) -> Self {
        Self(PhantomData)
    }

    fn to_reducer(&self) -> Merging {
        Merging
    }
}

/// The state of one split.
struct Split<A> {
    state: A,
}

impl<A: Accumulate<T>, T> Folder<T> for Split<A> {
    type Result = A;

    fn consume(mut self, item: T) -> Self {
        self.state.add(item);
        self
    }

    fn consume_iter<I: IntoIterator<Item = T>>(mut self, items: I) -> Self {
        self.state.add_all(items.into_iter());
        self
    }

    fn complete(self) -> A {
        self.state
    }

    fn full(&self) -> bool {
        false
    }
}

struct Merging;

impl<A: Merge> Reducer<A> for Merging {
    fn reduce(self, mut left: A, right: A) -> A {
        left.merge(right);
        left
    }
}
