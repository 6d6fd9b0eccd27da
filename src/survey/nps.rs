//! [`Nps`].

use super::Rating;
use crate::Merge;
use crate::accumulate::{Accumulate, accumulator};
use crate::numeric::count::Count;

/// Of ten customers, how many more would recommend us than warn against us?
///
/// The Net Promoter Score, from −100 (everybody a detractor) to 100 points (everybody a promoter).
/// The tally keeps the three counts, so the shares, the interval and the comparison with another
/// survey all come from the same value. It is about willingness to recommend on a 0 to 10 scale: for
/// other scales see the breaks; a yes/no question gives a net recommend share, which is another
/// figure.
///
/// # Formula
///
/// ```text
/// NPS = 100 · (promoters − detractors) / answers
/// ```
/// where promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6.
///
/// # Examples
///
/// ```
/// use tenure::Nps;
///
/// let nps = Nps::try_from_iter([9, 10, 3, 7])?;
/// assert_eq!(nps.score(), Some(25.0));
/// assert_eq!(nps.count(), 4);
///
/// // Nobody has answered yet: no score, which is not a score of 0.
/// assert_eq!(Nps::default().score(), None);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Reichheld (2003), "The One Number You Need to Grow", Harvard Business Review 81(12).
#[doc(alias = "net promoter score")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Nps {
    promoters: Count,
    passives: Count,
    detractors: Count,
}

impl Nps {
    /// A tally of people counted elsewhere.
    #[must_use]
    pub const fn from_counts(promoters: u64, passives: u64, detractors: u64) -> Self {
        Self {
            promoters: Count::new(promoters),
            passives: Count::new(passives),
            detractors: Count::new(detractors),
        }
    }

    /// Counts one answer.
    pub const fn push(&mut self, rating: Rating) {
        match rating.get() {
            0..=6 => self.detractors.increment(),
            7 | 8 => self.passives.increment(),
            _ => self.promoters.increment(),
        }
    }

    /// How many answered.
    #[must_use]
    pub fn count(&self) -> u128 {
        Count::total([self.promoters, self.passives, self.detractors])
    }

    /// The score in points, −100 to 100; `None` when nobody answered.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let n = self.count();
        if n == 0 {
            return None;
        }
        // Subtracted as integers and divided once, so no rounding can leave the bounds. Counts are
        // at most 2^112, so the differences fit and even a hundredfold one does.
        let difference = self.promoters.get().abs_diff(self.detractors.get());
        let points = difference.wrapping_mul(100) as f64 / n as f64;
        Some(if self.promoters < self.detractors {
            -points
        } else {
            points
        })
    }
}

impl Merge for Nps {
    fn merge(&mut self, other: Self) {
        self.promoters.merge(other.promoters);
        self.passives.merge(other.passives);
        self.detractors.merge(other.detractors);
    }
}

impl Accumulate<Rating> for Nps {
    fn add(&mut self, rating: Rating) {
        self.push(rating);
    }
}

accumulator!({} Nps, Rating);
