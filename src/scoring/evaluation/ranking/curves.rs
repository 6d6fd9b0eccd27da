//! The effect of every threshold: ROC, precision and recall, KS.

use std::borrow::Cow;

use super::auc::Classes;
use super::{OperatingPoint, Ranking, ScoreGroup};
use crate::Result;
use crate::scoring::evaluation::{Confusion, ties};
use crate::units::Proportion;

impl Ranking {
    /// Returns every threshold with what it catches and costs, from flagging nobody to flagging
    /// everybody.
    ///
    /// One point per distinct score, preceded by the one where nobody is flagged. Empty until at least
    /// one customer churned and one stayed.
    ///
    /// # Examples
    ///
    /// The ROC curve with a band, ready to be drawn:
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    /// use tenure::units::Level;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// for point in ranking.operating_points() {
    ///     let (x, y) = (point.false_positive_rate(), point.true_positive_rate());
    ///     let band = point.true_positive_interval(Level::P95);
    ///     assert!(band.is_some_and(|band| band.contains(y.get())), "{x}");
    /// }
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "thresholds")]
    pub fn operating_points(&self) -> impl Iterator<Item = OperatingPoint> + '_ {
        let groups = self.sorted();
        let classes = Classes::of(&groups);
        let nobody = classes.map(|classes| OperatingPoint::new(None, 0, 0, classes));
        nobody.into_iter().chain(Thresholds {
            next: if classes.is_some() { groups.len() } else { 0 },
            groups,
            classes: classes.unwrap_or(Classes {
                churned: 0,
                stayed: 0,
            }),
            true_positives: 0,
            false_positives: 0,
        })
    }

    /// Counts who is flagged and who churned if customers who score `threshold` or more are
    /// flagged.
    ///
    /// Works for customers of a single class too, unlike the [points](Self::operating_points).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// let confusion = ranking.confusion(0.4)?;
    /// assert_eq!(confusion.to_string(), "1 of 2 churners caught, 1 of 2 others flagged");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite) for a threshold that is not a number.
    pub fn confusion(&self, threshold: impl Into<f64>) -> Result<Confusion> {
        let threshold = crate::error::finite("threshold", threshold.into())?;
        let groups = self.sorted();
        let first = groups.partition_point(|group| group.score() < threshold);
        let (others, flagged) = groups.split_at_checked(first).unwrap_or((&groups, &[]));
        let ((missed, left_alone), (caught, alarms)) =
            (ties::totals(others), ties::totals(flagged));
        Ok(Confusion::new(caught, alarms, missed, left_alone))
    }

    /// Returns the ROC curve as points (false positive rate, true positive rate) from (0, 0) to (1,
    /// 1).
    ///
    /// The area below the points joined by straight lines is the [`auc`](Self::auc); a slanted line is a
    /// group of tied customers. Empty until at least one customer churned and one stayed.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// let curve: Vec<_> = ranking.roc_curve().collect();
    /// assert_eq!(curve, [(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "receiver operating characteristic")]
    pub fn roc_curve(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.operating_points().map(|point| {
            (
                point.false_positive_rate().get(),
                point.true_positive_rate().get(),
            )
        })
    }

    /// Returns the precision-recall curve as points (recall, precision), from the top of the list
    /// down.
    ///
    /// The first, (0, 1), is a convention, as nobody is flagged there; the last is recall 1 at the
    /// [`prevalence`](Self::prevalence). Do not join them by straight lines to measure an area: see
    /// [`average_precision`](Self::average_precision). Empty until at least one customer churned and one
    /// stayed.
    #[doc(alias = "precision-recall curve")]
    pub fn pr_curve(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.operating_points().map(|point| {
            (
                point.true_positive_rate().get(),
                point.precision().map_or(1.0, Proportion::get),
            )
        })
    }

    /// Returns the average precision: the mean precision of the list over its lengths that reach
    /// one more churner.
    ///
    /// From about the [`prevalence`](Self::prevalence) (a score without skill) to 1, higher is better.
    /// Unlike the [`auc`](Self::auc) it looks at the top of the list and depends on the churn rate, so it
    /// cannot be compared over segments of different churn; the measure of choice when churn is rare.
    /// `None` until at least one customer churned and one stayed.
    ///
    /// # Formula
    ///
    /// ```text
    /// AP = Σ (Rᵢ − Rᵢ₋₁)·Pᵢ
    /// ```
    /// where Rᵢ is the recall and Pᵢ the precision at the i-th threshold from the top; tied customers are
    /// one threshold.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// assert_eq!(ranking.average_precision(), Some((1.0 + 2.0 / 3.0) / 2.0));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Davis & Goadrich (2006), "The relationship between Precision-Recall and ROC curves", ICML; Boyd,
    /// Costa, Davis & Page (2012), "Unachievable region in precision-recall space", ICML, for the least
    /// it can be.
    #[doc(alias = "AP")]
    #[doc(alias = "PR-AUC")]
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        self.area_under_precision(|_, precision| precision)
    }

    /// Returns the area below the precision-recall curve joined by straight lines, from the point
    /// (0, 1) on.
    ///
    /// Only for comparison with software that reports it: between two thresholds precision does not move
    /// along a straight line, so no list has this mean precision. Prefer
    /// [`average_precision`](Self::average_precision).
    #[doc(alias = "PR-AUC")]
    #[must_use]
    pub fn pr_auc_trapezoid(&self) -> Option<f64> {
        self.area_under_precision(f64::midpoint)
    }

    fn area_under_precision(&self, height: impl Fn(f64, f64) -> f64) -> Option<f64> {
        let groups = self.sorted();
        let classes = Classes::of(&groups)?;
        let (mut hits, mut flagged) = (0_u128, 0_u128);
        let (mut before, mut area) = (1.0, 0.0);
        for group in groups.iter().rev() {
            hits = hits.wrapping_add(u128::from(group.churned()));
            flagged = flagged.wrapping_add(group.size());
            let precision = hits as f64 / flagged as f64;
            area += group.churned() as f64 * height(before, precision);
            before = precision;
        }
        Some((area / classes.churned as f64).clamp(0.0, 1.0))
    }

    /// Returns the Kolmogorov–Smirnov statistic: the largest distance between the classes' score
    /// distributions.
    ///
    /// From 0 (the same scores in both classes) to 1 (no overlap). It looks at one threshold only, the
    /// [`ks_threshold`](Self::ks_threshold), and is the same for a score and its reverse. Common in credit
    /// and churn reports. `None` until at least one customer churned and one stayed.
    ///
    /// # Formula
    ///
    /// ```text
    /// KS = max |TPR(t) − FPR(t)|
    /// ```
    /// over all thresholds t: the two-sample Kolmogorov–Smirnov statistic.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.8, true), (0.4, false), (0.3, true), (0.1, false),
    /// ])?;
    /// assert_eq!(ranking.ks(), Some(0.5));
    /// assert_eq!(ranking.ks_threshold(), Some(0.8));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "Kolmogorov-Smirnov")]
    #[must_use]
    pub fn ks(&self) -> Option<f64> {
        Some(self.furthest()?.youden_index().abs())
    }

    /// Returns the threshold at which the two classes lie furthest apart, the highest of several.
    ///
    /// `None` where [`ks`](Self::ks) is 0 as well.
    #[must_use]
    pub fn ks_threshold(&self) -> Option<f64> {
        self.furthest()?.threshold()
    }

    fn furthest(&self) -> Option<OperatingPoint> {
        self.first_best(|point| point.gap().abs())
    }

    /// Returns the threshold with the largest Youden index, the highest of several.
    ///
    /// It separates best if a false alarm counts, per head of its class, as much as a missed
    /// churner.
    ///
    /// Its [`youden_index`](OperatingPoint::youden_index) is the [`ks`](Self::ks) unless the score is
    /// upside down; then it is best to flag nobody. Where contact and loss have a price, choose the
    /// threshold by profit instead. `None` until at least one customer churned and one stayed.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([(0.8, true), (0.4, false), (0.3, true), (0.1, false)])?;
    /// let best = ranking.youden().map(|point| point.to_string());
    /// assert_eq!(
    ///     best.as_deref(),
    ///     Some("from 0.8000 on: 1 of 2 churners caught, 0 of 2 others flagged")
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Youden (1950), "Index for rating diagnostic tests", Cancer 3.
    #[must_use]
    pub fn youden(&self) -> Option<OperatingPoint> {
        self.first_best(OperatingPoint::gap)
    }

    fn first_best(&self, worth: impl Fn(OperatingPoint) -> i128) -> Option<OperatingPoint> {
        self.operating_points().reduce(|best, point| {
            if worth(point) > worth(best) {
                point
            } else {
                best
            }
        })
    }
}

/// The points at which at least one customer is flagged.
struct Thresholds<'a> {
    groups: Cow<'a, [ScoreGroup]>,
    /// The number of groups that are not flagged yet.
    next: usize,
    classes: Classes,
    true_positives: u128,
    false_positives: u128,
}

impl Iterator for Thresholds<'_> {
    type Item = OperatingPoint;

    fn next(&mut self) -> Option<OperatingPoint> {
        let next = self.next.checked_sub(1)?;
        let group = self.groups.get(next)?;
        self.next = next;
        self.true_positives = self
            .true_positives
            .wrapping_add(u128::from(group.churned()));
        self.false_positives = self
            .false_positives
            .wrapping_add(u128::from(group.stayed()));
        Some(OperatingPoint::new(
            Some(group.score()),
            self.true_positives,
            self.false_positives,
            self.classes,
        ))
    }
}
