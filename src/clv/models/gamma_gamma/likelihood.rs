//! How likely a mean spend is, with derivatives.

use super::GammaGamma;
use crate::clv::fitting::Taylor;
use crate::numeric::{beta, gamma, math, stirling::stirling_correction};

/// ½·ln 2π
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// What depends on the parameters and the number of purchases, not on the mean: the gamma functions.
#[derive(Debug, Clone, Copy)]
pub(super) struct PerCount {
    x: f64,
    /// a = px, the shape of a mean of x purchases.
    a: f64,
    q: f64,
    v: f64,
    /// ½ ln(aq / 2π(a+q)) + Δ(a+q) − Δ(a) − Δ(q), Δ being Stirling's correction.
    front: f64,
}

/// The same with the derivatives.
#[derive(Debug, Clone, Copy)]
pub(super) struct PerCountSlopes {
    value: PerCount,
    /// ψ(a+q) − ψ(a) and ψ(a+q) − ψ(q)
    digamma: [f64; 2],
    /// ψ′(a+q) − ψ′(a), ψ′(a+q) − ψ′(q) and ψ′(a+q)
    trigamma: [f64; 3],
}

impl PerCount {
    pub(super) fn new(model: GammaGamma, x: f64) -> Self {
        let (a, q) = (model.p() * x, model.q());
        let delta = stirling_correction(a + q) - stirling_correction(a) - stirling_correction(q);
        Self {
            x,
            a,
            q,
            v: model.v(),
            front: 0.5 * math::ln(a / (a + q) * q) - HALF_LN_TAU + delta,
        }
    }

    /// Fader and Hardie (2013), equation 1a, as a density of the share u = xm/(xm + v), which is that of
    /// Beta(px, q), times du/dm = u(1 − u)/m:
    ///
    /// ```text
    /// ln f = −ln B(a, q) + a ln u + q ln(1 − u) − ln m
    ///      = front − a·g(−δ/a) − q·g(δ/q) − ln m
    /// ```
    ///
    /// where g(z) = z − ln(1 + z) ≥ 0 and δ = a(1 − u) − qu: no large terms to cancel (C. Loader's
    /// saddle-point form).
    pub(super) fn log_density(&self, m: f64) -> f64 {
        let Self { a, q, v, .. } = *self;
        let total = self.x * m;
        let sum = total + v;
        // av − q·xm with the rounding of both products taken back.
        let (left, right) = (a * v, q * total);
        let rounding = math::fma(a, v, -left) - math::fma(q, total, -right);
        let delta = ((left - right) + rounding) / sum;
        let fall = a * beta::log1p_rest(-delta / a, (a + q) / a * (total / sum))
            + q * beta::log1p_rest(delta / q, (a + q) / q * (v / sum));
        self.front - fall - math::ln(m)
    }
}

impl PerCountSlopes {
    pub(super) fn new(model: GammaGamma, x: f64) -> Self {
        let value = PerCount::new(model, x);
        let (a, q) = (value.a, value.q);
        Self {
            value,
            digamma: [gamma::digamma_rising(a, q), gamma::digamma_rising(q, a)],
            trigamma: [
                gamma::trigamma_rising(a, q),
                gamma::trigamma_rising(q, a),
                gamma::trigamma(a + q),
            ],
        }
    }

    /// ln f with its derivatives by p, q and v.
    pub(super) fn taylor(&self, m: f64) -> Taylor<3> {
        let PerCount { x, a, q, v, .. } = self.value;
        let total = x * m;
        let sum = total + v;
        let [digamma_a, digamma_q] = self.digamma;
        let [trigamma_a, trigamma_q, trigamma_n] = self.trigamma;
        // By a, q and v; a = px.
        let by_a = digamma_a - math::ln_1p(v / total);
        let by_q = digamma_q - math::ln_1p(total / v);
        let by_v = (q * total - a * v) / v / sum;
        let aq = trigamma_n;
        let av = -1.0 / sum;
        let qv = total / v / sum;
        let vv = ((a + q) / sum) / sum - q / v / v;
        Taylor {
            value: self.value.log_density(m),
            gradient: [x * by_a, by_q, by_v],
            hessian: [
                [x * x * trigamma_a, x * aq, x * av],
                [x * aq, trigamma_q, qv],
                [x * av, qv, vv],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{number, rows};
    use crate::numeric::jet::Jet;

    /// Mixed errors, |got − want|/max(1, |want|), which are what a sum of them feels.
    #[test]
    fn densities_are_those_of_sixty_digits() {
        let mut worst = (0.0_f64, Vec::new());
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/gamma_gamma.tsv"
        ))) {
            let cell = |i: usize| number(row[i]);
            let model = GammaGamma::new(cell(0), cell(1), cell(2)).unwrap();
            let (x, m, want) = (cell(3), cell(4), cell(5));
            let got = PerCount::new(model, x).log_density(m);
            let error = (got - want).abs() / want.abs().max(1.0);
            if error.is_nan() || error > worst.0 {
                worst = (error, row);
            }
        }
        println!("{worst:?}");
        assert!(worst.0 <= 2e-14, "{worst:?}");
    }

    /// The textbook form, whose derivatives nobody had to write.
    fn jet(parameters: [f64; 3], purchases: f64, mean: f64) -> Jet<3> {
        let [p, q, v] = Jet::variables(parameters);
        let shape = p.times(purchases);
        let total = v.plus(purchases * mean).ln();
        (shape + q).ln_gamma() - shape.ln_gamma() - q.ln_gamma()
            + q * v.ln()
            + shape.plus(-1.0).times(math::ln(mean))
            + shape.times(math::ln(purchases))
            - (shape + q) * total
    }

    #[test]
    fn derivatives_are_those_of_the_textbook_form() {
        for parameters in [[6.25, 3.74, 15.44], [0.3, 0.8, 400.0], [40.0, 1.7, 0.02]] {
            for (x, m) in [(1.0, 11.77), (2.0, 22.35), (7.0, 73.74), (150.0, 0.4)] {
                let model = GammaGamma::new(parameters[0], parameters[1], parameters[2]).unwrap();
                let got = PerCountSlopes::new(model, x).taylor(m);
                let want = Taylor::from(jet(parameters, x, m));
                for (got, want) in got.entries().zip(want.entries()) {
                    // Three log-gammas lose what is asked for here at x = 150.
                    let error = (got - want).abs() / want.abs().max(1.0);
                    assert!(error < 1e-11, "{parameters:?} {x} {m}: {got} {want}");
                }
            }
        }
    }
}
