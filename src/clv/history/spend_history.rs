//! [`SpendHistory`].

use core::fmt;

use super::ObservedCustomer;
use crate::{Error, Result};

/// Holds a customer's mean spend per purchase and the number of purchases it covers.
///
/// The number must be exactly that of the purchases in the mean: a spend model weights the mean by it.
/// The constructors take the number of *repeat* purchases, which a
/// [`PurchaseHistory`](super::PurchaseHistory) has, and are named after the mean they take.
///
/// Models are usually fitted to the repeat purchases alone. The first purchase is often different (an
/// introductory offer, a first large order), and customers with a single purchase would add the least
/// certain means. [`of_all`](Self::of_all) includes the first purchase in the mean *and* in the
/// number. Choose one of them for all customers of a table.
///
/// Amounts may be revenue or margin, in major units of any currency; values computed from them are in
/// the same unit.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::SpendHistory;
///
/// // Three purchases: 30.00, then 20.00 and 25.00.
/// let repeats = SpendHistory::of_repeats(2, 22.5)?;
/// let all = SpendHistory::of_all(2, 25.0)?;
/// assert_eq!((repeats.purchases(), all.purchases()), (2, 3));
/// assert_eq!(SpendHistory::try_from_amounts([30.0, 20.0, 25.0])?, all);
/// assert_eq!(repeats.to_string(), "22.50 a purchase, over 2 purchases");
///
/// assert_eq!(
///     SpendHistory::of_repeats(0, 0.0).unwrap_err().to_string(),
///     "number of purchases in a mean spend must be from 1 to 1e12, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendHistory {
    purchases: u64,
    mean: f64,
}

saved! {
    impl{} for SpendHistory as plain;
    |history| { purchases, mean };
    read { Self::new(purchases, mean) }
}

impl SpendHistory {
    /// Creates a history from a mean and the number of purchases it covers, first or repeat.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for 0 purchases, for a mean of 0 or less (spend models do not cover gifts,
    /// refunds and net losses: decide about them where the mean is computed), above 10¹² purchases and
    /// for a mean outside 10⁻¹² … 10¹². [`Error::NotFinite`] for NaN and infinities.
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

    /// Creates a history from the mean of the `repeat_purchases` (x) repeat purchases. The usual one.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub const fn of_repeats(repeat_purchases: u64, mean_of_repeats: f64) -> Result<Self> {
        Self::new(repeat_purchases, mean_of_repeats)
    }

    /// Creates a history from the mean of all purchases: the first and the `repeat_purchases` (x) after
    /// it, x + 1 in total.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub const fn of_all(repeat_purchases: u64, mean_of_all: f64) -> Result<Self> {
        Self::new(repeat_purchases.saturating_add(1), mean_of_all)
    }

    /// Computes a history from the amounts of all purchases.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without amounts; [`Error::Item`] with [`Error::NotFinite`] for NaN and
    /// infinities; those of [`new`](Self::new) for their mean: refunds are accepted as long as the mean
    /// is above 0.
    pub fn try_from_amounts(amounts: impl IntoIterator<Item = f64>) -> Result<Self> {
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

    /// Creates a history from checked figures.
    pub(super) const fn checked(purchases: u64, mean: f64) -> Self {
        Self { purchases, mean }
    }

    /// Returns the number of purchases the mean covers; at least 1.
    #[must_use]
    pub const fn purchases(&self) -> u64 {
        self.purchases
    }

    /// Returns the mean spend per purchase; above 0.
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

impl<Id> ObservedCustomer<Id> {
    /// Returns the mean spend of the repeat purchases and their number, in major units of a currency
    /// with `decimals` decimals, as a [`SpendTable`](super::SpendTable) collects it.
    ///
    /// `None` without repeat purchases, and if their total is 0.
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
    /// let customers = log.observed_customers(Observation::until(273))?;
    /// let spend = customers.filter_map(|customer| customer.spend_history(2));
    /// let table: SpendTable = spend.collect();
    /// assert_eq!((table.customers(), table.mean_of_means()), (1, Some(22.345)));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn spend_history(&self, decimals: u8) -> Option<SpendHistory> {
        let mean = self.mean_repeat_spend_in_major(decimals)?;
        SpendHistory::of_repeats(self.history().repeat_purchases(), mean).ok()
    }
}

/// Takes the number of purchases and their mean, as [`SpendHistory::new`].
impl<F: Into<f64>> TryFrom<(u64, F)> for SpendHistory {
    type Error = Error;

    fn try_from((purchases, mean): (u64, F)) -> Result<Self> {
        Self::new(purchases, mean.into())
    }
}
