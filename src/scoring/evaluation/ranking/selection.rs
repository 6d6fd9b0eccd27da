//! [`Selection`].

use core::fmt;

use super::{Ranking, ScoreGroup};
use crate::numeric::count::saturated;
use crate::scoring::evaluation::customers_in_share;
use crate::stats::{Interval, wilson};
use crate::text::{or_dash, padded};
use crate::units::{Level, Proportion};

/// Holds a part of the ranking, such as the 500 riskiest customers, and how many churners are in
/// it.
///
/// From [`Ranking::top`], [`Ranking::top_share`], and the rows of a
/// [`QuantileTable`](super::QuantileTable).
///
/// Where a selection ends among tied customers, it holds a proportional part of their churners, which
/// is the average if ties are broken at random. So [`hits`](Self::hits) need not be whole, and no
/// figure depends on the order of the rows.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Ranking;
///
/// // Three tied customers compete for the second place; one of them left.
/// let ranking = Ranking::try_from_iter([
///     (9.0, true), (5.0, true), (5.0, false), (5.0, false), (1.0, false),
/// ])?;
/// let two = ranking.top(2);
/// assert_eq!(two.map(|list| list.hits()), Some(1.0 + 1.0 / 3.0));
/// let lift = two.and_then(|list| list.lift()).map(|lift| format!("{lift:.2}"));
/// assert_eq!(lift.as_deref(), Some("1.67"));
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Selection {
    customers: u128,
    hits: f64,
    /// All customers of the ranking, and all who churned.
    of_customers: u128,
    of_churned: u128,
}

impl Selection {
    pub(super) const fn new(customers: u128, hits: f64, whole: Whole) -> Self {
        Self {
            customers,
            // Rounding may lift a sum of parts above the whole.
            hits: hits.min(customers as f64).min(whole.churned as f64),
            of_customers: whole.customers,
            of_churned: whole.churned,
        }
    }

    #[cfg(feature = "serde")]
    pub(super) const fn whole(self) -> Whole {
        Whole {
            customers: self.of_customers,
            churned: self.of_churned,
        }
    }

    /// Counts the customers in the selection.
    #[must_use]
    pub const fn customers(self) -> u64 {
        saturated(self.customers)
    }

    /// Returns how many of the selected customers churned; tied customers at its ends count in
    /// part.
    #[must_use]
    pub const fn hits(self) -> f64 {
        self.hits
    }

    /// Returns the share of the selected customers who churned; `None` of an empty selection.
    #[doc(alias = "churn rate")]
    #[doc(alias = "response rate")]
    #[must_use]
    pub fn precision(self) -> Option<Proportion> {
        (self.customers > 0).then(|| Proportion::clipped(self.hits / self.customers as f64))
    }

    /// Returns Wilson's confidence interval of the [`precision`](Self::precision).
    #[must_use]
    pub fn precision_interval(self, level: Level) -> Option<Interval> {
        wilson(self.hits, self.customers as f64, level)
    }

    /// Returns the share of all churners who are in the selection; `None` if nobody churned.
    ///
    /// A capture of 42 % means: calling these customers reaches 42 % of all who are about to leave.
    #[doc(alias = "gain")]
    #[doc(alias = "recall")]
    #[must_use]
    pub fn capture(self) -> Option<Proportion> {
        (self.of_churned > 0).then(|| Proportion::clipped(self.hits / self.of_churned as f64))
    }

    /// Returns Wilson's confidence interval of the [`capture`](Self::capture).
    #[must_use]
    pub fn capture_interval(self, level: Level) -> Option<Interval> {
        wilson(self.hits, self.of_churned as f64, level)
    }

    /// Returns the lift: churners in the selection relative to a random one of the same size, which
    /// has 1.
    ///
    /// `None` of an empty selection and if nobody churned.
    ///
    /// # Formula
    ///
    /// ```text
    /// lift = precision / prevalence = capture / (share of the customers)
    /// ```
    #[must_use]
    pub fn lift(self) -> Option<f64> {
        if self.customers == 0 || self.of_churned == 0 {
            return None;
        }
        let blind = self.customers as f64 / self.of_customers as f64 * self.of_churned as f64;
        Some(self.hits / blind)
    }

    /// Returns a confidence interval of the lift: that of the capture over the share of customers
    /// selected.
    ///
    /// The length of the list is a decision and not uncertain; the number of churners in it is. A 95 %
    /// interval holds the truth 96 times in 100 where few of the list leave, 99 times where half of it
    /// does and always where nearly all do. There it is wider than necessary, and may reach above the
    /// lift of a list of churners alone; look at the [precision's](Self::precision_interval) then.
    #[must_use]
    pub fn lift_interval(self, level: Level) -> Option<Interval> {
        let lift = self.lift()?;
        let share = self.customers as f64 / self.of_customers as f64;
        let capture = self.capture_interval(level)?;
        // Rounding alone may put an end on the wrong side.
        Interval::new(
            (capture.lower() / share).min(lift),
            (capture.upper() / share).max(lift),
            level,
        )
        .ok()
    }
}

saved! {
    impl{} for Selection as "selection", 1;
    |selection| { customers, hits, of_customers, of_churned };
    read {
        let whole = Whole { customers: of_customers, churned: of_churned };
        let possible = (1..).contains(&whole.customers)
            && whole.churned <= whole.customers
            && customers <= whole.customers
            && hits >= 0.0;
        let selection = Self::new(customers, hits, whole);
        if possible && selection.hits >= hits {
            Ok(selection)
        } else {
            Err(crate::Error::Malformed {
                what: "selection of customers",
                expected: "a part of all customers, and of those who churned",
            })
        }
    }
}

/// Prints `500 customers, 120.0 churned (24.0%), capture 42.0%, lift 2.41`.
impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let percent = |share: Option<Proportion>| or_dash(share.map(|p| format!("{p:.places$}")));
        padded(
            f,
            format_args!(
                "{} customers, {:.places$} churned ({}), capture {}, lift {}",
                self.customers,
                self.hits,
                percent(self.precision()),
                percent(self.capture()),
                or_dash(self.lift().map(|lift| format!("{lift:.2}"))),
            ),
        )
    }
}

/// All customers of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) customers: u128,
    pub(super) churned: u128,
}

impl Whole {
    /// `None` without customers.
    pub(super) fn of(groups: &[ScoreGroup]) -> Option<Self> {
        let mut whole = Self {
            customers: 0,
            churned: 0,
        };
        for group in groups {
            whole.customers = whole.customers.wrapping_add(group.size());
            whole.churned = whole.churned.wrapping_add(u128::from(group.churned()));
        }
        (whole.customers > 0).then_some(whole)
    }
}

impl Ranking {
    /// Selects the riskiest customers, as many as `customers`.
    ///
    /// All customers when there are fewer; `None` when there are none.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([
    ///     (0.9, true), (0.8, true), (0.7, false), (0.4, true), (0.1, false),
    /// ])?;
    /// let list = ranking.top(2);
    /// assert_eq!(list.map(|list| list.hits()), Some(2.0));
    /// let capture = list.and_then(|list| list.capture()).map(|share| share.to_string());
    /// assert_eq!(capture.as_deref(), Some("66.7%"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "precision at k")]
    #[must_use]
    pub fn top(&self, customers: u64) -> Option<Selection> {
        let groups = self.sorted();
        let whole = Whole::of(&groups)?;
        Some(top(&groups, whole, u128::from(customers)))
    }

    /// Selects the riskiest share of customers, rounded up to a whole number.
    ///
    /// The number of customers is rounded up. `None` without customers.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::evaluation::Ranking;
    ///
    /// let ranking = Ranking::try_from_iter([(0.8, true), (0.4, false), (0.3, true), (0.1, false)])?;
    /// # use tenure::units::Proportion;
    /// let half = ranking.top_share(Proportion::new(0.5)?).map(|list| list.to_string());
    /// assert_eq!(
    ///     half.as_deref(),
    ///     Some("2 customers, 1.0 churned (50.0%), capture 50.0%, lift 1.00")
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[doc(alias = "top decile lift")]
    #[must_use]
    pub fn top_share(&self, share: Proportion) -> Option<Selection> {
        let groups = self.sorted();
        let whole = Whole::of(&groups)?;
        Some(top(&groups, whole, part(whole.customers, share)))
    }
}

fn top(groups: &[ScoreGroup], whole: Whole, customers: u128) -> Selection {
    let customers = customers.min(whole.customers);
    let (mut places, mut sure, mut shared) = (customers, 0_u128, 0.0);
    for group in groups.iter().rev() {
        let churned = u128::from(group.churned());
        if group.size() > places {
            shared = churned.wrapping_mul(places) as f64 / group.size() as f64;
            break;
        }
        places = places.wrapping_sub(group.size());
        sure = sure.wrapping_add(churned);
    }
    Selection::new(customers, sure as f64 + shared, whole)
}

/// The share of the customers, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to the number of customers"
)]
fn part(customers: u128, share: Proportion) -> u128 {
    customers_in_share(customers, share).ceil() as u128
}
