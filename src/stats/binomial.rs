//! [`Binomial`].

use crate::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::units::Proportion;
use crate::{Error, Merge, Result};

/// `k` of `n`: the one type behind every share in the trade.
///
/// The share of satisfied answers, of customers retained, churned, converted, referred, of tickets
/// resolved: each is a number of successes among a number of trials, and each deserves the same
/// interval. Collects from `bool`s, merges, and says how sure it is.
///
/// # Examples
///
/// ```
/// use tenure::stats::Binomial;
///
/// let retained = Binomial::new(80, 100)?;
/// assert_eq!(retained.proportion().map(|p| p.to_string()), Some("80.0%".to_string()));
///
/// let resolved: Binomial = [true, true, false].into_iter().collect();
/// assert_eq!(resolved, Binomial::new(2, 3)?);
///
/// assert_eq!(
///     Binomial::new(5, 3).unwrap_err().to_string(),
///     "successes (5) cannot exceed trials (3)"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Binomial {
    successes: Count,
    failures: Count,
}

impl Binomial {
    /// `successes` of `trials`.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when there are more successes than trials.
    pub const fn new(successes: u64, trials: u64) -> Result<Self> {
        match trials.checked_sub(successes) {
            Some(failures) => Ok(Self {
                successes: Count::new(successes),
                failures: Count::new(failures),
            }),
            None => Err(Error::Exceeds {
                what: "successes",
                value: successes as f64,
                limit_what: "trials",
                limit: trials as f64,
            }),
        }
    }

    /// Counts one trial.
    pub const fn push(&mut self, success: bool) {
        if success {
            self.successes.increment();
        } else {
            self.failures.increment();
        }
    }

    /// How many succeeded.
    #[must_use]
    pub const fn successes(&self) -> u128 {
        self.successes.get()
    }

    /// How many did not.
    #[must_use]
    pub const fn failures(&self) -> u128 {
        self.failures.get()
    }

    /// How many there were.
    #[must_use]
    pub fn trials(&self) -> u128 {
        Count::total([self.successes, self.failures])
    }

    /// The share of successes; `None` without any trial.
    #[must_use]
    pub fn proportion(&self) -> Option<Proportion> {
        let n = self.trials();
        (n > 0).then(|| Proportion::clipped(self.successes() as f64 / n as f64))
    }

    /// The same trials with success and failure exchanged: churned for retained.
    #[must_use]
    pub const fn complement(&self) -> Self {
        Self {
            successes: self.failures,
            failures: self.successes,
        }
    }
}

impl Binomial {
    /// From tallies kept elsewhere in this crate.
    pub(crate) const fn of(successes: Count, failures: Count) -> Self {
        Self {
            successes,
            failures,
        }
    }
}

impl Merge for Binomial {
    fn merge(&mut self, other: Self) {
        self.successes.merge(other.successes);
        self.failures.merge(other.failures);
    }
}

impl Accumulate<bool> for Binomial {
    fn add(&mut self, success: bool) {
        self.push(success);
    }
}

accumulator!({} Binomial, bool);
