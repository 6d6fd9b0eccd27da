//! [`Unseen`].

use core::fmt;

/// What is done where a customer has a text that no training row had.
///
/// Nothing is known of such customers, so every answer but a refusal is a guess; each says which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Unseen {
    /// The record is refused with an error. The default: a new tariff or a slip of the pen is best
    /// heard of.
    #[default]
    Refuse,
    /// Scored as if it were the reference level: all its columns are 0. What most software does in
    /// silence, and right only if the new level is like the reference.
    #[doc(alias = "handle_unknown")]
    #[doc(alias = "all zero")]
    Reference,
    /// Scored as the average of the training rows: each level's column holds that level's share. The column then
    /// contributes nothing to an explanation against the means.
    Average,
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Refuse => "refused",
                Self::Reference => "as the reference",
                Self::Average => "as the average",
            },
        )
    }
}
