//! [`ShiftedBetaGeometric`].

use core::fmt;

use super::RenewalModel;
use super::renewals::{Mixture, Rows, runaway, table_like};
use crate::clv::fitting::{Evidence, Fitter, ParametricModel, Runaway, positive};
use crate::clv::history::RenewalTable;
use crate::stats::{Fit, FittedModel};
use crate::{Error, Result};

mod likelihood;

use likelihood::Likelihood;

/// How long do customers under contract stay, when some are quick to leave and others loyal?
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
/// let cohort = RenewalTable::from_survivors([1000, 869, 743, 653, 593, 551, 517, 491])?;
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
#[doc(alias = "sBG")]
#[doc(alias = "beta-geometric")]
#[doc(alias = "contractual")]
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    alpha: f64,
    beta: f64,
}

impl ShiftedBetaGeometric {
    /// From known parameters.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for parameters outside 1e-10 to 1e10, [`Error::NotFinite`] for NaN and infinities.
    pub fn new(alpha: f64, beta: f64) -> Result<Self> {
        Ok(Self {
            alpha: positive("alpha", alpha)?,
            beta: positive("beta", beta)?,
        })
    }

    /// How to fit it: with nothing said, to greatest likelihood.
    pub fn fitter() -> Fitter<Self> {
        Fitter::default()
    }

    /// α: how much of the customers is quick to leave. The mean probability to leave at the first renewal is
    /// α/(α + β).
    #[must_use]
    pub const fn alpha(&self) -> f64 {
        self.alpha
    }

    /// β: how much of them is loyal. The smaller α + β, the more customers differ.
    #[must_use]
    pub const fn beta(&self) -> f64 {
        self.beta
    }
}

impl Mixture for ShiftedBetaGeometric {
    fn mixture(&self) -> [f64; 3] {
        [self.alpha, self.beta, 1.0]
    }
}

impl RenewalModel for ShiftedBetaGeometric {}

impl FittedModel for ShiftedBetaGeometric {
    type Evidence = Evidence;

    fn parameters(&self) -> usize {
        Self::PARAMETERS.len()
    }

    fn agrees_with(&self, evidence: &Evidence) -> bool {
        evidence.is_possible()
    }
}

impl ParametricModel for ShiftedBetaGeometric {
    type Data = RenewalTable;

    const NAME: &'static str = "sBG";

    const PARAMETERS: &'static [&'static str] = &["alpha", "beta"];

    fn values(&self) -> Vec<f64> {
        vec![self.alpha, self.beta]
    }

    fn with_values(&self, values: &[f64]) -> Result<Self> {
        match *values {
            [alpha, beta] => Self::new(alpha, beta),
            _ => Err(Error::LengthMismatch {
                what: "parameters of the sBG and values for them",
                left: Self::PARAMETERS.len(),
                right: values.len(),
            }),
        }
    }

    fn fit_with(options: &Fitter<Self>, data: &RenewalTable) -> Result<Fit<Self>> {
        const FLAT: &str = "one retention rate does not tell two parameters; wait until customers come to a second renewal, take it as a Churn, or put a prior on a parameter";
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

    fn simulate_like(&self, data: &RenewalTable, seed: u64) -> Result<Box<RenewalTable>> {
        table_like(self, data, seed).map(Box::new)
    }
}

impl fmt::Display for ShiftedBetaGeometric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(3);
        let text = format!(
            "sBG(α = {:.places$}, β = {:.places$})",
            self.alpha, self.beta
        );
        crate::units::padded(f, text)
    }
}

saved! {
    impl{} for ShiftedBetaGeometric as "shifted beta-geometric", 1;
    |model| { alpha, beta };
    read { Self::new(alpha, beta) }
}
