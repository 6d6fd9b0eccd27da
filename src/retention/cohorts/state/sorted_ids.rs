//! [`SortedIds`].

use super::Paid;
use super::ids::Member;
use crate::fold::sorted::InOrderRefs;

/// Customers in order, each once.
#[derive(Debug)]
pub(in super::super) enum SortedIds<'a, Id> {
    /// As they are held.
    Held(core::slice::Iter<'a, Member<Id>>),
    /// A sorted copy.
    Copied(std::vec::IntoIter<&'a Id>),
    /// Those of whom it is known what they paid; perhaps several times.
    Paying(InOrderRefs<'a, Paid<Id>>),
}

impl<'a, Id> Iterator for SortedIds<'a, Id> {
    type Item = &'a Id;

    #[inline]
    fn next(&mut self) -> Option<&'a Id> {
        match self {
            Self::Held(ids) => ids.next().map(|member| &member.0),
            Self::Copied(ids) => ids.next(),
            Self::Paying(rows) => rows.next().map(|row| &row.id),
        }
    }
}
