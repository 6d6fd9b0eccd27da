//! [`ShiftedBetaGeometric`].

use super::RenewalModel;
use super::renewals::{Mixture, Rows, runaway, table_like};
use crate::Result;
use crate::clv::fitting::{Runaway, positive};
use crate::clv::history::RenewalTable;
use crate::clv::models::parametric::parametric;

mod likelihood;

use likelihood::Likelihood;

/// Models how long customers under contract stay when some leave quickly and others are loyal
/// (sBG).
///
/// Each customer leaves at every renewal with a probability of their own that never changes; it is the customers
/// who differ. The quick ones leave first, so the retention of a cohort rises with age though nobody has become
/// more loyal: a constant churn, taken from young customers, understates what those who stay are worth. Two
/// numbers, fitted to a handful of renewals, tell the years to come.
///
/// For contracts, where somebody who leaves says so; not for shops (see [`PurchaseModel`](super::PurchaseModel)), and
/// not where contracts make one and the same customer more loyal, or less, with time (see
/// [`BetaDiscreteWeibull`](super::BetaDiscreteWeibull)). What can be asked of it is in [`RenewalModel`].
///
/// # Formula
///
/// ```text
/// P(T = 1) = α/(α + β)      P(T = t) = P(T = t − 1)·(β + t − 2)/(α + β + t − 1)
/// S(t) = B(α, β + t)/B(α, β)      r(t) = (β + t − 1)/(α + β + t − 1)
///
/// where  θ ~ Beta(α, β)  is a customer's probability to leave at a renewal
///        T  is the renewal at which a customer leaves, counted from 1
///        S(t) is the share still there after t renewals, r(t) the retention at the t-th
/// ```
///
/// # Examples
///
/// Eight years of a cohort (the "high end" customers of the paper), and what it says of the years after.
///
/// ```
/// use tenure::clv::history::RenewalTable;
/// use tenure::clv::models::{RenewalModel, ShiftedBetaGeometric};
/// use tenure::units::{DiscountRate, Period};
///
/// let cohort = RenewalTable::try_from_survivors([1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = ShiftedBetaGeometric::fitter().fit(&cohort)?;
/// let model = fit.model();
/// assert_eq!(model.to_string(), "sBG(α = 0.668, β = 3.806)");
/// assert_eq!(format!("{:.3}", model.survival(12)), "0.378"); // five years on; it was 0.394
///
/// // What a customer is worth who pays 100 a year and is about to renew for the eighth time.
/// let discount = DiscountRate::new(0.10, Period::Year)?;
/// let payments = model.discounted_residual_tenure(8, discount, Period::Year)?;
/// assert_eq!(format!("{:.0}", 100.0 * payments), "753");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fader and Hardie (2007), "How to project customer retention", Journal of Interactive Marketing 21(1), equations
/// 1 to 7; Fader and Hardie (2010), "Customer-base valuation in a contractual setting", Marketing Science 29(1),
/// for the discounted lifetimes.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    alpha: f64,
    beta: f64,
}

impl ShiftedBetaGeometric {
    /// Creates the model from known parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for parameters outside 1e-10 to 1e10, [`Error::NotFinite`](crate::Error::NotFinite) for NaN and infinities.
    pub fn new(alpha: f64, beta: f64) -> Result<Self> {
        Ok(Self {
            alpha: positive("alpha", alpha)?,
            beta: positive("beta", beta)?,
        })
    }
}

impl Mixture for ShiftedBetaGeometric {
    fn mixture(&self) -> [f64; 3] {
        [self.alpha, self.beta, 1.0]
    }
}

impl RenewalModel for ShiftedBetaGeometric {}

parametric! {
    ShiftedBetaGeometric as "sBG" of RenewalTable;
    parameters {
        /// α: how much of the customers is quick to leave. The mean probability to leave at the first renewal is
        /// α/(α + β).
        alpha: "α" = alpha;
        /// β: how much of them is loyal. The smaller α + β, the more customers differ.
        beta: "β" = beta;
    }
    /// How to fit it: with nothing said, to greatest likelihood.
    fn fitter();
    fn fit(options, data) {
        const FLAT: &str = "one retention rate cannot determine two parameters; wait for a second renewal, use the rate as a Churn, or put a prior on a parameter";
        let rows = Rows::of(data)?;
        let runaway: Runaway = if rows.somebody_left() {
            |which, upwards, at| runaway::<true>(Self::NAME, which, upwards, at)
        } else {
            |which, upwards, at| runaway::<false>(Self::NAME, which, upwards, at)
        };
        let outcome = options.search(
            &Likelihood(&rows),
            &[rows.start()],
            [1.0; 2],
            rows.customers(),
            (runaway, FLAT),
        );
        let maximum = rows.judge(Self::NAME, FLAT, outcome)?;
        let [alpha, beta] = maximum.parameters;
        maximum.into_fit(Self::new(alpha, beta)?, rows.customers())
    }
    fn simulate(model, data, seed) {
        table_like(model, data, seed).map(Box::new)
    }
}

saved! {
    impl{} for ShiftedBetaGeometric as "shifted beta-geometric", 1;
    |model| { alpha, beta };
    read { Self::new(alpha, beta) }
}
