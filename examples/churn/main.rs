//! Who is about to leave, why, and whom is it worth keeping? `cargo run --release --example churn`.
//!
//! On the bundled Telco customers, or on a file of your own: `-- --help` says how.
#![allow(
    clippy::doc_markdown,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a command-line program prints, its help is not Markdown, and its rows were checked"
)]

mod at_risk;
mod cli;
mod customers;
mod evaluation;
mod figures;
#[path = "../shared/grouped.rs"]
mod grouped;
mod json;
mod model;
mod plots;
mod report;
mod rows;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use tenure::scoring::LogisticChurn;
use tenure::scoring::validation::LambdaPath;
use tenure::stats::Fit;

use at_risk::{AtRisk, Spending};
use cli::{Blanks, Cli, HoldOut};
use customers::{Customer, Feature, Label};
use evaluation::Evaluation;
use model::{Score, Trained};
use rows::{Rejected, Table};

/// All there is to say.
struct Findings<'a> {
    file: String,
    label: Option<Label>,
    features: &'a [Feature],
    /// The customers who have a score.
    customers: Vec<&'a Customer>,
    reasons: Vec<(String, usize)>,
    rejected: &'a [Rejected],
    fitted_to: usize,
    fit: Option<Fit<LogisticChurn>>,
    path: Option<LambdaPath>,
    evaluation: Option<Evaluation>,
    at_risk: Vec<AtRisk<'a>>,
    spending: Option<Spending>,
}

fn main() -> ExitCode {
    let mut cli = Cli::parse();
    let bundled = cli.file.is_none();
    if bundled && cli.id.is_none() {
        cli.id = Some("customerID".to_owned());
    }
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
    let path = cli.file.clone().unwrap_or_else(bundled);
    let mut table = Table::read(&path)?;
    let file = path.display().to_string();
    let of_file = |error: String| format!("{file}: {error}");
    let label = Label::find(&table, cli).map_err(of_file)?;
    let read = match &cli.load_model {
        Some(saved) => with_saved(saved, &mut table, label.as_ref(), cli),
        None => with_fit(&mut table, label.as_ref(), cli),
    };
    let (features, customers, trained) = read.map_err(of_file)?;
    let scores = model::scores(&trained.scorer, &customers, &mut table.rejected);
    table.rejected.sort_by_key(|rejected| rejected.line);
    name(&table.rejected);

    let evaluation =
        evaluate(&customers, &scores, &trained, cli).map_err(|error| error.to_string())?;
    let waiting = at_risk::waiting(&customers, &scores);
    let at_risk = at_risk::explained(&waiting, &trained.scorer, cli.top);
    let spending = Spending::of(&waiting, evaluation.as_ref(), cli);
    let findings = Findings {
        file,
        label,
        features: &features,
        customers: customers
            .iter()
            .zip(&scores)
            .filter_map(|(customer, score)| score.map(|_| customer))
            .collect(),
        reasons: customers::reasons(&table),
        rejected: &table.rejected,
        fitted_to: trained
            .split
            .as_ref()
            .map_or(customers.len(), |split| split.train().len()),
        fit: trained.fit,
        path: trained.path,
        evaluation,
        at_risk: at_risk.map_err(|error| error.to_string())?,
        spending: spending.map_err(|error| error.to_string())?,
    };
    let text = if cli.json {
        json::text(&findings).map_err(|error| error.to_string())?
    } else {
        report::text(&findings, cli)
    };
    print(&text)?;
    if let Some(folder) = &cli.plots {
        plots::draw(folder, findings.evaluation.as_ref())?;
    }
    if let Some(path) = &cli.save_model {
        model::save(path, &features, &trained.scorer)?;
    }
    Ok(table.rejected.len())
}

type Read = (Vec<Feature>, Vec<Customer>, Trained);

fn with_saved(
    saved: &Path,
    table: &mut Table,
    label: Option<&Label>,
    cli: &Cli,
) -> Result<Read, String> {
    let (features, scorer) = model::load(saved)?;
    let id = cli.id.as_deref();
    // What is done with blanks, the model itself says.
    let customers = customers::customers(table, &features, label, id, Blanks::Median)?;
    let trained = Trained {
        scorer,
        fit: None,
        path: None,
        split: None,
    };
    Ok((features, customers, trained))
}

fn with_fit(table: &mut Table, label: Option<&Label>, cli: &Cli) -> Result<Read, String> {
    let label = label.ok_or_else(|| {
        let there = table.columns.join(", ");
        format!("--label must say which column says who left (there are: {there})")
    })?;
    let features = customers::features(table, label, cli)?;
    let id = cli.id.as_deref();
    let customers = customers::customers(table, &features, Some(label), id, cli.missing)?;
    let trained = model::train(&customers, &features, cli);
    let trained = trained.inspect_err(|_| name(&table.rejected))?;
    Ok((features, customers, trained))
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

/// On the customers put aside; on all where nobody was, or the model came from elsewhere.
fn evaluate(
    customers: &[Customer],
    scores: &[Option<Score>],
    trained: &Trained,
    cli: &Cli,
) -> tenure::Result<Option<Evaluation>> {
    let of = |row: usize| Some((scores[row]?, customers[row].churned?));
    let judged: Vec<_> = match &trained.split {
        Some(split) => split.test().iter().filter_map(|row| of(*row)).collect(),
        None => (0..customers.len()).filter_map(of).collect(),
    };
    let on = match (cli.split, &cli.load_model) {
        (_, Some(_)) => "all",
        (HoldOut::None, None) => "training",
        _ => "hold-out",
    };
    if judged.is_empty() {
        return Ok(None);
    }
    Evaluation::of(on, &judged, cli.threshold).map(Some)
}

/// From the checkout the path reads better relative to where one stands.
fn bundled() -> PathBuf {
    let here = Path::new("examples/data/telco_churn.csv");
    if here.exists() {
        here.to_owned()
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(here)
    }
}
