//! [`Elapsed`].

use crate::units::Finite;

/// A time since the start that can be measured, not only put in order: what an area under a curve needs.
///
/// Whole numbers of any width and [`Finite`] are. Implement it for a time type of your own, say days, by its
/// number; the order of the times and that of the numbers must be the same.
pub trait Elapsed: Ord + Copy + 'static {
    /// How much time it is, in the unit of the times; finite.
    fn elapsed(self) -> f64;
}

macro_rules! elapsed {
    ($($int:ty),*) => {$(
        impl Elapsed for $int {
            fn elapsed(self) -> f64 {
                self as f64
            }
        }
    )*};
}
elapsed!(u64, i64, usize, isize, u128, i128);

macro_rules! elapsed_exactly {
    ($($int:ty),*) => {$(
        impl Elapsed for $int {
            fn elapsed(self) -> f64 {
                f64::from(self)
            }
        }
    )*};
}
elapsed_exactly!(u8, u16, u32, i8, i16, i32);

impl Elapsed for Finite {
    fn elapsed(self) -> f64 {
        self.get()
    }
}
