//! [`LogisticChurn`].

use std::collections::BTreeSet;

use core::borrow::Borrow;

use crate::error::finite;
use crate::numeric::math::{ln, ln_1p};
use crate::units::Proportion;
use crate::{Error, Result};

mod contribution;
mod explain;
mod explanation;
mod logit;
#[cfg(feature = "serde")]
mod saved;
mod score;

pub use contribution::Contribution;
pub use explanation::Explanation;

/// Predicts the probability that a customer leaves, and explains it: a logistic regression.
///
/// It has an intercept and, by name, one coefficient per feature, from a [fit](Self::fitter) or from
/// [known coefficients](Self::new) of any other software. Its score is always the probability that the
/// customer **churns**. It holds no data, only what scoring needs, and takes a few kilobytes when saved.
///
/// Scores hold for customers who resemble those of the training data; where churn is known to be more or
/// less common now, see [`with_prevalence`](Self::with_prevalence).
///
/// # Formula
///
/// ```text
/// logit        η = β₀ + Σ βⱼ·xⱼ
/// probability  p = 1 / (1 + e^−η)
/// ```
///
/// # Examples
///
/// Coefficients trained elsewhere:
///
/// ```
/// use tenure::scoring::LogisticChurn;
///
/// let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?
///     .with_means([32.0, 1.5])?;
///
/// let score = model.score([3.0, 7.0])?;
/// assert_eq!(score.to_string(), "91.3%");
/// assert_eq!(model.score_named([("tickets", 7.0), ("tenure", 3.0)])?, score);
///
/// // A blank that was read as NaN is refused, by name.
/// let error = model.score([3.0, f64::NAN]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "feature \"tickets\": value must be a finite number, got NaN"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Why:
///
/// ```
/// # use tenure::scoring::LogisticChurn;
/// # let model = LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3)])?
/// #     .with_means([32.0, 1.5])?;
/// let why = model.explain([3.0, 7.0])?;
/// assert_eq!(
///     why.to_string(),
///     "churn probability 91.3%, against 32.1% for the baseline customer\n\
///      raised by\n  \
///        tickets = 7   +1.65\n  \
///        tenure = 3    +1.45"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(p) per row of p features; a row is scored without allocating, unless it is refused.
///
/// # References
///
/// Cox (1958), "The regression analysis of binary sequences", Journal of the Royal Statistical
/// Society B 20.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticChurn {
    intercept: f64,
    names: Box<[Box<str>]>,
    coefficients: Box<[f64]>,
    /// The baseline customer of explanations.
    means: Box<[f64]>,
}

impl LogisticChurn {
    /// Creates a model from known coefficients, with the name of each feature, in the order of a
    /// row.
    ///
    /// Scores are explained against a customer with all features 0, unless
    /// [`with_means`](Self::with_means) sets another one.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for an intercept that is not finite, [`Error::Feature`] with the name for a
    /// coefficient that is not, for a name given twice and for one that is empty.
    pub fn new<N: Into<Box<str>>>(
        intercept: f64,
        coefficients: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Self> {
        let (names, coefficients): (Vec<_>, Vec<_>) = coefficients
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .unzip();
        let means = vec![0.0; names.len()];
        Self::fitted(intercept, names, coefficients, means)
    }

    /// Creates a model from the results of a fit.
    pub(crate) fn fitted(
        intercept: f64,
        names: Vec<Box<str>>,
        coefficients: Vec<f64>,
        means: Vec<f64>,
    ) -> Result<Self> {
        check_names(&names)?;
        same_number("names and coefficients", names.len(), coefficients.len())?;
        Self {
            intercept: finite("intercept", intercept)? + 0.0, // −0 becomes 0
            coefficients: checked("coefficient", &names, coefficients)?,
            means: vec![0.0; names.len()].into(),
            names: names.into(),
        }
        .with_means(means)
    }

    /// Sets the baseline customer that scores are explained against, as a rule the means of the
    /// training data.
    ///
    /// Changes no score.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] when there is not one mean a feature, [`Error::Feature`] with the name
    /// for one that is not finite.
    pub fn with_means(self, means: impl IntoIterator<Item: Borrow<f64>>) -> Result<Self> {
        let means: Vec<f64> = means.into_iter().map(|mean| *mean.borrow()).collect();
        same_number(
            "features of the model and their means",
            self.names.len(),
            means.len(),
        )?;
        Ok(Self {
            means: checked("mean", &self.names, means)?,
            ..self
        })
    }

    /// Adjusts the model to customers among whom churn is more or less common than in training.
    ///
    /// `trained` is the share of churners in the training data, as weighted there: one half if the
    /// classes were balanced by weights or by sampling. `real` is their share among the customers to be
    /// scored. Only the intercept changes, and not the order of the scores. Right where churners and
    /// stayers each resemble those of the training data and only their numbers differ; if the behaviour
    /// of customers has changed, train again.
    ///
    /// # Formula
    ///
    /// ```text
    /// β₀′ = β₀ + ln[ π/(1 − π) · (1 − q)/q ]
    /// ```
    /// where q is `trained` and π is `real`.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::LogisticChurn;
    /// use tenure::units::Proportion;
    ///
    /// // Trained on as many churners as stayers, while one customer in ten churns.
    /// let balanced = LogisticChurn::new(0.0, [("tickets", 0.3)])?;
    /// let model = balanced.with_prevalence(Proportion::new(0.5)?, Proportion::new(0.1)?)?;
    /// assert_eq!(model.score([0.0])?.to_string(), "10.0%");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when either share is 0 or 1.
    ///
    /// # References
    ///
    /// King & Zeng (2001), "Logistic regression in rare events data", Political Analysis 9, equation 7.
    #[doc(alias = "King-Zeng")]
    #[doc(alias = "prior correction")]
    pub fn with_prevalence(self, trained: Proportion, real: Proportion) -> Result<Self> {
        let trained = open("prevalence in training", trained)?;
        let real = open("real prevalence", real)?;
        // Pairs that cancel exactly where the two are equal.
        let shift = (ln(real) - ln(trained)) + (ln_1p(-trained) - ln_1p(-real));
        Ok(Self {
            intercept: self.intercept + shift + 0.0,
            ..self
        })
    }

    /// Returns the log-odds of leaving when every feature is 0.
    #[must_use]
    pub const fn intercept(&self) -> f64 {
        self.intercept
    }

    /// Returns the change of the log-odds of leaving per unit of each feature.
    #[must_use]
    pub const fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// Returns the names of the features, in the order of a row.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Returns the feature values of the baseline customer that scores are explained against.
    ///
    /// The means of the training data, or 0 where none were given.
    #[must_use]
    pub const fn means(&self) -> &[f64] {
        &self.means
    }

    /// Returns the number of features.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.names.len()
    }
}

/// Requires names that are not empty and not repeated.
pub(in crate::scoring) fn check_names(names: &[Box<str>]) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            return Err(Error::Malformed {
                what: "its name",
                expected: "at least one character long",
            }
            .of_feature(name));
        }
        if !seen.insert(name) {
            return Err(Error::Duplicate { what: "its name" }.of_feature(name));
        }
    }
    Ok(())
}

pub(in crate::scoring) const fn same_number(
    what: &'static str,
    left: usize,
    right: usize,
) -> Result<()> {
    if left == right {
        Ok(())
    } else {
        Err(Error::LengthMismatch { what, left, right })
    }
}

/// All of them finite; −0 becomes 0.
fn checked(what: &'static str, names: &[Box<str>], values: Vec<f64>) -> Result<Box<[f64]>> {
    names
        .iter()
        .zip(values)
        .map(|(name, value)| match finite(what, value) {
            Ok(value) => Ok(value + 0.0),
            Err(error) => Err(error.of_feature(name)),
        })
        .collect()
}

/// Requires a share strictly between 0 and 1.
fn open(what: &'static str, share: Proportion) -> Result<f64> {
    let p = share.get();
    if p > 0.0 && p < 1.0 {
        Ok(p)
    } else {
        Err(Error::out_of_range(what, "above 0 and below 1", p))
    }
}
