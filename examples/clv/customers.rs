//! What is to be said of each customer.

use tenure::clv::{Clv, CustomerValue};
use tenure::units::{DiscountRate, Horizon, Period};

use crate::Findings;
use crate::cli::Cli;
use crate::models::{Intervals, Terms};
use crate::progress::Progress;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) p_alive: f64,
    pub(crate) expected_purchases: f64,
    /// What a purchase of theirs is expected to bring.
    pub(crate) spend: Option<f64>,
    pub(crate) value: Option<f64>,
}

/// One of the most valuable, with how sure each figure is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Top {
    /// The place among the customers.
    pub(crate) customer: usize,
    pub(crate) intervals: Intervals,
}

/// Adds the figures of all customers, and the intervals of the most valuable.
pub(crate) fn add(findings: &mut Findings, cli: &Cli) -> tenure::Result<()> {
    let Some(chosen) = findings.chosen() else {
        return Ok(());
    };
    let model = chosen.model();
    let within = Horizon::new(findings.horizon_days, Period::Day)?;
    let terms = Terms {
        margin: cli.margin,
        discount: DiscountRate::new(cli.discount, Period::Year)?,
        horizon: cli.horizon.map(|_| within),
    };
    let spend = findings.spend.as_ref().ok();
    let value = spend.map(|spend| CustomerValue {
        purchases: model,
        spend: *spend.fit.model(),
        margin: terms.margin,
        discount: terms.discount,
    });
    let customers = &findings.histories.customers;
    let mut no_value = None;
    let mut progress = Progress::of("customers valued", customers.len());
    let mut figures = Vec::with_capacity(customers.len());
    for customer in customers {
        progress.step();
        let history = &customer.history;
        let clv = value.map(|value| terms.value(&value, customer));
        let clv = clv.transpose().unwrap_or_else(|reason| {
            no_value = Some(reason);
            None
        });
        figures.push(Figures {
            p_alive: model.p_alive(history),
            expected_purchases: model.expected_purchases(history, within),
            spend: spend.and_then(|spend| spend.expected(customer.spend.as_ref()).ok()),
            value: clv.map(Clv::present_value),
        });
    }
    progress.done();
    let mut progress = Progress::of("intervals", cli.top);
    let mut top = Vec::new();
    for place in most_valuable(&figures, cli.top) {
        progress.step();
        top.push(Top {
            customer: place,
            intervals: chosen.intervals(&customers[place], within, spend, terms),
        });
    }
    progress.done();
    findings.figures = figures;
    findings.top = top;
    findings.no_value = no_value;
    Ok(())
}

/// Their places, the most valuable first; without values, those of whom most purchases are expected.
fn most_valuable(figures: &[Figures], most: usize) -> Vec<usize> {
    let mut places: Vec<_> = (0..figures.len()).collect();
    places.sort_by(|a, b| {
        let (a, b) = (figures[*a], figures[*b]);
        let value = |of: Figures| of.value.unwrap_or(0.0);
        let purchases = |of: Figures| of.expected_purchases;
        value(b)
            .total_cmp(&value(a))
            .then(purchases(b).total_cmp(&purchases(a)))
    });
    places.truncate(most);
    places
}
