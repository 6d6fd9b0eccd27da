//! [`RetentionCampaign`].

use super::RetentionOffer;
use super::retention_offer::{amount, incentive_below};
use crate::units::Proportion;
use crate::{Error, Result};

/// Describes a retention offer whose save rate is uncertain: about 30 %, say, but possibly 10 or 50
/// %.
///
/// The save rate has a beta distribution: α and β are as if α − 1 of α + β − 2 customers had been
/// saved. The [default](Self::default) is that of the literature, for figures that compare across
/// studies: a lifetime value of 200, an incentive of 10, a contact cost of 1, α = 6
/// and β = 14 (30 % on average).
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::RetentionCampaign;
///
/// let campaign = RetentionCampaign::new(500.0, 25.0, 2.0)?.with_save_rate(3.0, 17.0)?;
/// assert_eq!(campaign.expected().save_rate().to_string(), "15.0%");
/// assert_eq!(RetentionCampaign::default().expected().clv(), 200.0);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Verbraken, Verbeke & Baesens (2013), "A novel profit maximizing metric for measuring classification
/// performance of customer churn prediction models", IEEE Transactions on Knowledge and Data
/// Engineering 25(5), section 4.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetentionCampaign {
    clv: f64,
    incentive: f64,
    contact_cost: f64,
    alpha: f64,
    beta: f64,
}

/// Above this, a beta distribution is practically a point.
const SHARPEST: f64 = 1e9;

impl RetentionCampaign {
    /// Creates a campaign from lifetime value, incentive and contact cost, with a save rate of
    /// about 30 %.
    ///
    /// The lifetime value is what a saved customer is worth; the incentive goes to everybody who is
    /// contacted and stays.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for amounts below 0 or above 1e270, [`Error::Exceeds`] for an incentive
    /// above the lifetime value, [`Error::NotFinite`].
    pub fn new(clv: f64, incentive: f64, contact_cost: f64) -> Result<Self> {
        let clv = amount("customer lifetime value", clv)?;
        Ok(Self {
            clv,
            incentive: incentive_below(clv, incentive)?,
            contact_cost: amount("contact cost", contact_cost)?,
            ..Self::default()
        })
    }

    /// Sets the distribution of the save rate, Beta(α, β), with mean α/(α + β).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless both are from 0.001 to 1e9, [`Error::NotFinite`].
    pub fn with_save_rate(self, alpha: f64, beta: f64) -> Result<Self> {
        for (what, value) in [("α of the save rate", alpha), ("β of the save rate", beta)] {
            if !(1e-3..=SHARPEST).contains(&value) {
                return Err(Error::bad_number(what, "from 0.001 to 1e9", value));
            }
        }
        Ok(Self {
            alpha,
            beta,
            ..self
        })
    }

    /// Returns the offer with the save rate at its mean.
    pub const fn expected(self) -> RetentionOffer {
        let rate = self.mean_save_rate();
        RetentionOffer::checked(self.clv, rate, self.contact_cost, self.incentive)
    }

    /// Returns the mean save rate.
    pub const fn mean_save_rate(self) -> Proportion {
        Proportion::clipped(self.alpha / (self.alpha + self.beta))
    }

    /// Returns α and β of the save rate's beta distribution.
    #[must_use]
    pub const fn save_rate_shape(self) -> (f64, f64) {
        (self.alpha, self.beta)
    }
}

/// Returns the campaign of the literature.
impl Default for RetentionCampaign {
    fn default() -> Self {
        Self {
            clv: 200.0,
            incentive: 10.0,
            contact_cost: 1.0,
            alpha: 6.0,
            beta: 14.0,
        }
    }
}

saved! {
    impl{} for RetentionCampaign as plain;
    |campaign| { clv, incentive, contact_cost, alpha, beta };
    read { Self::new(clv, incentive, contact_cost)?.with_save_rate(alpha, beta) }
}
