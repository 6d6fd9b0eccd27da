//! [`FunnelPlan`] and [`FunnelForecast`].

use super::Spend;
use crate::units::{Money, Proportion};
use crate::{Error, Result};

/// Plans how many new customers a budget will bring.
///
/// Contacts that the budget pays for, times the share that answers, times the share of those that
/// buys, and no more than the target. People are whole, so each figure is rounded down; money left
/// over below the price of a contact stays unspent. It is an expectation: the shares it is fed
/// are themselves uncertain ([`Funnel`](super::Funnel) measures them), and they fall as a budget
/// grows beyond the audience it was measured on.
///
/// # Formula
///
/// ```text
/// contacts      = ⌊budget / cost per contact⌋
/// responses     = ⌊contacts · response⌋
/// new customers = min(target, ⌊contacts · response · conversion⌋)
/// ```
/// A share is taken for the decimal it was written as: 29 % of 100 people are 29, although the
/// nearest `f64` to 0.29 is a little below it.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::{FunnelPlan, Spend};
/// use tenure::units::{Money, Proportion};
///
/// let plan = FunnelPlan {
///     budget: Spend::new(Money::parse("100000", 2)?)?,
///     cost_per_contact: Spend::new(Money::parse("1.00", 2)?)?,
///     response: Proportion::from_percent(10.0)?,
///     conversion: Proportion::from_percent(20.0)?,
///     target: None,
/// };
/// let forecast = plan.forecast()?;
/// assert_eq!(forecast.contacts(), 100_000);
/// assert_eq!(forecast.responses(), 10_000);
/// assert_eq!(forecast.new_customers(), 2_000);
///
/// // A formula without the cost per contact is right only where a contact costs one unit of money.
/// let dearer = FunnelPlan { cost_per_contact: Spend::new(Money::parse("2.50", 2)?)?, ..plan };
/// assert_eq!(dearer.forecast()?.new_customers(), 800);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelPlan {
    /// What may be spent.
    pub budget: Spend,
    /// What reaching one person costs, above 0.
    pub cost_per_contact: Spend,
    /// The share of contacts that answers.
    pub response: Proportion,
    /// The share of answers that becomes a customer.
    pub conversion: Proportion,
    /// New customers wanted: the campaign stops there. `None` for as many as there are.
    pub target: Option<u64>,
}

saved! {
    impl{} for FunnelPlan as "funnel plan", 1;
    |plan| { budget, cost_per_contact, response, conversion, target }
}

/// Holds the number of people at each stage of a planned funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct FunnelForecast {
    contacts: u128,
    responses: u128,
    new_customers: u128,
}

saved! {
    impl{} for FunnelForecast as "funnel forecast", 1;
    |forecast| { contacts, responses, new_customers };
    read {
        let (contacts, responses, new_customers): (u128, u128, u128) = (contacts, responses, new_customers);
        if new_customers > responses || responses > contacts {
            return Err(Error::Malformed {
                what: "saved funnel forecast",
                expected: "no more people at a stage than at the one before",
            });
        }
        Ok(Self { contacts, responses, new_customers })
    }
}

impl FunnelPlan {
    /// Computes what the budget brings.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when a contact costs nothing: then the budget does not limit anything.
    pub fn forecast(&self) -> Result<FunnelForecast> {
        let budget = self.budget.money().minor().unsigned_abs();
        let cost: Money = self.cost_per_contact.money();
        let Some(contacts) = budget.checked_div(cost.minor().unsigned_abs()) else {
            return Err(Error::out_of_range(
                "cost per contact (in minor units)",
                "above 0",
                0.0,
            ));
        };
        let responses = whole(contacts, self.response.get());
        let converted = whole(contacts, self.response.get() * self.conversion.get());
        let target = self.target.map_or(u128::MAX, u128::from);
        Ok(FunnelForecast {
            contacts,
            responses,
            new_customers: converted.min(responses).min(target),
        })
    }
}

/// A share of so many people, rounded down, with the rounding of the share itself forgiven.
pub(super) fn whole(people: u128, share: f64) -> u128 {
    const FORGIVEN: f64 = 1.0 + 4.0 * f64::EPSILON;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 0, rounded down on purpose, and capped by the people there are"
    )]
    let part = (people as f64 * share * FORGIVEN) as u128;
    part.min(people)
}

impl FunnelForecast {
    /// Returns how many people the budget reaches.
    #[must_use]
    pub const fn contacts(self) -> u64 {
        crate::numeric::count::saturated(self.contacts)
    }

    /// Returns how many of them answer.
    #[must_use]
    pub const fn responses(self) -> u64 {
        crate::numeric::count::saturated(self.responses)
    }

    /// Returns how many become customers, at most the target.
    #[must_use]
    pub const fn new_customers(self) -> u64 {
        crate::numeric::count::saturated(self.new_customers)
    }
}
