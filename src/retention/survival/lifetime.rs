//! [`Lifetime`].

use super::Elapsed;
use super::elapsed::check;
use crate::error::finite;
#[cfg(feature = "serde")]
use crate::saved::Own;
use crate::units::Finite;
use crate::{Error, Result};

/// Holds how long a customer was observed, and whether that ended because they left.
///
/// Time runs from the customer's own start: sign-up is 0. A customer who is still there when the data are drawn
/// was seen until then and has *not* left: `(time, false)`. Leaving such customers out, or counting them as gone,
/// is the commonest way to get a lifetime wrong.
///
/// A customer who was not observed from the start, because the log begins later, came under observation only
/// at [some time](Self::entered_at): their survival until then is not evidence, as customers who left in that
/// time could not have been seen.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::Lifetime;
///
/// let gone = Lifetime::new(14, true)?; // left in month 14
/// let three = Lifetime::new(20, false)?.with_customers(3); // still there after 20, three of them
/// let late = Lifetime::new(30, true)?.entered_at(12)?; // on the books for a year when the log begins
/// assert_eq!(
///     (gone.customers(), three.customers(), late.entry()),
///     (1, 3, Some(&12))
/// );
///
/// assert_eq!(
///     Lifetime::new(-3, true).unwrap_err().to_string(), // closed before it was opened
///     "time must be at least 0 (it is counted from the start), got -3"
/// );
/// assert_eq!(
///     Lifetime::new(12, true)?
///         .entered_at(12)
///         .unwrap_err()
///         .to_string(),
///     "time of entry must be before the time of exit"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Lifetime<T> {
    entry: Option<T>,
    exit: T,
    left: bool,
    customers: u64,
}

impl<T> Lifetime<T> {
    /// Sets how many customers with this lifetime it stands for (a frequency weight); 0 adds
    /// nothing to a table.
    pub fn with_customers(self, customers: u64) -> Self {
        Self { customers, ..self }
    }

    /// Returns the time at which observation began; `None` from the start.
    #[must_use]
    pub const fn entry(&self) -> Option<&T> {
        self.entry.as_ref()
    }

    /// Returns the time at which observation ended.
    #[must_use]
    pub const fn exit(&self) -> &T {
        &self.exit
    }

    /// Returns whether the customer left then; `false` when they were still there (censored).
    #[must_use]
    pub const fn left(&self) -> bool {
        self.left
    }

    /// Returns how many customers it stands for.
    #[must_use]
    pub const fn customers(&self) -> u64 {
        self.customers
    }
}

impl<T: Elapsed> Lifetime<T> {
    /// Creates the lifetime of one customer who left at a time (`true`), or was still there when
    /// last seen at it (`false`).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a time below 0.
    #[inline]
    pub fn new(exit: T, left: bool) -> Result<Self> {
        check("time", exit)?;
        Ok(Self {
            entry: None,
            exit,
            left,
            customers: 1,
        })
    }

    /// Sets the time at which the customer came under observation (delayed entry, left truncation).
    ///
    /// They are at risk of being seen to leave *after* it, not at it.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] unless it is before the exit, [`Error::OutOfRange`] when it is negative.
    #[inline]
    #[doc(alias = "left truncation")]
    pub fn entered_at(self, entry: T) -> Result<Self> {
        check("time of entry", entry)?;
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
}

/// `(time, left)`.
impl<T: Elapsed> TryFrom<(T, bool)> for Lifetime<T> {
    type Error = Error;

    #[inline]
    fn try_from((exit, left): (T, bool)) -> Result<Self> {
        Self::new(exit, left)
    }
}

/// `(time, left)` by reference.
impl<T: Elapsed> TryFrom<&(T, bool)> for Lifetime<T> {
    type Error = Error;

    #[inline]
    fn try_from(&(exit, left): &(T, bool)) -> Result<Self> {
        Self::new(exit, left)
    }
}

/// `(time, left, customers)`: a number of customers alike.
impl<T: Elapsed> TryFrom<(T, bool, u64)> for Lifetime<T> {
    type Error = Error;

    #[inline]
    fn try_from((exit, left, customers): (T, bool, u64)) -> Result<Self> {
        Ok(Self::new(exit, left)?.with_customers(customers))
    }
}

/// `(entry, time, left)`: seen only from the entry on.
impl<T: Elapsed> TryFrom<(T, T, bool)> for Lifetime<T> {
    type Error = Error;

    #[inline]
    fn try_from((entry, exit, left): (T, T, bool)) -> Result<Self> {
        Self::new(exit, left)?.entered_at(entry)
    }
}

macro_rules! from_floats {
    ($($float:ty),*) => {$(
        /// `(time, left)` of floats: neither NaN nor infinite.
        impl TryFrom<($float, bool)> for Lifetime<Finite> {
            type Error = Error;

            #[inline]
            fn try_from((exit, left): ($float, bool)) -> Result<Self> {
                Self::new(number("time", f64::from(exit))?, left)
            }
        }

        /// `(time, left)` of floats by reference.
        impl TryFrom<&($float, bool)> for Lifetime<Finite> {
            type Error = Error;

            #[inline]
            fn try_from(&pair: &($float, bool)) -> Result<Self> {
                Self::try_from(pair)
            }
        }

        /// `(time, left, customers)` of floats.
        impl TryFrom<($float, bool, u64)> for Lifetime<Finite> {
            type Error = Error;

            #[inline]
            fn try_from((exit, left, customers): ($float, bool, u64)) -> Result<Self> {
                Ok(Self::new(number("time", f64::from(exit))?, left)?.with_customers(customers))
            }
        }

        /// `(entry, time, left)` of floats.
        impl TryFrom<($float, $float, bool)> for Lifetime<Finite> {
            type Error = Error;

            #[inline]
            fn try_from((entry, exit, left): ($float, $float, bool)) -> Result<Self> {
                Self::new(number("time", f64::from(exit))?, left)?.entered_at(number("time of entry", f64::from(entry))?)
            }
        }
    )*};
}
from_floats!(f64, f32);

#[inline]
fn number(what: &'static str, time: f64) -> Result<Finite> {
    Finite::new(finite(what, time)?)
}

saved! {
    impl{T: Elapsed} keys{T} for Lifetime<T> as plain;
    |lifetime| {
        entry: Option<Own<T>> = lifetime.entry.map(Own),
        exit: Own<T> = Own(lifetime.exit),
        left,
        customers,
    };
    read {
        let seen = Self::new(exit.0, left)?.with_customers(customers);
        entry.map_or(Ok(seen), |Own(entry)| seen.entered_at(entry))
    }
}
