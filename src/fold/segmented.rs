//! [`Segmented`].

use std::collections::BTreeMap;
use std::collections::btree_map;

use super::Merge;

/// Any accumulator, kept per key: NPS by plan, CAC by channel, retention by country.
///
/// Keys are ordered, so that a report is the same every time. A segment exists from its first
/// item on; [`total`](Self::total) merges all of them.
///
/// # Examples
///
/// ```
/// use tenure::survey::Rating;
/// use tenure::{Nps, Result, Segmented};
///
/// let answers = [("free", 3), ("paid", 9), ("free", 7), ("paid", 10)];
/// let by_plan: Segmented<&str, Nps> = answers
///     .into_iter()
///     .map(|(plan, rating)| Ok((plan, Rating::try_from(rating)?)))
///     .collect::<Result<_>>()?;
///
/// assert_eq!(by_plan.get("paid").and_then(|nps| nps.score()), Some(100.0));
/// assert_eq!(by_plan.total().score(), Some(25.0));
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
    /// Without any segment.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            segments: BTreeMap::new(),
        }
    }

    /// How many segments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.len()
    }

    /// Whether nothing was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The segments in the order of their keys.
    pub fn iter(&self) -> btree_map::Iter<'_, K, A> {
        self.segments.iter()
    }
}

impl<K: Ord, A> Segmented<K, A> {
    /// The state of one segment; `None` when nothing was seen of it.
    #[must_use]
    pub fn get<Q>(&self, key: &Q) -> Option<&A>
    where
        K: core::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.segments.get(key)
    }
}

impl<K: Ord, A: Default> Segmented<K, A> {
    /// The accumulator of one segment, made empty if it is new: for accumulators that are fed by
    /// their own methods.
    pub fn entry(&mut self, key: K) -> &mut A {
        self.segments.entry(key).or_default()
    }

    /// All segments merged into one.
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

impl<K: Ord, A: Default + Extend<T>, T> Extend<(K, T)> for Segmented<K, A> {
    fn extend<I: IntoIterator<Item = (K, T)>>(&mut self, items: I) {
        for (key, item) in items {
            self.entry(key).extend(core::iter::once(item));
        }
    }
}

impl<K: Ord, A: Default + Extend<T>, T> FromIterator<(K, T)> for Segmented<K, A> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(items: I) -> Self {
        let mut segmented = Self::new();
        segmented.extend(items);
        segmented
    }
}

impl<K: Ord, A: Default + Merge> core::iter::Sum for Segmented<K, A> {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::new(), |mut total, part| {
            total.merge(part);
            total
        })
    }
}

impl<'a, K: Ord + Clone, A: Default + Merge + Clone> core::iter::Sum<&'a Self> for Segmented<K, A> {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.cloned().sum()
    }
}

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

#[cfg(feature = "rayon")]
impl<K, A, T> rayon::iter::FromParallelIterator<(K, T)> for Segmented<K, A>
where
    K: Ord + Send,
    A: Default + Merge + Extend<T> + Send,
    T: Send,
{
    fn from_par_iter<I>(items: I) -> Self
    where
        I: rayon::iter::IntoParallelIterator<Item = (K, T)>,
    {
        use rayon::iter::ParallelIterator as _;
        items
            .into_par_iter()
            .fold(Self::new, |mut part, (key, item)| {
                part.entry(key).extend(core::iter::once(item));
                part
            })
            .reduce(Self::new, |mut left, right| {
                left.merge(right);
                left
            })
    }
}

#[cfg(feature = "rayon")]
impl<K, A, T> rayon::iter::ParallelExtend<(K, T)> for Segmented<K, A>
where
    K: Ord + Send,
    A: Default + Merge + Extend<T> + Send,
    T: Send,
{
    fn par_extend<I>(&mut self, items: I)
    where
        I: rayon::iter::IntoParallelIterator<Item = (K, T)>,
    {
        self.merge(rayon::iter::FromParallelIterator::from_par_iter(items));
    }
}

saved! {
    impl{K: Ord, A: crate::saved::Tag} keys{K} parts{A}
    for Segmented<K, A> as ("segmented of {}", A::name()), crate::saved::format_of(&[A::VERSION]);
    |segmented| -> segmented.segments;
    read(segments) { Ok(Self { segments }) }
}
