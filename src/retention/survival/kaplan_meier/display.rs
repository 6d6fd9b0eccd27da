//! A survival curve as a table.

use core::fmt;

use super::KaplanMeier;
use crate::units::{Level, write_table};

/// As many steps as fit a screen; of a longer curve so many, evenly spread.
const SHOWN: usize = 24;

/// Each step with its 95 % interval. The precision is that of the shares, 3 digits unless another is asked for.
impl<T: Ord + Copy + fmt::Display> fmt::Display for KaplanMeier<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let (customers, left, last) = (self.customers, self.left, self.last_time);
        write!(f, "{customers} customers, {left} left; last seen at {last}")?;
        if self.steps.is_empty() {
            return Ok(());
        }
        f.write_str("\n")?;
        let head = ["time", "at risk", "left", "survival", "95% interval"].map(String::from);
        let mut rows = vec![head];
        let shown = self.steps.len().min(SHOWN);
        let end = |of: usize| of.saturating_sub(1).max(1);
        for place in 0..shown {
            let index = place.saturating_mul(end(self.steps.len())) / end(shown);
            let Some(step) = self.steps.get(index) else {
                continue;
            };
            let interval = step.interval(Level::P95);
            rows.push([
                step.time.to_string(),
                step.at_risk.to_string(),
                step.left.to_string(),
                format!("{:.places$}", step.survival),
                interval.map_or_else(|| "–".into(), |interval| format!("{interval:.places$}")),
            ]);
        }
        write_table(f, &rows)?;
        if shown < self.steps.len() {
            write!(f, "\n({shown} of {} steps)", self.steps.len())?;
        }
        Ok(())
    }
}
