//! One climb, from one start to its end.

use super::here::Here;
use super::{Maximum, Objective, Search};
use crate::clv::fitting::parameter;
use crate::numeric::math;
use crate::numeric::newton::{Damping, largest};
use crate::stats::Convergence;
use crate::{Error, Result};

/// No step is longer, in units of the logarithms.
const LONGEST: f64 = 2.0;

/// A step that short is followed by a last one, which is then its square: the floor of rounding.
const SHORT: f64 = 1e-6;

/// A step that long when nothing is left to be gained is one towards infinity.
const LONG: f64 = 0.25;

/// How a climb ended.
pub(super) struct End<const P: usize> {
    pub(super) outcome: Result<Maximum<P>>,
    /// The objective there; `None` if it was never known.
    value: Option<f64>,
    noise: f64,
    pub(super) convergence: Convergence,
}

impl<const P: usize> End<P> {
    /// The higher end counts; of equal ones that with a result.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let (Some(own), Some(others)) = (self.value, other.value) else {
            return self.value.is_some();
        };
        // A climb towards infinity stops short of it by some 10⁻⁷.
        let even = 1e-6 + self.noise.max(other.noise);
        match (&self.outcome, &other.outcome) {
            (Ok(_), Err(Error::NotConverged { .. })) => true,
            (Err(Error::NotConverged { .. }), Ok(_)) => false,
            (Ok(_), Err(_)) => own >= others - even,
            (Err(_), Ok(_)) => own > others + even,
            _ => own > others,
        }
    }
}

/// What to do at a point.
struct Step<const P: usize> {
    by: [f64; P],
    /// What the slope promises: gᵀ·step, the Newton decrement of a step that was not cut.
    decrement: f64,
    longest: f64,
}

/// The Newton step, uphill also where the surface is not concave, and never long.
fn step<const P: usize>(here: &Here<P>) -> Step<P> {
    let (mut by, mut decrement, widest) = ([0.0; P], 0.0, here.largest());
    for (value, vector) in &here.information {
        let slope = here.along(vector);
        // Both rounding: a flat direction, and no way to go.
        let flat = value.abs() <= 1e-13 * widest && slope.abs() * LONGEST <= here.noise;
        if slope == 0.0 || flat {
            continue;
        }
        let part = (slope / value.abs()).clamp(-LONGEST, LONGEST);
        decrement += slope * part;
        for (entry, v) in by.iter_mut().zip(vector) {
            *entry += part * v;
        }
    }
    let longest = largest(&by);
    let cut = (LONGEST / longest).min(1.0);
    Step {
        by: by.map(|part| part * cut),
        decrement: decrement * cut,
        longest: longest * cut,
    }
}

fn moved<const P: usize>(logs: &[f64; P], by: &[f64; P], length: f64) -> [f64; P] {
    let mut logs = *logs;
    for (log, part) in logs.iter_mut().zip(by) {
        *log += length * part;
    }
    logs
}

pub(super) fn climb<const P: usize>(
    objective: &impl Objective<P>,
    search: &Search<'_, P>,
    start: &[f64; P],
) -> End<P> {
    let mut climb = Climb {
        objective,
        search,
        convergence: Convergence::default(),
        value: None,
        noise: 0.0,
    };
    let outcome = climb.run(start.map(math::ln));
    End {
        outcome,
        value: climb.value,
        noise: climb.noise,
        convergence: climb.convergence,
    }
}

struct Climb<'a, const P: usize, O> {
    objective: &'a O,
    search: &'a Search<'a, P>,
    convergence: Convergence,
    value: Option<f64>,
    noise: f64,
}

impl<const P: usize, O: Objective<P>> Climb<'_, P, O> {
    fn look(&mut self, logs: [f64; P]) -> Option<Here<P>> {
        self.convergence.passes = self.convergence.passes.saturating_add(1);
        Here::at(logs, self.objective, self.search)
    }

    const fn not_converged(&self) -> Error {
        Error::NotConverged {
            what: self.search.what,
            iterations: self.convergence.iterations,
            gradient: self.convergence.gradient,
        }
    }

    fn run(&mut self, start: [f64; P]) -> Result<Maximum<P>> {
        let mut here = self.look(start).ok_or_else(|| self.not_converged())?;
        // The last step that promised less than rounding lets show.
        let mut last_blind = f64::INFINITY;
        let mut near = false;
        loop {
            (self.value, self.noise) = (Some(here.value), here.noise);
            let mut step = step(&here);
            let was_near = core::mem::take(&mut near);
            self.convergence.gradient = here.mean_gradient(self.search.observations);
            self.convergence.decrement = step.decrement;
            let largest = here.largest();
            let (smallest, vector) = here.smallest();
            let singular = smallest <= 1e-13 * largest;
            if step.decrement <= f64::max(1e-7, 1e-12 * largest) {
                if smallest < -1e-9 * largest && step.longest <= SHORT {
                    // A saddle: leave it.
                    step.by = vector.map(|part| 0.5 * part);
                } else if singular || step.longest > LONG {
                    let direction = if step.longest > LONG { step.by } else { vector };
                    return Err(self.at_infinity_or_flat(&here, &direction));
                } else if was_near {
                    return Ok(self.end(&here, &step));
                } else {
                    near = step.longest <= SHORT;
                }
            }
            if step.decrement <= here.noise && !singular && step.longest > 0.0 {
                if step.longest > 0.5 * last_blind {
                    return Ok(self.end(&here, &step));
                }
                last_blind = step.longest;
            }
            if self.convergence.iterations >= self.search.max_iterations {
                return Err(self.not_converged());
            }
            self.convergence.iterations = self.convergence.iterations.saturating_add(1);
            self.check_range(&here, &step)?;
            match self.advance(&here, &step) {
                Some(next) => here = next,
                // No way up that rounding would let show.
                None if step.decrement <= 1e-10 && !singular => return Ok(self.end(&here, &step)),
                // Up to where numbers end.
                None if self.look(moved(&here.logs, &step.by, 1.0)).is_none() => {
                    return Err(self.runs_off(&here, &step.by, 1.0));
                }
                None => return Err(self.not_converged()),
            }
        }
    }

    /// The step, shortened until it leads up; what cannot be told from rounding is forgiven.
    fn advance(&mut self, here: &Here<P>, step: &Step<P>) -> Option<Here<P>> {
        let mut damping = Damping::new(1e-4, 39);
        loop {
            let next = self.look(moved(&here.logs, &step.by, damping.length));
            let up = |next: &Here<P>| {
                let wanted = damping.wanted(step.decrement) - here.noise.max(next.noise);
                let flatter =
                    step.decrement <= 1e-4 && here.decrement_of(next) <= 0.25 * step.decrement;
                next.value - here.value >= wanted || flatter
            };
            if let Some(next) = next.filter(up) {
                return Some(next);
            }
            self.convergence.step_halvings = self.convergence.step_halvings.saturating_add(1);
            if !damping.halve() {
                return None;
            }
        }
    }

    /// Parameters beyond what is accepted have run off.
    fn check_range(&self, here: &Here<P>, step: &Step<P>) -> Result<()> {
        const FAR_OUT: f64 = 15.0;
        let next = moved(&here.logs, &step.by, 1.0);
        let off = next
            .iter()
            .position(|log| !parameter::RANGE.contains(&math::exp(*log)));
        let Some(off) = off else {
            return Ok(());
        };
        // The first of those that go there together: whichever crosses the line first is chance.
        let speed = step.by.get(off).map_or(0.0, |part| 0.7 * part.abs());
        let which = next
            .iter()
            .zip(&step.by)
            .position(|(log, part)| log.abs() >= FAR_OUT && part.abs() >= speed)
            .unwrap_or(off);
        let upwards = next.get(which).is_some_and(|log| *log > 0.0);
        Err((self.search.runaway)(which, upwards, &next.map(math::exp)))
    }

    /// Nothing is left to gain, but a direction is open: is it one that leads up for ever, or do all
    /// places along it fit alike?
    fn at_infinity_or_flat(&mut self, here: &Here<P>, direction: &[f64; P]) -> Error {
        const FAR: f64 = 6.0;
        let reach = FAR / largest(direction).max(f64::MIN_POSITIVE);
        // Whether it falls there, by more than rounding; what is no number is a fall.
        let falls = |end: Option<Here<P>>| {
            end.is_none_or(|end| {
                let tolerance = 10.0 * here.noise.max(end.noise);
                end.value - here.value < -tolerance
            })
        };
        let forward = self.look(moved(&here.logs, direction, reach));
        let back = self.look(moved(&here.logs, direction, -reach));
        let sign = match (falls(forward), falls(back)) {
            (false, true) => 1.0,
            (true, false) => -1.0,
            _ => {
                return Error::NotIdentified {
                    what: self.search.what,
                    because: self.search.flat,
                };
            }
        };
        self.runs_off(here, direction, sign)
    }

    /// What runs off along a direction: the first of those that go about as far as the furthest.
    fn runs_off(&self, here: &Here<P>, direction: &[f64; P], sign: f64) -> Error {
        let furthest = largest(direction);
        let which = direction
            .iter()
            .position(|part| part.abs() >= 0.7 * furthest)
            .unwrap_or(0);
        let upwards = direction.get(which).is_some_and(|part| part * sign > 0.0);
        (self.search.runaway)(which, upwards, &here.logs.map(math::exp))
    }

    /// The maximum, one last step from here.
    fn end(&self, here: &Here<P>, step: &Step<P>) -> Maximum<P> {
        let logs = if step.longest <= SHORT {
            moved(&here.logs, &step.by, 1.0)
        } else {
            here.logs
        };
        let (smallest, _) = here.smallest();
        Maximum {
            parameters: logs.map(math::exp),
            log_likelihood: here.log_likelihood,
            covariance: here.covariance(),
            condition_number: here.largest() / smallest,
            convergence: self.convergence,
            penalised: self.search.pulls.iter().any(|pull| pull.weight > 0.0),
        }
    }
}
