//! [`Binomial`].

use core::fmt;

use super::{BinomialDifference, BinomialMethod, Interval};
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;
use crate::units::{Level, Proportion};
use crate::{Error, Merge, Result};

/// Counts `k` successes of `n` trials, which is what every share in this field is made of.
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
pub struct Binomial {
    successes: Count,
    failures: Count,
}

impl Binomial {
    /// Creates a tally of `successes` of `trials`.
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

    /// Returns how many succeeded.
    #[must_use]
    pub const fn successes(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_successes())
    }

    /// Counts as [`successes`](Self::successes), not capped.
    pub(crate) const fn wide_successes(&self) -> u128 {
        self.successes.get()
    }

    /// Returns how many did not succeed.
    #[must_use]
    pub const fn failures(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_failures())
    }

    /// Counts as [`failures`](Self::failures), not capped.
    pub(crate) const fn wide_failures(&self) -> u128 {
        self.failures.get()
    }

    /// Returns how many trials there were.
    #[must_use]
    pub fn trials(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_trials())
    }

    /// Counts as [`trials`](Self::trials), not capped.
    pub(crate) fn wide_trials(&self) -> u128 {
        Count::total([self.successes, self.failures])
    }

    /// Returns the share of successes, or `None` without any trial.
    #[must_use]
    pub fn proportion(&self) -> Option<Proportion> {
        let n = self.wide_trials();
        (n > 0).then(|| Proportion::clipped(self.wide_successes() as f64 / n as f64))
    }

    /// Returns the confidence interval of the share by Wilson's method, inside 0 to 1, or `None`
    /// without any trial.
    ///
    /// Use it beside every share that is reported: 80 of 100 is 71 % to 87 %. The trials must be
    /// independent: count customers, not their repeated answers.
    ///
    /// # Formula
    ///
    /// ```text
    /// (k + z²/2 ± z·√(k·(n − k)/n + z²/4)) / (n + z²)
    /// ```
    /// where k of n succeeded and z is the two-sided quantile of the normal distribution (1.96 at
    /// 95 %).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::stats::Binomial;
    /// use tenure::units::Level;
    ///
    /// let retained = Binomial::new(80, 100)?.interval(Level::P95);
    /// assert_eq!(retained.map(|i| format!("{i:.3}")), Some("0.711 to 0.867".to_string()));
    ///
    /// // Nobody of ten churned: that does not make it certain that nobody will.
    /// let churned = Binomial::new(0, 10)?.interval(Level::P95);
    /// assert_eq!(churned.map(|i| format!("{i:.3}")), Some("0.000 to 0.278".to_string()));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # References
    ///
    /// Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(BinomialMethod::Wilson, level)
    }

    /// Returns the confidence interval by another method; the [module page](crate::stats) compares
    /// them.
    ///
    /// `None` without any trial.
    #[must_use]
    pub fn interval_with(&self, method: BinomialMethod, level: Level) -> Option<Interval> {
        method.of(*self, level)
    }

    /// Compares this share with another, from independent customers: did it change?
    pub const fn difference(self, other: Self) -> BinomialDifference {
        BinomialDifference::new(self, other)
    }

    /// Returns the same trials with success and failure exchanged: churned from retained.
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

saved! {
    impl{} for Binomial as "binomial", 1;
    |binomial| { successes, failures }
}

/// `80.0% (80 of 100)`, with the decimals the format asks for; `0 of 0` without any trial.
impl fmt::Display for Binomial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (k, n) = (self.successes(), self.trials());
        let places = f.precision().unwrap_or(1);
        match self.proportion() {
            Some(share) => crate::text::padded(f, format_args!("{share:.places$} ({k} of {n})")),
            None => crate::text::padded(f, "0 of 0"),
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
