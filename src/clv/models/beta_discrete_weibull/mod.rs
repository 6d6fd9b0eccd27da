//! [`BetaDiscreteWeibull`].

use super::renewals::{Mixture, Rows, runaway, table_like};
use super::{RenewalModel, ShiftedBetaGeometric};
use crate::Result;
use crate::clv::fitting::{Runaway, positive};
use crate::clv::history::RenewalTable;
use crate::clv::models::parametric::parametric;

mod likelihood;

use likelihood::Likelihood;

/// Models how long customers under contract stay when they differ *and* each of them changes with
/// time (`BdW`).
///
/// As [`ShiftedBetaGeometric`], which it is at c = 1, with one more number: above 1 one and the same customer becomes
/// more likely to leave from renewal to renewal (a product that wears out), below 1 less (habit). It can tell a
/// retention that falls first and rises later. It needs a longer record: three renewals at least, and five or more
/// to know c. Compare the two by likelihood ratio or information criterion before trusting it.
///
/// What can be asked of it is in [`RenewalModel`].
///
/// # Formula
///
/// ```text
/// S(t) = B(α, β + tᶜ)/B(α, β)      P(T = t) = S(t − 1) − S(t)      r(t) = S(t)/S(t − 1)
///
/// where  a customer is still there after t renewals with probability (1 − θ)^(tᶜ),
///        θ ~ Beta(α, β)  over customers,
///        T  is the renewal at which a customer leaves, counted from 1
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::history::RenewalTable;
/// use tenure::clv::models::{BetaDiscreteWeibull, RenewalModel};
///
/// let cohort = RenewalTable::try_from_survivors([1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = BetaDiscreteWeibull::fitter().fit(&cohort)?;
/// let model = fit.model();
/// assert_eq!(model.to_string(), "BdW(α = 0.214, β = 1.427, c = 1.724)");
/// assert_eq!(format!("{:.1}", fit.log_likelihood()), "-1605.3"); // the sBG has −1611.2
/// let kept: Vec<_> = (1..=4).map(|n| format!("{:.1}%", 100.0 * model.retention(n))).collect();
/// assert_eq!(kept, ["86.9%", "85.2%", "88.5%", "91.0%"]); // first down, then up
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fader, Hardie, Liu, Davin and Steenburgh (2018), "How to project customer retention revisited: the role of duration
/// dependence", Journal of Interactive Marketing 43(1).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDiscreteWeibull {
    alpha: f64,
    beta: f64,
    c: f64,
}

impl BetaDiscreteWeibull {
    /// Creates the model from known parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for parameters outside 1e-10 to 1e10, [`Error::NotFinite`](crate::Error::NotFinite) for NaN and infinities.
    pub fn new(alpha: f64, beta: f64, c: f64) -> Result<Self> {
        Ok(Self {
            alpha: positive("alpha", alpha)?,
            beta: positive("beta", beta)?,
            c: positive("c", c)?,
        })
    }
}

/// At c = 1.
impl From<ShiftedBetaGeometric> for BetaDiscreteWeibull {
    fn from(model: ShiftedBetaGeometric) -> Self {
        Self {
            alpha: model.alpha(),
            beta: model.beta(),
            c: 1.0,
        }
    }
}

impl Mixture for BetaDiscreteWeibull {
    fn mixture(&self) -> [f64; 3] {
        [self.alpha, self.beta, self.c]
    }
}

impl RenewalModel for BetaDiscreteWeibull {}

parametric! {
    BetaDiscreteWeibull as "BdW" of RenewalTable;
    parameters {
        /// α: how much of the customers is quick to leave.
        alpha: "α" = alpha;
        /// β: how much of them is loyal. The mean probability to leave at the first renewal is α/(α + β).
        beta: "β" = beta;
        /// c: above 1 a customer becomes more likely to leave with time, below 1 less; at 1 this is the
        /// [`ShiftedBetaGeometric`].
        c: "c" = c;
    }
    /// How to fit it: with nothing said, to greatest likelihood.
    fn fitter();
    fn fit(options, data) {
        const FLAT: &str = "two retention rates cannot determine three parameters; wait for a third renewal, fit ShiftedBetaGeometric, or put a prior on a parameter";
        let rows = Rows::of(data)?;
        let [alpha, beta] = rows.start();
        // The best sBG is the best of c = 1: a start from there can only gain on it. The others are in case there
        // is a hill beyond.
        let mut starts = vec![[alpha, beta, 1.5], [alpha, beta, 0.7]];
        if let Ok(within) = ShiftedBetaGeometric::fitter().fit(data) {
            let model = within.model();
            starts.insert(0, [model.alpha(), model.beta(), 1.0]);
        }
        let runaway: Runaway = if rows.somebody_left() {
            |which, upwards, at| runaway::<true>(Self::NAME, which, upwards, at)
        } else {
            |which, upwards, at| runaway::<false>(Self::NAME, which, upwards, at)
        };
        let outcome = options.search(
            &Likelihood(&rows),
            &starts,
            [1.0; 3],
            rows.customers(),
            (runaway, FLAT),
        );
        let maximum = rows.judge(Self::NAME, FLAT, outcome)?;
        let [alpha, beta, c] = maximum.parameters;
        maximum.into_fit(Self::new(alpha, beta, c)?, rows.customers())
    }
    fn simulate(model, data, seed) {
        table_like(model, data, seed).map(Box::new)
    }
}

saved! {
    impl{} for BetaDiscreteWeibull as "beta-discrete-weibull", 1;
    |model| { alpha, beta, c };
    read { Self::new(alpha, beta, c) }
}
