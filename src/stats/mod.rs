//! How sure a figure is: intervals, shares, differences, exact totals and moments.

mod binomial;
mod exact_sum;
mod interval;

pub use binomial::Binomial;
pub use exact_sum::ExactSum;
pub use interval::Interval;
