//! What a number means: shares, levels of confidence, periods, rates that carry their period, and
//! money.
//!
//! Each is a checked type: a value of it is valid, wherever it came from, and reading it back from
//! a file checks it again. Percentages and points exist only on the way in (`from_percent`) and out
//! (`percent`, `Display`). None of them has arithmetic operators: adding two rates is almost always
//! a mistake, and what may be added (accumulators, [`Money`]) says so.
//!
//! | type | is | refuses |
//! |---|---|---|
//! | [`Proportion`] | a share, 0 to 1 | 80 given for 80 % |
//! | [`Level`] | how sure an interval is, 0.5 to below 1 | 0.05 given for 0.95 |
//! | [`Period`] | what a rate is *per* | zero days |
//! | [`Churn`] | the share lost per period; compounds on those who stay | |
//! | [`DiscountRate`] | the yearly (or other) cost of waiting; compounds on growth | negative rates |
//! | [`Margin`] | money per customer and period; scales linearly | amounts beyond 1e290 |
//! | [`Growth`] | how fast a margin grows per period; compounds | −100 % and less |
//! | [`Frequency`] | how often a customer buys per period; scales linearly | negative ones |
//! | [`Horizon`] | a length of time: how far to look ahead, how long a customer stays | 0 and less |
//! | [`Money`] | an exact amount in minor units (cents) | fractions of a cent |
//! | [`Finite`] | any number that is not NaN or infinite | NaN, ±∞ |

mod churn;
mod discount_rate;
mod finite;
mod frequency;
mod growth;
mod horizon;
mod level;
mod margin;
mod money;
mod period;
mod proportion;
mod time_unit;

#[doc(alias = "attrition")]
pub use churn::Churn;
pub use churn::LifetimeConvention;
#[doc(alias = "WACC")]
#[doc(alias = "hurdle rate")]
pub use discount_rate::DiscountRate;
pub use finite::Finite;
#[doc(alias = "purchase rate")]
pub use frequency::Frequency;
#[doc(alias = "expansion")]
pub use growth::Growth;
#[doc(alias = "duration")]
#[doc(alias = "lifespan")]
#[doc(alias = "term")]
pub use horizon::Horizon;
#[doc(alias = "confidence")]
#[doc(alias = "alpha")]
pub use level::Level;
pub use margin::Margin;
pub use money::Money;
pub use period::Period;
pub use proportion::Proportion;
#[doc(alias = "freq")]
pub use time_unit::TimeUnit;

/// `TryFrom` and `From` a number, and the saved form as one, checked again when it is read.
macro_rules! checked_f64 {
    ($t:ident) => {
        impl TryFrom<f64> for $t {
            type Error = $crate::Error;

            fn try_from(value: f64) -> $crate::Result<Self> {
                Self::new(value)
            }
        }

        impl TryFrom<&f64> for $t {
            type Error = $crate::Error;

            fn try_from(value: &f64) -> $crate::Result<Self> {
                Self::new(*value)
            }
        }

        impl TryFrom<f32> for $t {
            type Error = $crate::Error;

            fn try_from(value: f32) -> $crate::Result<Self> {
                Self::new(f64::from(value))
            }
        }

        impl TryFrom<&f32> for $t {
            type Error = $crate::Error;

            fn try_from(value: &f32) -> $crate::Result<Self> {
                Self::new(f64::from(*value))
            }
        }

        impl From<$t> for f64 {
            fn from(value: $t) -> Self {
                value.get()
            }
        }

        saved! {
            impl{} for $t as plain;
            |number| -> number.get();
            read(number) { Self::new(number) }
        }
    };
}
use checked_f64;
