//! How many purchases to expect of a customer who has not left, and whether they will have.

use super::Customer;
use super::over_dropout::{Falling, mean};
use crate::numeric::math;

/// The series below are summed up to this share of the horizon in the time known, t/(α+T+t): then they have
/// at most some 1,500 terms.
const SERIES: f64 = 0.97;

/// The most terms. The last is below rounding long before, unless the parameters are in the thousands.
const TERMS: u32 = 2_000;

impl Customer {
    /// Purchases to expect within a time from now.
    ///
    /// ```text
    /// E[X] = C·(1 − (1−z)^e)/e − (1−z)^e·U,   z = t/(α+T+t), e = a − 1, C = a + stay − 1, B = C − (r+x)
    /// U    = Σ uₙ,   u₁ = B·z,   uₙ₊₁ = uₙ·z·(a+n−1)(B+n)/((C+n)(n+1))
    /// ```
    ///
    /// This is Euler's transform of the published form with the factor that overflows cancelled: no pole at
    /// a = 1 or a + b + x = 1. Where its terms cancel, or fall slowly, the mean over p of
    /// (1 − (1 + pt/(α+T))^−(r+x))/p is taken instead.
    pub(in crate::clv::models) fn expected_purchases(&self, t: f64) -> f64 {
        let Self {
            purchases,
            time,
            leave,
            stay,
        } = *self;
        let ratio = t / time;
        // Nobody buys more than without leaving.
        let most = purchases * ratio;
        let z = t / (time + t);
        let series = if z <= SERIES {
            self.by_series(z, ratio)
        } else {
            None
        };
        let expected = series.unwrap_or_else(|| {
            let per_chance = |p: f64| {
                let left = -math::exp_m1(-purchases * math::ln_1p(p * ratio));
                if p * most > 1e-300 { left / p } else { most }
            };
            mean(
                leave,
                stay,
                &Falling {
                    at: per_chance,
                    at_zero: most,
                    decay: 0.5 * (purchases + 1.0) * ratio,
                    power: 1.0,
                },
            )
        });
        expected.min(most)
    }

    /// `None` where it would lose digits, or take long.
    fn by_series(&self, z: f64, ratio: f64) -> Option<f64> {
        let (c, e) = (self.leave + self.stay - 1.0, self.leave - 1.0);
        let bq = c - self.purchases;
        let ln_rest = -math::ln_1p(ratio);
        let change = math::exp_m1(e * ln_rest);
        let head = c * if e == 0.0 { -ln_rest } else { -change / e };
        let rest = if change < -0.5 {
            math::exp(e * ln_rest)
        } else {
            1.0 + change
        };

        let series = Series {
            z,
            up: self.leave,
            along: bq,
            down: c,
        };
        let (sum, size) = if bq > -1.0 {
            let sum = series.of_one_sign()?;
            (sum, sum.abs())
        } else {
            series.of_two_signs()?
        };
        let expected = head - rest * sum;
        // Both parts are rounded; within this they have 14 digits left.
        let lost = head.abs() + rest * size;
        (lost.is_finite() && lost <= 64.0 * expected).then_some(expected)
    }

    /// How likely the customer stays so long, whether they buy or not: E[(1 + pt/(α+T))^−(r+x)].
    ///
    /// ```text
    /// (1−z)^a·Σ vₙ,   v₀ = 1,   vₙ₊₁ = vₙ·z·(a+n)(B+1+n)/((C+1+n)(n+1))
    /// ```
    ///
    /// with z, B and C as for the purchases; all of it is positive for B > −1.
    pub(in crate::clv::models) fn stays(&self, t: f64) -> f64 {
        let Self {
            purchases,
            time,
            leave,
            stay,
        } = *self;
        let ratio = t / time;
        let z = t / (time + t);
        let total = leave + stay;
        let mut along = total - purchases;
        if z <= SERIES && along >= 0.0 {
            let (mut up, mut down, mut n) = (leave, total, 1.0);
            let (mut term, mut sum) = (1.0, 1.0);
            let enough = (1.0 - z) * 1e-15;
            while term > enough * sum && n <= f64::from(TERMS) {
                term *= z * (up * along) / (down * n);
                sum += term;
                up += 1.0;
                along += 1.0;
                down += 1.0;
                n += 1.0;
            }
            if n <= f64::from(TERMS) && sum < 1e290 {
                // The power alone is 0 long before their product is.
                let ln_power = -leave * math::ln_1p(ratio);
                let stays = if ln_power > -700.0 {
                    math::exp(ln_power) * sum
                } else {
                    math::exp(ln_power + math::ln(sum))
                };
                return stays.min(1.0);
            }
        }
        let kept = |p: f64| math::exp(-purchases * math::ln_1p(p * ratio));
        mean(
            leave,
            stay,
            &Falling {
                at: kept,
                at_zero: 1.0,
                decay: purchases * ratio,
                power: purchases,
            },
        )
        .min(1.0)
    }
}

/// Σ uₙ as above.
struct Series {
    z: f64,
    up: f64,
    along: f64,
    down: f64,
}

impl Series {
    /// Where a term is so small a part of the sum, what follows is, too: it falls at least about as zⁿ.
    fn enough(&self) -> f64 {
        (1.0 - self.z) * 1e-15
    }

    /// When all terms have the sign of the first.
    ///
    /// The beginning goes without a question: an unforeseen end costs as much as eight terms.
    fn of_one_sign(&self) -> Option<f64> {
        let (mut term, mut sum) = (self.along * self.z, 0.0);
        for n in [0.0, 4.0, 8.0, 12.0] {
            (term, sum) = self.four_more(n, term, sum);
        }
        let mut n = 16.0;
        if self.z > 0.3 {
            for n in [16.0, 20.0, 24.0, 28.0] {
                (term, sum) = self.four_more(n, term, sum);
            }
            n = 32.0;
        }
        while n < f64::from(TERMS) {
            if let Some(all) = self.with_rest(n, term, sum) {
                return Some(all);
            }
            (term, sum) = self.four_more(n, term, sum);
            n += 4.0;
        }
        None
    }

    /// The term n + 4 and the sum before it, from those of n; the ratios do not wait for each other.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "half the time where n is known beforehand"
    )]
    fn four_more(&self, n: f64, term: f64, sum: f64) -> (f64, f64) {
        let Self { z, up, along, down } = *self;
        let [first, second, third, fourth] = [n, n + 1.0, n + 2.0, n + 3.0]
            .map(|n| z * ((up + n) * (along + 1.0 + n)) / ((down + 1.0 + n) * (n + 2.0)));
        let three = 1.0 + first * (1.0 + second * (1.0 + third));
        let ratio = (first * second) * (third * fourth);
        (term * ratio, sum + term * three)
    }

    /// With all from the term n on, or `None` while they are too many.
    ///
    /// ```text
    /// Σ u/uₙ = τ(n) = 1 + ρ(n)·τ(n+1) ≈ 1/(1−ρ) + ρρ′/(1−ρ)³,   ρ(n) = uₙ₊₁/uₙ
    /// ```
    ///
    /// Each part of this is at most about 1.2/(n(1−ρ)) of the one before: when the second is below 1e-14 of
    /// the sum, what is left out is below 2e-15.
    fn with_rest(&self, n: f64, term: f64, sum: f64) -> Option<f64> {
        let (up, along) = (self.up + n, self.along + 1.0 + n);
        let (down, count) = (self.down + 1.0 + n, n + 2.0);
        let (above, below) = (up * along, down * count);
        // ρ′/ρ, the sum of the derivatives of the logarithms, is slope·over.
        let slope = (down - up) * (along * count) + (count - along) * (up * down);
        let over = 1.0 / (above * below);
        let ratio = self.z * (above * above) * over;
        let left = 1.0 - ratio;
        let per_left = 1.0 / left;
        let whole = term * per_left;
        let bent = whole * ((ratio * per_left) * (ratio * per_left) * (slope * over));
        let enough = n * left >= 8.0 && bent.abs() <= 1e-14 * sum.abs();
        enough.then_some(sum + (whole + bent))
    }

    /// The sum, and the sum of the terms' sizes.
    fn of_two_signs(&self) -> Option<(f64, f64)> {
        let Self {
            z,
            mut up,
            mut along,
            mut down,
        } = *self;
        let enough = self.enough();
        let mut term = along * z;
        let (mut sum, mut size) = (term, term.abs());
        let mut n = 1.0;
        while term.abs() > enough * size {
            n += 1.0;
            along += 1.0;
            down += 1.0;
            term *= z * (up * along) / (down * n);
            up += 1.0;
            sum += term;
            size += term.abs();
            if n > f64::from(TERMS) {
                return None;
            }
        }
        Some((sum, size))
    }
}
