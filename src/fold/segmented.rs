//! [`Segmented`].

use std::collections::BTreeMap;
use std::collections::btree_map;

use super::accumulate::{Accumulate, accumulator};
use super::{Merge, TryAccumulate};
use crate::Result;

/// Keeps any accumulator per key: NPS by plan, CAC by channel, retention by country.
///
/// Keys are ordered, so that a report is the same every time. A segment exists from its first
/// item on; [`total`](Self::total) merges all of them. Several metrics are kept in one pass as a tuple of
/// accumulators, a column with blanks as [`Blanks`](crate::Blanks).
///
/// # Examples
///
/// ```
/// use tenure::{Nps, Segmented};
///
/// let answers = [("free", 3), ("paid", 9), ("free", 7), ("paid", 10)];
/// let by_plan = Segmented::<&str, Nps>::try_from_iter(answers)?;
/// assert_eq!(by_plan.get("paid").and_then(|nps| nps.score()), Some(100.0));
/// assert_eq!(by_plan.total().score(), Some(25.0));
///
/// assert_eq!(
///     Segmented::<&str, Nps>::try_from_iter([("free", 3), ("paid", 11)]).unwrap_err().to_string(),
///     "item 1 was rejected: rating must be a whole number from 0 to 10, got 11"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(log k) per item and O(k) space for k keys.
///
/// Saved, it is a list of pairs of key and state in the order of the keys, which may be of any type
/// that serde knows. A list that has a key twice is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Segmented<K, A> {
    segments: BTreeMap<K, A>,
}

impl<K, A> Segmented<K, A> {
    /// Creates a state without any segment.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            segments: BTreeMap::new(),
        }
    }

    /// Counts the segments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.len()
    }

    /// Returns whether nothing was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Iterates over the keys and their states, in the order of the keys.
    pub fn iter(&self) -> btree_map::Iter<'_, K, A> {
        self.segments.iter()
    }

    /// Iterates over the keys and their states, which may be changed, in the order of the keys.
    pub fn iter_mut(&mut self) -> btree_map::IterMut<'_, K, A> {
        self.segments.iter_mut()
    }

    /// Iterates over the keys in their order.
    pub fn keys(&self) -> btree_map::Keys<'_, K, A> {
        self.segments.keys()
    }

    /// Iterates over the states in the order of their keys.
    pub fn values(&self) -> btree_map::Values<'_, K, A> {
        self.segments.values()
    }

    /// Returns the map from key to state.
    #[must_use]
    pub fn into_inner(self) -> BTreeMap<K, A> {
        self.segments
    }

    /// Collects raw rows of a key and what its accumulator takes, and checks each of them on its way in.
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first row that was rejected, and why.
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

impl<K: Ord, A> Segmented<K, A> {
    /// Returns the state of one segment; `None` when nothing was seen of it.
    #[must_use]
    pub fn get<Q>(&self, key: &Q) -> Option<&A>
    where
        K: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.segments.get(key)
    }

    /// Returns the state of one segment, which may be changed; `None` when nothing was seen of it.
    #[must_use]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut A>
    where
        K: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.segments.get_mut(key)
    }
}

impl<K: Ord, A: Default> Segmented<K, A> {
    /// Returns the accumulator of one segment, made empty if it is new: for accumulators that are fed by
    /// their own methods.
    pub fn entry(&mut self, key: K) -> &mut A {
        self.segments.entry(key).or_default()
    }

    /// Merges all segments into one state.
    #[must_use]
    pub fn total(&self) -> A
    where
        A: Merge + Clone,
    {
        self.segments
            .values()
            .cloned()
            .fold(A::default(), |mut total, part| {
                total.merge(part);
                total
            })
    }
}

impl<K, A> Default for Segmented<K, A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, A: Default + Merge> Merge for Segmented<K, A> {
    fn merge(&mut self, other: Self) {
        for (key, part) in other.segments {
            self.entry(key).merge(part);
        }
    }

    /// What keys own themselves is not counted.
    fn heap_size(&self) -> usize {
        let each = size_of::<(K, A)>();
        let states = self.segments.values().map(Merge::heap_size);
        states.fold(self.len().saturating_mul(each), usize::saturating_add)
    }
}

impl<K: Ord, A: TryAccumulate<X>, X> TryAccumulate<(K, X)> for Segmented<K, A> {
    type Item = (K, A::Item);

    fn check((key, row): (K, X)) -> Result<Self::Item> {
        Ok((key, A::check(row)?))
    }

    fn add(&mut self, (key, item): Self::Item) {
        self.entry(key).add(item);
    }
}

impl<'a, K: Ord + Clone, A: TryAccumulate<&'a X>, X> TryAccumulate<&'a (K, X)> for Segmented<K, A> {
    type Item = (K, A::Item);

    fn check((key, row): &'a (K, X)) -> Result<Self::Item> {
        Ok((key.clone(), A::check(row)?))
    }

    fn add(&mut self, (key, item): Self::Item) {
        self.entry(key).add(item);
    }
}

impl<K: Ord, A: Default + Extend<T>, T> Accumulate<(K, T)> for Segmented<K, A> {
    fn add(&mut self, (key, item): (K, T)) {
        self.entry(key).extend(core::iter::once(item));
    }
}

accumulator!(@collect [K: {Ord}, T: {}] {A: Default + Extend<T>} Segmented<K, A>, (K, T));
accumulator!(@parallel [K: {Ord}, T: {}] {A: Default + Extend<T> + Merge + Send} Segmented<K, A>, (K, T));
accumulator!(@sum [K: {Ord}, A: {Default + Merge}] {} Segmented<K, A>);

impl<K, A> IntoIterator for Segmented<K, A> {
    type Item = (K, A);
    type IntoIter = btree_map::IntoIter<K, A>;

    fn into_iter(self) -> Self::IntoIter {
        self.segments.into_iter()
    }
}

impl<'a, K, A> IntoIterator for &'a Segmented<K, A> {
    type Item = (&'a K, &'a A);
    type IntoIter = btree_map::Iter<'a, K, A>;

    fn into_iter(self) -> Self::IntoIter {
        self.segments.iter()
    }
}

impl<'a, K, A> IntoIterator for &'a mut Segmented<K, A> {
    type Item = (&'a K, &'a mut A);
    type IntoIter = btree_map::IterMut<'a, K, A>;

    fn into_iter(self) -> Self::IntoIter {
        self.segments.iter_mut()
    }
}

saved! {
    impl{K: Ord, A: crate::saved::Tag} keys{K} parts{A}
    for Segmented<K, A> as ("segmented of {}", A::name()), crate::saved::format_of(&[A::VERSION]);
    |segmented| -> segmented.segments;
    read(segments) { Ok(Self { segments }) }
}
