//! [`RfmFacts`] and [`RfmScale`].

use super::{Direction, QuantileScale, RfmScore};
use crate::units::Finite;
use crate::{Error, Result};

/// Holds what RFM looks at: days since the last purchase, number of purchases, money spent.
///
/// # Examples
///
/// ```
/// use tenure::segment::RfmFacts;
///
/// let customer = RfmFacts::new(12.0, 4, 250.0)?;
/// assert_eq!(customer.purchases(), 4);
/// assert_eq!(
///     RfmFacts::new(-1.0, 4, 250.0).unwrap_err().to_string(),
///     "days since the last purchase must be at least 0, got -1"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RfmFacts {
    days_since_last: Finite,
    purchases: u32,
    spent: Finite,
}

saved! {
    impl{} for RfmFacts as plain;
    |facts| { days_since_last, purchases, spent };
    read { Self::new(days_since_last, purchases, spent) }
}

impl RfmFacts {
    /// Creates the facts of one customer. Fractions of days are allowed; spent may be negative
    /// after refunds.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a last purchase in the future, [`Error::NotFinite`] for NaN and
    /// infinities.
    pub fn new(days_since_last: f64, purchases: u32, spent: f64) -> Result<Self> {
        let days = crate::error::finite("days since the last purchase", days_since_last)?;
        if days < 0.0 {
            return Err(Error::out_of_range(
                "days since the last purchase",
                "at least 0",
                days,
            ));
        }
        Ok(Self {
            days_since_last: Finite::new(days)?,
            purchases,
            spent: Finite::new(crate::error::finite("money spent", spent)?)?,
        })
    }

    /// Returns the days since the last purchase.
    #[must_use]
    pub const fn days_since_last(self) -> f64 {
        self.days_since_last.get()
    }

    /// Returns the number of purchases.
    #[must_use]
    pub const fn purchases(self) -> u32 {
        self.purchases
    }

    /// Returns the money spent.
    #[must_use]
    pub const fn spent(self) -> f64 {
        self.spent.get()
    }
}

impl<F: Into<f64>> TryFrom<(F, u32, F)> for RfmFacts {
    type Error = Error;

    fn try_from((days, purchases, spent): (F, u32, F)) -> Result<Self> {
        Self::new(days.into(), purchases, spent.into())
    }
}

impl<F: Into<f64> + Copy> TryFrom<&(F, u32, F)> for RfmFacts {
    type Error = Error;

    fn try_from(&facts: &(F, u32, F)) -> Result<Self> {
        Self::try_from(facts)
    }
}

impl From<&Self> for RfmFacts {
    fn from(facts: &Self) -> Self {
        *facts
    }
}

/// Scores customers by recency, frequency and monetary value, each from 1 to k among all customers.
///
/// Made from the customer base, it scores any customer; five groups are usual. The best score is the
/// highest in all three, recency included: the fewer days, the higher. Frequencies tie a lot, and tied
/// customers score the same. It describes the past and predicts nothing: customers with the same
/// scores may differ in whether they are still there.
///
/// # Formula
///
/// ```text
/// score(x) = 1 + ⌊k · (customers worse than x) / customers⌋      for each of the three
/// ```
///
/// # Examples
///
/// ```
/// use tenure::segment::{RfmLabel, RfmScale};
///
/// // (days since the last purchase, purchases, spent)
/// let base = [(3.0, 12, 900.0), (20.0, 6, 400.0), (60.0, 3, 80.0), (200.0, 2, 150.0), (500.0, 1, 30.0)];
/// let scale = RfmScale::new(base, 5)?;
///
/// let best = scale.score(base[0].try_into()?);
/// assert_eq!(best.to_string(), "5-5-5");
/// assert_eq!(best.label(), Some(RfmLabel::Champion));
///
/// let newcomer = scale.score((1.0, 1, 50.0).try_into()?);
/// assert_eq!(newcomer.to_string(), "5-1-2");
/// assert_eq!(newcomer.label(), Some(RfmLabel::New));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time and O(n) space to make; O(log k) to score.
///
/// # References
///
/// Hughes (1994), "Strategic Database Marketing".
#[derive(Debug, Clone, PartialEq)]
pub struct RfmScale {
    recency: QuantileScale,
    frequency: QuantileScale,
    monetary: QuantileScale,
}

saved! {
    impl{} for RfmScale as "rfm scale", 1;
    |scale| { recency, frequency, monetary };
    read {
        let scale = Self { recency, frequency, monetary };
        let groups = scale.recency.groups();
        let fits = |scale: &QuantileScale, direction| {
            scale.groups() == groups && scale.direction() == direction
        };
        if fits(&scale.recency, Direction::LowerIsBetter)
            && fits(&scale.frequency, Direction::HigherIsBetter)
            && fits(&scale.monetary, Direction::HigherIsBetter)
        {
            return Ok(scale);
        }
        Err(Error::Malformed {
            what: "RFM scale",
            expected: "three scales with the same number of groups, only recency better when low",
        })
    }
}

impl RfmScale {
    /// Creates a scale with `groups` scores for each of the three, from all customers.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for fewer than 2 or more than 100 groups, [`Error::NotEnoughData`]
    /// without any customer, [`Error::Item`] for one whose facts are rejected.
    pub fn new<I>(customers: I, groups: u8) -> Result<Self>
    where
        I: IntoIterator<Item: TryInto<RfmFacts>>,
        Error: From<<I::Item as TryInto<RfmFacts>>::Error>,
    {
        let mut columns: [Vec<Finite>; 3] = Default::default();
        let [days, purchases, spent] = &mut columns;
        for (index, customer) in customers.into_iter().enumerate() {
            let facts: RfmFacts = customer
                .try_into()
                .map_err(|error| Error::from(error).at(index))?;
            days.push(facts.days_since_last);
            purchases.push(Finite::from(facts.purchases));
            spent.push(facts.spent);
        }
        let [days, purchases, spent] = columns;
        Ok(Self {
            recency: QuantileScale::of(days, groups, Direction::LowerIsBetter)?,
            frequency: QuantileScale::of(purchases, groups, Direction::HigherIsBetter)?,
            monetary: QuantileScale::of(spent, groups, Direction::HigherIsBetter)?,
        })
    }

    /// Returns the three scores of a customer.
    pub fn score(&self, customer: RfmFacts) -> RfmScore {
        RfmScore {
            groups: self.recency.groups(),
            recency: self.recency.score(customer.days_since_last),
            frequency: self.frequency.score(Finite::from(customer.purchases)),
            monetary: self.monetary.score(customer.spent),
        }
    }

    /// Returns the scale of the days since the last purchase.
    #[must_use]
    pub const fn recency(&self) -> &QuantileScale {
        &self.recency
    }

    /// Returns the scale of the number of purchases.
    #[must_use]
    pub const fn frequency(&self) -> &QuantileScale {
        &self.frequency
    }

    /// Returns the scale of the money spent.
    #[must_use]
    pub const fn monetary(&self) -> &QuantileScale {
        &self.monetary
    }
}
