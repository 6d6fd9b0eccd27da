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
}

/// The state of raw `items`, each checked on its way in. The first bad one ends it, by its index.
pub(crate) fn try_collect<A, T, I>(items: I) -> Result<A>
where
    A: Accumulate<T>,
    I: IntoIterator<Item: TryInto<T>>,
    Error: From<<I::Item as TryInto<T>>::Error>,
{
    let mut state = A::default();
    let mut rejected = None;
    state.add_all(Checked {
        items: items.into_iter(),
        index: 0,
        rejected: &mut rejected,
        as_item: core::marker::PhantomData,
    });
    match rejected {
        None => Ok(state),
        Some(error) => Err(error),
    }
}

/// Yields checked items until one is rejected, which it leaves in `rejected`.
struct Checked<'a, I, T> {
    items: I,
    index: usize,
    rejected: &'a mut Option<Error>,
    as_item: core::marker::PhantomData<T>,
}

impl<I, T> Iterator for Checked<'_, I, T>
where
    I: Iterator<Item: TryInto<T>>,
    Error: From<<I::Item as TryInto<T>>::Error>,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.rejected.is_some() {
            return None; // a caller that asks again gets no items from behind the bad one
        }
        match self.items.next()?.try_into() {
            Ok(item) => {
                self.index = self.index.wrapping_add(1); // wraps only past usize::MAX items
                Some(item)
            }
            Err(error) => {
                *self.rejected = Some(Error::from(error).at(self.index));
                None
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.items.size_hint().1)
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
            /// Takes values or references, of any type that converts into the checked item.
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
                $crate::accumulate::try_collect::<Self, $item, I>(items)
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
        $crate::accumulate::accumulator!(@collect {$($gen)*} $acc, $item);
        $crate::accumulate::accumulator!(@sum {$($gen)*} $acc);
    };
    // Only the collecting half: for a second kind of item.
    (@collect {$($gen:tt)*} $acc:ty, $item:ty) => {
        impl<$($gen)*> Extend<$item> for $acc {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, items: I) {
                $crate::accumulate::Accumulate::<$item>::add_all(self, items.into_iter());
            }
        }
        impl<'a, $($gen)*> Extend<&'a $item> for $acc {
            fn extend<I: IntoIterator<Item = &'a $item>>(&mut self, items: I) {
                $crate::accumulate::Accumulate::<$item>::add_all(self, items.into_iter().copied());
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
                $crate::accumulate::par_collect(items)
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, $($gen)*> rayon::iter::FromParallelIterator<&'a $item> for $acc {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = &'a $item>,
            {
                use rayon::iter::ParallelIterator as _;
                $crate::accumulate::par_collect(items.into_par_iter().copied())
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

/// Folds every split of a parallel iterator into a state of its own and merges these.
#[cfg(feature = "rayon")]
pub(crate) fn par_collect<A, T>(items: impl rayon::iter::IntoParallelIterator<Item = T>) -> A
where
    A: Accumulate<T> + Send,
    T: Send,
{
    use rayon::iter::ParallelIterator as _;
    items
        .into_par_iter()
        .fold(Buffered::<A, T>::default, Buffered::with)
        .map(Buffered::emptied)
        .reduce(A::default, |mut left, right| {
            left.merge(right);
            left
        })
}

/// A state that is fed by the block, because many count a block faster than its items.
#[cfg(feature = "rayon")]
struct Buffered<A, T> {
    state: A,
    waiting: Vec<T>,
}

#[cfg(feature = "rayon")]
impl<A: Accumulate<T>, T> Buffered<A, T> {
    const BLOCK: usize = 1024;

    fn with(mut self, item: T) -> Self {
        self.waiting.push(item);
        if self.waiting.len() >= Self::BLOCK {
            self.state.add_all(self.waiting.drain(..));
        }
        self
    }

    fn emptied(mut self) -> A {
        self.state.add_all(self.waiting.drain(..));
        self.state
    }
}

#[cfg(feature = "rayon")]
impl<A: Default, T> Default for Buffered<A, T> {
    fn default() -> Self {
        Self {
            state: A::default(),
            waiting: Vec::new(),
        }
    }
}
