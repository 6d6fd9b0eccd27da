//! [`NpsClass`].

use core::fmt;

use crate::survey::Rating;

/// Classifies a customer by their answer: detractor, passive or promoter.
///
/// Ordered from worst to best. Answers on a scale other than 0 to 10 are classified by
/// [`Breaks`](super::Breaks).
///
/// # Examples
///
/// ```
/// use tenure::Nps;
/// use tenure::survey::{NpsClass, Rating};
///
/// assert_eq!(NpsClass::from(Rating::try_from(7)?), NpsClass::Passive);
/// assert!(NpsClass::Detractor < NpsClass::Passive);
///
/// let sorted_elsewhere = [NpsClass::Promoter, NpsClass::Detractor, NpsClass::Promoter, NpsClass::Passive];
/// let nps: Nps = sorted_elsewhere.iter().collect();
/// assert_eq!(nps.score(), Some(25.0));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum NpsClass {
    /// Would warn others: 0 to 6 on the standard scale.
    Detractor,
    /// Neither: 7 or 8 on the standard scale.
    Passive,
    /// Would recommend: 9 or 10 on the standard scale.
    Promoter,
}

/// By the standard breaks of the 0 to 10 scale.
impl From<Rating> for NpsClass {
    fn from(rating: Rating) -> Self {
        match rating.get() {
            0..=6 => Self::Detractor,
            7 | 8 => Self::Passive,
            _ => Self::Promoter,
        }
    }
}

saved! { impl{} for NpsClass as is; }

/// `detractor`, `passive`, `promoter`.
impl fmt::Display for NpsClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Detractor => "detractor",
                Self::Passive => "passive",
                Self::Promoter => "promoter",
            },
        )
    }
}
