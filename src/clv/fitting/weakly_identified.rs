//! [`WeaklyIdentified`].

use core::fmt;

use super::figures::widest;

/// Names a combination of parameters that the data hardly determine: a ridge of the likelihood.
///
/// A warning, not an error: the maximum is there, but it is so flat along this direction that the
/// parameters named may be wrong together by a factor of more than e either way. Do not read anything into each of
/// them; read predictions with their intervals, which take it into account.
///
/// # Examples
///
/// The rates of these twelve customers differ hardly more than by chance, so that r and α could be larger
/// by far, together.
///
/// ```
/// use tenure::clv::history::{HistoryTable, PurchaseHistory};
/// use tenure::clv::models::Nbd;
/// use tenure::units::TimeUnit;
///
/// let mut table = HistoryTable::default();
/// for purchases in [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5] {
///     let last = if purchases == 0 { 0.0 } else { 30.0 };
///     table.push(PurchaseHistory::new(purchases, last, 39.0, TimeUnit::WEEK)?);
/// }
/// let fit = Nbd::fitter().fit(&table)?;
/// let warning = fit.weakly_identified();
/// let parameters = warning.as_ref().map(|warning| warning.parameters());
/// assert_eq!(parameters, Some(["r", "alpha"].as_slice()));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct WeaklyIdentified {
    model: &'static str,
    parameters: Vec<&'static str>,
    log_standard_error: f64,
}

impl WeaklyIdentified {
    /// When the standard error of the worst combination is more than a factor of e.
    pub(super) fn of(
        model: &'static str,
        names: &[&'static str],
        log_covariance: &[Vec<f64>],
    ) -> Option<Self> {
        const LIMIT: f64 = 1.0;
        // Components that make up a third of the largest.
        const SHARE: f64 = 0.33;
        let (variance, vector) = widest(log_covariance);
        let log_standard_error = variance.max(0.0).sqrt();
        if log_standard_error <= LIMIT {
            return None;
        }
        let largest = vector.iter().map(|part| part.abs()).fold(0.0, f64::max);
        let taking_part =
            |(name, part): (&&'static str, &f64)| (part.abs() >= SHARE * largest).then_some(*name);
        Some(Self {
            model,
            parameters: names.iter().zip(&vector).filter_map(taking_part).collect(),
            log_standard_error,
        })
    }

    /// Returns the parameters that move together, in the model's order.
    #[must_use]
    pub fn parameters(&self) -> &[&'static str] {
        &self.parameters
    }

    /// Returns the standard error of the combination on the logarithmic scale: above 1 means a
    /// factor of e.
    #[must_use]
    pub const fn log_standard_error(&self) -> f64 {
        self.log_standard_error
    }
}

impl fmt::Display for WeaklyIdentified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = match self.parameters.as_slice() {
            [alone] => (*alone).to_string(),
            [first @ .., last] => format!("{} and {last} together", first.join(", ")),
            [] => "the parameters".into(),
        };
        let error = self.log_standard_error;
        write!(
            f,
            "the data hardly determine {names} (standard error {error:.1} on the log scale): read the predictions \
             and their intervals, not single parameters; more data, a prior or a simpler model than {} would help",
            self.model
        )
    }
}
