//! [`Ces`].

use core::fmt;

use super::ratings::delegate::delegate_to_ratings;
use super::{Ratings, ScaleRating};
use crate::stats::{Binomial, Interval};
use crate::units::Level;
use crate::{Error, Result};

mod classes;

pub use classes::EffortClasses;

/// Says which end of the scale means little effort, which depends on how the question was worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum EffortDirection {
    /// A high number is easy, and good: "the company made it easy for me", 1 to 7 (CES 2.0).
    HighIsEasy,
    /// A low number is easy, and good: "how much effort did you have to put in", 1 to 5 (CES 1.0).
    LowIsEasy,
}

saved! { impl{} for EffortDirection as is; }

/// `high is easy`, `low is easy`.
impl fmt::Display for EffortDirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::HighIsEasy => "high is easy",
                Self::LowIsEasy => "low is easy",
            },
        )
    }
}

/// Measures how easy it was for customers to get what they came for (Customer Effort Score).
///
/// The customer effort score. Houses report it in three ways, and all three are read from the same
/// tally: the mean, the share that found it easy, and that share less the share that found it
/// difficult. Ask it right after a task (a ticket, a checkout); it says little about the
/// relation as a whole. Two questions are in use, and they point in opposite directions, so
/// whatever depends on it asks for an [`EffortDirection`]:
///
/// | | question | scale | good is | type |
/// |---|---|---|---|---|
/// | CES 1.0 | how much effort did you have to put in? | 1 to 5 | low | `Ces<1, 5>` |
/// | CES 2.0 | the company made it easy (agree?) | 1 to 7 | high | `Ces` |
///
/// The scale is part of the type. A plain `Ces` in a type is the one from 1 to 7, so write
/// `let ces: Ces = …`; for another scale write `Ces::<1, 5>::…`.
///
/// # Formula
///
/// ```text
/// mean     = Σ rating / answers
/// easy     = answers of 5, 6 and 7 / answers
/// net easy = 100 · (answers of 6 and 7 − answers of 1, 2 and 3) / answers
/// ```
/// on 1 to 7 where a high number is easy; other scales name their own bars.
///
/// # Examples
///
/// ```
/// use tenure::survey::{Ces, EffortDirection::HighIsEasy};
///
/// let ces: Ces = Ces::try_from_iter([7, 6, 5, 4, 2])?;
/// assert_eq!(ces.mean(), Some(4.8));
/// assert_eq!(ces.easy(HighIsEasy).successes(), 3);
/// assert_eq!(ces.net_easy(HighIsEasy), Some(20.0)); // two very easy, one difficult, of five
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Each of the three comes with an interval:
///
/// ```
/// use tenure::survey::{Ces, EffortDirection::HighIsEasy};
/// use tenure::units::Level;
///
/// let counts = [(1, 8), (2, 21), (3, 14), (4, 11), (5, 16), (6, 18), (7, 12)];
/// let ces: Ces = Ces::try_from_counts(counts)?;
///
/// let mean = ces.mean_interval(Level::P95);
/// assert_eq!(mean.map(|i| format!("{i:.1}")), Some("3.7 to 4.5".to_string()));
/// let easy = ces.easy(HighIsEasy).interval(Level::P95);
/// assert_eq!(easy.map(|i| format!("{i:.2}")), Some("0.37 to 0.56".to_string()));
/// let net = ces.net_easy_interval(HighIsEasy, Level::P95);
/// assert_eq!(net.map(|i| format!("{i:.0}")), Some("-29 to 4".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// The older question, where a low number is good:
///
/// ```
/// use tenure::survey::{Ces, EffortDirection::LowIsEasy};
///
/// let ces = Ces::<1, 5>::try_from_iter([1, 2, 2, 5])?;
/// assert_eq!(ces.easy_at(2, LowIsEasy)?.successes(), 3);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// As [`Ratings`].
///
/// # References
///
/// Dixon, Freeman & Toman (2010), "Stop Trying to Delight Your Customers", Harvard Business Review
/// 88(7), for CES 1.0; CEB (2013) for CES 2.0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Ces<const LOW: u8 = 1, const HIGH: u8 = 7> {
    ratings: Ratings<LOW, HIGH>,
}

impl Ces<1, 7> {
    /// Returns the share of customers who found it at least somewhat easy: 5, 6 or 7 of 7 (1, 2 or
    /// 3 where low is easy).
    #[must_use]
    #[doc(alias = "top-3-box")]
    pub fn easy(&self, direction: EffortDirection) -> Binomial {
        self.ratings.split(|rating| match direction {
            EffortDirection::HighIsEasy => rating.get() >= 5,
            EffortDirection::LowIsEasy => rating.get() <= 3,
        })
    }

    /// Returns the share that found it clearly easy minus the share that found it difficult, from
    /// −100 to 100 points, or `None` without answers.
    ///
    /// Easy are 6 and 7, difficult 1, 2 and 3 (the other way round where low is easy).
    #[must_use]
    pub fn net_easy(&self, direction: EffortDirection) -> Option<f64> {
        self.classes(direction).net_easy()
    }

    /// Returns the confidence interval of [`net_easy`](Self::net_easy) in points, or `None` without
    /// answers. See [`EffortClasses::net_easy_interval`].
    #[must_use]
    pub fn net_easy_interval(&self, direction: EffortDirection, level: Level) -> Option<Interval> {
        self.classes(direction).net_easy_interval(level)
    }

    /// Returns the counts behind [`net_easy`](Self::net_easy).
    #[must_use]
    pub fn classes(&self, direction: EffortDirection) -> EffortClasses {
        match direction {
            EffortDirection::HighIsEasy => self.classify(|x| x >= 6, |x| x <= 3),
            EffortDirection::LowIsEasy => self.classify(|x| x <= 2, |x| x >= 5),
        }
    }
}

impl<const LOW: u8, const HIGH: u8> Ces<LOW, HIGH> {
    /// Returns the mean rating, as it was given, or `None` without answers.
    ///
    /// Whether high is good depends on the question. See [`Ratings::mean`].
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.ratings.mean()
    }

    /// Returns the confidence interval of the mean, or `None` below two answers. See
    /// [`Ratings::mean_interval`].
    #[must_use]
    pub fn mean_interval(&self, level: Level) -> Option<Interval> {
        self.ratings.mean_interval(level)
    }

    /// Returns the share of customers who found it as easy as `bar` or easier.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a bar that is not on the scale.
    pub fn easy_at(&self, bar: u8, direction: EffortDirection) -> Result<Binomial> {
        let bar = Ratings::<LOW, HIGH>::threshold(bar)?;
        Ok(self.ratings.split(|rating| match direction {
            EffortDirection::HighIsEasy => rating >= bar,
            EffortDirection::LowIsEasy => rating <= bar,
        }))
    }

    /// Counts the customers in three classes: as easy as `easy` or easier, as difficult as
    /// `difficult` or worse, and those between.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a bar that is not on the scale, [`Error::Exceeds`] where an answer
    /// would be both easy and difficult.
    pub fn classes_at(
        &self,
        easy: u8,
        difficult: u8,
        direction: EffortDirection,
    ) -> Result<EffortClasses> {
        let [easy, difficult] = [
            Ratings::<LOW, HIGH>::threshold(easy)?.get(),
            Ratings::<LOW, HIGH>::threshold(difficult)?.get(),
        ];
        let (what, low, limit_what, high) = match direction {
            EffortDirection::HighIsEasy => (
                "highest difficult rating",
                difficult,
                "one below the lowest easy rating",
                easy,
            ),
            EffortDirection::LowIsEasy => (
                "highest easy rating",
                easy,
                "one below the lowest difficult rating",
                difficult,
            ),
        };
        if low >= high {
            return Err(Error::Exceeds {
                what,
                value: f64::from(low),
                limit_what,
                limit: f64::from(high) - 1.0,
            });
        }
        Ok(match direction {
            EffortDirection::HighIsEasy => self.classify(|x| x >= easy, |x| x <= difficult),
            EffortDirection::LowIsEasy => self.classify(|x| x <= easy, |x| x >= difficult),
        })
    }

    /// `easy` and `difficult` never hold of the same answer.
    fn classify(&self, easy: impl Fn(u8) -> bool, difficult: impl Fn(u8) -> bool) -> EffortClasses {
        let mut classes = EffortClasses::default();
        for (rating, count) in self.ratings.tally() {
            classes.add(easy(rating.get()), difficult(rating.get()), count);
        }
        classes
    }
}

delegate_to_ratings!(Ces);

saved! {
    impl{const LOW: u8, const HIGH: u8} for Ces<LOW, HIGH> as "ces {LOW}-{HIGH}", 1;
    |ces| -> ces.ratings;
    read(ratings) { Ok(Self { ratings }) }
}

/// `mean 5.2 on 1 to 7 (n = 123)`; `no answers` when nobody answered.
impl<const LOW: u8, const HIGH: u8> fmt::Display for Ces<LOW, HIGH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(mean) = self.mean() else {
            return crate::text::padded(f, "no answers");
        };
        let (places, n) = (f.precision().unwrap_or(1), self.count());
        let text = format_args!("mean {mean:.places$} on {LOW} to {HIGH} (n = {n})");
        crate::text::padded(f, text)
    }
}
