//! [`NpsComparisonSize`].

use super::formulas::quantile;
use super::sample_size::{LEAST_POINTS, checked_variance, whole};
use crate::numeric::normal;
use crate::units::{Level, Proportion};
use crate::{Error, Result};

/// Plans a comparison: how many answers per group it takes to detect a difference of two scores.
///
/// For two groups or two quarters of the same size, neither sharing respondents. The power is the
/// chance that the [test](super::NpsDifference::test) finds a difference of that size if it is
/// there; 80% is the custom. Without a guess of the [variance](super::Nps::variance) of one answer
/// the worst is assumed, 1 in each group.
///
/// # Formula
///
/// ```text
/// n = ⌈(z + z′)²·(v₁ + v₂) / δ² − 3⌉
/// ```
/// where δ is the difference as a fraction (10 points: 0.1), v₁ and v₂ the variances of one answer
/// in each group, z the two-sided normal quantile of the level and z′ the one-sided one of the power.
///
/// # Examples
///
/// ```
/// use tenure::survey::NpsComparisonSize;
/// use tenure::units::{Level, Proportion};
///
/// let power = Proportion::new(0.8)?;
/// let size = NpsComparisonSize::for_difference(10.0, Level::P95, power)?;
/// assert_eq!(size.answers_per_group(), 1567);
/// assert_eq!(size.with_variances(0.61, 0.66)?.answers_per_group(), 994);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Lewis and Sauro (2021), "Sample Sizes for Comparing Two Net Promoter Scores", Measuring U.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NpsComparisonSize {
    difference: f64,
    z: f64,
    variance: f64,
}

impl NpsComparisonSize {
    /// Plans to detect a difference of `difference` points at this level with this power.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a difference below a quarter of a point, which is more likely a share (0.1
    /// where 10 points are meant), and above 200 points, and for a power below 50% or of 100%;
    /// [`Error::NotFinite`] for NaN and infinities.
    pub fn for_difference(difference: f64, level: Level, power: Proportion) -> Result<Self> {
        if !(LEAST_POINTS..=200.0).contains(&difference) {
            return Err(Error::bad_number(
                "difference",
                "in points, from 0.25 to 200 (10 for 10 points; 0.1 looks like a share)",
                difference,
            ));
        }
        if !(0.5..1.0).contains(&power.get()) {
            return Err(Error::out_of_range(
                "power",
                "at least 0.5 and below 1 (0.8 for 80%)",
                power.get(),
            ));
        }
        // P(Z < z) = power is P(|Z| < z) = 2·power − 1.
        let z_power = normal::two_sided_quantile(2.0 * power.get() - 1.0).unwrap_or(8.3);
        Ok(Self {
            difference,
            z: quantile(level) + z_power,
            variance: 2.0,
        })
    }

    /// Takes guesses of the variance of one answer in each group, instead of 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] at or below 0 and above 1, [`Error::NotFinite`] for NaN and infinities.
    pub fn with_variances(self, first: f64, second: f64) -> Result<Self> {
        let variance = checked_variance(first)? + checked_variance(second)?;
        Ok(Self { variance, ..self })
    }

    /// Returns the answers needed in each of the two groups, at least 1.
    #[must_use]
    pub fn answers_per_group(&self) -> u64 {
        let ratio = self.z * 100.0 / self.difference;
        whole(ratio * ratio * self.variance - 3.0)
    }
}

saved! {
    impl{} for NpsComparisonSize as "nps comparison size", 1;
    |size| { difference, z, variance };
    read {
        let power = Proportion::new(0.8)?;
        let planned = Self::for_difference(difference, Level::P95, power)?;
        let z = super::sample_size::checked_z(z, 0.67..16.6)?;
        let planned = planned.with_variances(variance / 2.0, variance / 2.0)?;
        Ok(Self { z, variance, ..planned })
    }
}
