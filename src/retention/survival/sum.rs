//! [`Sum`]: a running sum of positive terms, and the arithmetic in twice the digits beneath it.

/// A sum with the part that rounding lost: after ten million terms it is the nearest `f64`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum(f64, f64);

impl Sum {
    pub(super) const ZERO: Self = Self(0.0, 0.0);

    #[inline]
    pub(super) fn plus(self, term: f64) -> Self {
        let (high, low) = two_sum(self.0, term);
        let (high, low) = fast_two_sum(high, low + self.1);
        Self(high, low)
    }

    pub(super) const fn value(self) -> f64 {
        self.0
    }
}

/// a + b with the part that rounding loses (Knuth).
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    let of_a = sum - of_b;
    (sum, (a - of_a) + (b - of_b))
}

/// The same for |a| ≥ |b| (Dekker).
#[inline]
pub(super) fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}
