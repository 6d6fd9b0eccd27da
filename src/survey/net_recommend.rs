//! [`NetRecommend`].

use core::fmt;

use super::nps::write_points;
use super::{Nps, NpsMethod};
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Interval;
use crate::units::{Level, Proportion};

/// Computes the balance of a yes/no question "would you recommend us?": the share of yes minus the
/// share of no.
///
/// From −100 to 100 points, higher is better. **Not an NPS**, though some guides call it that: there
/// are no passives, so whoever would answer 7 or 8 on a scale has to take sides, and the two figures
/// are not comparable. It says no more than the [share](Self::share) of those who say yes, which is
/// easier to explain.
///
/// # Formula
///
/// ```text
/// 100 · (yes − no) / (yes + no) = 100 · (2p − 1)
/// ```
/// where p is the share of those who say yes.
///
/// # Examples
///
/// ```
/// use tenure::survey::NetRecommend;
/// use tenure::units::Level;
///
/// let net = NetRecommend::from_counts(70, 30);
/// assert_eq!(net.to_string(), "40.0 points (n = 100)");
/// let interval = net.interval(Level::P95).map(|interval| format!("{interval:.1}"));
/// assert_eq!(interval.as_deref(), Some("20.8 to 56.2"));
///
/// let answers: NetRecommend = [true, true, false].into_iter().collect();
/// assert_eq!(answers, NetRecommend::from_counts(2, 1));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct NetRecommend {
    yes: Count,
    no: Count,
}

impl NetRecommend {
    /// Creates a tally from counts.
    #[must_use]
    pub const fn from_counts(yes: u64, no: u64) -> Self {
        Self {
            yes: Count::new(yes),
            no: Count::new(no),
        }
    }

    /// Counts one answer.
    pub const fn push(&mut self, recommends: bool) {
        if recommends {
            self.yes.increment();
        } else {
            self.no.increment();
        }
    }

    /// Returns how many answered.
    #[must_use]
    pub fn count(&self) -> u64 {
        crate::numeric::count::saturated(Count::total([self.yes, self.no]))
    }

    /// Returns how many would recommend.
    #[must_use]
    pub const fn yes(&self) -> u64 {
        self.yes.to_u64()
    }

    /// Returns how many would not.
    #[must_use]
    pub const fn no(&self) -> u64 {
        self.no.to_u64()
    }

    /// Returns the share of those who would recommend, or `None` without answers.
    #[must_use]
    pub fn share(&self) -> Option<Proportion> {
        self.classes().promoter_share()
    }

    /// Returns the balance in points, from −100 to 100, correctly rounded, or `None` without
    /// answers.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.classes().score()
    }

    /// Returns the confidence interval of the balance in points, or `None` without answers: the
    /// Wilson interval of the share, stretched to −100 to 100.
    ///
    /// # References
    ///
    /// Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference", Journal
    /// of the American Statistical Association 22.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        // Without passives the Wilson-type interval of three classes is Wilson's of two.
        self.classes().interval_with(NpsMethod::WilsonType, level)
    }

    const fn classes(&self) -> Nps {
        Nps::from_classes(self.yes, Count::ZERO, self.no)
    }
}

saved! {
    impl{} for NetRecommend as "net recommend", 1;
    |tally| { yes, no }
}

impl Merge for NetRecommend {
    fn merge(&mut self, other: Self) {
        self.yes.merge(other.yes);
        self.no.merge(other.no);
    }
}

impl Accumulate<bool> for NetRecommend {
    fn add(&mut self, recommends: bool) {
        self.push(recommends);
    }
}

accumulator!({} NetRecommend, bool);

/// `40.0 points (n = 100)`; `no answers` when nobody answered.
impl fmt::Display for NetRecommend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(score) = self.score() else {
            return crate::text::padded(f, "no answers");
        };
        write_points(f, score, format_args!("n = {}", self.count()))
    }
}
