//! [`Ids`].

use super::SortedIds;

/// A set of customers, gathered in any order: a list whose beginning is in order, each once, and whose rest waits.
#[derive(Debug, Clone)]
pub(in super::super) struct Ids<Id> {
    ids: Vec<Id>,
    /// How many of the list, from its beginning, are in order.
    in_order: usize,
}

impl<Id> Default for Ids<Id> {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            in_order: 0,
        }
    }
}

impl<Id: Ord> Ids<Id> {
    /// Takes in a customer. Whether they wait to be put in order.
    #[inline]
    pub(in super::super) fn push(&mut self, id: Id) -> bool {
        if self.in_order == self.ids.len() {
            match self.ids.last().map(|last| last.cmp(&id)) {
                Some(core::cmp::Ordering::Equal) => return false,
                Some(core::cmp::Ordering::Greater) => {}
                Some(core::cmp::Ordering::Less) | None => {
                    self.in_order = self.in_order.saturating_add(1);
                }
            }
        }
        self.ids.push(id);
        self.in_order < self.ids.len()
    }

    /// Takes in all customers of another set. How many wait to be put in order.
    pub(in super::super) fn append(&mut self, mut other: Self) -> usize {
        if self.ids.is_empty() {
            *self = other;
            return self.ids.len().saturating_sub(self.in_order);
        }
        let follows = match (self.ids.last(), other.ids.first()) {
            (Some(last), Some(first)) => self.is_settled() && last < first,
            _ => false,
        };
        if follows {
            self.in_order = self.in_order.saturating_add(other.in_order);
        }
        let before = self.ids.len();
        self.ids.append(&mut other.ids);
        self.ids.len().saturating_sub(before.max(self.in_order))
    }

    /// Puts them in order, each once.
    pub(in super::super) fn settle(&mut self) {
        if self.is_settled() {
            return;
        }
        if self.in_order < self.ids.len() / 8 {
            self.ids.sort_unstable();
        } else {
            let rest = self.ids.get_mut(self.in_order..).unwrap_or_default();
            rest.sort_unstable();
            // Finds the two parts that are in order and merges them.
            self.ids.sort();
        }
        dedup(&mut self.ids);
        self.in_order = self.ids.len();
    }

    /// The customers in order, each once: as they are held, or a sorted copy.
    pub(in super::super) fn sorted(&self) -> SortedIds<'_, Id> {
        if self.is_settled() {
            return SortedIds::Held(self.ids.iter());
        }
        let mut copy: Vec<_> = self.ids.iter().collect();
        copy.sort();
        copy.dedup();
        SortedIds::Copied(copy.into_iter())
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
        self.ids.capacity().saturating_mul(size_of::<Id>())
    }

    const fn is_settled(&self) -> bool {
        self.in_order == self.ids.len()
    }

    /// How many there are, some of them perhaps several times.
    pub(in super::super) const fn held(&self) -> usize {
        self.ids.len()
    }
}
