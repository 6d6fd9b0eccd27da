//! [`Total`]: the sums of all strata.

use super::LogRankGroup;
use super::sums::Stratum;
use crate::numeric::superacc::SumAcc;

/// Adds up strata exactly, so that their order does not matter.
#[derive(Default)]
pub(super) struct Total {
    counts: Vec<(u64, u64)>,
    observed: Vec<SumAcc>,
    excess: Vec<SumAcc>,
    covariance: Vec<SumAcc>,
}

impl Total {
    /// Returns the lower triangle of the covariance of the excesses, row by row.
    pub(super) fn covariance(&self) -> Vec<f64> {
        self.covariance.iter().map(value).collect()
    }

    pub(super) fn add(&mut self, stratum: &Stratum) {
        let groups = stratum.groups.len();
        self.counts.resize(groups, (0, 0));
        self.observed.resize(groups, SumAcc::default());
        self.excess.resize(groups, SumAcc::default());
        self.covariance
            .resize(stratum.covariance.len(), SumAcc::default());
        for (count, group) in self.counts.iter_mut().zip(&stratum.groups) {
            count.0 = count.0.saturating_add(group.customers);
            count.1 = count.1.saturating_add(group.left);
        }
        // Products of counts below 2⁶⁴ are far from the end of the range: all terms are finite.
        let add = |sum: &mut SumAcc, term: f64| {
            let _is_finite = sum.add(term);
        };
        for (sum, group) in self.observed.iter_mut().zip(&stratum.groups) {
            add(sum, group.observed.value());
        }
        for (sum, group) in self.excess.iter_mut().zip(&stratum.groups) {
            add(sum, group.excess.value());
        }
        for (sum, term) in self.covariance.iter_mut().zip(&stratum.covariance) {
            add(sum, term.value());
        }
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = LogRankGroup> {
        let sums = self.observed.iter().zip(&self.excess);
        let all = self.counts.iter().zip(sums).enumerate();
        all.map(|(place, ((customers, left), (observed, excess)))| {
            let diagonal = place.saturating_mul(place.saturating_add(3)) / 2;
            let (observed, excess) = (value(observed), value(excess));
            LogRankGroup {
                customers: *customers,
                left: *left,
                observed,
                expected: (observed - excess).max(0.0),
                excess,
                variance: self.covariance.get(diagonal).map_or(0.0, value),
            }
        })
    }
}

/// Rounds a sum: never to −0, and never beyond `f64` (see [`Total::add`]).
fn value(sum: &SumAcc) -> f64 {
    sum.to_f64().unwrap_or(f64::MAX) + 0.0
}
