//! [`SortedIds`].

/// Customers in order, each once.
#[derive(Debug)]
pub(in super::super) enum SortedIds<'a, Id> {
    /// As they are held.
    Held(core::slice::Iter<'a, Id>),
    /// A sorted copy.
    Copied(std::vec::IntoIter<&'a Id>),
}

impl<'a, Id> Iterator for SortedIds<'a, Id> {
    type Item = &'a Id;

    #[inline]
    fn next(&mut self) -> Option<&'a Id> {
        match self {
            Self::Held(ids) => ids.next(),
            Self::Copied(ids) => ids.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Held(ids) => ids.size_hint(),
            Self::Copied(ids) => ids.size_hint(),
        }
    }
}

impl<Id> ExactSizeIterator for SortedIds<'_, Id> {}
