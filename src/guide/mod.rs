//! Longer reading: how to get from raw data to a figure, and from many machines to one.
//!
//! - [`raw_data`]: blanks, NaN, a rating of 11, a refund, dates and money: what to do with each.
//! - [`columns`]: columns with nulls, `f32`s, and where Arrow and Polars keep them.
//! - [`retention`]: how long customers stay, cohort by cohort, and how the money moves.
//! - [`churn`]: from a table of customers to a campaign that pays: design, split, fit, judge, decide.
//! - [`lifetime_value`]: from a log of purchases to what each customer is worth.
//! - [`shards`]: threads, files, machines and days, saved states and sliding windows.

#[doc = include_str!("churn.md")]
pub mod churn {}

#[doc = include_str!("columns.md")]
pub mod columns {}

#[doc = include_str!("lifetime_value.md")]
pub mod lifetime_value {}

#[doc = include_str!("raw_data.md")]
pub mod raw_data {}

#[doc = include_str!("retention.md")]
pub mod retention {}

#[doc = include_str!("shards.md")]
pub mod shards {}
