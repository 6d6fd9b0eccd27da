//! [`Referrals`].

#[cfg(feature = "serde")]
use crate::Error;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::stats::Binomial;

/// Counts how many customers refer others, and how many referrals they make.
///
/// Fed with the number of referrals each customer made. Two figures that are often both called
/// "referral rate": the share of customers who refer (0 to 1, with an interval), and the referrals
/// per customer, which may exceed 1 and is not a share. The share of new customers who
/// *came* by referral is a third: [`referred_share`](super::referred_share).
///
/// # Formula
///
/// ```text
/// referrer share          = customers with at least 1 referral / customers
/// referrals per customer  = referrals / customers
/// ```
///
/// # Examples
///
/// ```
/// use tenure::retention::Referrals;
///
/// let referrals: Referrals = [0_u64, 3, 0, 2].into_iter().collect();
/// assert_eq!((referrals.referrers().successes(), referrals.referrers().trials()), (2, 4));
/// assert_eq!(referrals.per_customer(), Some(1.25));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Referrals {
    customers: Binomial, // who referred, of all
    referrals: Count,
}

impl Referrals {
    /// Counts one customer who made `referrals` referrals.
    pub fn push(&mut self, referrals: u64) {
        self.customers.push(referrals > 0);
        self.referrals.merge(Count::new(referrals));
    }

    /// Returns the customers who referred somebody, out of all customers, with its
    /// [interval](Binomial::interval).
    #[must_use]
    pub const fn referrers(&self) -> Binomial {
        self.customers
    }

    /// Returns how many referrals were made.
    #[must_use]
    pub const fn referrals(&self) -> u64 {
        self.referrals.to_u64()
    }

    /// Returns the referrals per customer, referring or not; may exceed 1. `None` without
    /// customers.
    #[must_use]
    pub fn per_customer(&self) -> Option<f64> {
        crate::retention::churn::ratio(self.referrals.get(), self.customers.wide_trials())
    }
}

impl Merge for Referrals {
    fn merge(&mut self, other: Self) {
        self.customers.merge(other.customers);
        self.referrals.merge(other.referrals);
    }
}

impl Accumulate<u64> for Referrals {
    fn add(&mut self, referrals: u64) {
        self.push(referrals);
    }
}

accumulator!({} Referrals, u64);

saved! {
    impl{} for Referrals as "referrals", 1;
    |counts| { customers: Binomial, referrals: Count };
    read {
        // Both counts are capped alike, so a cap cannot put them in disorder.
        if customers.wide_successes() > referrals.get() {
            return Err(Error::Exceeds {
                what: "customers who referred somebody",
                value: customers.wide_successes() as f64,
                limit_what: "referrals",
                limit: referrals.to_f64(),
            });
        }
        if customers.wide_successes() == 0 && referrals > Count::ZERO {
            return Err(Error::Exceeds {
                what: "referrals",
                value: referrals.to_f64(),
                limit_what: "the number possible when no customer referred anybody",
                limit: 0.0,
            });
        }
        Ok(Self { customers, referrals })
    }
}
