//! How sure a figure is: intervals, shares, differences, exact totals and moments.

mod interval;

pub use interval::Interval;
