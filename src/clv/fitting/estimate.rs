//! [`Estimate`].

use core::fmt;

use super::{ParametricModel, Scale};
use crate::error::finite;
use crate::numeric::math;
use crate::stats::{Fit, Interval, critical};
use crate::units::Level;
use crate::{Error, Result};

/// Holds a prediction of a fitted model with its standard error.
///
/// How sure, that is, as far as the parameters go: a customer who will buy 1.2 times (1.1 to 1.3) still
/// buys once, or not at all, or four times. And if the model is wrong, the interval does not know.
///
/// Made by [`Fit::estimate`], where its example is, and by
/// [`FittedCustomerValue`](crate::clv::FittedCustomerValue).
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Estimate {
    value: f64,
    standard_error: f64,
    interval: Interval,
}

impl Estimate {
    /// Returns the prediction at the fitted parameters.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.value
    }

    /// Returns its standard error, on its own scale.
    #[must_use]
    pub const fn standard_error(self) -> f64 {
        self.standard_error
    }

    /// Returns the confidence interval of the prediction.
    pub const fn interval(self) -> Interval {
        self.interval
    }
}

impl Estimate {
    /// Of something above 0, symmetric about its logarithm.
    pub(crate) fn of_positive(value: f64, standard_error: f64, level: Level) -> Result<Self> {
        let factor = math::exp(critical(level) * standard_error / value);
        let (lower, upper) = if factor > 1.0 {
            (value / factor, (value * factor).min(f64::MAX))
        } else {
            (value, value)
        };
        Ok(Self {
            value,
            standard_error: finite("standard error", standard_error)?,
            interval: Interval::new(lower, upper, level)?,
        })
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match f.precision() {
            Some(places) => format!("{:.places$} ({:.places$})", self.value, self.interval),
            None => format!("{} ({})", self.value, self.interval),
        };
        crate::text::padded(f, text)
    }
}

/// For the models of lifetime value.
impl<M: ParametricModel> Fit<M> {
    /// Computes any prediction with its standard error and interval by the delta method, without a
    /// refit.
    ///
    /// `predict` is asked at the fitted parameters and at places next to them, so it has to depend smoothly
    /// on the parameters and on nothing that changes from call to call. Right where the prediction is about
    /// linear in the logarithms of the parameters over their standard errors; where the parameters are
    /// [weakly identified](Self::weakly_identified), check with a [bootstrap](crate::clv::fitting::Fitter::bootstrap).
    ///
    /// # Formula
    ///
    /// ```text
    /// se² = Σᵢⱼ Dᵢ·Cᵢⱼ·Dⱼ
    ///
    /// where D  are the derivatives of the prediction by the logarithms of the parameters (central differences of
    ///          2⁻⁸ and 2⁻⁹, extrapolated: 10⁻⁹ relative for a prediction exact to 10⁻¹²)
    ///       C  is the covariance of these logarithms
    ///
    /// Plain  v ∓ z·se      Log  v·exp(∓ z·se/v)      Logit  logit⁻¹(logit v ∓ z·se/(v(1 − v)))
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::fitting::Scale;
    /// use tenure::clv::history::{HistoryTable, PurchaseHistory};
    /// use tenure::clv::models::{Nbd, PurchaseModel};
    /// use tenure::units::{Horizon, Level, Period, TimeUnit};
    ///
    /// let mut table = HistoryTable::default();
    /// for purchases in [0, 0, 0, 0, 0, 0, 1, 1, 2, 5, 9] {
    ///     let last = if purchases == 0 { 0.0 } else { 30.0 };
    ///     table.push(PurchaseHistory::new(purchases, last, 39.0, TimeUnit::WEEK)?);
    /// }
    /// let fit = Nbd::fitter().fit(&table)?;
    /// let year = Horizon::new(1.0, Period::Year)?;
    /// let of_new = fit.estimate(Level::P95, Scale::Log, |model| model.expected_purchases_of_new(year))?;
    /// assert_eq!(format!("{of_new:.2}"), "2.19 (0.72 to 6.62)");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] for a prediction that is not a number, [`Error::OutOfRange`] for one outside the range of
    /// the scale.
    ///
    /// # Complexity
    ///
    /// 4k + 1 predictions for k parameters.
    ///
    /// # References
    ///
    /// Rao 1973, *Linear Statistical Inference*, section 6a.2; Richardson 1911 for the differences.
    #[doc(alias = "delta method")]
    pub fn estimate(
        &self,
        level: Level,
        scale: Scale,
        predict: impl Fn(&M) -> f64,
    ) -> Result<Estimate> {
        let values = self.model().values();
        let value = finite("prediction", predict(self.model()))? + 0.0;
        let expected = match scale {
            Scale::Log if value < 0.0 => Some("at least 0 on a logarithmic scale"),
            Scale::Logit if !(0.0..=1.0).contains(&value) => Some("from 0 to 1 on a logit scale"),
            _ => None,
        };
        if let Some(expected) = expected {
            return Err(Error::out_of_range("prediction", expected, value));
        }
        let mut slopes = Vec::with_capacity(values.len());
        for which in 0..values.len() {
            slopes.push(self.slope(&values, which, &predict)?);
        }
        let rows = self.log_covariance(&values);
        let variance: f64 = rows
            .iter()
            .zip(&slopes)
            .flat_map(|(row, a)| row.iter().zip(&slopes).map(move |(c, b)| a * c * b))
            .sum();
        let standard_error = finite("standard error", variance.max(0.0).sqrt())?;
        let reach = critical(level) * standard_error;
        let (lower, upper) = match scale {
            Scale::Plain => (value - reach, value + reach),
            _ if reach <= 0.0 => (value, value),
            Scale::Log => {
                let factor = math::exp(reach / value);
                (value / factor, value * factor)
            }
            Scale::Logit => {
                let odds = math::exp(reach / (value * (1.0 - value)));
                let (yes, no) = (value, 1.0 - value);
                (yes / (yes + no * odds), yes / (yes + no / odds))
            }
        };
        // 0 and 1 themselves have no logarithm and no logit: what is not sure there is not bounded either.
        let highest = if scale == Scale::Logit { 1.0 } else { f64::MAX };
        let lower = if lower.is_nan() {
            0.0
        } else {
            lower.max(f64::MIN)
        };
        let upper = if upper.is_nan() {
            highest
        } else {
            upper.min(highest)
        };
        Ok(Estimate {
            value,
            standard_error,
            interval: Interval::new(lower.min(value), upper.max(value), level)?,
        })
    }

    /// The derivative by the logarithm of one parameter.
    fn slope(&self, values: &[f64], which: usize, predict: impl Fn(&M) -> f64) -> Result<f64> {
        const STEP: f64 = 1.0 / 256.0;
        let at = |step: f64| {
            let mut values = values.to_vec();
            if let Some(value) = values.get_mut(which) {
                *value *= math::exp(step);
            }
            finite("prediction", predict(&self.model().with_values(&values)?))
        };
        let central = |step: f64| Ok::<_, Error>((at(step)? - at(-step)?) / (2.0 * step));
        let (wide, narrow) = (central(STEP)?, central(STEP / 2.0)?);
        Ok(narrow + (narrow - wide) / 3.0)
    }
}
