//! [`Missing`].

use core::fmt;

/// Decides what is done where a customer has no value in a column.
///
/// A value is missing where its [`Cell`](super::Cell) says so; NaN and empty text are never taken for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Missing {
    /// The record is refused with an error. The default, as only you know why values are missing.
    #[default]
    Refuse,
    /// The record is left out, and listed as left out. Unbiased where values are missing completely at
    /// random; customers with a missing value have no score.
    #[doc(alias = "listwise deletion")]
    Drop,
    /// The mean of the training rows replaces the value (numbers only). If values were missing in
    /// training, an additional column "… missing" is 1 where the value is missing and 0 elsewhere, so
    /// that the fit can use the fact itself.
    #[doc(alias = "imputation")]
    Mean,
    /// As [`Mean`](Self::Mean), with the median: for numbers with a few enormous values.
    Median,
    /// A missing value is one more level (text only).
    Level,
}

saved! { impl{} for Missing as is; }

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Refuse => "refused",
                Self::Drop => "row dropped",
                Self::Mean => "mean and indicator",
                Self::Median => "median and indicator",
                Self::Level => "a level of its own",
            },
        )
    }
}
