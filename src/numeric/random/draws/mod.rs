//! Draws from the distributions that customers differ by.
//!
//! Ours because they are wanted as logarithms: of small shapes the draws themselves are 0.

use super::SplitMix64;
use crate::numeric::logistic::softplus;
use crate::numeric::math;

impl SplitMix64 {
    /// From the exponential distribution of rate 1; at most 36.8, where 10⁻¹⁶ of it is left.
    pub(crate) fn exponential(&mut self) -> f64 {
        -math::ln(self.uniform())
    }

    /// From the standard normal distribution (Marsaglia and Bray 1964, the polar method).
    pub(crate) fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * math::sqrt(-2.0 * math::ln(square) / square);
            }
        }
    }

    /// The logarithm of a draw from Gamma(shape, rate 1), for a shape above 0.
    ///
    /// Of a shape of 0.001 half of all draws are below 10⁻³⁰⁰ and many below what f64 has; their logarithms
    /// are not.
    pub(crate) fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape >= 1.0 {
            return self.ln_gamma_above_one(shape);
        }
        // A draw of shape + 1 times U^(1/shape) (Marsaglia and Tsang 2000, section 6), in logarithms.
        self.ln_gamma_above_one(shape + 1.0) - self.exponential() / shape
    }

    /// Marsaglia and Tsang (2000), "A simple method for generating gamma variables", for shapes from 1.
    fn ln_gamma_above_one(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / math::sqrt(9.0 * d);
        loop {
            let normal = self.normal();
            let root = 1.0 + c * normal;
            if root <= 0.0 {
                continue;
            }
            // ln v = 3 ln(1 + c x), and v − 1 without cancellation.
            let ln_v = 3.0 * math::ln_1p(c * normal);
            let excess = math::exp_m1(ln_v);
            if -self.exponential() < 0.5 * normal * normal - d * (excess - ln_v) {
                return math::ln(d) + ln_v;
            }
        }
    }

    /// ln p and ln(1 − p) of a draw from Beta(a, b), for a and b above 0.
    pub(crate) fn ln_beta(&mut self, a: f64, b: f64) -> [f64; 2] {
        let odds = self.ln_gamma(a) - self.ln_gamma(b);
        // Both from the logarithm of the odds, so that a p next to 0 or 1 keeps its digits.
        [-softplus(-odds), -softplus(odds)]
    }

    /// How often something goes well before it fails for the first time, when it goes well with a
    /// probability of that logarithm: a whole number, or infinity when it never fails.
    pub(crate) fn successes(&mut self, ln_success: f64) -> f64 {
        // P(n or more) = successⁿ.
        let waited = self.exponential();
        if ln_success < 0.0 {
            (waited / -ln_success).floor()
        } else {
            f64::INFINITY
        }
    }
}

#[cfg(test)]
mod tests;
