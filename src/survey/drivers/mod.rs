//! [`KeyDrivers`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::numeric::{math, moments};
use crate::stats::Interval;
use crate::units::Level;

mod answers;

pub use answers::DriverAnswers;

/// Finds what drives satisfaction: which dimensions move with the overall rating.
///
/// Each customer rates P dimensions (support, price, quality, …) and the whole. The correlation of a
/// dimension with the whole is its *derived* importance: what customers' ratings say matters, which
/// is often not what they say matters when asked. Near 1 it drives, near 0 it does not, below 0 it
/// works against. Correlation is not cause, and dimensions that move together share the credit.
///
/// # Formula
///
/// ```text
/// r = (n·Σxy − Σx·Σy) / √((n·Σx² − (Σx)²)·(n·Σy² − (Σy)²))
/// tanh(artanh r ± z / √(n − 3))
/// ```
/// where x is the rating of the dimension and y the overall rating. All sums are exact, and r is
/// rounded once.
///
/// # Examples
///
/// ```
/// use tenure::survey::KeyDrivers;
/// use tenure::units::Level;
///
/// // (support, price) and overall satisfaction, a customer a row.
/// let drivers = KeyDrivers::<2>::try_from_iter([
///     ([5, 2], 5),
///     ([4, 5], 4),
///     ([2, 4], 1),
///     ([3, 1], 3),
///     ([1, 3], 2),
/// ])?;
/// let ranked = drivers.ranked(Level::P95);
/// assert_eq!(ranked[0].dimension, 0); // support
/// assert_eq!(ranked[0].correlation, Some(0.9));
/// assert_eq!(ranked[1].correlation, Some(-0.2));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(P) time per customer and O(P) space, about 3 KB a dimension.
///
/// # References
///
/// Pearson (1895); Fisher (1921), "On the 'probable error' of a coefficient of correlation", Metron
/// 1, for the interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDrivers<const P: usize> {
    answers: Count,
    overall: Sums,
    /// P of them.
    dimensions: Box<[Sums]>,
}

saved! {
    impl{const P: usize} for KeyDrivers<P> as "key drivers of {P} dimensions", 1;
    |drivers| { answers, overall, dimensions };
    read {
        let drivers = Self { answers, overall, dimensions };
        if drivers.is_possible() {
            Ok(drivers)
        } else {
            Err(crate::Error::Malformed {
                what: "saved key drivers",
                expected: "sums that ratings of this number of dimensions can have",
            })
        }
    }
}

saved! {
    impl{} for Sums as plain;
    |sums| { sum, squares, with_overall }
}

/// The power sums of one column of ratings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Sums {
    sum: SumAcc,
    squares: ProductAcc,
    with_overall: ProductAcc,
}

impl Sums {
    fn add(&mut self, x: f64, overall: f64) {
        let _was_finite = self.sum.add(x)
            && self.squares.add_square(x)
            && self.with_overall.add_product(x, overall);
    }

    fn merge(&mut self, other: &Self) {
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
        self.with_overall.merge(&other.with_overall);
    }
}

/// Describes one dimension and its correlation with overall satisfaction.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Driver {
    /// Which dimension, counted from 0 in the order of the ratings.
    pub dimension: usize,
    /// Pearson's correlation with the overall rating, −1 to 1; `None` below two answers or where
    /// all ratings of the dimension, or all overall ratings, are equal.
    pub correlation: Option<f64>,
    /// Where the correlation among all customers lies, by Fisher's transformation; `None` below
    /// four answers. A perfect correlation has an interval without width.
    pub interval: Option<Interval>,
}

saved! {
    impl{} for Driver as "driver", 1;
    |driver| { dimension, correlation, interval };
    read {
        let correlation: Option<f64> = correlation;
        if correlation.is_some_and(|r| r.abs() > 1.0) {
            return Err(crate::Error::out_of_range("correlation", "from -1 to 1", 2.0));
        }
        Ok(Self { dimension, correlation, interval })
    }
}

impl<const P: usize> KeyDrivers<P> {
    /// Counts the ratings of one customer.
    pub fn push(&mut self, answers: &DriverAnswers<P>) {
        let overall = answers.overall.get();
        self.answers.increment();
        self.overall.add(overall, overall);
        for (sums, rating) in self.dimensions.iter_mut().zip(answers.dimensions) {
            sums.add(rating.get(), overall);
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

    /// Returns the correlation of one dimension with overall satisfaction, from −1 to 1.
    ///
    /// `None` where it has no value, as in [`Driver::correlation`], and for a dimension there is
    /// not.
    #[must_use]
    pub fn correlation(&self, dimension: usize) -> Option<f64> {
        self.correlation_of(self.dimensions.get(dimension)?)
    }

    /// Returns all dimensions, the strongest driver first, those without a correlation last.
    ///
    /// Equals stay in the order of the ratings.
    #[must_use]
    pub fn ranked(&self, level: Level) -> Vec<Driver> {
        let sums = self.dimensions.iter().enumerate();
        let mut drivers: Vec<_> = sums
            .map(|(dimension, sums)| {
                let correlation = self.correlation_of(sums);
                Driver {
                    dimension,
                    correlation,
                    interval: correlation.and_then(|r| fisher(r, self.wide_count(), level)),
                }
            })
            .collect();
        // No correlation sorts below every correlation there is.
        let strength = |driver: &Driver| driver.correlation.unwrap_or(f64::NEG_INFINITY);
        drivers.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
        drivers
    }

    /// n·Σxy − Σx·Σy, and what its square is at most.
    fn spreads(&self, sums: &Sums) -> Option<(Dyadic, Dyadic)> {
        let n = self.wide_count();
        let spread = |sums: &Sums| moments::spread(n, &sums.sum, &sums.squares);
        let product = sums.sum.to_dyadic() * self.overall.sum.to_dyadic();
        let together = Dyadic::from(n) * sums.with_overall.to_dyadic() - product;
        let apart = spread(sums)? * spread(&self.overall)?;
        Some((together, apart))
    }

    /// Whether any ratings can have these sums.
    #[cfg(feature = "serde")]
    fn is_possible(&self) -> bool {
        let n = self.answers.get();
        let all = || self.dimensions.iter().chain([&self.overall]);
        self.dimensions.len() == P
            && all().all(|sums| moments::spread(n, &sums.sum, &sums.squares).is_some())
            && self.overall.with_overall == self.overall.squares
            // A count at its ceiling no longer says how many ratings the sums are of.
            && (self.answers >= Count::CEILING || self.dimensions.iter().all(|sums| self.fits(sums)))
    }

    /// Whether the sums can be those of ratings, by Cauchy and Schwarz.
    #[cfg(feature = "serde")]
    fn fits(&self, sums: &Sums) -> bool {
        self.spreads(sums)
            .is_some_and(|(together, apart)| !(apart - &together * &together).is_negative())
    }

    fn correlation_of(&self, sums: &Sums) -> Option<f64> {
        let (together, apart) = self.spreads(sums)?;
        // Cauchy and Schwarz: never above 1, if the sums are those of ratings.
        let size = (&together * &together).ratio_sqrt(&apart)?.min(1.0);
        // + 0.0: of a size that rounds to 0 the negative is 0, too.
        Some(if together.is_negative() {
            -size + 0.0
        } else {
            size
        })
    }
}

/// tanh(artanh r ± z/√(n − 3)).
fn fisher(r: f64, n: u128, level: Level) -> Option<Interval> {
    let freedom = n.checked_sub(3).filter(|&freedom| freedom > 0)?;
    if r.abs() >= 1.0 {
        return Interval::new(r, r, level).ok();
    }
    let artanh = 0.5 * (math::ln_1p(r) - math::ln_1p(-r));
    let half = crate::stats::critical(level) / math::sqrt(freedom as f64);
    let tanh = |x: f64| {
        let e = math::exp_m1(2.0 * x); // |x| is below 30
        e / (e + 2.0)
    };
    // Rounding on the way there and back must not push the estimate out.
    let (lower, upper) = (tanh(artanh - half).min(r), tanh(artanh + half).max(r));
    Interval::new(lower, upper, level).ok()
}

impl<const P: usize> Default for KeyDrivers<P> {
    fn default() -> Self {
        Self {
            answers: Count::ZERO,
            overall: Sums::default(),
            dimensions: vec![Sums::default(); P].into_boxed_slice(),
        }
    }
}

impl<const P: usize> Merge for KeyDrivers<P> {
    fn merge(&mut self, other: Self) {
        self.answers.merge(other.answers);
        self.overall.merge(&other.overall);
        for (sums, more) in self.dimensions.iter_mut().zip(&other.dimensions) {
            sums.merge(more);
        }
    }
}

impl<const P: usize> Accumulate<DriverAnswers<P>> for KeyDrivers<P> {
    fn add(&mut self, answers: DriverAnswers<P>) {
        self.push(&answers);
    }
}

accumulator!({const P: usize} KeyDrivers<P>, DriverAnswers<P>);
