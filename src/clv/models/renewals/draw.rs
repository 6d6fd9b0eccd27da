//! Tenures drawn from the models.

use crate::clv::history::{RenewalTable, Tenure};
use crate::numeric::beta_survival::BetaSurvival;
use crate::numeric::math;
use crate::numeric::random::SplitMix64;
use crate::{Result, limit};

/// One customer, watched over so many renewals.
pub(super) fn tenure(curve: &BetaSurvival, renewals: u64, seed: u64) -> Result<Tenure> {
    let until = Tenure::censored_after(renewals)?.renewals();
    Ok(watched(curve, until, SplitMix64::new(seed).uniform()))
}

/// The customer of that rank, 0 the most loyal and 1 the least: T is the first t with S(t) ≤ rank.
fn watched(curve: &BetaSurvival, renewals: u64, rank: f64) -> Tenure {
    let height = -math::ln(rank);
    let gone = |t: u64| curve.fallen(t as f64) >= height;
    if renewals == 0 || !gone(renewals) {
        return Tenure::of_checked(renewals, false);
    }
    // Out in steps that double, then in by halves.
    let (mut there, mut left) = (0, 1_u64);
    while left < renewals && !gone(left) {
        there = left;
        left = left.saturating_mul(2).min(renewals);
    }
    while left.saturating_sub(there) > 1 {
        let middle = there.midpoint(left);
        if gone(middle) {
            left = middle;
        } else {
            there = middle;
        }
    }
    Tenure::of_checked(left, true)
}

/// As many customers drawn from the model, seen for as long as those of the table.
///
/// How long somebody who left would have been watched is not in a table. It is drawn from the others: the Kaplan–
/// Meier curve of being watched further (Efron 1981). A cohort that came together is seen for the same time again.
pub(in crate::clv::models) fn table_like(
    model: &(impl super::Mixture + ?Sized),
    data: &RenewalTable,
    seed: u64,
) -> Result<RenewalTable> {
    let customers = data.customers();
    limit::at_most(
        "number of customers to be drawn",
        limit::CUSTOMERS,
        customers,
    )?;
    let watched_until = Watched::of(data);
    let curve = super::curve(model);
    let mut random = SplitMix64::new(seed);
    let mut table = RenewalTable::default();
    for _ in 0..customers {
        let renewals = watched_until.draw(random.uniform());
        table.push(watched(&curve, renewals, random.uniform()));
    }
    Ok(table)
}

/// Until which renewal customers were watched: the probability that it was further than each.
struct Watched {
    further: Vec<(u64, f64)>,
    last: u64,
}

impl Watched {
    fn of(data: &RenewalTable) -> Self {
        let mut here = data.customers();
        let mut further = 1.0;
        let mut last = 0;
        let further = data
            .rows()
            .map(|row| {
                last = row.renewal;
                let stayed = here.saturating_sub(row.lost);
                if row.censored > 0 && stayed > 0 {
                    further *= 1.0 - row.censored as f64 / stayed as f64;
                }
                here = stayed.saturating_sub(row.censored);
                (row.renewal, further)
            })
            .collect();
        Self { further, last }
    }

    /// The first renewal that so many are not watched beyond.
    fn draw(&self, rank: f64) -> u64 {
        let place = self.further.partition_point(|(_, further)| *further > rank);
        self.further
            .get(place)
            .map_or(self.last, |(renewal, _)| *renewal)
    }
}
