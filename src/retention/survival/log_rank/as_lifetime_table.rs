//! [`AsLifetimeTable`].

use crate::retention::survival::{Elapsed, LifetimeTable};

/// Gives a log-rank test the table of a group, with its key or without.
///
/// Implemented for references to tables, and for the items of a [`Segmented`](crate::Segmented) or a map of tables.
pub trait AsLifetimeTable<'a> {
    /// Names the type of the times.
    type Time: Elapsed + 'a;

    /// Returns the table of the group.
    fn table(self) -> &'a LifetimeTable<Self::Time>;
}

impl<'a, T: Elapsed> AsLifetimeTable<'a> for &'a LifetimeTable<T> {
    type Time = T;

    fn table(self) -> Self {
        self
    }
}

impl<'a, K, T: Elapsed> AsLifetimeTable<'a> for (K, &'a LifetimeTable<T>) {
    type Time = T;

    fn table(self) -> &'a LifetimeTable<T> {
        self.1
    }
}
