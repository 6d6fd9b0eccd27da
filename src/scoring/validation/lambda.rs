//! [`LambdaPath`] and [`LambdaLoss`].

use core::borrow::Borrow;
use core::fmt;

use super::Folds;
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::scoring::evaluation::loss_of_logit;
use crate::{Error, Result};

/// How well a penalty λ does on customers the model has not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LambdaLoss {
    lambda: f64,
    mean: f64,
    standard_error: f64,
}

impl LambdaLoss {
    /// The penalty.
    #[must_use]
    pub const fn lambda(self) -> f64 {
        self.lambda
    }

    /// The mean log loss of customers not seen; lower is better, and 0 would be foresight.
    #[must_use]
    pub const fn log_loss(self) -> f64 {
        self.mean
    }

    /// How far off that mean may be: its standard error.
    #[must_use]
    pub const fn standard_error(self) -> f64 {
        self.standard_error
    }
}

/// The log loss and its standard error.
impl fmt::Display for LambdaLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "λ = {}: log loss {:.4} ± {:.4}",
            self.lambda, self.mean, self.standard_error
        )
    }
}

/// Which ridge penalty? The log loss of several, on customers the models had not seen.
///
/// λ shrinks the coefficients: more of it is safer on few customers or on features that say much the
/// same, and blurs real effects on many. Cross-validation tries each and looks.
///
/// # Formula
///
/// ```text
/// mean(λ) = Σ_f n_f · m_f(λ) / Σ_f n_f        m_f = mean log loss of the n_f customers judged in fold f
/// se(λ)² = Σ_f n_f · (m_f − mean)² / Σ_f n_f / (k − 1)
/// log loss of a customer with log-odds η = ln(1 + e^(−η)) if churned, else ln(1 + e^η)
/// ```
/// where k is the number of folds of one repeat: repeats are no further customers. Taken from the
/// log-odds, the loss is finite however sure a model is.
///
/// # References
///
/// Friedman, Hastie and Tibshirani (2010), *Regularization Paths for Generalized Linear Models via
/// Coordinate Descent*, J. Stat. Softw. 33(1); the one-standard-error rule: Breiman, Friedman, Olshen and Stone
/// (1984), *Classification and Regression Trees*, section 3.4.3.
#[doc(alias = "cv.glmnet")]
#[doc(alias = "LogisticRegressionCV")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct LambdaPath {
    /// By λ, ascending; never empty.
    losses: Box<[LambdaLoss]>,
    best: LambdaLoss,
    simplest: LambdaLoss,
}

impl LambdaPath {
    /// Fits with each λ to each fold and judges on the customers it has not seen.
    ///
    /// `fit` is given λ and the row numbers to fit to, `log_odds` the model and the row number of a customer
    /// to judge on. All λ are judged on the same folds.
    ///
    /// # Examples
    ///
    /// A churn rate shrunk towards one half by λ customers who never were:
    ///
    /// ```
    /// use tenure::scoring::validation::{Folds, LambdaPath};
    ///
    /// let churned = [true, false, false, false, true, false, false, false];
    /// let folds = Folds::stratified(churned, 2, 1)?;
    /// let path = LambdaPath::choose(
    ///     &folds,
    ///     churned,
    ///     [0.0, 2.0, 8.0],
    ///     |lambda, train| {
    ///         let k = train.iter().filter(|&&row| churned[row]).count() as f64;
    ///         Ok::<_, tenure::Error>((k + lambda / 2.0) / (train.len() as f64 + lambda))
    ///     },
    ///     |rate: &f64, _row| Ok((rate / (1.0 - rate)).ln()),
    /// )?;
    /// assert_eq!(path.best().lambda(), 0.0); // both halves churn alike: nothing to gain by shrinking
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first error of `fit` or `log_odds`; [`Error::NotEnoughData`] without a λ or with a single
    /// fold, which has no standard error; [`Error::Item`] with the index of a λ that is negative, not finite or there
    /// twice; [`Error::LengthMismatch`] for labels of another number of customers;
    /// [`Error::NotFinite`] within [`Error::Item`] for log-odds that are not finite, with the row number of
    /// the customer; [`Error::Diverges`] where they are so large that their mean has no `f64`.
    ///
    /// # Complexity
    ///
    /// As many fits as folds times λs.
    pub fn choose<M, E: From<Error>>(
        folds: &Folds,
        churned: impl IntoIterator<Item: Borrow<bool>>,
        lambdas: impl IntoIterator<Item = f64>,
        mut fit: impl FnMut(f64, &[usize]) -> Result<M, E>,
        mut log_odds: impl FnMut(&M, usize) -> Result<f64, E>,
    ) -> Result<Self, E> {
        let lambdas = checked(lambdas)?;
        let churned: Vec<bool> = churned.into_iter().map(|label| *label.borrow()).collect();
        if churned.len() != folds.rows() {
            return Err(Error::LengthMismatch {
                what: "customers of the folds and labels",
                left: folds.rows(),
                right: churned.len(),
            }
            .into());
        }
        let needed = folds.repeats().saturating_mul(2);
        if folds.splits().len() < needed {
            return Err(Error::NotEnoughData {
                what: "choosing λ, in folds,",
                needed: needed as u64,
                got: folds.splits().len() as u64,
            }
            .into());
        }
        let mut losses = Vec::with_capacity(lambdas.len());
        for lambda in lambdas {
            let scores = folds.out_of_fold(|train| fit(lambda, train), &mut log_odds)?;
            let mut of_folds = Vec::with_capacity(folds.splits().len());
            for fold in scores.by_fold() {
                let customers = fold.len();
                let mut sum = SumAcc::default();
                for (row, &log_odds) in fold {
                    let log_odds = crate::error::finite("log-odds of churn", log_odds)
                        .map_err(|error| error.at(row))?;
                    let _finite = sum.add(loss_of_logit(log_odds, churned.get(row) == Some(&true)));
                }
                of_folds.push((customers, sum));
            }
            losses.push(summed(lambda, &of_folds, folds)?);
        }
        Ok(Self::of(losses)?)
    }

    /// Each λ, ascending, and how it did.
    #[must_use]
    pub const fn losses(&self) -> &[LambdaLoss] {
        &self.losses
    }

    /// The λ with the least mean log loss; of several, the largest.
    #[must_use]
    pub const fn best(&self) -> LambdaLoss {
        self.best
    }

    /// The largest λ whose mean log loss is within one standard error of the best: what the data cannot tell
    /// from it, and safest. The usual choice.
    #[doc(alias = "lambda.1se")]
    #[must_use]
    pub const fn simplest(&self) -> LambdaLoss {
        self.simplest
    }

    /// Losses by λ, ascending.
    fn of(losses: Vec<LambdaLoss>) -> Result<Self> {
        let best = losses.iter().copied().reduce(
            |best, one| {
                if one.mean <= best.mean { one } else { best }
            },
        );
        let best = best.ok_or(NO_LAMBDA)?;
        let within = best.mean + best.standard_error;
        let simplest = losses.iter().rev().copied().find(|one| one.mean <= within);
        Ok(Self {
            losses: losses.into(),
            best,
            simplest: simplest.unwrap_or(best),
        })
    }
}

/// A line for each λ, the best and the simplest marked.
impl fmt::Display for LambdaPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, loss) in self.losses.iter().enumerate() {
            if place > 0 {
                writeln!(f)?;
            }
            write!(f, "{loss}")?;
            let is = |other: LambdaLoss| loss.lambda.total_cmp(&other.lambda).is_eq();
            match (is(self.best), is(self.simplest)) {
                (true, true) => write!(f, " (best, and simplest within one standard error)")?,
                (true, false) => write!(f, " (best)")?,
                (false, true) => write!(f, " (simplest within one standard error)")?,
                (false, false) => {}
            }
        }
        Ok(())
    }
}

const NO_LAMBDA: Error = Error::NotEnoughData {
    what: "choosing λ, in values to try,",
    needed: 1,
    got: 0,
};

/// Ascending, each once.
fn checked(lambdas: impl IntoIterator<Item = f64>) -> Result<Vec<f64>> {
    let mut checked = Vec::new();
    for (index, lambda) in lambdas.into_iter().enumerate() {
        if !(lambda.is_finite() && lambda >= 0.0) {
            return Err(Error::bad_number("λ", "at least 0", lambda).at(index));
        }
        let lambda = lambda + 0.0;
        if checked
            .iter()
            .any(|other: &f64| other.total_cmp(&lambda).is_eq())
        {
            return Err(Error::Duplicate { what: "λ" }.at(index));
        }
        checked.push(lambda);
    }
    checked.sort_unstable_by(f64::total_cmp);
    if checked.is_empty() {
        return Err(NO_LAMBDA);
    }
    Ok(checked)
}

fn summed(lambda: f64, of_folds: &[(usize, SumAcc)], folds: &Folds) -> Result<LambdaLoss> {
    let too_large = Error::Diverges {
        what: "mean log loss",
        because: "log-odds that large are no odds of this world",
    };
    let mut all = SumAcc::default();
    let mut customers = 0_usize;
    for (n, sum) in of_folds {
        all.merge(sum);
        customers = customers.saturating_add(*n);
    }
    let mean = all.to_f64().map(|sum| sum / customers as f64);
    let mean = mean.ok_or_else(|| too_large.clone())?;
    let mut squares = SumAcc::default();
    for (n, sum) in of_folds {
        let own = sum.to_f64().ok_or_else(|| too_large.clone())? / *n as f64;
        let off = own - mean;
        let square = *n as f64 * off * off;
        if !(square.is_finite() && squares.add(square)) {
            return Err(too_large);
        }
    }
    let k = of_folds.len().checked_div(folds.repeats()).unwrap_or(0);
    let square = squares.to_f64().ok_or(too_large)?;
    let standard_error = math::sqrt(square / customers as f64 / (k as f64 - 1.0));
    Ok(LambdaLoss {
        lambda,
        mean,
        standard_error,
    })
}
