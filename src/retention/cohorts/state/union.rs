//! [`IdSet`]: sets of customers in order, and their unions.

use super::SortedIds;
use super::ids::Member;

/// Customers in order, each once.
#[derive(Debug)]
pub(in super::super) enum IdSet<'a, Id> {
    /// As they are held.
    Held(&'a [Member<Id>]),
    /// Those of several lists.
    Gathered(Vec<&'a Id>),
}

impl<'a, Id: Ord> From<SortedIds<'a, Id>> for IdSet<'a, Id> {
    fn from(ids: SortedIds<'a, Id>) -> Self {
        if let SortedIds::Held(held) = ids {
            return Self::Held(held.as_slice());
        }
        let mut all: Vec<_> = ids.collect();
        all.dedup();
        Self::Gathered(all)
    }
}

impl<'a, Id: Ord> IdSet<'a, Id> {
    /// Returns the customers in any of these sets. Neighbours are united first, so that what many share is soon held once.
    pub(in super::super) fn union(sets: Vec<Self>) -> Self {
        let n = sets.len();
        union(&mut sets.into_iter(), n)
    }

    /// How many there are.
    pub(in super::super) const fn len(&self) -> usize {
        match self {
            Self::Held(ids) => ids.len(),
            Self::Gathered(ids) => ids.len(),
        }
    }

    /// How many are in one of the two, or in both.
    pub(in super::super) fn len_with(&self, other: &Self) -> usize {
        let mut n = 0_usize;
        let count = |_: &'a Id| n = n.wrapping_add(1);
        let (ours, theirs) = match (self, other) {
            (Self::Held(a), Self::Held(b)) => merge(*a, *b, count),
            (Self::Held(a), Self::Gathered(b)) => merge(*a, &b[..], count),
            (Self::Gathered(a), Self::Held(b)) => merge(&a[..], *b, count),
            (Self::Gathered(a), Self::Gathered(b)) => merge(&a[..], &b[..], count),
        };
        n.wrapping_add(self.len().wrapping_sub(ours))
            .wrapping_add(other.len().wrapping_sub(theirs))
    }

    fn with(&self, other: &Self) -> Self {
        let mut all = Vec::with_capacity(self.len().saturating_add(other.len()));
        let take = |id| all.push(id);
        let (ours, theirs) = match (self, other) {
            (Self::Held(a), Self::Held(b)) => merge(*a, *b, take),
            (Self::Held(a), Self::Gathered(b)) => merge(*a, &b[..], take),
            (Self::Gathered(a), Self::Held(b)) => merge(&a[..], *b, take),
            (Self::Gathered(a), Self::Gathered(b)) => merge(&a[..], &b[..], take),
        };
        self.append_to(&mut all, ours);
        other.append_to(&mut all, theirs);
        Self::Gathered(all)
    }

    /// Those from a place on.
    fn append_to(&self, all: &mut Vec<&'a Id>, from: usize) {
        match self {
            Self::Held(ids) => all.extend(ids.iter().skip(from).map(|member| &member.0)),
            Self::Gathered(ids) => all.extend(ids.iter().skip(from)),
        }
    }
}

/// Returns the union of the next `n` sets.
fn union<'a, Id: Ord>(sets: &mut impl Iterator<Item = IdSet<'a, Id>>, n: usize) -> IdSet<'a, Id> {
    if n < 2 {
        return sets.next().unwrap_or(IdSet::Held(&[]));
    }
    let half = n / 2;
    let first = union(sets, half);
    let second = union(sets, n.saturating_sub(half));
    first.with(&second)
}

/// A list of customers, or of references to them.
trait List<'a, Id: 'a>: Copy {
    fn at(self, place: usize) -> Option<&'a Id>;
}

impl<'a, Id> List<'a, Id> for &'a [Member<Id>] {
    #[inline]
    fn at(self, place: usize) -> Option<&'a Id> {
        self.get(place).map(|member| &member.0)
    }
}

impl<'a, Id> List<'a, Id> for &[&'a Id] {
    #[inline]
    fn at(self, place: usize) -> Option<&'a Id> {
        self.get(place).copied()
    }
}

/// Passes each customer of two sorted lists once to `take`, until one list ends; returns how far it read in each.
///
/// It does not branch on which comes next, which the processor could not predict.
#[inline]
fn merge<'a, Id: Ord + 'a>(
    a: impl List<'a, Id>,
    b: impl List<'a, Id>,
    mut take: impl FnMut(&'a Id),
) -> (usize, usize) {
    let (mut i, mut j) = (0_usize, 0_usize);
    while let (Some(x), Some(y)) = (a.at(i), b.at(j)) {
        let order = x.cmp(y);
        take(if order.is_le() { x } else { y });
        i = i.wrapping_add(usize::from(order.is_le()));
        j = j.wrapping_add(usize::from(order.is_ge()));
    }
    (i, j)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn it_is_everybody_once_for_any_number_of_lists() {
        for lists in 0..20_u64 {
            let held = |list: u64| (0..30).filter(move |id| (id * 7 + list * list) % 3 > list % 2);
            let all: Vec<Vec<Member<u64>>> = (0..lists)
                .map(|list| held(list).map(Member).collect())
                .collect();
            let expected: BTreeSet<u64> = all.iter().flatten().map(|member| member.0).collect();
            let sets = || {
                all.iter()
                    .map(|ids| IdSet::from(SortedIds::Held(ids.iter())))
            };
            let union = IdSet::union(sets().collect());
            let united: Vec<u64> = match &union {
                IdSet::Held(ids) => ids.iter().map(|member| member.0).collect(),
                IdSet::Gathered(ids) => ids.iter().map(|id| **id).collect(),
            };
            assert_eq!(united, expected.iter().copied().collect::<Vec<_>>());
            for set in sets().chain([IdSet::union(sets().take(2).collect())]) {
                assert_eq!(set.len_with(&union), expected.len(), "{lists} lists");
                assert_eq!(union.len_with(&set), expected.len(), "{lists} lists");
            }
        }
    }
}
