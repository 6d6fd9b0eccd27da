//! How many to ask: the sample size of a share.

use super::{Binomial, critical};
use crate::units::{Level, Proportion};
use crate::{Error, Result};

impl Binomial {
    /// Returns how many customers to ask to know a share to ± `margin_of_error`.
    ///
    /// `expected` is the share you expect to find; 0.5 when nothing is known, which asks for most.
    /// This is for a sample from very many; for a known number of customers
    /// see [`sample_size_of`](Self::sample_size_of). Divide by the response rate to get
    /// the number of invitations.
    ///
    /// # Formula
    ///
    /// ```text
    /// n = ⌈z²·p·(1 − p)/d²⌉
    /// ```
    /// where d is the margin of error, p the expected share and z the two-sided quantile of the
    /// normal distribution.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::stats::Binomial;
    /// use tenure::units::{Level, Proportion};
    ///
    /// let unknown = Proportion::new(0.5)?;
    /// assert_eq!(Binomial::sample_size(0.05, unknown, Level::P95)?, 385);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when the margin is not above 0 and below 1, when it is so small that the
    /// sample is beyond 64 bits, or when the expected share is 0 or 1 (then there would be nothing to
    /// find out); [`Error::NotFinite`] for NaN and infinities.
    ///
    /// # References
    ///
    /// Cochran (1977), "Sampling Techniques", 3rd edition, equation 4.1.
    pub fn sample_size(margin_of_error: f64, expected: Proportion, level: Level) -> Result<u64> {
        let n = 1.0 / information(margin_of_error, expected, level)?;
        whole(n).ok_or(Error::out_of_range(
            MARGIN,
            "large enough for a sample that can be counted",
            margin_of_error,
        ))
    }

    /// Returns how many of `population` customers to ask to know a share to ± `margin_of_error`.
    ///
    /// As [`sample_size`](Self::sample_size), but of a known number of customers, of whom nobody is
    /// asked twice: never more than there are.
    ///
    /// # Formula
    ///
    /// ```text
    /// n = ⌈n₀/(1 + (n₀ − 1)/N)⌉,   n₀ = z²·p·(1 − p)/d²
    /// ```
    /// where N is the number of customers and the rest as above.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::stats::Binomial;
    /// use tenure::units::{Level, Proportion};
    ///
    /// let unknown = Proportion::new(0.5)?;
    /// assert_eq!(Binomial::sample_size_of(1000, 0.05, unknown, Level::P95)?, 278);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`sample_size`](Self::sample_size), but any margin above 0 is large enough, and
    /// [`Error::OutOfRange`] for a population of 0.
    ///
    /// # References
    ///
    /// Cochran (1977), equation 4.2.
    #[doc(alias = "finite population correction")]
    pub fn sample_size_of(
        population: u64,
        margin_of_error: f64,
        expected: Proportion,
        level: Level,
    ) -> Result<u64> {
        let each = information(margin_of_error, expected, level)?;
        if population == 0 {
            return Err(Error::out_of_range("population", "at least 1", 0.0));
        }
        // n₀/(1 + (n₀ − 1)/N) with 1/n₀ for n₀: it has a value even where n₀ is beyond f64.
        let n = 1.0 / (each + (1.0 - each) / population as f64);
        Ok(whole(n).map_or(population, |n| n.min(population)))
    }
}

const MARGIN: &str = "margin of error";

/// 1/n₀ = d²/(z²·p·(1 − p)).
fn information(margin: f64, expected: Proportion, level: Level) -> Result<f64> {
    if !(margin > 0.0 && margin < 1.0) {
        let expected = "above 0 and below 1 (0.05 for 5 points)";
        return Err(Error::bad_number(MARGIN, expected, margin));
    }
    let p = expected.get();
    if !(p > 0.0 && p < 1.0) {
        return Err(Error::out_of_range(
            "expected share",
            "above 0 and below 1 (0.5 when nothing is known)",
            p,
        ));
    }
    let d = margin / critical(level);
    Ok((d / p * (d / (1.0 - p))).min(f64::MAX))
}

/// A number of people, rounded up; `None` beyond 64 bits.
fn whole(n: f64) -> Option<u64> {
    let n = n.ceil();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked: whole, at least 1 and below 2^64"
    )]
    (1.0..18_446_744_073_709_552_000.0)
        .contains(&n)
        .then_some(n as u64)
}
