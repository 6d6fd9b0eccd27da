//! A fit as the table an analyst expects.

use core::fmt;

use super::ParametricModel;
use crate::error::Shown;
use crate::stats::{Fit, Interval};
use crate::units::Level;

/// Some five digits, and never a column of zeros.
fn figure(value: f64) -> String {
    if (1e-3..1e6).contains(&value) {
        format!("{value:.4}")
    } else {
        format!("{value:.3e}")
    }
}

/// The model, a line per parameter with its standard error and 95 % interval, how well it fits, and a warning if
/// the parameters are not to be read alone.
impl<M: ParametricModel> fmt::Display for Fit<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.convergence();
        let kind = if self.is_penalised() {
            "penalised"
        } else {
            "maximum"
        };
        writeln!(
            f,
            "{} of {} customers, {kind} likelihood, {} iterations",
            M::NAME,
            Shown(self.observations()),
            facts.iterations
        )?;
        let mut lines = vec![["", "estimate", "std. error", "95% from", "to"].map(String::from)];
        let values = self.model().values();
        for ((name, value), error) in M::PARAMETERS.iter().zip(values).zip(self.standard_errors()) {
            let interval = self.interval_of(name, Level::P95);
            let end = |end: Option<f64>| end.map_or_else(|| "–".into(), figure);
            lines.push([
                (*name).into(),
                figure(value),
                figure(*error),
                end(interval.map(Interval::lower)),
                end(interval.map(Interval::upper)),
            ]);
        }
        let mut widths = [0; 5];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = cell.chars().count().max(*width);
            }
        }
        for line in &lines {
            for (place, (cell, width)) in line.iter().zip(widths).enumerate() {
                match place {
                    0 => write!(f, "{cell:<width$}")?,
                    _ => write!(f, "  {cell:>width$}")?,
                }
            }
            writeln!(f)?;
        }
        write!(f, "log-likelihood {:.4}", self.log_likelihood())?;
        if let (Some(aic), Some(bic)) = (self.aic(), self.bic()) {
            write!(f, ", AIC {aic:.2}, BIC {bic:.2}")?;
        }
        match self.weakly_identified() {
            Some(warning) => write!(f, "\nWarning: {warning}"),
            None => Ok(()),
        }
    }
}
