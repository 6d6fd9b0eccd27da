//! [`TryAccumulate`].

use crate::{Merge, Result};

/// Takes raw rows into a state and checks each of them on its way in.
///
/// Every accumulator of this crate does, for each type that converts into what it counts, and so do
/// combinations of them:
///
/// | state | a row is |
/// |---|---|
/// | an accumulator, [`Nps`](crate::Nps) | what converts into its items: `9` |
/// | [`Segmented<K, A>`](crate::Segmented) | the key and a row of `A`: `("free", 9)` |
/// | a tuple of two to six | a row for each: `(9, 4)` |
/// | an array | a row for each: `[9, 7, 10]` |
/// | [`Blanks<A>`](crate::Blanks) | a row of `A` or a blank: `Some(9)`, `None` |
/// | [`Option<A>`] | a row of `A`; the state is `None` until the first |
///
/// Rows of combinations are taken by value or by reference. Import the trait to feed a tuple or an
/// array; the others have [`try_from_iter`](Self::try_from_iter) and
/// [`try_extend`](Self::try_extend) as methods of their own.
///
/// Checked items need no check and [`collect`](Iterator::collect).
///
/// # Examples
///
/// Two metrics by plan and week, in one pass over the answers:
///
/// ```
/// use tenure::{Csat, Nps, Segmented, TryAccumulate as _};
///
/// let answers = [
///     (("free", 1), (3, 2)),
///     (("paid", 1), (9, 5)),
///     (("paid", 1), (10, 4)),
///     (("paid", 2), (7, 4)),
/// ];
/// let both = Segmented::<(&str, u32), (Nps, Csat<1, 5>)>::try_from_iter(answers)?;
/// let (nps, csat) = both.get(&("paid", 1)).cloned().unwrap_or_default();
/// assert_eq!(nps.score(), Some(100.0));
/// assert_eq!(csat.count(), 2);
///
/// // All questions of a survey that are rated 0 to 10.
/// let survey = <[Nps; 3]>::try_from_iter([[9, 7, 10], [8, 3, 9]])?;
/// assert_eq!(survey.map(|nps| nps.score()), [Some(50.0), Some(-50.0), Some(100.0)]);
///
/// let wrong = <[Nps; 3]>::try_from_iter([[9, 7, 10], [8, 11, 9]]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: rating must be a whole number from 0 to 10, got 11"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// An accumulator of your own takes part in all of this:
///
/// ```
/// use tenure::{Blanks, Merge, Result, TryAccumulate};
///
/// #[derive(Debug, Default, PartialEq)]
/// struct Longest(u64);
///
/// impl Merge for Longest {
///     fn merge(&mut self, other: Self) {
///         self.0 = self.0.max(other.0);
///     }
/// }
///
/// impl TryAccumulate<i64> for Longest {
///     type Item = u64;
///
///     fn check(row: i64) -> Result<u64> {
///         Ok(u64::try_from(row)?)
///     }
///
///     fn add(&mut self, days: u64) {
///         self.0 = self.0.max(days);
///     }
/// }
///
/// let days = Blanks::<Longest>::try_from_iter([Some(3), None, Some(8)])?;
/// assert_eq!(days.state(), &Longest(8));
/// # Ok::<(), tenure::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take in rows of type `{X}`",
    label = "no row of `{Self}`",
    note = "a row is anything that converts (`TryInto`) into what the accumulator counts: a rating is \
            made from any integer and from a whole `f64`, other figures from floats and integers",
    note = "where a row may be blank (`Option`), wrap the accumulator in `Blanks<…>`",
    note = "a row of `Segmented<K, A>` is a pair of the key and a row of `A`; of a tuple or an array of \
            accumulators it is a tuple or an array with a row for each"
)]
pub trait TryAccumulate<X>: Default + Merge {
    /// The checked form of a row.
    type Item;

    /// Checks a row.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the row.
    fn check(row: X) -> Result<Self::Item>;

    /// Takes in a checked row.
    fn add(&mut self, item: Self::Item);

    /// Checks one row and takes it in. A bad row changes nothing.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check).
    fn try_add(&mut self, row: X) -> Result<()> {
        self.add(Self::check(row)?);
        Ok(())
    }

    /// Collects raw rows and checks each of them on its way in.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first row that was rejected, and why.
    fn try_from_iter<I: IntoIterator<Item = X>>(rows: I) -> Result<Self> {
        let mut state = Self::default();
        for (index, row) in rows.into_iter().enumerate() {
            state.try_add(row).map_err(|error| error.at(index))?;
        }
        Ok(state)
    }

    /// Takes in raw rows, all of them or none.
    ///
    /// # Errors
    ///
    /// As [`try_from_iter`](Self::try_from_iter); the state is then as it was before.
    fn try_extend<I: IntoIterator<Item = X>>(&mut self, rows: I) -> Result<()> {
        self.merge(Self::try_from_iter(rows)?);
        Ok(())
    }
}
