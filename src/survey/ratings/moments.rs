//! What the middle of the ratings is and how far they spread.

use super::sums::Sums;
use super::{Ratings, ScaleRating};
use crate::stats::Interval;
use crate::units::{Level, Proportion};

impl<const LOW: u8, const HIGH: u8> Ratings<LOW, HIGH> {
    /// Returns the mean rating, or `None` without answers.
    ///
    /// Between `LOW` and `HIGH`, correctly rounded. A mean treats the step from 1 to 2 as worth the
    /// step from 4 to 5, and few unhappy customers hide well behind many indifferent ones: report
    /// it beside a share or the distribution.
    ///
    /// # Formula
    ///
    /// ```text
    /// x̄ = Σ rating / n
    /// ```
    #[must_use]
    #[doc(alias = "average")]
    pub fn mean(&self) -> Option<f64> {
        self.sums().mean()
    }

    /// Returns the sample variance of the ratings (divisor n − 1), or `None` below two answers.
    ///
    /// # Formula
    ///
    /// ```text
    /// s² = (n·Σx² − (Σx)²) / (n·(n − 1))
    /// ```
    /// in whole numbers up to the one division.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        let sums = self.sums();
        sums.spread().ratio(&(sums.n() * sums.freedom()?))
    }

    /// Returns the sample standard deviation of the ratings, or `None` below two answers.
    #[must_use]
    #[doc(alias = "sd")]
    pub fn standard_deviation(&self) -> Option<f64> {
        let sums = self.sums();
        sums.spread().ratio_sqrt(&(sums.n() * sums.freedom()?))
    }

    /// Returns the standard deviation of the ratings of a whole population (divisor n), for when
    /// every customer answered, or `None` without answers.
    #[must_use]
    pub fn population_standard_deviation(&self) -> Option<f64> {
        let sums = self.sums();
        sums.spread().ratio_sqrt(&(sums.n() * sums.n()))
    }

    /// Returns the confidence interval of the mean by Student's t, or `None` below two answers.
    ///
    /// Cut to the scale, which no mean can leave. Where all answers are equal it has no width: that
    /// says nothing about how sure it is, the share of that rating does
    /// ([`share_of`](Self::share_of)). With few answers on a short scale it is a rough guide.
    ///
    /// # Formula
    ///
    /// ```text
    /// x̄ ± t · s / √n
    /// ```
    /// where t is the two-sided quantile of Student's distribution with n − 1 degrees of freedom.
    ///
    /// # References
    ///
    /// Student (1908), "The probable error of a mean", Biometrika 6(1).
    #[must_use]
    pub fn mean_interval(&self, level: Level) -> Option<Interval> {
        let sums = self.sums();
        let (n, freedom) = (sums.n(), sums.freedom()?);
        let error = sums.spread().ratio_sqrt(&(&n * &n * freedom))?;
        let interval = Interval::student(sums.mean()?, error, self.wide_count(), level)?;
        Some(interval.clipped(f64::from(LOW), f64::from(HIGH)))
    }

    /// Returns the median rating: half of the answers are at most this, half at least; `None`
    /// without answers.
    ///
    /// Of an even number of answers it is the average of the two in the middle.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let n = self.wide_count();
        let last = n.checked_sub(1)?;
        let (lower, upper) = (self.nth(last >> 1)?, self.nth(n >> 1)?);
        Some(f64::midpoint(lower.get().into(), upper.get().into()))
    }

    /// Returns the lowest rating that at least the share `q` of the answers does not exceed, or
    /// `None` without answers.
    ///
    /// Always a rating that somebody gave (the nearest-rank rule, Hyndman and Fan's type 1); no
    /// value between two ratings is made up.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Ratings;
    /// use tenure::units::Proportion;
    ///
    /// let ratings = Ratings::<1, 5>::try_from_iter([1, 2, 4, 5])?;
    /// let quartile = ratings.quantile(Proportion::new(0.25)?);
    /// assert_eq!(quartile.map(|rating| rating.get()), Some(1));
    /// assert_eq!(ratings.median(), Some(3.0)); // the one middle that may lie between
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 1.
    #[must_use]
    #[doc(alias = "percentile")]
    pub fn quantile(&self, q: Proportion) -> Option<ScaleRating<LOW, HIGH>> {
        let n = self.wide_count();
        let mut seen = 0_u128;
        self.tally().find_map(|(rating, count)| {
            seen = seen.wrapping_add(count.get()); // at most n
            // The share is rounded as `q` was: three of ten do reach 0.3, whatever 0.3 · 10 is.
            (count.get() > 0 && seen as f64 / n as f64 >= q.get()).then_some(rating)
        })
    }

    /// The answer at this place when all are put in order, counted from 0.
    fn nth(&self, place: u128) -> Option<ScaleRating<LOW, HIGH>> {
        let mut seen = 0_u128;
        self.tally().find_map(|(rating, count)| {
            seen = seen.wrapping_add(count.get()); // at most n
            (place < seen).then_some(rating)
        })
    }

    /// The power sums everything here is read from.
    pub(crate) fn sums(&self) -> Sums {
        self.tally().fold(Sums::default(), |sums, (rating, count)| {
            sums.and(rating.get(), count)
        })
    }
}
