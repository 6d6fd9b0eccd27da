//! [`Product`]: the running product of a survival curve, in twice the digits of an `f64`.

use crate::numeric::careful_sum::CarefulSum;
use crate::numeric::exact::two_product;
use crate::retention::survival::SurvivalStep;

/// Π (n − d)/n and Σ d/(n·(n − d)) over the times passed so far.
///
/// As long as no customer is censored both telescope: the product over such a stretch is what remains over
/// what there was, and the sum 1/n after less 1/n before. So there is one multiplication for each stretch, not
/// one for each time, and these are done in double-double arithmetic: after ten million of them the product is
/// still within 10⁻²³ of the true one, and the nearest `f64` is given.
#[derive(Debug)]
pub(in crate::retention::survival) struct Product {
    /// S so far.
    survival: (f64, f64),
    /// The sum so far.
    sum: CarefulSum,
    /// What remained after the last time.
    remained: u64,
    /// How many were at risk at the beginning of the stretch; then S and the sum there.
    start: u64,
    survival_at_start: (f64, f64),
    sum_at_start: CarefulSum,
}

impl Product {
    pub(in crate::retention::survival) fn new() -> Self {
        Self {
            survival: (1.0, 0.0),
            sum: CarefulSum::default(),
            remained: 0,
            start: 0,
            survival_at_start: (1.0, 0.0),
            sum_at_start: CarefulSum::default(),
        }
    }

    /// Returns the step at a time at which `left` of `at_risk` customers left, at least one.
    #[inline]
    pub(in crate::retention::survival) fn step<T>(
        &mut self,
        time: T,
        at_risk: u64,
        left: u64,
    ) -> SurvivalStep<T> {
        if at_risk != self.remained {
            self.start = at_risk;
            self.survival_at_start = self.survival;
            self.sum_at_start = self.sum;
        }
        self.remained = at_risk.saturating_sub(left);
        if self.remained == 0 || self.survival.0 <= 0.0 {
            // From here on the curve is 0, even if customers enter later.
            self.survival = (0.0, 0.0);
            return SurvivalStep {
                time,
                at_risk,
                left,
                survival: 0.0,
                greenwood: f64::INFINITY,
            };
        }

        let (remained, start) = (self.remained as f64, self.start as f64);
        self.survival = times(self.survival_at_start, ratio(remained, start));
        let gone = self.start.saturating_sub(self.remained) as f64;
        self.sum = self.sum_at_start;
        self.sum.add(gone / (start * remained));
        SurvivalStep {
            time,
            at_risk,
            left,
            survival: self.survival.0,
            greenwood: self.sum.value(),
        }
    }
}

/// a + b with the part that rounding loses, for |a| ≥ |b| (Dekker).
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

fn times(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    let (high, low) = two_product(x.0, y.0);
    fast_two_sum(high, low + (x.0 * y.1 + x.1 * y.0))
}

/// m/n: it does not wait for the product so far, so that many are worked out at once.
fn ratio(m: f64, n: f64) -> (f64, f64) {
    let quotient = m / n;
    let (high, low) = two_product(quotient, n);
    (quotient, ((m - high) - low) / n)
}
