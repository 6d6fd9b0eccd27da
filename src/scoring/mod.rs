//! Who is about to leave, why, and how far to trust the answer.

pub mod evaluation;
pub mod validation;

mod design;
mod labelled;
mod logistic;
mod model;

pub use design::{Cell, ChurnScorer, Column, Design, EncodedRows, Missing, Unseen, records};
pub use labelled::{LabelledRows, LabelledView};
pub use logistic::{
    Estimator, FeatureSummary, LikelihoodRatio, LogisticEvidence, LogisticFitter, LogisticSearch,
    NewtonPass, NewtonPoint, OnAliased, PseudoR2, Sandwich, Term,
};
pub use model::{Contribution, Explanation, LogisticChurn};
