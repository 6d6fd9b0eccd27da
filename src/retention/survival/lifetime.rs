//! [`Lifetime`].

use crate::units::Finite;
use crate::{Error, Result};

/// How long a customer, or so many alike, was seen, and whether that ended because they left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lifetime<T> {
    entry: Option<T>,
    exit: T,
    left: bool,
    customers: u64,
}

impl<T: Ord> Lifetime<T> {
    /// One customer who left at that time (`true`), or is still there at it (`false`).
    pub const fn new(exit: T, left: bool) -> Self {
        Self {
            entry: None,
            exit,
            left,
            customers: 1,
        }
    }

    /// The same of so many customers.
    pub fn of_customers(self, customers: u64) -> Self {
        Self { customers, ..self }
    }

    /// The same of a customer who came under observation only at that time (delayed entry).
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when the exit is not after it.
    pub fn entered_at(self, entry: T) -> Result<Self> {
        if entry >= self.exit {
            return Err(Error::Malformed {
                what: "time of entry",
                expected: "before the time of exit",
            });
        }
        Ok(Self {
            entry: Some(entry),
            ..self
        })
    }

    /// From when on the customer was seen; `None` from the start.
    pub const fn entry(&self) -> Option<&T> {
        self.entry.as_ref()
    }

    /// Until when.
    pub const fn exit(&self) -> &T {
        &self.exit
    }

    /// Whether they left then.
    pub const fn left(&self) -> bool {
        self.left
    }

    /// How many customers this stands for.
    pub const fn customers(&self) -> u64 {
        self.customers
    }
}

impl<T: Ord> From<(T, bool)> for Lifetime<T> {
    fn from((exit, left): (T, bool)) -> Self {
        Self::new(exit, left)
    }
}

impl TryFrom<(f64, bool)> for Lifetime<Finite> {
    type Error = Error;

    fn try_from((exit, left): (f64, bool)) -> Result<Self> {
        Ok(Self::new(Finite::new(exit)?, left))
    }
}
