//! [`Moments`].

use super::Interval;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::moments::{self, Divisor};
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::units::{Finite, Level};

#[cfg(feature = "serde")]
mod saved;

/// Computes count, total, mean and spread of numbers, exactly and mergeably.
///
/// Count, total, mean, variance, standard deviation and error, smallest and largest of any numbers: order
/// values, handling times, ratings. The sums are kept exactly, so every answer but the interval is
/// the `f64` nearest to the true value of the data, and all have the same bits in any order and any
/// sharding. The mean of
/// very skewed figures (spend) says little about the typical customer: see the median of a
/// [`Sample`](super::Sample).
///
/// # Formula
///
/// ```text
/// mean               x̄ = Σx / n
/// sample variance    s² = (n·Σx² − (Σx)²) / (n·(n − 1))
/// standard error     s / √n
/// interval           x̄ ± t·s/√n
/// ```
/// where t is the two-sided quantile of Student's t with n − 1 degrees of freedom.
///
/// # Examples
///
/// ```
/// use tenure::stats::Moments;
/// use tenure::units::Level;
///
/// let minutes = Moments::try_from_iter([3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0, 89.0])?;
/// assert_eq!(minutes.mean(), Some(28.5));
/// assert_eq!(minutes.maximum(), Some(89.0));
///
/// let interval = minutes.mean_interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.1}")), Some("3.4 to 53.6".to_string()));
///
/// // The textbook formula, without its cancellation.
/// let far_out = Moments::try_from_iter([1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0])?;
/// assert_eq!(far_out.sample_variance(), Some(1.0));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per value; about 1.7 kB of state.
///
/// # References
///
/// Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", The American
/// Statistician 37 (what rounding does to this formula, where the sums are not exact).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moments {
    count: Count,
    sum: SumAcc,
    squares: ProductAcc,
    extremes: Option<(f64, f64)>,
}

impl Moments {
    /// Takes in one value.
    pub fn push(&mut self, value: Finite) {
        let x = value.get();
        self.count.increment();
        let _was_finite = self.sum.add(x) && self.squares.add_square(x);
        self.widen(x, x);
    }

    /// Returns how many values there were.
    #[must_use]
    pub const fn count(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_count())
    }

    /// Counts as [`count`](Self::count), not capped.
    pub(crate) const fn wide_count(&self) -> u128 {
        self.count.get()
    }

    /// Returns the total, or `None` when it is beyond the largest `f64`; 0 without values.
    #[must_use]
    pub fn sum(&self) -> Option<f64> {
        self.sum.to_f64()
    }

    /// Returns the mean, or `None` without values. Never outside the smallest and the largest
    /// value.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let (least, most) = self.extremes?;
        let mean = moments::mean(self.wide_count(), &self.sum)?;
        Some(mean.clamp(least, most)) // of use only where the count is at its ceiling
    }

    /// Returns the smallest value, or `None` without values.
    #[must_use]
    pub fn minimum(&self) -> Option<f64> {
        self.extremes.map(|(least, _)| least)
    }

    /// Returns the largest value, or `None` without values.
    #[must_use]
    pub fn maximum(&self) -> Option<f64> {
        self.extremes.map(|(_, most)| most)
    }

    /// Returns the variance of values that are a sample (divided by n − 1).
    ///
    /// `None` below two values, or when it is beyond the largest `f64`.
    #[must_use]
    pub fn sample_variance(&self) -> Option<f64> {
        moments::variance(self.wide_count(), &self.sum, &self.squares, Divisor::Sample)
    }

    /// Returns the variance of values that are a whole population (divided by n).
    ///
    /// `None` of nothing, or when it is beyond the largest `f64`.
    #[must_use]
    pub fn population_variance(&self) -> Option<f64> {
        moments::variance(
            self.wide_count(),
            &self.sum,
            &self.squares,
            Divisor::Population,
        )
    }

    /// Returns the sample standard deviation (n − 1), in the unit of the values.
    ///
    /// `None` below two values, or when it is beyond the largest `f64`. Right even where the
    /// variance itself is too large or too small for an `f64`.
    #[must_use]
    pub fn standard_deviation(&self) -> Option<f64> {
        moments::standard_deviation(self.wide_count(), &self.sum, &self.squares, Divisor::Sample)
    }

    /// Returns the standard deviation of a whole population (n).
    #[must_use]
    pub fn population_standard_deviation(&self) -> Option<f64> {
        moments::standard_deviation(
            self.wide_count(),
            &self.sum,
            &self.squares,
            Divisor::Population,
        )
    }

    /// Returns the standard error of the mean: s/√n.
    ///
    /// `None` below two values.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let n = self.wide_count();
        let size = Dyadic::from(n);
        let freedom = Dyadic::from(n.checked_sub(1)?);
        let spread = moments::spread(n, &self.sum, &self.squares)?;
        spread.ratio_sqrt(&(&size * &size * freedom))
    }

    /// Returns the confidence interval of the mean by Student's t, or `None` below two values or
    /// where an end is beyond the largest `f64`.
    ///
    /// Exact for normal data, good for others from some tens of values on, later where they
    /// are very skewed. Of no width where all values are equal.
    #[must_use]
    pub fn mean_interval(&self, level: Level) -> Option<Interval> {
        Interval::student(
            self.mean()?,
            self.standard_error()?,
            self.wide_count(),
            level,
        )
    }

    const fn widen(&mut self, least: f64, most: f64) {
        self.extremes = Some(match self.extremes {
            None => (least, most),
            Some((a, b)) => (a.min(least), b.max(most)),
        });
    }
}

impl Merge for Moments {
    fn merge(&mut self, other: Self) {
        self.count.merge(other.count);
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
        if let Some((least, most)) = other.extremes {
            self.widen(least, most);
        }
    }
}

impl Accumulate<Finite> for Moments {
    fn add(&mut self, value: Finite) {
        self.push(value);
    }
}

accumulator!({} Moments, Finite);
