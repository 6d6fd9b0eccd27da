//! Splits and folds, to measure how a score does on customers it has not seen.
//!
//! A model looks too good on the customers it was fitted to. Here customers are put aside before the
//! fit: at random with the same share of churners on both sides ([`Split::stratified`]), every K-th
//! ([`Split::every`]), by date ([`Split::by_date`]), or in turn ([`Folds`]).
//!
//! **Which one?** If the score will be used on next month's customers, split by date: only this shows
//! the effect of changing prices or seasons, and only this cannot learn from the future. A random split
//! answers the easier question of how it would do on more customers of the same months.
//!
//! Use **one row per customer** in a random split: with monthly snapshots a customer is on both sides,
//! and the model is rewarded for recognising them.
//!
//! Nothing here needs a model of this crate: a split is two lists of row numbers, and
//! [`Folds::out_of_fold`] takes any two closures that fit and score.
//!
//! Splits are reproducible: equal labels in equal order with an equal seed give an equal split on every
//! platform and in every version, unless the list of changes says otherwise.

mod by_date;
mod folds;
mod lambda;
mod out_of_fold;
mod select;
mod split;
mod strata;

#[doc(alias = "cross-validation")]
#[doc(alias = "k-fold")]
pub use folds::Folds;
pub use lambda::LambdaLoss;
#[doc(alias = "cv.glmnet")]
#[doc(alias = "LogisticRegressionCV")]
pub use lambda::LambdaPath;
pub use out_of_fold::OutOfFold;
#[doc(alias = "train_test_split")]
#[doc(alias = "hold-out")]
pub use split::Split;
