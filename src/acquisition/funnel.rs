//! [`Funnel`] and [`FunnelStage`].

use core::fmt;

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Binomial;

/// Says how far a contacted person has come.
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

saved! { impl{} for FunnelStage as is; }

impl fmt::Display for FunnelStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Contacted => "contacted",
            Self::Responded => "responded",
            Self::Converted => "converted",
        })
    }
}

/// Counts how many contacted people answered, and how many of those became customers.
///
/// Each step is a [`Binomial`]: a share with its count, and thus with an interval. More is better.
/// Collects the furthest stage of each person, so count a campaign when it is over: who has not
/// answered *yet* counts as not answering. For what a budget *would* bring see
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
/// use tenure::units::Level;
///
/// let funnel: Funnel = [Contacted, Responded, Converted, Contacted].into_iter().collect();
/// let share = |stage: tenure::stats::Binomial| stage.proportion().map(|p| p.percent());
/// assert_eq!(share(funnel.response()), Some(50.0));
/// assert_eq!(share(funnel.conversion()), Some(50.0));
/// assert_eq!(share(funnel.overall()), Some(25.0));
///
/// // Four people are no campaign: the overall share lies anywhere from 5 to 70 %.
/// let interval = funnel.overall().interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.05 to 0.70".to_string()));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Funnel {
    // Who came so far and no further: any three counts are a funnel.
    contacted: Count,
    responded: Count,
    converted: Count,
}

saved! {
    impl{} for Funnel as "funnel", 1;
    |funnel| { contacted, responded, converted }
}

impl Funnel {
    /// Counts one person by the furthest stage they came to.
    pub const fn push(&mut self, stage: FunnelStage) {
        match stage {
            FunnelStage::Contacted => self.contacted.increment(),
            FunnelStage::Responded => self.responded.increment(),
            FunnelStage::Converted => self.converted.increment(),
        }
    }

    /// Returns how many reached a stage and went no further.
    #[must_use]
    pub const fn stopped_at(&self, stage: FunnelStage) -> u64 {
        match stage {
            FunnelStage::Contacted => self.contacted,
            FunnelStage::Responded => self.responded,
            FunnelStage::Converted => self.converted,
        }
        .to_u64()
    }

    /// Returns the share of the contacted who answered.
    #[must_use]
    pub fn response(&self) -> Binomial {
        let mut answered = self.responded;
        answered.merge(self.converted);
        Binomial::of(answered, self.contacted)
    }

    /// Returns the share of those who answered who became customers.
    #[must_use]
    pub const fn conversion(&self) -> Binomial {
        Binomial::of(self.converted, self.responded)
    }

    /// Returns the share of the contacted who became customers.
    #[must_use]
    pub fn overall(&self) -> Binomial {
        let mut lost = self.contacted;
        lost.merge(self.responded);
        Binomial::of(self.converted, lost)
    }
}

impl Merge for Funnel {
    fn merge(&mut self, other: Self) {
        self.contacted.merge(other.contacted);
        self.responded.merge(other.responded);
        self.converted.merge(other.converted);
    }
}

impl Accumulate<FunnelStage> for Funnel {
    fn add(&mut self, stage: FunnelStage) {
        self.push(stage);
    }
}

accumulator!({} Funnel, FunnelStage);
