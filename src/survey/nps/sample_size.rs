//! [`NpsSampleSize`].

use super::formulas::quantile;
use crate::units::Level;
use crate::{Error, Result};

/// Plans a survey: how many answers it takes to know an NPS to ± 5 points, say.
///
/// Answers, not invitations: divide by the response rate to know how many to ask. Without a guess of
/// the [variance](super::Nps::variance) of one answer the worst is assumed, 1: half warn, half
/// recommend. A former survey's [`Nps::variance`](super::Nps::variance), typically 0.6 to 0.7, saves a
/// third. To see a difference between two surveys takes far more:
/// [`NpsComparisonSize`](super::NpsComparisonSize).
///
/// # Formula
///
/// ```text
/// n₀ = z²·v / m² − 3        n = ⌈n₀ / (1 + (n₀ − 1)/N)⌉
/// ```
/// where m is the margin of error as a fraction (5 points: 0.05), v the variance of one answer, z the
/// normal quantile of the level and N the number of customers, if few. The 3 are the
/// pseudo-answers of [`NpsMethod::AdjustedWald`](super::NpsMethod::AdjustedWald).
///
/// # Examples
///
/// ```
/// use tenure::survey::NpsSampleSize;
/// use tenure::units::Level;
///
/// let worst = NpsSampleSize::for_margin(5.0, Level::P95)?;
/// assert_eq!(worst.answers(), 1534);
/// let typical = worst.with_variance(0.61)?;
/// assert_eq!(typical.answers(), 935);
/// assert_eq!(typical.with_population(2000)?.answers(), 638);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Lewis and Sauro (2021), "Sample Sizes for Net Promoter Scores", Measuring U; Cochran (1977),
/// "Sampling Techniques", equation 4.2 for the few customers.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NpsSampleSize {
    margin: f64,
    z: f64,
    variance: f64,
    population: Option<u64>,
}

impl NpsSampleSize {
    /// Plans to know the score to ± `margin` points at this level.
    ///
    /// In points, 5.0, where [`Binomial::sample_size`](crate::stats::Binomial::sample_size) of a
    /// share takes a fraction, 0.05.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a margin below a quarter of a point, which is more likely a share (0.03 where
    /// 3 points are meant), and above 100 points; [`Error::NotFinite`] for NaN and infinities.
    pub fn for_margin(margin: f64, level: Level) -> Result<Self> {
        if !(LEAST_POINTS..=100.0).contains(&margin) {
            return Err(Error::bad_number(
                "margin of error",
                "in points, from 0.25 to 100 (3 for ±3 points; 0.03 looks like a share)",
                margin,
            ));
        }
        Ok(Self {
            margin,
            z: quantile(level),
            variance: 1.0,
            population: None,
        })
    }

    /// Takes a guess of the variance of one answer, instead of 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] at or below 0 and above 1, [`Error::NotFinite`] for NaN and infinities.
    pub fn with_variance(self, variance: f64) -> Result<Self> {
        let variance = checked_variance(variance)?;
        Ok(Self { variance, ..self })
    }

    /// Takes the number of customers there are in all, each asked at most once: fewer answers are
    /// enough.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0.
    pub const fn with_population(self, customers: u64) -> Result<Self> {
        if customers == 0 {
            return Err(Error::out_of_range("population", "at least 1", 0.0));
        }
        Ok(Self {
            population: Some(customers),
            ..self
        })
    }

    /// Returns the answers needed for the adjusted Wald interval, which is what
    /// [`Nps::interval`](super::Nps::interval) gives, at least 1.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.corrected(self.large() - 3.0)
    }

    /// Returns the answers needed for the plain Wald interval, as older tables have it: three more.
    #[must_use]
    pub fn answers_wald(&self) -> u64 {
        self.corrected(self.large())
    }

    /// z²·v/m², for any number of customers.
    fn large(&self) -> f64 {
        let ratio = self.z * 100.0 / self.margin;
        ratio * ratio * self.variance
    }

    fn corrected(&self, large: f64) -> u64 {
        let large = large.max(1.0);
        whole(match self.population {
            Some(customers) => large / (1.0 + (large - 1.0) / customers as f64),
            None => large,
        })
        .min(self.population.unwrap_or(u64::MAX))
    }
}

/// The smallest margin or difference in points: a smaller one takes more than 600,000 answers, and is more
/// likely a share than points.
pub(super) const LEAST_POINTS: f64 = 0.25;

pub(super) fn checked_variance(variance: f64) -> Result<f64> {
    if variance > 0.0 && variance <= 1.0 {
        Ok(variance)
    } else {
        Err(Error::bad_number(
            "variance of one answer",
            "above 0 and at most 1",
            variance,
        ))
    }
}

/// Answers are whole: rounded up, at least one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least 1, and the casts saturate"
)]
pub(super) fn whole(answers: f64) -> u64 {
    answers.ceil().max(1.0) as u64
}

saved! {
    impl{} for NpsSampleSize as "nps sample size", 1;
    |size| { margin, z, variance, population: Option<u64> };
    read {
        let z = checked_z(z, 0.67..8.3)?;
        let planned = Self { z, ..Self::for_margin(margin, Level::P95)? };
        let planned = planned.with_variance(variance)?;
        population.map_or(Ok(planned), |customers| planned.with_population(customers))
    }
}

/// Refuses a quantile that no level has.
#[cfg(feature = "serde")]
pub(super) fn checked_z(z: f64, range: core::ops::Range<f64>) -> Result<f64> {
    if range.contains(&z) {
        Ok(z)
    } else {
        Err(Error::out_of_range("quantile", "that of a level", z))
    }
}
