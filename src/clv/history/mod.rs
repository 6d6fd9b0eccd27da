//! From purchases to histories: how often, how recently, for how long.
//!
//! The purchase models of [`clv::models`](super::models) know a customer by three numbers: x purchases after
//! the first, the last of them at tₓ, seen until T. Everything here makes these out of what a shop has.
//!
//! # Which one do I want?
//!
//! | I have … | use |
//! |---|---|
//! | a list of purchases: customer, day, amount | [`PurchaseLog`], then [`histories`](PurchaseLog::histories) |
//! | the same with Unix seconds or other instants | [`PurchaseLog<_, 86_400>`](PurchaseLog#instants) |
//! | the same sorted by customer and day, too long to keep | [`PurchaseLog::grouped`] |
//! | the days on which one customer bought | [`PurchaseHistory::try_from_purchases`] |
//! | x, tₓ and T of each customer, from elsewhere | [`HistoryTable::try_from_iter`], with their [unit](crate::units::TimeUnit) |
//! | customers with a start of their own: accounts, cards | [`PurchaseLog::push_start`] |
//! | a period to judge the model by | [`Observation::holdout_until`], [`ObservedCustomer::holdout_purchases`] |
//! | a plot of expected against actual purchases | [`PurchaseLog::repeat_purchase_counts`] |
//! | mean spends, for what a purchase is worth | [`ObservedCustomer::mean_repeat_spend_in_major`] |
//!
//! # What goes wrong elsewhere
//!
//! - **The first purchase is not counted.** It is what makes somebody a customer: everybody in the data has it,
//!   so it says nothing about coming back. x = 0 is a customer who bought once. The mean spend of the models is
//!   of the x repeat purchases, too; mixing it with a count of all purchases is the most common mistake in
//!   spend models.
//! - **Purchases of one day are one.** A purchase model is of occasions. Two orders on the day of the first
//!   purchase would be a "repeat purchase after 0 days", which is refused as a history; in a log they are
//!   united, with their amounts added up. Another period is [a choice](SamePeriod).
//! - **Times have a unit.** A history keeps days. The unit a model counts in is the model's own, and every
//!   question to it carries its own: nothing needs to be divided by 7, and nothing is by accident.
//! - **Ends are last days.** Calibration until a day includes that day; the holdout begins with the next.
//!   T is the number of days from the first purchase to that last day.
//! - **Customers of the last day are not there yet.** Who first bought on the last day has been seen for no time
//!   at all (T = 0), tells nothing, and is left out of the histories.
//! - **Nothing is worth something.** An amount of 0 is a purchase, unless [you say
//!   otherwise](ZeroAmounts): the CDNOW data, from which the published figures come, have eight customers
//!   whose first order was free. Negative amounts are refused with their place in the input until it is said
//!   that they are [refunds](Purchase::or_refund), and [what those do](Refunds).
//!
//! # Examples
//!
//! From purchases to a table, and to the customers one by one:
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
//! let later: Option<u64> = log.observed_customers(observation)?.map(|customer| customer.holdout_purchases()).sum();
//! assert_eq!(later, Some(1));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # References
//!
//! Fader and Hardie (2005), "A note on deriving the Pareto/NBD model and related expressions", for (x, tₓ, T)
//! as all that is needed; Fader, Hardie and Lee (2005), "Counting your customers the easy way", for the CDNOW
//! data.

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

pub use observation::Observation;
pub use observed_customer::ObservedCustomer;
pub use policies::{EarlierCustomers, Refunds, SamePeriod, ZeroAmounts};
pub use purchase::Purchase;
pub use purchase_history::PurchaseHistory;
pub use purchase_log::PurchaseLog;
pub use renewal_table::{RenewalRow, RenewalTable};
pub use repeat_purchase_counts::{RepeatPurchaseCounts, RepeatPurchasePeriod};
pub use spend_frequency::{SpendBin, SpendFrequency, SpendWarning};
pub use spend_history::SpendHistory;
pub use spend_table::SpendTable;
pub use table::HistoryTable;
pub use tenure::Tenure;
pub use trial_history::TrialHistory;
pub use trial_table::TrialTable;
