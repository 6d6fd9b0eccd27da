//! [`HistoricClv`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::numeric::math;
use crate::units::Money;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// What has a customer brought so far?
///
/// The realised value: what was really paid, purchases times average order value. Collects amounts,
/// merges, and per customer it is a `Segmented<CustomerId, HistoricClv>`. It says nothing about the
/// future, and a customer who has left scores as well as one who stays; a refund is an amount below
/// 0 and counts as a purchase, so add it to the purchase it takes back if the average matters.
///
/// # Formula
///
/// ```text
/// value = Σ amounts = purchases · average order value
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::HistoricClv;
/// use tenure::units::Money;
///
/// let orders = ["29.33", "29.73", "14.96"].map(|amount| Money::parse(amount, 2));
/// let customer = orders.into_iter().collect::<Result<HistoricClv, _>>()?;
/// assert_eq!(customer.total().display(2).to_string(), "74.02");
/// assert_eq!(customer.purchases(), 3);
/// assert_eq!(customer.average_order(2).map(|aov| format!("{aov:.2}")), Some("24.67".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "realised value")]
#[doc(alias = "total spend")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Raw"))]
pub struct HistoricClv {
    purchases: Count,
    total: Money,
}

impl HistoricClv {
    /// Counts one purchase.
    pub const fn push(&mut self, amount: Money) {
        self.purchases.increment();
        self.total.push(amount);
    }

    /// How many purchases there were.
    #[must_use]
    pub const fn purchases(&self) -> u128 {
        self.purchases.get()
    }

    /// What they came to, exactly.
    pub const fn total(&self) -> Money {
        self.total
    }

    /// What they came to in major units of a currency with `decimals` decimals.
    #[must_use]
    pub fn value(&self, decimals: u8) -> f64 {
        self.total.in_major(decimals)
    }

    /// The average order value in major units; `None` without a purchase.
    #[doc(alias = "AOV")]
    #[must_use]
    pub fn average_order(&self, decimals: u8) -> Option<f64> {
        // One division; the divisor is at most 2^112 · 10^255.
        let divisor = self.purchases.to_f64() * math::pow(10.0, f64::from(decimals));
        (self.purchases > Count::ZERO).then(|| self.total.minor() as f64 / divisor)
    }
}

impl Merge for HistoricClv {
    fn merge(&mut self, other: Self) {
        self.purchases.merge(other.purchases);
        self.total.merge(other.total);
    }
}

impl Accumulate<Money> for HistoricClv {
    fn add(&mut self, amount: Money) {
        self.push(amount);
    }
}

accumulator!({} HistoricClv, Money);

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(expecting = "a realised value: purchases and their total")]
struct Raw {
    purchases: Count,
    total: Money,
}

#[cfg(feature = "serde")]
impl TryFrom<Raw> for HistoricClv {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        if raw.purchases == Count::ZERO && raw.total != Money::ZERO {
            return Err(Error::out_of_range(
                "total of no purchases (in minor units)",
                "0",
                raw.total.minor() as f64,
            ));
        }
        Ok(Self {
            purchases: raw.purchases,
            total: raw.total,
        })
    }
}
