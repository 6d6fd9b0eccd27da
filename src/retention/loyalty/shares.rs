//! Shares and figures of loyalty from counts: success, referral, conversion, the source's CLS.

use crate::retention::StartCohort;
use crate::stats::Binomial;
use crate::units::Proportion;
use crate::{Error, Result};

/// Returns `k` of `n`, and refuses more in words that name both.
pub(in crate::retention) fn share(
    part: &'static str,
    k: u64,
    whole: &'static str,
    n: u64,
) -> Result<Binomial> {
    Binomial::new(k, n).map_err(|_| Error::Exceeds {
        what: part,
        value: k as f64,
        limit_what: whole,
        limit: n as f64,
    })
}

/// Returns the share of customers who reached their goal.
///
/// From 0 to 1, higher is better. It depends on how the goal is defined: agree on that with the customer
/// before the period.
///
/// # Formula
///
/// ```text
/// success rate = customers who reached their goal / customers
/// ```
///
/// # Examples
///
/// ```
/// use tenure::units::Level;
///
/// let success = tenure::retention::success_rate(45, 60)?;
/// assert_eq!(success.proportion().map(|p| p.to_string()), Some("75.0%".to_string()));
/// let interval = success.interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.63 to 0.84".to_string()));
///
/// assert_eq!(
///     tenure::retention::success_rate(61, 60).unwrap_err().to_string(),
///     "customers who reached their goal (61) cannot exceed customers (60)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Exceeds`] when more reached it than there are.
pub fn success_rate(reached_goal: u64, customers: u64) -> Result<Binomial> {
    share(
        "customers who reached their goal",
        reached_goal,
        "customers",
        customers,
    )
}

/// Returns the share of customers who came by referral.
///
/// From 0 to 1. State beside the figure which customers it is a share of: all, or the new ones of a
/// period. For who refers and how much, see [`Referrals`](super::Referrals): a count of
/// referrals over customers may exceed 1 and is refused here.
///
/// # Formula
///
/// ```text
/// referred share = customers who came by referral / customers
/// ```
///
/// # Examples
///
/// ```
/// let referred = tenure::retention::referred_share(200, 1000)?;
/// assert_eq!(referred.proportion().map(|p| p.to_string()), Some("20.0%".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Exceeds`] when more were referred than there are.
pub fn referred_share(referred: u64, customers: u64) -> Result<Binomial> {
    share(
        "customers who came by referral",
        referred,
        "customers",
        customers,
    )
}

/// Returns how many of the customers in one stage or period are in the next.
///
/// Conversion from trial to paid, from first purchase to second year, from active in January to
/// active in February: the share of the first list that is in the second. A customer who is only in the
/// second changes nothing, and being listed twice counts once. From 0 to 1.
///
/// # Formula
///
/// ```text
/// conversion = |of ∩ into| / |of|
/// ```
///
/// # Examples
///
/// ```
/// let trials = ["ann", "bob", "cy", "di"];
/// let paying = ["cy", "ann", "eve"];
/// let converted = tenure::retention::conversion(trials, paying);
/// assert_eq!((converted.successes(), converted.trials()), (2, 4));
/// ```
///
/// # Complexity
///
/// O(n log n) time, O(n) space for n ids.
pub fn conversion<Id: Ord>(
    of: impl IntoIterator<Item = Id>,
    into: impl IntoIterator<Item = Id>,
) -> Binomial {
    StartCohort::from_ids(of, into).retained()
}

/// Returns the share of one customer's purchases that were repeats: 5 purchases are a first and 4
/// repeats, 80 %.
///
/// From 0 (bought once) towards 1; `None` without a purchase. What [`cls_source`] means to say. For
/// a whole base of customers see
/// [`RepeatPurchases::repeat_purchase_share`](super::RepeatPurchases::repeat_purchase_share).
///
/// # Formula
///
/// ```text
/// repeat-purchase share = (purchases − 1) / purchases
/// ```
///
/// # Examples
///
/// ```
/// let loyal = tenure::retention::repeat_purchase_share(5);
/// assert_eq!(loyal.map(|p| p.get()), Some(0.8));
/// ```
#[must_use]
pub fn repeat_purchase_share(purchases: u64) -> Option<Proportion> {
    let repeats = purchases.checked_sub(1)?;
    crate::retention::churn::ratio(repeats.into(), purchases.into()).map(Proportion::clipped)
}

/// Returns the customer loyalty score as some texts print it: (repeat purchases − 1)/all purchases.
///
/// **Prefer [`repeat_purchase_share`].** With 4 repeats among 5 purchases this is 0.6, but the first
/// purchase was already left out of the 4: it is subtracted twice, and the share of repeats is 0.8.
/// With no repeat the formula is negative, which no loyalty is, so that is refused.
///
/// # Formula
///
/// ```text
/// CLS = (repeat − 1) / total
/// ```
///
/// # Examples
///
/// ```
/// assert_eq!(tenure::retention::cls_source(4, 5)?, 0.6);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] without a repeat purchase, [`Error::Exceeds`] when there are more repeats
/// than purchases.
pub fn cls_source(repeat_purchases: u64, purchases: u64) -> Result<f64> {
    share("repeat purchases", repeat_purchases, "purchases", purchases)?;
    let less_one = repeat_purchases.checked_sub(1);
    less_one
        .and_then(|repeats| crate::retention::churn::ratio(repeats.into(), purchases.into()))
        .ok_or_else(|| Error::out_of_range("repeat purchases", "at least 1 for this score", 0.0))
}
