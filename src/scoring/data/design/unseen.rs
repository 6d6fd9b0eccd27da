//! [`Unseen`].

use core::fmt;

/// Decides what is done where a customer has a text that did not occur in training.
///
/// Nothing is known of such customers, so every choice except refusing is an assumption.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Unseen {
    /// The record is refused with an error. The default, so that a new plan or a typing error is noticed.
    #[default]
    Refuse,
    /// The text counts as the reference level: all its columns are 0. Most software does this silently;
    /// it is right only if the new level is like the reference.
    #[doc(alias = "handle_unknown")]
    #[doc(alias = "all zero")]
    Reference,
    /// The text counts as the average of the training rows: each level's column holds that level's
    /// share. The column then contributes nothing to an explanation against the means.
    Average,
}

saved! { impl{} for Unseen as is; }

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
