//! Tests of `tenure::acquisition`.

mod accumulators;
mod bad_input;
mod payback;
mod reference;

use tenure::units::{Churn, Finite, Margin, Period, Proportion};

pub(crate) fn monthly(amount: f64) -> Margin {
    Margin::new(amount, Period::Month).unwrap()
}

pub(crate) fn churn(rate: f64) -> Churn {
    Churn::new(Proportion::new(rate).unwrap(), Period::Month)
}

pub(crate) fn finite(value: f64) -> Finite {
    Finite::new(value).unwrap()
}
