//! The command line.

use std::path::PathBuf;

use clap::Parser;
use tenure::units::Level;

/// A customer-success scorecard: every metric with its interval, n and definition.
///
/// Without a file it reports on the data that comes with the crate. Given any file, it reports on
/// those files only. A row that cannot be read is named on standard error with its line number and
/// counts for nothing; all other rows count.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Purchases: columns customer_id, date (YYYY-MM-DD) and amount. A negative amount is a refund.
    #[arg(long, value_name = "FILE")]
    pub(crate) transactions: Option<PathBuf>,

    /// Subscribers, one a row: months since sign-up and whether they have left.
    #[arg(long, value_name = "FILE")]
    pub(crate) subscribers: Option<PathBuf>,

    /// The column with the months a subscriber has been (or was) with us.
    #[arg(long, value_name = "COLUMN", default_value = "tenure")]
    pub(crate) tenure: String,

    /// The column that says whether they left: yes/no, true/false or 1/0 [default: churned or churn].
    #[arg(long, value_name = "COLUMN")]
    pub(crate) churned: Option<String>,

    /// A column with what a subscriber pays a month, for a lifetime value.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) charges: Option<String>,

    /// The share of what a subscriber pays that is left after serving them, in percent; without it
    /// the lifetime value is one of revenue.
    #[arg(long, value_name = "PERCENT")]
    pub(crate) gross_margin: Option<f64>,

    /// The effective yearly discount rate, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 10.0)]
    pub(crate) discount: f64,

    /// Answers, one respondent a row: any of the columns nps (0 to 10), csat and ces; blanks are
    /// questions that were skipped.
    #[arg(long, value_name = "FILE")]
    pub(crate) survey: Option<PathBuf>,

    /// The scale of the column csat: 1-5, 1-7, 1-10 or 0-10.
    #[arg(long, value_name = "SCALE", default_value = "1-5", value_parser = ["1-5", "1-7", "1-10", "0-10"])]
    pub(crate) csat_scale: String,

    /// The lowest answer that counts as satisfied [default: 4 of 5, 6 of 7, 9 of 10].
    #[arg(long, value_name = "ANSWER")]
    pub(crate) satisfied_from: Option<u8>,

    /// The scale of the column ces: 1-7 or 1-5; the high end is easy.
    #[arg(long, value_name = "SCALE", default_value = "1-7", value_parser = ["1-7", "1-5"])]
    pub(crate) ces_scale: String,

    /// Acquisition spend: columns channel, amount and new_customers.
    #[arg(long, value_name = "FILE")]
    pub(crate) spend: Option<PathBuf>,

    /// How sure the intervals are, in percent.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = level)]
    pub(crate) level: Level,

    /// Print one JSON object with all digits instead of the table.
    #[arg(long)]
    pub(crate) json: bool,

    /// Exit with status 1 if any row was rejected.
    #[arg(long)]
    pub(crate) strict: bool,
}

fn level(percent: &str) -> Result<Level, String> {
    let percent: f64 = percent.parse().map_err(|_| "not a number".to_owned())?;
    Level::new(percent / 100.0).map_err(|error| error.to_string())
}
