//! [`Cac`] and [`Acquisition`].

use core::fmt;

use super::Spend;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::numeric::math;
use crate::units::Money;
use crate::{Error, Merge, Result};

/// Holds a spend and the number of customers it won: one campaign, one month, one line.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::Acquisition;
/// use tenure::units::Money;
///
/// let campaign = Acquisition::new(Money::from_minor(750_000), 10)?;
/// assert_eq!(campaign.new_customers(), 10);
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Acquisition {
    spend: Spend,
    new_customers: u64,
}

impl Acquisition {
    /// Creates an acquisition from a spend and the customers it won; either may be 0.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative spend.
    pub fn new(spend: Money, new_customers: u64) -> Result<Self> {
        Ok(Self {
            spend: Spend::new(spend)?,
            new_customers,
        })
    }

    /// Returns the spend.
    pub const fn spend(self) -> Spend {
        self.spend
    }

    /// Returns how many customers it won.
    #[must_use]
    pub const fn new_customers(self) -> u64 {
        self.new_customers
    }
}

saved! {
    impl{} for Acquisition as plain;
    |acquisition| { spend, new_customers }
}

impl TryFrom<(Money, u64)> for Acquisition {
    type Error = Error;

    fn try_from((spend, new_customers): (Money, u64)) -> Result<Self> {
        Self::new(spend, new_customers)
    }
}

impl TryFrom<&(Money, u64)> for Acquisition {
    type Error = Error;

    fn try_from(&(spend, new_customers): &(Money, u64)) -> Result<Self> {
        Self::new(spend, new_customers)
    }
}

/// Computes the customer acquisition cost: what one new customer cost.
///
/// Customer acquisition cost: spend per customer won, in major units of the currency, from 0 up; less
/// is better. Which spend belongs in it is the definition, and changes the figure by half:
/// [`AcquisitionCosts`](super::AcquisitionCosts) has the named ones. Spend comes before the
/// customers it wins; if the sales cycle is long, feed it the spend of the earlier period.
///
/// Per channel it is a `Segmented<Channel, Cac>`. Channels add up to the whole, but their CACs do not
/// average to it, unless weighted by customers.
///
/// # Formula
///
/// ```text
/// CAC = spend / new customers
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::Cac;
/// use tenure::units::Money;
///
/// // (spend in cents, customers won) per campaign
/// let cac = Cac::try_from_iter([(Money::from_minor(4_500_000), 50), (Money::from_minor(3_000_000), 25)])?;
/// assert_eq!(cac.per_customer(2), Some(1000.0));
///
/// // Money spent and nobody won: there is no cost per customer, and it is not 0.
/// let nobody = Cac::try_from_iter([(Money::from_minor(4_500_000), 0)])?;
/// assert_eq!(nobody.per_customer(2), None);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// By channel:
///
/// ```
/// use tenure::acquisition::{Acquisition, Cac};
/// use tenure::units::Money;
/// use tenure::{Result, Segmented};
///
/// let rows = [("search", "300.00", 4), ("events", "900.00", 3), ("search", "150.00", 2)];
/// let by_channel: Segmented<&str, Cac> = rows
///     .into_iter()
///     .map(|(channel, spend, won)| Ok((channel, Acquisition::new(Money::parse(spend, 2)?, won)?)))
///     .collect::<Result<_>>()?;
/// assert_eq!(by_channel.get("search").and_then(|cac| cac.per_customer(2)), Some(75.0));
/// assert_eq!(by_channel.total().per_customer(2), Some(150.0));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Cac {
    spend: Spend,
    new_customers: Count,
}

impl Cac {
    pub(super) const fn of(spend: Spend, new_customers: Count) -> Self {
        Self {
            spend,
            new_customers,
        }
    }

    /// Takes in a spend and the customers it won.
    pub fn push(&mut self, acquisition: Acquisition) {
        self.spend.push(acquisition.spend);
        self.new_customers
            .merge(Count::new(acquisition.new_customers));
    }

    /// Returns the total spend, exactly.
    pub const fn spend(&self) -> Money {
        self.spend.money()
    }

    /// Returns how many customers were won.
    #[must_use]
    pub const fn new_customers(&self) -> u64 {
        self.new_customers.to_u64()
    }

    /// Returns the cost of one customer in major units of a currency with `decimals` decimals, or
    /// `None` when no customer was won.
    #[must_use]
    pub fn per_customer(&self, decimals: u8) -> Option<f64> {
        // One division; the divisor is at most 2^112 · 10^255.
        let divisor = self.new_customers.to_f64() * math::pow(10.0, f64::from(decimals));
        (self.new_customers > Count::ZERO).then(|| self.spend().minor() as f64 / divisor)
    }
}

/// `203.69 (49700.50 on 244 new customers)`, in major units of a currency with two decimals, or as
/// many as the precision says.
impl fmt::Display for Cac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2).min(18);
        let decimals = u8::try_from(places).unwrap_or(2);
        let (spend, customers) = (self.spend().display(decimals), self.new_customers());
        match self.per_customer(decimals) {
            Some(cac) => crate::text::padded(
                f,
                format_args!("{cac:.places$} ({spend} on {customers} new customers)"),
            ),
            None => crate::text::padded(f, format_args!("no new customers ({spend} spent)")),
        }
    }
}

impl Merge for Cac {
    fn merge(&mut self, other: Self) {
        self.spend.merge(other.spend);
        self.new_customers.merge(other.new_customers);
    }
}

impl Accumulate<Acquisition> for Cac {
    fn add(&mut self, acquisition: Acquisition) {
        self.push(acquisition);
    }
}

accumulator!({} Cac, Acquisition);

saved! {
    impl{} for Cac as "cac", 1;
    |cac| { spend, new_customers }
}
