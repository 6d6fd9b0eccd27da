//! What all accumulators have in common, written once: collecting, extending, summing, and the
//! same from parallel iterators.

use crate::{Error, Merge, Result};

/// How a state takes in checked items. Private: users see `push`, `Extend` and `FromIterator`.
pub(crate) trait Accumulate<T>: Default + Merge {
    /// Takes in one item; cannot fail, because the item was checked when it was made.
    fn add(&mut self, item: T);

    /// Takes in many. States that count faster by the block do so here, with the same result.
    fn add_all(&mut self, items: impl Iterator<Item = T>) {
        items.for_each(|item| self.add(item));
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
        Ok(()) => Ok(state),
        Err((index, error)) => Err(Error::from(error).at(index)),
    }
}

/// Gives `$acc`, which implements `Accumulate<$item>` for a `Copy` item, everything an accumulator has:
/// `try_from_iter`, `try_extend`, `FromIterator` and `Extend` by value and by reference, `Sum` by
/// value and by reference, and with feature `rayon` the parallel collectors.
macro_rules! accumulator {
    ({$($gen:tt)*} $acc:ty, $item:ty) => {
        impl<$($gen)*> $acc {
            /// The state of raw values, each checked on its way in.
            ///
            /// Takes anything that converts into what is counted: raw figures, by value or by
            /// reference, and checked items. References to items that need no check
            /// [`collect`](Iterator::collect).
            ///
            /// # Errors
            ///
            /// [`Error::Item`](crate::Error::Item) with the index of the first value that was
            /// rejected, and why.
            pub fn try_from_iter<I>(items: I) -> $crate::Result<Self>
            where
                I: IntoIterator<Item: TryInto<$item>>,
                $crate::Error: From<<I::Item as TryInto<$item>>::Error>,
            {
                $crate::fold::accumulate::try_collect::<Self, $item, I>(items)
            }

            /// Takes in raw values, all of them or none.
            ///
            /// # Errors
            ///
            /// As [`try_from_iter`](Self::try_from_iter); the state is then as it was before.
            pub fn try_extend<I>(&mut self, items: I) -> $crate::Result<()>
            where
                I: IntoIterator<Item: TryInto<$item>>,
                $crate::Error: From<<I::Item as TryInto<$item>>::Error>,
            {
                $crate::Merge::merge(self, Self::try_from_iter(items)?);
                Ok(())
            }
        }
        $crate::fold::accumulate::accumulator!(@collect {$($gen)*} $acc, $item);
        $crate::fold::accumulate::accumulator!(@sum {$($gen)*} $acc);
    };
    // Only the collecting half: for a second kind of item.
    (@collect {$($gen:tt)*} $acc:ty, $item:ty) => {
        impl<$($gen)*> Extend<$item> for $acc {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, items: I) {
                $crate::fold::accumulate::Accumulate::<$item>::add_all(self, items.into_iter());
            }
        }
        impl<'a, $($gen)*> Extend<&'a $item> for $acc {
            fn extend<I: IntoIterator<Item = &'a $item>>(&mut self, items: I) {
                $crate::fold::accumulate::Accumulate::<$item>::add_all(self, items.into_iter().copied());
            }
        }
        impl<$($gen)*> FromIterator<$item> for $acc {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                let mut state = Self::default();
                state.extend(items);
                state
            }
        }
        impl<'a, $($gen)*> FromIterator<&'a $item> for $acc {
            fn from_iter<I: IntoIterator<Item = &'a $item>>(items: I) -> Self {
                let mut state = Self::default();
                state.extend(items);
                state
            }
        }
        #[cfg(feature = "rayon")]
        impl<$($gen)*> rayon::iter::FromParallelIterator<$item> for $acc {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                $crate::fold::accumulate::par_collect(items)
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, $($gen)*> rayon::iter::FromParallelIterator<&'a $item> for $acc {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = &'a $item>,
            {
                use rayon::iter::ParallelIterator as _;
                $crate::fold::accumulate::par_collect(items.into_par_iter().copied())
            }
        }
        #[cfg(feature = "rayon")]
        impl<$($gen)*> rayon::iter::ParallelExtend<$item> for $acc {
            fn par_extend<I>(&mut self, items: I)
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                let part: Self = rayon::iter::FromParallelIterator::from_par_iter(items);
                $crate::Merge::merge(self, part);
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, $($gen)*> rayon::iter::ParallelExtend<&'a $item> for $acc {
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
        impl<$($gen)*> core::iter::Sum for $acc {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::default(), |mut total, part| {
                    $crate::Merge::merge(&mut total, part);
                    total
                })
            }
        }
        impl<'a, $($gen)*> core::iter::Sum<&'a $acc> for $acc {
            fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
                parts.cloned().sum()
            }
        }
    };
}
pub(crate) use accumulator;

#[cfg(feature = "rayon")]
pub(crate) use crate::fold::par_collect;
