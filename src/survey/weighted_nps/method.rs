//! [`WeightedNpsMethod`].

use core::fmt;

/// Lists the methods for an interval of a weighted score, in points and cut at ±100.
///
/// | method | when |
/// |---|---|
/// | [`AdjustedWald`](Self::AdjustedWald) | always; the default |
/// | [`Linearised`](Self::Linearised) | hundreds of answers, or to agree with survey software |
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum WeightedNpsMethod {
    /// The interval of an unweighted survey with the weighted shares and
    /// [`effective_count`](super::WeightedNps::effective_count) answers, by
    /// [`NpsMethod::AdjustedWald`](crate::survey::NpsMethod::AdjustedWald).
    #[default]
    AdjustedWald,
    /// Score ± z · [`standard_error`](super::WeightedNps::standard_error). Of zero width when all answers
    /// fall into one class.
    Linearised,
}

saved! { impl{} for WeightedNpsMethod as is; }

/// As a report names it: `adjusted Wald on the effective count`.
impl fmt::Display for WeightedNpsMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::AdjustedWald => "adjusted Wald on the effective count",
                Self::Linearised => "linearised Wald",
            },
        )
    }
}
