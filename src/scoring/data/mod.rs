//! Customers as labelled rows of numbers.

mod design;
pub(in crate::scoring) mod labelled;

pub use design::{Cell, ChurnScorer, Column, Design, EncodedRows, Missing, Unseen, records};
pub use labelled::{LabelledRows, LabelledView};
