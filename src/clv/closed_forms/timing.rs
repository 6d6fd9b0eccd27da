//! [`Timing`].

use core::fmt;

/// States when in each period the margin is paid, and whether the first payment is certain.
///
/// The three conventions differ by a whole period of margin or of discounting, so a lifetime value
/// must name its own. Subscriptions paid in advance are [`Start`](Self::Start); the textbook form is
/// [`End`](Self::End).
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
    /// Pays in advance: the first margin is paid now and certain, later ones by customers retained
    /// when their period starts.
    Start,
    /// Pays in arrears, by customers retained at the end of the period: even the first margin is lost
    /// with a customer who leaves in the first period. The form of Gupta and Lehmann.
    #[doc(alias = "Gupta-Lehmann")]
    End,
    /// Pays in arrears, by customers retained when the period started: the first margin is certain,
    /// but is paid a period from now.
    EndFirstCertain,
}

saved! { impl{} for Timing as is; }

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Start => "start of period",
            Self::End => "end of period",
            Self::EndFirstCertain => "end of period, first certain",
        })
    }
}
