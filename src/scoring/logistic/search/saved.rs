//! The saved form of a [`LogisticSearch`]: what it began with, and how far it is.

#![allow(
    clippy::type_complexity,
    reason = "the shape of what is saved, read once"
)]

use super::{Base, Done, LogisticSearch, Measured};
use crate::numeric::cholesky::Symmetric;
use crate::scoring::logistic::sums::Facts;
use crate::scoring::logistic::{LogisticFitter, NewtonPoint, fitter::Penalty};
use crate::{Error, Result};

saved! {
    impl{} for LogisticSearch as "logistic search", 1;
    |search| {
        fitter,
        facts,
        kept,
        point,
        base,
        waiting = search.waiting.as_ref().map(|at| {
            let Measured { coefficients, slope, gradient, information, .. } = at;
            (coefficients, at.log_likelihood, slope, at.objective, gradient, information)
        }),
        length = search.damping.length,
        slow,
        polished,
        convergence,
        done = search.done.as_ref().map(|end| {
            (&end.coefficients, end.log_likelihood, end.objective, &end.information)
        }),
    };
    read {
        let (fitter, facts): (LogisticFitter, Facts) = (fitter, facts);
        let point: Option<NewtonPoint> = point;
        let waiting: Option<(Vec<f64>, f64, Vec<f64>, f64, Vec<f64>, Symmetric)> = waiting;
        let done: Option<(Vec<f64>, f64, f64, Symmetric)> = done;

        let mut search = Self::start(fitter, facts)?;
        search.keep(kept)?;
        search.waiting = waiting.map(|at| {
            let (coefficients, log_likelihood, slope, objective, gradient, information) = at;
            let hessian = search.penalised(&information);
            let augmented = None;
            Measured {
                coefficients,
                log_likelihood,
                slope,
                objective,
                gradient,
                information,
                hessian,
                augmented,
            }
        });
        search.done = done.map(|end| {
            let (coefficients, log_likelihood, objective, information) = end;
            let hessian = search.penalised(&information);
            Done { coefficients, log_likelihood, objective, information, hessian }
        });
        search.point = point;
        search.base = base;
        while search.damping.length > length && search.damping.halve() {}
        search.slow = slow;
        search.polished = polished;
        search.convergence = convergence;
        if search.is_possible() && search.damping.length <= length {
            Ok(search)
        } else {
            Err(IMPOSSIBLE)
        }
    }
}

const IMPOSSIBLE: Error = Error::Malformed {
    what: "search of a fit",
    expected: "a state that a search can reach",
};

impl LogisticSearch {
    /// Leaves out the columns that are linear combinations of others.
    fn keep(&mut self, kept: Vec<usize>) -> Result<()> {
        let known = kept.iter().all(|column| self.kept.contains(column));
        if !(known && kept.first() == Some(&0) && kept.is_sorted_by(|a, b| a < b)) {
            return Err(IMPOSSIBLE);
        }
        let left_out = self.kept.iter().filter(|column| !kept.contains(column));
        self.aliased.extend(left_out);
        self.aliased.sort_unstable();
        self.kept = kept;
        Ok(())
    }

    /// Whether the sizes fit together, and only one thing is to be done next.
    fn is_possible(&self) -> bool {
        let (order, kept) = (self.names.len().saturating_add(1), self.kept.len());
        let point = self.point.as_ref().is_none_or(|point| {
            same(&point.centres, &self.standard.centres)
                && same(&point.scales, &self.standard.scales)
                && same(&point.class_weights, &self.class_weights)
        });
        let base = self.base.as_ref().is_none_or(|base| {
            base.coefficients.len() == order && base.step.len() == order && base.decrement >= 0.0
        });
        let waiting = self.waiting.as_ref().is_none_or(|at| {
            self.fitter.penalty == Penalty::Firth
                && self.point.is_some()
                && at.coefficients.len() == order
                && [at.slope.len(), at.gradient.len(), at.information.order()] == [kept; 3]
        });
        let done = self.done.as_ref().is_none_or(|end| {
            self.point.is_none()
                && end.coefficients.len() == order
                && end.information.order() == kept
                && end.log_likelihood <= 0.0
        });
        point && base && waiting && done
    }
}

saved! {
    impl{} for Base as plain;
    |base| { coefficients, objective, gradient, decrement, step }
}

saved! {
    impl{} for Facts as plain;
    |facts| { class_totals, means: Vec<f64>, deviations: Vec<f64>, ranges: Vec<[[f64; 2]; 2]> };
    read {
        let even = [deviations.len(), ranges.len()] == [means.len(); 2];
        let rising = ranges.iter().flatten().all(|[low, high]| low <= high);
        if even && rising && deviations.iter().all(|deviation| *deviation >= 0.0) {
            Ok(Self { class_totals, means, deviations, ranges })
        } else {
            Err(IMPOSSIBLE)
        }
    }
}

/// Whether two lists of numbers have the same bits.
fn same(left: &[f64], right: &[f64]) -> bool {
    left.iter()
        .map(|x| x.to_bits())
        .eq(right.iter().map(|x| x.to_bits()))
}
