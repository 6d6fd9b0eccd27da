//! Who is still a customer, and what are they worth? `cargo run --release --example clv`.
//!
//! On the bundled CDNOW purchases, or on a file of your own: `-- --help` says how.
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
#[path = "../shared/columns.rs"]
mod columns;
mod customers;
mod figures;
#[path = "../shared/grouped.rs"]
mod grouped;
mod histories;
mod json;
mod models;
mod plots;
mod progress;
mod report;
#[path = "../shared/rows.rs"]
mod rows;
mod spend;
mod tracking;
mod transactions;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use jiff::civil::Date;

use calendar::Calendar;
use cli::{Cli, Unit};
use customers::{Figures, Top};
use histories::Histories;
use models::{Fitted, Refused};
use rows::Rejected;
use spend::Spend;
use tracking::Tracking;
use transactions::Transactions;

/// All there is to say.
struct Findings {
    file: String,
    /// Purchases that can be used, of so many customers, between these days.
    purchases: usize,
    buyers: usize,
    first: Date,
    last: Date,
    rejected: usize,
    unit: Unit,
    calendar: Calendar,
    horizon_days: f64,
    histories: Histories,
    models: Vec<Result<Fitted, Refused>>,
    chosen: Option<&'static str>,
    tracking: Tracking,
    spend: Result<Spend, tenure::Error>,
    /// One for each customer, in their order; none without a model.
    figures: Vec<Figures>,
    /// Why no customer has a value though their spend is known.
    no_value: Option<tenure::Error>,
    top: Vec<Top>,
}

impl Findings {
    /// The models that could be fitted.
    fn fitted(&self) -> impl Iterator<Item = &Fitted> {
        self.models.iter().filter_map(|model| model.as_ref().ok())
    }

    /// The last day the models see.
    fn calibration_end(&self) -> Date {
        cells::date_of(self.calendar.calibration_end)
    }

    /// The last day they are judged on.
    fn observation_end(&self) -> Date {
        cells::date_of(self.calendar.observation_end)
    }

    /// What all customers are worth together; `None` if that is not known of one.
    fn total_value(&self) -> Option<f64> {
        self.figures.iter().map(|figures| figures.value).sum()
    }

    /// The model that is asked about customers.
    fn chosen(&self) -> Option<&Fitted> {
        self.fitted().find(|model| Some(model.name) == self.chosen)
    }
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
    let path = cli.transactions.clone().unwrap_or_else(bundled);
    let transactions = Transactions::read(&path)?;
    name(&transactions.rejected);
    let calendar = Calendar::of(&transactions, cli)?;
    let findings = find(&path, &transactions, calendar, cli).map_err(|error| error.to_string())?;
    for refused in findings
        .models
        .iter()
        .filter_map(|model| model.as_ref().err())
    {
        eprintln!("{refused}");
    }
    if let (None, Some(asked)) = (findings.chosen, cli.model.name()) {
        return Err(format!(
            "--model asks for {asked}, which could not be fitted"
        ));
    }
    let text = if cli.json {
        json::text(&findings).map_err(|error| error.to_string())?
    } else {
        report::text(&findings, cli)
    };
    print(&text)?;
    if let Some(folder) = &cli.plots {
        plots::draw(folder, &findings)?;
    }
    Ok(transactions.rejected.len())
}

fn find(
    path: &Path,
    transactions: &Transactions,
    calendar: Calendar,
    cli: &Cli,
) -> tenure::Result<Findings> {
    let unit = cli.unit.time_unit();
    let histories = Histories::of(transactions, &calendar)?;
    let models = models::fit_all(&histories, &calendar, unit)?;
    let fitted = || models.iter().flatten();
    let chosen = models::choose(&fitted().collect::<Vec<_>>(), cli.model);
    let spend = Spend::of(&histories);
    let horizon_days = cli.horizon.map_or_else(
        || calendar.usual_horizon(),
        |horizon| horizon.in_days(cli.unit),
    );
    let mut findings = Findings {
        file: path.display().to_string(),
        purchases: transactions.days.len(),
        buyers: transactions.ids.len(),
        first: transactions.first,
        last: transactions.last,
        rejected: transactions.rejected.len(),
        unit: cli.unit,
        calendar,
        horizon_days,
        tracking: Tracking::of(&histories, fitted(), &calendar, cli.unit)?,
        histories,
        models,
        chosen,
        spend,
        figures: Vec::new(),
        no_value: None,
        top: Vec::new(),
    };
    customers::add(&mut findings, cli)?;
    Ok(findings)
}

/// A reader who has seen enough, as `head` has, is no error.
fn print(text: &str) -> Result<(), String> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn name(rejected: &[Rejected]) {
    for rejected in rejected {
        eprintln!("left out: {rejected}");
    }
    if !rejected.is_empty() {
        let rows = rejected.len();
        let were = if rows == 1 { "row was" } else { "rows were" };
        eprintln!("{rows} {were} left out, all others counted");
    }
}

/// From the checkout the path reads better relative to where one stands.
fn bundled() -> PathBuf {
    let here = Path::new("examples/data/cdnow_sample.csv");
    if here.exists() {
        here.to_owned()
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(here)
    }
}
