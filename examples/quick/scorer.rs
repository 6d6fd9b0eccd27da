//! Who is about to leave, and why: `cargo run --example quick-scorer`.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example prints and draws"
)]

use tenure::scoring::evaluation::Ranking;
use tenure::{Level, LogisticChurn, Result};

fn main() -> Result<()> {
    // (months as a customer, support tickets) and whether they left; made up.
    let customers: Vec<([f64; 2], bool)> = (0..400_u32)
        .map(|i| {
            let (months, tickets) = (f64::from(i * 37 % 60 + 1), f64::from(i * 29 % 5));
            let log_odds = -0.8 - 0.04 * months + 0.5 * tickets;
            let luck = f64::from(i * 7919 % 1009) / 1009.0;
            ([months, tickets], luck < 1.0 / (1.0 + (-log_odds).exp()))
        })
        .collect();

    // Fit to three quarters, judge on the rest.
    let (test, train): (Vec<_>, Vec<_>) = customers
        .iter()
        .copied()
        .enumerate()
        .partition(|(row, _)| row % 4 == 0);
    let fit = LogisticChurn::fitter()
        .features(["months", "tickets"])
        .fit(train.into_iter().map(|(_, customer)| customer))?;
    println!("{fit}\n");

    let model = fit.into_model();
    let scores: Vec<_> = test
        .iter()
        .map(|(_, (row, left))| Ok((model.score(row)?, *left)))
        .collect::<Result<_>>()?;
    let ranking = Ranking::try_from_iter(scores)?;
    if let Some(auc) = ranking.auc_interval(Level::P95) {
        println!("on customers not seen: AUC {auc:.2}");
    }
    println!("\n{}", model.explain([2.0, 4.0])?);
    Ok(())
}
