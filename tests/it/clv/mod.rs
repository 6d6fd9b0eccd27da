//! Tests of `tenure::clv`.
#![allow(
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    reason = "what is expected is worked out the short way, and what was found is shown when it is not that"
)]

mod agreement;
mod bad_input;
mod bg;
mod by_quadrature;
mod checks;
mod discrete;
mod fitting;
mod historic;
mod history;
mod laws;
mod pareto;
mod recovery;
mod reference;
mod traps;
mod value;

use tenure::units::{Churn, DiscountRate, Finite, Margin, Period, Proportion};

pub(crate) fn margin(amount: f64, period: Period) -> Margin {
    Margin::new(amount, period).unwrap()
}

pub(crate) fn churn(rate: f64, period: Period) -> Churn {
    Churn::new(Proportion::new(rate).unwrap(), period)
}

pub(crate) fn discount(rate: f64, period: Period) -> DiscountRate {
    DiscountRate::new(rate, period).unwrap()
}

pub(crate) fn finite(value: f64) -> Finite {
    Finite::new(value).unwrap()
}
