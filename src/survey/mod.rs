//! Are customers satisfied? NPS, CSAT, CES and what is asked around them.

mod nps;
mod rating;

pub use nps::Nps;
pub use rating::{Rating, ScaleRating};

mod acsi;
mod ces;
mod csat;
mod dimensions;
mod drivers;
mod exact;
mod groups;
mod opportunity;
mod ratings;
mod sentiment;

pub use acsi::{Acsi, AcsiAnswer, AcsiWeights};
pub use ces::{Ces, EffortClasses, EffortDirection};
pub use csat::Csat;
pub use dimensions::{Dimension, WeightedScore};
pub use drivers::{Driver, DriverAnswers, KeyDrivers};
pub use groups::Group;
pub use opportunity::{Need, needs_above};
pub use ratings::Ratings;
pub use sentiment::{Polarity, Sentiment};
