//! [`Blanks`].

use super::accumulate::{Accumulate, accumulator};
use super::{Merge, TryAccumulate};
use crate::Result;
use crate::numeric::count::Count;

/// Accumulates a column that may have blanks: skips them, counts them, and keeps the state of the rest.
///
/// Rows are [`Option`]s. A blank is not a 0 and not an error; the index in an error counts the blanks, so
/// that it is the row of the input. It stands wherever an accumulator does: in
/// [`Segmented`](crate::Segmented), in tuples and arrays, by shards and in parallel.
///
/// # Examples
///
/// ```
/// use tenure::{Blanks, Nps};
///
/// let answers = Blanks::<Nps>::try_from_iter([Some(9), None, Some(3), Some(10)])?;
/// assert_eq!(answers.state(), &Nps::try_from_iter([9, 3, 10])?);
/// assert_eq!(answers.blanks(), 1);
///
/// assert_eq!(
///     Blanks::<Nps>::try_from_iter([Some(9), None, Some(11)]).unwrap_err().to_string(),
///     "item 2 was rejected: rating must be a whole number from 0 to 10, got 11"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Two questions by plan, either of which may be left open:
///
/// ```
/// use tenure::{Blanks, Csat, Nps, Segmented};
///
/// let by_plan = Segmented::<&str, (Blanks<Nps>, Blanks<Csat<1, 5>>)>::try_from_iter([
///     ("free", (Some(3), None)),
///     ("paid", (Some(9), Some(4))),
///     ("paid", (None, Some(5))),
/// ])?;
/// let (nps, csat) = by_plan.total();
/// assert_eq!((nps.state().count(), nps.blanks()), (2, 1));
/// assert_eq!((csat.state().count(), csat.blanks()), (2, 1));
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "null")]
#[doc(alias = "NA")]
#[doc(alias = "missing value")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Blanks<A> {
    state: A,
    blanks: Count,
}

impl<A> Blanks<A> {
    /// Joins a state with the number of blanks counted elsewhere.
    #[must_use]
    pub const fn new(state: A, blanks: u64) -> Self {
        Self {
            state,
            blanks: Count::new(blanks),
        }
    }

    /// Returns the state of the rows that were not blank.
    #[must_use]
    pub const fn state(&self) -> &A {
        &self.state
    }

    /// Returns the state of the rows that were not blank, and forgets how many were.
    #[must_use]
    pub fn into_state(self) -> A {
        self.state
    }

    /// Counts the rows that were blank.
    #[must_use]
    pub const fn blanks(&self) -> u64 {
        self.blanks.to_u64()
    }

    /// Collects raw rows, checks those that are not blank and counts the others.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first row that was rejected, blanks counted,
    /// and why.
    pub fn try_from_iter<I>(rows: I) -> Result<Self>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_from_iter(rows)
    }

    /// Takes in raw rows, all of them or none.
    ///
    /// # Errors
    ///
    /// As [`try_from_iter`](Self::try_from_iter); the state is then as it was before.
    pub fn try_extend<I>(&mut self, rows: I) -> Result<()>
    where
        I: IntoIterator,
        Self: TryAccumulate<I::Item>,
    {
        TryAccumulate::try_extend(self, rows)
    }
}

impl<A: Merge> Merge for Blanks<A> {
    fn merge(&mut self, other: Self) {
        self.state.merge(other.state);
        self.blanks.merge(other.blanks);
    }

    fn heap_size(&self) -> usize {
        self.state.heap_size()
    }
}

saved! {
    impl{A: crate::saved::Tag} parts{A}
    for Blanks<A> as ("{} with blanks", A::name()), crate::saved::format_of(&[A::VERSION]);
    |column| { state, blanks }
}

impl<A: TryAccumulate<X>, X> TryAccumulate<Option<X>> for Blanks<A> {
    type Item = Option<A::Item>;

    fn check(row: Option<X>) -> Result<Self::Item> {
        row.map(A::check).transpose()
    }

    fn add(&mut self, item: Self::Item) {
        match item {
            Some(item) => self.state.add(item),
            None => self.blanks.increment(),
        }
    }
}

impl<'a, A: TryAccumulate<&'a X>, X> TryAccumulate<&'a Option<X>> for Blanks<A> {
    type Item = Option<A::Item>;

    fn check(row: &'a Option<X>) -> Result<Self::Item> {
        row.as_ref().map(A::check).transpose()
    }

    fn add(&mut self, item: Self::Item) {
        <Self as TryAccumulate<Option<&'a X>>>::add(self, item);
    }
}

impl<A: Default + Extend<T>, T> Accumulate<Option<T>> for Blanks<A> {
    fn add(&mut self, item: Option<T>) {
        self.add_all(core::iter::once(item));
    }

    fn add_all(&mut self, items: impl Iterator<Item = Option<T>>) {
        let blanks = &mut self.blanks;
        // In one go: the state may count by the block.
        self.state.extend(items.filter_map(|item| {
            if item.is_none() {
                blanks.increment();
            }
            item
        }));
    }
}

accumulator!(@collect [T: {}] {A: Default + Extend<T>} Blanks<A>, Option<T>);
accumulator!(@parallel [T: {}] {A: Default + Extend<T> + Merge + Send} Blanks<A>, Option<T>);
accumulator!(@sum [A: {Default + Merge}] {} Blanks<A>);
