//! [`LogisticSearch`].

use super::fitter::{ClassWeights, Penalty};
use super::sums::{self, Facts, Standard, Sums};
use super::vectors::{along, along_quadratic, factored, largest, spread, wide, widened};
use super::{
    FeatureSummary, LogisticEvidence, LogisticFitter, NewtonPass, NewtonPoint, OnAliased, Task,
    separation,
};
use crate::numeric::cholesky::{Cholesky, Symmetric};
use crate::numeric::math;
use crate::scoring::LogisticChurn;
use crate::stats::{Convergence, Fit};
use crate::{Error, Result};

/// 1 − R² on the columns before, below which a column says nothing of its own.
const ALIASED: f64 = 1e-10;
/// The share of the expected rise that a step must bring (Armijo).
const RISE: f64 = 1.0 / 2048.0;
/// How often a step is halved before the search is given up.
const HALVINGS: u32 = 30;
/// A step that changes no standardised coefficient by more than this is the last.
const LAST_STEP: f64 = 1e-10;
/// Decrements of a converging search fall faster than by this factor; of a separated one, by 1/e.
const SLOW: f64 = 0.3;
/// The longest step with Firth's penalty, as in logistf.
const FIRTH_STEP: f64 = 5.0;

/// A fit that never sees the data: it asks for a pass at a point, takes in the sums, and asks again
/// until it has converged.
///
/// Every way of fitting drives one of these, and so can you: make the passes wherever the data are,
/// merge them, hand them in. The answer is the same to the bit.
///
/// # Examples
///
/// ```
/// use tenure::scoring::{FeatureSummary, LabelledRows, LogisticChurn};
///
/// let rows = LabelledRows::try_from_iter([
///     ([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true),
/// ])?;
/// let mut search = LogisticChurn::fitter().search(&FeatureSummary::try_from_view(rows.view())?)?;
/// while let Some(point) = search.point() {
///     let pass = point.pass_view(rows.view())?; // or the merged passes of many machines
///     search.advance(&pass)?;
/// }
/// let fit = search.finish()?;
/// assert!(fit.convergence().iterations < 10);
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticSearch {
    fitter: LogisticFitter,
    names: Vec<Box<str>>,
    facts: Facts,
    standard: Standard,
    /// What each class counts beyond its row weights.
    class_factors: [f64; 2],
    /// Σ of all weights.
    total: f64,
    /// The penalty on each standardised coefficient.
    ridge: Vec<f64>,
    /// The coefficients that are estimated; 0 is the intercept.
    kept: Vec<usize>,
    aliased: Vec<usize>,
    point: Option<NewtonPoint>,
    base: Option<Base>,
    /// An accepted point of a Firth fit that waits for its gradient.
    waiting: Option<Measured>,
    /// How much of the step of `base` the point is at.
    length: f64,
    halved: u32,
    slow: u32,
    polished: bool,
    convergence: Convergence,
    done: Option<Done>,
}

/// The last point accepted, and the step from there.
#[derive(Debug, Clone, PartialEq)]
struct Base {
    coefficients: Vec<f64>,
    objective: f64,
    /// Σ |g|.
    gradient: f64,
    decrement: f64,
    step: Vec<f64>,
}

/// What is known at a point.
#[derive(Debug, Clone, PartialEq)]
struct Measured {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    /// Its gradient, of the kept coefficients.
    slope: Vec<f64>,
    objective: f64,
    /// Of the objective.
    gradient: Vec<f64>,
    /// Of the kept coefficients, without the ridge.
    information: Symmetric,
    hessian: Cholesky,
}

#[derive(Debug, Clone, PartialEq)]
struct Done {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    objective: f64,
    information: Symmetric,
    hessian: Cholesky,
}

impl LogisticSearch {
    pub(super) fn new(fitter: LogisticFitter, summary: &FeatureSummary) -> Result<Self> {
        fitter.check()?;
        let facts = sums::facts(summary)?;
        let [stayed, churned] = facts.class_weight;
        for (what, weight) in [
            ("a churn model, of customers who churned,", churned),
            ("a churn model, of customers who stayed,", stayed),
        ] {
            let (needed, got) = (1, 0);
            if weight <= 0.0 {
                return Err(Error::NotEnoughData { what, needed, got });
            }
        }
        let names = fitter.named(facts.means.len())?;
        let alone = separation::by_ranges(&facts, &names);
        if let Some(error) = alone.filter(|_| fitter.is_unpenalised()) {
            return Err(error);
        }
        let class_factors = match fitter.class_weights {
            ClassWeights::Even => [1.0, 1.0],
            ClassWeights::Given(factors) => factors,
            ClassWeights::Balanced => facts
                .class_weight
                .map(|own| (stayed + churned) / (2.0 * own)),
        };
        let standard = Standard::new(&facts);
        let (mut kept, mut aliased) = (vec![0], Vec::new());
        for (feature, constant) in (1..).zip(facts.constant()) {
            if constant { &mut aliased } else { &mut kept }.push(feature);
        }
        let ridge = fitter.ridge(&standard);
        let [stayed, churned] = [stayed * class_factors[0], churned * class_factors[1]];
        let mut start = vec![0.0; names.len().saturating_add(1)];
        if let Some(intercept) = start.first_mut() {
            *intercept = math::ln(churned / stayed);
        }
        let point = sums::point(&standard, &start, class_factors, Task::Newton);
        Ok(Self {
            fitter,
            names,
            facts,
            standard,
            class_factors,
            total: stayed + churned,
            ridge,
            kept,
            aliased,
            point: Some(point),
            base: None,
            waiting: None,
            length: 1.0,
            halved: 0,
            slow: 0,
            polished: false,
            convergence: Convergence::default(),
            done: None,
        })
    }

    /// Where the next pass is to be made; `None` when the search has ended.
    #[must_use]
    pub const fn point(&self) -> Option<&NewtonPoint> {
        self.point.as_ref()
    }

    /// Takes in the pass at [`point`](Self::point) over *all* customers.
    ///
    /// # Errors
    ///
    /// [`Error::Aliased`], [`Error::Separated`], [`Error::NotConverged`];
    /// [`Error::Malformed`] for a pass made elsewhere. The search is then over.
    pub fn advance(&mut self, pass: &NewtonPass) -> Result<()> {
        let Some(point) = self.point.take() else {
            return Ok(());
        };
        let coefficients = sums::coefficients(&point).to_vec();
        let sums = sums::sums(pass, &point)?;
        self.convergence.passes = self.convergence.passes.saturating_add(1);
        if let Some(mut waiting) = self.waiting.take() {
            waiting.gradient = self.of_kept(&sums.gradient);
            return self.step(waiting);
        }
        if self.base.is_none() {
            self.check_rank(&sums)?;
        }
        self.check_margins(&sums)?;
        let measured = self.measure(coefficients, &sums);
        if self.too_low(&measured) {
            return self.shorten(&measured);
        }
        if self.fitter.penalty == Penalty::Firth {
            let factor = self.widened(&measured.hessian.inverse_factor());
            let task = Task::Leverages(factor.into());
            self.point = Some(self.at(&measured.coefficients, task));
            self.waiting = Some(measured);
            return Ok(());
        }
        self.step(measured)
    }

    /// The fit, once [`point`](Self::point) is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`] when it is not, or when a pass was an error.
    pub fn finish(self) -> Result<Fit<LogisticChurn>> {
        let Some(done) = self.done.clone() else {
            return Err(self.not_converged());
        };
        let order = done.coefficients.len();
        let inverse = done.hessian.inverse();
        // The penalised Hessian is not what the coefficients vary by: (H + Λ)⁻¹ H (H + Λ)⁻¹ is.
        let covariance = if self.has_ridge() {
            inverse.around(&done.information)
        } else {
            inverse.clone()
        };
        let covariance = spread(&covariance, &self.kept, order);
        let mut raw = self.standard.raw(&done.coefficients);
        if let (true, Some(intercept)) = (self.fitter.correct_intercept, raw.first_mut()) {
            let [stayed, churned] = self.class_factors;
            *intercept -= math::ln(churned / stayed);
        }
        let (intercept, slopes) = raw.split_first().map_or((0.0, &[][..]), |(i, s)| (*i, s));
        let slopes = slopes.iter().map(|slope| slope + 0.0).collect();
        let model = LogisticChurn::fitted(
            intercept + 0.0,
            self.names.clone(),
            slopes,
            self.facts.means.clone(),
        )?;
        let [stayed, churned] = self.facts.class_weight;
        let evidence = LogisticEvidence {
            estimator: self.fitter.estimator(),
            null_log_likelihood: self.null_log_likelihood(),
            objective: done.objective + self.raw_units(),
            class_weight: self.facts.class_weight,
            class_factors: self.class_factors,
            standard: self.standard.clone(),
            coefficients: done.coefficients.into(),
            inverse: spread(&inverse, &self.kept, order),
            kept: self.kept.into(),
        };
        Fit::new(
            model,
            done.log_likelihood,
            stayed + churned,
            self.standard.raw_covariance(&covariance),
            self.convergence,
            evidence,
        )
    }
}

impl LogisticSearch {
    fn at(&self, coefficients: &[f64], task: Task) -> NewtonPoint {
        sums::point(&self.standard, coefficients, self.class_factors, task)
    }

    fn has_ridge(&self) -> bool {
        self.ridge.iter().any(|penalty| *penalty > 0.0)
    }

    /// What Firth's penalty, computed for standardised features, is short of that for raw ones: Σ ln s.
    fn raw_units(&self) -> f64 {
        if self.fitter.penalty != Penalty::Firth {
            return 0.0;
        }
        let scales = (1..).zip(&*self.standard.scales);
        scales
            .filter(|(column, _)| self.kept.contains(column))
            .map(|(_, scale)| math::ln(*scale))
            .sum()
    }

    fn of_kept(&self, all: &[f64]) -> Vec<f64> {
        let kept = self.kept.iter();
        kept.map(|&i| all.get(i).copied().unwrap_or(0.0)).collect()
    }

    /// The closed form n₁·ln(n₁/n) + n₀·ln(n₀/n).
    fn null_log_likelihood(&self) -> f64 {
        let classes = self.facts.class_weight.iter().zip(&self.class_factors);
        classes
            .map(|(own, factor)| own * factor * math::ln(own * factor / self.total))
            .sum()
    }

    /// Once, on the first Gram matrix, which is a multiple of that of the features: features that say nothing new.
    fn check_rank(&mut self, sums: &Sums) -> Result<()> {
        if self.has_ridge() {
            return Ok(());
        }
        let gram = sums.gram.of(&self.kept);
        let mut dependent = Cholesky::new(&gram, ALIASED)
            .aliased()
            .iter()
            .filter_map(|&i| self.kept.get(i).copied())
            .collect::<Vec<_>>();
        self.kept.retain(|column| !dependent.contains(column));
        self.aliased.append(&mut dependent);
        self.aliased.sort_unstable();
        if self.aliased.is_empty() || self.fitter.on_aliased == OnAliased::Drop {
            return Ok(());
        }
        let name = |&column: &usize| self.names.get(column.checked_sub(1)?).cloned();
        Err(Error::Aliased {
            features: self.aliased.iter().filter_map(name).collect(),
        })
    }

    fn check_margins(&self, sums: &Sums) -> Result<()> {
        match (sums.margins.and_then(separation::proved), &self.base) {
            (Some(complete), Some(base)) => {
                Err(separation::error(complete, &base.step, &self.names))
            }
            _ => Ok(()),
        }
    }

    fn measure(&self, coefficients: Vec<f64>, sums: &Sums) -> Measured {
        let ridge = self.of_kept(&self.ridge);
        let own = self.of_kept(&coefficients);
        let information = sums.gram.of(&self.kept);
        let mut hessian = information.clone();
        let slope = self.of_kept(&sums.gradient);
        let mut gradient = slope.clone();
        let mut penalty = 0.0;
        for (i, (g, (ridge, b))) in gradient.iter_mut().zip(ridge.iter().zip(&own)).enumerate() {
            *g -= ridge * b;
            hessian.set(i, i, hessian.at(i, i) + ridge);
            penalty += 0.5 * ridge * b * b;
        }
        let hessian = factored(hessian);
        let mut objective = sums.log_likelihood - penalty;
        if self.fitter.penalty == Penalty::Firth {
            objective += 0.5 * hessian.ln_determinant();
        }
        Measured {
            coefficients,
            log_likelihood: sums.log_likelihood,
            slope,
            objective,
            gradient,
            information,
            hessian,
        }
    }

    /// Whether the last step brought less than it must, beyond rounding.
    fn too_low(&self, here: &Measured) -> bool {
        let Some(base) = &self.base else {
            return false;
        };
        let rise = here.objective - base.objective;
        if rise >= RISE * self.length * base.decrement {
            return false;
        }
        if self.polished && self.is_flat(&here.gradient) {
            return false; // at the optimum already: rises are rounding
        }
        // Of the logarithms, and of the log-odds they are of.
        let logits = self.total * self.reached(&here.coefficients);
        let rounding = 16.0 * f64::EPSILON * base.objective.abs().max(logits).max(1.0);
        let flat = rise.abs() <= rounding;
        let gradient: f64 = here.gradient.iter().map(|g| g.abs()).sum();
        let steeper = gradient > base.gradient && !self.is_flat(&here.gradient);
        !flat || (steeper && self.fitter.penalty != Penalty::Firth)
    }

    fn is_flat(&self, gradient: &[f64]) -> bool {
        largest(gradient) / self.total <= self.fitter.tolerance
    }

    /// Half the step from the last point accepted.
    fn shorten(&mut self, here: &Measured) -> Result<()> {
        self.length /= 2.0;
        self.halved = self.halved.saturating_add(1);
        self.convergence.step_halvings = self.convergence.step_halvings.saturating_add(1);
        if self.halved > HALVINGS {
            self.convergence.gradient = largest(&here.gradient) / self.total;
            return Err(self.not_converged());
        }
        self.point = self.base.as_ref().map(|base| {
            let coefficients = along(&base.coefficients, &base.step, self.length);
            self.at(&coefficients, Task::Newton)
        });
        Ok(())
    }

    /// Ends here, or goes on by a whole step.
    fn step(&mut self, here: Measured) -> Result<()> {
        let firth = self.fitter.penalty == Penalty::Firth;
        let mut step = here.hessian.solve(&here.gradient);
        let longest = largest(&step);
        if firth && longest > FIRTH_STEP {
            for s in &mut step {
                *s *= FIRTH_STEP / longest;
            }
        }
        let decrement: f64 = step.iter().zip(&here.gradient).map(|(s, g)| s * g).sum();
        let decrement = decrement.max(0.0);
        self.convergence.gradient = largest(&here.gradient) / self.total;
        self.convergence.decrement = decrement;
        self.convergence.iterations = self.convergence.iterations.saturating_add(1);
        let small: f64 = step.iter().map(|s| s.abs()).sum();
        let own = step;
        let step = wide(&own, &self.kept, here.coefficients.len());

        let near = self.is_flat(&here.gradient)
            && decrement / (2.0 * self.total) <= self.fitter.tolerance
            && (!self.fitter.is_unpenalised() || self.cannot_separate(&step));
        if near && (small <= LAST_STEP || (self.polished && !firth)) {
            // The step is free: its Hessian is known, and so is what it brings to second order.
            let rise = along_quadratic(&here.slope, &here.information, &own);
            self.done = Some(Done {
                coefficients: along(&here.coefficients, &step, 1.0),
                log_likelihood: (here.log_likelihood + rise).min(0.0),
                objective: here.objective + decrement / 2.0,
                information: here.information,
                hessian: here.hessian,
            });
            return Ok(());
        }
        self.polished |= near;
        if self.convergence.iterations > self.fitter.max_iterations {
            return Err(self.not_converged());
        }
        let slow = |base: &Base| self.length >= 1.0 && decrement > SLOW * base.decrement;
        if self.base.as_ref().is_some_and(slow) {
            self.slow = self.slow.saturating_add(1);
        }
        let task = if self.slow >= 2 && self.fitter.is_unpenalised() {
            Task::Margins(step.clone().into())
        } else {
            Task::Newton
        };
        self.length = 1.0;
        self.halved = 0;
        self.point = Some(self.at(&along(&here.coefficients, &step, 1.0), task));
        self.base = Some(Base {
            gradient: here.gradient.iter().map(|g| g.abs()).sum(),
            coefficients: here.coefficients,
            objective: here.objective,
            decrement,
            step,
        });
        Ok(())
    }

    /// A proof that the data do not separate, from the size of a Newton step alone.
    ///
    /// Were there a separating direction v, s·xᵀv ≥ 0 for all, then from H·δ = g
    /// Σ (1 − p̃)·(s·xᵀv)·(p̃·s·xᵀδ − 1) = 0, p̃ the probability of the outcome seen. All but the last
    /// factor are at least 0, so somebody's margin along the step is at least 1/p̃ ≥ 1. Where no
    /// margin can reach 1, there is no such v.
    fn cannot_separate(&self, step: &[f64]) -> bool {
        self.reached(step) < 0.5
    }

    /// No customer's log-odds by these coefficients are further from 0.
    fn reached(&self, coefficients: &[f64]) -> f64 {
        let reach = core::iter::once(1.0).chain(self.facts.reach());
        let parts = coefficients.iter().zip(reach);
        parts
            .filter(|(b, _)| b.abs() > 0.0)
            .map(|(b, reach)| b.abs() * reach)
            .sum()
    }

    fn widened(&self, packed: &[f64]) -> Vec<f64> {
        let order = self.names.len().saturating_add(1);
        widened(packed, &self.kept, order)
    }

    const fn not_converged(&self) -> Error {
        Error::NotConverged {
            what: "the churn model",
            iterations: self.fitter.max_iterations,
            gradient: self.convergence.gradient,
        }
    }
}
