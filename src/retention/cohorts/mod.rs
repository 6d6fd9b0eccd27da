//! Retention by cohort, counts and revenue: of the customers who came in March, how many were there in June?
//!
//! # Which one do I want?
//!
//! | I have | I want | use |
//! |---|---|---|
//! | rows of who was active when | cohorts by first activity | [`ActivityLog`] |
//! | the same, and when customers signed up | cohorts by sign-up | [`ActivityLog`] with [`push_start`](ActivityLog::push_start) |
//! | rows of who, of which cohort, was active when | those cohorts, recurring ones too | [`CohortLog`] |
//! | dates | period numbers | [`month_index`], [`quarter_index`], [`week_index`], [`day_stretch_index`] |
//! | moments | rolling 24-hour days from each customer's first | [`RollingAges`] |
//! | a log | who was back *at* each age | [`n_period`](ActivityLog::n_period) |
//! | a log | who was back at each age *or later* | [`unbounded`](ActivityLog::unbounded) |
//! | a log | brackets, or a choice of all these | [`triangle`](ActivityLog::triangle) of [`AgeWindow`]s |
//! | a triangle | one curve | its [`weighted_means`](CohortTriangle::weighted_means) |
//! | a triangle | what a customer is worth | [see below](#what-is-a-cohort-worth) |
//! | how long each customer stayed, some still there | a curve, its median | [`survival`](super::survival) |
//!
//! # Examples
//!
//! Purchases of five customers by month, until the end of April. Which customers of April will be back in
//! May is not known yet, so that cell is empty, and not 0:
//!
//! ```
//! use tenure::retention::cohorts::{ActivityLog, month_index, year_and_month};
//! use tenure::units::Level;
//!
//! let rows = [
//!     ("ann", 2), ("bob", 2), ("cy", 2), ("ann", 3), ("cy", 3), ("di", 3), ("ann", 4), ("di", 4), ("eve", 4),
//! ];
//! let rows = rows.map(|(customer, month)| Ok((customer, month_index(2024, month)?)));
//! let log = ActivityLog::try_from_iter(rows.into_iter().collect::<tenure::Result<Vec<_>>>()?)?;
//! let triangle = log.n_period(month_index(2024, 4)?)?;
//!
//! let months = |index| {
//!     let (year, month) = year_and_month(index);
//!     format!("{year}-{month:02}")
//! };
//! assert_eq!(format!("\n{:.0}", triangle.display_with(months)), "
//! cohort         size     0     1    2
//! 2024-02           3  100%   67%  33%
//! 2024-03           1  100%  100%
//! 2024-04           1  100%
//! weighted mean     5  100%   75%  33%");
//!
//! // Three of four were back a month later; four customers do not tell much.
//! let back = triangle.weighted_mean(1).map(|cell| cell.retained());
//! let interval = back.and_then(|back| back.interval(Level::P95));
//! assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.30 to 0.95".to_string()));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # Three kinds of columns
//!
//! *N-period* retention looks at one age, and may rise with it: retention is not a funnel. *Unbounded* retention
//! counts who is back at that age or at any later one; it never rises within a cohort, but the newest cells are low
//! because there was little time to come back in, and they go up as time passes. *Bracket* retention asks for at least
//! one activity in a range of ages and exists only when the range is over. For every cohort
//!
//! ```text
//! N-period(k) ≤ bracket(k, k′) ≤ unbounded(k)
//! ```
//!
//! The **weighted** mean over the finished cohorts is the recommended summary: every customer weighs the same and it
//! has an interval. The simple mean, in which every cohort weighs the same, is there
//! [by its name](CohortTriangle::simple_mean).
//!
//! # The right edge
//!
//! `through` is the last period whose data are complete. What happened after it is not counted anywhere, so that the
//! triangle is the one that would have been made at the end of that period. With today's half of a month left in, the
//! last cell of every row would be too low.
//!
//! # What is a cohort worth?
//!
//! A row, or the mean of all, is a curve that [`CurveClv`](crate::clv::CurveClv) turns into money: the share active at
//! each age times what an active customer brings, discounted. As such a curve may rise, it goes into
//! [`activity_value`](crate::clv::CurveClv::activity_value). The value ends with the data: it is what customers
//! brought so far, not what they will.
//!
//! ```
//! use tenure::clv::CurveClv;
//! use tenure::retention::cohorts::ActivityLog;
//! use tenure::units::{DiscountRate, Money, Period};
//!
//! let price = Money::from_minor(1000);
//! let log = ActivityLog::try_from_iter([
//!     ("ann", 0, price),
//!     ("ann", 1, price),
//!     ("bob", 0, price),
//!     ("ann", 2, price),
//!     ("bob", 2, price),
//! ])?;
//! let triangle = log.n_period(2)?;
//! let curve = CurveClv {
//!     period: Period::Month,
//!     discount: DiscountRate::new(0.1, Period::Month)?,
//! };
//!
//! // 10 at age 0, half of it a month later, all of it in the second: 10 + 5/1.1 + 10/1.21.
//! let margin = 10.0; // per active customer
//! let value = curve.activity_value(triangle.weighted_activity_curve(margin))?;
//! assert_eq!(format!("{value:.2}").split(' ').next(), Some("22.81"));
//!
//! // The same from the revenue itself.
//! let value = curve.value(triangle.weighted_revenue_curve_in_major(2))?;
//! assert_eq!(format!("{value:.2}").split(' ').next(), Some("22.81"));
//! # Ok::<(), tenure::Error>(())
//! ```
//!
//! # Speed
//!
//! Ten million rows of a million customers with whole numbers for ids, in 24 monthly cohorts, from rows to the
//! triangle, in nanoseconds of processor time a row; beside it Polars 2.1, counting the distinct customers of every
//! cohort and period in the same run of `python benches/peers/retention.py`:
//!
//! | rows in the order of | cohorts known | Polars | first activity | Polars |
//! |---|---|---|---|---|
//! | time | 27 | 42 | 60 | 91 |
//! | customers | 19 | 81 | 38 | 105 |
//!
//! By `cargo bench --bench cohorts`, with rows in no order: 33 and 52; amounts add some 50, columns whose windows share
//! an age some 12. By day, over two years (730 cohorts), it is some 250 and 130. A second thread gains a quarter with
//! monthly cohorts and loses with daily ones: collect those on one. Ids that are text cost over ten times as much, up
//! to 2.4 times what Polars takes: give customers numbers where the data are read.

mod activity;
mod activity_log;
mod age_window;
mod cohort_activity;
mod cohort_cell;
mod cohort_log;
mod cohort_row;
mod cohort_triangle;
mod columns;
mod display;
mod periods;
mod requested_columns;
mod rolling_ages;
mod state;
mod tally;
mod weekday;

#[doc(alias = "event")]
pub use activity::Activity;
#[doc(alias = "event log")]
#[doc(alias = "birth cohort")]
pub use activity_log::ActivityLog;
#[doc(alias = "bracket")]
#[doc(alias = "unbounded")]
#[doc(alias = "N-day")]
pub use age_window::AgeWindow;
pub use cohort_activity::CohortActivity;
pub use cohort_cell::CohortCell;
#[doc(alias = "sign-up cohort")]
#[doc(alias = "recurring cohort")]
pub use cohort_log::CohortLog;
pub use cohort_row::CohortRow;
#[doc(alias = "cohort analysis")]
#[doc(alias = "retention table")]
#[doc(alias = "cohort heat map")]
pub use cohort_triangle::CohortTriangle;
pub use periods::{
    day_stretch_index, month_index, quarter_index, week_index, year_and_month, year_and_quarter,
};
#[doc(alias = "24-hour windows")]
pub use rolling_ages::RollingAges;
pub use weekday::Weekday;
