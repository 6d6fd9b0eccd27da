//! The survival curve of customers who differ: shifted beta-geometric, beta-discrete-Weibull, and the
//! leaving half of beta-geometric/beta-Bernoulli.
//!
//! Ours because it is made of ratios of beta functions, whose logarithms cancel elsewhere.

use crate::numeric::gamma::ln_rising;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math;
use crate::numeric::quadrature::GAUSS_16;

/// S(t) = B(α, β + tᶜ)/B(α, β) at any real t ≥ 0, and sums of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BetaSurvival {
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
    /// 1 is the shifted beta-geometric.
    pub(crate) c: f64,
}

/// Beyond e to this, tᶜ is not computed: S is its asymptote t^(−αc) to the last bit long before.
const LN_HUGE: f64 = 650.0;

impl BetaSurvival {
    /// The shifted beta-geometric.
    pub(crate) const fn plain(alpha: f64, beta: f64) -> Self {
        Self {
            alpha,
            beta,
            c: 1.0,
        }
    }

    /// Whether c is 1.
    const fn is_plain(&self) -> bool {
        (self.c - 1.0).abs() <= 0.0
    }

    /// −ln S(t), at least 0.
    pub(crate) fn fallen(&self, t: f64) -> f64 {
        self.fallen_since(0.0, t)
    }

    /// ln S(n) − ln S(n + k), relatively precise: how much less likely it gets to be there k periods after n.
    pub(crate) fn fallen_since(&self, n: f64, k: f64) -> f64 {
        self.fallen_at(n, k, math::ln(k))
    }

    /// The same with ln k given, which may be beyond what k can be.
    fn fallen_at(&self, n: f64, k: f64, ln_k: f64) -> f64 {
        let Self { alpha, beta, c } = *self;
        if k <= 0.0 {
            return 0.0;
        }
        if self.is_plain() && ln_k < LN_HUGE {
            return ln_gamma_cross(beta + n, alpha, k);
        }
        if n <= 0.0 {
            let ln_z = c * ln_k;
            return if ln_z < LN_HUGE {
                let z = if ln_k < LN_HUGE {
                    math::pow(k, c)
                } else {
                    math::exp(ln_z)
                };
                ln_gamma_cross(beta, alpha, z)
            } else {
                alpha * ln_z - ln_rising(beta, alpha)
            };
        }
        let ln_n = math::ln(n);
        let growth = c * if ln_k < LN_HUGE {
            math::ln_1p(k / n)
        } else {
            ln_k - ln_n
        };
        let ln_base = c * ln_n;
        if ln_base > LN_HUGE - 50.0 {
            alpha * growth
        } else if ln_base + growth < LN_HUGE {
            let base = math::pow(n, c);
            ln_gamma_cross(beta + base, alpha, base * math::exp_m1(growth))
        } else {
            // growth is above 50 here, so little cancels.
            alpha * (ln_base + growth) - ln_rising(beta, alpha) - self.fallen(n)
        }
    }

    /// ln of the probability to leave at the t-th renewal of those who are there before it, and −ln of the
    /// probability to stay.
    pub(crate) fn renewal(&self, t: f64) -> (f64, f64) {
        let before = t - 1.0;
        if self.is_plain() {
            // 1 − r = α/(α + β + t − 1)
            let rest = self.beta + before;
            return (
                -math::ln_1p(rest / self.alpha),
                math::ln_1p(self.alpha / rest),
            );
        }
        let fallen = self.fallen_since(before, 1.0);
        // ln(1 − e^−f), with the digits of the side it is near to.
        let leaves = if fallen < 0.7 {
            math::ln(-math::exp_m1(-fallen))
        } else {
            math::ln_1p(-math::exp(-fallen))
        };
        (leaves, fallen)
    }

    /// Σ S(i) over i = 1 … m, for c = 1: it telescopes, (1 − e^−f)·β/(α − 1) with a difference f of log-gammas that
    /// vanishes where α − 1 does.
    pub(crate) fn first(&self, m: f64) -> f64 {
        let over = self.alpha - 1.0;
        if over >= 0.0 {
            // At α = 1 the limit, which is reached long before.
            let over = over.max(1e-30);
            let fallen = ln_gamma_cross(self.beta + 1.0, over, m);
            self.beta * (-math::exp_m1(-fallen) / over)
        } else {
            let risen = ln_gamma_cross(self.beta + self.alpha, -over, m);
            self.beta * (math::exp_m1(risen) / -over)
        }
    }

    /// Σ S(n + k)/S(n)·e^(−rate·k) over k = 0, 1, 2 …, for rate ≥ 0; with rate 0 it is finite only for αc > 1.
    /// `None` when it is beyond f64.
    ///
    /// Term by term while that is enough; from where the terms are smooth, an integral and the differences at
    /// its start (the midpoint form of Gregory's and Euler and Maclaurin's formula).
    pub(crate) fn sum(&self, n: f64, rate: f64) -> Option<f64> {
        const FIRST: f64 = 64.0;
        const LAST: f64 = 1_048_576.0;
        if rate <= 0.0 && self.c * self.alpha <= 1.0 {
            return None;
        }
        let term = |k: f64| math::exp(-self.fallen_since(n, k) - rate * k);
        // What all later terms together are at most, as a multiple of the last.
        let rest = 1.0 / math::exp_m1(rate);
        let (mut sum, mut k, mut check) = (1.0, 1.0, FIRST);
        loop {
            while k < check {
                let next = term(k);
                sum += next;
                k += 1.0;
                if next <= 0.0 || next * rest < 1e-17 * sum {
                    return Some(sum);
                }
            }
            let (correction, smooth) = start_of_integral(term, k, sum);
            if smooth || k >= LAST {
                let total = sum + (self.integral(n, rate, k - 0.5, sum) + correction);
                return total.is_finite().then_some(total);
            }
            check *= 2.0;
        }
    }

    /// ∫ S(n + k)/S(n)·e^(−rate·k) dk from `start` on, over ln k, panel by panel.
    fn integral(&self, n: f64, rate: f64, start: f64, sum: f64) -> f64 {
        const MOST_PANELS: u32 = 100_000;
        let Self { alpha, beta, c } = *self;
        let power = alpha * c;
        // From here on S is a power of t, to the last bit.
        let ln_far = (37.0 + math::ln(1.0 + alpha * (alpha + 2.0 * beta))) / c;
        let ln_f = |u: f64| {
            let k = math::exp(u);
            let discount = if rate <= 0.0 {
                0.0
            } else if k.is_finite() {
                rate * k
            } else {
                math::exp(u + math::ln(rate))
            };
            -self.fallen_at(n, k, u) - discount
        };
        // Where (n + k)ᶜ passes β the curve bends on the scale of 1/c.
        let bends = |u: f64| c > 1.0 && c * u < math::ln(1e3 * (1.0 + alpha + beta));
        let mut u = math::ln(start);
        let mut total = 0.0;
        for _ in 0..MOST_PANELS {
            let here = ln_f(u);
            let step = 1e-3;
            let slope = 1.0 + (ln_f(u + step) - here) / step;
            let widest = if bends(u) {
                0.5 / c
            } else if rate > 0.0 || c > 0.25 {
                0.5
            } else {
                4.0
            };
            let half = 0.5 * widest.min(6.0 / slope.abs());
            let middle = u + half;
            let panel: f64 = GAUSS_16
                .iter()
                .map(|(node, weight)| {
                    let at = |u: f64| math::exp(u + ln_f(u));
                    weight * (at(middle - half * node) + at(middle + half * node))
                })
                .sum();
            total += half * panel;
            u = middle + half;
            let end = ln_f(u);
            if !total.is_finite() || end.is_nan() {
                return f64::INFINITY;
            }
            if rate > 0.0 {
                // f falls at least as fast as the discount.
                if math::exp(end) <= 1e-17 * rate * (sum + total) {
                    return total;
                }
            } else if end < -740.0 {
                return total;
            } else if u > ln_far && u > 37.0 + math::ln_1p(n) {
                return total + math::exp(u + end) / (power - 1.0);
            }
        }
        f64::INFINITY
    }
}

/// Σ f(k) from `start` on, less ∫ f from `start` − ½ on; and whether f is smooth enough for that.
fn start_of_integral(term: impl Fn(f64) -> f64, start: f64, sum: f64) -> (f64, bool) {
    /// 1/δ of central differences as a series of 1/D: coefficients of δ, δ³, δ⁵ and δ⁷.
    const COEFFICIENTS: [f64; 4] = [
        1.0 / 24.0,
        -17.0 / 5760.0,
        367.0 / 967_680.0,
        -27_859.0 / 464_486_400.0,
    ];
    let f: [f64; 8] = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0].map(|i| term(start + i));
    let [first, second, third, left, right, sixth, seventh, last] = f;
    let (near, next, far, furthest) = (right - left, sixth - third, seventh - second, last - first);
    let differences = [
        near,
        next - 3.0 * near,
        far - 5.0 * next + 10.0 * near,
        furthest - 7.0 * far + 21.0 * next - 35.0 * near,
    ];
    let parts: [f64; 4] = core::array::from_fn(|i| {
        let [coefficient, difference] = [&COEFFICIENTS, &differences]
            .map(|list: &[f64; 4]| list.get(i).copied().unwrap_or(0.0));
        coefficient * difference
    });
    let [.., last] = parts;
    (parts.iter().rev().sum(), last.abs() <= 1e-16 * sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    fn table(kind: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
        rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/discrete.tsv"
        )))
        .filter(move |row| row[0] == kind)
    }

    #[test]
    fn curves_are_those_of_eighty_digits() {
        let (mut stays, mut leaves) = (Worst::default(), Worst::default());
        for row in table("survival") {
            let [alpha, beta, c, t, ln_s, ln_p] = [1, 2, 3, 4, 5, 6].map(|i| number(row[i]));
            let curve = BetaSurvival { alpha, beta, c };
            let place = || format!("{row:?}");
            stays.see(-curve.fallen(t), ln_s, place);
            leaves.see(-curve.fallen(t - 1.0) + curve.renewal(t).0, ln_p, place);
        }
        stays.gate("ln S", 4e-15);
        leaves.gate("ln P(T = t)", 4e-15);
    }

    /// The least discount there is ends where numbers do, and at once.
    #[test]
    fn next_to_no_discount_is_summed_or_beyond_all_numbers() {
        let rate = 5e-324;
        assert_eq!(BetaSurvival::plain(1e-10, 1e-10).sum(0.0, rate), None);
        assert_eq!(BetaSurvival::plain(5e-7, 4e-3).sum(7.0, rate), None);
        // S(t) ≈ (√π/2)·t^−½, and ∫ e^(−rt) t^−½ dt = √(π/r).
        let sum = BetaSurvival::plain(0.5, 1.0).sum(0.0, 1e-300).unwrap();
        let want = 0.5 * core::f64::consts::PI / math::sqrt(1e-300);
        assert!((sum / want - 1.0).abs() < 1e-9, "{sum:e} {want:e}");
    }

    #[test]
    fn sums_are_those_of_forty_digits() {
        let mut worst = Worst::default();
        for row in table("discounted") {
            let [alpha, beta, c, d, want] = [1, 2, 3, 4, 5].map(|i| number(row[i]));
            let curve = BetaSurvival { alpha, beta, c };
            let got = curve.sum(0.0, math::ln_1p(d)).unwrap();
            worst.see(got, want, || format!("{row:?}"));
        }
        worst.gate("Σ S", 1e-13);
        let mut worst = Worst::default();
        for row in table("residual") {
            let [alpha, beta, c, n, d, want] = [1, 2, 3, 4, 5, 6].map(|i| number(row[i]));
            let curve = BetaSurvival { alpha, beta, c };
            let got = math::exp(-curve.renewal(n).1) * curve.sum(n, math::ln_1p(d)).unwrap();
            worst.see(got, want, || format!("{row:?}"));
        }
        worst.gate("Σ S(t)/S(n − 1)", 1e-13);
    }
}
