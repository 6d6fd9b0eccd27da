//! [`TrackingError`].

use core::fmt;

use super::TrackedPeriod;
use super::holdout_check::share_off;
use super::total::Total;
use crate::text::{Percent, or_dash, padded};

/// How far a [`Tracking`](super::Tracking) is off over several periods.
///
/// All are shares: 0.05 is 5 %. `None` where there is nothing to divide by.
///
/// # Formula
///
/// ```text
/// total error        Σ expected / Σ actual − 1
/// MAPE               mean of |expected − actual| / actual over the periods
/// weighted MAPE      Σ |expected − actual| / Σ actual
/// cumulative MAPE    the MAPE of the totals so far, from the first purchase on
/// ```
#[doc(alias = "MAPE")]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TrackingError {
    /// How many periods it is over.
    pub periods: u64,
    /// How many repeat purchases the model expects in them.
    pub expected: f64,
    /// How many there were.
    pub actual: u64,
    /// Below 0 the model expects too few.
    pub total_error: Option<f64>,
    /// Of single periods, each counting alike; `None` when there was one without purchases.
    pub mape: Option<f64>,
    /// Of single periods, each counting by its purchases; it bears periods without any.
    pub weighted_mape: Option<f64>,
    /// Of what was bought from the first period on: the error of the curve that is usually drawn, and smaller
    /// than the others, because deviations to both sides cancel.
    pub cumulative_mape: Option<f64>,
}

impl TrackingError {
    /// `None` of no periods.
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
                total.add(share_off(*expected, *actual)?.abs(), 1);
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
            total_error: share_off(expected, actual),
            mape: mean_off(&single),
            weighted_mape: (actual > 0).then(|| absolute.value() / actual as f64),
            cumulative_mape: mean_off(&so_far),
        })
    }
}

/// In one line.
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
