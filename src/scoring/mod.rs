//! Who is about to leave, why, and how far to trust the answer.
//!
//! A churn score is only worth what is done with it, so the module goes the whole way: from records
//! to rows, from rows to a fitted model with its uncertainty, from the model to a score and the
//! reasons for it, and from scores to what they catch, whether they can be believed and what a
//! campaign would earn. `true` means *churned*, everywhere, and is never inferred.
//!
//! # Which one do I want?
//!
//! | the question | the type |
//! |---|---|
//! | My data are texts, blanks and numbers: how do they become features? | [`Design`] of [`Column`]s |
//! | What goes with churn, by how much, and is it more than chance? | [`LogisticChurn::fitter`] → [`Fit`](crate::stats::Fit): coefficients, odds ratios, p-values, intervals |
//! | The data do not fit into memory, or are on ten machines | [`LogisticFitter::fit_chunks`], [`LogisticSearch`] |
//! | How likely is this customer to leave, and why? | [`LogisticChurn::score`] and [`explain`](LogisticChurn::explain); from a raw record, [`ChurnScorer`] |
//! | I have coefficients trained elsewhere | [`LogisticChurn::new`] |
//! | How would it do on customers it has not seen? | [`validation`] |
//! | Is any score, of whatever model, any good? | [`evaluation`] |
//! | Whom is it worth spending on? | [`RetentionOffer`](evaluation::RetentionOffer) |
//!
//! # Refusals
//!
//! A fit that would mean nothing is an error that says why, never a number:
//!
//! - **Separation** ([`Error::Separated`](crate::Error::Separated)): "nobody on a two-year contract left".
//!   Then no finite coefficient fits best, and what other tools print is where they happened to stop.
//!   It is *proved* here, with the features named. [`firth`](LogisticFitter::firth) and
//!   [`l2`](LogisticFitter::l2) have finite answers.
//! - **Aliased features** ([`Error::Aliased`](crate::Error::Aliased)): "no internet" said by seven columns.
//!   Named; [`OnAliased::Drop`] leaves them out.
//! - **No convergence** ([`Error::NotConverged`](crate::Error::NotConverged)): a budget that ran out is
//!   not a result.
//! - **Penalised fits have no p-values**: they would not be what they seem.
//!
//! The [guide](crate::guide::churn) walks from a table to a campaign.

pub mod evaluation;
pub mod validation;

mod data;
mod logistic;

pub use data::{
    Cell, ChurnScorer, Column, Design, EncodedRows, LabelledRows, LabelledView, Missing, Unseen,
    records,
};
pub use logistic::{
    Contribution, Estimator, Explanation, FeatureSummary, LikelihoodRatio, LogisticChurn,
    LogisticEvidence, LogisticFitter, LogisticSearch, NewtonPass, NewtonPoint, OnAliased, PseudoR2,
    Sandwich, Term,
};
