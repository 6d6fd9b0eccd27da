//! [`ChurnComparison`].

use core::fmt;

#[cfg(feature = "serde")]
use super::sweep::check_bounds;
use super::{ChurnDefinition, ChurnWindow};
#[cfg(feature = "serde")]
use crate::Error;
use crate::text::{Percent, or_dash};

/// Compares the ten churn rates of one window side by side.
///
/// Prints as an aligned table, percentages with two decimals (or as many as the format asks for),
/// the recommended definition marked with `>`.
///
/// # Examples
///
/// ```
/// use tenure::retention::SubscriptionLog;
///
/// let log = SubscriptionLog::try_from_iter([
///     ("ann", 0, None),
///     ("bob", 0, Some(9)),
///     ("cy", 3, Some(25)),
/// ])?;
/// let comparison = log.window(0, 30)?.compare();
/// assert_eq!(comparison.range(), Some((0.5, 4.0 / 3.0)));
/// assert!(comparison.to_string().starts_with(
///     "churn from day 0 to day 30                 definition\n\
///      > start cohort, lost at the end     50.00% start customers not there at the end / S\n"
/// ));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ChurnComparison {
    from: i64,
    to: i64,
    rates: Vec<(ChurnDefinition, Option<f64>)>,
}

saved! {
    impl{} for ChurnComparison as "churn comparison", 1;
    |comparison| { from, to, rates: Vec<(ChurnDefinition, Option<f64>)> = &comparison.rates };
    read {
        check_bounds(from, to)?;
        if rates.iter().map(|(definition, _)| definition).eq(ChurnDefinition::ALL) {
            Ok(Self { from, to, rates })
        } else {
            Err(Error::Malformed {
                what: "churn comparison",
                expected: "one rate for each definition, in their order",
            })
        }
    }
}

impl ChurnComparison {
    pub(super) fn of(window: &ChurnWindow) -> Self {
        Self {
            from: window.start_day(),
            to: window.end_day(),
            rates: ChurnDefinition::ALL
                .iter()
                .map(|definition| (*definition, window.rate(*definition)))
                .collect(),
        }
    }

    /// Returns each definition with its rate, in the order of [`ChurnDefinition::ALL`].
    #[must_use]
    pub fn rates(&self) -> &[(ChurnDefinition, Option<f64>)] {
        &self.rates
    }

    /// Returns the lowest and the highest of the rates; `None` when no rate is defined.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        let rates = self.rates.iter().filter_map(|(_, rate)| *rate);
        rates.fold(None, |spread, rate| {
            let (lowest, highest) = spread.unwrap_or((rate, rate));
            Some((rate.min(lowest), rate.max(highest)))
        })
    }
}

/// The width of the longest name and a blank.
const NAMES: usize = 33;

impl fmt::Display for ChurnComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let percent = |rate: f64| format!("{:.places$}", Percent(rate));
        let cells: Vec<_> = self
            .rates
            .iter()
            .map(|(_, rate)| or_dash(rate.map(percent)))
            .collect();
        let width = cells.iter().map(|cell| cell.chars().count()).max();
        let width = width.unwrap_or_default().max(7);
        let title = format!("churn from day {} to day {}", self.from, self.to);
        let head = NAMES.saturating_add(width).saturating_add(2);
        writeln!(f, "{title:<head$} definition")?;
        for ((definition, _), cell) in self.rates.iter().zip(&cells) {
            let mark = match *definition {
                ChurnDefinition::RECOMMENDED => '>',
                _ => ' ',
            };
            let formula = definition.formula();
            writeln!(f, "{mark} {definition:<NAMES$}{cell:>width$} {formula}")?;
        }
        if let Some((lowest, highest)) = self.range() {
            let (lowest, highest) = (percent(lowest), percent(highest));
            write!(f, "  one log, from {lowest} to {highest}")?;
        }
        Ok(())
    }
}
