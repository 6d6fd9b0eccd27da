//! How did recurring revenue move: new, reactivation, expansion, contraction, churn; GRR and NRR.
//!
//! # Which one do I want?
//!
//! | I have | I want | use |
//! |---|---|---|
//! | each customer's MRR at the start and at the end | the movements, GRR, NRR, quick ratio, logo churn | [`RevenueMovements`] |
//! | subscriptions: who, from when, until when, how much | the same between any two months | [`RevenueLedger::movements`] |
//! | | the same month by month | [`RevenueLedger::waterfall`] |
//! | | retention over a year, under all horizons in use | [`RevenueLedger::revenue_retention`] |
//! | the MRR of every customer at the end of each month | the same | [`RevenueLedger::try_from_snapshots`] |
//! | plans billed by the year, quarter, week or day | their MRR, rounded once | [`MonthlyRecurringRevenue`] |
//! | what was spent on sales and what revenue did | the magic number | [`MagicNumber`] |
//! | customers without amounts | their churn | [`retention`](super) |
//!
//! Amounts are whole minor units (cents) of one currency: convert before, at one rate, or a change of the rate
//! shows as movement. They are added up exactly, so that every report balances.
//!
//! # Examples
//!
//! How did last month go? One row per customer: what they paid at the start, what they pay at the end, and
//! whether they paid anything before that.
//!
//! ```
//! use tenure::retention::revenue::RevenueMovements;
//! use tenure::units::Level;
//!
//! let month = RevenueMovements::try_from_customers([
//!     ("ann", 5000, 7500, true),
//!     ("bob", 10000, 0, true),
//!     ("cy", 3000, 3000, true),
//!     ("di", 20000, 18000, true),
//!     ("eve", 0, 500, true), // away last month, back now
//!     ("fay", 8000, 8000, true),
//!     ("guy", 0, 4000, false),
//! ])?;
//! println!("{}", month.display(2));
//!
//! let percent = |rate: Option<f64>| rate.map(|rate| format!("{:.1}%", 100.0 * rate));
//! assert_eq!(
//!     month
//!         .gross_revenue_retention()
//!         .map(|r| r.to_string())
//!         .as_deref(),
//!     Some("73.9%")
//! );
//! assert_eq!(
//!     percent(month.net_revenue_retention()).as_deref(),
//!     Some("79.3%")
//! );
//! let interval = month.net_revenue_retention_interval(Level::P95);
//! assert_eq!(
//!     interval.map(|i| format!("{i:.2}")),
//!     Some("0.18 to 1.41".into())
//! ); // of five
//! let lost = month.logo_churn();
//! assert_eq!((lost.successes(), lost.trials()), (1, 5));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # What is net revenue retention?
//!
//! The month above starts at 460.00 and ends at 410.00: 40.00 new, 5.00 reactivation, 25.00 expansion, 20.00
//! contraction, 100.00 churn. What the trade calls its retention, or one minus its churn:
//!
//! | method | formula | value | who | counts who was won back? |
//! |---|---|---|---|---|
//! | [`gross_revenue_retention`](RevenueMovements::gross_revenue_retention) | Σ min(a, b) / Σ a | 73.9% | SaaS Metrics Standards Board, `PostHog` | no |
//! | **[`net_revenue_retention`](RevenueMovements::net_revenue_retention)** (recommended) | Σ b / Σ a over a > 0 | 79.3% | filings of listed companies | no |
//! | [`net_revenue_retention_with_reactivation`](RevenueMovements::net_revenue_retention_with_reactivation) | (start + reactivation + expansion − contraction − churn) / start | 80.4% | Chargify, Maxio, ChartMogul (one minus their net MRR churn) | yes |
//! | [`end_without_new_over_start`](RevenueMovements::end_without_new_over_start) | (end − new) / start | 80.4% | NetSuite; always equal to the one above | yes |
//! | none: see the parts | 1 − (churn − expansion) / start | 83.7% | Baremetrics; looks away from contraction | no |
//!
//! Where many come back the forms differ by far: a month in which a big customer returns can show 121% with, and
//! 95% without. And without the cap per customer, the expansion of one hides the loss of another, and the "gross"
//! rate is none.
//!
//! | [`quick_ratio`](RevenueMovements::quick_ratio) of the month | value |
//! |---|---|
//! | (new + expansion) / (contraction + churn) | 0.54 |
//! | [with reactivation](RevenueMovements::quick_ratio_with_reactivation) among the gains | 0.58 |
//!
//! Over more than a month the *horizon* matters as much as the formula: five months of one and the same ledger
//! gave a gross retention of 52%, 40% or 30%. [`RevenueRetention`] names them.
//!
//! # Who is a customer?
//!
//! Everything is per customer, not per subscription, and from snapshot to snapshot: who joins and leaves within a
//! month shows in neither. What is outside: how coupons, trials, past-due invoices, metered usage and exchange rates
//! enter the MRR. Billing systems differ in each of these, so decide it where the data is made, once. Credits
//! larger than the plan make a negative MRR, under which no rate is bounded any more: it is refused, unless
//! [`RevenueChange::clamped`] is chosen.
//!
//! # How sure is it?
//!
//! The customers of the start are a sample of those you might have had, and both retentions a ratio of two of their
//! totals: [`net_revenue_retention_interval`](RevenueMovements::net_revenue_retention_interval) and
//! [`gross_revenue_retention_interval`](RevenueMovements::gross_revenue_retention_interval) say how far chance alone
//! would move them. A few big accounts make every such interval doubtful;
//! [`effective_customers_at_start`](RevenueMovements::effective_customers_at_start) tells.
//! [`logo_churn`](RevenueMovements::logo_churn) counts each customer once and is sound however unequal they are.

mod billing_cycle;
mod exact;
mod magic_number;
mod monthly_recurring_revenue;
mod movement_kind;
mod recurring_charge;
mod revenue_change;
mod revenue_ledger;
mod revenue_movements;
mod revenue_retention;
mod revenue_waterfall;

#[doc(alias = "billing interval")]
#[doc(alias = "billing period")]
pub use billing_cycle::BillingCycle;
#[doc(alias = "sales efficiency")]
pub use magic_number::MagicNumber;
#[doc(alias = "MRR")]
#[doc(alias = "ARR")]
pub use monthly_recurring_revenue::MonthlyRecurringRevenue;
pub use movement_kind::MovementKind;
#[doc(alias = "subscription")]
#[doc(alias = "plan")]
pub use recurring_charge::RecurringCharge;
#[doc(alias = "MRR movement")]
pub use revenue_change::RevenueChange;
#[doc(alias = "MRR schedule")]
#[doc(alias = "subscriptions")]
pub use revenue_ledger::RevenueLedger;
#[doc(alias = "MRR")]
#[doc(alias = "ARR")]
#[doc(alias = "MRR waterfall")]
#[doc(alias = "MRR bridge")]
#[doc(alias = "net new MRR")]
#[doc(alias = "ARPA")]
#[doc(alias = "gross churn")]
pub use revenue_movements::RevenueMovements;
pub use revenue_retention::RevenueRetention;
#[doc(alias = "MRR bridge")]
pub use revenue_waterfall::RevenueWaterfall;
