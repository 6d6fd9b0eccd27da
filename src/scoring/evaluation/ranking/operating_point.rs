//! [`OperatingPoint`].

use core::fmt;

use super::auc::Classes;
use crate::numeric::count::saturated;
use crate::scoring::evaluation::Confusion;
use crate::stats::{Interval, wilson};
use crate::text::padded;
use crate::units::{Level, Proportion};

/// Holds one threshold with what it catches and costs.
///
/// What it catches is the share of churned customers it flags
/// ([`true_positive_rate`](Self::true_positive_rate)), what it costs the share of customers who
/// stayed but are flagged ([`false_positive_rate`](Self::false_positive_rate)); how good the list
/// is says the [`precision`](Self::precision). From
/// [`Ranking::operating_points`](super::Ranking::operating_points).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OperatingPoint {
    threshold: Option<f64>,
    /// At most 2⁶² customers of a class.
    true_positives: u64,
    false_positives: u64,
    churned: u64,
    stayed: u64,
}

impl OperatingPoint {
    pub(super) const fn new(
        threshold: Option<f64>,
        true_positives: u128,
        false_positives: u128,
        classes: Classes,
    ) -> Self {
        Self {
            threshold,
            true_positives: saturated(true_positives),
            false_positives: saturated(false_positives),
            churned: saturated(classes.churned),
            stayed: saturated(classes.stayed),
        }
    }

    /// Returns the lowest score that is flagged; `None` where nobody is flagged.
    #[must_use]
    pub const fn threshold(self) -> Option<f64> {
        self.threshold
    }

    /// Counts flagged customers who churned.
    #[doc(alias = "hits")]
    #[must_use]
    pub const fn true_positives(self) -> u64 {
        self.true_positives
    }

    /// Counts flagged customers who stayed.
    #[doc(alias = "false alarms")]
    #[must_use]
    pub const fn false_positives(self) -> u64 {
        self.false_positives
    }

    /// Counts flagged customers.
    #[must_use]
    pub const fn flagged(self) -> u64 {
        self.true_positives.wrapping_add(self.false_positives)
    }

    /// Returns the share of churned customers who are flagged: the height of the ROC curve.
    #[doc(alias = "recall")]
    #[doc(alias = "sensitivity")]
    #[doc(alias = "capture")]
    pub fn true_positive_rate(self) -> Proportion {
        Proportion::clipped(self.true_positives as f64 / self.churned as f64)
    }

    /// Returns the share of customers who stayed but are flagged.
    #[doc(alias = "1 - specificity")]
    pub fn false_positive_rate(self) -> Proportion {
        Proportion::clipped(self.false_positives as f64 / self.stayed as f64)
    }

    /// Returns the share of flagged customers who churned; `None` where nobody is flagged.
    #[doc(alias = "positive predictive value")]
    #[must_use]
    pub fn precision(self) -> Option<Proportion> {
        let flagged = self.flagged();
        (flagged > 0).then(|| Proportion::clipped(self.true_positives as f64 / flagged as f64))
    }

    /// Returns the confusion matrix at this threshold.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// let best = ranking.youden().map(|point| point.confusion().to_string());
    /// assert_eq!(best.as_deref(), Some("1 of 2 churners caught, 0 of 2 others flagged"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub const fn confusion(self) -> Confusion {
        Confusion::new(
            self.true_positives,
            self.false_positives,
            self.churned.saturating_sub(self.true_positives),
            self.stayed.saturating_sub(self.false_positives),
        )
    }

    /// Returns the true minus the false positive rate, from −1 to 1; 0 is no better than flagging
    /// at random.
    #[doc(alias = "informedness")]
    #[doc(alias = "Youden J")]
    #[must_use]
    pub fn youden_index(self) -> f64 {
        self.gap() as f64 / u128::from(self.churned).wrapping_mul(u128::from(self.stayed)) as f64
    }

    /// Returns Wilson's confidence interval of the true positive rate: the height of a band around
    /// the ROC curve.
    ///
    /// Pointwise, for this threshold as if it had been chosen beforehand: the true curve leaves a
    /// band of 95 % at some point far more often than one time in twenty.
    #[must_use]
    pub fn true_positive_interval(self, level: Level) -> Option<Interval> {
        wilson(self.true_positives as f64, self.churned as f64, level)
    }

    /// Returns Wilson's confidence interval of the false positive rate: the width of a band around
    /// the ROC curve.
    ///
    /// Pointwise, like the [height](Self::true_positive_interval).
    #[must_use]
    pub fn false_positive_interval(self, level: Level) -> Option<Interval> {
        wilson(self.false_positives as f64, self.stayed as f64, level)
    }

    /// Returns Wilson's confidence interval of the precision; `None` where nobody is flagged.
    #[must_use]
    pub fn precision_interval(self, level: Level) -> Option<Interval> {
        wilson(self.true_positives as f64, self.flagged() as f64, level)
    }

    /// The difference of the two rates in pairs of customers: exact.
    pub(super) const fn gap(self) -> i128 {
        // Both products are below 2^124.
        let right = (self.true_positives as u128).wrapping_mul(self.stayed as u128);
        let wrong = (self.false_positives as u128).wrapping_mul(self.churned as u128);
        right.cast_signed().wrapping_sub(wrong.cast_signed())
    }
}

saved! {
    impl{} for OperatingPoint as "operating point", 1;
    |point| { threshold: Option<f64>, true_positives, false_positives, churned, stayed };
    read {
        let classes = [churned, stayed].iter().all(|class| (1..=1 << 62).contains(class));
        let parts = true_positives <= churned && false_positives <= stayed;
        let point = Self { threshold, true_positives, false_positives, churned, stayed };
        if classes && parts && point.threshold.is_some() == (point.flagged() > 0) {
            Ok(point)
        } else {
            Err(crate::Error::Malformed {
                what: "operating point",
                expected: "a threshold with a part of the customers of each class",
            })
        }
    }
}

/// Prints `from 0.4000 on: 2 of 3 churners caught, 1 of 2 others flagged`.
impl fmt::Display for OperatingPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(4);
        match self.threshold {
            None => padded(f, "nobody flagged"),
            Some(threshold) => padded(
                f,
                format_args!("from {threshold:.places$} on: {}", self.confusion()),
            ),
        }
    }
}
