//! [`GammaGamma`].

mod fit;
mod likelihood;

use super::purchase_model::total;
use crate::clv::history::{SpendHistory, SpendTable};
use crate::{Error, Result};
use likelihood::PerCount;

/// Models what a customer spends on a purchase (Gamma-Gamma).
///
/// Customers differ in what they usually spend, and the mean of a few purchases says only so much about it:
/// one purchase of 74 does not make a customer of 74. The model draws each mean towards that of all
/// customers, strongly after one purchase, hardly after fifty. Times the purchases to come it is a lifetime
/// value: [`CustomerValue`](crate::clv::CustomerValue).
///
/// It takes for granted that how much customers spend has nothing to do with how often they buy. Ask
/// [`SpendTable::frequency_check`](crate::clv::history::SpendTable::frequency_check) before relying on it.
///
/// p is how even the purchases of one customer are (their coefficient of variation is 1/√p), q how alike
/// customers are (the larger, the more), and v is in units of money. Whatever the amounts were, revenue or
/// margin, the answers are too.
///
/// # Formula
///
/// ```text
/// f(m | x) = 1/B(px, q) · u^(px) (1 − u)^q / m,   u = xm/(xm + v)
///
/// E[M | x, m] = p(v + xm)/(px + q − 1) = w·m + (1 − w)·E[M],   w = px/(px + q − 1)
/// E[M]        = pv/(q − 1),  only when q > 1
/// ```
/// where x is the number of purchases and m their mean, the amounts of one customer are gamma
/// distributed with shape p and rate ν, and ν is over customers, with shape q and rate v.
///
/// # Examples
///
/// With the published parameters of the CDNOW customers:
///
/// ```
/// use tenure::clv::history::SpendHistory;
/// use tenure::clv::models::GammaGamma;
///
/// let spend = GammaGamma::new(6.25, 3.74, 15.44)?;
/// let expected = |x, mean| spend.expected_spend(&SpendHistory::of_repeats(x, mean)?);
/// assert_eq!(format!("{:.2}", spend.expected_spend_of_new()?), "35.22");
/// assert_eq!(format!("{:.2}", expected(1, 11.77)?), "18.92"); // far from the mean of the one purchase
/// assert_eq!(format!("{:.2}", expected(7, 73.74)?), "71.47"); // near the mean of the seven
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fader, Hardie and Lee (2005), "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal
/// of Marketing Research 42(4); Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value",
/// equations 1a, 5 and 6.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    p: f64,
    q: f64,
    v: f64,
}

impl GammaGamma {
    /// Creates the model from known parameters: the shape of a customer's amounts, the shape of
    /// their rates over customers, and the scale of these in money (called γ in the literature,
    /// too).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless p and q are from 10⁻¹⁰ to 10¹⁰ and v from 10⁻¹⁵ to 10¹⁵,
    /// [`Error::NotFinite`] for NaN and infinities.
    pub fn new(p: f64, q: f64, v: f64) -> Result<Self> {
        let p = crate::clv::fitting::positive("p of Gamma-Gamma", p)?;
        let q = crate::clv::fitting::positive("q of Gamma-Gamma", q)?;
        if (1e-15..=1e15).contains(&v) {
            Ok(Self { p, q, v })
        } else {
            Err(Error::bad_number(
                "v of Gamma-Gamma",
                "from 1e-15 to 1e15",
                v,
            ))
        }
    }

    /// Returns the log-density of this mean spend, per unit of money.
    ///
    /// In cents instead of dollars it is n·ln 100 less for n customers: compare models of the same amounts
    /// only.
    #[must_use]
    pub fn log_likelihood(&self, history: &SpendHistory) -> f64 {
        PerCount::new(*self, history.purchases() as f64).log_density(history.mean()) + 0.0
    }

    /// Returns the log-density of all means of a table; 0 for an empty one. For a merged table it
    /// is the sum over its parts.
    #[must_use]
    pub fn total_log_likelihood(&self, table: &SpendTable) -> f64 {
        let of_row = |(history, customers)| (self.log_likelihood(&history), customers);
        total(table.rows().map(of_row))
    }

    /// Returns the expected amount of a purchase of this customer: their own mean, drawn towards
    /// that of all.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when px + q ≤ 1, which needs p and q below 1: their purchases and customers differ
    /// so much that the mean is infinite.
    #[doc(alias = "conditional expected average profit")]
    pub fn expected_spend(&self, history: &SpendHistory) -> Result<f64> {
        // Equation 5.
        Self::mean_of(self.posterior(history))
    }

    /// Returns the expected amount of a purchase of a customer without repeat purchases.
    ///
    /// This is the mean of the customers' true means under the model, a little off the plain average of the
    /// table, in which a mean of one purchase counts as much as that of fifty.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when q ≤ 1. It is never negative, as the formula would have it.
    pub fn expected_spend_of_new(&self) -> Result<f64> {
        Self::mean_of([self.q, self.p * self.v])
    }

    /// Returns the variance of the customer's true mean around the expected one.
    ///
    /// The uncertainty of the mean, given the parameters; single purchases scatter about it with
    /// [mean²/p](Self::p) more.
    ///
    /// # Formula
    ///
    /// ```text
    /// Var[M | x, m] = E[M | x, m]²/(px + q − 2)
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when px + q ≤ 2.
    pub fn spend_variance(&self, history: &SpendHistory) -> Result<f64> {
        Self::variance_of(self.posterior(history))
    }

    /// Returns the variance of the true means over customers: how much they differ in what they
    /// usually spend.
    ///
    /// # Errors
    ///
    /// [`Error::Diverges`] when q ≤ 2.
    pub fn spend_variance_of_new(&self) -> Result<f64> {
        Self::variance_of([self.q, self.p * self.v])
    }

    /// The mean p/ν of a customer is inverse-gamma distributed, with this shape and scale: ν itself is
    /// gamma distributed with shape px + q and rate xm + v.
    fn posterior(&self, history: &SpendHistory) -> [f64; 2] {
        let x = history.purchases() as f64;
        [self.p * x + self.q, self.p * (self.v + x * history.mean())]
    }

    fn mean_of([shape, scale]: [f64; 2]) -> Result<f64> {
        if shape > 1.0 {
            // At most 1e39/1e-16.
            Ok(scale / (shape - 1.0))
        } else {
            Err(Error::Diverges {
                what: "expected spend",
                because: "customers differ so much that their mean is infinite (q of Gamma-Gamma is 1 or less); \
                          check the amounts for mistakes, or put a prior on a parameter",
            })
        }
    }

    fn variance_of(posterior: [f64; 2]) -> Result<f64> {
        let mean = Self::mean_of(posterior)?;
        let [shape, _] = posterior;
        if shape > 2.0 {
            Ok(mean / (shape - 2.0) * mean)
        } else {
            Err(Error::Diverges {
                what: "variance of the expected spend",
                because: "customers differ so much that their variance is infinite (px + q of Gamma-Gamma is \
                          2 or less); use the mean alone",
            })
        }
    }
}

saved! {
    impl{} for GammaGamma as "gamma-gamma", 1;
    |model| { p, q, v };
    read { Self::new(p, q, v) }
}
