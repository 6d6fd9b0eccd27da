//! [`Timing`].

use core::fmt;

/// When the margin of a period comes in, and whether the first one is certain.
///
/// The three conventions differ by a whole period of margin or of discounting, so a lifetime value
/// without one is not a figure. Subscriptions paid in advance are [`Start`](Self::Start); the
/// textbook form is [`End`](Self::End).
///
/// # Formula
///
/// ```text
/// Start             Σ m·rᵗ/(1+d)ᵗ       t = 0, 1, 2, …
/// End               Σ m·rᵗ/(1+d)ᵗ       t = 1, 2, 3, …
/// EndFirstCertain   Σ m·rᵗ⁻¹/(1+d)ᵗ     t = 1, 2, 3, …
/// ```
/// where m is the margin per period, r the retention and d the discount rate per period. So
/// Start = m + End, and Start = (1 + d) · `EndFirstCertain`.
///
/// # Examples
///
/// ```
/// use tenure::clv::Timing;
///
/// assert_eq!(Timing::Start.to_string(), "start of period");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Timing {
    /// Paid in advance: the first margin is there now and certain, later ones come from those
    /// still there when their period starts.
    Start,
    /// Paid in arrears by those still there: even the first margin is lost with a customer who
    /// leaves in the first period. The form of Gupta and Lehmann.
    #[doc(alias = "Gupta-Lehmann")]
    End,
    /// Paid in arrears by those who were there when the period started: the first margin is certain
    /// but comes a period from now.
    EndFirstCertain,
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Start => "start of period",
            Self::End => "end of period",
            Self::EndFirstCertain => "end of period, first certain",
        })
    }
}
