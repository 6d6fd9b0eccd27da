//! [`Acsi`].

use super::ScaleRating;
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::stats::Interval;
use crate::units::Level;

mod answer;
mod weights;

pub use answer::AcsiAnswer;
pub use weights::AcsiWeights;

/// Computes the satisfaction index that national studies use, from 0 to 100.
///
/// The American Customer Satisfaction Index: three questions, each on 1 to 10, averaged with
/// weights and stretched so that all ones are 0 and all tens are 100. Higher is better. The real
/// index estimates its weights per industry and does not publish them; with your own weights or
/// equal ones, [`AcsiWeights`], the figure is yours and comparable with your own past only.
///
/// # Formula
///
/// ```text
/// ACSI = 100 · Σ wᵢ·(x̄ᵢ − 1) / (9 · Σ wᵢ)
/// ```
/// where x̄ᵢ is the mean of question i and wᵢ its weight.
///
/// # Examples
///
/// ```
/// use tenure::survey::{Acsi, AcsiWeights};
///
/// // Satisfaction, against expectations, against the ideal.
/// let acsi = Acsi::try_from_iter([[8, 7, 7], [10, 10, 10], [3, 4, 2]])?;
/// let index = acsi.index(AcsiWeights::EQUAL);
/// assert_eq!(index.map(|points| format!("{points:.1}")), Some("64.2".to_string()));
///
/// // Means that were published elsewhere:
/// let ohio = AcsiWeights::new([0.3885, 0.3190, 0.2925])?;
/// assert_eq!(format!("{:.2}", ohio.index_of_means([8.1, 7.4, 7.0])?), "72.83");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fornell et al. (1996), "The American Customer Satisfaction Index: Nature, Purpose, and
/// Findings", Journal of Marketing 60(4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Acsi {
    answers: Count,
    /// Σ(xᵢ − 1) of the three questions.
    totals: [Count; 3],
    /// Σ(xᵢ − 1)(xⱼ − 1) for 11, 22, 33, 12, 13, 23: what the interval needs.
    products: [Count; 6],
}

/// The questions of each product, and how often it occurs in the square of their sum.
const PAIRS: [(usize, usize, u128); 6] = [
    (0, 0, 1),
    (1, 1, 1),
    (2, 2, 1),
    (0, 1, 2),
    (0, 2, 2),
    (1, 2, 2),
];

impl Acsi {
    /// Counts the three answers of one customer.
    pub fn push(&mut self, answer: AcsiAnswer) {
        self.answers.increment();
        let steps = answer.steps();
        for (total, step) in self.totals.iter_mut().zip(steps) {
            total.merge(Count::new(step));
        }
        for (product, (i, j, _)) in self.products.iter_mut().zip(PAIRS) {
            product.merge(Count::new(at(&steps, i).wrapping_mul(at(&steps, j)))); // at most 81
        }
    }

    /// Returns how many customers answered.
    #[must_use]
    pub const fn count(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_count())
    }

    /// Counts as [`count`](Self::count), not capped.
    pub(crate) const fn wide_count(&self) -> u128 {
        self.answers.get()
    }

    /// Returns the mean of each question, from 1 to 10 (satisfaction, expectations, ideal), or
    /// `None` without answers.
    #[must_use]
    pub fn means(&self) -> Option<[f64; 3]> {
        let n = self.wide_count();
        (n > 0).then(|| {
            self.totals.map(|total| {
                let whole = total.get().wrapping_add(n); // both are at most 2^112
                (whole as f64 / n as f64).clamp(1.0, 10.0)
            })
        })
    }

    /// Returns the index, from 0 to 100 points, or `None` without answers.
    #[must_use]
    pub fn index(&self, weights: AcsiWeights) -> Option<f64> {
        weights.index_of(&self.totals.map(Dyadic::from), &self.wide_count().into())
    }

    /// Returns the confidence interval of the index, by Student's t over the customers' own
    /// indices, or `None` below two answers.
    ///
    /// Cut to 0 to 100. The weights are taken as given, not as estimates.
    #[must_use]
    pub fn interval(&self, weights: AcsiWeights, level: Level) -> Option<Interval> {
        let n = self.wide_count();
        let w = weights.get().map(Dyadic::from);
        // n·Σy² − (Σy)² of y = Σ wᵢ·(xᵢ − 1), one y per customer.
        let total = (w.iter().zip(self.totals))
            .map(|(w, total)| w * Dyadic::from(total))
            .sum::<Dyadic>();
        let squares = (self.products.iter().zip(PAIRS))
            .filter_map(|(product, (i, j, times))| {
                let count = Dyadic::from(product.get().wrapping_mul(times)); // at most 2^113
                Some(w.get(i)? * w.get(j)? * count)
            })
            .sum::<Dyadic>();
        let freedom = Dyadic::from(n.checked_sub(1)?);
        let n_exact = Dyadic::from(n);
        let spread = &n_exact * squares - &total * &total;
        // In points a y is 100·y / most; squared like the spread.
        let most = weights.most();
        let unit = &n_exact * &most;
        let spread = spread * Dyadic::from(100_u64 * 100);
        let error = spread.ratio_sqrt(&(&unit * &unit * freedom))?;
        let interval = Interval::student(self.index(weights)?, error, n, level)?;
        Some(interval.clipped(0.0, 100.0))
    }
}

fn at(steps: &[u64; 3], question: usize) -> u64 {
    steps.get(question).copied().unwrap_or(0)
}

impl Merge for Acsi {
    fn merge(&mut self, other: Self) {
        self.answers.merge(other.answers);
        for (total, more) in self.totals.iter_mut().zip(other.totals) {
            total.merge(more);
        }
        for (product, more) in self.products.iter_mut().zip(other.products) {
            product.merge(more);
        }
    }
}

impl Accumulate<AcsiAnswer> for Acsi {
    fn add(&mut self, answer: AcsiAnswer) {
        self.push(answer);
    }
}

accumulator!({} Acsi, AcsiAnswer);

saved! {
    impl{} for Acsi as "acsi", 1;
    |acsi| { answers, totals, products };
    read {
        let acsi = Self { answers, totals, products };
        if acsi.is_possible() {
            Ok(acsi)
        } else {
            Err(crate::Error::Malformed {
                what: "saved totals of an index",
                expected: "totals that this number of answers can add up to",
            })
        }
    }
}

#[cfg(feature = "serde")]
impl Acsi {
    /// Whether any answers can have these totals.
    fn is_possible(&self) -> bool {
        let most = |times: u128| self.answers.get().wrapping_mul(times); // at most 81 · 2^112
        let totals = self.totals.iter().all(|total| total.get() <= most(9));
        let squares = self.products.iter().all(|square| square.get() <= most(81));
        // A whole step is no smaller than itself and no larger than nine times itself.
        let mut diagonal = self.totals.iter().zip(&self.products);
        let diagonal = diagonal.all(|(total, square)| {
            total <= square && square.get() <= total.get().saturating_mul(9)
        });
        // The products of a single answer follow from its steps.
        let steps = self
            .totals
            .map(|total| u64::try_from(total.get()).unwrap_or(0));
        let mut products = self.products.iter().zip(PAIRS);
        let single = self.answers != Count::ONE
            || products.all(|(product, (i, j, _))| {
                product.get() == u128::from(at(&steps, i).saturating_mul(at(&steps, j)))
            });
        totals && squares && diagonal && single
    }
}
