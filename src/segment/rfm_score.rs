//! [`RfmScore`] and [`RfmLabel`].

use core::fmt;

/// Holds the three scores of a customer, each from 1 to the number of groups, the highest the best.
///
/// # Examples
///
/// ```
/// use tenure::segment::RfmScale;
///
/// let scale = RfmScale::new([(3.0, 12, 900.0), (500.0, 1, 30.0)], 2)?;
/// let score = scale.score((3.0, 12, 900.0).try_into()?);
/// assert_eq!((score.recency(), score.frequency(), score.monetary()), (2, 2, 2));
/// assert_eq!(score.total(), 6);
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[must_use]
pub struct RfmScore {
    pub(super) groups: u8,
    pub(super) recency: u8,
    pub(super) frequency: u8,
    pub(super) monetary: u8,
}

saved! {
    impl{} for RfmScore as "rfm score", 1;
    |score| { groups, recency, frequency, monetary };
    read {
        let score = Self { groups, recency, frequency, monetary };
        let mut scores = [score.recency, score.frequency, score.monetary].into_iter();
        let possible = (2..=100).contains(&score.groups)
            && scores.all(|one| (1..=score.groups).contains(&one));
        if possible {
            Ok(score)
        } else {
            Err(crate::Error::Malformed {
                what: "RFM score",
                expected: "three scores from 1 to the number of groups, of which there are 2 to 100",
            })
        }
    }
}

/// Names the usual segments by recency and frequency scores from 1 to 5.
///
/// The ten names cover all 25 pairs. They are marketing's shorthand, not a finding: "at risk" means
/// bought often and not lately, whatever the reason.
///
/// | | frequency 1 | 2 | 3 | 4 | 5 |
/// |---|---|---|---|---|---|
/// | **recency 5** | new | potential loyalist | potential loyalist | champion | champion |
/// | **4** | promising | potential loyalist | potential loyalist | loyal | loyal |
/// | **3** | about to sleep | about to sleep | needs attention | loyal | loyal |
/// | **1, 2** | hibernating | hibernating | at risk | at risk | cannot lose |
///
/// # Examples
///
/// ```
/// use tenure::segment::RfmLabel;
///
/// assert_eq!(RfmLabel::CannotLose.to_string(), "cannot lose");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RfmLabel {
    /// Bought just now and often.
    Champion,
    /// Buys often.
    Loyal,
    /// Bought lately, and more than once.
    PotentialLoyalist,
    /// Bought just now for the first time.
    New,
    /// Bought lately, once.
    Promising,
    /// In the middle of both.
    NeedsAttention,
    /// Bought a while ago and seldom.
    AboutToSleep,
    /// Bought often, but long ago.
    AtRisk,
    /// Among the most frequent buyers, and long gone.
    CannotLose,
    /// Bought seldom and long ago.
    Hibernating,
}

saved! { impl{} for RfmLabel as is; }

impl RfmScore {
    /// Returns the highest score there is.
    #[must_use]
    pub const fn groups(self) -> u8 {
        self.groups
    }

    /// Returns the recency score.
    #[must_use]
    pub const fn recency(self) -> u8 {
        self.recency
    }

    /// Returns the frequency score.
    #[must_use]
    pub const fn frequency(self) -> u8 {
        self.frequency
    }

    /// Returns the monetary score.
    #[must_use]
    pub const fn monetary(self) -> u8 {
        self.monetary
    }

    /// Returns the sum of the three scores, a ranking that weights them equally.
    #[must_use]
    pub const fn total(self) -> u16 {
        // three times 100 at most
        (self.recency as u16)
            .saturating_add(self.frequency as u16)
            .saturating_add(self.monetary as u16)
    }

    /// Returns the usual name of its recency and frequency scores, or `None` unless the scale has
    /// five groups, which the names are made for.
    #[must_use]
    pub const fn label(self) -> Option<RfmLabel> {
        if self.groups != 5 {
            return None;
        }
        Some(match (self.recency, self.frequency) {
            (5, 4..) => RfmLabel::Champion,
            (3.., 4..) => RfmLabel::Loyal,
            (4.., 2..) => RfmLabel::PotentialLoyalist,
            (5, _) => RfmLabel::New,
            (4, _) => RfmLabel::Promising,
            (3, 3) => RfmLabel::NeedsAttention,
            (3, _) => RfmLabel::AboutToSleep,
            (_, 5) => RfmLabel::CannotLose,
            (_, 3 | 4) => RfmLabel::AtRisk,
            _ => RfmLabel::Hibernating,
        })
    }
}

/// As it is written in the trade: `5-4-3`, recency first.
impl fmt::Display for RfmScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!(
            "{}-{}-{}",
            self.recency, self.frequency, self.monetary
        ))
    }
}

impl fmt::Display for RfmLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Champion => "champion",
            Self::Loyal => "loyal",
            Self::PotentialLoyalist => "potential loyalist",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedsAttention => "needs attention",
            Self::AboutToSleep => "about to sleep",
            Self::AtRisk => "at risk",
            Self::CannotLose => "cannot lose",
            Self::Hibernating => "hibernating",
        })
    }
}
