//! [`ZTest`].

use core::fmt;

use crate::Result;
use crate::numeric::normal;
use crate::text::{p_value, padded};
use crate::units::Level;

/// Tests whether a difference this large could be chance alone.
///
/// `z` is the difference in standard errors, signed; the p-value is the chance of one at least as
/// large, in either direction, if there were none. Small is surprising: below 0.05 is called
/// significant at 95 %. It says nothing about how large or how important the difference is: report
/// the interval beside it.
///
/// # Formula
///
/// ```text
/// p = P(|Z| ≥ |z|) = erfc(|z|/√2)
/// ```
/// where Z is standard normal.
///
/// # Examples
///
/// ```
/// use tenure::stats::Binomial;
/// use tenure::units::Level;
///
/// let (before, after) = (Binomial::new(48, 80)?, Binomial::new(56, 70)?);
/// let test = after.difference(before).test();
/// assert_eq!(test.map(|t| t.to_string()), Some("z = 2.65, p = 0.0080".to_string()));
/// assert!(test.is_some_and(|t| t.is_significant(Level::P95)));
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZTest {
    z: f64,
    p_value: f64,
}

impl ZTest {
    /// Creates the test of a difference given in its standard errors.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite).
    pub fn new(z: f64) -> Result<Self> {
        let z = crate::error::finite("z", z)? + 0.0;
        Ok(Self {
            z,
            p_value: normal::two_sided_p(z).clamp(0.0, 1.0),
        })
    }

    /// Returns the difference in standard errors.
    #[must_use]
    pub const fn z(self) -> f64 {
        self.z
    }

    /// Returns the probability of a difference at least this large, in either direction, if there
    /// were none.
    #[must_use]
    pub const fn p_value(self) -> f64 {
        self.p_value
    }

    /// Returns whether the difference is significant at this level: p below 1 − level.
    #[must_use]
    pub const fn is_significant(self, level: Level) -> bool {
        self.p_value < 1.0 - level.get()
    }
}

saved! {
    impl{} for ZTest as "z test", 1;
    |test| { z, p_value };
    read {
        let test = Self::new(z)?;
        super::likelihood_ratio::same_p(test.p_value, p_value)?;
        Ok(test)
    }
}

impl fmt::Display for ZTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(
            f,
            format_args!("z = {:.2}, {}", self.z, p_value(self.p_value)),
        )
    }
}

/// z with P(|Z| < z) = level: how many standard errors an interval reaches to either side.
///
/// From 0.67 at 50 % to 8.29 at the surest level there is: every level has one.
pub(crate) fn critical(level: Level) -> f64 {
    normal::two_sided_critical(1.0 - level.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_a_critical_value() {
        let surest = Level::new(1.0 - f64::EPSILON / 2.0).map(critical);
        assert!(surest.is_ok_and(|z| (8.29..8.3).contains(&z)));
        assert!(Level::new(0.5).is_ok_and(|level| (critical(level) - 0.674_489_750).abs() < 1e-9));
        let mut before = 0.0;
        for step in 0..10_000_u32 {
            let level = Level::new(0.5 + f64::from(step) / 20_000.0);
            let z = level.map_or(f64::NAN, critical);
            assert!(z > before && z < 8.3, "{step}: {z}");
            before = z;
        }
    }
}
