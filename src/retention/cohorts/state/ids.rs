//! [`Ids`].

use core::cmp::Ordering;

use super::SortedIds;
use crate::fold::sorted::{Batched, InOrderRefs, Keyed, settle_scattered};

/// A set of customers, gathered in any order.
#[derive(Debug, Clone)]
pub(in super::super) struct Ids<Id>(Batched<Member<Id>>);

/// A customer of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Member<Id>(pub(in super::super) Id);

impl<Id: Ord> Keyed for Member<Id> {
    #[inline]
    fn order(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }

    #[inline]
    fn absorb(&mut self, _: &Self) -> bool {
        true
    }

    fn settle(ids: &mut Vec<Self>, settled: usize) {
        settle_scattered(ids, settled, dedup);
    }
}

impl<Id> Default for Ids<Id> {
    fn default() -> Self {
        Self(Batched::new())
    }
}

impl<Id: Ord> Ids<Id> {
    /// Takes in a customer. Whether they wait to be put in order.
    #[inline]
    pub(in super::super) fn push(&mut self, id: Id) -> bool {
        self.0.push(Member(id))
    }

    /// Takes in all customers of another set. How many wait to be put in order.
    pub(in super::super) fn append(&mut self, other: Self) -> usize {
        self.0.append(other.0)
    }

    /// Puts them in order, each once.
    pub(in super::super) fn settle(&mut self) {
        self.0.settle();
    }

    /// The customers in order, each once: as they are held, or a sorted copy.
    pub(in super::super) fn sorted(&self) -> SortedIds<'_, Id> {
        match self.0.refs_in_order() {
            InOrderRefs::Held(ids) => SortedIds::Held(ids),
            copy @ InOrderRefs::Copied(_) => {
                let mut ids: Vec<_> = copy.map(|member| &member.0).collect();
                ids.dedup();
                SortedIds::Copied(ids.into_iter())
            }
        }
    }
}

/// Keeps each of a list in order once; without a branch that the processor could not predict.
fn dedup<Id: Eq>(ids: &mut Vec<Id>) {
    let mut last = 0_usize;
    for place in 1..ids.len() {
        if let (Some(kept), Some(next)) = (ids.get(last), ids.get(place)) {
            last = last.wrapping_add(usize::from(kept != next));
            ids.swap(last, place);
        }
    }
    ids.truncate(last.saturating_add(1));
}

impl<Id> Ids<Id> {
    /// Counts the bytes of the ids on the heap.
    pub(in super::super) const fn heap_size(&self) -> usize {
        self.0.heap_size()
    }

    /// How many there are, some of them perhaps several times.
    pub(in super::super) const fn held(&self) -> usize {
        self.0.len()
    }
}
