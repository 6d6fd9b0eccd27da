//! What a fit says of itself.

use super::{ParametricModel, WeaklyIdentified};
use crate::numeric::{jacobi, math};
use crate::stats::{Fit, Interval, critical};
use crate::units::Level;

/// For the models of lifetime value.
impl<M: ParametricModel> Fit<M> {
    /// Returns Akaike's information criterion: the model with the lower one is expected to predict
    /// better.
    ///
    /// To be compared between models of the same data *in the same time unit*, nested or not. `None` for a fit
    /// with a ridge or priors, which is not one of greatest likelihood.
    ///
    /// # Formula
    ///
    /// ```text
    /// AIC = 2k − 2·ln L,  where k is the number of parameters
    /// ```
    ///
    /// # References
    ///
    /// Akaike 1974, "A new look at the statistical model identification", IEEE Transactions on Automatic
    /// Control 19.
    #[doc(alias = "Akaike")]
    #[must_use]
    pub fn aic(&self) -> Option<f64> {
        let parameters = self.model().parameters() as f64;
        self.criterion(2.0 * parameters)
    }

    /// Returns Schwarz's (Bayesian) information criterion, which charges more for a parameter than
    /// [`aic`](Self::aic) the more customers there are.
    ///
    /// # Formula
    ///
    /// ```text
    /// BIC = k·ln n − 2·ln L,  where n is the number of customers
    /// ```
    ///
    /// # References
    ///
    /// Schwarz 1978, "Estimating the dimension of a model", Annals of Statistics 6.
    #[doc(alias = "Schwarz")]
    #[must_use]
    pub fn bic(&self) -> Option<f64> {
        let parameters = self.model().parameters() as f64;
        self.criterion(parameters * math::ln(self.observations()))
    }

    fn criterion(&self, penalty: f64) -> Option<f64> {
        let value = penalty - 2.0 * self.log_likelihood();
        (!self.is_penalised() && value.is_finite()).then_some(value)
    }

    /// Returns whether a ridge or a prior was used.
    #[must_use]
    pub const fn is_penalised(&self) -> bool {
        self.evidence().penalised
    }

    /// Returns how many times more the data say about the best-known combination of parameters than
    /// about the worst-known one: at least 1, and 100 is usual.
    ///
    /// Of the information about the logarithms of the parameters, so that it does not depend on units.
    #[must_use]
    pub const fn condition_number(&self) -> f64 {
        self.evidence().condition_number
    }

    /// Returns a parameter with its standard error, or `None` for a name the model does not have.
    #[must_use]
    pub fn standard_error_of(&self, parameter: &str) -> Option<f64> {
        let which = position::<M>(parameter)?;
        self.standard_errors().get(which).copied()
    }

    /// Returns the confidence interval of a parameter: symmetric about the estimate on the
    /// logarithmic scale, so that it stays above 0.
    ///
    /// `None` for a name the model does not have, and when an end is beyond `f64`. For a parameter the data
    /// hardly tell ([`weakly_identified`](Self::weakly_identified)) it is a rough guide only.
    ///
    /// # Formula
    ///
    /// ```text
    /// p·exp(∓ z·se(p)/p)
    /// ```
    #[must_use]
    pub fn interval_of(&self, parameter: &str, level: Level) -> Option<Interval> {
        let which = position::<M>(parameter)?;
        let value = *self.model().values().get(which)?;
        let relative = self.standard_errors().get(which)? / value;
        let factor = math::exp(critical(level) * relative);
        Interval::new(value / factor, value * factor, level).ok()
    }

    /// Returns the combination of parameters that the data hardly determine, if there is one.
    ///
    /// Then each of them alone is uncertain, often beyond use, while predictions, which need only what
    /// they make together, are as good as their own [intervals](Self::estimate) say.
    #[doc(alias = "ridge warning")]
    #[must_use]
    pub fn weakly_identified(&self) -> Option<WeaklyIdentified> {
        // The direction of the largest variance of the logarithms.
        let values = self.model().values();
        WeaklyIdentified::of(M::NAME, M::PARAMETERS, &self.log_covariance(&values))
    }

    /// Of the logarithms, row by row.
    pub(super) fn log_covariance(&self, values: &[f64]) -> Vec<Vec<f64>> {
        let rows = self.covariance();
        let scaled = |(row, p): (ndarray::ArrayView1<'_, f64>, &f64)| {
            let entries = row.iter().zip(values);
            entries.map(|(entry, q)| entry / p / q).collect()
        };
        rows.rows().into_iter().zip(values).map(scaled).collect()
    }
}

/// Whether the covariance of the logarithms of these parameters is one a search can end with: then everything that
/// is computed from it is finite.
pub(crate) fn is_possible_covariance(
    values: &[f64],
    covariance: &ndarray::ArrayView2<'_, f64>,
) -> bool {
    const LARGEST: f64 = 1e100;
    covariance.rows().into_iter().zip(values).all(|(row, p)| {
        let mut entries = row.iter().zip(values);
        entries.all(|(entry, q)| (entry / p / q).abs() <= LARGEST)
    })
}

pub(super) fn position<M: ParametricModel>(parameter: &str) -> Option<usize> {
    M::PARAMETERS.iter().position(|name| *name == parameter)
}

/// The largest eigenvalue of a covariance of at most four parameters, and its vector.
pub(super) fn widest(rows: &[Vec<f64>]) -> (f64, [f64; 4]) {
    let entry = |i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).copied();
    let square: [[f64; 4]; 4] =
        core::array::from_fn(|i| core::array::from_fn(|j| entry(i, j).unwrap_or(0.0)));
    let none = (0.0, [0.0; 4]);
    let larger = |a: (f64, [f64; 4]), b: (f64, [f64; 4])| if b.0 > a.0 { b } else { a };
    jacobi::eigen(&square).into_iter().fold(none, larger)
}
