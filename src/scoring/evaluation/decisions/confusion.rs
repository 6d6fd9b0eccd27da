//! [`Confusion`].

use core::fmt;

use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::math;
use crate::scoring::evaluation::ClassificationReport;
use crate::stats::{Binomial, Interval, critical};
use crate::units::{Level, Proportion};
use crate::{Error, Merge, Result};

/// Flag everybody from this score on: how many churners are caught, how many flags are false?
///
/// Four counts: flagged or not, churned or not. Everything an analyst asks of a decision rule is read
/// from them, and each share comes as [`Binomial`], with its intervals. A share is `None` where there
/// is nobody to take it of (no precision where nobody is flagged), never 0 and never NaN.
///
/// It depends on the threshold: to judge a *score*, use ranking measures, and to choose the
/// threshold, a [`ProfitCurve`](crate::scoring::evaluation::ProfitCurve). Accuracy misleads where churn is rare: flagging
/// nobody is 97 % accurate where 3 % leave.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Confusion;
/// use tenure::units::Level;
///
/// // Flagged from 0.5 on.
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
#[doc(alias = "confusion matrix")]
#[doc(alias = "contingency table")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(deny_unknown_fields, expecting = "a confusion matrix: its four counts")
)]
pub struct Confusion {
    true_positives: Count,
    false_positives: Count,
    false_negatives: Count,
    true_negatives: Count,
}

impl Confusion {
    /// From counts known already.
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

    /// Of scores or probabilities with what came of them: flagged is who scores `threshold` or more.
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

    /// Counts one customer.
    pub const fn push(&mut self, flagged: bool, churned: bool) {
        match (flagged, churned) {
            (true, true) => self.true_positives.increment(),
            (true, false) => self.false_positives.increment(),
            (false, true) => self.false_negatives.increment(),
            (false, false) => self.true_negatives.increment(),
        }
    }

    /// Flagged, and churned.
    #[must_use]
    pub const fn true_positives(&self) -> u128 {
        self.true_positives.get()
    }

    /// Flagged, but stayed.
    #[must_use]
    pub const fn false_positives(&self) -> u128 {
        self.false_positives.get()
    }

    /// Not flagged, but churned.
    #[must_use]
    pub const fn false_negatives(&self) -> u128 {
        self.false_negatives.get()
    }

    /// Not flagged, and stayed.
    #[must_use]
    pub const fn true_negatives(&self) -> u128 {
        self.true_negatives.get()
    }

    /// How many customers there were.
    #[must_use]
    pub fn total(&self) -> u128 {
        Count::total([
            self.true_positives,
            self.false_positives,
            self.false_negatives,
            self.true_negatives,
        ])
    }

    /// The share judged rightly, of all.
    #[must_use]
    pub fn accuracy(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.true_negatives),
            sum(self.false_positives, self.false_negatives),
        )
    }

    /// Of those flagged, who churned: what a contact list is worth.
    #[must_use]
    #[doc(alias = "positive predictive value")]
    pub const fn precision(&self) -> Binomial {
        Binomial::of(self.true_positives, self.false_positives)
    }

    /// Of those who churned, who was flagged: what slips through is the rest.
    #[must_use]
    #[doc(alias = "sensitivity")]
    #[doc(alias = "true positive rate")]
    #[doc(alias = "capture")]
    pub const fn recall(&self) -> Binomial {
        Binomial::of(self.true_positives, self.false_negatives)
    }

    /// Of those who stayed, who was left alone.
    #[must_use]
    #[doc(alias = "true negative rate")]
    pub const fn specificity(&self) -> Binomial {
        Binomial::of(self.true_negatives, self.false_positives)
    }

    /// Of those not flagged, who stayed.
    #[must_use]
    pub const fn negative_predictive_value(&self) -> Binomial {
        Binomial::of(self.true_negatives, self.false_negatives)
    }

    /// Who was flagged, of all.
    #[must_use]
    pub fn flagged(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.false_positives),
            sum(self.false_negatives, self.true_negatives),
        )
    }

    /// Who churned, of all.
    #[must_use]
    #[doc(alias = "base rate")]
    pub fn prevalence(&self) -> Binomial {
        Binomial::of(
            sum(self.true_positives, self.false_negatives),
            sum(self.false_positives, self.true_negatives),
        )
    }

    /// The churners caught, of all who churned or were flagged: what F1 is a curve of.
    #[must_use]
    #[doc(alias = "Jaccard index")]
    #[doc(alias = "critical success index")]
    pub fn threat_score(&self) -> Binomial {
        Binomial::of(
            self.true_positives,
            sum(self.false_positives, self.false_negatives),
        )
    }

    /// The mean of recall and specificity: ½ for a rule that knows nothing, however rare churn is.
    ///
    /// `None` where nobody churned or nobody stayed.
    #[must_use]
    pub fn balanced_accuracy(&self) -> Option<Proportion> {
        let recall = self.recall().proportion()?;
        let specificity = self.specificity().proportion()?;
        Some(Proportion::clipped(f64::midpoint(
            recall.get(),
            specificity.get(),
        )))
    }

    /// The harmonic mean of precision and recall; `None` where nobody churned and nobody was flagged.
    ///
    /// It ignores those rightly left alone, and there is no money in it: for a decision prefer the
    /// profit.
    ///
    /// # Formula
    ///
    /// ```text
    /// F1 = 2·TP / (2·TP + FP + FN)
    /// ```
    /// which is 0 where nobody is flagged but somebody churned.
    #[must_use]
    pub fn f1(&self) -> Option<Proportion> {
        let caught = Dyadic::from(self.true_positives) * Dyadic::from(2_u64);
        let wrong = Count::total([self.false_positives, self.false_negatives]);
        let whole = &caught + Dyadic::from(wrong);
        caught.ratio(&whole).map(Proportion::clipped)
    }

    /// F1 with recall counted β times as important as precision: β = 2 for lists that must not miss
    /// anybody.
    ///
    /// # Formula
    ///
    /// ```text
    /// Fβ = (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless β is above 0 and at most 1e100.
    pub fn f_beta(&self, beta: f64) -> Result<Option<Proportion>> {
        if !(beta > 0.0 && beta <= 1e100) {
            let expected = "above 0 and at most 1e100";
            return Err(Error::bad_number("weight of recall", expected, beta));
        }
        let weight = beta * beta;
        let caught = (1.0 + weight) * self.true_positives.to_f64();
        let whole = caught + weight * self.false_negatives.to_f64() + self.false_positives.to_f64();
        Ok((whole > 0.0).then(|| Proportion::clipped(caught / whole)))
    }

    /// Where the true F1 lies; `None` where there is no F1.
    ///
    /// F1 = 2J/(1 + J) of the [threat score](Self::threat_score) J, which given the number of
    /// customers who churned or were flagged is the share of a binomial: the ends are those of its
    /// Wilson interval, taken along.
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

    /// The correlation of flag and churn, from −1 (always wrong) over 0 (knows nothing) to 1.
    ///
    /// High only when all four counts are good, whatever the share of churners; the one figure to
    /// give if only one may be given. `None` where all or none were flagged, or all or none churned.
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
        let [tp, fp, fn_, tn] = self.cells().map(Dyadic::from);
        let above = &tp * &tn - &fp * &fn_;
        let below = (&tp + &fp) * (&tp + &fn_) * (&tn + &fp) * (&tn + &fn_);
        let size = (&above * &above).ratio_sqrt(&below)?.min(1.0);
        Some(if above.is_negative() { -size } else { size } + 0.0)
    }

    /// How far the [correlation](Self::matthews) typically lies from the true one.
    ///
    /// `None` where there is no correlation.
    ///
    /// # Formula
    ///
    /// ```text
    /// n·s² = 1 − φ² + φ·(1 + φ²/2)·a·b − ¾·φ²·(a² + b²)
    /// a = (p − q)/√(p·q) of the flagged, b the same of the churned
    /// ```
    /// where φ is the correlation, p the share and q the rest: the delta method for four counts that
    /// share n independent customers.
    ///
    /// # References
    ///
    /// Bishop, Fienberg & Holland (1975), "Discrete Multivariate Analysis", section 11.3.
    #[must_use]
    pub fn matthews_standard_error(&self) -> Option<f64> {
        let phi = self.matthews()?;
        let skew = |share: Binomial| {
            let (k, rest) = (share.successes() as f64, share.failures() as f64);
            (k - rest) / (math::sqrt(k) * math::sqrt(rest))
        };
        let (a, b) = (skew(self.flagged()), skew(self.prevalence()));
        let square = phi * phi;
        let spread =
            1.0 - square + phi * (1.0 + square / 2.0) * a * b - 0.75 * square * (a * a + b * b);
        let error = math::sqrt(spread.max(0.0)) / math::sqrt(self.total() as f64);
        error.is_finite().then_some(error)
    }

    /// Where the true correlation lies, by the delta method on Fisher's scale, so that it stays
    /// between −1 and 1.
    ///
    /// `None` where there is no correlation, and where it is −1 or 1, which leaves the method without
    /// a spread. Good from some tens of customers in each margin on.
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
        let room = (1.0 - phi) * (1.0 + phi);
        if room <= 0.0 {
            return None;
        }
        let centre = 0.5 * (math::ln_1p(phi) - math::ln_1p(-phi));
        let half = critical(level) * error / room;
        let tanh = |x: f64| {
            let rest = math::exp_m1(-2.0 * x.abs());
            (-rest / (2.0 + rest)).copysign(x)
        };
        Interval::new(tanh(centre - half), tanh(centre + half), level).ok()
    }

    /// Precision, recall and F1 of both outcomes in the table analysts expect.
    #[must_use]
    pub fn classification_report(&self) -> ClassificationReport {
        ClassificationReport::of(self)
    }

    /// The same rule seen from those who stay: "flagged" is then who was left alone.
    #[must_use]
    pub const fn of_those_who_stay(&self) -> Self {
        Self {
            true_positives: self.true_negatives,
            false_positives: self.false_negatives,
            false_negatives: self.false_positives,
            true_negatives: self.true_positives,
        }
    }

    const fn cells(&self) -> [Count; 4] {
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

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recall, stayed) = (self.recall(), self.specificity().complement());
        crate::text::padded(
            f,
            format_args!(
                "{} of {} churners caught, {} of {} others flagged",
                recall.successes(),
                recall.trials(),
                stayed.successes(),
                stayed.trials()
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
