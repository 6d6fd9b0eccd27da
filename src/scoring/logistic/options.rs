//! What a [`LogisticFitter`](super::LogisticFitter) can be told.

use core::fmt;

use crate::error::Shown;

/// What to do with features that can be computed from the ones before them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum OnAliased {
    /// Refuse, with their names ([`Error::Aliased`](crate::Error::Aliased)).
    #[default]
    Fail,
    /// Leave them out, as R does: their coefficients are 0, and they are in the list of
    /// [`dropped`](crate::stats::Fit::dropped) features.
    Drop,
}

/// What the coefficients of a fit are the best of: which figures of it may be read as tests.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Estimator {
    /// Maximum likelihood: all of the inference applies.
    MaximumLikelihood,
    /// Maximum likelihood with one class counted more than the other; no p-values.
    ClassWeighted,
    /// A ridge of ½·λ·Σ b² on the coefficients of standardised features; no p-values.
    Ridge(#[cfg_attr(feature = "serde", serde(with = "crate::saved::float"))] f64),
    /// A ridge of ½·λ·Σ b² on the coefficients of the features as they come; no p-values.
    RawRidge(#[cfg_attr(feature = "serde", serde(with = "crate::saved::float"))] f64),
    /// Firth's penalty, ½·ln det of the information matrix; no p-values.
    Firth,
}

saved! { impl{} for Estimator as is; }

impl fmt::Display for Estimator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MaximumLikelihood => f.pad("maximum likelihood"),
            Self::ClassWeighted => f.pad("class-weighted maximum likelihood"),
            Self::Ridge(lambda) => crate::units::padded(
                f,
                format_args!("ridge, λ = {}, features standardised", Shown(*lambda)),
            ),
            Self::RawRidge(lambda) => crate::units::padded(
                f,
                format_args!("ridge, λ = {}, features as they come", Shown(*lambda)),
            ),
            Self::Firth => f.pad("Firth's penalised likelihood"),
        }
    }
}
