//! [`RetentionOffer`].

use core::fmt;

use super::Payoffs;
use crate::text::padded;
use crate::units::Proportion;
use crate::{Error, Result};

/// Decides whether trying to keep a customer is worth the cost.
///
/// A customer who was about to leave is kept with the save rate, and is then worth the lifetime value; a
/// customer who would have stayed anyway takes the incentive, if there is one, and is worth no more
/// than before. Contact costs money either way. All amounts are per customer and in the same unit, for
/// example euros; so are the gains.
///
/// The probability of leaving must be calibrated
/// ([`Calibration`](crate::scoring::evaluation::Calibration)), and the save rate that of contacting
/// compared with not contacting: customers whom an offer reminds to leave count against it.
///
/// # Formula
///
/// ```text
/// gain = p·γ·(CLV − d) − (1 − p)·d − f
/// ```
/// where p is the probability of leaving, γ the save rate, d the incentive and f the contact cost;
/// without an incentive p·γ·CLV − f.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::RetentionOffer;
/// use tenure::units::Proportion;
///
/// // A call costs 5, keeps three in ten, and a customer is worth 200.
/// let call = RetentionOffer::new(200.0, Proportion::from_percent(30.0)?, 5.0)?;
/// assert_eq!(call.break_even().map(|p| p.to_string()), Some("8.3%".to_string()));
///
/// let customers = [("ada", 0.02), ("bo", 0.60), ("cy", 0.10)]
///     .into_iter()
///     .map(|(name, p)| Ok((name, Proportion::new(p)?)))
///     .collect::<tenure::Result<Vec<_>>>()?;
/// let list = call.whom_to_contact(customers);
/// assert_eq!(list, [("bo", 31.0), ("cy", 1.0)]);
///
/// // A discount of 20 also goes to customers who would have stayed anyway.
/// let discount = call.with_incentive(20.0)?;
/// assert_eq!(discount.break_even().map(|p| p.to_string()), Some("33.8%".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Neslin, Gupta, Kamakura, Lu & Mason (2006), "Defection detection: measuring and understanding the
/// predictive accuracy of customer churn models", Journal of Marketing Research 43 (equation 1, by
/// customer).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetentionOffer {
    clv: f64,
    save_rate: Proportion,
    contact_cost: f64,
    incentive: f64,
}

/// The largest amount, so that no sum over customers is beyond `f64`.
const MOST: f64 = 1e270;

/// An amount of at least 0; −0 becomes 0.
pub(super) const fn amount(what: &'static str, value: f64) -> Result<f64> {
    if value >= 0.0 && value <= MOST {
        Ok(value + 0.0)
    } else {
        Err(Error::bad_number(what, "from 0 to 1e270", value))
    }
}

/// Checks an incentive, which is at most the lifetime value.
pub(super) fn incentive_below(clv: f64, incentive: f64) -> Result<f64> {
    let what = "cost of the incentive";
    let incentive = amount(what, incentive)?;
    if incentive > clv {
        return Err(Error::Exceeds {
            what,
            value: incentive,
            limit_what: "the customer's lifetime value",
            limit: clv,
        });
    }
    Ok(incentive)
}

impl RetentionOffer {
    /// Creates an offer from lifetime value, save rate and contact cost.
    ///
    /// The lifetime value is what a saved customer is worth; the save rate is the share of leaving
    /// customers whom contact keeps.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for amounts below 0 or above 1e270, [`Error::NotFinite`].
    pub fn new(clv: f64, save_rate: Proportion, contact_cost: f64) -> Result<Self> {
        Ok(Self {
            clv: amount("customer lifetime value", clv)?,
            save_rate,
            contact_cost: amount("contact cost", contact_cost)?,
            incentive: 0.0,
        })
    }

    /// Sets an incentive that everybody gets who is contacted and stays: a discount, a free month.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0, [`Error::Exceeds`] above the lifetime value,
    /// [`Error::NotFinite`].
    pub fn with_incentive(self, incentive: f64) -> Result<Self> {
        let incentive = incentive_below(self.clv, incentive)?;
        Ok(Self { incentive, ..self })
    }

    /// Creates an offer from checked amounts.
    pub(super) const fn checked(
        clv: f64,
        save_rate: Proportion,
        contact_cost: f64,
        incentive: f64,
    ) -> Self {
        Self {
            clv,
            save_rate,
            contact_cost,
            incentive,
        }
    }

    /// Returns the lifetime value of a saved customer.
    #[must_use]
    pub const fn clv(self) -> f64 {
        self.clv
    }

    /// Returns the share of leaving customers whom contact keeps.
    pub const fn save_rate(self) -> Proportion {
        self.save_rate
    }

    /// Returns the cost of contacting one customer.
    #[must_use]
    pub const fn contact_cost(self) -> f64 {
        self.contact_cost
    }

    /// Returns the incentive that everybody gets who is contacted and stays.
    #[must_use]
    pub const fn incentive(self) -> f64 {
        self.incentive
    }

    /// Returns the expected gain of contacting a customer who leaves with this probability.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::evaluation::RetentionOffer;
    /// # use tenure::units::Proportion;
    /// // A call costs 5, keeps three in ten, and a customer is worth 200.
    /// let call = RetentionOffer::new(200.0, Proportion::from_percent(30.0)?, 5.0)?;
    /// let gain = call.expected_gain(Proportion::from_percent(60.0)?);
    /// assert_eq!(format!("{gain:.2}"), "31.00");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub const fn expected_gain(self, churn: Proportion) -> f64 {
        let kept = churn.get() * self.save_rate.get() * (self.clv - self.incentive);
        kept - churn.complement().get() * self.incentive - self.contact_cost + 0.0
    }

    /// Returns whether contacting such a customer is expected to bring more than it costs.
    #[must_use]
    pub const fn is_worth_it(self, churn: Proportion) -> bool {
        self.expected_gain(churn) > 0.0
    }

    /// Returns the probability of leaving from which contact pays for itself; `None` where it never
    /// does.
    ///
    /// # Formula
    ///
    /// ```text
    /// (f + d) / (γ·(CLV − d) + d)
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenure::scoring::evaluation::RetentionOffer;
    /// # use tenure::units::Proportion;
    /// // A call costs 5, keeps three in ten, and a customer is worth 200.
    /// let call = RetentionOffer::new(200.0, Proportion::from_percent(30.0)?, 5.0)?;
    /// assert_eq!(call.break_even().map(|p| p.to_string()).as_deref(), Some("8.3%"));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn break_even(self) -> Option<Proportion> {
        let kept = self.save_rate.get() * (self.clv - self.incentive);
        let at = (self.contact_cost + self.incentive) / (kept + self.incentive);
        Proportion::new(at).ok()
    }

    /// Lists the customers worth contacting with the expected gain of each, the highest first.
    ///
    /// Equal gains stay in the order they came in.
    #[must_use]
    pub fn whom_to_contact<K>(
        self,
        customers: impl IntoIterator<Item = (K, Proportion)>,
    ) -> Vec<(K, f64)> {
        let mut list: Vec<(K, f64)> = customers
            .into_iter()
            .map(|(key, churn)| (key, self.expected_gain(churn)))
            .filter(|(_, gain)| *gain > 0.0)
            .collect();
        list.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        list
    }

    /// Returns what each outcome of flagging a customer brings.
    pub fn payoffs(self) -> Payoffs {
        let kept = self.save_rate.get() * (self.clv - self.incentive);
        Payoffs::of(
            kept - self.contact_cost,
            -self.incentive - self.contact_cost,
            0.0,
            0.0,
        )
    }
}

saved! {
    impl{} for RetentionOffer as plain;
    |offer| { clv, save_rate, contact_cost, incentive };
    read { Self::new(clv, save_rate, contact_cost)?.with_incentive(incentive) }
}

/// Prints `lifetime value 200.00, save rate 30.0%, contact cost 5.00, incentive 0.00`.
impl fmt::Display for RetentionOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        padded(
            f,
            format_args!(
                "lifetime value {:.places$}, save rate {}, contact cost {:.places$}, \
                 incentive {:.places$}",
                self.clv, self.save_rate, self.contact_cost, self.incentive
            ),
        )
    }
}
