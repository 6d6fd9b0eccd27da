//! What a fit of a model of contracts needs of its data.

use crate::clv::fitting::Maximum;
use crate::clv::history::RenewalTable;
use crate::{Error, Result};

/// How many rows are summed before the sum is exact.
const BLOCK: usize = 1024;

/// The renewal, how many left at it, and how many are still there after it.
pub(in crate::clv::models) struct Rows {
    counts: Vec<[f64; 3]>,
    customers: f64,
    /// Who left at the first renewal, of those who came to it.
    first_churn: f64,
}

impl Rows {
    pub(in crate::clv::models) fn of(data: &RenewalTable) -> Result<Self> {
        if data.at_risk(1) == 0 {
            return Err(Error::not_enough(
                "a fit",
                1,
                [
                    "customer who came up for renewal",
                    "customers who came up for renewal",
                ],
                0,
            ));
        }
        let rows: Vec<[f64; 3]> = data
            .rows()
            .filter(|row| row.renewal > 0)
            .map(|row| [row.renewal as f64, row.lost as f64, row.censored as f64])
            .collect();
        let customers = rows.iter().map(|[_, lost, still]| lost + still).sum();
        let lost_first: f64 = rows
            .iter()
            .filter(|[t, ..]| *t <= 1.0)
            .map(|[_, lost, _]| lost)
            .sum();
        Ok(Self {
            counts: rows,
            customers,
            first_churn: lost_first / customers,
        })
    }

    /// Who came to a renewal.
    pub(in crate::clv::models) const fn customers(&self) -> f64 {
        self.customers
    }

    /// Whether anybody has left.
    pub(in crate::clv::models) fn somebody_left(&self) -> bool {
        self.counts.iter().any(|[_, lost, _]| *lost > 0.0)
    }

    /// What the search found, or what it did not find it for.
    ///
    /// Each renewal that customers came to tells one retention rate, which is why fewer of them than parameters
    /// cannot do. With enough of them only customers who are all alike leave a valley without a lowest place.
    pub(in crate::clv::models) fn judge<const P: usize>(
        &self,
        what: &'static str,
        flat: &'static str,
        outcome: Result<Maximum<P>>,
    ) -> Result<Maximum<P>> {
        let renewals = self.counts.last().map_or(0.0, |[t, ..]| *t);
        let unknown = Error::NotIdentified {
            what,
            because: flat,
        };
        let enough = renewals >= P as f64;
        match outcome {
            Ok(maximum) if !enough && !maximum.penalised => Err(unknown),
            Err(error @ (Error::NotIdentified { .. } | Error::Unbounded { .. })) => {
                Err(if !self.somebody_left() {
                    runaway::<false>(what, 0, false, &[])
                } else if renewals <= 1.0 && self.first_churn >= 1.0 {
                    runaway::<true>(what, 1, false, &[])
                } else if !enough {
                    unknown
                } else if matches!(error, Error::NotIdentified { .. }) {
                    runaway::<true>(what, 0, true, &[])
                } else {
                    error
                })
            }
            other => other,
        }
    }

    /// α and β with the churn of the first renewal, of customers who differ about as much as can be.
    pub(in crate::clv::models) fn start(&self) -> [f64; 2] {
        let churn = self.first_churn.clamp(0.01, 0.99);
        [2.0 * churn, 2.0 * (1.0 - churn)]
    }

    pub(in crate::clv::models) const fn blocks(&self) -> usize {
        self.counts.len().div_ceil(BLOCK)
    }

    pub(in crate::clv::models) fn block(&self, index: usize) -> &[[f64; 3]] {
        self.counts.chunks(BLOCK).nth(index).unwrap_or_default()
    }
}

/// What it means when a parameter of these models runs off: if somebody has left, and if nobody has.
pub(in crate::clv::models) fn runaway<const LEFT: bool>(
    what: &'static str,
    parameter: usize,
    upwards: bool,
    at: &[f64],
) -> Error {
    const STEEP: f64 = 50.0;
    let steep = at.get(2).is_some_and(|c| *c > STEEP);
    let (parameter, because) = match (parameter, upwards) {
        (0, false) if LEFT && steep => (
            "1/alpha together with c",
            "customers differ so much that the share who stay is a power of their age; use the observed retention (CurveClv), or put a prior on parameter c",
        ),
        (0, false) if LEFT => (
            "alpha together with beta",
            "some customers leave at the first renewal and the others never do; count the two groups, or put a prior on alpha",
        ),
        (0, false) => (
            "alpha",
            "nobody has left, so churn cannot be estimated; wait until customers do, or put a prior on alpha",
        ),
        (0 | 1, true) if what == "BdW" => (
            "alpha together with beta",
            "customers differ no more than chance and c explain; use the observed retention (CurveClv), or put a prior on alpha to say how much they differ",
        ),
        (0 | 1, true) => (
            "alpha together with beta",
            "customers differ no more than chance explains, so retention does not rise with age; use a constant Churn (with SteadyClv), fit BetaDiscreteWeibull where retention falls, or put a prior on alpha to say how much customers differ",
        ),
        (1, false) => (
            "beta",
            "everybody who leaves does so at the first renewal; count them and fit the customers who stay, or put a prior on beta",
        ),
        (_, true) => (
            "c",
            "nobody leaves before a certain renewal, and then everybody does; use the observed retention (CurveClv), or put a prior on parameter c",
        ),
        (_, false) => (
            "c",
            "nobody leaves after the first renewal; fit ShiftedBetaGeometric, or put a prior on parameter c",
        ),
    };
    Error::Unbounded {
        what,
        parameter,
        upwards: upwards || (LEFT && steep && parameter.starts_with("1/")),
        because,
    }
}
