//! How would the score do on customers it has not seen? Splits and folds that answer honestly.
//!
//! A model judged on the customers it was fitted to flatters itself. Here customers are put aside
//! before the fit: at random with the same share of churners on both sides ([`Split::stratified`]),
//! every K-th ([`Split::every`]), by date ([`Split::by_date`]), or each in its turn ([`Folds`]).
//!
//! **Which one?** If the score will be used on next month's customers, split by date: only that shows
//! what a change of prices or seasons does to it, and only that cannot learn from the future. A
//! random split answers the easier question of how it would do on more customers of the same months.
//!
//! **One row per customer** in a random split: with a snapshot of each month the same customer is on both
//! sides, and the model is praised for recognising them.
//!
//! Nothing here needs a model of this crate: a split is two lists of row numbers, and
//! [`Folds::out_of_fold`] takes any two closures that fit and score.
//!
//! Splits are reproducible: the same labels in the same order and the same seed give the same split
//! on every platform and in every version that does not say otherwise in its list of changes.

mod by_date;
mod folds;
mod lambda;
mod out_of_fold;
mod select;
mod split;
mod strata;

pub use folds::Folds;
pub use lambda::{LambdaLoss, LambdaPath};
pub use out_of_fold::OutOfFold;
pub use split::Split;
