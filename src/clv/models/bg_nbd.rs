//! [`BgNbd`].

use super::beta_geometric::{self, BetaGeometric, beta_geometric_model};
use super::{PurchaseModel, SimulatedCustomer, simulate};
use crate::Result;
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::clv::models::parametric::parametric;
use crate::units::{DiscountRate, Horizon, Period, TimeUnit};

/// Models buyers who leave without saying so, right after a repeat purchase (BG/NBD).
///
/// Everybody buys at a rate of their own, and after each *repeat* purchase leaves for good with a probability
/// of their own. It answers how many purchases to expect of whom, in a time to come or for ever; more is
/// better. The usual model for shops without contracts, and the fastest to fit.
///
/// **Do not count churned customers with it.** Nobody can leave before their second purchase here, so
/// everybody who bought once is a customer for ever: [`p_alive`](PurchaseModel::p_alive) is 1 for every one of
/// them. On the CDNOW customers it adds up to 1917 of 2357 still there, of whom 1411 never came back; where
/// the first purchase is a chance to leave, too, 1058 are: [`MbgNbd`](super::MbgNbd) is for that.
///
/// # Formula
///
/// ```text
/// L            = Γ(r+x)/Γ(r) · B(a, b+x)/B(a, b) · αʳ
///                · { (α+T)⁻⁽ʳ⁺ˣ⁾ + (x > 0) · a/(b+x−1) · (α+tₓ)⁻⁽ʳ⁺ˣ⁾ }
/// P(alive)     = 1 / { 1 + (x > 0) · a/(b+x−1) · ((α+T)/(α+tₓ))ʳ⁺ˣ }
/// … after t    = P(alive) · E[(1 + pt/(α+T))⁻⁽ʳ⁺ˣ⁾]
/// E[X(T, T+t)] = P(alive) · E[{1 − (1 + pt/(α+T))⁻⁽ʳ⁺ˣ⁾}/p],   p ~ Beta(a, b+x)
/// P(X(t) = n)  = B(a, b+n)/B(a, b) · P(N = n) + (n > 0) · B(a+1, b+n−1)/B(a, b) · P(N ≥ n)
/// discounted   = P(alive) · E[λ/(δ + λp)],   λ ~ Gamma(r+x, rate α+T)
///
/// where λ ~ Gamma(shape r, rate α) is a customer's purchase rate over customers,
///       p ~ Beta(a, b) their probability of leaving after a repeat purchase,
///       x, tₓ, T the number of repeat purchases, the time of the last and of the end,
///       N negative binomial with r and t/(α+t): purchases of one who never leaves,
///       δ the continuous discount rate
/// ```
///
/// The expectations are computed without the published hypergeometric function, which overflows for many
/// purchases and divides by zero at a = 1: relatively good to 1e-11 for x up to 10 000, times up to 10⁵ and
/// parameters from 10⁻³ to 10⁴. Where the history makes P(alive) small, the digits lost are those of
/// (r+x)·ln((α+T)/(α+tₓ)).
///
/// # Examples
///
/// With published parameters:
///
/// ```
/// use tenure::clv::history::PurchaseHistory;
/// use tenure::clv::models::{BgNbd, PurchaseModel};
/// use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};
///
/// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426, TimeUnit::WEEK)?;
/// assert_eq!(model.to_string(), "BG/NBD(r = 0.243, α = 4.414 weeks, a = 0.793, b = 2.426)");
///
/// let customer = PurchaseHistory::new(2, 213.0, 272.0, TimeUnit::DAY)?;
/// assert_eq!(format!("{:.3}", model.p_alive(&customer)), "0.727");
///
/// let year = Horizon::new(52.0, Period::Week)?;
/// assert_eq!(format!("{:.3}", model.expected_purchases(&customer, year)), "1.559");
/// assert_eq!(format!("{:.3}", model.expected_purchases_of_new(year)), "1.446");
///
/// let discount = DiscountRate::new(0.15, Period::Year)?;
/// assert_eq!(format!("{:.3}", model.discounted_purchases(&customer, discount)?), "5.178");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Fitted to histories:
///
/// ```
/// use tenure::clv::history::HistoryTable;
/// use tenure::clv::models::BgNbd;
/// use tenure::units::TimeUnit;
///
/// let week = TimeUnit::WEEK;
/// let histories = [(0, 0.0, 39.0), (2, 30.0, 39.0), (1, 4.0, 36.0), (5, 12.0, 38.0), (9, 33.0, 35.0)];
/// let table = HistoryTable::try_from_iter(histories.map(|(x, last, age)| (x, last, age, week)))?;
/// let fit = BgNbd::fitter().ridge(0.02).fit(&table)?;
/// assert!(fit.log_likelihood() < 0.0);
/// assert_eq!(fit.standard_errors().len(), 4);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// A fit goes about ten times through the distinct histories, at one exponential and one logarithm each.
/// A prediction takes some tens of terms of a series, a few hundred nodes of a quadrature in rare cases.
///
/// # References
///
/// Fader, Hardie & Lee 2005, "Counting your customers" the easy way, Marketing Science 24(2), equations 3 (density
/// of a history), 8 (P(X(t) = n)), 10 (expectation).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbd {
    core: BetaGeometric,
    unit: TimeUnit,
}

beta_geometric_model!(BgNbd, "BG/NBD", "bg/nbd", false);
