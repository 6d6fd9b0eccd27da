//! [`ThresholdChoice`].

use core::fmt;

use crate::numeric::count::Count;
use crate::scoring::evaluation::Confusion;

/// Holds one threshold with the decisions it leads to and their profit.
///
/// From a [`ProfitCurve`](crate::scoring::evaluation::ProfitCurve).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ThresholdChoice {
    /// The lowest score that is flagged; `None` where nobody is flagged.
    pub threshold: Option<f64>,
    /// How many customers were flagged and how many churned.
    pub confusion: Confusion,
    /// The profit over all customers.
    pub profit: f64,
}

impl ThresholdChoice {
    /// Returns the mean profit per customer, flagged or not; `None` without customers.
    #[must_use]
    pub fn profit_per_customer(&self) -> Option<f64> {
        let customers = Count::total(self.confusion.counts());
        (customers > 0).then(|| self.profit / customers as f64 + 0.0)
    }
}

saved! {
    impl{} for ThresholdChoice as "threshold choice", 1;
    |choice| { threshold: Option<f64>, confusion: Confusion, profit };
    read {
        let [caught, alarms, ..] = confusion.counts().map(Count::get);
        if threshold.is_none() && caught.max(alarms) > 0 {
            return Err(crate::Error::Malformed {
                what: "threshold",
                expected: "given where customers are flagged",
            });
        }
        Ok(Self { threshold, confusion, profit })
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
                    flagged.wide_successes(),
                    flagged.wide_trials()
                ),
            ),
            None => crate::text::padded(f, format_args!("nobody contacted, {profit}")),
        }
    }
}
