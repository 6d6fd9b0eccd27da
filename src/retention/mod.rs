//! Do customers stay? Churn under its ten definitions, retention, repurchase, referral, loyalty; cohorts, survival and revenue.
//!
//! # Which one do I want?
//!
//! | I have | I want | use |
//! |---|---|---|
//! | subscriptions: who, from when, until when | churn, any definition | [`SubscriptionLog`], its [`window`](SubscriptionLog::window) |
//! | two lists of customers | retention and churn | [`StartCohort`]; lists in shards: [`Snapshots`] |
//! | totals of a report: start, new, returned, end | the rates that totals allow | [`PeriodCounts`] |
//! | orders per customer | repurchase rate | [`RepeatPurchases`] |
//! | a list of orders with customer ids | the same | [`Purchases`] |
//! | two lists: of one stage, of the next | conversion | [`conversion`] |
//! | referrals per customer | who refers, how much | [`Referrals`] |
//! | referred and all customers | referred share | [`referred_share`] |
//! | customers who reached their goal | success rate | [`success_rate`] |
//! | purchases of one customer | loyalty of that customer | [`repeat_purchase_share`] (not [`cls_source`]) |
//! | how long each customer has been there, and who left | how long customers stay, by plan | [`survival`] |
//! | who was active when | retention by cohort, month by month | [`cohorts`] |
//! | who pays how much when | revenue movements, NRR, GRR, logo churn | [`revenue`] |
//! | satisfied customers and a retention | how many stay at least | [`RetainedCustomers`](crate::acquisition::RetainedCustomers) |
//!
//! Every share is a [`Binomial`](crate::stats::Binomial): k of n, with an
//! [interval](crate::stats::Binomial::interval) and the
//! [difference](crate::stats::Binomial::difference) of two.
//!
//! # Examples
//!
//! Did retention improve? Two years of customers, as a report has them:
//!
//! ```
//! use tenure::retention::StartCohort;
//! use tenure::units::Level;
//!
//! let last = StartCohort::try_from_counts(412, 530, 160)?.retained(); // 412 of 530; 160 joined since
//! let this = StartCohort::try_from_counts(498, 572, 149)?.retained();
//! let interval = this.interval(Level::P95);
//! assert_eq!(
//!     this.proportion().map(|r| r.to_string()),
//!     Some("87.1%".to_string())
//! );
//! assert_eq!(
//!     interval.map(|i| format!("{i:.2}")),
//!     Some("0.84 to 0.90".to_string())
//! );
//!
//! // Up by 5 to 14 points, so it did.
//! let change = this.difference(last).interval(Level::P95);
//! assert_eq!(
//!     change.map(|i| format!("{i:.2}")),
//!     Some("0.05 to 0.14".to_string())
//! );
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # What does churn mean?
//!
//! Ten definitions are in use, and on one and the same log they give ten per cent or seventeen. The
//! log: 100 customers at the start; 12 of them leave within 30 days and 2 of these return; 20 join,
//! 5 of whom leave again. That is 105 customers at the end, 17 leavings and 3181 customer-days.
//!
//! | [`ChurnDefinition`] | formula | value | who | above 100 %? | 1 − it is retention? |
//! |---|---|---|---|---|---|
//! | **`StartCohortLostAtEnd`** (recommended) | start customers not there at the end / S | 10.00% | ChartMogul (standard), Fight Churn With Data | no | **yes** |
//! | `StartCohortEverLost` | start customers who ever left / S | 12.00% | ProfitWell style | no | no |
//! | `EventsPerStartAndNew` | events / (S + N) | 14.17% | Stripe | yes | no |
//! | `DailySurvival` | 1 − Π (1 − events of the day / customers before) | 14.77% | Kaplan–Meier of the open cohort | no | no |
//! | `EndWithoutNew` | 1 − (E − N)/S | 15.00% | textbooks; may be negative | yes | no |
//! | `SumOfDailyRates` | Σ events of the day / customers before | 15.82% | ChartMogul (Shopify formula) | yes | no |
//! | `EventsPerAverageDay` | events · days / customer-days | 16.03% | person-time rates | yes | no |
//! | `EventsPerMeanOfEnds` | 2 · events / (S + E) | 16.59% | staff turnover | yes | no |
//! | `EventsPerStart` | events / S | 17.00% | Chargify, Maxio | yes | no |
//! | `EndWithoutNewOrReturned` | 1 − (E − N − R)/S | 17.00% | spreadsheets; always equal to the one above | yes | no |
//!
//! S, N, R and E are the customers at the start, new, returned and at the end; events are the times a customer left.
//!
//! Use the recommended one between businesses and over periods short against a customer's lifetime.
//! In a fast-growing consumer business, where most who leave in a month also joined in it, it misses
//! most of the losses: use `DailySurvival` or `EventsPerAverageDay`. Never compare two
//! figures of different definitions; [`ChurnWindow::compare`] shows them all.
//!
//! # Days
//!
//! Time is whole days, numbered from any fixed day ([`Subscription`] shows how to get them from
//! dates). A customer is active on day t if and only if `start ≤ t < end`. A window compares the
//! snapshot of day `from` with that of day `to`; what happens on `to` is in it and what happens on
//! `from` in the one before, so consecutive windows fit together.

pub mod cohorts;
pub mod revenue;
pub mod survival;

mod churn;
mod loyalty;

#[doc(alias = "churn rate")]
#[doc(alias = "attrition")]
pub use churn::ChurnDefinition;
#[doc(alias = "attrition")]
#[doc(alias = "gross churn")]
#[doc(alias = "subscriber")]
pub use churn::ChurnWindow;
#[doc(alias = "CRR")]
#[doc(alias = "customer retention rate")]
#[doc(alias = "renewal rate")]
pub use churn::StartCohort;
#[doc(alias = "contract")]
#[doc(alias = "spell")]
#[doc(alias = "subscriber")]
pub use churn::Subscription;
#[doc(alias = "event log")]
#[doc(alias = "subscriber")]
#[doc(alias = "subscribers")]
pub use churn::SubscriptionLog;
pub use churn::{ChurnComparison, DailyChurn, OpenPeriodCounts, PeriodCounts, Snapshot, Snapshots};
#[doc(alias = "referral rate")]
#[doc(alias = "viral coefficient")]
pub use loyalty::Referrals;
#[doc(alias = "repeat customer rate")]
#[doc(alias = "RPR")]
#[doc(alias = "repeat purchase rate")]
#[doc(alias = "repeat rate")]
pub use loyalty::RepeatPurchases;
#[doc(alias = "CLS")]
#[doc(alias = "customer loyalty score")]
pub use loyalty::cls_source;
#[doc(alias = "conversion rate")]
pub use loyalty::conversion;
#[doc(alias = "referral rate")]
pub use loyalty::referred_share;
#[doc(alias = "customer success rate")]
pub use loyalty::success_rate;
pub use loyalty::{Purchases, repeat_purchase_share};
