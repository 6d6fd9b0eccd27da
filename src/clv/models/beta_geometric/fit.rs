//! Fits of the two models.

use super::kernel::Rows;
use crate::clv::fitting::{Fitter, ParametricModel, vanishes};
use crate::clv::history::HistoryTable;
use crate::clv::models::PurchaseModel;
use crate::error::CUSTOMERS;
use crate::stats::Fit;
use crate::{Error, Result};

/// The greatest likelihood of a table.
///
/// One start is enough: in the logarithms of the parameters the surface has one hill, and the search, whose
/// Hessian is made definite wherever it is not, climbs it from anywhere (in seven to twelve steps on CDNOW
/// from r between 0.05 and 20). What others report as failures to converge there is a gradient asked to be
/// smaller than rounding lets it be; here the search stops by what a step would still gain.
pub(in crate::clv::models) fn fit<M>(
    options: &Fitter<M>,
    data: &HistoryTable,
    from_start: bool,
    model: impl FnOnce([f64; 4]) -> Result<M>,
) -> Result<Fit<M>>
where
    M: ParametricModel<Data = HistoryTable> + PurchaseModel,
{
    let rows = Rows::of(data, options.time_unit(), from_start);
    let [customers, purchases, seen] = rows.totals();
    if customers < 1.0 {
        return Err(Error::not_enough("a fit", 1, CUSTOMERS, 0));
    }
    if purchases < 1.0 {
        return Err(Error::NotIdentified {
            what: M::NAME,
            because: "nobody came back; watch customers for longer",
        });
    }
    // As many purchases in the time seen as there were; one customer in three leaves after each.
    let start = [1.0, (seen / purchases).clamp(1e-6, 1e6), 1.0, 2.0];
    let centres = [1.0, seen / customers, 1.0, 1.0];
    let maximum = options.search(&rows, &[start], centres, customers, (runaway::<M>, FLAT))?;
    // On a ridge to infinity a step gains less than rounding long before the range is left. Nobody's customers are
    // so much alike, or so loyal, that data could tell these from the limit.
    let [r, _, a, b] = maximum.parameters;
    let limits = [(0, r > 1e6), (2, a > 1e6), (3, b > 1e7)];
    if let Some((parameter, _)) = limits
        .iter()
        .find(|(_, beyond)| *beyond && !maximum.penalised)
    {
        return Err(runaway::<M>(*parameter, true, &maximum.parameters));
    }
    if a < 1e-7 && !maximum.penalised {
        return Err(runaway::<M>(2, false, &maximum.parameters));
    }
    let fitted = model(maximum.parameters)?;
    maximum.into_fit(fitted, customers)
}

const FLAT: &str = "different combinations of r, alpha, a and b fit equally well; add customers who bought at different rates and left at different times, or put a prior on a parameter";

/// What it means when a parameter runs off, and what to do.
fn runaway<M: ParametricModel>(parameter: usize, upwards: bool, at: &[f64]) -> Error {
    let (parameter, because) = match (parameter, upwards) {
        (0 | 1, true) => (
            "r together with alpha",
            "customers' purchase rates differ no more than chance explains; put a prior on parameter r to say how much they differ",
        ),
        (0, false) => (
            "r",
            "hardly anybody came back; watch customers for longer, or put a prior on parameter r",
        ),
        (1, false) => (
            "alpha",
            "customers came back almost as soon as they were first seen; check the time unit and the ages",
        ),
        (2, false) if vanishes(at, 3) => (
            "a together with b",
            "customers seem to leave at the first chance or never; watch them for longer, or put priors on a and b",
        ),
        (2, false) => (
            "a",
            "hardly any customer leaves; use the NBD, whose customers never leave, or put a prior on parameter a",
        ),
        (3, false) => (
            "b",
            "everybody seems to leave at once or never; watch customers for longer, or put a prior on parameter b",
        ),
        (2, true) => (
            "a (alone or together with b)",
            "how likely customers are to leave differs no more than chance explains; put a prior on parameter a to say how much it differs",
        ),
        _ => (
            "b (alone or together with a)",
            "how likely customers are to leave differs no more than chance explains, or hardly anybody leaves; put a prior on parameter b, or fit an Nbd",
        ),
    };
    Error::Unbounded {
        what: M::NAME,
        parameter,
        upwards,
        because,
    }
}
