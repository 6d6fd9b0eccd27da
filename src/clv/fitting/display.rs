//! A fit as the table an analyst expects.

use core::fmt;

use super::ParametricModel;
use crate::stats::Fit;
use crate::text::{Shown, figure, or_dash, write_table};
use crate::units::Level;

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
            lines.push([
                (*name).into(),
                figure(value),
                figure(*error),
                or_dash(interval.map(|i| figure(i.lower()))),
                or_dash(interval.map(|i| figure(i.upper()))),
            ]);
        }
        write_table(f, &lines)?;
        write!(f, "\nlog-likelihood {:.4}", self.log_likelihood())?;
        if let (Some(aic), Some(bic)) = (self.aic(), self.bic()) {
            write!(f, ", AIC {aic:.2}, BIC {bic:.2}")?;
        }
        match self.weakly_identified() {
            Some(warning) => write!(f, "\nWarning: {warning}"),
            None => Ok(()),
        }
    }
}
