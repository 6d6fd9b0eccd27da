//! Profile likelihoods: one coefficient is held, the others are optimised.

use super::sums::{Standard, point, sums};
use super::vectors::{along, factored, widened};
use super::{LikelihoodRatio, Task};
use crate::numeric::math;
use crate::numeric::newton::{Damping, largest};
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::{Fit, Interval, critical};
use crate::units::Level;
use crate::{Error, Result};

/// Passes for one maximum, and values tried for one end of an interval.
const PASSES: u32 = 60;

/// # Likelihood of one coefficient
///
/// These need the data again, which a fit does not keep: pass the customers it was fitted to.
impl Fit<LogisticChurn> {
    /// Tests whether one feature matters: the fit without it, against the fit with it.
    ///
    /// More reliable than the p-value of its [`Term`](super::Term) when the effect is large or customers
    /// are few.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] for a fit that is penalised or class-weighted, and for a feature that was dropped;
    /// [`Error::NotConverged`]; [`Error::LengthMismatch`] for customers with more or fewer features;
    /// [`Error::Malformed`] when there is no feature of that name.
    #[doc(alias = "drop1")]
    pub fn drop_test(&self, name: &str, view: LabelledView<'_>) -> Result<LikelihoodRatio> {
        let profile = self.profile(name, view)?;
        let start = profile.moved(&self.evidence().coefficients, -profile.estimate);
        let nothing = || vec![0.0; self.evidence().coefficients.len()];
        let reduced = profile.best(start).or_else(|_| profile.best(nothing()))?;
        // At an estimate of 0 the two are the same fit.
        let full = if profile.estimate.abs() > 0.0 {
            self.log_likelihood()
        } else {
            reduced.log_likelihood
        };
        LikelihoodRatio::new(full, reduced.log_likelihood, 1).ok_or(LikelihoodRatio::NO_P_VALUE)
    }

    /// Returns the profile-likelihood interval of one coefficient: every value that a
    /// likelihood-ratio test accepts.
    ///
    /// Better than the interval of its [`Term`](super::Term) when customers are few: it need not be symmetric.
    /// `(intercept)` is a name too.
    ///
    /// # Errors
    ///
    /// As [`drop_test`](Self::drop_test).
    ///
    /// # References
    ///
    /// Venzon & Moolgavkar (1988), "A method for computing profile-likelihood-based confidence intervals",
    /// Applied Statistics 37.
    pub fn profile_interval(
        &self,
        name: &str,
        level: Level,
        view: LabelledView<'_>,
    ) -> Result<Interval> {
        let profile = self.profile(name, view)?;
        let target = critical(level);
        let [lower, upper] = [profile.end(-1.0, target)?, profile.end(1.0, target)?];
        Interval::new(lower, upper, level)
    }

    fn profile<'a>(&self, name: &str, view: LabelledView<'a>) -> Result<Profile<'a>> {
        self.same_width(view)?;
        let mut names = core::iter::once("(intercept)").chain(self.model().names());
        let place = names.position(|own| own == name).ok_or(Error::Malformed {
            what: "name of a term",
            expected: "a feature of the fit, or \"(intercept)\"",
        })?;
        let evidence = self.evidence();
        let undefined = |because| {
            let what = "the profile likelihood of a coefficient";
            Err(Error::Undefined { what, because })
        };
        if !self.has_tests() {
            return undefined("the fit is penalised or class-weighted; fit without either");
        }
        if !evidence.kept.contains(&place) {
            return undefined("the fit dropped the feature, because others determine it");
        }
        // The raw coefficient of a feature is one of the standardised ones, scaled; the intercept of features as they
        // come is b₀ − Σ bⱼ·mⱼ/sⱼ. Either is a weighted sum of standardised coefficients.
        let order = evidence.coefficients.len();
        let mut weights = vec![0.0; order];
        let mut scale = 1.0;
        if let Some(feature) = place.checked_sub(1) {
            scale = evidence
                .standard
                .scales
                .get(feature)
                .copied()
                .unwrap_or(1.0);
        } else {
            let offsets = evidence.standard.offsets();
            for (weight, offset) in weights.iter_mut().skip(1).zip(offsets) {
                *weight = -offset;
            }
        }
        if let Some(own) = weights.get_mut(place) {
            *own = 1.0;
        }
        for (column, weight) in weights.iter_mut().enumerate() {
            if !evidence.kept.contains(&column) {
                *weight = 0.0;
            }
        }
        let along = evidence.inverse.times(&weights);
        let variance = product(&along, &weights);
        if !(variance > 0.0 && variance.is_finite()) {
            return undefined("the variance of the coefficient is 0 or beyond f64");
        }
        Ok(Profile {
            view,
            standard: evidence.standard.clone(),
            kept: evidence.kept.to_vec(),
            estimate: product(&evidence.coefficients, &weights),
            error: math::sqrt(variance),
            direction: along.iter().map(|x| x / variance).collect(),
            weights,
            scale,
            best: evidence.coefficients.to_vec(),
            most: self.log_likelihood(),
        })
    }
}

/// aᵀb.
fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A weighted sum of coefficients that is held at one value after another.
struct Profile<'a> {
    view: LabelledView<'a>,
    standard: Standard,
    /// The coefficients that were estimated.
    kept: Vec<usize>,
    /// The weight of each coefficient in the sum.
    weights: Vec<f64>,
    /// The change of the coefficients when the sum is raised by 1, to first order.
    direction: Vec<f64>,
    /// The sum in the fit, its standard error, and what it is divided by for features as they come.
    estimate: f64,
    error: f64,
    scale: f64,
    /// The coefficients of the fit, and its log-likelihood.
    best: Vec<f64>,
    most: f64,
}

/// The optimum with the sum held.
struct Held {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    /// The derivative of the log-likelihood by the sum.
    slope: f64,
}

impl Profile<'_> {
    /// The coefficients moved so that the sum is larger by `by`.
    fn moved(&self, coefficients: &[f64], by: f64) -> Vec<f64> {
        along(coefficients, &self.direction, by)
    }

    /// Damped Newton with the sum held: the unconstrained step, minus its part that changes the sum.
    /// Everything stays centred, however far from 0 the features are.
    fn best(&self, start: Vec<f64>) -> Result<Held> {
        let (mut at, mut base) = (start, None::<(Vec<f64>, f64, Vec<f64>, f64)>);
        let damping = Damping::new(1.0 / 2048.0, PASSES);
        let mut damped = damping;
        let mut gradient = 0.0;
        for _ in 0..PASSES {
            let here = point(&self.standard, &at, [1.0, 1.0], Task::Newton);
            let sums = sums(&here.pass_view(self.view)?, &here)?;
            if let Some((from, value, step, decrement)) = &base {
                let rounding = 16.0 * f64::EPSILON * value.abs().max(1.0);
                if sums.log_likelihood < value + damped.wanted(*decrement) - rounding {
                    let _passes_end_it = damped.halve();
                    at = along(from, step, damped.length);
                    continue;
                }
            }
            damped = damping;
            let of = |all: &[f64]| -> Vec<f64> {
                let kept = self.kept.iter();
                kept.map(|&i| all.get(i).copied().unwrap_or(0.0)).collect()
            };
            let (slopes, weights) = (of(&sums.gradient), of(&self.weights));
            let factor = factored(sums.gram.of(&self.kept));
            let turn = factor.solve(&weights);
            let slope = product(&turn, &slopes) / product(&turn, &weights);
            let left: Vec<_> = (slopes.iter().zip(&weights))
                .map(|(g, weight)| g - slope * weight)
                .collect();
            gradient = largest(&left);
            let step = factor.solve(&left);
            let decrement = product(&step, &left).max(0.0);
            let step = widened(&step, &self.kept, at.len());
            if decrement <= 1e-13 * sums.log_likelihood.abs().max(1.0) {
                return Ok(Held {
                    coefficients: along(&at, &step, 1.0),
                    log_likelihood: sums.log_likelihood + decrement / 2.0,
                    slope,
                });
            }
            let next = along(&at, &step, 1.0);
            base = Some((at, sums.log_likelihood, step, decrement));
            at = next;
        }
        Err(self.not_converged(gradient))
    }

    /// The value on one side of the estimate where the signed root of twice the fall of the log-likelihood is
    /// `target`: Newton on that root, which is nearly straight, inside a bracket.
    fn end(&self, side: f64, target: f64) -> Result<f64> {
        // The precision of the root, given the rounding of the log-likelihood.
        let enough = (1e-11 * target).max(8.0 * f64::EPSILON * self.most.abs() / target);
        let mut at = self.best.clone();
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let (mut away, mut now) = (target * self.error, 0.0);
        let mut slope = 0.0;
        for _ in 0..PASSES {
            let held = self.best(self.moved(&at, side * (away - now)))?;
            now = away;
            let root = math::sqrt((2.0 * (self.most - held.log_likelihood)).max(0.0));
            if (root - target).abs() <= enough {
                return Ok((self.estimate + side * away) / self.scale);
            }
            if root < target {
                low = away;
            } else {
                high = away;
            }
            slope = held.slope;
            let newton = away - (root - target) * root / (-side * held.slope);
            away = if newton > low && newton < high && newton.is_finite() {
                newton
            } else if high.is_finite() {
                f64::midpoint(low, high)
            } else {
                2.0 * away
            };
            if high.is_finite() && high - low <= 1e-14 * high {
                return Ok((self.estimate + side * away) / self.scale);
            }
            at = held.coefficients;
        }
        Err(self.not_converged(slope))
    }

    fn not_converged(&self, gradient: f64) -> Error {
        Error::NotConverged {
            what: "the profile of a coefficient",
            iterations: PASSES,
            gradient: gradient.abs() / self.view.len().max(1) as f64,
        }
    }
}
