//! [`ThresholdChoice`].

use core::fmt;

use crate::scoring::evaluation::Confusion;

/// One place to draw the line, and what it would have brought.
///
/// From a [`ProfitCurve`](crate::scoring::evaluation::ProfitCurve).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ThresholdChoice {
    /// Flagged is who scores this or more; `None`: nobody.
    pub threshold: Option<f64>,
    /// Who was flagged, and who churned.
    pub confusion: Confusion,
    /// What all customers bring together.
    pub profit: f64,
}

impl ThresholdChoice {
    /// What a customer brings on average, flagged or not; `None` without any.
    #[must_use]
    pub fn profit_per_customer(&self) -> Option<f64> {
        let customers = self.confusion.total();
        (customers > 0).then(|| self.profit / customers as f64 + 0.0)
    }
}

impl fmt::Display for ThresholdChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let flagged = self.confusion.flagged();
        let profit = crate::text::signless(self.profit, places);
        match self.threshold {
            Some(threshold) => crate::text::padded(
                f,
                format_args!(
                    "from {threshold:.4} on: {} of {} contacted, {profit}",
                    flagged.successes(),
                    flagged.trials()
                ),
            ),
            None => crate::text::padded(f, format_args!("nobody contacted, {profit}")),
        }
    }
}
