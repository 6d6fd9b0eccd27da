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

/// The time as a small whole number, where it is one.
#[inline]
pub(super) fn whole<T: 'static>(time: &T) -> Option<u32> {
    let time: &dyn Any = time;
    if let Some(time) = time.downcast_ref::<Finite>() {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is lost shows in the comparison"
        )]
        let whole = time.get() as u32;
        #[allow(clippy::float_cmp, reason = "it is that number, or it is not")]
        return (f64::from(whole) == time.get()).then_some(whole);
    }
    macro_rules! of {
        ($($int:ty),*) => {$(
            if let Some(time) = time.downcast_ref::<$int>() {
                return u32::try_from(*time).ok();
            }
        )*};
    }
    of!(
        u8, u16, u32, u64, usize, u128, i8, i16, i32, i64, isize, i128
    );
    None
}

/// The time that is that whole number: of every time for which there is [one](whole).
#[inline]
pub(super) fn of_whole<T: Copy + 'static>(whole: u32) -> Option<T> {
    fn as_is<T: Copy + 'static>(time: &dyn Any) -> Option<T> {
        time.downcast_ref().copied()
    }
    if let Some(time) = as_is(&Finite::from(whole)) {
        return Some(time);
    }
    macro_rules! of {
        ($($int:ty),*) => {$(
            if let Some(time) = <$int>::try_from(whole).ok().and_then(|time| as_is(&time)) {
                return Some(time);
            }
        )*};
    }
    of!(
        u8, u16, u32, u64, usize, u128, i8, i16, i32, i64, isize, i128
    );
    None
}

/// Puts times in order.
pub(super) fn sort<T: Ord + 'static>(times: &mut [T]) {
    times.sort_unstable();
}
