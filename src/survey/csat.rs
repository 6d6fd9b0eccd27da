//! [`Csat`].

use core::fmt;

use super::ratings::delegate::delegate_to_ratings;
use super::{Ratings, ScaleRating};
use crate::Result;
use crate::stats::{Binomial, Interval};
use crate::units::{Level, Proportion};

/// Measures what share of customers is satisfied (Customer Satisfaction Score).
///
/// The customer satisfaction score: of all who answered, the share that gave a satisfied rating.
/// What counts as satisfied is the house's decision, except on 1 to 5, where the trade agrees on
/// the top two boxes, 4 and 5: that is [`score`](Csat::score). On 10 points 7, 8 and 9 are all in
/// use, so [`satisfied`](Self::satisfied) asks. It measures the experience just rated, not loyalty,
/// and those who do not answer are not in it.
///
/// The scale is part of the type. A plain `Csat` in a type is the one from 1 to 5, so write
/// `let csat: Csat = …`; for another scale write `Csat::<1, 10>::…`. (In an expression alone,
/// `Csat::try_from_iter(…)`, the compiler asks which scale is meant.)
///
/// # Formula
///
/// ```text
/// CSAT = satisfied / answers
/// ```
/// where satisfied answers are those of the threshold and above.
///
/// # Examples
///
/// ```
/// use tenure::survey::Csat;
/// use tenure::units::Level;
///
/// let csat: Csat = Csat::try_from_iter([4, 5, 4, 3, 4, 5, 3, 4, 5])?;
/// assert_eq!(csat.to_string(), "77.8% satisfied (n = 9)");
/// assert_eq!(csat.score().map(|share| share.get()), Some(7.0 / 9.0));
/// let interval = csat.interval(Level::P95).map(|interval| format!("{interval:.2}"));
/// assert_eq!(interval.as_deref(), Some("0.45 to 0.94")); // of nine answers, little is known
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// On another scale the threshold is named:
///
/// ```
/// use tenure::survey::Csat;
///
/// let csat = Csat::<1, 10>::try_from_iter([7, 9, 10, 4])?;
/// let satisfied = csat.satisfied(8)?;
/// assert_eq!((satisfied.successes(), satisfied.trials()), (2, 4));
/// assert_eq!(satisfied.proportion().map(|share| share.to_string()), Some("50.0%".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// As [`Ratings`].
///
/// # References
///
/// Delighted help centre, article 240, "How customer satisfaction score (CSAT) is calculated".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Csat<const LOW: u8 = 1, const HIGH: u8 = 5> {
    ratings: Ratings<LOW, HIGH>,
}

impl Csat<1, 5> {
    /// Returns the usual CSAT, the share of answers of 4 or 5 on a scale of 1 to 5, or `None`
    /// without answers.
    #[must_use]
    pub fn score(&self) -> Option<Proportion> {
        self.top_two_box().proportion()
    }

    /// Returns the confidence interval of the [score](Self::score), from 0 to 1, or `None` without
    /// answers: Wilson's interval, as [`Binomial::interval`] gives it.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.top_two_box().interval(level)
    }
}

/// As it belongs on a slide: `77.8% satisfied (n = 9)`.
///
/// One decimal place unless the format says otherwise; `no answers` when nobody answered.
impl fmt::Display for Csat<1, 5> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(score) = self.score() else {
            return crate::text::padded(f, "no answers");
        };
        let places = f.precision().unwrap_or(1);
        let n = self.count();
        crate::text::padded(f, format_args!("{score:.places$} satisfied (n = {n})"))
    }
}

impl<const LOW: u8, const HIGH: u8> Csat<LOW, HIGH> {
    /// Returns the share of customers who gave one of the two highest ratings.
    ///
    /// The industry's default on 1 to 5. Longer scales call for a threshold of your own: the top
    /// two of ten are a far stricter bar.
    #[must_use]
    #[doc(alias = "top-2-box")]
    pub fn top_two_box(&self) -> Binomial {
        self.ratings
            .split(|rating| HIGH.abs_diff(rating.get()) <= 1)
    }

    /// Returns the share of customers who gave `threshold` or more.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a threshold that is not on the scale.
    pub fn satisfied(&self, threshold: u8) -> Result<Binomial> {
        self.ratings.at_least(threshold)
    }

    /// Returns the mean rating, or `None` without answers.
    ///
    /// A mean is not CSAT: 3.7 of 5 is no 74 %. Some houses report it all the same, mostly on 10
    /// points; say which of the two a figure is. See [`Ratings::mean`].
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

    /// Returns how far these customers are above or below a reference, in its standard deviations.
    /// See [`Ratings::standardised`].
    ///
    /// # Errors
    ///
    /// As [`Ratings::standardised`].
    pub fn standardised(&self, reference_mean: f64, reference_sd: f64) -> Result<f64> {
        self.ratings.standardised(reference_mean, reference_sd)
    }
}

delegate_to_ratings!(Csat);

saved! {
    impl{const LOW: u8, const HIGH: u8} for Csat<LOW, HIGH> as "csat {LOW}-{HIGH}", 1;
    |csat| -> csat.ratings;
    read(ratings) { Ok(Self { ratings }) }
}
