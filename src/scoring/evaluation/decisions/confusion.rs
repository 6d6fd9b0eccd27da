//! [`Confusion`].

use core::fmt;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::{Count, saturated};
use crate::numeric::math;
use crate::scoring::evaluation::ClassificationReport;
use crate::stats::{Binomial, Interval, critical};
use crate::units::{Level, Proportion};
use crate::{Error, Merge, Result};

/// Counts a confusion matrix: flagged or not, churned or not.
///
/// The usual figures of a decision rule follow from its four counts, and each share is a [`Binomial`]
/// with confidence intervals. A share without a denominator (precision where nobody is flagged) is
/// `None`, never 0 and never NaN.
///
/// It depends on the threshold: to judge a *score*, use ranking measures, and to choose the threshold, a
/// [`ProfitCurve`](crate::scoring::evaluation::ProfitCurve). Accuracy misleads where churn is rare:
/// flagging nobody is 97 % accurate where 3 % leave.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Confusion;
/// use tenure::units::Level;
///
/// // Flag customers who score 0.5 or more.
/// let scores = [(0.9, true), (0.6, false), (0.5, true), (0.4, true), (0.1, false)];
/// let confusion = Confusion::at(0.5, scores)?;
/// assert_eq!(confusion.to_string(), "2 of 3 churners caught, 1 of 2 others flagged");
///
/// let precision = confusion.precision();
/// assert_eq!(precision.proportion().map(|p| p.to_string()), Some("66.7%".to_string()));
/// let interval = precision.interval(Level::P95).map(|i| format!("{i:.2}"));
/// assert_eq!(interval.as_deref(), Some("0.21 to 0.94"));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Confusion {
    true_positives: Count,
    false_positives: Count,
    false_negatives: Count,
    true_negatives: Count,
}

impl Confusion {
    /// Creates a confusion matrix from known counts.
    #[must_use]
    pub const fn new(
        true_positives: u64,
        false_positives: u64,
        false_negatives: u64,
        true_negatives: u64,
    ) -> Self {
        Self {
            true_positives: Count::new(true_positives),
            false_positives: Count::new(false_positives),
            false_negatives: Count::new(false_negatives),
            true_negatives: Count::new(true_negatives),
        }
    }

    /// Counts pairs of (score, churned), flagging customers who score `threshold` or more.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for a threshold that is not a number, and within [`Error::Item`] for such
    /// a score.
    pub fn at<S, I>(threshold: impl Into<f64>, scores: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, bool)>,
    {
        let threshold = crate::error::finite("threshold", threshold.into())?;
        let mut confusion = Self::default();
        for (index, (score, churned)) in scores.into_iter().enumerate() {
            let score =
                crate::error::finite("score", score.into()).map_err(|error| error.at(index))?;
            confusion.push(score >= threshold, churned);
        }
        Ok(confusion)
    }

    /// Adds one customer.
    pub const fn push(&mut self, flagged: bool, churned: bool) {
        match (flagged, churned) {
            (true, true) => self.true_positives.increment(),
            (true, false) => self.false_positives.increment(),
            (false, true) => self.false_negatives.increment(),
            (false, false) => self.true_negatives.increment(),
        }
    }

    /// Counts customers who were flagged and churned.
    #[must_use]
    pub const fn true_positives(&self) -> u64 {
        self.true_positives.to_u64()
    }

    /// Counts customers who were flagged but stayed.
    #[must_use]
    pub const fn false_positives(&self) -> u64 {
        self.false_positives.to_u64()
    }

    /// Counts customers who were not flagged but churned.
    #[must_use]
    pub const fn false_negatives(&self) -> u64 {
        self.false_negatives.to_u64()
    }

    /// Counts customers who were not flagged and stayed.
    #[must_use]
    pub const fn true_negatives(&self) -> u64 {
        self.true_negatives.to_u64()
    }

    /// Counts all customers.
    #[must_use]
    pub fn total(&self) -> u64 {
        saturated(Count::total(self.counts()))
    }

    /// Returns the share of customers who were classified correctly.
    #[must_use]
    pub fn accuracy(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.true_negatives),
            sum(self.false_positives, self.false_negatives),
        )
    }

    /// Returns the share of flagged customers who churned: how good a contact list is.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::evaluation::Confusion;
    /// let confusion = Confusion::new(8, 3, 2, 18); // caught, false alarms, missed, left alone
    /// let precision = confusion.precision().proportion().map(|p| p.to_string());
    /// assert_eq!(precision.as_deref(), Some("72.7%"));
    /// ```
    #[must_use]
    #[doc(alias = "positive predictive value")]
    pub const fn precision(&self) -> Binomial {
        Binomial::of(self.true_positives, self.false_positives)
    }

    /// Returns the share of churned customers who were flagged.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::evaluation::Confusion;
    /// let confusion = Confusion::new(8, 3, 2, 18); // caught, false alarms, missed, left alone
    /// let recall = confusion.recall().proportion().map(|p| p.to_string());
    /// assert_eq!(recall.as_deref(), Some("80.0%"));
    /// ```
    #[must_use]
    #[doc(alias = "sensitivity")]
    #[doc(alias = "true positive rate")]
    #[doc(alias = "capture")]
    pub const fn recall(&self) -> Binomial {
        Binomial::of(self.true_positives, self.false_negatives)
    }

    /// Returns the share of customers who stayed and were not flagged.
    #[must_use]
    #[doc(alias = "true negative rate")]
    pub const fn specificity(&self) -> Binomial {
        Binomial::of(self.true_negatives, self.false_positives)
    }

    /// Returns the share of customers not flagged who stayed.
    #[must_use]
    pub const fn negative_predictive_value(&self) -> Binomial {
        Binomial::of(self.true_negatives, self.false_negatives)
    }

    /// Returns the share of customers who were flagged.
    #[must_use]
    pub fn flagged(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.false_positives),
            sum(self.false_negatives, self.true_negatives),
        )
    }

    /// Returns the share of customers who churned.
    #[must_use]
    #[doc(alias = "base rate")]
    pub fn prevalence(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.false_negatives),
            sum(self.false_positives, self.true_negatives),
        )
    }

    /// Returns the churners caught, as a share of all who churned or were flagged.
    #[must_use]
    #[doc(alias = "Jaccard index")]
    #[doc(alias = "critical success index")]
    pub fn threat_score(&self) -> Binomial {
        Binomial::of(
            self.true_positives,
            sum(self.false_positives, self.false_negatives),
        )
    }

    /// Returns the mean of recall and specificity: ½ for a rule without skill, however rare churn
    /// is.
    ///
    /// `None` unless both classes have customers.
    #[must_use]
    pub fn balanced_accuracy(&self) -> Option<Proportion> {
        let recall = self.recall().proportion()?;
        let specificity = self.specificity().proportion()?;
        Some(Proportion::clipped(f64::midpoint(
            recall.get(),
            specificity.get(),
        )))
    }

    /// Returns F1, the harmonic mean of precision and recall; `None` where no customer churned or
    /// was flagged.
    ///
    /// It ignores the true negatives and says nothing about money: for a decision prefer the profit.
    ///
    /// # Formula
    ///
    /// ```text
    /// F1 = 2·TP / (2·TP + FP + FN)
    /// ```
    /// which is 0 where nobody is flagged but some customers churned.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::evaluation::Confusion;
    /// let confusion = Confusion::new(8, 3, 2, 18); // caught, false alarms, missed, left alone
    /// assert_eq!(confusion.f1().map(|f1| f1.to_string()).as_deref(), Some("76.2%"));
    /// ```
    #[must_use]
    #[doc(alias = "F1 score")]
    pub fn f1(&self) -> Option<Proportion> {
        let caught = Dyadic::from(self.true_positives) * Dyadic::from(2_u64);
        let wrong = Count::total([self.false_positives, self.false_negatives]);
        let whole = &caught + Dyadic::from(wrong);
        caught.ratio(&whole).map(Proportion::clipped)
    }

    /// Returns F-beta: F1 with recall weighted β times as much as precision.
    ///
    /// β = 2 suits lists that must not miss anybody.
    ///
    /// # Formula
    ///
    /// ```text
    /// Fβ = (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless β is above 0 and at most 1e100, [`Error::NotEnoughData`] when
    /// nobody churned and nobody was flagged.
    pub fn f_beta(&self, beta: f64) -> Result<Proportion> {
        if !(beta > 0.0 && beta <= 1e100) {
            let expected = "above 0 and at most 1e100";
            return Err(Error::bad_number("weight of recall", expected, beta));
        }
        let weight = beta * beta;
        let caught = (1.0 + weight) * self.true_positives.to_f64();
        let whole = caught + weight * self.false_negatives.to_f64() + self.false_positives.to_f64();
        if whole > 0.0 {
            Ok(Proportion::clipped(caught / whole))
        } else {
            let of = [
                "customer who churned or was flagged",
                "customers who churned or were flagged",
            ];
            Err(Error::not_enough("an F score", 1, of, 0))
        }
    }

    /// Returns a confidence interval of F1; `None` where there is no F1.
    ///
    /// F1 = 2J/(1 + J), where J is the [threat score](Self::threat_score), a binomial share of the
    /// customers who churned or were flagged: the ends are those of its Wilson interval, transformed.
    ///
    /// # References
    ///
    /// Lam, Gopal & Qian (2023), "Confidence intervals for the F1 score: a comparison of four methods"
    /// (their indirect Wilson method); Takahashi, Yamamoto, Kuchiba & Koyama (2022), Applied
    /// Intelligence 52, for the alternatives.
    #[must_use]
    pub fn f1_interval(&self, level: Level) -> Option<Interval> {
        let threat = self.threat_score().interval(level)?;
        let along = |j: f64| 2.0 * j / (1.0 + j);
        let ends = Interval::new(along(threat.lower()), along(threat.upper()), level).ok()?;
        Some(ends.clipped(0.0, 1.0))
    }

    /// Returns Matthews' correlation of flag and churn, from −1 (always wrong) through 0 (no skill)
    /// to 1.
    ///
    /// High only when all four counts are good, at any churn rate; the best single figure. `None` where
    /// all or no customers were flagged, or all or none churned.
    ///
    /// # Formula
    ///
    /// ```text
    /// (TP·TN − FP·FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN))
    /// ```
    /// in integers, rounded once.
    ///
    /// # References
    ///
    /// Matthews (1975), "Comparison of the predicted and observed secondary structure of T4 phage
    /// lysozyme", Biochimica et Biophysica Acta 405.
    #[must_use]
    #[doc(alias = "MCC")]
    #[doc(alias = "phi coefficient")]
    pub fn matthews(&self) -> Option<f64> {
        let [tp, fp, fn_, tn] = self.counts().map(Dyadic::from);
        let above = &tp * &tn - &fp * &fn_;
        let below = (&tp + &fp) * (&tp + &fn_) * (&tn + &fp) * (&tn + &fn_);
        let size = (&above * &above).ratio_sqrt(&below)?.min(1.0);
        Some(if above.is_negative() { -size } else { size } + 0.0)
    }

    /// Returns the standard error of the [correlation](Self::matthews).
    ///
    /// `None` where there is no correlation.
    ///
    /// # Formula
    ///
    /// ```text
    /// n·s² = 1 − φ² + φ·(1 + φ²/2)·a·b − ¾·φ²·(a² + b²)
    /// a = (p − q)/√(p·q) of the flagged customers, b likewise of the churned ones
    /// ```
    /// where φ is the correlation, p the share and q = 1 − p: the delta method for four counts of n
    /// independent customers.
    ///
    /// # References
    ///
    /// Bishop, Fienberg & Holland (1975), "Discrete Multivariate Analysis", section 11.3.
    #[must_use]
    pub fn matthews_standard_error(&self) -> Option<f64> {
        let phi = self.matthews()?;
        let skew = |share: Binomial| {
            let (k, rest) = (share.wide_successes() as f64, share.wide_failures() as f64);
            (k - rest) / (math::sqrt(k) * math::sqrt(rest))
        };
        let (a, b) = (skew(self.flagged()), skew(self.prevalence()));
        let square = phi * phi;
        let variance =
            1.0 - square + phi * (1.0 + square / 2.0) * a * b - 0.75 * square * (a * a + b * b);
        let error = math::sqrt(variance.max(0.0)) / math::sqrt(Count::total(self.counts()) as f64);
        error.is_finite().then_some(error)
    }

    /// Returns a confidence interval of the [correlation](Self::matthews), by the delta method on
    /// Fisher's scale.
    ///
    /// Stays between −1 and 1. `None` where there is no correlation, and where it is −1 or 1, as the
    /// standard error is 0 then. Accurate from a few dozen customers in each margin.
    ///
    /// # Formula
    ///
    /// ```text
    /// tanh(atanh φ ± z·s/(1 − φ²))
    /// ```
    #[must_use]
    pub fn matthews_interval(&self, level: Level) -> Option<Interval> {
        let phi = self.matthews()?;
        let error = self.matthews_standard_error()?;
        let slope = (1.0 - phi) * (1.0 + phi);
        if slope <= 0.0 {
            return None;
        }
        let centre = 0.5 * (math::ln_1p(phi) - math::ln_1p(-phi));
        let half = critical(level) * error / slope;
        let tanh = |x: f64| {
            let rest = math::exp_m1(-2.0 * x.abs());
            (-rest / (2.0 + rest)).copysign(x)
        };
        Interval::new(tanh(centre - half), tanh(centre + half), level).ok()
    }

    /// Computes precision, recall and F1 of both outcomes.
    #[must_use]
    pub fn classification_report(&self) -> ClassificationReport {
        ClassificationReport::of(self)
    }

    /// Returns the confusion matrix with staying as the outcome to be caught.
    ///
    /// Customers who were not flagged then count as flagged.
    #[must_use]
    pub const fn for_stayers(&self) -> Self {
        Self {
            true_positives: self.true_negatives,
            false_positives: self.false_negatives,
            false_negatives: self.false_positives,
            true_negatives: self.true_positives,
        }
    }

    pub(super) const fn counts(&self) -> [Count; 4] {
        [
            self.true_positives,
            self.false_positives,
            self.false_negatives,
            self.true_negatives,
        ]
    }
}

fn sum(mut left: Count, right: Count) -> Count {
    left.merge(right);
    left
}

saved! {
    impl{} for Confusion as "confusion matrix", 1;
    |confusion| { true_positives, false_positives, false_negatives, true_negatives }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recall, stayed) = (self.recall(), self.specificity().complement());
        crate::text::padded(
            f,
            format_args!(
                "{} of {} churners caught, {} of {} others flagged",
                recall.wide_successes(),
                recall.wide_trials(),
                stayed.wide_successes(),
                stayed.wide_trials()
            ),
        )
    }
}

impl Merge for Confusion {
    fn merge(&mut self, other: Self) {
        self.true_positives.merge(other.true_positives);
        self.false_positives.merge(other.false_positives);
        self.false_negatives.merge(other.false_negatives);
        self.true_negatives.merge(other.true_negatives);
    }
}

/// (flagged, churned)
impl Accumulate<(bool, bool)> for Confusion {
    fn add(&mut self, (flagged, churned): (bool, bool)) {
        self.push(flagged, churned);
    }
}

accumulator!({} Confusion, (bool, bool));
