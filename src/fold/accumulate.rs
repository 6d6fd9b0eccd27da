//! What all accumulators have in common, written once: collecting, extending, summing, and the
//! same from parallel iterators.

use crate::{Error, Result};

/// How a state takes in checked items. Private: users see `push`, `Extend` and `FromIterator`, and
/// [`TryAccumulate`](crate::TryAccumulate) for raw rows.
pub(crate) trait Accumulate<T>: Default {
    /// Takes in one item; cannot fail, because the item was checked when it was made.
    fn add(&mut self, item: T);

    /// Puts what came in in order, if enough of it came in that this pays. For states that are kept
    /// in order.
    fn settle_if_due(&mut self) {}

    /// Puts everything in order, in a state that was collected in one go and is now complete.
    fn finish(&mut self) {}

    /// Takes in many. States that count faster by the block do so here, with the same result.
    fn add_all(&mut self, items: impl Iterator<Item = T>) {
        items.for_each(|item| self.add(item));
        self.settle_if_due();
    }

    /// Takes in many until the first that is an error, which is returned with its index. The state
    /// is good for nothing then but to be dropped.
    fn try_add_all<E>(
        &mut self,
        items: impl Iterator<Item = Result<T, E>>,
    ) -> Result<(), (usize, E)> {
        for (index, item) in items.enumerate() {
            self.add(item.map_err(|error| (index, error))?);
        }
        self.settle_if_due();
        Ok(())
    }
}

/// The state of raw `items`, each checked on its way in. The first bad one ends it, by its index.
pub(crate) fn try_collect<A, T, I>(items: I) -> Result<A>
where
    A: Accumulate<T>,
    I: IntoIterator<Item: TryInto<T>>,
    Error: From<<I::Item as TryInto<T>>::Error>,
{
    let mut state = A::default();
    // The error is made an `Error` only when there is one: the common path stays small.
    match state.try_add_all(items.into_iter().map(TryInto::try_into)) {
        Ok(()) => {
            state.finish();
            Ok(state)
        }
        Err((index, error)) => Err(Error::from(error).at(index)),
    }
}

/// The state of checked `items`.
pub(crate) fn collect<A: Accumulate<T>, T>(items: impl IntoIterator<Item = T>) -> A {
    let mut state = A::default();
    state.add_all(items.into_iter());
    state.finish();
    state
}

/// Gives `$acc`, which implements `Merge` and `Accumulate<$item>`, everything an accumulator has:
/// `try_from_iter`, `try_extend` and [`TryAccumulate`](crate::TryAccumulate) for raw rows,
/// `FromIterator` and `Extend` by value and by reference, `Sum` by value and by reference, and with
/// feature `rayon` the parallel collectors, by value and by reference.
///
/// In front of the type stand its generics, `{const LOW: u8}`. Those that items are made of, such as
/// ids, stand apart with their bounds, `[Id: {Ord}]`: items are taken by reference where they are
/// `Clone`, and in parallel where they are `Send`.
macro_rules! accumulator {
    ({$($gen:tt)*} $acc:ty, $item:ty) => {
        $crate::fold::accumulate::accumulator!([] {$($gen)*} $acc, $item);
    };
    ([$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty, $item:ty) => {
        $crate::fold::accumulate::accumulator!(@inherent [$($key: {$($bound)*}),*] {$($gen)*} $acc);
        $crate::fold::accumulate::accumulator!(@rows [$($key: {$($bound)*}),*] {$($gen)*} $acc, $item);
        $crate::fold::accumulate::accumulator!(@collect [$($key: {$($bound)*}),*] {$($gen)*} $acc, $item);
        $crate::fold::accumulate::accumulator!(@parallel [$($key: {$($bound)*}),*] {$($gen)*} $acc, $item);
        $crate::fold::accumulate::accumulator!(@sum [$($key: {$($bound)*}),*] {$($gen)*} $acc);
    };
    // The doors for raw rows, for those who have not imported the trait.
    (@inherent [$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty) => {
        impl<$($key: $($bound)*,)* $($gen)*> $acc {
            /// Collects raw rows and checks each of them on its way in.
            ///
            /// Takes anything that converts into what is counted: raw figures, by value or by
            /// reference, and checked items. References to items that need no check
            /// [`collect`](Iterator::collect); a column with blanks goes into
            /// [`Blanks`](crate::Blanks).
            ///
            /// # Errors
            ///
            /// [`Error::Item`](crate::Error::Item) with the index of the first row that was
            /// rejected, and why.
            pub fn try_from_iter<I>(rows: I) -> $crate::Result<Self>
            where
                I: IntoIterator,
                Self: $crate::TryAccumulate<I::Item>,
            {
                $crate::TryAccumulate::try_from_iter(rows)
            }

            /// Takes in raw rows, all of them or none.
            ///
            /// # Errors
            ///
            /// As [`try_from_iter`](Self::try_from_iter); the state is then as it was before.
            pub fn try_extend<I>(&mut self, rows: I) -> $crate::Result<()>
            where
                I: IntoIterator,
                Self: $crate::TryAccumulate<I::Item>,
            {
                $crate::TryAccumulate::try_extend(self, rows)
            }
        }
    };
    // Raw rows: whatever converts into the item.
    (@rows [$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty, $item:ty) => {
        #[diagnostic::do_not_recommend]
        impl<Row, $($key: $($bound)*,)* $($gen)*> $crate::TryAccumulate<Row> for $acc
        where
            Row: TryInto<$item>,
            $crate::Error: From<<Row as TryInto<$item>>::Error>,
        {
            type Item = $item;

            fn check(row: Row) -> $crate::Result<$item> {
                Ok(row.try_into()?)
            }

            fn add(&mut self, item: $item) {
                $crate::fold::accumulate::Accumulate::<$item>::add(self, item);
                $crate::fold::accumulate::Accumulate::<$item>::settle_if_due(self);
            }

            fn try_from_iter<I: IntoIterator<Item = Row>>(rows: I) -> $crate::Result<Self> {
                $crate::fold::accumulate::try_collect::<Self, $item, I>(rows)
            }
        }
    };
    // Checked items; also for a second kind of item.
    (@collect [$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty, $item:ty) => {
        impl<$($key: $($bound)*,)* $($gen)*> Extend<$item> for $acc {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, items: I) {
                $crate::fold::accumulate::Accumulate::<$item>::add_all(self, items.into_iter());
            }
        }
        impl<'a, $($key: Clone + $($bound)*,)* $($gen)*> Extend<&'a $item> for $acc {
            fn extend<I: IntoIterator<Item = &'a $item>>(&mut self, items: I) {
                $crate::fold::accumulate::Accumulate::<$item>::add_all(self, items.into_iter().cloned());
            }
        }
        impl<$($key: $($bound)*,)* $($gen)*> FromIterator<$item> for $acc {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                $crate::fold::accumulate::collect::<Self, $item>(items)
            }
        }
        impl<'a, $($key: Clone + $($bound)*,)* $($gen)*> FromIterator<&'a $item> for $acc {
            fn from_iter<I: IntoIterator<Item = &'a $item>>(items: I) -> Self {
                $crate::fold::accumulate::collect::<Self, $item>(items.into_iter().cloned())
            }
        }
    };
    // The same from parallel iterators.
    (@parallel [$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty, $item:ty) => {
        #[cfg(feature = "rayon")]
        impl<$($key: Send + $($bound)*,)* $($gen)*> rayon::iter::FromParallelIterator<$item> for $acc {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                $crate::fold::par_collect(items)
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, $($key: Clone + Send + Sync + $($bound)*,)* $($gen)*>
            rayon::iter::FromParallelIterator<&'a $item> for $acc
        {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = &'a $item>,
            {
                use rayon::iter::ParallelIterator as _;
                $crate::fold::par_collect(items.into_par_iter().cloned())
            }
        }
        #[cfg(feature = "rayon")]
        impl<$($key: Send + $($bound)*,)* $($gen)*> rayon::iter::ParallelExtend<$item> for $acc {
            fn par_extend<I>(&mut self, items: I)
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                let part: Self = rayon::iter::FromParallelIterator::from_par_iter(items);
                $crate::Merge::merge(self, part);
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, $($key: Clone + Send + Sync + $($bound)*,)* $($gen)*>
            rayon::iter::ParallelExtend<&'a $item> for $acc
        {
            fn par_extend<I>(&mut self, items: I)
            where
                I: rayon::iter::IntoParallelIterator<Item = &'a $item>,
            {
                let part: Self = rayon::iter::FromParallelIterator::from_par_iter(items);
                $crate::Merge::merge(self, part);
            }
        }
    };
    // Only the merging half: for a state that is fed by methods of its own.
    (@sum {$($gen:tt)*} $acc:ty) => {
        $crate::fold::accumulate::accumulator!(@sum [] {$($gen)*} $acc);
    };
    (@sum [$($key:ident: {$($bound:tt)*}),*] {$($gen:tt)*} $acc:ty) => {
        impl<$($key: $($bound)*,)* $($gen)*> core::iter::Sum for $acc {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::default(), |mut total, part| {
                    $crate::Merge::merge(&mut total, part);
                    total
                })
            }
        }
        impl<'a, $($key: Clone + $($bound)*,)* $($gen)*> core::iter::Sum<&'a Self> for $acc {
            fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
                parts.cloned().sum()
            }
        }
    };
}
pub(crate) use accumulator;
