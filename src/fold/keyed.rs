//! Collecting into accumulators that keep a state per customer, whose items need not be `Copy`.

/// Gives `$acc<Id>`, which implements `Accumulate<$item>` for every ordered `Id`, the collectors of
/// an accumulator: by value for every id, by reference for ids that can be cloned.
macro_rules! keyed_accumulator {
    ($acc:ident, $item:ty) => {
        impl<Id: Ord> Extend<$item> for $acc<Id> {
            fn extend<I: IntoIterator<Item = $item>>(&mut self, items: I) {
                $crate::fold::accumulate::Accumulate::<$item>::add_all(self, items.into_iter());
            }
        }
        impl<'a, Id: Ord + Clone> Extend<&'a $item> for $acc<Id> {
            fn extend<I: IntoIterator<Item = &'a $item>>(&mut self, items: I) {
                self.extend(items.into_iter().cloned());
            }
        }
        impl<Id: Ord> FromIterator<$item> for $acc<Id> {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                let mut state = Self::default();
                state.extend(items);
                state
            }
        }
        impl<'a, Id: Ord + Clone> FromIterator<&'a $item> for $acc<Id> {
            fn from_iter<I: IntoIterator<Item = &'a $item>>(items: I) -> Self {
                items.into_iter().cloned().collect()
            }
        }
        impl<Id: Ord> core::iter::Sum for $acc<Id> {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::default(), |mut total, part| {
                    $crate::Merge::merge(&mut total, part);
                    total
                })
            }
        }
        impl<'a, Id: Ord + Clone> core::iter::Sum<&'a Self> for $acc<Id> {
            fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
                parts.cloned().sum()
            }
        }
        #[cfg(feature = "rayon")]
        impl<Id: Ord + Send> rayon::iter::FromParallelIterator<$item> for $acc<Id> {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                $crate::fold::accumulate::par_collect(items)
            }
        }
        #[cfg(feature = "rayon")]
        impl<'a, Id: Ord + Clone + Send + Sync> rayon::iter::FromParallelIterator<&'a $item>
            for $acc<Id>
        {
            fn from_par_iter<I>(items: I) -> Self
            where
                I: rayon::iter::IntoParallelIterator<Item = &'a $item>,
            {
                use rayon::iter::ParallelIterator as _;
                $crate::fold::accumulate::par_collect(items.into_par_iter().cloned())
            }
        }
        #[cfg(feature = "rayon")]
        impl<Id: Ord + Send> rayon::iter::ParallelExtend<$item> for $acc<Id> {
            fn par_extend<I>(&mut self, items: I)
            where
                I: rayon::iter::IntoParallelIterator<Item = $item>,
            {
                let part: Self = rayon::iter::FromParallelIterator::from_par_iter(items);
                $crate::Merge::merge(self, part);
            }
        }
    };
}
pub(crate) use keyed_accumulator;
