//! [`SpendHistory`].

use core::fmt;

use super::ObservedCustomer;
use crate::{Error, Result};

/// What a customer spends on a purchase, as far as they have shown: a mean, and how many purchases it is of.
///
/// The number must be that of the purchases in the mean, no other: a model of spend trusts a mean as far as
/// its number goes. The constructors take the number of *repeat* purchases, which is what a
/// [`PurchaseHistory`](super::PurchaseHistory) has, and are named after the mean that goes with it.
///
/// Models are usually fitted to the repeat purchases alone. The first purchase is what made somebody a
/// customer: it is often another one (an introductory offer, a first large order), and a customer without a
/// second would put a single amount, the least certain of all, beside means of many. With
/// [`of_all`](Self::of_all) it is counted, in the mean *and* in the number. Choose one for all
/// customers of a table.
///
/// Amounts may be revenue or margin, in any currency; values computed from them are in the same.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::SpendHistory;
///
/// // Three purchases, 30.00 first, then 20.00 and 25.00.
/// let repeats = SpendHistory::of_repeats(2, 22.5)?;
/// let all = SpendHistory::of_all(2, 25.0)?;
/// assert_eq!((repeats.purchases(), all.purchases()), (2, 3));
/// assert_eq!(SpendHistory::of_amounts([30.0, 20.0, 25.0])?, all);
/// assert_eq!(repeats.to_string(), "22.50 a purchase, over 2 purchases");
///
/// assert_eq!(
///     SpendHistory::of_repeats(0, 0.0).unwrap_err().to_string(),
///     "number of purchases in a mean spend must be from 1 to 1e12, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[doc(alias = "monetary value")]
#[doc(alias = "average order value")]
#[doc(alias = "AOV")]
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Raw"))]
pub struct SpendHistory {
    purchases: u64,
    mean: f64,
}

impl SpendHistory {
    /// The mean of exactly so many purchases, whichever these are.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for no purchases (nothing is known then, which is no history, not a mean of 0)
    /// and for a mean of 0 or less: a model of spend has no place for gifts, refunds and net losses, so
    /// decide about them where the mean is computed; also above 10¹² purchases and outside
    /// 10⁻¹² … 10¹² of money. [`Error::NotFinite`] for NaN and infinities.
    pub const fn new(purchases: u64, mean: f64) -> Result<Self> {
        if purchases == 0 || purchases > 1_000_000_000_000 {
            return Err(Error::out_of_range(
                "number of purchases in a mean spend",
                "from 1 to 1e12",
                purchases as f64,
            ));
        }
        if mean >= 1e-12 && mean <= 1e12 {
            Ok(Self { purchases, mean })
        } else {
            Err(Error::bad_number(
                "mean spend per purchase",
                "above 0 (from 1e-12 to 1e12; leave customers without a positive mean out)",
                mean,
            ))
        }
    }

    /// The mean of the repeat purchases only, `repeat_purchases` (x) of them. The usual one.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub const fn of_repeats(repeat_purchases: u64, mean_of_repeats: f64) -> Result<Self> {
        Self::new(repeat_purchases, mean_of_repeats)
    }

    /// The mean of all purchases, the first and the `repeat_purchases` (x) after it: x + 1.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub const fn of_all(repeat_purchases: u64, mean_of_all: f64) -> Result<Self> {
        Self::new(repeat_purchases.saturating_add(1), mean_of_all)
    }

    /// The mean of these amounts.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without any; [`Error::Item`] around [`Error::NotFinite`] for an amount that is no number; and as [`new`](Self::new)
    /// for their mean: a refund among them is fine, as long as something is left.
    pub fn of_amounts(amounts: impl IntoIterator<Item = f64>) -> Result<Self> {
        let mut total = crate::numeric::superacc::SumAcc::default();
        let mut purchases = 0_u64;
        for (index, amount) in amounts.into_iter().enumerate() {
            if !total.add(amount) {
                let wrong = Error::bad_number("amount of a purchase", "a finite number", amount);
                return Err(wrong.at(index));
            }
            purchases = purchases.saturating_add(1);
        }
        if purchases == 0 {
            let of = ["purchase", "purchases"];
            return Err(Error::not_enough("a mean spend", 1, of, 0));
        }
        let mean = total.to_f64().unwrap_or(f64::MAX) / purchases as f64;
        Self::new(purchases, mean)
    }

    /// For figures that were checked before.
    pub(super) const fn checked(purchases: u64, mean: f64) -> Self {
        Self { purchases, mean }
    }

    /// How many purchases the mean is of; at least 1.
    #[must_use]
    pub const fn purchases(&self) -> u64 {
        self.purchases
    }

    /// What was spent on one of them, on average; above 0.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }
}

impl fmt::Display for SpendHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let purchases = match self.purchases {
            1 => "purchase",
            _ => "purchases",
        };
        let (mean, n) = (self.mean, self.purchases);
        crate::text::padded(
            f,
            format_args!("{mean:.places$} a purchase, over {n} {purchases}"),
        )
    }
}

/// What a customer of a log of purchases spends.
impl<Id> ObservedCustomer<Id> {
    /// The mean of their repeat purchases with its number, in major units of a currency with `decimals` decimals:
    /// what a [`SpendTable`](super::SpendTable) collects.
    ///
    /// `None` of one who did not come back, and of one whose repeat purchases came to nothing: gifts, or refunds that
    /// took it all back.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::{Observation, PurchaseLog, SpendTable};
    /// use tenure::units::Money;
    ///
    /// let log = PurchaseLog::try_from_iter([
    ///     ("ann", 1, Money::from_minor(2933)),
    ///     ("ann", 18, Money::from_minor(2973)),
    ///     ("ann", 214, Money::from_minor(1496)),
    ///     ("bob", 1, Money::from_minor(6334)),
    /// ])?;
    /// let customers = log.customers(Observation::until(273))?;
    /// let table: SpendTable = customers.filter_map(|customer| customer.spend_history(2)).collect();
    /// assert_eq!((table.customers(), table.mean_of_means()), (1, Some(22.345)));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn spend_history(&self, decimals: u8) -> Option<SpendHistory> {
        let mean = self.mean_repeat_spend(decimals)?;
        SpendHistory::of_repeats(self.history().repeat_purchases(), mean).ok()
    }
}

/// The number of purchases and their mean, as [`SpendHistory::new`] takes them.
impl<F: Into<f64>> TryFrom<(u64, F)> for SpendHistory {
    type Error = Error;

    fn try_from((purchases, mean): (u64, F)) -> Result<Self> {
        Self::new(purchases, mean.into())
    }
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(expecting = "a spend history: a number of purchases and their mean")]
struct Raw {
    purchases: u64,
    mean: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Raw> for SpendHistory {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        Self::new(raw.purchases, raw.mean)
    }
}
