//! The area under the ROC curve and how sure it is.

use super::{AucDifference, AucMethod, Ranking, ScoreGroup};
use crate::numeric::logistic::sigmoid;
use crate::numeric::math;
use crate::stats::{Binomial, BinomialMethod, Interval, critical};
use crate::units::Level;

/// With more customers of a class than this, products of two counts may not fit into `u128`.
const MOST: u128 = 1 << 62;

/// The number of customers who churned and who stayed: at least one of each.
#[derive(Clone, Copy)]
pub(super) struct Classes {
    pub(super) churned: u128,
    pub(super) stayed: u128,
}

impl Classes {
    pub(super) fn of(groups: &[ScoreGroup]) -> Option<Self> {
        let (churned, stayed) = groups
            .iter()
            .fold((0_u128, 0_u128), |(churned, stayed), group| {
                (
                    churned.wrapping_add(u128::from(group.churned())),
                    stayed.wrapping_add(u128::from(group.stayed())),
                )
            });
        let known = (1..=MOST).contains(&churned) && (1..=MOST).contains(&stayed);
        known.then_some(Self { churned, stayed })
    }

    /// The number of pairs of a churner and a stayer; below 2^124.
    pub(super) const fn pairs(self) -> u128 {
        self.churned.wrapping_mul(self.stayed)
    }
}

/// Twice the number of pairs in the right order, a tie being half a pair.
#[derive(Clone, Copy)]
pub(super) struct Pairs {
    pub(super) classes: Classes,
    /// At most twice the pairs.
    pub(super) twice_won: u128,
}

impl Pairs {
    pub(super) fn of(groups: &[ScoreGroup]) -> Option<Self> {
        let classes = Classes::of(groups)?;
        let twice_won =
            placements(groups, classes).fold(0_u128, |won, (group, above_stayed, _)| {
                won.wrapping_add(u128::from(group.churned()).wrapping_mul(above_stayed))
            });
        Some(Self { classes, twice_won })
    }

    /// The AUC to 2⁻⁵³, so that the reversed order has exactly 1 less this.
    pub(super) fn auc(self) -> f64 {
        let (smaller, won) = self.smaller();
        let smaller = (smaller + 0.5) - 0.5; // rounded to a multiple of 2^-53, as all above a half are
        if won { smaller } else { 1.0 - smaller }
    }

    /// The smaller of AUC and 1 − AUC, to its own last bit; and whether it is the AUC.
    fn smaller(self) -> (f64, bool) {
        let twice = self.classes.pairs().wrapping_mul(2);
        let twice_lost = twice.wrapping_sub(self.twice_won);
        let smaller = self.twice_won.min(twice_lost) as f64 / twice as f64;
        (smaller, self.twice_won <= twice_lost)
    }

    /// DeLong's variance; `None` below two customers of either class.
    fn variance(self, groups: &[ScoreGroup]) -> Option<f64> {
        let (mut churned, mut stayed) = (0.0, 0.0);
        for (group, above_stayed, below_churned) in placements(groups, self.classes) {
            let [left, right] = self.deviations(above_stayed, below_churned);
            churned += group.churned() as f64 * left * left;
            stayed += group.stayed() as f64 * right * right;
        }
        self.classes.variance_of_mean(churned, stayed)
    }

    /// The deviation of a customer's placement from the mean placement, which is the AUC, for each class:
    /// subtracted as integers, divided once.
    pub(super) fn deviations(self, above_stayed: u128, below_churned: u128) -> [f64; 2] {
        let twice = self.classes.pairs().wrapping_mul(2) as f64;
        [
            above_stayed.wrapping_mul(self.classes.churned),
            below_churned.wrapping_mul(self.classes.stayed),
        ]
        .map(|placement| {
            // Both are below 2^125.
            placement
                .cast_signed()
                .wrapping_sub(self.twice_won.cast_signed()) as f64
                / twice
        })
    }
}

impl Classes {
    /// The variance (or covariance) from the sums of squares (or products) of each class's deviations.
    pub(super) fn variance_of_mean(self, churned: f64, stayed: f64) -> Option<f64> {
        let freedom = |count: u128| Some(count.checked_sub(1).filter(|&df| df > 0)? as f64);
        let left = churned / freedom(self.churned)? / self.churned as f64;
        let right = stayed / freedom(self.stayed)? / self.stayed as f64;
        Some(left + right)
    }
}

/// Each group with twice the number of stayers below it, and twice the number of churners above it;
/// ties count once, which is half.
pub(super) fn placements(
    groups: &[ScoreGroup],
    classes: Classes,
) -> impl Iterator<Item = (ScoreGroup, u128, u128)> {
    let (mut stayed_below, mut churned_above) = (0_u128, classes.churned);
    groups.iter().map(move |&group| {
        let (churned, stayed) = (u128::from(group.churned()), u128::from(group.stayed()));
        churned_above = churned_above.wrapping_sub(churned);
        let above_stayed = stayed_below.wrapping_mul(2).wrapping_add(stayed);
        let below_churned = churned_above.wrapping_mul(2).wrapping_add(churned);
        stayed_below = stayed_below.wrapping_add(stayed);
        (group, above_stayed, below_churned)
    })
}

impl Ranking {
    /// Returns the AUC: the probability that a customer who leaves scores higher than one who
    /// stays.
    ///
    /// From 0 to 1, higher is better: 1 is a perfect order, ½ no better than chance, below ½ worse (the
    /// score is upside down). It does not depend on the churn rate, so it can be compared over segments
    /// and years; for the same reason it does not say how good the top of the list is: see
    /// [`top`](Self::top) and [`average_precision`](Self::average_precision) for that.
    /// `None` until at least one customer churned and one stayed.
    ///
    /// # Formula
    ///
    /// ```text
    /// AUC = (W + T/2) / (m·n)
    /// ```
    /// where W of the m·n pairs of m churners and n stayers are in the right order and T are tied.
    /// Counted in integers and divided once; the reversed score has exactly 1 − AUC.
    ///
    /// # Examples
    ///
    /// A churner and a stayer share a score, which is half a win:
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (7.0, true), (5.0, true), (5.0, false), (-2.0, false),
    /// ])?;
    /// assert_eq!(ranking.auc(), Some(0.875));
    /// assert_eq!(Ranking::try_from_iter([(7.0, true)])?.auc(), None);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Hanley & McNeil (1982), "The meaning and use of the area under a receiver operating
    /// characteristic (ROC) curve", Radiology 143.
    #[doc(alias = "AUROC")]
    #[doc(alias = "ROC AUC")]
    #[doc(alias = "c-statistic")]
    #[doc(alias = "concordance")]
    #[must_use]
    pub fn auc(&self) -> Option<f64> {
        Some(Pairs::of(&self.sorted())?.auc())
    }

    /// Returns the Gini coefficient, the AUC rescaled to −1 to 1: 0 is no skill, 1 a perfect order.
    ///
    /// # Formula
    ///
    /// ```text
    /// Gini = 2·AUC − 1
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([(0.8, true), (0.4, false), (0.3, true), (0.1, false)])?;
    /// assert_eq!(ranking.gini(), Some(0.5)); // an AUC of 0.75
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "Somers D")]
    #[doc(alias = "accuracy ratio")]
    #[must_use]
    pub fn gini(&self) -> Option<f64> {
        let pairs = Pairs::of(&self.sorted())?;
        let all = pairs.classes.pairs();
        let net = pairs
            .twice_won
            .cast_signed()
            .wrapping_sub(all.cast_signed());
        Some(net as f64 / all as f64)
    }

    /// Returns DeLong's standard error of the [`auc`](Self::auc); `None` with fewer than two
    /// customers of either class.
    ///
    /// Makes no assumption on the distribution of the scores. 0 where the order is perfect, perfectly
    /// wrong, or all scores are tied: see [`AucMethod`] for the intervals then.
    ///
    /// # Formula
    ///
    /// ```text
    /// se² = s²(V₁₀)/m + s²(V₀₁)/n
    /// ```
    /// where V₁₀ of a churner is the share of stayers with a lower score (ties half), V₀₁ of a stayer the
    /// share of churners with a higher score, and s² the sample variance.
    ///
    /// # References
    ///
    /// DeLong, DeLong & Clarke-Pearson (1988), "Comparing the areas under two or more correlated
    /// receiver operating characteristic curves", Biometrics 44; Sun & Xu (2014), "Fast implementation of
    /// DeLong's algorithm", IEEE Signal Processing Letters 21.
    #[doc(alias = "DeLong")]
    #[must_use]
    pub fn auc_standard_error(&self) -> Option<f64> {
        let groups = self.sorted();
        let variance = Pairs::of(&groups)?.variance(&groups)?;
        Some(math::sqrt(variance))
    }

    /// Returns a confidence interval of the AUC, by DeLong's standard error on the logit scale.
    ///
    /// `None` until at least one customer churned and one stayed, and with a single customer of a class
    /// unless the order is perfect, perfectly wrong or all tied.
    ///
    /// # Formula
    ///
    /// ```text
    /// logit(AUC) ± z·se / (AUC·(1 − AUC))
    /// ```
    /// taken back to 0 to 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::{AucMethod, Ranking};
    /// use tenure::units::Level;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.9, true), (0.8, true), (0.7, false), (0.6, true),
    ///     (0.4, false), (0.3, true), (0.2, false), (0.1, false),
    /// ])?;
    /// let interval = ranking.auc_interval(Level::P95).map(|i| format!("{i:.3}"));
    /// assert_eq!(interval.as_deref(), Some("0.329 to 0.975"));
    /// let wald = ranking.auc_interval_with(AucMethod::Wald, Level::P95);
    /// let wald = wald.map(|i| format!("{i:.3}"));
    /// assert_eq!(wald.as_deref(), Some("0.481 to 1.000"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Pepe (2003), "The Statistical Evaluation of Medical Tests for Classification and Prediction",
    /// section 5.2.
    #[must_use]
    pub fn auc_interval(&self, level: Level) -> Option<Interval> {
        self.auc_interval_with(AucMethod::Logit, level)
    }

    /// Returns a confidence interval of the AUC by the method given.
    #[must_use]
    pub fn auc_interval_with(&self, method: AucMethod, level: Level) -> Option<Interval> {
        let groups = self.sorted();
        let pairs = Pairs::of(&groups)?;
        let auc = pairs.auc();
        // Placements are constant in these three cases and in no other.
        if groups.len() == 1 {
            let tied = disjoint_pairs(pairs.classes, level)? / 2.0;
            return Interval::new(tied, 1.0 - tied, level).ok();
        }
        if pairs.twice_won == pairs.classes.pairs().wrapping_mul(2) {
            return Interval::new(disjoint_pairs(pairs.classes, level)?, 1.0, level).ok();
        }
        if pairs.twice_won == 0 {
            return Interval::new(0.0, 1.0 - disjoint_pairs(pairs.classes, level)?, level).ok();
        }
        let half = critical(level) * math::sqrt(pairs.variance(&groups)?);
        let ends = match method {
            AucMethod::Wald => Interval::around(auc, half, level)?,
            AucMethod::Logit => {
                // By the smaller side, which is above 0 where the AUC is 1 to the last bit.
                let (smaller, won) = pairs.smaller();
                let slope = smaller * (1.0 - smaller);
                let logit = math::ln(smaller) - math::ln_1p(-smaller);
                let (centre, half) = (if won { logit } else { -logit }, half / slope);
                let (lower, upper) = (sigmoid(centre - half), sigmoid(centre + half));
                // Rounding alone may put an end on the wrong side.
                Interval::new(lower.min(auc), upper.max(auc), level).ok()?
            }
        };
        Some(ends.clipped(0.0, 1.0))
    }

    /// Compares the AUC with that of another score of *other* customers: another year, another
    /// market.
    ///
    /// For two scores of the same customers use [`AucDifference::paired`], which is far more precise.
    /// `None` until both have at least one customer who churned and one who stayed.
    #[must_use]
    pub fn auc_difference(&self, other: &Self) -> Option<AucDifference> {
        let (groups, others) = (self.sorted(), other.sorted());
        let (first, second) = (Pairs::of(&groups)?, Pairs::of(&others)?);
        let variances = first
            .variance(&groups)
            .zip(second.variance(&others))
            .map(|(first, second)| (first + second, 0.0));
        Some(AucDifference::new(
            first.auc(),
            second.auc(),
            first.auc() - second.auc(),
            variances,
        ))
    }
}

/// The lowest probability, at this level, of an outcome that k independent pairs all had, where k is
/// the size of the smaller class.
fn disjoint_pairs(classes: Classes, level: Level) -> Option<f64> {
    let pairs = u64::try_from(classes.churned.min(classes.stayed)).ok()?;
    let all = Binomial::new(pairs, pairs).ok()?;
    let interval = all.interval_with(BinomialMethod::ClopperPearson, level)?;
    Some(interval.lower())
}
