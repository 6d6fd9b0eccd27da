//! What is to be said of each customer.

use std::collections::HashMap;

use tenure::clv::models::PurchaseModel;
use tenure::stats::Interval;
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

use crate::Findings;
use crate::cli::Cli;
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
    pub(crate) p_alive: Option<Interval>,
    pub(crate) expected_purchases: Option<Interval>,
    pub(crate) value: Option<Interval>,
}

/// What a model says of a history: the same for all who have it.
#[derive(Clone, Copy)]
struct Outlook {
    p_alive: f64,
    expected_purchases: f64,
    /// All to come, discounted; `None` if they add up to infinity.
    discounted: Option<f64>,
}

/// Adds the figures of all customers, and the intervals of the most valuable.
pub(crate) fn add(findings: &mut Findings, cli: &Cli) -> tenure::Result<()> {
    let Some(chosen) = findings.chosen() else {
        return Ok(());
    };
    let model = chosen.model();
    let discount = DiscountRate::new(cli.discount, Period::Year)?;
    let within = Horizon::new(findings.horizon_days, Period::Day)?;
    let customers = &findings.histories.customers;
    let mut no_value = None;
    let mut progress = Progress::of("customers valued", customers.len());
    let mut outlooks = HashMap::new();
    let mut figures = Vec::with_capacity(customers.len());
    for customer in customers {
        progress.step();
        let history = &customer.history;
        let [last, age] = [history.last(TimeUnit::DAY), history.age(TimeUnit::DAY)];
        let key = (history.repeat_purchases(), last.to_bits(), age.to_bits());
        let outlook = *outlooks.entry(key).or_insert_with(|| Outlook {
            p_alive: model.p_alive(history),
            expected_purchases: model.expected_purchases(history, within),
            discounted: model
                .discounted_purchases(history, discount)
                .map_err(|error| no_value = Some(error))
                .ok(),
        });
        let spend = match &findings.spend {
            Ok(spend) => spend.expected(customer.spend.as_ref()).ok(),
            Err(_) => None,
        };
        figures.push(Figures {
            p_alive: outlook.p_alive,
            expected_purchases: outlook.expected_purchases,
            spend,
            value: spend
                .zip(outlook.discounted)
                .map(|(spend, purchases)| spend * purchases * cli.margin.get()),
        });
    }
    progress.done();
    let top = top(&figures, cli.top);
    findings.figures = figures;
    findings.top = top;
    findings.no_value = no_value;
    Ok(())
}

/// The most valuable first; without values, those of whom most purchases are expected.
fn top(figures: &[Figures], most: usize) -> Vec<Top> {
    let mut places: Vec<_> = (0..figures.len()).collect();
    let worth = |place: usize| {
        let figures = figures[place];
        (figures.value.unwrap_or(0.0), figures.expected_purchases)
    };
    places.sort_by(|a, b| {
        let ((value_a, purchases_a), (value_b, purchases_b)) = (worth(*a), worth(*b));
        value_b
            .total_cmp(&value_a)
            .then(purchases_b.total_cmp(&purchases_a))
    });
    places.truncate(most);
    places
        .into_iter()
        .map(|customer| Top {
            customer,
            p_alive: None,
            expected_purchases: None,
            value: None,
        })
        .collect()
}
