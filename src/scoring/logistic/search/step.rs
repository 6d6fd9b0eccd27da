//! The steps of a search: where the next pass is to be, and when to end.

use super::super::fitter::Penalty;
use super::super::sums::Sums;
use super::super::vectors::{along, along_quadratic, widened};
use super::super::{OnAliased, Task, separation};
use super::{Base, Done, LogisticSearch, Measured};
use crate::numeric::cholesky::Cholesky;
use crate::numeric::newton::{Damping, largest};
use crate::{Error, Result};

/// 1 − R² on the columns before, below which a column says nothing of its own.
const ALIASED: f64 = 1e-10;
/// A step must bring this share of the expected rise, or is halved, and not more often than this.
pub(super) const DAMPING: Damping = Damping::new(1.0 / 2048.0, 30);
/// A step that changes no standardised coefficient by more than this is the last.
const LAST_STEP: f64 = 1e-10;
/// Decrements of a converging search fall faster than by this factor; of a separated one, by 1/e.
const SLOW: f64 = 0.3;
/// The longest step with Firth's penalty, as in logistf.
const FIRTH_STEP: f64 = 5.0;

impl LogisticSearch {
    /// Once, on the first Gram matrix, which is a multiple of that of the features: features that say nothing new.
    ///
    /// A ridge tells them apart, and is content with constants; not one so small that nothing is left of it.
    pub(super) fn check_rank(&mut self, sums: &Sums) -> Result<()> {
        let ridge = self.has_ridge();
        let mut gram = sums.gram.of(&self.kept);
        for (i, penalty) in self.of_kept(&self.ridge).iter().enumerate() {
            gram.set(i, i, gram.at(i, i) + penalty);
        }
        let mut dependent = Cholesky::new(&gram, ALIASED)
            .aliased()
            .iter()
            .filter_map(|&i| self.kept.get(i).copied())
            .collect::<Vec<_>>();
        self.kept.retain(|column| !dependent.contains(column));
        if ridge && dependent.is_empty() {
            return Ok(());
        }
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

    pub(super) fn check_margins(&self, sums: &Sums) -> Result<()> {
        match (sums.margins.and_then(separation::proved), &self.base) {
            (Some(complete), Some(base)) => {
                Err(separation::error(complete, &base.step, &self.names))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn measure(&self, coefficients: Vec<f64>, sums: &Sums) -> Measured {
        let ridge = self.of_kept(&self.ridge);
        let own = self.of_kept(&coefficients);
        let information = sums.gram.of(&self.kept);
        let slope = self.of_kept(&sums.gradient);
        let mut gradient = slope.clone();
        let mut penalty = 0.0;
        for (g, (ridge, b)) in gradient.iter_mut().zip(ridge.iter().zip(&own)) {
            *g -= ridge * b;
            penalty += 0.5 * ridge * b * b;
        }
        let hessian = self.penalised(&information);
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
            augmented: None,
        }
    }

    /// Whether the last step brought less than it must, beyond rounding.
    pub(super) fn too_low(&self, here: &Measured) -> bool {
        let Some(base) = &self.base else {
            return false;
        };
        let rise = here.objective - base.objective;
        if rise >= self.damping.wanted(base.decrement) {
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
    pub(super) fn shorten(&mut self, here: &Measured) -> Result<()> {
        self.convergence.step_halvings = self.convergence.step_halvings.saturating_add(1);
        if !self.damping.halve() {
            self.convergence.gradient = largest(&here.gradient) / self.total;
            return Err(self.not_converged());
        }
        self.point = self.base.as_ref().map(|base| {
            let coefficients = along(&base.coefficients, &base.step, self.damping.length);
            self.at(&coefficients, Task::Newton)
        });
        Ok(())
    }

    /// Ends here, or goes on by a whole step.
    pub(super) fn step(&mut self, here: Measured) -> Result<()> {
        let firth = self.fitter.penalty == Penalty::Firth;
        let curvature = here.augmented.as_ref().unwrap_or(&here.hessian);
        let mut step = curvature.solve(&here.gradient);
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
        let step = widened(&own, &self.kept, here.coefficients.len());

        let near = self.is_flat(&here.gradient)
            && decrement / (2.0 * self.total) <= self.fitter.tolerance
            && (firth || self.cannot_separate(&step));
        // Once more from where it is near; longer where that was not near yet, and no longer than it helps.
        let stalled = (self.base.as_ref()).is_some_and(|base| decrement > 0.5 * base.decrement);
        let settled = stalled || self.reached(&step) <= 0.1 * self.fitter.tolerance.sqrt();
        if near && (small <= LAST_STEP || (self.polished && !firth && settled)) {
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
        let slow = |base: &Base| self.damping.length >= 1.0 && decrement > SLOW * base.decrement;
        if self.base.as_ref().is_some_and(slow) {
            self.slow = self.slow.saturating_add(1);
        }
        let task = if self.slow >= 2 && self.fitter.is_unpenalised() {
            Task::Margins(step.clone().into())
        } else {
            Task::Newton
        };
        self.damping = DAMPING;
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
    /// Nor is a fit with a ridge at its optimum before its steps are that small.
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
}
