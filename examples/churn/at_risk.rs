//! Who is most at risk, why, and what to spend on whom.

use tenure::scoring::ChurnScorer;
use tenure::scoring::Explanation;
use tenure::scoring::evaluation::{ProfitCurve, RetentionOffer, ThresholdChoice};
use tenure::units::Proportion;

use crate::cli::Cli;
use crate::customers::Customer;
use crate::evaluation::Evaluation;
use crate::model::Score;

/// A customer who has not left yet.
pub(crate) struct AtRisk<'a> {
    pub(crate) customer: &'a Customer,
    pub(crate) probability: Proportion,
    pub(crate) why: Explanation,
}

/// Customers who have not left (or of whom it is not known), the likeliest to leave first.
pub(crate) fn waiting<'a>(
    customers: &'a [Customer],
    scores: &[Option<Score>],
) -> Vec<(&'a Customer, Score)> {
    let mut waiting: Vec<_> = customers
        .iter()
        .zip(scores)
        .filter(|(customer, _)| customer.churned != Some(true))
        .filter_map(|(customer, score)| Some((customer, (*score)?)))
        .collect();
    // Equal ones stay in the order of the file.
    waiting.sort_by(|(_, a), (_, b)| b.log_odds.total_cmp(&a.log_odds));
    waiting
}

pub(crate) fn explained<'a>(
    waiting: &[(&'a Customer, Score)],
    scorer: &ChurnScorer,
    top: usize,
) -> tenure::Result<Vec<AtRisk<'a>>> {
    let mut list = Vec::new();
    for (customer, score) in waiting.iter().take(top) {
        if let Some(why) = scorer.explain(customer.record())? {
            list.push(AtRisk {
                customer,
                probability: score.probability,
                why,
            });
        }
    }
    Ok(list)
}

/// What contacting those worth contacting costs and brings.
pub(crate) struct Spending {
    pub(crate) offer: RetentionOffer,
    /// How many customers could be contacted, and how many are worth it.
    pub(crate) waiting: usize,
    pub(crate) contacts: usize,
    pub(crate) cost: f64,
    /// What is expected to be left when the cost is paid.
    pub(crate) gain: f64,
    /// What the same rule would have earned on the customers judged on, and how many these were.
    pub(crate) proven: Option<(ThresholdChoice, u64)>,
    /// The figures are made up, not the user's.
    pub(crate) made_up: bool,
}

impl Spending {
    pub(crate) fn of(
        waiting: &[(&Customer, Score)],
        evaluation: Option<&Evaluation>,
        cli: &Cli,
    ) -> tenure::Result<Option<Self>> {
        let given = cli.clv.zip(cli.contact_cost).zip(cli.save_rate);
        let made_up = given.is_none();
        let ((clv, contact_cost), save_rate) = match given {
            Some(given) => given,
            None if cli.file.is_none() => ((500.0, 20.0), Proportion::new(0.3)?),
            None => return Ok(None),
        };
        let offer = RetentionOffer::new(clv, save_rate, contact_cost)?;
        let all = waiting
            .iter()
            .map(|(customer, score)| (customer.line, score.probability));
        let list = offer.whom_to_contact(all);
        let gains: tenure::stats::ExactSum = list
            .iter()
            .map(|(_, gain)| tenure::units::Finite::new(*gain))
            .collect::<Result<_, _>>()?;
        let proven = match (evaluation, offer.break_even()) {
            (Some(evaluation), Some(from)) => {
                let curve: ProfitCurve = evaluation.forecasts.profit_curve(offer);
                Some((curve.at(from)?, evaluation.ranking.customers()))
            }
            _ => None,
        };
        Ok(Some(Self {
            offer,
            waiting: waiting.len(),
            contacts: list.len(),
            cost: list.len() as f64 * contact_cost,
            gain: gains.value().unwrap_or(0.0),
            proven,
            made_up,
        }))
    }
}
