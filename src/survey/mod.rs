//! Are customers satisfied? NPS, CSAT, CES and what is asked around them.

mod nps;
mod rating;

pub use nps::Nps;
pub use rating::{Rating, ScaleRating};

mod ces;
mod csat;
mod exact;
mod groups;
mod ratings;

pub use ces::{Ces, EffortClasses, EffortDirection};
pub use csat::Csat;
pub use groups::Group;
pub use ratings::Ratings;
