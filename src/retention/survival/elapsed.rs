//! [`Elapsed`].

use crate::units::Finite;
use crate::{Error, Result};

/// Describes a time since the start: one that can be measured, not only put in order.
///
/// Whole numbers of any width and [`Finite`] are such times. Implement it for a time type of your own, say days,
/// by its number; the order of the times and that of the numbers must be the same.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::{Elapsed, LifetimeTable};
///
/// #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
/// struct Days(u32);
///
/// impl Elapsed for Days {
///     fn elapsed(self) -> f64 {
///         f64::from(self.0)
///     }
/// }
///
/// let table = LifetimeTable::try_from_iter([(Days(14), true), (Days(90), false)])?;
/// assert_eq!(table.risk_rows().count(), 2);
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait Elapsed: Ord + Copy {
    /// Returns how much time it is, in the unit of the times: finite, and at least 0.
    fn elapsed(self) -> f64;

    /// Returns the time as a whole number, if it is one. Tables count such times instead of sorting them.
    #[must_use]
    fn to_whole(self) -> Option<u32> {
        None
    }

    /// Returns the time that is that whole number: of every time for which there is [one](Self::to_whole).
    #[must_use]
    fn from_whole(_whole: u32) -> Option<Self> {
        None
    }
}

/// Refuses what lies before the start.
#[inline]
pub(super) fn check<T: Elapsed>(what: &'static str, time: T) -> Result<()> {
    let elapsed = time.elapsed();
    if elapsed < 0.0 {
        let expected = "at least 0 (it is counted from the start)";
        return Err(Error::out_of_range(what, expected, elapsed));
    }
    Ok(())
}

macro_rules! elapsed {
    ($($int:ty),*) => {$(
        impl Elapsed for $int {
            #[inline]
            #[allow(clippy::cast_lossless, reason = "the wide ones cannot convert by From")]
            fn elapsed(self) -> f64 {
                self as f64
            }

            #[inline]
            fn to_whole(self) -> Option<u32> {
                u32::try_from(self).ok()
            }

            #[inline]
            fn from_whole(whole: u32) -> Option<Self> {
                Self::try_from(whole).ok()
            }
        }
    )*};
}
elapsed!(
    u8, u16, u32, u64, usize, u128, i8, i16, i32, i64, isize, i128
);

impl Elapsed for Finite {
    #[inline]
    fn elapsed(self) -> f64 {
        self.get()
    }

    #[inline]
    fn to_whole(self) -> Option<u32> {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is lost shows in the comparison"
        )]
        let whole = self.get() as u32;
        #[allow(clippy::float_cmp, reason = "it is that number, or it is not")]
        return (f64::from(whole) == self.get()).then_some(whole);
    }

    #[inline]
    fn from_whole(whole: u32) -> Option<Self> {
        Some(whole.into())
    }
}
