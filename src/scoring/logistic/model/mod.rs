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
pub(in crate::scoring) use contribution::shown;
pub use explanation::Explanation;
/// How likely is this customer to leave, and why?
///
/// A logistic regression, ready to score: an intercept and, by name, one coefficient a feature. It
/// comes out of a [fit](Self::fitter), or is made of coefficients [known already](Self::new), whatever trained them.
/// Its score is always the probability that the customer **churns**. It holds no data, only what
/// scoring needs, and is a few kilobytes when saved.
///
/// A score is only as good as the customers it was learned from resemble those it is asked about; where
/// churn is known to be more or less common now, see [`with_prevalence`](Self::with_prevalence).
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
/// assert_eq!(error.to_string(), "feature \"tickets\": value must be a finite number, got NaN");
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
/// O(p) a row of p features; one row is scored without allocating, unless it is refused.
///
/// # References
///
/// Cox (1958), "The regression analysis of binary sequences", Journal of the Royal Statistical
/// Society B 20.
#[doc(alias = "logistic regression")]
#[doc(alias = "propensity")]
#[doc(alias = "attrition")]
#[doc(alias = "predict_proba")]
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticChurn {
    intercept: f64,
    names: Box<[Box<str>]>,
    coefficients: Box<[f64]>,
    /// What a customer is compared with when a score is explained.
    means: Box<[f64]>,
}

impl LogisticChurn {
    /// From coefficients known already, with the name of each feature, in the order rows give them.
    ///
    /// Scores are explained against a customer with 0 everywhere, until
    /// [`with_means`](Self::with_means) says what is usual.
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

    /// What a fit hands over.
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

    /// The same model, whose scores are explained against a customer with these values: as a rule the
    /// means of the customers it was trained on.
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

    /// The same model for customers among whom churn is more or less common than where it was trained.
    ///
    /// `trained` is the share of churners in the training data, as weighted there: one half if the
    /// classes were balanced by weights or by sampling. `real` is their share among the customers to be
    /// scored. Only the intercept changes, so the order of the scores stays. Right where churners and
    /// stayers each look as they did in training, and only their numbers differ; where customers came to behave otherwise,
    /// train again.
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

    /// The log-odds of leaving when every feature is 0.
    #[must_use]
    pub const fn intercept(&self) -> f64 {
        self.intercept
    }

    /// The log-odds per unit of each feature.
    #[must_use]
    pub const fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The features' names, in the order a row gives them.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// What customers are compared with when their scores are explained: the features' means in the
    /// data fitted to, or 0 where nobody gave any.
    #[must_use]
    pub const fn means(&self) -> &[f64] {
        &self.means
    }

    /// How many features a row has.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.names.len()
    }
}

/// Each name says something, and none says it twice.
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

/// A share that is neither nothing nor everything.
fn open(what: &'static str, share: Proportion) -> Result<f64> {
    let p = share.get();
    if p > 0.0 && p < 1.0 {
        Ok(p)
    } else {
        Err(Error::out_of_range(what, "above 0 and below 1", p))
    }
}
