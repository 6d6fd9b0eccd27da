//! [`HistoricClv`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::numeric::math;
use crate::units::Money;

/// Computes the historic (realised) lifetime value: the total a customer has paid so far.
///
/// It collects amounts and merges; one per customer is a `Segmented<CustomerId, HistoricClv>`.
/// Higher is better, but it says nothing about the future: a customer who has left counts as much as
/// one who stays. A refund is an amount below 0 and counts as a purchase; subtract it from the
/// purchase it takes back if the average matters.
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
/// let average = customer.average_order_in_major(2).unwrap_or_default();
/// assert_eq!(format!("{average:.2}"), "24.67");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct HistoricClv {
    purchases: Count,
    total: Money,
}

saved! {
    impl{} for HistoricClv as "historic clv", 1;
    |historic| { purchases: Count, total: Money };
    read {
        if purchases == Count::ZERO && total != Money::ZERO {
            return Err(crate::Error::out_of_range(
                "total of 0 purchases (in minor units)",
                "0",
                total.minor() as f64,
            ));
        }
        Ok(Self { purchases, total })
    }
}

impl HistoricClv {
    /// Adds one purchase of this amount.
    pub const fn push(&mut self, amount: Money) {
        self.purchases.increment();
        self.total.push(amount);
    }

    /// Returns the number of purchases.
    #[must_use]
    pub const fn purchases(&self) -> u64 {
        self.purchases.to_u64()
    }

    /// Returns the exact total of all purchases.
    pub const fn total(&self) -> Money {
        self.total
    }

    /// Returns the average order value in major units of a currency with `decimals` decimals; `None`
    /// without purchases.
    #[doc(alias = "AOV")]
    #[must_use]
    pub fn average_order_in_major(&self, decimals: u8) -> Option<f64> {
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
