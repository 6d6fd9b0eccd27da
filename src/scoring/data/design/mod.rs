//! Encoding records as rows of numbers.

mod category;
mod cell;
mod churn_scorer;
mod column;
#[expect(clippy::module_inception, reason = "the type of that name")]
mod design;
mod encoded_rows;
mod learner;
mod missing;
mod number;
#[cfg(feature = "serde")]
mod saved;
mod unseen;

pub use cell::{Cell, records};
pub use churn_scorer::ChurnScorer;
pub use column::Column;
pub use design::Design;
pub use encoded_rows::EncodedRows;
pub use missing::Missing;
pub use unseen::Unseen;
