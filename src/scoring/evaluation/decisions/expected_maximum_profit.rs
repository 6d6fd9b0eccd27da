//! [`ExpectedMaximumProfit`].

use core::fmt;

use crate::error::CUSTOMERS;
use crate::numeric::beta::{Point, tails};
use crate::numeric::superacc::SumAcc;
use crate::scoring::evaluation::{ProfitCurve, Ranking, RetentionCampaign};
use crate::units::Proportion;
use crate::{Error, Result};

/// Measures the money in a score: the profit per customer of the best campaign it allows.
///
/// Averaged over what the save rate may turn out to be.
///
/// One figure for choosing between models, in the campaign's unit of money per customer of the whole
/// base, 0 or more; higher is better. Unlike the AUC it looks only where a campaign would be run: for
/// each save rate the best share of customers is contacted. It uses the order of the scores alone, not
/// their calibration.
///
/// # Formula
///
/// ```text
/// EMPC = ∫ max over t of P(t, γ) · h(γ) dγ
/// P(t, γ) = (γ·(CLV − d) − f)·π₁·F₁(t) − (d + f)·π₀·F₀(t)
/// ```
/// where γ is the save rate with the beta density h, d the incentive, f the contact cost, π₁ and π₀ the
/// shares that churned and stayed, and F₁ and F₀ the parts of them that score t or more. The best t moves
/// along the convex hull of the ROC curve as γ rises, past one corner after the other, which leaves a
/// finite sum of terms of incomplete beta functions, none of them negative:
///
/// ```text
/// EMPC = Σ slopeᵢ · E[(γ − γᵢ)⁺],   slopeᵢ = (CLV − d)·ΔTPᵢ/n,
/// γᵢ = (f·ΔTPᵢ + (d + f)·ΔFPᵢ) / ((CLV − d)·ΔTPᵢ)
/// ```
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{ExpectedMaximumProfit, RetentionCampaign};
///
/// let held_out = [
///     (0.9, true), (0.7, true), (0.6, false), (0.4, true), (0.2, false), (0.1, false),
/// ];
/// let worth = ExpectedMaximumProfit::of(RetentionCampaign::default(), held_out)?;
/// assert_eq!(worth.to_string(), "26.17 per customer, contacting 66.6%");
/// assert_eq!(format!("{:.2}", worth.at_mean_save_rate()), "26.17");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n): one sort.
///
/// # References
///
/// Verbraken, Verbeke & Baesens (2013), "A novel profit maximizing metric for measuring classification
/// performance of customer churn prediction models", IEEE Transactions on Knowledge and Data
/// Engineering 25(5), equations 5, 11 and 12 (their class 0 are the churners).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedMaximumProfit {
    profit: f64,
    contacted: Proportion,
    at_mean_save_rate: f64,
}

impl ExpectedMaximumProfit {
    /// Computes it from pairs of (score, churned).
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] within [`Error::Item`], [`Error::NotEnoughData`] without customers.
    pub fn of<S, I>(campaign: RetentionCampaign, scores: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, bool)>,
    {
        let curve = ProfitCurve::new(campaign.expected(), scores)?;
        Self::of_curve(campaign, &curve)
    }

    /// Computes it from a ranking, without sorting again.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without customers.
    pub fn of_ranking(campaign: RetentionCampaign, ranking: &Ranking) -> Result<Self> {
        Self::of_curve(
            campaign,
            &ProfitCurve::of_ranking(campaign.expected(), ranking),
        )
    }

    /// Uses the thresholds of a curve; its payoffs do not matter.
    fn of_curve(campaign: RetentionCampaign, curve: &ProfitCurve) -> Result<Self> {
        let best = curve.best().and_then(|best| best.profit_per_customer());
        let Some(best) = best else {
            let what = "an expected maximum profit";
            return Err(Error::not_enough(what, 1, CUSTOMERS, 0));
        };
        Self::above(best, campaign, curve).ok_or(Error::Diverges {
            what: "expected maximum profit",
            because: "values or counts are too large to be added up",
        })
    }

    /// The expectation, given the maximum of the expected profit.
    fn above(best: f64, campaign: RetentionCampaign, curve: &ProfitCurve) -> Option<Self> {
        let offer = campaign.expected();
        let kept = offer.clv() - offer.incentive();
        let false_alarm = offer.incentive() + offer.contact_cost();
        let (alpha, beta) = campaign.save_rate_shape();
        let mean = campaign.mean_save_rate().get();
        let hull = hull(curve.counts());
        let customers = hull.last().map(|(churned, stayed)| churned + stayed)?;
        let (mut profit, mut contacted) = (SumAcc::default(), SumAcc::default());
        for ((t0, f0), (t1, f1)) in hull.iter().zip(hull.iter().skip(1)) {
            let (caught, alarms) = (t1 - t0, f1 - f0);
            // The save rate from which on it pays to go on to this corner.
            let from = (offer.contact_cost() * caught + false_alarm * alarms) / (kept * caught);
            if !(0.0..1.0).contains(&from) {
                continue; // never, at any save rate; nor do later corners
            }
            let at = Point::at(from);
            let (above, moved) = (tails(alpha, beta, at)?.upper, alpha + 1.0);
            let gain = mean * tails(moved, beta, at)?.upper - from * above;
            let _finite = profit.add(kept * caught / customers * gain.max(0.0))
                && contacted.add((caught + alarms) / customers * above);
        }
        Some(Self {
            // The mean of a maximum is at least the maximum of the mean, except for rounding.
            profit: profit.to_f64()?.max(best),
            contacted: Proportion::clipped(contacted.to_f64()?),
            at_mean_save_rate: best,
        })
    }

    /// Returns the expected maximum profit per customer of the base.
    #[must_use]
    pub const fn profit(self) -> f64 {
        self.profit
    }

    /// Returns the share of customers to contact, averaged over the save rate.
    pub const fn contacted(self) -> Proportion {
        self.contacted
    }

    /// Returns the maximum profit per customer with the save rate at its mean, the MPC of the
    /// literature.
    ///
    /// Never above the [expected maximum](Self::profit), which adapts to the save rate.
    #[must_use]
    #[doc(alias = "maximum profit")]
    pub const fn at_mean_save_rate(self) -> f64 {
        self.at_mean_save_rate
    }
}

/// The corners of the upper convex hull, as counts (churned, stayed), from none to all.
///
/// Counts held in memory are below 2⁵³, so floats hold them exactly; turns are decided in integers.
fn hull(counts: impl Iterator<Item = (u64, u64)>) -> Vec<(f64, f64)> {
    let mut hull: Vec<(u64, u64)> = Vec::new();
    for next in counts {
        while let [.., before, last] = hull.as_slice() {
            if !below(*before, *last, next) {
                break;
            }
            hull.pop();
        }
        hull.push(next);
    }
    hull.into_iter()
        .map(|(churned, stayed)| (churned as f64, stayed as f64))
        .collect()
}

/// Whether the middle corner is on or below the line from `before` to `next`.
fn below(before: (u64, u64), middle: (u64, u64), next: (u64, u64)) -> bool {
    let step = |from: (u64, u64), to: (u64, u64)| {
        let churned = u128::from(to.0.saturating_sub(from.0));
        let stayed = u128::from(to.1.saturating_sub(from.1));
        (churned, stayed)
    };
    let (first, second) = (step(before, middle), step(middle, next));
    first.0.saturating_mul(second.1) <= second.0.saturating_mul(first.1)
}

saved! {
    impl{} for ExpectedMaximumProfit as "expected maximum profit", 1;
    |expected| { profit, contacted, at_mean_save_rate };
    read {
        if profit >= at_mean_save_rate && at_mean_save_rate >= 0.0 {
            Ok(Self { profit, contacted, at_mean_save_rate })
        } else {
            Err(Error::Malformed {
                what: "expected maximum profit",
                expected: "at least the maximum profit at the mean save rate, and that at least 0",
            })
        }
    }
}

impl fmt::Display for ExpectedMaximumProfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        crate::text::padded(
            f,
            format_args!(
                "{:.places$} per customer, contacting {}",
                self.profit, self.contacted
            ),
        )
    }
}
