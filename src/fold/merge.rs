//! [`Merge`].

/// Takes in another state of the same kind: what shards, threads and days have in common.
///
/// Tuples of up to six states merge, and so do arrays and [`Option`]s of them; `None` is the state that has
/// seen nothing.
///
/// Every accumulator of this crate is a fold whose state merges. The laws, tested for each of
/// them: `Default::default()` changes nothing when merged (identity), the order and the grouping
/// of merges do not matter (commutative, associative), and merging the states of two parts is the
/// state of the whole. All of them hold exactly, to the bit.
///
/// Merging cannot fail: counts are kept in 128 bits, so no number of observations overflows them.
/// They stop at 2¹¹², and totals likewise at an end of their own: nobody can count that far, only a
/// state merged with itself some hundred times gets there.
///
/// # Examples
///
/// ```
/// use tenure::{Merge, Nps};
///
/// let mut january = Nps::try_from_iter([9, 10, 3])?;
/// let february = Nps::try_from_iter([7, 8])?;
/// january.merge(february);
/// assert_eq!(january, Nps::try_from_iter([9, 10, 3, 7, 8])?);
/// # Ok::<(), tenure::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "states of type `{Self}` do not merge",
    label = "not an accumulator",
    note = "the accumulators of this crate merge, and so do tuples of two to six of them, arrays and \
            `Option`s; for a state of your own write `impl Merge`"
)]
pub trait Merge {
    /// Takes in the state of another part of the data.
    fn merge(&mut self, other: Self);

    /// Counts the bytes that it owns on the heap, for the memory limit of an engine.
    ///
    /// 0 for states of a fixed size; add `size_of` for all that a state takes. What keys of customers
    /// and segments own themselves (the text of a `String`) is not counted, nor what an allocator
    /// keeps for itself.
    #[must_use]
    fn heap_size(&self) -> usize {
        0
    }
}
