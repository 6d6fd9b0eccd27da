//! [`WeightedNps`].

use core::fmt;

use super::nps::{NpsClass, Trinomial, holding, points, quantile, write_points};
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::math::sqrt;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::stats::Interval;
use crate::units::{Level, Proportion};

mod method;
mod rating;

pub use method::WeightedNpsMethod;
pub use rating::WeightedRating;

/// Computes the Net Promoter Score of answers with weights.
///
/// For a survey whose respondents are not a fair picture of the customers (small accounts answered
/// more, so each large one is given more weight) or for a score in revenue instead of heads. From
/// −100 to 100 points like [`Nps`](super::Nps), and the same figure when all weights are equal.
/// Weights only matter relative to each other. Unequal weights make a survey less sure:
/// [`effective_count`](Self::effective_count) says by how much. Weights that were fitted to the
/// answers themselves (raking) make it look surer than it is.
///
/// Sums are exact, so the order of the answers and the way they are split over threads or machines
/// do not change a single bit.
///
/// # Formula
///
/// ```text
/// NPS = 100 · (Σ w over promoters − Σ w over detractors) / Σ w
/// ```
/// where w is the weight of an answer.
///
/// # Examples
///
/// ```
/// use tenure::survey::WeightedNps;
/// use tenure::units::Level;
///
/// // Ratings with the account's monthly revenue.
/// let nps = WeightedNps::try_from_iter([(9, 900.0), (10, 50.0), (3, 40.0), (5, 10.0)])?;
/// assert_eq!(nps.to_string(), "90.0 points (n = 4, effectively 1.2)");
/// let interval = nps.interval(Level::P95).map(|interval| format!("{interval:.0}"));
/// assert_eq!(interval.as_deref(), Some("-46 to 99")); // one account speaks for nearly all
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per answer; about 5 kB.
///
/// # References
///
/// Kish (1965), "Survey Sampling", section 11.7 (effective sample size); Särndal, Swensson and
/// Wretman (1992), "Model Assisted Survey Sampling", section 5.5 (linearised variance of a ratio).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeightedNps {
    answers: Count,
    promoters: Weights,
    passives: Weights,
    detractors: Weights,
}

saved! {
    impl{} for WeightedNps as "weighted nps", 1;
    |nps| { answers, promoters, passives, detractors };
    read {
        let nps = Self { answers, promoters, passives, detractors };
        let answers = Dyadic::from(nps.answers);
        let classes = [&nps.promoters, &nps.passives, &nps.detractors];
        if classes.iter().all(|class| class.fits(&answers)) && nps.total().fits(&answers) {
            Ok(nps)
        } else {
            Err(crate::Error::Malformed {
                what: "saved sums of weights",
                expected: "sums that this number of answers can have",
            })
        }
    }
}

saved! {
    impl{} for Weights as plain;
    |weights| { sum, squares }
}

impl WeightedNps {
    /// Counts one answer.
    pub fn push(&mut self, answer: WeightedRating) {
        self.answers.increment();
        match NpsClass::from(answer.rating()) {
            NpsClass::Detractor => self.detractors.push(answer.weight()),
            NpsClass::Passive => self.passives.push(answer.weight()),
            NpsClass::Promoter => self.promoters.push(answer.weight()),
        }
    }

    /// Returns how many answered, whatever their weights.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.answers.to_u64()
    }

    /// Returns Kish's effective sample size: the number of equally weighted answers that would be
    /// as precise, between 1 and [`count`](Self::count). `None` without any weight.
    ///
    /// # Formula
    ///
    /// ```text
    /// n′ = (Σ w)² / Σ w²
    /// ```
    #[doc(alias = "design effect")]
    #[must_use]
    pub fn effective_count(&self) -> Option<f64> {
        let total = self.total();
        let weight = total.sum.to_dyadic();
        (&weight * &weight).ratio(&total.squares.to_dyadic())
    }

    /// Returns the promoters' share of the weight, or `None` without any weight.
    #[must_use]
    pub fn promoter_share(&self) -> Option<Proportion> {
        Some(Proportion::clipped(self.shares()?.promoters))
    }

    /// Returns the passives' share of the weight, or `None` without any weight.
    #[must_use]
    pub fn passive_share(&self) -> Option<Proportion> {
        Some(Proportion::clipped(self.shares()?.passives))
    }

    /// Returns the detractors' share of the weight, or `None` without any weight.
    #[must_use]
    pub fn detractor_share(&self) -> Option<Proportion> {
        Some(Proportion::clipped(self.shares()?.detractors))
    }

    /// Returns the score in points, from −100 to 100, correctly rounded, or `None` without any
    /// weight.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.net(100)
    }

    /// Returns the standard error of the score in points, by linearisation, or `None` without any
    /// weight.
    ///
    /// # Formula
    ///
    /// ```text
    /// se = 100 · √(Σ w²·(c − s)²) / Σ w
    /// ```
    /// where c is −1, 0 or 1 and s the score as a fraction.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let shares = self.shares()?;
        let weight = self.total().sum.to_dyadic();
        let square = &weight * &weight;
        let part = |class: &Weights| class.squares.to_dyadic().ratio(&square);
        // 1 − s and 1 + s as sums of shares, so that nothing cancels.
        let over = shares.passives + 2.0 * shares.detractors;
        let score = shares.promoters - shares.detractors;
        let under = shares.passives + 2.0 * shares.promoters;
        let variance = part(&self.promoters)? * (over * over)
            + part(&self.detractors)? * (under * under)
            + part(&self.passives)? * (score * score);
        Some(100.0 * sqrt(variance))
    }

    /// Returns the confidence interval of the score in points, by
    /// [`WeightedNpsMethod::AdjustedWald`], or `None` without any weight.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(WeightedNpsMethod::AdjustedWald, level)
    }

    /// Returns the confidence interval of the score in points, by a method of your choice, or
    /// `None` without any weight.
    #[must_use]
    pub fn interval_with(&self, method: WeightedNpsMethod, level: Level) -> Option<Interval> {
        match method {
            WeightedNpsMethod::AdjustedWald => {
                let (shares, n) = (self.shares()?, self.effective_count()?);
                let counts = Trinomial {
                    promoters: shares.promoters * n,
                    passives: shares.passives * n,
                    detractors: shares.detractors * n,
                };
                counts.adjusted_wald(level)
            }
            WeightedNpsMethod::Linearised => {
                let half = quantile(level) * self.standard_error()? / 100.0;
                Some(holding(points(self.net(1)?, half, level)?, self.score()?))
            }
        }
    }

    fn total(&self) -> Weights {
        let mut total = self.promoters.clone();
        total.merge(&self.passives);
        total.merge(&self.detractors);
        total
    }

    fn shares(&self) -> Option<Trinomial> {
        let weight = self.total().sum.to_dyadic();
        let share = |class: &Weights| class.sum.to_dyadic().ratio(&weight);
        Some(Trinomial {
            promoters: share(&self.promoters)?,
            passives: share(&self.passives)?,
            detractors: share(&self.detractors)?,
        })
    }

    fn net(&self, times: u128) -> Option<f64> {
        let net = self.promoters.sum.to_dyadic() - self.detractors.sum.to_dyadic();
        (net * Dyadic::from(times)).ratio(&self.total().sum.to_dyadic())
    }
}

/// Σ w and Σ w² of one class, exactly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Weights {
    sum: SumAcc,
    squares: ProductAcc,
}

impl Weights {
    fn push(&mut self, weight: f64) {
        // The weight was checked to be finite when the answer was made.
        let _was_finite = self.sum.add(weight) && self.squares.add_square(weight);
    }

    fn merge(&mut self, other: &Self) {
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }
}

impl Merge for WeightedNps {
    fn merge(&mut self, other: Self) {
        self.answers.merge(other.answers);
        self.promoters.merge(&other.promoters);
        self.passives.merge(&other.passives);
        self.detractors.merge(&other.detractors);
    }
}

impl Accumulate<WeightedRating> for WeightedNps {
    fn add(&mut self, answer: WeightedRating) {
        self.push(answer);
    }
}

accumulator!({} WeightedNps, WeightedRating);

/// `90.0 points (n = 4, effectively 1.2)`; `no answers` without any weight.
impl fmt::Display for WeightedNps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(score), Some(effective)) = (self.score(), self.effective_count()) else {
            return crate::text::padded(f, "no answers");
        };
        let n = self.count();
        write_points(
            f,
            score,
            format_args!("n = {n}, effectively {effective:.1}"),
        )
    }
}

#[cfg(feature = "serde")]
impl Weights {
    /// Σw² ≤ (Σw)² ≤ n·Σw², Cauchy's and Schwarz's: all that n weights of at least 0 obey. Merging
    /// keeps both, so the effective count of any state lies between 1 and its answers.
    fn fits(&self, answers: &Dyadic) -> bool {
        let (sum, squares) = (self.sum.to_dyadic(), self.squares.to_dyadic());
        let square = &sum * &sum;
        !sum.is_negative()
            && !squares.is_negative()
            && !(&square - &squares).is_negative()
            && !(answers * squares - square).is_negative()
    }
}
