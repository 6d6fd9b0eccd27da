//! [`NpsDifference`] and [`NpsDifferenceMethod`].

use core::fmt;

use super::formulas::{Trinomial, quantile};
use super::{Nps, NpsMethod};
use crate::numeric::big::Dyadic;
use crate::numeric::math::sqrt;
use crate::stats::{Interval, ZTest};
use crate::units::Level;

/// Compares two NPS: how far one lies above the other, and whether that may be chance.
///
/// For two surveys that share no respondents: this quarter and the last, two plans, two countries.
/// From −200 to 200 points, above 0 when the first is better. With some hundreds of answers a
/// quarter, moves of ten points are everyday noise: look at the [interval](Self::interval) before
/// explaining one. The same people asked twice need a paired comparison, which this is not.
///
/// # Formula
///
/// ```text
/// difference = NPS₁ − NPS₂
/// ```
///
/// # Examples
///
/// ```
/// use tenure::Nps;
/// use tenure::units::Level;
///
/// let spring = Nps::from_counts(40, 30, 30);
/// let autumn = Nps::from_counts(50, 30, 20);
/// let change = autumn.difference(spring);
///
/// assert_eq!(change.to_string(), "20.0 points (n = 100 and 100)");
/// let interval = change.interval(Level::P95).map(|interval| format!("{interval:.1}"));
/// assert_eq!(interval.as_deref(), Some("-2.5 to 41.8")); // 20 points up, and it may be nothing
/// assert!(change.test().is_some_and(|test| test.p_value() > 0.05));
/// ```
///
/// # References
///
/// Newcombe (1998), "Interval estimation for the difference between independent proportions",
/// Statistics in Medicine 17; Lewis and Sauro (2021), "How to Statistically Compare Two Net Promoter
/// Scores".
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NpsDifference {
    first: Nps,
    second: Nps,
}

/// Lists the methods for an interval of the difference of two scores.
///
/// | method | when |
/// |---|---|
/// | [`Mover`](Self::Mover) | always; the default |
/// | [`AdjustedWald`](Self::AdjustedWald) | to agree with the [test](NpsDifference::test) to the digit |
/// | [`Wald`](Self::Wald) | to reproduce a report; of zero width when each survey has one class only |
///
/// All are in points and cut at ±200.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum NpsDifferenceMethod {
    /// The ends of the two [score](NpsMethod::Score) intervals combined (Newcombe's "method of
    /// variance estimates recovery"). Holds the difference, and is honest for few answers.
    #[default]
    Mover,
    /// Wald with the three pseudo-answers of [`NpsMethod::AdjustedWald`] on either side.
    AdjustedWald,
    /// The textbook's difference ± z·se.
    Wald,
}

impl NpsDifference {
    /// Creates the difference `first` − `second`.
    pub const fn new(first: Nps, second: Nps) -> Self {
        Self { first, second }
    }

    /// Returns the difference in points, from −200 to 200, correctly rounded, or `None` when either
    /// survey has no answers.
    #[must_use]
    pub fn estimate(&self) -> Option<f64> {
        let [(over, under, n), (over_2, under_2, n_2)] = [self.first, self.second].map(|nps| {
            let parts = [
                nps.wide_promoters(),
                nps.wide_detractors(),
                nps.wide_count(),
            ];
            let [p, d, n] = parts.map(Dyadic::from);
            (p, d, n)
        });
        // (p₁ − d₁)/n₁ − (p₂ − d₂)/n₂ as one quotient of whole numbers.
        let net = (over - under) * &n_2 - (over_2 - under_2) * &n;
        (net * Dyadic::from(100_u64)).ratio(&(n * n_2))
    }

    /// Returns the standard error of the difference in points, or `None` when either survey has no
    /// answers.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let [first, second] = [self.first.trinomial()?, self.second.trinomial()?];
        Some(100.0 * standard_error(first, second))
    }

    /// Tests whether the two scores differ by more than chance: a z-test on the counts with the
    /// three pseudo-answers of [`NpsMethod::AdjustedWald`] on either side.
    ///
    /// It may disagree with the [default interval](Self::interval) near the border; the one of
    /// [`NpsDifferenceMethod::AdjustedWald`] rests on the same pseudo-answers.
    ///
    /// `None` when either survey has no answers.
    #[must_use]
    pub fn test(&self) -> Option<ZTest> {
        let [first, second] = [self.first.trinomial()?, self.second.trinomial()?];
        z_test(first.adjusted(), second.adjusted())
    }

    /// Runs the textbook z-test, without pseudo-answers: too often significant below some hundred
    /// answers.
    ///
    /// `None` when either survey has no answers, or both have a [variance](Nps::variance) of 0.
    #[must_use]
    pub fn wald_test(&self) -> Option<ZTest> {
        z_test(self.first.trinomial()?, self.second.trinomial()?)
    }

    /// Returns the confidence interval of the difference in points, by
    /// [`NpsDifferenceMethod::Mover`].
    ///
    /// `None` when either survey has no answers.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(NpsDifferenceMethod::Mover, level)
    }

    /// Returns the confidence interval of the difference in points, by a method of your choice.
    ///
    /// `None` when either survey has no answers.
    #[must_use]
    pub fn interval_with(&self, method: NpsDifferenceMethod, level: Level) -> Option<Interval> {
        let [first, second] = [self.first.trinomial()?, self.second.trinomial()?];
        let interval = match method {
            NpsDifferenceMethod::Mover => self.mover(level)?,
            NpsDifferenceMethod::AdjustedWald => {
                let (first, second) = (first.adjusted(), second.adjusted());
                let difference = 100.0 * (first.mean() - second.mean());
                let half = 100.0 * quantile(level) * standard_error(first, second);
                Interval::around(difference, half, level)?
            }
            NpsDifferenceMethod::Wald => {
                let half = 100.0 * quantile(level) * standard_error(first, second);
                Interval::around(self.estimate()?, half, level)?
            }
        };
        Some(interval.clipped(-200.0, 200.0))
    }

    fn mover(&self, level: Level) -> Option<Interval> {
        let [first, second] = [self.first, self.second].map(|nps| {
            let interval = nps.interval_with(NpsMethod::Score, level)?;
            let score = nps.score()?;
            Some([score - interval.lower(), interval.upper() - score])
        });
        let ([down, up], [down_2, up_2]) = (first?, second?);
        let difference = self.estimate()?;
        let lower = difference - sqrt(down * down + up_2 * up_2);
        let upper = difference + sqrt(up * up + down_2 * down_2);
        Interval::new(lower, upper, level).ok()
    }
}

saved! {
    impl{} for NpsDifference as "nps difference", 1;
    |difference| { first, second }
}

saved! { impl{} for NpsDifferenceMethod as is; }

/// `20.0 points (n = 100 and 100)`; `no answers` when either survey has none.
impl fmt::Display for NpsDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(points) = self.estimate() else {
            return crate::text::padded(f, "no answers");
        };
        let (first, second) = (self.first.wide_count(), self.second.wide_count());
        super::write_points(f, points, format_args!("n = {first} and {second}"))
    }
}

/// As a report names it: `MOVER`.
impl fmt::Display for NpsDifferenceMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Mover => "MOVER",
                Self::AdjustedWald => "adjusted Wald",
                Self::Wald => "Wald",
            },
        )
    }
}

/// On the scale of one answer.
fn standard_error(first: Trinomial, second: Trinomial) -> f64 {
    sqrt(first.variance() / first.total() + second.variance() / second.total())
}

fn z_test(first: Trinomial, second: Trinomial) -> Option<ZTest> {
    let z = (first.mean() - second.mean()) / standard_error(first, second);
    // No variance at all: 0/0 or beyond all bounds, and nothing to test by.
    ZTest::new(z).ok()
}
