//! Are customers satisfied? NPS, CSAT, CES and what is asked around them.

mod nps;
mod rating;

pub use nps::Nps;
pub use rating::{Rating, ScaleRating};

mod groups;
mod ratings;

pub use groups::Group;
pub use ratings::Ratings;
