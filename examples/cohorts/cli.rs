//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use jiff::civil::Date;
use tenure::units::{Period, Proportion};

/// Do customers stay, for how long, and what does that make them worth?
///
/// Of purchases: the customers of each month's first purchases (a cohort) and how many of them bought again in each
/// month since, with what they spent; and what each month's customers spent more and less than the month before.
/// A cell whose month is not over is left blank: it is not known, and not 0.
///
/// Of subscribers: how many are still there after how long, by Kaplan and Meier, which counts those who are still
/// there for as long as they were seen; of each group, with a log-rank test of whether the groups differ at all.
///
/// Without a file it does both for the CDNOW purchases and the Telco subscribers that come with the crate; with one
/// it does what that file allows. A row that cannot be used (a blank, a refund, a time below 0) is named on
/// standard error with its line number and counts for nothing; all other rows count.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Purchases, one a row, with a header that has the columns customer_id, date (YYYY-MM-DD) and amount.
    #[arg(long, value_name = "FILE")]
    pub(crate) transactions: Option<PathBuf>,

    /// What customers are put together by, and their activity counted in.
    #[arg(long, value_name = "PERIOD", default_value = "month")]
    pub(crate) by: By,

    /// The last day on which a purchase would be in the file: a period that is not over by then is left out [default:
    /// the last day there is one on].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) seen_until: Option<Date>,

    /// Count who was active so many periods on or at any later time, instead of in that very period.
    #[arg(long)]
    pub(crate) unbounded: bool,

    /// Subscribers, one a row, with a header.
    #[arg(long, value_name = "FILE", requires_all = ["duration", "event"])]
    pub(crate) subscribers: Option<PathBuf>,

    /// The column that says how long a subscriber has been there, or was: whole numbers or decimals.
    #[arg(long, value_name = "COLUMN", requires = "subscribers")]
    pub(crate) duration: Option<String>,

    /// The column that says whether they left then (yes/no, true/false, 1/0) or are still there.
    #[arg(long, value_name = "COLUMN", requires = "subscribers")]
    pub(crate) event: Option<String>,

    /// The value of that column that means "left" [default: yes, true, y, t or 1].
    #[arg(long, value_name = "VALUE", requires = "subscribers")]
    pub(crate) positive: Option<String>,

    /// The column to compare groups by.
    #[arg(long, value_name = "COLUMN", requires = "subscribers")]
    pub(crate) group: Option<String>,

    /// The column that says what a subscriber pays in each --unit: with it, what one is worth.
    #[arg(long, value_name = "COLUMN", requires = "subscribers")]
    pub(crate) charge: Option<String>,

    /// What --duration is counted in.
    #[arg(long, value_name = "UNIT", default_value = "month")]
    pub(crate) unit: Unit,

    /// Up to when to take the mean time a subscriber stays, and the value of one, in --unit [default: as long as
    /// somebody of every group was seen].
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    pub(crate) within: Option<f64>,

    /// After which times to say how many are still there, in --unit, with commas between [default: a sixth, a third and
    /// two thirds of --within].
    #[arg(long, value_name = "TIMES", value_parser = time, value_delimiter = ',', allow_negative_numbers = true)]
    pub(crate) at: Vec<f64>,

    /// What waiting costs, effective per year: 0.15 or 15%.
    #[arg(long, value_name = "RATE", default_value = "15%", value_parser = rate, allow_negative_numbers = true)]
    pub(crate) discount: f64,

    /// How much of what is paid is earned: 0.3 or 30%. With all of it, values are revenue.
    #[arg(long, value_name = "SHARE", default_value = "100%", value_parser = share, allow_negative_numbers = true)]
    pub(crate) margin: Proportion,

    /// Write heat_map.svg and waterfall.svg (of purchases) and survival.svg (of subscribers) into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) plots: Option<PathBuf>,

    /// Print one JSON object with all digits instead of the tables.
    #[arg(long)]
    pub(crate) json: bool,

    /// Exit with status 1 if any row was left out.
    #[arg(long)]
    pub(crate) strict: bool,
}

/// What purchases are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// From Monday to Sunday.
    Week,
    Month,
    Quarter,
}

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    pub(crate) const fn period(self) -> Period {
        match self {
            Self::Day => Period::Day,
            Self::Week => Period::Week,
            Self::Month => Period::Month,
            Self::Year => Period::Year,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day as YYYY-MM-DD".to_owned())
}

fn time(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(time) if time > 0.0 && time.is_finite() => Ok(time),
        _ => Err("a number above 0".to_owned()),
    }
}

/// `0.3` or `30%`; a bare 30 might mean either and is refused.
fn rate(text: &str) -> Result<f64, String> {
    let (number, scale) = match text.strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (text, 1.0),
    };
    let rate = number
        .trim()
        .parse::<f64>()
        .map_err(|_| "not a number".to_owned())?
        / scale;
    if rate >= 0.0 && rate.is_finite() && (rate <= 1.0 || scale > 1.0) {
        Ok(rate)
    } else {
        Err("a fraction like 0.15, or a percentage like 15%".to_owned())
    }
}

fn share(text: &str) -> Result<Proportion, String> {
    let wrong = |_| "a share like 0.3, or a percentage like 30%".to_owned();
    Proportion::new(rate(text)?).map_err(wrong)
}
