//! [`TrackingError`].

use core::fmt;

use super::TrackedPeriod;
use super::holdout_check::relative_error;
use super::total::Total;
use crate::text::{Percent, or_dash, padded};

/// Holds the errors of a [`Tracking`](super::Tracking) over several periods.
///
/// All errors are shares: 0.05 is 5 %. They are `None` where the divisor is 0.
///
/// # Formula
///
/// ```text
/// total error        Σ expected / Σ actual − 1
/// MAPE               mean of |expected − actual| / actual over the periods
/// weighted MAPE      Σ |expected − actual| / Σ actual
/// cumulative MAPE    the MAPE of the totals so far, from the first purchase on
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TrackingError {
    /// Counts the periods.
    pub periods: u64,
    /// Holds the number of repeat purchases the model expects in them.
    pub expected: f64,
    /// Counts the actual repeat purchases in them.
    pub actual: u64,
    /// Holds the relative error of the total; below 0 the model expects too few.
    pub total_error: Option<f64>,
    /// Holds the mean absolute percentage error of single periods, each counting alike; `None` if a period
    /// has no purchases.
    pub mape: Option<f64>,
    /// Holds the mean absolute percentage error of single periods weighted by their purchases; periods
    /// without purchases are allowed.
    pub weighted_mape: Option<f64>,
    /// Holds the mean absolute percentage error of the cumulative purchases: the error of the curve usually
    /// drawn, and smaller than the others, because deviations to both sides cancel.
    pub cumulative_mape: Option<f64>,
}

saved! {
    impl{} for TrackingError as "tracking error", 1;
    |error| {
        periods: u64, expected: f64, actual,
        total_error, mape: Option<f64>, weighted_mape: Option<f64>, cumulative_mape: Option<f64>,
    };
    read {
        let at_least_0 = |share: Option<f64>| share.is_none_or(|share| share >= 0.0);
        if periods == 0 || expected < 0.0 || ![mape, weighted_mape, cumulative_mape].into_iter().all(at_least_0) {
            return Err(crate::Error::Malformed {
                what: "tracking error",
                expected: "of at least 1 period, with figures of at least 0",
            });
        }
        Ok(Self { periods, expected, actual, total_error, mape, weighted_mape, cumulative_mape })
    }
}

impl TrackingError {
    /// `None` without periods.
    pub(super) fn of(periods: &[&TrackedPeriod]) -> Option<Self> {
        if periods.is_empty() {
            return None;
        }
        let (mut expected, mut absolute) = (Total::default(), Total::default());
        let mut actual: u64 = 0;
        for period in periods {
            expected.add(period.expected, 1);
            absolute.add((period.expected - period.actual as f64).abs(), 1);
            actual = actual.saturating_add(period.actual);
        }
        let mean_off = |figures: &[(f64, u64)]| {
            let mut total = Total::default();
            for (expected, actual) in figures {
                total.add(relative_error(*expected, *actual)?.abs(), 1);
            }
            let n = figures.len();
            (n > 0).then(|| total.value() / n as f64)
        };
        let single: Vec<_> = periods.iter().map(|p| (p.expected, p.actual)).collect();
        let so_far = periods.iter().filter(|p| p.actual_so_far > 0);
        let so_far: Vec<_> = so_far
            .map(|p| (p.expected_so_far, p.actual_so_far))
            .collect();
        let expected = expected.value();
        Some(Self {
            periods: periods.len() as u64,
            expected,
            actual,
            total_error: relative_error(expected, actual),
            mape: mean_off(&single),
            weighted_mape: (actual > 0).then(|| absolute.value() / actual as f64),
            cumulative_mape: mean_off(&so_far),
        })
    }
}

/// Prints one line.
impl fmt::Display for TrackingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!(
            "{:.1} expected, {} actual ({}); MAPE {}, weighted {}, cumulative {}",
            self.expected,
            self.actual,
            or_dash(self.total_error.map(|e| format!("{:+}", Percent(e)))),
            or_dash(self.mape.map(Percent)),
            or_dash(self.weighted_mape.map(Percent)),
            or_dash(self.cumulative_mape.map(Percent)),
        );
        padded(f, &text)
    }
}
