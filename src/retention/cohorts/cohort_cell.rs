//! [`CohortCell`].

use crate::numeric::count::Count;
use crate::numeric::math;
use crate::stats::Binomial;
use crate::units::{Money, Proportion};

/// Counts how many customers of a cohort were active in a window of ages, and what they paid in it.
///
/// Only finished cells exist: a window that is not over yet has no cell, rather than a cell of 0.
///
/// # Examples
///
/// ```
/// use tenure::retention::cohorts::ActivityLog;
/// use tenure::units::{Level, Money};
///
/// let euros = |amount: i64| Money::from_minor(100 * amount);
/// let log = ActivityLog::try_from_iter([
///     ("ann", 0, euros(30)),
///     ("ann", 1, euros(45)),
///     ("bob", 0, euros(20)),
///     ("bob", 1, euros(-5)), // a refund
///     ("cy", 0, euros(10)),
/// ])?;
/// let triangle = log.n_period(1)?;
/// let cell = triangle.cohort(0).and_then(|row| row.cell(1)).unwrap();
/// assert_eq!((cell.active(), cell.size()), (2, 3));
/// let interval = cell.retained().interval(Level::P95);
/// assert_eq!(
///     interval.map(|i| format!("{i:.2}")),
///     Some("0.21 to 0.94".to_string())
/// );
/// assert_eq!(cell.revenue(), euros(40));
/// assert_eq!(
///     format!("{:.2}", cell.revenue_per_customer_in_major(2)),
///     "13.33"
/// );
/// assert_eq!(
///     cell.revenue_retention().map(|r| format!("{r:.3}")),
///     Some("0.667".to_string())
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CohortCell {
    pub(super) active: u64,
    /// At least 1 and at least as many as are active.
    pub(super) size: u64,
    pub(super) revenue: Money,
    pub(super) first_revenue: Money,
}

impl CohortCell {
    /// Returns how many customers were active in the window.
    #[must_use]
    pub const fn active(&self) -> u64 {
        self.active
    }

    /// Returns how many customers the cohort has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns the active customers out of all of the cohort, with their
    /// [interval](Binomial::interval).
    #[must_use]
    pub const fn retained(&self) -> Binomial {
        Binomial::of(
            Count::new(self.active),
            Count::new(self.size.saturating_sub(self.active)),
        )
    }

    /// Returns the share of the cohort that was active.
    pub fn share(&self) -> Proportion {
        Proportion::clipped(self.active as f64 / self.size as f64)
    }

    /// Returns what the cohort paid in the window less refunds, exactly; 0 when the log has no
    /// amounts.
    pub const fn revenue(&self) -> Money {
        self.revenue
    }

    /// Returns the revenue per customer the cohort began with, active or not, in major units of a
    /// currency with `decimals` decimals.
    #[doc(alias = "ARPU")]
    #[must_use]
    pub fn revenue_per_customer_in_major(&self, decimals: u8) -> f64 {
        // One division; the divisor is at most 2^64 · 10^255.
        let divisor = self.size as f64 * math::pow(10.0, f64::from(decimals));
        self.revenue.minor() as f64 / divisor
    }

    /// Returns the revenue as a multiple of that of the cohort's own period (age 0): 1 when nothing
    /// was lost, more when those who stayed grew.
    ///
    /// `None` when that was not above 0. In a window of several ages it is what these bring *together*.
    #[doc(alias = "net revenue retention")]
    #[must_use]
    pub fn revenue_retention(&self) -> Option<f64> {
        let first = self.first_revenue.minor();
        (first > 0).then(|| self.revenue.minor() as f64 / first as f64)
    }

    /// Unites two cells of one column.
    pub(super) const fn pooled(mut self, other: Self) -> Self {
        self.active = self.active.saturating_add(other.active);
        self.size = self.size.saturating_add(other.size);
        self.revenue.push(other.revenue);
        self.first_revenue.push(other.first_revenue);
        self
    }
}

saved! {
    impl{} for CohortCell as "cohort cell", 1;
    |cell| { active: u64, size: u64, revenue, first_revenue };
    read {
        if size == 0 || active > size {
            return Err(crate::Error::Malformed {
                what: "cohort cell",
                expected: "at least 1 customer, and no more active than there are",
            });
        }
        Ok(Self { active, size, revenue, first_revenue })
    }
}
