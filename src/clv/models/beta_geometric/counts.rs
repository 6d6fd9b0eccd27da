//! How many repeat purchases somebody new makes.

use super::{BetaGeometric, ln_mean_power};
use crate::numeric::logistic::ln_add_exp;
use crate::numeric::{beta, math};

impl BetaGeometric {
    /// ln P(X(t) = n): n purchases and no more, because that was all in the time, or because they left.
    ///
    /// ```text
    /// P(X(t) = n) = E[(1−p)ᵏ]·P(N = n) + E[p·(1−p)^(k−1)]·P(N ≥ n)
    ///
    /// where N is negative binomial, the purchases of somebody who never leaves,
    ///       k = n or, when the first purchase is a chance to leave, too, n + 1;
    ///       the second part is missing for k = 0
    /// ```
    pub(in crate::clv::models) fn ln_probability(&self, n: f64, t: f64) -> f64 {
        let chances = n + self.first_chance();
        let z = t / (self.alpha + t);
        let at = beta::Point {
            x: z,
            y: self.alpha / (self.alpha + t),
        };
        let (exactly, at_least) = if n == 0.0 {
            (-self.r * math::ln_1p(t / self.alpha), 0.0)
        } else {
            // n·P(N = n) is the density part of I_z(n, r) = P(N ≥ n).
            (
                beta::ln_front(n, self.r, at) - math::ln(n),
                beta::ln_lower(n, self.r, at),
            )
        };
        let stayed = ln_mean_power(self.a, self.b, chances) + exactly;
        let ln = if chances == 0.0 {
            stayed
        } else {
            let share = math::ln(self.a / (self.a + self.b));
            let left = share + ln_mean_power(self.a + 1.0, self.b, chances - 1.0) + at_least;
            ln_add_exp(stayed, left)
        };
        ln.clamp(f64::MIN, 0.0)
    }
}
