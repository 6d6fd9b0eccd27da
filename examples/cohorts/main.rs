//! Do customers stay, for how long, and what does that make them worth? `cargo run --release --example cohorts`.
//!
//! On the bundled CDNOW purchases and Telco subscribers, or on a file of your own: `-- --help` says how.
#![allow(
    clippy::doc_markdown,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a command-line program prints, its help is not Markdown, and its rows were checked"
)]

mod calendar;
#[path = "../shared/cells.rs"]
mod cells;
#[path = "../shared/cividis.rs"]
mod cividis;
mod cli;
mod cohorts;
#[path = "../shared/columns.rs"]
mod columns;
mod figures;
#[path = "../shared/grouped.rs"]
mod grouped;
mod json;
mod movements;
mod plots;
mod purchases;
mod report;
#[path = "../shared/rows.rs"]
mod rows;
mod subscribers;
mod survival;
mod valuation;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

use cli::Cli;
use cohorts::Cohorts;
use purchases::Purchases;
use rows::Rejected;
use subscribers::{Columns, Subscribers};
use survival::Survival;

/// All there is to say.
struct Findings {
    cohorts: Option<Cohorts>,
    survival: Option<Survival>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(rejected) => {
            if rejected > 0 && cli.strict {
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::from(2)
        }
    }
}

/// How many rows were left out.
fn run(cli: &Cli) -> Result<usize, String> {
    let bundled = cli.transactions.is_none() && cli.subscribers.is_none();
    let mut findings = Findings {
        cohorts: None,
        survival: None,
    };
    let mut rejected = 0;
    let path = |given: &Option<PathBuf>, name| match given {
        None if bundled => Some(self::bundled(name)),
        given => given.clone(),
    };
    if let Some(path) = path(&cli.transactions, "cdnow_sample.csv") {
        let purchases = Purchases::read(&path)?;
        name(&purchases.file, &purchases.rejected);
        rejected += purchases.rejected.len();
        findings.cohorts = Some(Cohorts::of(&purchases, cli)?);
    }
    if let Some(path) = path(&cli.subscribers, "telco_churn.csv") {
        let columns = Columns::asked(cli).unwrap_or_else(Columns::bundled);
        let subscribers = Subscribers::read(&path, columns, cli)?;
        name(&subscribers.file, &subscribers.rejected);
        rejected += subscribers.rejected.len();
        let survival = Survival::of(subscribers, cli);
        findings.survival = Some(survival.map_err(|error| error.to_string())?);
    }
    let text = if cli.json {
        json::text(&findings).map_err(|error| error.to_string())?
    } else {
        report::text(&findings)
    };
    print(&text)?;
    if let Some(folder) = &cli.plots {
        plots::draw(folder, &findings)?;
    }
    Ok(rejected)
}

/// A reader who has seen enough, as `head` has, is no error.
fn print(text: &str) -> Result<(), String> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn name(file: &str, rejected: &[Rejected]) {
    for rejected in rejected {
        eprintln!("left out: {file}, {rejected}");
    }
    if !rejected.is_empty() {
        let rows = rejected.len();
        let were = if rows == 1 { "row was" } else { "rows were" };
        eprintln!("{file}: {rows} {were} left out, all others counted");
    }
}

/// From the checkout the path reads better relative to where one stands.
fn bundled(name: &str) -> PathBuf {
    let here = Path::new("examples/data").join(name);
    if here.exists() {
        here
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(here)
    }
}
