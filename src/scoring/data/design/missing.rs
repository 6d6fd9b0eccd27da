//! [`Missing`].

use core::fmt;

/// What is done where a customer has no value in a column.
///
/// A value is missing where its [`Cell`](super::Cell) says so; NaN and empty text are never taken for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Missing {
    /// The record is refused with an error. The default: whoever leaves out values knows why, we do not.
    #[default]
    Refuse,
    /// The record is left out, and counted as left out. Honest where values are missing by chance
    /// alone; customers with a missing value then have no score.
    #[doc(alias = "listwise deletion")]
    Drop,
    /// The mean of the training rows stands in (numbers only). Where some were missing in training, a
    /// column of its own, "… missing", is 1 for those that are and 0 for the rest, so that the fit can
    /// tell what *being missing* says about a customer.
    #[doc(alias = "imputation")]
    Mean,
    /// As [`Mean`](Self::Mean), with the median: for figures with a few enormous ones among them.
    Median,
    /// To be missing is one more answer among the others (text only).
    Level,
}

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
