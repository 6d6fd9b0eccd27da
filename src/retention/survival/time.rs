//! What is known of times of the common types; of another type nothing is.
//!
//! The types are told apart by [`Any`], which costs nothing: the compiler knows both sides.

use core::any::Any;

use crate::units::Finite;
use crate::{Error, Result};

/// Refuses what lies before the start, where the type of the times has such values.
#[inline]
pub(super) fn check<T: 'static>(what: &'static str, time: &T) -> Result<()> {
    match below_zero(time) {
        None => Ok(()),
        Some(value) => Err(Error::out_of_range(
            what,
            "at least 0 (it is counted from the start)",
            value,
        )),
    }
}

/// The number, where it is one below 0.
#[inline]
fn below_zero<T: 'static>(time: &T) -> Option<f64> {
    let time: &dyn Any = time;
    macro_rules! of {
        ($($int:ty),*) => {$(
            if let Some(time) = time.downcast_ref::<$int>() {
                return (*time < 0).then_some(*time as f64);
            }
        )*};
    }
    if let Some(time) = time.downcast_ref::<Finite>() {
        return (time.get() < 0.0).then_some(time.get());
    }
    of!(i64, isize, i128);
    macro_rules! of_exactly {
        ($($int:ty),*) => {$(
            if let Some(time) = time.downcast_ref::<$int>() {
                return (*time < 0).then_some(f64::from(*time));
            }
        )*};
    }
    of_exactly!(i8, i16, i32);
    None
}
