//! Customers drawn from the BG/BB.

use super::likelihood::Point;
use crate::clv::history::{TrialHistory, TrialTable};
use crate::numeric::random::SplitMix64;
use crate::{Result, limit};

/// At which opportunities one customer buys.
pub(super) fn trials(point: &Point, opportunities: u32, seed: u64) -> Result<Vec<bool>> {
    limit::at_most(
        "number of opportunities",
        limit::OPPORTUNITIES,
        opportunities,
    )?;
    Ok(draw(point, opportunities.into(), &mut SplitMix64::new(seed)).collect())
}

/// From one opportunity to the next: what somebody does who has stayed (or bought) so often is, over all such
/// customers, the mean of the beta distribution so far (Pólya's urn), so nobody's own probabilities are needed.
fn draw<'a>(
    point: &'a Point,
    opportunities: u64,
    random: &'a mut SplitMix64,
) -> impl Iterator<Item = bool> + 'a {
    let (mut there, mut bought) = (true, 0.0);
    (0..opportunities).map(move |i| {
        let i = i as f64;
        there = there && random.uniform() * (point.gamma + point.delta + i) < point.delta + i;
        let buys =
            there && random.uniform() * (point.alpha + point.beta + i) < point.alpha + bought;
        bought += f64::from(u8::from(buys));
        buys
    })
}

/// As many customers, seen for as long.
pub(super) fn table_like(point: &Point, data: &TrialTable, seed: u64) -> Result<TrialTable> {
    let what = "number of customers to be drawn";
    limit::at_most(what, limit::CUSTOMERS, data.customers())?;
    let opportunities = data.rows().fold(0_u64, |sum, (history, customers)| {
        sum.saturating_add(history.opportunities().saturating_mul(customers))
    });
    let what = "number of opportunities to be drawn";
    limit::at_most(what, limit::DRAWS, opportunities)?;
    let mut random = SplitMix64::new(seed);
    let mut table = TrialTable::default();
    for (history, customers) in data.rows() {
        for _ in 0..customers {
            let trials = draw(point, history.opportunities(), &mut random);
            table.push(TrialHistory::try_from_trials(trials)?);
        }
    }
    Ok(table)
}
