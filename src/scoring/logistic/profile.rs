//! Profile likelihoods: what the data say of one coefficient, the others at their best for it.

use super::sums::{Standard, point, sums};
use super::vectors::{along, factored, largest, wide};
use super::{LikelihoodRatio, Task};
use crate::numeric::math;
use crate::scoring::{LabelledView, LogisticChurn};
use crate::stats::{Fit, Interval, critical};
use crate::units::Level;
use crate::{Error, Result};

/// Passes for one maximum, and values tried for one end of an interval.
const PASSES: u32 = 60;

/// # Likelihood of one coefficient
///
/// These go over the data again, which a fit does not keep: hand in the customers it was fitted to.
impl Fit<LogisticChurn> {
    /// Whether one feature matters: the fit without it, against the fit with it.
    ///
    /// More trustworthy than the p-value of its [`Term`](super::Term) when the effect is large or customers are few.
    /// `None` for a fit that is penalised or class-weighted, and for a feature that was dropped.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`]; [`Error::LengthMismatch`] for customers with more or fewer features;
    /// [`Error::Malformed`] when there is no feature of that name.
    #[doc(alias = "drop1")]
    pub fn drop_test(&self, name: &str, view: LabelledView<'_>) -> Result<Option<LikelihoodRatio>> {
        let Some(profile) = self.profile(name, view)? else {
            return Ok(None);
        };
        let mut start = self.evidence().coefficients.to_vec();
        let own = profile.value(&start);
        profile.put(&mut start, 0.0);
        let reduced = profile.best(start).or_else(|_| {
            let mut start = vec![0.0; self.evidence().coefficients.len()];
            profile.put(&mut start, 0.0);
            profile.best(start)
        })?;
        // At an estimate of 0 the two are the same fit.
        let full = if own.abs() > 0.0 {
            self.log_likelihood()
        } else {
            reduced.log_likelihood
        };
        Ok(LikelihoodRatio::new(full, reduced.log_likelihood, 1))
    }

    /// Where the true coefficient lies, by the likelihood itself: every value that a likelihood-ratio test
    /// at this level would not reject.
    ///
    /// Better than the interval of its [`Term`](super::Term) when customers are few: it need not be symmetric.
    /// `(intercept)` is a name too. `None` as for [`drop_test`](Self::drop_test).
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
    ) -> Result<Option<Interval>> {
        let Some(profile) = self.profile(name, view)? else {
            return Ok(None);
        };
        let target = critical(level);
        let [lower, upper] = [profile.end(-1.0, target)?, profile.end(1.0, target)?];
        Interval::new(lower, upper, level).map(Some)
    }

    fn profile<'a>(&self, name: &str, view: LabelledView<'a>) -> Result<Option<Profile<'a>>> {
        self.same_width(view)?;
        let mut names = core::iter::once("(intercept)").chain(self.model().names());
        let place = names.position(|own| own == name).ok_or(Error::Malformed {
            what: "name of a term",
            expected: "a feature of the fit, or \"(intercept)\"",
        })?;
        let evidence = self.evidence();
        if !self.has_tests() || !evidence.kept.contains(&place) {
            return Ok(None);
        }
        let mut standard = evidence.standard.clone();
        let mut best = evidence.coefficients.to_vec();
        if place == 0 {
            // The intercept of the features as they come: they are scaled, but not centred.
            if let (Some(own), Some(raw)) = (
                best.first_mut(),
                standard.raw(&evidence.coefficients).first(),
            ) {
                *own = *raw;
            }
            standard.centres = standard.centres.iter().map(|_| 0.0).collect();
        }
        let scale = match place.checked_sub(1) {
            None => 1.0,
            Some(feature) => standard.scales.get(feature).copied().unwrap_or(1.0),
        };
        let free = evidence
            .kept
            .iter()
            .copied()
            .filter(|column| *column != place);
        Ok(Some(Profile {
            view,
            free: free.collect(),
            place,
            scale,
            error: self.std_errors().get(place).copied().unwrap_or(0.0) * scale,
            most: self.log_likelihood(),
            standard,
            best,
        }))
    }
}

struct Profile<'a> {
    view: LabelledView<'a>,
    standard: Standard,
    /// The coefficients that are not held.
    free: Vec<usize>,
    /// The one that is.
    place: usize,
    scale: f64,
    /// Its standard error, standardised.
    error: f64,
    /// The coefficients of the fit, and its log-likelihood.
    best: Vec<f64>,
    most: f64,
}

/// The best there is with one coefficient held.
struct Held {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    /// Of the log-likelihood by the coefficient held.
    slope: f64,
}

impl Profile<'_> {
    fn value(&self, coefficients: &[f64]) -> f64 {
        coefficients.get(self.place).copied().unwrap_or(0.0)
    }

    fn put(&self, coefficients: &mut [f64], value: f64) {
        if let Some(own) = coefficients.get_mut(self.place) {
            *own = value;
        }
    }

    /// Damped Newton over the free coefficients.
    fn best(&self, start: Vec<f64>) -> Result<Held> {
        let (mut at, mut base) = (start, None::<(Vec<f64>, f64, Vec<f64>, f64)>);
        let mut length = 1.0;
        let mut gradient = 0.0;
        for _ in 0..PASSES {
            let here = point(&self.standard, &at, [1.0, 1.0], Task::Newton);
            let sums = sums(&here.pass_view(self.view)?, &here)?;
            if let Some((from, value, step, decrement)) = &base {
                let rounding = 16.0 * f64::EPSILON * value.abs().max(1.0);
                if sums.log_likelihood < value + length * decrement / 2048.0 - rounding {
                    length /= 2.0;
                    at = along(from, step, length);
                    continue;
                }
            }
            length = 1.0;
            let of = |all: &[f64]| -> Vec<f64> {
                let free = self.free.iter();
                free.map(|&i| all.get(i).copied().unwrap_or(0.0)).collect()
            };
            let slopes = of(&sums.gradient);
            gradient = largest(&slopes);
            let step = factored(sums.gram.of(&self.free)).solve(&slopes);
            let decrement: f64 = step.iter().zip(&slopes).map(|(s, g)| s * g).sum();
            let step = wide(&step, &self.free, at.len());
            if decrement <= 1e-13 * sums.log_likelihood.abs().max(1.0) {
                let bent = sums.gram.times(&step);
                return Ok(Held {
                    coefficients: along(&at, &step, 1.0),
                    log_likelihood: sums.log_likelihood + decrement / 2.0,
                    slope: self.value(&sums.gradient) - self.value(&bent),
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
        let estimate = self.value(&self.best);
        let mut at = self.best.clone();
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let mut away = target * self.error;
        let mut slope = 0.0;
        for _ in 0..PASSES {
            self.put(&mut at, estimate + side * away);
            let held = self.best(at)?;
            let root = math::sqrt((2.0 * (self.most - held.log_likelihood)).max(0.0));
            if (root - target).abs() <= 1e-11 * target {
                return Ok((estimate + side * away) / self.scale);
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
                return Ok((estimate + side * away) / self.scale);
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
