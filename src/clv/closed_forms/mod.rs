//! Computes lifetime values by closed formulas.

mod arpa;
mod clv;
mod continuous;
mod curve;
mod finite;
mod fixed_lifespan;
mod growing;
mod historic;
mod inverse_retention;
mod orders;
mod series;
mod steady;
mod timing;

pub use arpa::ArpaClv;
pub use clv::Clv;
pub use continuous::ContinuousClv;
pub use curve::CurveClv;
pub use finite::FiniteClv;
pub use fixed_lifespan::FixedLifespanClv;
pub use growing::{FirstMargin, GrowingClv};
pub use historic::HistoricClv;
pub use inverse_retention::InverseRetentionScore;
pub use orders::{NextPeriodValue, OrdersClv};
pub use steady::SteadyClv;
pub use timing::Timing;
