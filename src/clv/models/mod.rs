//! Models of when customers buy, and of when they stop.
//!
//! # Which one do I want?
//!
//! Two questions decide. Does a customer who leaves *say so*? A subscriber does, the customer of a shop does not: they
//! simply stop coming, and whether one who has been quiet for a while is still a customer can only be said with a
//! probability. And can customers buy at *any time*, or only when there is an opportunity: a renewal date, a yearly
//! appeal, a cruise?
//!
//! | | at any time | at set opportunities |
//! |---|---|---|
//! | **they leave silently** | [`ParetoNbd`], [`MbgNbd`], [`BgNbd`]; [`Nbd`] if nobody leaves | [`BgBb`] |
//! | **leaving is seen** | a rate of churn and [a closed form](super) | [`ShiftedBetaGeometric`], [`BetaDiscreteWeibull`] |
//!
//! What a purchase brings is a model of its own: [`GammaGamma`]. The two together, with a margin and a discount
//! rate, are a [`CustomerValue`](super::CustomerValue).
//!
//! # BG/NBD, MBG/NBD or Pareto/NBD?
//!
//! All three say: a customer buys at a rate of their own, at random, until they leave; rates and chances to leave differ
//! between customers. They differ in *when* one can leave.
//!
//! | | a customer can leave … | P(alive) of one who never came back | take it for |
//! |---|---|---|---|
//! | [`ParetoNbd`] | at any moment | falls with time | how many customers are left; the one to compare others with |
//! | [`MbgNbd`] | right after any purchase, the first included | falls with time | the same, when Pareto/NBD is not identified |
//! | [`BgNbd`] | right after any purchase but the first | **always 1** | how many purchases will come |
//! | [`Nbd`] | never | always 1 | a yardstick: does it pay to model leaving at all? |
//!
//! BG/NBD calls everybody who bought once a customer for ever. On CDNOW it counts 1917 of 2357 customers as alive
//! where the other two say 1052 and 1058, from purchases that all three describe about equally well: do not count
//! churned customers with it.
//!
//! They share a trait, [`PurchaseModel`], so that one can be put in the place of another, and
//! [`checks`](super::checks) say which describes the customers at hand.
//!
//! # Fitting, or known parameters
//!
//! Each model is a few numbers: made from published parameters (`BgNbd::new`), or fitted (`BgNbd::fitter()`, see
//! [`fitting`](super::fitting)), saved in under a kilobyte, and asked about customers who took no part in the fit.
//!
//! ```
//! use tenure::clv::history::PurchaseHistory;
//! use tenure::clv::models::{BgNbd, PurchaseModel};
//! use tenure::units::{Horizon, Period, TimeUnit};
//!
//! let model = BgNbd::new(0.243, 4.414, 0.793, 2.426, TimeUnit::WEEK)?; // Fader, Hardie and Lee (2005)
//! let customer = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK)?;
//!
//! assert_eq!(format!("{:.3}", model.p_alive(&customer)), "0.727");
//! // The question carries its unit: nine months are asked of a weekly model as they are.
//! let within = Horizon::new(9.0, Period::Month)?;
//! assert_eq!(format!("{:.3}", model.expected_purchases(&customer, within)), "1.229");
//! # Ok::<(), tenure::Error>(())
//! ```

mod beta_discrete_weibull;
mod beta_geometric;
mod bg_bb;
mod bg_nbd;
mod gamma_gamma;
mod mbg_nbd;
mod nbd;
mod parametric;
mod pareto_nbd;
mod purchase_model;
mod renewals;
mod shifted_beta_geometric;
pub(in crate::clv) mod simulate;

#[doc(alias = "BdW")]
#[doc(alias = "duration dependence")]
#[doc(alias = "contractual")]
pub use beta_discrete_weibull::BetaDiscreteWeibull;
#[doc(alias = "beta-geometric/beta-Bernoulli")]
#[doc(alias = "BG/BB")]
#[doc(alias = "P(alive)")]
pub use bg_bb::BgBb;
#[doc(alias = "beta-geometric")]
#[doc(alias = "buy till you die")]
#[doc(alias = "BTYD")]
pub use bg_nbd::BgNbd;
#[doc(alias = "monetary value")]
#[doc(alias = "average order value")]
pub use gamma_gamma::GammaGamma;
#[doc(alias = "modified BG/NBD")]
#[doc(alias = "central BG/NBD")]
pub use mbg_nbd::MbgNbd;
#[doc(alias = "negative binomial")]
#[doc(alias = "Poisson-gamma")]
pub use nbd::Nbd;
#[doc(alias = "SMC model")]
#[doc(alias = "counting your customers")]
pub use pareto_nbd::ParetoNbd;
#[doc(alias = "probability alive")]
#[doc(alias = "p-alive")]
pub use purchase_model::PurchaseModel;
pub use purchase_model::SimulatedCustomer;
pub use renewals::RenewalModel;
#[doc(alias = "sBG")]
#[doc(alias = "beta-geometric")]
#[doc(alias = "contractual")]
pub use shifted_beta_geometric::ShiftedBetaGeometric;
