//! A customer-success scorecard from CSV files: `cargo run --release --example scorecard`.
//!
//! Reports on the bundled data, or on your own: `-- --help` says how.
#![allow(
    clippy::doc_markdown,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program prints, and its help is not Markdown"
)]

mod cli;
#[path = "../shared/grouped.rs"]
mod grouped;
mod report;
mod rows;
mod spend;
mod subscribers;
mod survey;
mod transactions;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

use cli::Cli;
use report::Scorecard;
use subscribers::Columns;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let card = match scorecard(&cli) {
        Ok(card) => card,
        Err(reason) => {
            eprintln!("error: {reason}");
            return ExitCode::from(2);
        }
    };
    for rejected in &card.rejected {
        eprintln!("rejected: {rejected}");
    }
    if cli.json {
        match card.json() {
            Ok(json) => println!("{json}"),
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::from(2);
            }
        }
    } else {
        println!("{}", card.table(cli.level));
    }
    if !card.rejected.is_empty() {
        let rows = card.rejected.len();
        let were = if rows == 1 { "row was" } else { "rows were" };
        eprintln!("{rows} {were} rejected, all others counted");
        if cli.strict {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn scorecard(cli: &Cli) -> Result<Scorecard, String> {
    let mut card = Scorecard::default();
    let own = [&cli.transactions, &cli.subscribers, &cli.survey, &cli.spend];
    if own.iter().all(|file| file.is_none()) {
        bundled(cli, &mut card)?;
        return Ok(card);
    }
    if let Some(file) = &cli.survey {
        survey::report(file, cli, &mut card)?;
    }
    if let Some(file) = &cli.transactions {
        transactions::report(file, cli.level, &mut card)?;
    }
    if let Some(file) = &cli.subscribers {
        let churned = match &cli.churned {
            Some(column) => column,
            None if rows::columns(file)?
                .iter()
                .any(|name| name.eq_ignore_ascii_case("churn")) =>
            {
                "churn"
            }
            None => "churned",
        };
        let columns = Columns {
            tenure: &cli.tenure,
            churned,
            charges: cli.charges.as_deref(),
        };
        subscribers::report(file, &columns, cli, &mut card)?;
    }
    if let Some(file) = &cli.spend {
        spend::report(file, &mut card)?;
    }
    Ok(card)
}

fn bundled(cli: &Cli, card: &mut Scorecard) -> Result<(), String> {
    let data = |name: &str| -> PathBuf {
        // From the checkout the paths read better relative to where one stands.
        let here = Path::new("examples/data").join(name);
        if here.exists() {
            here
        } else {
            Path::new(env!("CARGO_MANIFEST_DIR")).join(here)
        }
    };
    survey::report(&data("made_up_survey.csv"), cli, card)?;
    card.caveats.push(
        "The survey and the spend that come with this program are made up; CDNOW's purchases are real, the Telco \
         subscribers are IBM's sample (examples/data/SOURCES.md)."
            .to_owned(),
    );
    transactions::report(&data("cdnow_sample.csv"), cli.level, card)?;
    let columns = Columns {
        tenure: "tenure",
        churned: "Churn",
        charges: Some("MonthlyCharges"),
    };
    subscribers::report(&data("telco_churn.csv"), &columns, cli, card)?;
    spend::report(&data("made_up_spend.csv"), card)
}
