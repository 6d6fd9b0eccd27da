//! Who of each cohort came back, and what they spent.

use jiff::civil::Date;
use tenure::retention::cohorts::{ActivityLog, CohortTriangle};
use tenure::units::Period;

use crate::cells::DECIMALS;
use crate::cli::{By, Cli};
use crate::movements::{self, Spent, Step};
use crate::purchases::Purchases;
use crate::valuation::Valuation;

/// All there is to say of one file.
pub(crate) struct Cohorts {
    pub(crate) file: String,
    pub(crate) purchases: usize,
    pub(crate) buyers: usize,
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) rejected: usize,
    pub(crate) by: By,
    pub(crate) unbounded: bool,
    /// What amounts are in, as far as it is known.
    pub(crate) currency: &'static str,
    /// The last day that counts, and the period it cuts in two, if it does.
    pub(crate) seen_until: Date,
    pub(crate) cut: Option<i64>,
    /// As it was asked for, and period by period.
    pub(crate) triangle: CohortTriangle,
    pub(crate) seen: CohortTriangle,
    /// What a customer of each cohort was worth when it began, as far as it was seen.
    pub(crate) values: Vec<f64>,
    pub(crate) valuation: Valuation,
    pub(crate) movements: Vec<Step>,
}

impl Cohorts {
    pub(crate) fn of(purchases: &Purchases, cli: &Cli) -> Result<Self, String> {
        let seen_until = cli.seen_until.unwrap_or(purchases.last);
        let found = Self::found(purchases, seen_until, cli).map_err(|error| error.to_string())?;
        found.ok_or_else(|| {
            format!(
                "{}: not one whole {} was over on {seen_until}; --seen-until or --by may help",
                purchases.file,
                cli.by.name()
            )
        })
    }

    /// `None` if no period was over.
    fn found(purchases: &Purchases, seen_until: Date, cli: &Cli) -> tenure::Result<Option<Self>> {
        let by = cli.by;
        let through = by.last_complete(seen_until)?;
        let first = by.index(purchases.first)?;
        if through < first {
            return Ok(None);
        }
        let rows: Vec<Spent> = purchases
            .rows
            .iter()
            .map(|row| Ok((row.customer, by.index(row.day)?, row.amount)))
            .collect::<tenure::Result<_>>()?;
        let log = ActivityLog::try_from_iter(&rows)?;
        let seen = log.n_period(through)?;
        let triangle = if cli.unbounded {
            log.unbounded(through)?
        } else {
            seen.clone()
        };
        let period = match by {
            By::Week => Period::Week,
            By::Month => Period::Month,
            By::Quarter => Period::Quarter,
        };
        let valuation = Valuation::new(period, cli)?;
        let values = seen
            .rows()
            .map(|row| valuation.of(row.revenue_curve_in_major(DECIMALS)))
            .collect::<Result<_, _>>()?;
        Ok(Some(Self {
            file: purchases.file.clone(),
            purchases: purchases.rows.len(),
            buyers: purchases.customers,
            first: purchases.first,
            last: purchases.last,
            rejected: purchases.rejected.len(),
            by,
            unbounded: cli.unbounded,
            currency: if cli.transactions.is_none() {
                "dollars"
            } else {
                "amount"
            },
            seen_until,
            cut: (by.index(seen_until)? > through).then_some(through + 1),
            triangle,
            seen,
            values,
            valuation,
            movements: movements::steps(&rows, by, first, through)?,
        }))
    }

    /// How many columns there are: ages 0, 1, 2 …
    pub(crate) fn ages(&self) -> usize {
        self.triangle.columns().len()
    }
}
