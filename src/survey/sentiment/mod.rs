//! [`Sentiment`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::moments;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::stats::{Binomial, Interval};
use crate::units::Level;

mod polarity;

pub use polarity::Polarity;

/// Counts positive, neutral and negative texts by their polarity.
///
/// The feedback counted as positive, neutral and negative, with its mean polarity. The polarity of a
/// text comes from any library or service; there is no text model here, and the figure is as good
/// as that model. What counts as neutral is part of the type: `Sentiment<5>` calls everything
/// between −0.05 and 0.05 neutral, ends excluded, which is the convention of VADER, and the
/// default: `let feedback: Sentiment = …`. Tallies with different bands cannot be mixed up.
///
/// # Formula
///
/// ```text
/// positive: polarity ≥ b and > 0     negative: polarity ≤ −b and < 0     neutral: the rest
/// ```
/// where b = NEUTRAL / 100 is the half-width of the neutral band.
///
/// # Examples
///
/// ```
/// use tenure::survey::Sentiment;
///
/// let feedback: Sentiment = Sentiment::try_from_iter([0.8, -0.4, 0.02, 0.3])?;
/// assert_eq!(feedback.positive().successes(), 2);
/// assert_eq!(feedback.neutral().proportion().map(|share| share.get()), Some(0.25));
/// assert_eq!(feedback.mean(), Some(0.18));
///
/// assert_eq!(
///     Sentiment::<5>::try_from_iter([0.8, 1.5]).unwrap_err().to_string(),
///     "item 1 was rejected: polarity must be from -1 to 1, got 1.5"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
/// Media Text", ICWSM-14, for the neutral band.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentiment<const NEUTRAL: u8 = 5> {
    positive: Count,
    neutral: Count,
    negative: Count,
    sum: SumAcc,
    squares: ProductAcc,
}

saved! {
    impl{const NEUTRAL: u8} for Sentiment<NEUTRAL> as "sentiment with a neutral band of {NEUTRAL} hundredths", 1;
    |all| { positive, neutral, negative, sum, squares };
    read {
        let all = Self { positive, neutral, negative, sum, squares };
        if all.is_possible() {
            Ok(all)
        } else {
            Err(crate::Error::Malformed {
                what: "saved sentiment",
                expected: "polarities that this number of texts can add up to",
            })
        }
    }
}

#[cfg(feature = "serde")]
impl<const NEUTRAL: u8> Sentiment<NEUTRAL> {
    /// Whether any texts can have these sums.
    fn is_possible(&self) -> bool {
        let n = self.wide_count();
        let room = Dyadic::from(n) - self.squares.to_dyadic();
        !room.is_negative()
            && moments::spread(n, &self.sum, &self.squares).is_some()
            && self.sum_fits()
    }

    /// Whether this number of texts of each class can add up to the sum.
    fn sum_fits(&self) -> bool {
        let counts = [self.positive, self.neutral, self.negative];
        if counts.contains(&Count::CEILING) {
            return true; // a count at its ceiling no longer says how many there were
        }
        let band = Dyadic::from(Self::BAND);
        let [positive, neutral, negative] = counts.map(Dyadic::from);
        let sum = self.sum.to_dyadic();
        // The positive are at most at 1, the neutral at b and the negative at −b; likewise at least.
        let most = &positive - (&negative - &neutral) * &band;
        let least = (positive - neutral) * band - negative;
        !(most - &sum).is_negative() && !(sum - least).is_negative()
    }
}

impl<const NEUTRAL: u8> Sentiment<NEUTRAL> {
    const BAND: f64 = {
        assert!(NEUTRAL <= 100, "a neutral band is at most 100 hundredths");
        NEUTRAL as f64 / 100.0
    };

    /// Counts one text.
    pub fn push(&mut self, polarity: Polarity) {
        let p = polarity.get();
        let class = if p > 0.0 && p >= Self::BAND {
            &mut self.positive
        } else if p < 0.0 && p <= -Self::BAND {
            &mut self.negative
        } else {
            &mut self.neutral
        };
        class.increment();
        let _was_finite = self.sum.add(p) && self.squares.add_square(p);
    }

    /// Returns how many texts there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_count())
    }

    /// Counts as [`count`](Self::count), not capped.
    pub(crate) fn wide_count(&self) -> u128 {
        Count::total([self.positive, self.neutral, self.negative])
    }

    /// Returns the share of positive texts.
    #[must_use]
    pub fn positive(&self) -> Binomial {
        share(self.positive, [self.neutral, self.negative])
    }

    /// Returns the share of neutral texts.
    #[must_use]
    pub fn neutral(&self) -> Binomial {
        share(self.neutral, [self.positive, self.negative])
    }

    /// Returns the share of negative texts.
    #[must_use]
    pub fn negative(&self) -> Binomial {
        share(self.negative, [self.positive, self.neutral])
    }

    /// Returns the mean polarity, from −1 to 1, of an exact sum, or `None` without any text.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        moments::mean(self.wide_count(), &self.sum).map(|mean| mean.clamp(-1.0, 1.0))
    }

    /// Returns the confidence interval of the mean polarity by Student's t, or `None` below two
    /// texts.
    ///
    /// Cut to −1 to 1. It speaks of sampling, not of what the text model gets wrong.
    #[must_use]
    pub fn mean_interval(&self, level: Level) -> Option<Interval> {
        let n = self.wide_count();
        let spread = moments::spread(n, &self.sum, &self.squares)?;
        let n_cubed = Dyadic::from(n) * Dyadic::from(n) * Dyadic::from(n.checked_sub(1)?);
        let error = spread.ratio_sqrt(&n_cubed)?;
        let interval = Interval::student(self.mean()?, error, n, level)?;
        Some(interval.clipped(-1.0, 1.0))
    }
}

fn share(of: Count, rest: [Count; 2]) -> Binomial {
    let [mut others, more] = rest;
    others.merge(more);
    Binomial::of(of, others)
}

impl<const NEUTRAL: u8> Merge for Sentiment<NEUTRAL> {
    fn merge(&mut self, other: Self) {
        self.positive.merge(other.positive);
        self.neutral.merge(other.neutral);
        self.negative.merge(other.negative);
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }
}

impl<const NEUTRAL: u8> Accumulate<Polarity> for Sentiment<NEUTRAL> {
    fn add(&mut self, polarity: Polarity) {
        self.push(polarity);
    }
}

accumulator!({const NEUTRAL: u8} Sentiment<NEUTRAL>, Polarity);
