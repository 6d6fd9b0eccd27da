//! What a list of subscribers says: how many left, at what rate, and what one is worth.

use std::path::Path;

use tenure::clv::{Clv, SteadyClv, Timing};
use tenure::stats::{Binomial, Interval, Moments};
use tenure::units::{Churn, DiscountRate, Level, LifetimeConvention, Margin, Period, Proportion};

use crate::cli::Cli;
use crate::report::{Metric, Scorecard, Unit};
use crate::rows::{self, Row};
use crate::transactions::share;

const AREA: &str = "Subscribers";

/// Which columns to read, and what a subscriber leaves.
pub(crate) struct Columns<'a> {
    pub(crate) tenure: &'a str,
    pub(crate) churned: &'a str,
    pub(crate) charges: Option<&'a str>,
}

pub(crate) fn report(
    path: &Path,
    columns: &Columns<'_>,
    cli: &Cli,
    card: &mut Scorecard,
) -> Result<(), String> {
    let mut left = Binomial::default();
    let mut tenures = Moments::default();
    let mut charges = Moments::default();
    let mut needed = vec![columns.tenure, columns.churned];
    needed.extend(columns.charges);
    rows::read(path, &needed, &mut card.rejected, |row| {
        let tenure = months(row, columns.tenure)?;
        let churned = yes(row, columns.churned)?;
        if let Some(column) = columns.charges {
            charges
                .try_extend([row.number(column)?])
                .map_err(|error| format!("{column}: {error}"))?;
        }
        tenures
            .try_extend([tenure])
            .map_err(|error| error.to_string())?;
        left.push(churned);
        Ok(())
    })?;
    card.sources.push(format!(
        "{}: {} subscribers, {} have left",
        path.display(),
        left.trials(),
        left.successes()
    ));

    let level = cli.level;
    card.metrics.push(
        share("Left so far", &left, level)
            .in_area(AREA)
            .means("subscribers who have left / all in the list"),
    );
    card.metrics.push(
        share("Still with us", &left.complement(), level)
            .in_area(AREA)
            .means("1 − the above"),
    );
    card.metrics.push(
        mean("Tenure, months", Unit::Number(1), &tenures, level)
            .means("mean months since sign-up, still running ones included"),
    );
    let monthly = monthly_churn(&left, &tenures)?;
    card.metrics.push(
        share("Monthly churn", &monthly, level)
            .in_area(AREA)
            .shown_as(Unit::Share(2))
            .means("leavers / months at risk (person-time, a constant hazard)"),
    );
    card.metrics.push(
        of_churn("Yearly churn", Unit::Share(1), &monthly, level, |churn| {
            Some(churn.per(Period::Year).get())
        })
        .means("the monthly churn compounded: 1 − (1 − c)¹²"),
    );
    let lifetime = |churn: Churn| churn.expected_lifetime(LifetimeConvention::PaymentsAtStart);
    card.metrics.push(
        of_churn(
            "Expected lifetime, months",
            Unit::Number(1),
            &monthly,
            level,
            lifetime,
        )
        .means("payments at the start of each month: 1 / c"),
    );
    if columns.charges.is_some() {
        card.metrics.push(
            mean("Charge per month", Unit::Amount(2), &charges, level)
                .means("mean of what a subscriber pays"),
        );
        card.metrics.push(lifetime_value(&monthly, &charges, cli)?);
    }
    card.caveats.push(
        "Subscribers: \"left so far\" grows with the age of the list and is no rate; the monthly churn treats \
         every month alike, though new subscribers leave more often."
            .to_owned(),
    );
    Ok(())
}

/// A month a subscriber was with us is a trial at leaving; a started month is a whole one.
fn monthly_churn(left: &Binomial, tenures: &Moments) -> Result<Binomial, String> {
    // Who left in the first month has a tenure of 0 and was at risk all the same.
    let months = tenures.sum().unwrap_or(0.0).ceil();
    let leavers = left.successes();
    // The sum is that of the rows counted above, far below 2^53.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked by the rows: 0 to 1200 each"
    )]
    let months = (months as u64).max(leavers);
    Binomial::new(leavers, months).map_err(|error| error.to_string())
}

/// A figure that follows from the churn alone, so that its interval follows from that of the churn.
fn of_churn(
    name: &str,
    unit: Unit,
    monthly: &Binomial,
    level: Level,
    figure: impl Fn(Churn) -> Option<f64>,
) -> Metric {
    let at = |rate: f64| figure(Churn::new(Proportion::new(rate).ok()?, Period::Month));
    let value = monthly.proportion().and_then(|rate| at(rate.get()));
    let ends = monthly.interval(level).and_then(|churn| {
        let (a, b) = (at(churn.lower())?, at(churn.upper())?);
        Interval::new(a.min(b), a.max(b), level).ok()
    });
    Metric::new(AREA, name, unit, value, monthly.trials()).within(ends, "Wilson, transformed")
}

/// A steady lifetime value at the mean charge. Its interval is that of the churn alone: the mean
/// charge is known far better.
fn lifetime_value(monthly: &Binomial, charges: &Moments, cli: &Cli) -> Result<Metric, String> {
    let margin = charges.mean().unwrap_or(0.0) * cli.gross_margin.unwrap_or(100.0) / 100.0;
    let inputs = || {
        Ok((
            Margin::new(margin, Period::Month)?,
            DiscountRate::new(cli.discount / 100.0, Period::Year)?,
        ))
    };
    let (margin, discount) = inputs().map_err(|error: tenure::Error| error.to_string())?;
    // Nobody leaves and nothing is discounted: that has no value.
    let value = |churn: Churn| {
        let clv = SteadyClv {
            margin,
            churn,
            discount,
            timing: Timing::Start,
        };
        clv.value().ok().map(Clv::present_value)
    };
    let (name, of) = match cli.gross_margin {
        Some(percent) => ("Lifetime value", format!("gross margin {percent}%")),
        None => ("Lifetime revenue", "revenue, not margin".to_owned()),
    };
    Ok(of_churn(name, Unit::Amount(0), monthly, cli.level, value).means(format!(
        "steady charge and monthly churn, paid at the start of a month, discounted at {}% a year; {of}",
        cli.discount
    )))
}

fn months(row: &Row<'_>, column: &str) -> Result<f64, String> {
    let months = row.number(column)?;
    // A hundred years: anything above is a date or an id in the wrong column.
    if (0.0..=1200.0).contains(&months) {
        Ok(months)
    } else {
        Err(format!(
            "{column} must be a number of months from 0 to 1200, got {months}"
        ))
    }
}

fn yes(row: &Row<'_>, column: &str) -> Result<bool, String> {
    match row.text(column).to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" => Ok(true),
        "no" | "n" | "false" | "f" | "0" => Ok(false),
        "" => Err(format!("{column} is blank")),
        other => Err(format!(
            "{column} must be yes or no (or true/false, 1/0), got \"{other}\""
        )),
    }
}

fn mean(name: &str, unit: Unit, moments: &Moments, level: Level) -> Metric {
    Metric::new(AREA, name, unit, moments.mean(), moments.count())
        .within(moments.mean_interval(level), "Student t")
}
