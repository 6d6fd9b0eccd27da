//! Power sums of ratings, in whole numbers.

use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;

/// The low half of a count. Counts reach 2¹¹², and their sum times 255² would leave a `u128`.
const LOW_HALF: u128 = 0xFFFF_FFFF_FFFF_FFFF;

/// n, Σx and Σx² = 2⁶⁴·high + low, exactly.
///
/// The sums of 256 bins fit: Σx is at most 2¹¹²·(0 + 1 + … + 255), `low` at most 2⁶⁴·(0 + … + 255²).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    n: u128,
    total: u128,
    high: u128,
    low: u128,
}

impl Sums {
    /// With `count` more ratings of `rating`.
    pub(crate) fn and(self, rating: u8, count: Count) -> Self {
        let (x, count) = (u128::from(rating), count.get());
        let square = x.wrapping_mul(x);
        let plus = |sum: u128, count: u128, weight| sum.wrapping_add(count.wrapping_mul(weight));
        Self {
            n: plus(self.n, count, 1),
            total: plus(self.total, count, x),
            high: plus(self.high, count >> 64, square),
            low: plus(self.low, count & LOW_HALF, square),
        }
    }

    /// Of the ratings that came after `earlier`, which are part of these.
    pub(crate) const fn since(self, earlier: Self) -> Self {
        Self {
            n: self.n.wrapping_sub(earlier.n),
            total: self.total.wrapping_sub(earlier.total),
            high: self.high.wrapping_sub(earlier.high),
            low: self.low.wrapping_sub(earlier.low),
        }
    }

    pub(crate) const fn count(self) -> u128 {
        self.n
    }

    /// n.
    pub(crate) fn n(self) -> Dyadic {
        Dyadic::from(self.n)
    }

    /// n − 1; `None` of nothing.
    pub(crate) fn freedom(self) -> Option<Dyadic> {
        self.n.checked_sub(1).map(Dyadic::from)
    }

    /// Σx.
    pub(crate) fn total(self) -> Dyadic {
        Dyadic::from(self.total)
    }

    /// The mean, correctly rounded; `None` of nothing.
    pub(crate) fn mean(self) -> Option<f64> {
        self.total().ratio(&self.n())
    }

    /// n·Σx² − (Σx)², never negative: n times the sum of the squared distances from the mean.
    pub(crate) fn spread(self) -> Dyadic {
        let (n, total) = (self.n(), self.total());
        let high = Dyadic::from(self.high) * Dyadic::from(1_u128 << 64);
        n * (high + Dyadic::from(self.low)) - &total * &total
    }
}
