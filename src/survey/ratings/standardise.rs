//! Ratings measured against a reference.

use super::{Ratings, ScaleRating};
use crate::numeric::big::Dyadic;
use crate::{Error, Result, error};

impl<const LOW: u8, const HIGH: u8> ScaleRating<LOW, HIGH> {
    /// Returns how many standard deviations this rating lies above a reference (negative: below).
    ///
    /// # Formula
    ///
    /// ```text
    /// z = (rating − mean) / sd
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Rating;
    ///
    /// assert_eq!(Rating::try_from(9)?.z_score(7.0, 2.0)?, 1.0);
    /// assert_eq!(
    ///     Rating::try_from(9)?.z_score(7.0, 0.0).unwrap_err().to_string(),
    ///     "reference standard deviation must be above 0, got 0"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a reference that is none,
    /// [`Error::Diverges`] where the standard deviation is so small that the quotient has no value.
    #[doc(alias = "standard score")]
    pub fn z_score(self, mean: f64, sd: f64) -> Result<f64> {
        z(1, Dyadic::from(u64::from(self.get())), mean, sd)
    }
}

impl<const LOW: u8, const HIGH: u8> Ratings<LOW, HIGH> {
    /// Returns how far these customers are above or below a reference, in its standard deviations.
    ///
    /// The mean z-score of this group against the mean and standard deviation of *another*: last
    /// year, all customers, the industry. Above 0 is better than the reference. It makes surveys on
    /// different scales comparable.
    ///
    /// Standardising ratings by their own mean and averaging the result says nothing: that average
    /// is 0 for every data set, because the deviations from a mean cancel. A reference is therefore
    /// required. For single answers see [`ScaleRating::z_score`].
    ///
    /// # Formula
    ///
    /// ```text
    /// z̄ = (x̄ − μ) / σ
    /// ```
    /// where μ and σ are the mean and the standard deviation of the reference.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Ratings;
    ///
    /// let plan = Ratings::<1, 10>::try_from_iter([7, 8, 9, 6, 10])?;
    /// let against_all = plan.standardised(7.25, 1.5)?;
    /// assert_eq!(against_all, 0.5);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ScaleRating::z_score`]; and [`Error::NotEnoughData`] when nobody answered.
    #[doc(alias = "z-score")]
    pub fn standardised(&self, reference_mean: f64, reference_sd: f64) -> Result<f64> {
        let n = self.wide_count();
        // Checked also when there is no answer yet: a bad reference is bad from the start.
        let z = z(n.max(1), self.sums().total(), reference_mean, reference_sd)?;
        if n > 0 {
            Ok(z)
        } else {
            let what = "a standardised mean";
            Err(Error::not_enough(what, 1, ["answer", "answers"], 0))
        }
    }
}

/// (total − n·mean) / (n·sd), rounded once.
fn z(n: u128, total: Dyadic, mean: f64, sd: f64) -> Result<f64> {
    error::finite("reference mean", mean)?;
    if !(sd > 0.0 && sd.is_finite()) {
        let what = "reference standard deviation";
        return Err(Error::bad_number(what, "above 0", sd));
    }
    let n = Dyadic::from(n);
    let distance = total - &n * Dyadic::from(mean);
    let z = distance.ratio(&(n * Dyadic::from(sd)));
    z.ok_or(Error::Diverges {
        what: "standardised rating",
        because: "the reference standard deviation is too small beside the distance to its mean",
    })
}
