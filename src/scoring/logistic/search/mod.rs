//! [`LogisticSearch`].

use super::fitter::{CLASS_WEIGHTS, ClassWeights, Penalty};
use super::sums::{self, Facts, Standard};
use super::vectors::{factored, widened_rows};
use super::{FeatureSummary, LogisticFitter, NewtonPass, NewtonPoint, Task, separation};
use crate::error::{CHURNED, STAYED};
use crate::numeric::cholesky::{Cholesky, Symmetric};
use crate::numeric::math;
use crate::numeric::newton::Damping;
use crate::stats::Convergence;
use crate::{Error, Result};

mod finish;
#[cfg(feature = "serde")]
mod saved;
mod step;

/// The largest total weight, so that figures computed from log-likelihoods stay finite.
const LARGEST: f64 = 1e303;

/// The smallest weight of a class, so that variances stay finite.
const SMALLEST: f64 = 1e-100;

/// Searches for the best coefficients without seeing the data, by asking for passes over them.
///
/// Every fit runs one of these, and so can you: make the passes where the data are, merge them, and
/// [`advance`](Self::advance). The result is the same to the bit.
///
/// # Examples
///
/// ```
/// use tenure::scoring::{FeatureSummary, LabelledRows, LogisticChurn};
///
/// let rows = LabelledRows::try_from_iter([
///     ([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true),
/// ])?;
/// let summary = FeatureSummary::try_from_view(rows.view())?;
/// let mut search = LogisticChurn::fitter().search(&summary)?;
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
    /// The class weights: stayed, churned.
    class_weights: [f64; 2],
    /// Σ of all weights.
    total: f64,
    /// The penalty on each standardised coefficient.
    ridge: Vec<f64>,
    /// The coefficients that are estimated; 0 is the intercept.
    kept: Vec<usize>,
    aliased: Vec<usize>,
    point: Option<NewtonPoint>,
    base: Option<Base>,
    /// An accepted point of a Firth fit whose gradient is to come.
    waiting: Option<Measured>,
    /// The part of the step of `base` that leads to the point.
    damping: Damping,
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

/// The objective and its derivatives at a point.
#[derive(Debug, Clone, PartialEq)]
struct Measured {
    coefficients: Vec<f64>,
    log_likelihood: f64,
    /// Its gradient, of the kept coefficients.
    slope: Vec<f64>,
    objective: f64,
    /// The gradient of the objective.
    gradient: Vec<f64>,
    /// The information matrix of the kept coefficients, without the ridge.
    information: Symmetric,
    hessian: Cholesky,
    /// The augmented information of Firth's penalised likelihood, which gives better steps.
    augmented: Option<Cholesky>,
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
        Self::start(fitter, sums::facts(summary)?)
    }

    /// At the intercept of the share of churners alone.
    fn start(fitter: LogisticFitter, facts: Facts) -> Result<Self> {
        let [stayed, churned] = facts.class_totals;
        for (of, weight) in [(CHURNED, churned), (STAYED, stayed)] {
            if weight <= 0.0 {
                return Err(Error::not_enough("a churn model", 1, of, 0));
            }
        }
        let names = fitter.named(facts.means.len())?;
        let alone = separation::by_ranges(&facts, &names);
        if let Some(error) = alone.filter(|_| fitter.is_unpenalised()) {
            return Err(error);
        }
        let class_weights = match fitter.class_weights {
            ClassWeights::Even => [1.0, 1.0],
            ClassWeights::Given(factors) => factors,
            ClassWeights::Balanced => facts
                .class_totals
                .map(|own| (stayed + churned) / (2.0 * own)),
        };
        let standard = Standard::new(&facts);
        let (mut kept, mut aliased) = (vec![0], Vec::new());
        for (feature, constant) in (1..).zip(facts.constant()) {
            if constant { &mut aliased } else { &mut kept }.push(feature);
        }
        let ridge = fitter.penalties(&standard);
        let [stayed, churned] = [stayed * class_weights[0], churned * class_weights[1]];
        if !ridge.iter().all(|penalty| penalty.is_finite()) {
            return Err(Error::Diverges {
                what: "the ridge penalty",
                because: "λ is too large for features this small",
            });
        }
        let null = math::ln(churned / stayed);
        let balanced = class_weights.iter().all(|w| CLASS_WEIGHTS.contains(w));
        if !null.is_finite()
            || !balanced
            || stayed.min(churned) < SMALLEST
            || stayed + churned > LARGEST
        {
            return Err(Error::Diverges {
                what: "the weight of those who churned against that of those who stayed",
                because: "weights are too large, too small, or too far apart",
            });
        }
        let mut start = vec![0.0; names.len().saturating_add(1)];
        if let Some(intercept) = start.first_mut() {
            *intercept = null;
        }
        let point = sums::point(&standard, &start, class_weights, Task::Newton);
        Ok(Self {
            fitter,
            names,
            facts,
            standard,
            class_weights,
            total: stayed + churned,
            ridge,
            kept,
            aliased,
            point: Some(point),
            base: None,
            waiting: None,
            damping: step::DAMPING,
            slow: 0,
            polished: false,
            convergence: Convergence::default(),
            done: None,
        })
    }

    /// Returns the point of the next pass; `None` when the search has ended.
    #[must_use]
    pub const fn point(&self) -> Option<&NewtonPoint> {
        self.point.as_ref()
    }

    /// Takes the pass at [`point`](Self::point) over *all* customers, and moves on.
    ///
    /// # Errors
    ///
    /// [`Error::Aliased`], [`Error::Separated`], [`Error::NotConverged`];
    /// [`Error::Malformed`] for a pass made at another point. After an error the search is over.
    pub fn advance(&mut self, pass: &NewtonPass) -> Result<()> {
        let Some(point) = self.point.take() else {
            return Ok(());
        };
        let coefficients = sums::coefficients(&point).to_vec();
        let sums = sums::sums(pass, &point)?;
        self.convergence.passes = self.convergence.passes.saturating_add(1);
        if let Some(mut waiting) = self.waiting.take() {
            waiting.gradient = self.of_kept(&sums.gradient);
            waiting.augmented = Some(factored(sums.gram.of(&self.kept)));
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
            let factor = self.widened_rows(&measured.hessian.inverse_factor());
            let task = Task::Leverages(factor.into());
            self.point = Some(self.at(&measured.coefficients, task));
            self.waiting = Some(measured);
            return Ok(());
        }
        self.step(measured)
    }
}

impl LogisticSearch {
    fn at(&self, coefficients: &[f64], task: Task) -> NewtonPoint {
        sums::point(&self.standard, coefficients, self.class_weights, task)
    }

    /// The factor of the information with the ridge on its diagonal.
    fn penalised(&self, information: &Symmetric) -> Cholesky {
        let mut hessian = information.clone();
        for (i, ridge) in self.of_kept(&self.ridge).iter().enumerate() {
            hessian.set(i, i, hessian.at(i, i) + ridge);
        }
        factored(hessian)
    }

    fn has_ridge(&self) -> bool {
        self.ridge.iter().any(|penalty| *penalty > 0.0)
    }

    fn of_kept(&self, all: &[f64]) -> Vec<f64> {
        let kept = self.kept.iter();
        kept.map(|&i| all.get(i).copied().unwrap_or(0.0)).collect()
    }

    fn widened_rows(&self, packed: &[f64]) -> Vec<f64> {
        let order = self.names.len().saturating_add(1);
        widened_rows(packed, &self.kept, order)
    }

    const fn not_converged(&self) -> Error {
        Error::NotConverged {
            what: "the churn model",
            iterations: self.fitter.max_iterations,
            gradient: self.convergence.gradient,
        }
    }
}
