//! A survival curve as a table.

use core::fmt;

use super::KaplanMeier;
use crate::text::{excerpt, or_dash, write_omission, write_table};
use crate::units::Level;

/// Each step with its 95 % interval, of a long curve some. The precision is that of the shares, 3 digits unless another is asked for.
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
        for step in excerpt(&self.steps) {
            let interval = step.interval(Level::P95);
            rows.push([
                step.time.to_string(),
                step.at_risk.to_string(),
                step.left.to_string(),
                format!("{:.places$}", step.survival),
                or_dash(interval.map(|interval| format!("{interval:.places$}"))),
            ]);
        }
        write_table(f, &rows)?;
        write_omission(f, self.steps.len())
    }
}
