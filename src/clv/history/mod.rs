//! Turns purchases into customer histories: how often, how recently, over how long.
//!
//! The purchase models of [`clv::models`](super::models) describe a customer by three numbers: x
//! purchases after the first, the last of them at tₓ, observed until T. This module computes them
//! from the data a business has.
//!
//! # Which one do I want?
//!
//! | I have … | use |
//! |---|---|
//! | a list of purchases: customer, day, amount | [`PurchaseLog`], then [`histories`](PurchaseLog::histories) |
//! | purchases with Unix seconds or other times of day | [`PurchaseLog<_, 86_400>`](PurchaseLog#times-of-day) |
//! | purchases sorted by customer and day, too many to keep | [`PurchaseLog::grouped`] |
//! | the days on which one customer bought | [`PurchaseHistory::try_from_purchases`] |
//! | x, tₓ and T of each customer, from elsewhere | [`HistoryTable::try_from_iter`], with their [unit](crate::units::TimeUnit) |
//! | customers with a start of their own: accounts, cards | [`PurchaseLog::push_start`] |
//! | a holdout to validate the model | [`Observation::holdout_until`], [`ObservedCustomer::holdout_purchases`] |
//! | actual purchases to plot against expected ones | [`PurchaseLog::repeat_purchase_counts`] |
//! | the mean spend of each customer | [`ObservedCustomer::mean_repeat_spend_in_major`] |
//!
//! # Common mistakes, and what is done here
//!
//! - **The first purchase is not counted.** Every customer has one, so it says nothing about coming
//!   back: x = 0 is a customer who bought once. The mean spend of the models covers the x repeat
//!   purchases as well; mixing it with a count of all purchases is the most common mistake in spend
//!   models.
//! - **Purchases of one day count once.** A purchase model counts occasions. Two orders on the day of
//!   the first purchase would be a "repeat purchase after 0 days", which a history refuses; a log
//!   combines them and adds up their amounts. Another period is [a choice](SamePeriod).
//! - **Times have a unit.** A history keeps days, a model has its own unit, and every call says the
//!   unit it means: no times need to be divided by 7.
//! - **Ends are last days.** Calibration until a day includes that day; the holdout begins with the
//!   next. T is the number of days from the first purchase to that last day.
//! - **Customers of the last day are left out.** A customer whose first purchase is on the last day
//!   has been observed for no time (T = 0).
//! - **Free purchases count.** An amount of 0 is a purchase unless [you choose
//!   otherwise](ZeroAmounts): the CDNOW data behind the published figures have eight customers whose
//!   first order was free. Negative amounts are refused with their index in the input unless they are
//!   given as [refunds](Purchase::or_refund), with [a rule for them](Refunds).
//!
//! # Examples
//!
//! A log of purchases, its table of histories, and its customers one by one:
//!
//! ```
//! use tenure::clv::history::{Observation, PurchaseLog};
//! use tenure::units::Money;
//!
//! let lines = ["ann,1,29.33", "ann,18,29.73", "bob,5,12.00", "ann,300,14.96"];
//! let purchases = lines.map(|line| {
//!     let mut fields = line.split(',');
//!     let mut next = || fields.next().unwrap_or("");
//!     Ok((next(), next().parse().unwrap_or(0), Money::parse(next(), 2)?))
//! });
//! let purchases = purchases.into_iter().collect::<tenure::Result<Vec<_>>>()?;
//! let log = PurchaseLog::try_from_iter(purchases)?;
//!
//! let observation = Observation::until(273).holdout_until(546);
//! let histories = log.histories(observation)?;
//! assert_eq!((histories.customers(), histories.repeat_purchases()), (2, 1));
//!
//! let customers = log.observed_customers(observation)?;
//! let later: Option<u64> = customers.map(|customer| customer.holdout_purchases()).sum();
//! assert_eq!(later, Some(1));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # References
//!
//! Fader and Hardie (2005), "A note on deriving the Pareto/NBD model and related expressions", for
//! (x, tₓ, T) as a sufficient statistic; Fader, Hardie and Lee (2005), "Counting your customers the
//! easy way", for the CDNOW data.

mod entry;
mod fold;
mod grouped;
mod observation;
mod observed_customer;
mod policies;
mod purchase;
mod purchase_history;
mod purchase_log;
mod renewal_table;
mod repeat_purchase_counts;
mod row;
mod spend_frequency;
mod spend_history;
mod spend_table;
mod table;
mod tenure;
mod trial_history;
mod trial_table;

#[doc(alias = "calibration")]
#[doc(alias = "holdout")]
pub use observation::Observation;
pub use observed_customer::ObservedCustomer;
pub use policies::{EarlierCustomers, Refunds, SamePeriod, ZeroAmounts};
#[doc(alias = "transaction")]
#[doc(alias = "order")]
pub use purchase::Purchase;
#[doc(alias = "RFM")]
#[doc(alias = "CBS")]
#[doc(alias = "frequency")]
#[doc(alias = "recency")]
#[doc(alias = "purchase frequency")]
pub use purchase_history::PurchaseHistory;
#[doc(alias = "transactions")]
#[doc(alias = "event log")]
pub use purchase_log::PurchaseLog;
pub use renewal_table::RenewalRow;
#[doc(alias = "survival table")]
#[doc(alias = "cohort table")]
pub use renewal_table::RenewalTable;
#[doc(alias = "tracking")]
pub use repeat_purchase_counts::RepeatPurchaseCounts;
pub use repeat_purchase_counts::RepeatPurchasePeriod;
#[doc(alias = "correlation")]
pub use spend_frequency::SpendFrequency;
pub use spend_frequency::{SpendBin, SpendWarning};
#[doc(alias = "monetary value")]
#[doc(alias = "average order value")]
#[doc(alias = "AOV")]
pub use spend_history::SpendHistory;
pub use spend_table::SpendTable;
#[doc(alias = "RFM")]
#[doc(alias = "CBS")]
#[doc(alias = "customer by sufficient statistic")]
pub use table::HistoryTable;
#[doc(alias = "lifetime")]
#[doc(alias = "contract duration")]
#[doc(alias = "subscriber")]
pub use tenure::Tenure;
#[doc(alias = "RF matrix")]
#[doc(alias = "frequency")]
#[doc(alias = "recency")]
pub use trial_history::TrialHistory;
#[doc(alias = "recency/frequency matrix")]
pub use trial_table::TrialTable;
