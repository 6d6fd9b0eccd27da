//! A fit as the table an analyst expects.

use core::fmt;

use crate::scoring::LogisticChurn;
use crate::stats::Fit;
use crate::text::{Percent, Shown, figure, or_dash, p_cell, signless, write_table};
use crate::units::Level;

/// The table: who was fitted and how, a line per coefficient with its 95 % interval, and how well it fits.
impl fmt::Display for Fit<LogisticChurn> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, churned) = (self.observations(), self.churned());
        let [stayed, _] = self.evidence().class_totals;
        writeln!(
            f,
            "Churn of {} customers, {} left ({})",
            Shown(n),
            Shown(churned),
            Percent(churned / (stayed + churned))
        )?;
        let facts = self.convergence();
        writeln!(f, "{}, {} iterations", self.estimator(), facts.iterations)?;
        writeln!(f)?;
        let head = [
            "",
            "estimate",
            "std. error",
            "z",
            "p",
            "95% from",
            "to",
            "odds ratio",
        ];
        let mut lines = vec![head.map(String::from)];
        for term in self.terms() {
            let interval = term.interval(Level::P95);
            lines.push([
                term.name().into(),
                figure(term.estimate()),
                figure(term.standard_error()),
                or_dash(term.z().map(|z| signless(z, 2))),
                or_dash(term.p_value().map(p_cell)),
                or_dash(interval.map(|i| figure(i.lower()))),
                or_dash(interval.map(|i| figure(i.upper()))),
                or_dash(term.odds_ratio().map(figure)),
            ]);
        }
        write_table(f, &lines)?;
        writeln!(f)?;
        writeln!(f)?;
        let dropped: Vec<_> = self.dropped().collect();
        if !dropped.is_empty() {
            writeln!(
                f,
                "dropped, because the other features already determine them: {}",
                dropped.join(", ")
            )?;
        }
        let (own, null) = (self.log_likelihood(), self.null_log_likelihood());
        let (own, null) = (signless(own, 2), signless(null, 2));
        write!(f, "log-likelihood {own}, with the intercept alone {null}")?;
        if let Some(test) = self.likelihood_ratio() {
            write!(f, "; {test}")?;
        }
        if let (Some(aic), Some(bic), Some(r2)) = (self.aic(), self.bic(), self.pseudo_r2()) {
            write!(
                f,
                "\nAIC {aic:.2}, BIC {bic:.2}, McFadden's R² {:.3}",
                r2.mcfadden
            )?;
        }
        Ok(())
    }
}
