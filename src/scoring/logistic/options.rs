//! Options of a [`LogisticFitter`](super::LogisticFitter).

use core::fmt;

use crate::text::Shown;

/// Decides what to do with features that are linear combinations of earlier ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum OnAliased {
    /// Refuse, with their names ([`Error::Aliased`](crate::Error::Aliased)).
    #[default]
    Fail,
    /// Leave them out, as R does: their coefficients are 0, and [`dropped`](crate::stats::Fit::dropped)
    /// lists them.
    Drop,
}

saved! { impl{} for OnAliased as is; }

/// Names how the coefficients of a fit were estimated, which decides whether it has p-values.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Estimator {
    /// Maximum likelihood, with p-values.
    MaximumLikelihood,
    /// Maximum likelihood with one class counted more than the other; no p-values.
    ClassWeighted,
    /// A ridge of ½·λ·Σ b² on the coefficients of standardised features; no p-values.
    #[non_exhaustive]
    Ridge(#[cfg_attr(feature = "serde", serde(with = "crate::saved::float"))] f64),
    /// A ridge of ½·λ·Σ b² on the coefficients of the features as they are; no p-values.
    #[non_exhaustive]
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
            Self::Ridge(lambda) => crate::text::padded(
                f,
                format_args!("ridge, λ = {}, features standardised", Shown(*lambda)),
            ),
            Self::RawRidge(lambda) => crate::text::padded(
                f,
                format_args!("ridge, λ = {}, features as they come", Shown(*lambda)),
            ),
            Self::Firth => f.pad("Firth's penalised likelihood"),
        }
    }
}
