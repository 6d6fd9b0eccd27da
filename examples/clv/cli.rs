//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use jiff::civil::Date;
use tenure::units::{Proportion, TimeUnit};

/// Who is still a customer, how often will they buy, and what is each of them worth?
///
/// Reads a file of purchases, turns it into one history per customer, and fits four models of how customers
/// without a contract buy and leave: BG/NBD, MBG/NBD, Pareto/NBD, and NBD, under which nobody ever leaves.
/// They are fitted to the purchases up to --calibration-end only, and judged on those after it. Then each customer
/// is given a probability of still being one, the purchases expected of them, and a value. All of that is as of
/// --calibration-end: put it on the last day of the file to know how things stand now (nothing is held out then).
///
/// Without a file it does so for the CDNOW purchases that come with the crate. A row that cannot be used (a blank,
/// a refund, a date that is none) is named on standard error with its line number and counts for nothing; all
/// other rows count. Purchases of one customer on one day are one purchase.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Purchases, one a row, with a header that has the columns customer_id, date (YYYY-MM-DD) and amount
    /// [default: the CDNOW purchases that come with the crate].
    #[arg(long, value_name = "FILE")]
    pub(crate) transactions: Option<PathBuf>,

    /// What the models count time in. How parameters read depends on it; what is said of customers does not.
    #[arg(long, value_name = "UNIT", default_value = "week")]
    pub(crate) unit: Unit,

    /// The last day the models see [default: 1997-09-30 for the bundled purchases; of a file of your own, the day
    /// half-way from its first to its last].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) calibration_end: Option<Date>,

    /// The last day of the purchases that the models are judged on [default: the last day of the file].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) observation_end: Option<Date>,

    /// How far ahead to look: "39 weeks", "273 days", "12 months", "1 year", or a bare number of --unit [default: for
    /// purchases as long as the time held out, 1 year if none is; for values without an end].
    #[arg(long, value_name = "TIME", value_parser = horizon)]
    pub(crate) horizon: Option<Time>,

    /// What waiting costs, effective per year: 0.15 or 15%. With neither a discount nor a --horizon some models know
    /// no finite value.
    #[arg(long, value_name = "RATE", default_value = "15%", value_parser = rate, allow_negative_numbers = true)]
    pub(crate) discount: f64,

    /// How much of what is paid is earned: 0.3 or 30%. With all of it, values are revenue.
    #[arg(long, value_name = "SHARE", default_value = "100%", value_parser = share, allow_negative_numbers = true)]
    pub(crate) margin: Proportion,

    /// The model that the figures of the customers come from. "best" is the one with the lowest AIC; BG/NBD, to which
    /// everybody who bought only once is still a customer, must be lower by 10 at least.
    #[arg(long, value_name = "MODEL", default_value = "best")]
    pub(crate) model: Choice,

    /// How many of the most valuable customers to list.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(crate) top: usize,

    /// Write tracking.svg, p_alive.svg and histogram.svg into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) plots: Option<PathBuf>,

    /// Print one JSON object with all digits and all customers instead of the tables.
    #[arg(long)]
    pub(crate) json: bool,

    /// Exit with status 1 if any row was left out.
    #[arg(long)]
    pub(crate) strict: bool,
}

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    Day,
    Week,
    /// 30.4375 days.
    Month,
}

impl Unit {
    pub(crate) const fn time_unit(self) -> TimeUnit {
        match self {
            Self::Day => TimeUnit::DAY,
            Self::Week => TimeUnit::WEEK,
            Self::Month => TimeUnit::MONTH,
        }
    }
}

/// Which model to ask about customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    Best,
    #[value(name = "bg", alias = "bg-nbd", alias = "BG/NBD")]
    Bg,
    #[value(name = "mbg", alias = "mbg-nbd", alias = "MBG/NBD")]
    Mbg,
    #[value(name = "pareto", alias = "pareto-nbd", alias = "Pareto/NBD")]
    Pareto,
    #[value(name = "nbd", alias = "NBD")]
    Nbd,
}

impl Choice {
    /// What the models themselves are called.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Best => None,
            Self::Bg => Some("BG/NBD"),
            Self::Mbg => Some("MBG/NBD"),
            Self::Pareto => Some("Pareto/NBD"),
            Self::Nbd => Some("NBD"),
        }
    }
}

/// A length of time as it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Time {
    pub(crate) length: f64,
    /// `None`: in whatever --unit says.
    pub(crate) unit: Option<TimeUnit>,
}

impl Time {
    pub(crate) fn in_days(self, unit: Unit) -> f64 {
        let unit = self.unit.unwrap_or_else(|| unit.time_unit());
        self.length * unit.in_days()
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day as YYYY-MM-DD".to_owned())
}

fn horizon(text: &str) -> Result<Time, String> {
    let wrong = || "a length of time like \"39 weeks\" or \"12 months\"".to_owned();
    let digits = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, name) = text.split_at(digits);
    let length: f64 = number.parse().map_err(|_| wrong())?;
    let unit = match name.trim() {
        "" => None,
        "d" | "day" | "days" => Some(TimeUnit::DAY),
        "w" | "week" | "weeks" => Some(TimeUnit::WEEK),
        "m" | "month" | "months" => Some(TimeUnit::MONTH),
        "y" | "year" | "years" => Some(TimeUnit::YEAR),
        _ => return Err(wrong()),
    };
    if length > 0.0 && length.is_finite() {
        Ok(Time { length, unit })
    } else {
        Err("a length of time above 0".to_owned())
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
