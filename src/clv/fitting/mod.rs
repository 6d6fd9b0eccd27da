//! Fitting the models to data: options, search, evidence, intervals.
//!
//! `Model::fitter()` gives a [`Fitter`], its options are said one after the other, `fit(&data)` gives a
//! [`Fit`](crate::stats::Fit): the model with the evidence for it.
//!
//! # Which option do I want?
//!
//! | I want … | say |
//! |---|---|
//! | the parameters of greatest likelihood, in weeks | nothing |
//! | parameters in months | [`.unit(TimeUnit::MONTH)`](Fitter::unit): predictions stay as they are |
//! | to bring in what I know of a parameter | [`.prior("r", LogPrior::new(…)?)`](Fitter::prior) |
//! | parameters that are tame with few customers | [`.ridge(0.001)`](Fitter::ridge) |
//! | all cores | [`.parallel(true)`](Fitter::parallel), with feature `rayon` |
//! | more patience | [`.max_iterations(500)`](Fitter::max_iterations): hardly ever what is missing |
//!
//! # What can I ask of a fit?
//!
//! | question | method |
//! |---|---|
//! | all at a glance | `Display`: `println!("{fit}")` |
//! | how sure is a parameter? | [`standard_errors`](crate::stats::Fit::standard_errors), [`standard_error_of`](crate::stats::Fit::standard_error_of), [`interval_of`](crate::stats::Fit::interval_of) |
//! | may I read parameters alone? | [`weakly_identified`](crate::stats::Fit::weakly_identified), [`condition_number`](crate::stats::Fit::condition_number) |
//! | how sure is a prediction? | [`estimate`](crate::stats::Fit::estimate), in microseconds; with few customers [`Fitter::bootstrap`] |
//! | which of two models? | [`aic`](crate::stats::Fit::aic), [`bic`](crate::stats::Fit::bic), better still a holdout |
//! | is the larger of two nested models worth it? | [`test_against`](crate::stats::Fit::test_against), where it is right: [`NestedIn`] |
//!
//! # When there is no fit
//!
//! Each failure is an error that says which it is. None of them is a matter of luck: the same data fail the
//! same way again.
//!
//! | error | what the data say | what to do |
//! |---|---|---|
//! | [`Unbounded`](crate::Error::Unbounded) | a parameter is extreme: nobody left, nobody came back, customers do not differ | the simpler model the message names; or a [prior](Fitter::prior) that says how extreme is plausible |
//! | [`NotIdentified`](crate::Error::NotIdentified) | nothing on some combination of parameters: one period, say | more data of another kind (older customers); or a [prior](Fitter::prior) on one of the parameters |
//! | [`NotConverged`](crate::Error::NotConverged) | the search used up its steps | more [`max_iterations`](Fitter::max_iterations), a [ridge](Fitter::ridge); tell us, it should not happen |
//! | [`NotEnoughData`](crate::Error::NotEnoughData) | there is nobody | |
//!
//! A search that stands at the maximum and cannot take another step because of rounding *has* converged, and is never
//! called a failure.

mod bootstrap;
mod display;
mod estimate;
mod evidence;
mod figures;
pub(crate) use figures::is_possible_covariance;
mod fitter;
mod log_prior;
mod nested_in;
mod objective;
mod parameter;
mod parametric_model;
mod scale;
mod search;
mod weakly_identified;

pub use bootstrap::Bootstrap;
pub use estimate::Estimate;
pub use evidence::Evidence;
pub use fitter::Fitter;
pub use log_prior::LogPrior;
pub use nested_in::NestedIn;
pub(crate) use nested_in::different_customers;
pub(crate) use objective::{Objective, Taylor};
pub(crate) use parameter::positive;
pub use parametric_model::ParametricModel;
pub use scale::Scale;
pub(crate) use search::{Maximum, Pull, Runaway, Search, maximise, vanishes};
#[doc(alias = "ridge")]
pub use weakly_identified::WeaklyIdentified;
