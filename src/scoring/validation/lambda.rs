//! [`LambdaPath`] and [`LambdaLoss`].

use core::borrow::Borrow;
use core::fmt;

use super::Folds;
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::scoring::evaluation::loss_of_logit;
use crate::scoring::{LabelledView, LogisticFitter};
use crate::{Error, Result};

/// Holds the log loss of one penalty λ on customers the model has not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LambdaLoss {
    lambda: f64,
    mean: f64,
    standard_error: f64,
}

impl LambdaLoss {
    /// Returns the penalty.
    #[must_use]
    pub const fn lambda(self) -> f64 {
        self.lambda
    }

    /// Returns the mean log loss of customers the model has not seen; lower is better, 0 is
    /// perfect.
    #[must_use]
    pub const fn log_loss(self) -> f64 {
        self.mean
    }

    /// Returns the standard error of the mean log loss.
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

/// Compares ridge penalties by their log loss on customers the models have not seen.
///
/// λ shrinks the coefficients: a large λ is safer with few customers or correlated features, and hides
/// real effects with many. Cross-validation tries each.
///
/// # Formula
///
/// ```text
/// mean(λ) = Σ_f n_f · m_f(λ) / Σ_f n_f
/// se(λ)² = Σ_f n_f · (m_f − mean)² / Σ_f n_f / (k − 1)
/// log loss of a customer with log-odds η = ln(1 + e^(−η)) if churned, else ln(1 + e^η)
/// ```
/// where `m_f` is the mean log loss of the `n_f` customers judged in fold f (with weights, `n_f` is their sum)
/// and k is the number of folds of one repeat, as repeats add no customers. Computed from log-odds, the
/// loss is finite for any of them.
///
/// # References
///
/// Friedman, Hastie and Tibshirani (2010), *Regularization Paths for Generalized Linear Models via
/// Coordinate Descent*, J. Stat. Softw. 33(1); the one-standard-error rule: Breiman, Friedman, Olshen and Stone
/// (1984), *Classification and Regression Trees*, section 3.4.3.
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
    /// A churn rate shrunk towards one half by λ invented customers:
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
    /// assert_eq!(path.best().lambda(), 0.0); // both halves have the same churn rate
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
        let churned: Vec<bool> = churned.into_iter().map(|label| *label.borrow()).collect();
        Self::weighted(folds, &churned, None, lambdas, &mut fit, &mut log_odds)
    }

    /// Tries ridge penalties with the options of a fitter, and judges each on customers not fitted
    /// to.
    ///
    /// λ is that of [`LogisticFitter::ridge`], on standardised coefficients; another penalty among the
    /// options is replaced. Weights count in the fit and in the loss.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::validation::{Folds, LambdaPath};
    /// use tenure::scoring::{LabelledRows, LogisticChurn};
    ///
    /// let rows = (0..60)
    ///     .map(|i| ([f64::from(i % 7), f64::from(i % 3)], i % 7 > 3 || i % 11 == 0));
    /// let customers = LabelledRows::try_from_iter(rows)?;
    /// let folds = Folds::stratified(customers.view().churned(), 5, 1)?;
    ///
    /// let fitter = LogisticChurn::fitter().features(["tickets", "contacts"]);
    /// let path = LambdaPath::ridge(&fitter, customers.view(), &folds, [0.1, 1.0, 10.0, 100.0])?;
    /// let fit = fitter.ridge(path.simplest().lambda()).fit_view(customers.view())?;
    /// assert!(path.simplest().lambda() >= path.best().lambda());
    /// # assert_eq!(fit.observations(), 60.0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`choose`](Self::choose), and what the fitter refuses: with λ = 0 also separation.
    ///
    /// # Complexity
    ///
    /// As many fits as folds times λs, on a copy of the rows of each.
    pub fn ridge(
        fitter: &LogisticFitter,
        view: LabelledView<'_>,
        folds: &Folds,
        lambdas: impl IntoIterator<Item = f64>,
    ) -> Result<Self> {
        let features = view.features();
        Self::weighted(
            folds,
            view.churned(),
            view.weights(),
            lambdas,
            &mut |lambda, train: &[usize]| {
                let rows = view.select(train)?;
                let fit = fitter.clone().ridge(lambda).fit_view(rows.view())?;
                Ok(fit.into_model())
            },
            // A row of the folds is one of the view: their numbers were compared.
            &mut |model, row| model.logit(features.row(row)),
        )
    }

    fn weighted<M, E: From<Error>>(
        folds: &Folds,
        churned: &[bool],
        weights: Option<&[f64]>,
        lambdas: impl IntoIterator<Item = f64>,
        fit: &mut impl FnMut(f64, &[usize]) -> Result<M, E>,
        mut log_odds: &mut impl FnMut(&M, usize) -> Result<f64, E>,
    ) -> Result<Self, E> {
        let lambdas = checked(lambdas)?;
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
            return Err(Error::not_enough(
                "choosing λ",
                needed as u64,
                ["fold", "folds"],
                folds.splits().len() as u64,
            )
            .into());
        }
        let mut losses = Vec::with_capacity(lambdas.len());
        for lambda in lambdas {
            let scores = folds.out_of_fold(|train| fit(lambda, train), &mut log_odds)?;
            let mut of_folds = Vec::with_capacity(folds.splits().len());
            for fold in scores.by_fold() {
                let (mut customers, mut total) = (SumAcc::default(), SumAcc::default());
                for (row, &log_odds) in fold {
                    let log_odds = crate::error::finite("log-odds of churn", log_odds)
                        .map_err(|error| error.at(row))?;
                    let weight = weights.and_then(|all| all.get(row)).copied().unwrap_or(1.0);
                    let loss = loss_of_logit(log_odds, churned.get(row) == Some(&true));
                    if !(customers.add(weight) && total.add(weight * loss)) {
                        return Err(TOO_LARGE.into());
                    }
                }
                of_folds.push((customers, total));
            }
            losses.push(summed(lambda, &of_folds, folds)?);
        }
        Ok(Self::of(losses)?)
    }

    /// Returns the loss of each λ, in ascending order of λ.
    #[must_use]
    pub const fn losses(&self) -> &[LambdaLoss] {
        &self.losses
    }

    /// Returns the λ with the lowest mean log loss; of several, the largest.
    #[must_use]
    pub const fn best(&self) -> LambdaLoss {
        self.best
    }

    /// Returns the largest λ whose mean log loss is within one standard error of the best: the
    /// usual choice.
    ///
    /// The data cannot tell it from the best, and it is the most cautious.
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

saved! {
    impl{} for LambdaLoss as "log loss of a ridge", 1;
    |loss| { lambda, log_loss = loss.mean, standard_error };
    read {
        for (what, value) in [("λ", lambda), ("log loss", log_loss), ("standard error", standard_error)] {
            if value < 0.0 {
                return Err(Error::out_of_range(what, "at least 0", value));
            }
        }
        Ok(Self { lambda, mean: log_loss, standard_error })
    }
}

saved! {
    impl{} for LambdaPath as "choice of a ridge", 1;
    |path| -> path.losses;
    read(losses: Vec<LambdaLoss>) {
        if losses.is_sorted_by(|a, b| a.lambda < b.lambda) {
            Self::of(losses)
        } else {
            Err(Error::Malformed {
                what: "losses of ridge penalties",
                expected: "in ascending order of λ, each once",
            })
        }
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

const NO_LAMBDA: Error = Error::not_enough("choosing λ", 1, ["value to try", "values to try"], 0);

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

const TOO_LARGE: Error = Error::Diverges {
    what: "mean log loss",
    because: "the log-odds are too large to be added up",
};

/// The mean and its standard error, from the sums of weights and losses of each fold.
fn summed(lambda: f64, of_folds: &[(SumAcc, SumAcc)], folds: &Folds) -> Result<LambdaLoss> {
    let (mut customers, mut total) = (SumAcc::default(), SumAcc::default());
    for (own, own_total) in of_folds {
        customers.merge(own);
        total.merge(own_total);
    }
    let customers = customers.to_f64().ok_or(TOO_LARGE)?;
    if customers <= 0.0 {
        return Err(Error::not_enough(
            "choosing λ",
            1,
            [
                "customer with a weight above 0",
                "customers with a weight above 0",
            ],
            0,
        ));
    }
    let mean = total.to_f64().ok_or(TOO_LARGE)? / customers;
    let mut squares = SumAcc::default();
    for (own, own_total) in of_folds {
        let own = own.to_f64().ok_or(TOO_LARGE)?;
        if own > 0.0 {
            let off = own_total.to_f64().ok_or(TOO_LARGE)? / own - mean;
            if !squares.add(own * off * off) {
                return Err(TOO_LARGE);
            }
        }
    }
    let k = of_folds.len().checked_div(folds.repeats()).unwrap_or(0);
    let square = squares.to_f64().ok_or(TOO_LARGE)?;
    let standard_error = math::sqrt(square / customers / (k as f64 - 1.0));
    if !(mean.is_finite() && standard_error.is_finite()) {
        return Err(TOO_LARGE);
    }
    Ok(LambdaLoss {
        lambda,
        mean,
        standard_error,
    })
}
