//! [`LogisticFitter`].

use core::borrow::Borrow;
use core::ops::RangeInclusive;

use super::sums::Standard;
use super::threads::Threads;
use super::{Estimator, FeatureSummary, LogisticSearch, NewtonPass, NewtonPoint, OnAliased};
use crate::scoring::{LabelledRows, LabelledView, LogisticChurn};
use crate::stats::Fit;
use crate::{Error, Result, limit};

/// The class weights accepted: the robust errors take their squares, which have to be numbers.
pub(super) const CLASS_WEIGHTS: RangeInclusive<f64> = 1e-100..=1e100;

/// Configures a fit of a churn model: options first, then one of the `fit` methods.
///
/// The default is plain maximum likelihood without any penalty, the regression of every statistics
/// package. Features are standardised internally, and the coefficients are those of the original
/// features.
///
/// # Examples
///
/// ```
/// use tenure::scoring::LogisticChurn;
///
/// // Months since the last order, and whether the customer left.
/// let rows = [
///     ([1.0], false), ([2.0], false), ([3.0], true),
///     ([4.0], false), ([6.0], true), ([9.0], true),
/// ];
/// let fit = LogisticChurn::fitter().features(["months"]).fit(rows)?;
/// assert_eq!(fit.model().names().collect::<Vec<_>>(), ["months"]);
/// assert!(fit.model().coefficients()[0] > 0.0); // the longer ago, the likelier to leave
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a fitter does nothing until one of its fit methods is called"]
pub struct LogisticFitter {
    pub(super) names: Option<Vec<Box<str>>>,
    pub(super) penalty: Penalty,
    pub(super) class_weights: ClassWeights,
    pub(super) correct_intercept: bool,
    pub(super) on_aliased: OnAliased,
    pub(super) tolerance: f64,
    pub(super) max_iterations: u32,
    pub(super) threads: Threads,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Penalty {
    None,
    Ridge { lambda: f64, raw: bool },
    Firth,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ClassWeights {
    Even,
    Given([f64; 2]),
    Balanced,
}

impl Default for LogisticFitter {
    fn default() -> Self {
        Self {
            names: None,
            penalty: Penalty::None,
            class_weights: ClassWeights::Even,
            correct_intercept: false,
            on_aliased: OnAliased::Fail,
            tolerance: 1e-8,
            max_iterations: 100,
            threads: Threads::One,
        }
    }
}

/// The options.
impl LogisticFitter {
    /// Sets the names of the features, in the order of a row; the default is x1, x2 and so on.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let rows = [
    /// #     ([1.0], false), ([2.0], false), ([3.0], true),
    /// #     ([4.0], false), ([6.0], true), ([9.0], true),
    /// # ];
    /// let fit = LogisticChurn::fitter().features(["months"]).fit(rows)?;
    /// assert!(fit.term("months").is_some());
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn features<N: Into<Box<str>>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Penalises the *standardised* coefficients by a ridge: ½·λ·Σ b² is subtracted from the
    /// log-likelihood.
    ///
    /// Standardised, λ means the same for months and for cents. The intercept is not penalised.
    ///
    /// For many features, for correlated features, and where the data separate. The coefficients are
    /// shrunk on purpose: such a fit has no p-values. Replaces another penalty.
    ///
    /// A λ lost in rounding has no effect: then linear combinations of features are an
    /// [`Error::Aliased`], and data that separate may be an [`Error::NotConverged`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::LogisticChurn;
    /// # let rows = [
    /// #     ([1.0], false), ([2.0], false), ([3.0], true),
    /// #     ([4.0], false), ([6.0], true), ([9.0], true),
    /// # ];
    /// let plain = LogisticChurn::fitter().fit(rows)?;
    /// let shrunk = LogisticChurn::fitter().ridge(1.0).fit(rows)?;
    /// assert!(shrunk.model().coefficients()[0] < plain.model().coefficients()[0]);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "l2")]
    pub const fn ridge(mut self, lambda: f64) -> Self {
        self.penalty = Penalty::Ridge { lambda, raw: false };
        self
    }

    /// Penalises the coefficients of the features *as they are* by a ridge: λ = 1/C of scikit-learn
    /// without a scaler.
    ///
    /// A feature in cents is then penalised ten thousand times less than the same one in hundreds.
    pub const fn ridge_raw(mut self, lambda: f64) -> Self {
        self.penalty = Penalty::Ridge { lambda, raw: true };
        self
    }

    /// Uses Firth's penalty, which gives finite coefficients with less bias for any data.
    ///
    /// The remedy when few customers churned, or a feature separates. Replaces another penalty.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Error;
    /// use tenure::scoring::LogisticChurn;
    ///
    /// // Every customer from the third month on left: plain maximum likelihood has no answer.
    /// let rows = [([1.0], false), ([2.0], false), ([3.0], true), ([4.0], true)];
    /// let plain = LogisticChurn::fitter().fit(rows);
    /// assert!(matches!(plain, Err(Error::Separated { .. })));
    /// assert!(LogisticChurn::fitter().firth().fit(rows).is_ok());
    /// ```
    #[doc(alias = "jeffreys")]
    pub const fn firth(mut self) -> Self {
        self.penalty = Penalty::Firth;
        self
    }

    /// Weights each customer who stayed, and each who churned, by these factors.
    ///
    /// Scores are then those of a population with more (or fewer) churners, and *not* probabilities;
    /// [`correct_intercept`](Self::correct_intercept) corrects this.
    pub const fn class_weights(mut self, stayed: f64, churned: f64) -> Self {
        self.class_weights = ClassWeights::Given([stayed, churned]);
        self
    }

    /// Weights the classes so that both count the same: n/2 over the number of customers in the
    /// class.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::LogisticChurn;
    ///
    /// // Four of six customers left; balanced classes make that one in two.
    /// let rows = [([], false), ([], false), ([], true), ([], true), ([], true), ([0.0; 0], true)];
    /// let fit = LogisticChurn::fitter().balanced().fit(rows)?;
    /// assert_eq!(fit.model().score([0.0; 0])?.to_string(), "50.0%");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub const fn balanced(mut self) -> Self {
        self.class_weights = ClassWeights::Balanced;
        self
    }

    /// Removes the effect of class weights from the intercept, so that scores are probabilities
    /// again.
    ///
    /// # Formula
    ///
    /// ```text
    /// b₀ + ln[π/(1 − π)] − ln[q/(1 − q)]
    /// ```
    /// where π is the share of churners, and q their share after class weights.
    ///
    /// # References
    ///
    /// King & Zeng (2001), "Logistic regression in rare events data", Political Analysis 9, equation 7.
    #[doc(alias = "prior correction")]
    pub const fn correct_intercept(mut self) -> Self {
        self.correct_intercept = true;
        self
    }

    /// Sets what to do with features that are linear combinations of earlier ones; the default is
    /// to refuse them.
    pub const fn on_aliased(mut self, policy: OnAliased) -> Self {
        self.on_aliased = policy;
        self
    }

    /// Sets the tolerance of convergence, 1e-8 by default.
    ///
    /// The search ends when the largest component of the mean gradient and half the mean decrement
    /// are at most this, on standardised features. One more step is taken from there, so the
    /// coefficients are better than that.
    pub const fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets the largest number of steps, 100 by default and 100,000 at most. Usual fits take four to ten.
    pub const fn max_iterations(mut self, iterations: u32) -> Self {
        self.max_iterations = iterations;
        self
    }

    /// Runs the passes over the data on all threads of the current [`rayon`] pool, with the same
    /// result to the bit.
    ///
    /// Pays from some ten thousand customers on.
    #[cfg(feature = "rayon")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rayon")))]
    pub const fn parallel(mut self, parallel: bool) -> Self {
        self.threads = if parallel { Threads::All } else { Threads::One };
        self
    }

    pub(super) const fn estimator(&self) -> Estimator {
        match (self.penalty, self.class_weights) {
            (Penalty::Firth, _) => Estimator::Firth,
            (Penalty::Ridge { lambda, raw }, _) if lambda > 0.0 => {
                if raw {
                    Estimator::RawRidge(lambda)
                } else {
                    Estimator::Ridge(lambda)
                }
            }
            (_, ClassWeights::Even) => Estimator::MaximumLikelihood,
            _ => Estimator::ClassWeighted,
        }
    }
}

/// Fitting.
///
/// All of these give the same bits for the same customers.
///
/// # Errors
///
/// - [`Error::Item`]: a row with more or fewer features than the first, a feature or weight that is not
///   finite;
/// - [`Error::NotEnoughData`]: no customer churned, or none stayed;
/// - [`Error::Aliased`], [`Error::Separated`], [`Error::NotConverged`];
/// - [`Error::Diverges`]: weights, features or a penalty too large for a sum;
/// - [`Error::LengthMismatch`], [`Error::Duplicate`], [`Error::OutOfRange`]: invalid names or options.
impl LogisticFitter {
    /// Fits to customers given as (features, churned). The rows are collected first.
    ///
    /// # Errors
    ///
    /// See above.
    pub fn fit<R>(self, rows: impl IntoIterator<Item = (R, bool)>) -> Result<Fit<LogisticChurn>>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        self.fit_view(LabelledRows::try_from_iter(rows)?.view())
    }

    /// Fits to customers given as (features, churned, weight): a weight of 3 counts as three such
    /// customers.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::LogisticChurn;
    ///
    /// // 30 customers without a ticket stayed, and so on.
    /// let rows = [([0.0], false, 30.0), ([0.0], true, 3.0), ([1.0], false, 10.0), ([1.0], true, 9.0)];
    /// let fit = LogisticChurn::fitter().fit_weighted(rows)?;
    /// assert_eq!(fit.observations(), 52.0);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// See above.
    pub fn fit_weighted<R>(
        self,
        rows: impl IntoIterator<Item = (R, bool, f64)>,
    ) -> Result<Fit<LogisticChurn>>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        self.fit_view(LabelledRows::try_from_weighted_iter(rows)?.view())
    }

    /// Fits to customers in a matrix, without copying it.
    ///
    /// # Errors
    ///
    /// See above.
    pub fn fit_view(mut self, view: LabelledView<'_>) -> Result<Fit<LogisticChurn>> {
        let names = self.names_for(&view);
        let view = named(view.reborrow(), &names);
        let threads = self.threads;
        let search = self.search(&threads.summary(view)?)?;
        search.run(|point| {
            let mut pass = NewtonPass::at(point);
            threads.add(&mut pass, point, view)?;
            Ok(pass)
        })
    }

    /// Starts a search, which asks for passes over the data and never sees the data itself.
    ///
    /// For data on several machines: send them the [`point`](LogisticSearch::point), merge the passes made
    /// there, and [`advance`](LogisticSearch::advance), until there is no point.
    ///
    /// # Errors
    ///
    /// See above; [`Error::Separated`] already here where a single feature separates. `complete` then refers
    /// to each feature named, not to their combination.
    pub fn search(self, summary: &FeatureSummary) -> Result<LogisticSearch> {
        // The search sees no data: it is the same for any number of threads.
        let fitter = Self {
            threads: Threads::One,
            ..self
        };
        LogisticSearch::new(fitter, summary)
    }
}

impl LogisticSearch {
    /// Makes passes until the search has ended.
    pub(super) fn run(
        mut self,
        mut pass: impl FnMut(&NewtonPoint) -> Result<NewtonPass>,
    ) -> Result<Fit<LogisticChurn>> {
        while let Some(point) = self.point() {
            let sums = pass(point)?;
            self.advance(&sums)?;
        }
        self.finish()
    }
}

impl LogisticChurn {
    /// Returns the options of a fit.
    pub fn fitter() -> LogisticFitter {
        LogisticFitter::default()
    }
}

/// The customers with the fitter's names, for errors. The search refuses a wrong number of names.
pub(super) fn named<'a>(view: LabelledView<'a>, names: &'a [Box<str>]) -> LabelledView<'a> {
    view.named(names).unwrap_or(view)
}

/// The options as the search uses them.
impl LogisticFitter {
    /// The names given, else those of the view, which become the fitter's.
    pub(super) fn names_for(&mut self, view: &LabelledView<'_>) -> Vec<Box<str>> {
        self.names.get_or_insert_with(|| view.names()).clone()
    }

    /// Refuses invalid options.
    pub(super) fn check(&self) -> Result<()> {
        let number = |what, expected, value: f64, right: bool| {
            if right && value.is_finite() {
                Ok(())
            } else {
                Err(Error::bad_number(what, expected, value))
            }
        };
        let above_0 = |what, value: f64| number(what, "above 0", value, value > 0.0);
        if let Penalty::Ridge { lambda, .. } = self.penalty {
            number("ridge penalty λ", "at least 0", lambda, lambda >= 0.0)?;
        }
        if let ClassWeights::Given([stayed, churned]) = self.class_weights {
            let within = |what, value: f64| {
                let inside = CLASS_WEIGHTS.contains(&value);
                number(what, "from 1e-100 to 1e100", value, inside)
            };
            within("class weight of those who stayed", stayed)?;
            within("class weight of those who churned", churned)?;
        }
        limit::at_most("number of iterations", limit::STEPS, self.max_iterations)?;
        above_0("tolerance", self.tolerance)
    }

    /// The names given, one for each feature and no two alike; else x1, x2 and so on.
    pub(super) fn named(&self, width: usize) -> Result<Vec<Box<str>>> {
        let Some(names) = &self.names else {
            return Ok((1..=width).map(|i| format!("x{i}").into()).collect());
        };
        if names.len() != width {
            return Err(Error::LengthMismatch {
                what: "names and features",
                left: names.len(),
                right: width,
            });
        }
        let mut sorted: Vec<_> = names.iter().collect();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair.first() == pair.last()) {
            let what = "the name of a feature";
            return Err(Error::Duplicate { what });
        }
        Ok(names.clone())
    }

    pub(super) fn is_unpenalised(&self) -> bool {
        match self.penalty {
            Penalty::None => true,
            Penalty::Ridge { lambda, .. } => lambda <= 0.0,
            Penalty::Firth => false,
        }
    }

    /// The ridge on each standardised coefficient, the intercept first.
    pub(super) fn penalties(&self, standard: &Standard) -> Vec<f64> {
        let lambda = |scale: &f64| match self.penalty {
            Penalty::Ridge { lambda, raw: true } => lambda / (scale * scale),
            Penalty::Ridge { lambda, raw: false } => lambda,
            Penalty::None | Penalty::Firth => 0.0,
        };
        core::iter::once(0.0)
            .chain(standard.scales.iter().map(lambda))
            .collect()
    }
}

saved! {
    impl{} for LogisticFitter as plain;
    |fitter| {
        features = fitter.names,
        penalty = fitter.penalty.saved(),
        class_weights = fitter.class_weights.saved(),
        correct_intercept,
        on_aliased,
        tolerance,
        max_iterations,
    };
    read {
        let (penalty, class_weights): ((String, f64), (String, [f64; 2])) = (penalty, class_weights);
        let fitter = Self {
            names: features,
            penalty: Penalty::named(&penalty.0, penalty.1)?,
            class_weights: ClassWeights::named(&class_weights.0, class_weights.1)?,
            correct_intercept,
            on_aliased,
            tolerance,
            max_iterations,
            threads: Threads::One,
        };
        fitter.check()?;
        Ok(fitter)
    }
}

#[cfg(feature = "serde")]
impl Penalty {
    /// Its name, and λ; 0 where there is none.
    const fn saved(self) -> (&'static str, f64) {
        match self {
            Self::None => ("none", 0.0),
            Self::Ridge { lambda, raw: false } => ("ridge", lambda),
            Self::Ridge { lambda, raw: true } => ("raw_ridge", lambda),
            Self::Firth => ("firth", 0.0),
        }
    }

    fn named(name: &str, lambda: f64) -> Result<Self> {
        match name {
            "none" => Ok(Self::None),
            "ridge" => Ok(Self::Ridge { lambda, raw: false }),
            "raw_ridge" => Ok(Self::Ridge { lambda, raw: true }),
            "firth" => Ok(Self::Firth),
            _ => Err(Error::Malformed {
                what: "penalty of a fit",
                expected: "none, ridge, raw_ridge or firth",
            }),
        }
    }
}

#[cfg(feature = "serde")]
impl ClassWeights {
    /// Their name, and the weights; 1 where none are given.
    const fn saved(self) -> (&'static str, [f64; 2]) {
        match self {
            Self::Even => ("even", [1.0; 2]),
            Self::Given(weights) => ("given", weights),
            Self::Balanced => ("balanced", [1.0; 2]),
        }
    }

    fn named(name: &str, weights: [f64; 2]) -> Result<Self> {
        match name {
            "even" => Ok(Self::Even),
            "given" => Ok(Self::Given(weights)),
            "balanced" => Ok(Self::Balanced),
            _ => Err(Error::Malformed {
                what: "class weights of a fit",
                expected: "even, given or balanced",
            }),
        }
    }
}
