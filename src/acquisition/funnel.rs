//! [`Funnel`] and [`FunnelStage`].

use core::fmt;

use crate::Merge;
use crate::accumulate::{Accumulate, accumulator};
use crate::stats::Binomial;

/// How far somebody we contacted has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FunnelStage {
    /// Contacted, and no more.
    Contacted,
    /// Answered, but did not buy.
    Responded,
    /// Became a customer.
    Converted,
}

impl fmt::Display for FunnelStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Contacted => "contacted",
            Self::Responded => "responded",
            Self::Converted => "converted",
        })
    }
}

/// Of the people we contacted, how many answered, and how many of those became customers?
///
/// Each stage is a [`Binomial`]: a share with its count, and thus with an interval. More is better.
/// Collects the furthest stage of each person. For what a budget *would* bring see
/// [`FunnelPlan`](super::FunnelPlan).
///
/// # Formula
///
/// ```text
/// response   = answered / contacted
/// conversion = customers / answered
/// overall    = customers / contacted = response · conversion
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::{Funnel, FunnelStage::{Contacted, Converted, Responded}};
///
/// let funnel: Funnel = [Contacted, Responded, Converted, Contacted].into_iter().collect();
/// let share = |stage: tenure::stats::Binomial| stage.proportion().map(|p| p.percent());
/// assert_eq!(share(funnel.response()), Some(50.0));
/// assert_eq!(share(funnel.conversion()), Some(50.0));
/// assert_eq!(share(funnel.overall()), Some(25.0));
/// ```
#[doc(alias = "conversion rate")]
#[doc(alias = "response rate")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Raw"))]
pub struct Funnel {
    response: Binomial,
    conversion: Binomial,
    overall: Binomial,
}

impl Funnel {
    /// Counts one person by the furthest stage they came to.
    pub const fn push(&mut self, stage: FunnelStage) {
        let (answered, bought) = match stage {
            FunnelStage::Contacted => (false, false),
            FunnelStage::Responded => (true, false),
            FunnelStage::Converted => (true, true),
        };
        self.response.push(answered);
        self.overall.push(bought);
        if answered {
            self.conversion.push(bought);
        }
    }

    /// Those who answered among those contacted.
    #[must_use]
    pub const fn response(&self) -> Binomial {
        self.response
    }

    /// Those who became customers among those who answered.
    #[must_use]
    pub const fn conversion(&self) -> Binomial {
        self.conversion
    }

    /// Those who became customers among those contacted.
    #[must_use]
    pub const fn overall(&self) -> Binomial {
        self.overall
    }
}

impl Merge for Funnel {
    fn merge(&mut self, other: Self) {
        self.response.merge(other.response);
        self.conversion.merge(other.conversion);
        self.overall.merge(other.overall);
    }
}

impl Accumulate<FunnelStage> for Funnel {
    fn add(&mut self, stage: FunnelStage) {
        self.push(stage);
    }
}

accumulator!({} Funnel, FunnelStage);

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Raw {
    response: Binomial,
    conversion: Binomial,
    overall: Binomial,
}

#[cfg(feature = "serde")]
impl TryFrom<Raw> for Funnel {
    type Error = crate::Error;

    fn try_from(raw: Raw) -> crate::Result<Self> {
        let Raw {
            response,
            conversion,
            overall,
        } = raw;
        if conversion.trials() == response.successes()
            && overall.successes() == conversion.successes()
            && overall.trials() == response.trials()
        {
            Ok(Self {
                response,
                conversion,
                overall,
            })
        } else {
            Err(crate::Error::Malformed {
                what: "funnel",
                expected: "stages that count the same people",
            })
        }
    }
}
