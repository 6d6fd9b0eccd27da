//! Predicts which customers will churn, explains the scores, and measures how good they are.
//!
//! The module covers the whole way: from records to rows, from rows to a fitted model with its
//! uncertainty, from the model to scores and their explanations, and from scores to ranking,
//! calibration and the profit of a campaign. `true` means *churned* everywhere, and is never inferred.
//!
//! # Which one do I want?
//!
//! | the question | the type |
//! |---|---|
//! | How do texts, blanks and numbers become features? | [`Design`] of [`Column`]s |
//! | Which features go with churn, how strongly, and is it more than chance? | [`LogisticChurn::fitter`] → [`Fit`](crate::stats::Fit): coefficients, odds ratios, p-values, intervals |
//! | The data do not fit into memory, or are on ten machines | [`LogisticFitter::fit_chunks`], [`LogisticSearch`] |
//! | How likely is this customer to leave, and why? | [`LogisticChurn::score`] and [`explain`](LogisticChurn::explain); from a raw record, [`ChurnScorer`] |
//! | I have coefficients trained elsewhere | [`LogisticChurn::new`] |
//! | How well does it do on customers it has not seen? | [`validation`] |
//! | How good is a score, from any model? | [`evaluation`] |
//! | Which customers is it worth contacting? | [`RetentionOffer`](evaluation::RetentionOffer) |
//!
//! # Refusals
//!
//! A fit without a meaningful result is an error that says why, never a number:
//!
//! - **Separation** ([`Error::Separated`](crate::Error::Separated)), for example if no customer on a
//!   two-year contract left. Then no finite coefficient fits best, and other tools print the point where
//!   they happened to stop. Here separation is *proved*, and the error names the features.
//!   [`firth`](LogisticFitter::firth) and [`ridge`](LogisticFitter::ridge) have finite answers.
//! - **Aliased features** ([`Error::Aliased`](crate::Error::Aliased)), for example "no internet" in seven
//!   columns. The error names them; [`OnAliased::Drop`] leaves them out.
//! - **No convergence** ([`Error::NotConverged`](crate::Error::NotConverged)) within the steps allowed.
//! - **Penalised fits have no p-values**, as the usual ones would be wrong.
//!
//! The [guide](crate::guide::churn) walks from a table to a campaign.

pub mod evaluation;
pub mod validation;

mod data;
mod logistic;

#[doc(alias = "winsorize")]
pub use data::Column;
#[doc(alias = "one-hot")]
#[doc(alias = "ColumnTransformer")]
#[doc(alias = "imputation")]
pub use data::Design;
#[doc(alias = "missing values")]
pub use data::Missing;
pub use data::{Cell, ChurnScorer, EncodedRows, LabelledRows, LabelledView, Unseen, records};
#[doc(alias = "SHAP")]
#[doc(alias = "reason codes")]
#[doc(alias = "feature importance")]
pub use logistic::Explanation;
#[doc(alias = "logistic regression")]
#[doc(alias = "propensity")]
#[doc(alias = "attrition")]
#[doc(alias = "predict_proba")]
#[doc(alias = "churn prediction")]
pub use logistic::LogisticChurn;
#[doc(alias = "standardize")]
pub use logistic::LogisticFitter;
#[doc(alias = "odds ratio")]
#[doc(alias = "feature importance")]
pub use logistic::Term;
pub use logistic::{
    Contribution, Estimator, FeatureSummary, LikelihoodRatio, LogisticEvidence, LogisticSearch,
    NewtonPass, NewtonPoint, OnAliased, PseudoR2, Sandwich,
};
