//! No trap: finite and in range for every parameter and history that is accepted.

use proptest::prelude::*;
use tenure::clv::CurveClv;
use tenure::clv::history::TrialHistory;
use tenure::clv::models::RenewalModel;
use tenure::units::{DiscountRate, Period};

use super::{bdw, bgbb, sbg, trial};

/// Log-spaced: 10⁻³ to 10⁴ mostly, and everything that is accepted sometimes.
fn parameter() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => -3.0..4.0_f64,
        1 => -10.0..10.0_f64,
    ]
    .prop_map(|log| 10.0_f64.powf(log).clamp(1e-10, 1e10))
}

fn count(most: f64) -> impl Strategy<Value = u64> {
    (0.0..=most).prop_map(|log| 10.0_f64.powf(log) as u64)
}

fn history(log_most: f64) -> impl Strategy<Value = TrialHistory> {
    (count(log_most), 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(n, last, bought)| {
        let last = (last * (n + 1) as f64) as u64;
        let x = if last == 0 {
            0
        } else {
            1 + (bought * last as f64) as u64
        };
        trial(x.min(last), last, n)
    })
}

fn share(p: f64) -> bool {
    (0.0..=1.0).contains(&p) && !p.is_sign_negative()
}

fn ln_share(ln: f64) -> bool {
    (f64::MIN..=0.0).contains(&ln)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A hundred and more ages of each curve.
    #[test]
    fn curves_fall_from_one(alpha in parameter(), beta in parameter(), c in parameter(), plain in any::<bool>(), t in count(5.0), age in count(5.0)) {
        let c = if plain { 1.0 } else { c };
        let model = bdw(alpha, beta, c);
        prop_assert_eq!(model.survival(0), 1.0);
        // Far outside of 10⁻³ to 10⁴ a step may be smaller than rounding.
        let usual = [alpha, beta, c].iter().all(|p| (1e-3..=1e4).contains(p));
        let rounding = if usual { 0.0 } else { 4e-16 };
        for run in [0..60, t..t + 40, 99_980..100_000] {
            let mut before = 1.0;
            for t in run {
                let now = model.survival(t);
                prop_assert!(share(now), "{now}");
                prop_assert!(share(model.retention(t)));
                prop_assert!(ln_share(model.ln_probability(t)), "{t}: {}", model.ln_probability(t));
                prop_assert!(share(model.probability(t)));
                prop_assert!(now <= before + rounding, "{t}: {now} {before}");
                before = now;
            }
        }
        let curve = model.survival_curve(age, 30).unwrap();
        prop_assert_eq!(curve.len(), 30);
        prop_assert_eq!(curve[0], 1.0);
        prop_assert!(curve.windows(2).all(|pair| pair[1] <= pair[0]) && curve.iter().all(|s| share(*s)));
        let clv = CurveClv { period: Period::Month, discount: DiscountRate::NONE };
        prop_assert!(clv.value(curve.into_iter().map(|s| (s, 30.0))).is_ok());
    }

    /// P(T = t) sums to what has left, and retention is the ratio of survivals.
    #[test]
    fn all_leave_once(alpha in parameter(), beta in parameter(), c in -1.0..0.5_f64) {
        let model = bdw(alpha, beta, 10.0_f64.powf(c));
        let left: f64 = (1..=200).map(|t| model.probability(t)).sum();
        prop_assert!((left + model.survival(200) - 1.0).abs() <= 1e-12, "{left}");
        for t in 1..50 {
            prop_assert!((model.retention(t) * model.survival(t - 1) - model.survival(t)).abs() <= 1e-14);
        }
        // Of those who are there after 3 renewals.
        for (k, share) in (0_u64..).zip(model.survival_curve(3, 20).unwrap()) {
            prop_assert!((share * model.survival(3) - model.survival(3 + k)).abs() <= 1e-13);
        }
    }

    #[test]
    fn lifetimes_are_finite_and_ordered(alpha in parameter(), beta in parameter(), c in parameter(), plain in any::<bool>(), ln_rate in -12.0..3.0_f64, n in count(5.0)) {
        let c = if plain { 1.0 } else { c };
        let model = bdw(alpha, beta, c);
        let discount = DiscountRate::new(10.0_f64.powf(ln_rate), Period::Year).unwrap();
        let rate = discount.rate();
        let whole = model.discounted_tenure(discount, Period::Year).unwrap();
        // From the first payment alone to one for ever.
        prop_assert!((1.0..=(1.0 + 1.0 / rate) * (1.0 + 1e-12)).contains(&whole), "{whole}");
        let first = model.discounted_residual_tenure(1, discount, Period::Year).unwrap();
        prop_assert!((1.0 + first / (1.0 + rate) - whole).abs() <= 1e-12 * whole, "{first} {whole}");
        let later = model.discounted_residual_tenure(n + 1, discount, Period::Year).unwrap();
        prop_assert!(later >= 0.0 && later <= (1.0 + 1.0 / rate) * (1.0 + 1e-12));
        match model.expected_tenure() {
            Ok(mean) => prop_assert!(mean >= whole * (1.0 - 1e-12) && mean.is_finite(), "{mean} {whole}"),
            Err(error) => prop_assert!(alpha * c <= 1.0 || error.to_string().contains("largest number"), "{error} {alpha} {c}"),
        }
    }

    #[test]
    fn trials_stay_in_range(a in parameter(), b in parameter(), c in parameter(), d in parameter(), seen in history(3.0), m in count(5.0)) {
        let model = bgbb([a, b, c, d]);
        prop_assert!(ln_share(model.log_likelihood(&seen)));
        let alive = model.p_alive(&seen);
        prop_assert!(share(alive));
        prop_assert!(seen.last() < seen.opportunities() || alive == 1.0);
        prop_assert_eq!(model.p_alive_after(&seen, 0), alive);
        let (now, later) = (model.p_alive_after(&seen, m), model.p_alive_after(&seen, m + 1));
        prop_assert!(share(now) && later <= now && now <= alive);
        let (short, long) = (model.expected_purchases(&seen, m), model.expected_purchases(&seen, m + 1));
        prop_assert!(short >= 0.0 && short <= m as f64 * alive * (1.0 + 1e-12), "{short}");
        prop_assert!(long >= short * (1.0 - 1e-14) && long.is_finite());
        let new = model.expected_purchases_of_new(m);
        prop_assert!(new >= 0.0 && new <= m as f64 * (1.0 + 1e-12));
        let discount = DiscountRate::new(0.1, Period::Year).unwrap();
        let dert = model.discounted_purchases(&seen, discount, Period::Month).unwrap();
        prop_assert!(dert.is_finite() && dert >= 0.0);
        // No purchase since makes it less likely that they are still one.
        let (x, last, n) = (seen.purchases(), seen.last(), seen.opportunities());
        prop_assert!(model.p_alive(&trial(x, last, n + 1)) <= alive * (1.0 + 1e-13));
    }

    #[test]
    fn counts_sum_to_one(a in parameter(), b in parameter(), c in parameter(), d in parameter(), n in 0..40_u32) {
        let model = bgbb([a, b, c, d]);
        let shares: Vec<f64> = (0..=n).map(|k| model.probability(k, n).unwrap()).collect();
        prop_assert!(shares.iter().all(|p| share(*p)));
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() <= 1e-12);
        let mean: f64 = shares.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        prop_assert!((mean - model.expected_purchases_of_new(u64::from(n))).abs() <= 1e-12 * mean.max(1e-3));
        prop_assert_eq!(model.ln_probability(n + 1, n), Ok(f64::MIN));
    }
}

/// Ten thousand opportunities, and the ends of what is accepted.
#[test]
fn extremes() {
    let ends = [1e-10, 1e-3, 1.0, 1e4, 1e10];
    let seen = [
        trial(0, 0, 10_000),
        trial(10_000, 10_000, 10_000),
        trial(1, 1, 10_000),
        trial(5000, 7000, 10_000),
    ];
    let mut places = 0_u64..;
    for a in ends {
        for b in ends {
            for c in ends {
                for d in ends {
                    let model = bgbb([a, b, c, d]);
                    let history = &seen[(places.next().unwrap() % 4) as usize];
                    assert!(ln_share(model.log_likelihood(history)));
                    assert!(share(model.p_alive(history)));
                    assert!(model.expected_purchases(history, u64::MAX).is_finite());
                }
                let model = bdw(a, b, c);
                for t in [1, 2, 3, 1000, 100_000, u64::MAX] {
                    assert!(
                        share(model.survival(t)) && ln_share(model.ln_probability(t)),
                        "{model} {t}"
                    );
                }
            }
        }
    }
    let model = bgbb([0.5, 3.0, 0.1, 2.0]);
    assert!(ln_share(model.ln_probability(7000, 10_000).unwrap()));
    assert!(ln_share(model.ln_probability(0, 10_000).unwrap()));
}

/// γ = 1 and c = 1 are no places of their own.
#[test]
fn poles_are_crossed_smoothly() {
    let expected =
        |gamma: f64| bgbb([1.2, 0.75, gamma, 2.8]).expected_purchases(&trial(2, 4, 6), 50);
    let (at, slope) = (
        expected(1.0),
        (expected(1.0 + 1e-6) - expected(1.0 - 1e-6)) / 2e-6,
    );
    for step in [1e-15, 1e-12, 1e-9] {
        for over in [step, -step] {
            assert!(
                (expected(1.0 + over) - at - over * slope).abs() <= 4e-15 * at,
                "{over}"
            );
        }
    }
    let survival = |c: f64| bdw(0.7, 1.2, c).survival(9);
    let slope = (survival(1.0 + 1e-6) - survival(1.0 - 1e-6)) / 2e-6;
    for over in [1e-15, -1e-15, 1e-12, 1e-9, -1e-9] {
        assert!((survival(1.0 + over) - sbg(0.7, 1.2).survival(9) - over * slope).abs() <= 4e-16);
    }
}
