//! Discounts future purchases.

use crate::numeric::math;
use crate::numeric::quadrature::halves::integral;

/// ∫ e^(−force·t) dC(t) over t from 0 to 1, C(t) being the purchases expected until then.
///
/// Integrated by parts, e^(−force)·C(1) + force·∫ e^(−force·t) C(t) dt: it needs C alone, and nothing cancels.
pub(super) fn within(force: f64, expected: &dyn Fn(f64) -> f64) -> f64 {
    let at_end = math::exp(-force) * expected(1.0);
    if force <= 0.0 {
        return at_end;
    }
    // e^−750 underflows to 0.
    let end = (750.0 / force).min(1.0);
    let density = |t: f64| force * math::exp(-force * t) * expected(t);
    at_end + integral(&density, end)
}

/// Σ (C(k) − C(k − 1))·fᵏ over k from 1 to n with f = e^(−force), C(k) being the purchases expected in k steps.
///
/// Summed as fⁿ·C(n) + (1 − f)·Σ C(k)·fᵏ over k from 1 to n − 1: nothing cancels.
pub(super) fn in_steps(force: f64, steps: u32, expected: &dyn Fn(f64) -> f64) -> f64 {
    let term = |k: u32| math::exp(-force * f64::from(k)) * expected(f64::from(k));
    let last = term(steps);
    if force <= 0.0 {
        return last;
    }
    let before: f64 = (1..steps).map(term).sum();
    last - math::exp_m1(-force) * before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-12 * want.abs(), "{got:e} {want:e}");
    }

    /// C(t) = rt: r(1 − e^−force)/force, whatever the force; in steps a geometric sum.
    #[test]
    fn of_a_steady_rate_they_are_annuities() {
        for force in [1e-12, 1e-3, 0.1, 1.0, 30.0, 1e4, 1e9] {
            close(
                within(force, &|t| 3.0 * t),
                -3.0 * math::exp_m1(-force) / force,
            );
        }
        close(within(0.0, &|t| 3.0 * t), 3.0);
        for force in [1e-9, 0.01, 2.0] {
            let f = math::exp(-force);
            let want = 3.0 * f * math::exp_m1(-12.0 * force) / math::exp_m1(-force);
            close(in_steps(force, 12, &|k| 3.0 * k), want);
        }
        close(in_steps(0.0, 12, &|k| 3.0 * k), 36.0);
        close(in_steps(0.01, 1, &|k| 3.0 * k), 3.0 * math::exp(-0.01));
    }

    /// C(t) = ln(1 + t/a), of customers who are gone soon: a horizon of a million of their times, by substitution
    /// ∫ e^(−force·t)/(a + t) dt = e^(force·a)·(E₁(force·a) − E₁(force·(a + 1))) (values of E₁ by mpmath).
    #[test]
    fn a_long_horizon_finds_what_happens_at_its_beginning() {
        let a = 1e-6;
        let got = within(1.0, &|t| math::ln_1p(t / a));
        // mpmath: exp(1e-6)*(e1(1e-6)-e1(1+1e-6)).
        close(got, A_MILLIONTH);
    }

    const A_MILLIONTH: f64 = 13.018_925_345_464_88;
}
