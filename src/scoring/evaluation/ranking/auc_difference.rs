//! [`AucDifference`].

use core::fmt;

use super::Scored;
use super::auc::{Pairs, placements};
use crate::error::{CHURNED, STAYED};
use crate::numeric::math;
use crate::scoring::evaluation::ties;
use crate::stats::{Interval, ZTest, critical};
use crate::text::{padded, signless};
use crate::units::Level;
use crate::{Error, Result};

/// Compares how well two scores rank customers: the difference of their AUCs.
///
/// Positive when the first is better. From −1 to 1, usually a few hundredths. Use
/// [`paired`](Self::paired) when both scored the same customers (the new model against the old), and
/// [`Ranking::auc_difference`](super::Ranking::auc_difference) when they scored different ones.
///
/// # Formula
///
/// ```text
/// se² = se₁² + se₂² − 2·cov        z = (AUC₁ − AUC₂) / se
/// ```
/// where the covariance is DeLong's, of each customer's placements under the two scores; 0 for
/// different customers.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::AucDifference;
///
/// let customers = [
///     (0.9, 0.4, true), (0.8, 0.9, true), (0.7, 0.2, true), (0.5, 0.8, true),
///     (0.6, 0.7, false), (0.4, 0.3, false), (0.2, 0.6, false), (0.1, 0.1, false),
/// ];
/// let difference = AucDifference::paired(customers)?;
/// assert_eq!(difference.estimate(), 0.25);
/// let test = difference.test().map(|test| test.to_string());
/// assert_eq!(test.as_deref(), Some("z = 1.00, p = 0.3173")); // too few customers
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44; Sun & Xu (2014), IEEE Signal Processing
/// Letters 21.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AucDifference {
    first: f64,
    second: f64,
    estimate: f64,
    variance: Option<f64>,
    covariance: Option<f64>,
}

impl AucDifference {
    /// Compares two scores of the same customers, given as (first score, second score, churned).
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a customer with a score that is NaN or infinite,
    /// [`Error::NotEnoughData`] when nobody churned or nobody stayed.
    ///
    /// # Complexity
    ///
    /// O(n log n) time, O(n) space.
    pub fn paired(customers: impl IntoIterator<Item = (f64, f64, bool)>) -> Result<Self> {
        let mut rows = Vec::new();
        for (index, (first, second, churned)) in customers.into_iter().enumerate() {
            let row = checked(first, second, churned).map_err(|error| error.at(index))?;
            rows.push(row);
        }
        Self::of(&rows).ok_or_else(|| {
            let somebody_churned = rows.iter().any(|[customer, _]| customer.churned());
            let of = if somebody_churned { STAYED } else { CHURNED };
            Error::not_enough("a difference of AUCs", 1, of, 0)
        })
    }

    fn of(rows: &[[Scored; 2]]) -> Option<Self> {
        let first = Placed::new(rows, |[first, _]| *first)?;
        let second = Placed::new(rows, |[_, second]| *second)?;
        let classes = first.pairs.classes;

        // Sums of squared differences and of products, of churners and of stayers.
        let (mut squares, mut products) = ([0.0; 2], [0.0; 2]);
        let both = first.deviations.iter().zip(&second.deviations);
        for ([customer, _], (a, b)) in rows.iter().zip(both) {
            let class = usize::from(!customer.churned());
            if let (Some(square), Some(product)) = (squares.get_mut(class), products.get_mut(class))
            {
                *square += (a - b) * (a - b);
                *product += a * b;
            }
        }
        let variances = classes
            .variance_of_mean(squares[0], squares[1])
            .zip(classes.variance_of_mean(products[0], products[1]));

        let [won, lost] = [first.pairs, second.pairs].map(|pairs| pairs.twice_won.cast_signed());
        let estimate = won.wrapping_sub(lost) as f64 / classes.pairs().wrapping_mul(2) as f64;
        Some(Self::new(
            first.pairs.auc(),
            second.pairs.auc(),
            estimate,
            variances,
        ))
    }

    pub(super) fn new(
        first: f64,
        second: f64,
        estimate: f64,
        variances: Option<(f64, f64)>,
    ) -> Self {
        Self {
            first,
            second,
            estimate: estimate + 0.0,
            variance: variances.map(|(variance, _)| variance),
            covariance: variances.map(|(_, covariance)| covariance + 0.0),
        }
    }

    /// Returns the AUC of the first score.
    #[must_use]
    pub const fn first(self) -> f64 {
        self.first
    }

    /// Returns the AUC of the second score.
    #[must_use]
    pub const fn second(self) -> f64 {
        self.second
    }

    /// Returns AUC₁ − AUC₂, positive when the first score is better.
    #[must_use]
    pub const fn estimate(self) -> f64 {
        self.estimate
    }

    /// Returns the standard error of the difference; `None` with a single customer of a class.
    #[must_use]
    pub fn standard_error(self) -> Option<f64> {
        self.variance.map(math::sqrt)
    }

    /// Returns the covariance of the two AUCs, 0 for different customers; `None` with a single
    /// customer of a class.
    ///
    /// Two good scores tend to agree, which is why a paired comparison is much more precise.
    #[must_use]
    pub const fn covariance(self) -> Option<f64> {
        self.covariance
    }

    /// Tests whether the difference could be chance, by DeLong's test.
    ///
    /// `None` with a single customer of a class, and where the standard error is 0: both scores put the
    /// customers in the same order, or each of them in a perfect one.
    #[must_use]
    pub fn test(self) -> Option<ZTest> {
        let error = self.standard_error().filter(|&error| error > 0.0)?;
        ZTest::new(self.estimate / error).ok()
    }

    /// Returns a confidence interval of the difference: the estimate ± z standard errors, clipped
    /// to −1 to 1.
    ///
    /// `None` where there is no [`test`](Self::test): an interval of width 0 would be false certainty.
    #[must_use]
    pub fn interval(self, level: Level) -> Option<Interval> {
        let error = self.standard_error().filter(|&error| error > 0.0)?;
        let ends = Interval::around(self.estimate, critical(level) * error, level)?;
        Some(ends.clipped(-1.0, 1.0))
    }
}

saved! {
    impl{} for AucDifference as "auc difference", 1;
    |difference| {
        first,
        second,
        estimate,
        variance: Option<f64>,
        covariance: Option<f64>,
    };
    read {
        let difference = Self { first, second, estimate, variance, covariance };
        let possible = [difference.first, difference.second].iter().all(|auc| (0.0..=1.0).contains(auc))
            && (difference.estimate - (difference.first - difference.second)).abs() <= 1e-12
            && difference.variance.is_none_or(|variance| variance >= 0.0)
            && difference.variance.is_some() == difference.covariance.is_some();
        if possible {
            Ok(difference)
        } else {
            Err(Error::Malformed {
                what: "difference of two AUCs",
                expected: "the first less the second, both from 0 to 1",
            })
        }
    }
}

/// Prints `0.250 (AUC 0.812 against 0.562)`.
impl fmt::Display for AucDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        padded(
            f,
            format_args!(
                "{} (AUC {:.places$} against {:.places$})",
                signless(self.estimate, places),
                self.first,
                self.second
            ),
        )
    }
}

fn checked(first: f64, second: f64, churned: bool) -> Result<[Scored; 2]> {
    let named = |what, score: f64| {
        Scored::new(score, churned).map_err(|_| Error::NotFinite { what, value: score })
    };
    Ok([named("first score", first)?, named("second score", second)?])
}

/// One score of all customers, and each customer's deviation from the mean placement.
struct Placed {
    pairs: Pairs,
    deviations: Vec<f64>,
}

impl Placed {
    fn new(rows: &[[Scored; 2]], score: impl Fn(&[Scored; 2]) -> Scored) -> Option<Self> {
        let mut order: Vec<(Scored, usize)> = rows.iter().map(&score).zip(0..).collect();
        order.sort_unstable_by(|(a, _), (b, _)| a.score().total_cmp(&b.score()));
        let in_order = order.iter().map(|(one, _)| (one.score(), one.churned()));
        let groups = ties::of_sorted(in_order);
        let pairs = Pairs::of(&groups)?;

        let mut order = order.into_iter();
        let mut deviations = vec![0.0; rows.len()];
        for (group, above_stayed, below_churned) in placements(&groups, pairs.classes) {
            let [churned, stayed] = pairs.deviations(above_stayed, below_churned);
            let tied = usize::try_from(group.size()).unwrap_or(usize::MAX);
            for (customer, place) in order.by_ref().take(tied) {
                if let Some(deviation) = deviations.get_mut(place) {
                    *deviation = if customer.churned() { churned } else { stayed };
                }
            }
        }
        Some(Self { pairs, deviations })
    }
}
