//! Tuples, arrays and options of accumulators are accumulators.

use super::{Merge, TryAccumulate};
use crate::Result;

macro_rules! tuple {
    ($($state:ident $row:ident $place:tt),*) => {
        impl<$($state: Merge),*> Merge for ($($state,)*) {
            fn merge(&mut self, other: Self) {
                $(self.$place.merge(other.$place);)*
            }

            fn heap_size(&self) -> usize {
                [$(self.$place.heap_size()),*].into_iter().fold(0, usize::saturating_add)
            }
        }

        impl<$($state: TryAccumulate<$row>, $row),*> TryAccumulate<($($row,)*)> for ($($state,)*) {
            type Item = ($($state::Item,)*);

            fn check(row: ($($row,)*)) -> Result<Self::Item> {
                Ok(($($state::check(row.$place)?,)*))
            }

            fn add(&mut self, item: Self::Item) {
                $(self.$place.add(item.$place);)*
            }
        }

        impl<'a, $($state: TryAccumulate<&'a $row>, $row),*> TryAccumulate<&'a ($($row,)*)>
            for ($($state,)*)
        {
            type Item = ($($state::Item,)*);

            fn check(row: &'a ($($row,)*)) -> Result<Self::Item> {
                Ok(($($state::check(&row.$place)?,)*))
            }

            fn add(&mut self, item: Self::Item) {
                $(self.$place.add(item.$place);)*
            }
        }
    };
}
tuple!(A X 0, B Y 1);
tuple!(A X 0, B Y 1, C Z 2);
tuple!(A X 0, B Y 1, C Z 2, D U 3);
tuple!(A X 0, B Y 1, C Z 2, D U 3, E V 4);
tuple!(A X 0, B Y 1, C Z 2, D U 3, E V 4, F W 5);

/// `None` has seen nothing.
impl<A: Merge> Merge for Option<A> {
    fn merge(&mut self, other: Self) {
        match (self.as_mut(), other) {
            (Some(ours), Some(theirs)) => ours.merge(theirs),
            (None, other) => *self = other,
            (Some(_), None) => {}
        }
    }

    fn heap_size(&self) -> usize {
        self.as_ref().map_or(0, A::heap_size)
    }
}

impl<A: TryAccumulate<X>, X> TryAccumulate<X> for Option<A> {
    type Item = A::Item;

    fn check(row: X) -> Result<A::Item> {
        A::check(row)
    }

    fn add(&mut self, item: A::Item) {
        self.get_or_insert_default().add(item);
    }
}

impl<A: Merge, const N: usize> Merge for [A; N] {
    fn merge(&mut self, other: Self) {
        for (ours, theirs) in self.iter_mut().zip(other) {
            ours.merge(theirs);
        }
    }

    fn heap_size(&self) -> usize {
        self.iter().map(A::heap_size).fold(0, usize::saturating_add)
    }
}

impl<A: TryAccumulate<X>, X, const N: usize> TryAccumulate<[X; N]> for [A; N]
where
    Self: Default,
{
    type Item = [Option<A::Item>; N];

    fn check(row: [X; N]) -> Result<Self::Item> {
        all_or_none(row.map(A::check))
    }

    fn add(&mut self, items: Self::Item) {
        add_each(self, items, A::add);
    }
}

impl<'a, A: TryAccumulate<&'a X>, X, const N: usize> TryAccumulate<&'a [X; N]> for [A; N]
where
    Self: Default,
{
    type Item = [Option<A::Item>; N];

    fn check(row: &'a [X; N]) -> Result<Self::Item> {
        all_or_none(row.each_ref().map(A::check))
    }

    fn add(&mut self, items: Self::Item) {
        add_each(self, items, A::add);
    }
}

/// The items, all of them `Some`, or the first error.
fn all_or_none<T, const N: usize>(checked: [Result<T>; N]) -> Result<[Option<T>; N]> {
    let mut refused = None;
    let items = checked.map(|item| item.map_err(|error| refused.get_or_insert(error)).ok());
    refused.map_or(Ok(items), Err)
}

fn add_each<A, T, const N: usize>(
    states: &mut [A; N],
    items: [Option<T>; N],
    add: impl Fn(&mut A, T),
) {
    for (state, item) in states.iter_mut().zip(items) {
        if let Some(item) = item {
            add(state, item);
        }
    }
}
