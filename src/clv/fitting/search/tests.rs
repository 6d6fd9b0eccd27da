#![allow(
    clippy::disallowed_methods,
    reason = "surfaces to climb, of which no bits are promised"
)]

use super::*;
use crate::clv::fitting::Taylor;
use crate::numeric::jet::Jet;

/// A surface over the logarithms u of the parameters, with Σ over `blocks` equal parts.
struct Surface<F> {
    f: F,
    blocks: usize,
}

impl<const P: usize, F> Objective<P> for Surface<F>
where
    F: Fn([Jet<P>; P]) -> Jet<P> + Sync,
{
    type Point = [f64; P];

    fn point(&self, parameters: &[f64; P]) -> [f64; P] {
        *parameters
    }

    fn blocks(&self) -> usize {
        self.blocks
    }

    fn block(&self, _: usize, point: &[f64; P]) -> Taylor<P> {
        let mut part = Taylor::ZERO;
        let whole = (self.f)(Jet::variables(*point).map(Jet::ln));
        part.add(&whole.into(), 1.0 / self.blocks as f64);
        part
    }
}

fn runaway(parameter: usize, upwards: bool, _: &[f64]) -> Error {
    Error::Unbounded {
        what: "surface",
        parameter: ["x", "y", "z"][parameter],
        upwards,
        because: "it does",
    }
}

fn options<const P: usize>(starts: &[[f64; P]]) -> Search<'_, P> {
    Search {
        what: "surface",
        starts,
        pulls: [Pull::default(); P],
        observations: 1000.0,
        max_iterations: 100,
        parallel: false,
        runaway,
        flat: "all fit alike",
    }
}

fn top<const P: usize>(
    f: impl Fn([Jet<P>; P]) -> Jet<P> + Sync,
    starts: &[[f64; P]],
) -> Result<Maximum<P>> {
    maximise(&Surface { f, blocks: 1 }, &options(starts))
}

fn square<const P: usize>(u: Jet<P>) -> Jet<P> {
    u * u
}

fn ran_off(outcome: Result<impl std::fmt::Debug>) -> (&'static str, bool) {
    match outcome {
        Err(Error::Unbounded {
            parameter, upwards, ..
        }) => (parameter, upwards),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_top_of_a_hill_is_found_from_anywhere_to_the_last_digits() {
    // At ln x = 1, ln y = −2; quartic, so that Newton has something to do.
    let hill = |[u, v]: [Jet<2>; 2]| {
        let (a, b) = (u.plus(-1.0), v.plus(2.0) + u.plus(-1.0).times(0.3));
        -(square(a).times(40.0) + square(square(a)) + square(b).times(0.5)) + Jet::constant(-9e3)
    };
    for start in [[1.0, 1.0], [1e-8, 1e8], [3e9, 3e-9], [2.7, 0.13]] {
        let end = top(hill, &[start]).unwrap_or_else(|e| panic!("{start:?}: {e}"));
        let [x, y] = end.parameters;
        assert!((x / 1.0_f64.exp() - 1.0).abs() < 1e-13, "{end:?}");
        assert!((y / (-2.0_f64).exp() - 1.0).abs() < 1e-13, "{end:?}");
        // Information [[80.09, 0.3], [0.3, 1]], so the variance of ln x is 1/80, that of ln y 80.09/80.
        assert!((end.covariance[0][0] / (x * x / 80.0) - 1.0).abs() < 1e-12);
        assert!((end.covariance[1][1] / (y * y * 80.09 / 80.0) - 1.0).abs() < 1e-12);
        assert!((end.covariance[0][1] / (x * y * -0.3 / 80.0) - 1.0).abs() < 1e-12);
        assert!(end.convergence.iterations <= 20 && !end.penalised);
    }
}

/// T8: a log-likelihood whose rounding hides the last steps is no failure, at the top or anywhere.
#[test]
fn rounding_is_never_taken_for_a_failure() {
    for noise in [1e-12, 1e-9, 1e-7, 1e-5] {
        let rough = move |[u, v]: [Jet<2>; 2]| {
            let smooth = -(square(u).times(300.0) + square(v - u).times(2.0)) - square(square(v));
            // As good as random: the last bits of the place.
            let bits = (u.value.to_bits() ^ v.value.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            smooth.plus(-9582.4 + noise * ((bits >> 40) as f64 / f64::from(1 << 24) - 0.5))
        };
        for start in [
            [1.0, 1.0],
            [1.000_001, 0.999_999],
            [1.001, 1.0],
            [3.0, 0.2],
            [40.0, 1e-3],
        ] {
            let end = top(rough, &[start]).unwrap();
            for p in end.parameters {
                assert!(
                    (p - 1.0).abs() < 1e-10,
                    "noise {noise:e}, {start:?}: {end:?}"
                );
            }
        }
    }
}

#[test]
fn parameters_that_run_off_are_told_with_their_direction() {
    let falls = |u: Jet<1>, scale: f64| -(u.times(scale).exp());
    for scale in [1.0, 0.2, 3.0] {
        let up = top(|[u]: [Jet<1>; 1]| falls(u, -scale).plus(-500.0), &[[1.0]]);
        assert_eq!(ran_off(up), ("x", true));
        let down = top(|[u]: [Jet<1>; 1]| falls(u, scale).plus(-500.0), &[[1.0]]);
        assert_eq!(ran_off(down), ("x", false));
    }
    // Slower than any power: it leaves the range before the gain vanishes.
    let slow = top(
        |[u]: [Jet<1>; 1]| -(u.plus(30.0).recip()).times(1e3),
        &[[1.0]],
    );
    assert_eq!(ran_off(slow), ("x", true));
    // Two of three, in a fixed proportion; the third has its place.
    let pair = |[u, v, w]: [Jet<3>; 3]| {
        let valley = square(v - w).times(50.0) + square(u.plus(1.0)).times(20.0);
        -(valley + (-w).exp().times(30.0)).plus(1e4)
    };
    assert_eq!(ran_off(top(pair, &[[1.0; 3]])), ("y", true));
}

#[test]
fn parameters_that_fit_alike_are_told_from_those_that_run_off() {
    for blocks in [1, 3, 1000] {
        // Only x/y counts, as in one period of a geometric model.
        let f = |[u, v]: [Jet<2>; 2]| {
            let ratio = u - v;
            -(ratio.exp().ln_1p().times(700.0) + (-ratio).exp().ln_1p().times(300.0))
        };
        for start in [[1.0, 1.0], [0.3, 7.0], [1e5, 1e-3]] {
            let end = maximise(&Surface { f, blocks }, &options(&[start]));
            let text = end.unwrap_err().to_string();
            assert_eq!(
                text,
                "surface cannot be identified from these data: all fit alike"
            );
        }
    }
    // Nothing counts at all.
    assert!(matches!(
        top(|[u]: [Jet<1>; 1]| u.times(0.0), &[[1.0]]),
        Err(Error::NotIdentified { .. })
    ));
}

#[test]
fn a_hardly_known_parameter_is_not_an_unknown_one() {
    // Standard errors of 0.01 and 100 in logarithms: 10⁸ between the informations.
    let f = |[u, v]: [Jet<2>; 2]| {
        -(square(u + v).times(5e3) + square(u - v.plus(4.0)).times(5e-5)).plus(1e4)
    };
    let end = top(f, &[[1.0, 1.0]]).unwrap();
    assert!((end.condition_number / 1e8 - 1.0).abs() < 1e-6);
    assert!((end.parameters[0].ln() - 2.0).abs() < 1e-6);
}

#[test]
fn a_saddle_is_left_and_the_best_of_several_tops_is_taken() {
    // Tops next to u = ±1, the right one higher, a saddle between them.
    let f = |tilt: f64| {
        move |[u, v]: [Jet<2>; 2]| {
            -(square(square(u).plus(-1.0)) + square(v)).times(10.0) + u.times(tilt)
        }
    };
    let end = top(f(0.0), &[[1.0, 1.0]]).unwrap();
    assert!(
        (end.parameters[0].ln().abs() - 1.0).abs() < 1e-12,
        "{end:?}"
    );
    let low = top(f(0.1), &[[0.1, 1.0]]).unwrap();
    assert!(low.parameters[0] < 1.0);
    let high = top(f(0.1), &[[0.1, 1.0], [10.0, 1.0]]).unwrap();
    assert_eq!(high, top(f(0.1), &[[10.0, 1.0], [0.1, 1.0]]).unwrap());
    assert!(high.parameters[0] > 1.0 && high.log_likelihood > low.log_likelihood);
    assert!(high.convergence.passes > low.convergence.passes);
}

#[test]
fn a_used_up_budget_and_starts_without_a_value_are_failures() {
    let hill = |[u]: [Jet<1>; 1]| -square(u.plus(-8.0));
    let mut search = options(&[[1.0]]);
    search.max_iterations = 2;
    let surface = Surface { f: hill, blocks: 1 };
    let text = maximise(&surface, &search).unwrap_err().to_string();
    assert_eq!(
        text,
        "surface did not converge in 2 iterations (largest mean gradient 8e-3)"
    );
    let half = |[u]: [Jet<1>; 1]| -square(u.ln().plus(-0.5));
    assert!(matches!(
        top(half, &[[0.5]]),
        Err(Error::NotConverged { .. })
    ));
    let end = top(half, &[[0.5], [2.0]]).unwrap();
    assert!((end.parameters[0].ln().ln() - 0.5).abs() < 1e-12);
}

/// −∞ beside the way: steps that lead there are halved.
#[test]
fn steps_out_of_the_domain_are_shortened() {
    // ln(1 − u) ends at u = 1; the top is close to it.
    let f = |[u]: [Jet<1>; 1]| (-u).plus(1.0).ln() + u.times(1e4);
    let end = top(f, &[[1.0]]).unwrap();
    assert!((end.parameters[0].ln() - (1.0 - 1e-4)).abs() < 1e-11);
    assert!(end.convergence.step_halvings > 0);
}

#[test]
fn pulls_are_taken_off_and_named_a_penalty() {
    let mut search = options(&[[1.0]]);
    let pull = Pull {
        centre: 3.0,
        weight: 5.0,
    };
    search.pulls = [pull.and(Pull::default()).and(Pull {
        centre: 1.0,
        weight: 5.0,
    })];
    // 10 at 0 against 5 at 3 and 5 at 1: the mean is 1.
    let f = |[u]: [Jet<1>; 1]| -square(u).times(5.0);
    let end = maximise(&Surface { f, blocks: 1 }, &search).unwrap();
    assert!((end.parameters[0].ln() - 1.0).abs() < 1e-14 && end.penalised);
    assert!((end.log_likelihood + 5.0).abs() < 1e-13);
    assert!((end.covariance[0][0] / end.parameters[0].powi(2) - 1.0 / 20.0).abs() < 1e-14);
}

#[test]
fn threads_and_the_number_of_passes_change_nothing() {
    let looked = std::sync::atomic::AtomicU32::new(0);
    let f = |[u, v]: [Jet<2>; 2]| {
        looked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        -(square(u.plus(-0.3)).times(3e3) + square(v - u.times(0.7)).exp_m1().times(1e3))
    };
    let surface = Surface { f, blocks: 37 };
    let mut search = options(&[[1.0, 1.0]]);
    let serial = maximise(&surface, &search).unwrap();
    let passes = looked.load(std::sync::atomic::Ordering::Relaxed) / 37;
    assert_eq!(serial.convergence.passes, passes);
    search.parallel = true;
    assert_eq!(maximise(&surface, &search).unwrap(), serial);
}
