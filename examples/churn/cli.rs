//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use tenure::units::Proportion;

/// Who is about to leave, why, and whom is it worth keeping?
///
/// Fits a logistic regression to a file of customers of whom it is known whether they left, judges it on
/// customers it has not seen, and lists who is most at risk and why. Without a file it does so for the
/// Telco customers that come with the crate. A row that cannot be used is named on standard error with
/// its line number and counts for nothing; all other rows count.
///
/// A column with numbers is used as it is. A column with text becomes a column of 0 and 1 for each of its
/// values but the first in alphabetical order, which the others are compared with. Columns that say
/// nothing the ones before them do not say already are dropped and named.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Customers, one a row, with a header [default: the Telco customers that come with the crate].
    pub(crate) file: Option<PathBuf>,

    /// The column that says who left [default: churned or churn].
    #[arg(long, value_name = "COLUMN")]
    pub(crate) label: Option<String>,

    /// The value of that column that means "left" [default: yes, true, y, t or 1].
    #[arg(long, value_name = "VALUE")]
    pub(crate) positive: Option<String>,

    /// A column that names the customer; not used to predict [default: the line number].
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id: Option<String>,

    /// A column not to be used (give it once for each).
    #[arg(long, value_name = "COLUMN")]
    pub(crate) drop: Vec<String>,

    /// A column of numbers that are names, such as 3 for the third tariff: used as text (give it once for
    /// each).
    #[arg(long, value_name = "COLUMN")]
    pub(crate) text: Vec<String>,

    /// What to do with blanks: leave the row out, or put the mean or median there (of a text: a value of
    /// its own), with a column more that says so.
    #[arg(long, value_name = "POLICY", default_value = "leave-out")]
    pub(crate) missing: Blanks,

    /// Which customers are put aside to judge on: none, random (as many churners in proportion on both
    /// sides), or every:K (the first of the rows that can be used, and every K-th after it).
    #[arg(long, value_name = "HOW", default_value = "random", value_parser = hold_out)]
    pub(crate) split: HoldOut,

    /// The share put aside by --split random.
    #[arg(long, value_name = "SHARE", default_value = "25%", value_parser = share)]
    pub(crate) test_share: Proportion,

    /// Where --split random, and --ridge cv, start to draw: the same seed, the same customers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,

    /// A ridge penalty on the standardised coefficients; "cv" tries several and takes the largest
    /// that does as well as the best on customers not fitted to. Such a fit has no p-values.
    #[arg(long, value_name = "LAMBDA", value_parser = ridge, conflicts_with = "firth", allow_negative_numbers = true)]
    pub(crate) ridge: Option<Ridge>,

    /// Firth's penalty: for few churners, or columns that settle the outcome beyond doubt.
    #[arg(long)]
    pub(crate) firth: bool,

    /// From which probability on a customer is flagged, for accuracy, precision and recall.
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = share)]
    pub(crate) threshold: Proportion,

    /// How many of the customers most at risk to list.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(crate) top: usize,

    /// What a customer who is kept is worth.
    #[arg(long, value_name = "MONEY", requires_all = ["contact_cost", "save_rate"], allow_negative_numbers = true)]
    pub(crate) clv: Option<f64>,

    /// What it costs to contact one customer.
    #[arg(long, value_name = "MONEY", requires_all = ["clv", "save_rate"], allow_negative_numbers = true)]
    pub(crate) contact_cost: Option<f64>,

    /// How many of those about to leave stay because they were contacted: 0.3 or 30%.
    #[arg(long, value_name = "SHARE", value_parser = share, requires_all = ["clv", "contact_cost"])]
    pub(crate) save_rate: Option<Proportion>,

    /// Write roc.svg, calibration.svg and lift.svg into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) plots: Option<PathBuf>,

    /// Save the model as JSON: its columns, coefficients and means, and no customer.
    #[arg(long, value_name = "FILE")]
    pub(crate) save_model: Option<PathBuf>,

    /// Score with a saved model instead of fitting one. The label may be missing then.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["save_model", "ridge", "firth", "drop", "text", "missing", "split"]
    )]
    pub(crate) load_model: Option<PathBuf>,

    /// Print one JSON object with all digits instead of the tables.
    #[arg(long)]
    pub(crate) json: bool,

    /// Exit with status 1 if any row was left out.
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Blanks {
    LeaveOut,
    Mean,
    Median,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HoldOut {
    None,
    Random,
    Every(usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Ridge {
    Lambda(f64),
    CrossValidated,
}

fn hold_out(text: &str) -> Result<HoldOut, String> {
    match (text, text.strip_prefix("every:")) {
        ("none", _) => Ok(HoldOut::None),
        ("random", _) => Ok(HoldOut::Random),
        (_, Some(k)) => match k.parse() {
            Ok(k) if k >= 2 => Ok(HoldOut::Every(k)),
            _ => Err("K must be a whole number of at least 2".to_owned()),
        },
        _ => Err("none, random or every:K".to_owned()),
    }
}

fn ridge(text: &str) -> Result<Ridge, String> {
    if text == "cv" {
        return Ok(Ridge::CrossValidated);
    }
    match text.parse::<f64>() {
        Ok(lambda) if lambda.is_finite() && lambda >= 0.0 => Ok(Ridge::Lambda(lambda)),
        _ => Err("a number of at least 0, or cv".to_owned()),
    }
}

/// `0.3` or `30%`; a bare 30 might mean either and is refused.
fn share(text: &str) -> Result<Proportion, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| "not a number".to_owned())
    };
    let share = match text.strip_suffix('%') {
        Some(percent) => Proportion::from_percent(number(percent)?),
        None => Proportion::new(number(text)?),
    };
    share.map_err(|_| "a share like 0.3, or a percentage like 30%".to_owned())
}
