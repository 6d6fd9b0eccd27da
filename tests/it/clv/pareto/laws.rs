//! What holds for all parameters and histories.

use proptest::prelude::*;
use tenure::clv::models::PurchaseModel;
use tenure::units::{DiscountRate, Period, TimeUnit};

use super::{days, history, model};

const DAY: TimeUnit = TimeUnit::DAY;

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (low..high).prop_map(|x| 10_f64.powf(x))
}

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    prop::array::uniform4(prop_oneof![4 => log_uniform(-3.0, 4.0), 1 => Just(1.0), 1 => Just(10.0)])
}

fn age() -> impl Strategy<Value = f64> {
    log_uniform(-2.0, 5.0)
}

/// x, tₓ/T.
fn recency() -> impl Strategy<Value = (u64, f64)> {
    let x = prop_oneof![
        Just(0),
        1..10_u64,
        (0.0..4.0).prop_map(|x| 10_f64.powf(x) as u64)
    ];
    let share = prop_oneof![3 => 1e-6..1.0_f64, 1 => Just(1.0), 1 => log_uniform(-12.0, -1.0).prop_map(|x| 1.0 - x)];
    (x, share).prop_map(|(x, share)| if x == 0 { (0, 0.0) } else { (x, share) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn everything_is_finite_and_in_range(
        p in parameters(), (x, share) in recency(), age in age(), t in age(), rate in log_uniform(-6.0, 1.0), n in 0..10_000_u64,
    ) {
        let model = model(p, DAY);
        let history = history(x, share * age, age, DAY);
        prop_assert!(model.log_likelihood(&history).is_finite());
        let alive = model.p_alive(&history);
        prop_assert!((0.0..=1.0).contains(&alive));
        if share == 1.0 {
            prop_assert_eq!(alive, 1.0);
        }
        let later = model.p_alive_after(&history, days(t));
        prop_assert!((0.0..=alive).contains(&later), "{later} {alive}");
        let (soon, more) = (model.expected_purchases(&history, days(t)), model.expected_purchases(&history, days(2.0 * t)));
        prop_assert!(soon.is_finite() && soon >= 0.0 && soon <= more * (1.0 + 1e-14) && more.is_finite());
        let rate = DiscountRate::continuous(rate, Period::Day).unwrap();
        let endless = model.discounted_purchases(&history, rate).unwrap();
        prop_assert!(endless.is_finite() && endless >= 0.0);
        if let Ok(all) = model.discounted_purchases(&history, DiscountRate::NONE) {
            prop_assert!(p[2] > 1.0 && endless <= all * (1.0 + 1e-13) && soon <= all * (1.0 + 1e-13));
        } else {
            prop_assert!(p[2] <= 1.0);
        }
        let ln = model.ln_probability(n, days(t));
        prop_assert!(ln.is_finite() && ln <= 0.0);
    }

    /// The longer the silence, the less likely they are there; nothing jumps at tₓ = T.
    #[test]
    fn silence_speaks_against_being_there(p in parameters(), (x, share) in recency(), age in age(), more in log_uniform(-6.0, 1.0)) {
        let model = model(p, DAY);
        let now = model.p_alive(&history(x, share * age, age, DAY));
        let later = model.p_alive(&history(x, share * age, age * (1.0 + more), DAY));
        prop_assert!(later <= now * (1.0 + 1e-12), "{now} {later}");
        let just = model.p_alive(&history(x.max(1), age, age * (1.0 + 1e-15), DAY));
        prop_assert!(just > 1.0 - 1e-9, "{just}");
    }

    /// α and β in other units are the same model; a density per week is seven times that per day.
    #[test]
    fn units_do_not_matter(p in parameters(), (x, share) in recency(), age in age(), t in age(), n in 0..50_u64) {
        let daily = model(p, DAY);
        let weekly = daily.in_unit(TimeUnit::WEEK).unwrap();
        let history = history(x, share * age, age, DAY);
        let near = |a: f64, b: f64, bar: f64| a == b || (a - b).abs() <= bar * a.abs().max(b.abs());
        // P(alive) is e to this power, each digit of which is one of its own.
        let bar = 1e-13 * (1.0 - daily.p_alive(&history).max(1e-300).ln()) + 1e-15 * x as f64;
        prop_assert!(near(daily.p_alive(&history), weekly.p_alive(&history), bar));
        prop_assert!(near(daily.expected_purchases(&history, days(t)), weekly.expected_purchases(&history, days(t)), bar));
        let shift = x as f64 * 7_f64.ln();
        let (a, b) = (daily.log_likelihood(&history) + shift, weekly.log_likelihood(&history));
        prop_assert!((a - b).abs() <= 1e-13 * (1.0 + a.abs() + shift + 10.0 * x as f64), "{a} {b}");
        prop_assert!((daily.ln_probability(n, days(t)) - weekly.ln_probability(n, days(t))).abs() < 1e-10);
        let rate = DiscountRate::new(0.1, Period::Year).unwrap();
        let (a, b) = (daily.discounted_purchases(&history, rate).unwrap(), weekly.discounted_purchases(&history, rate).unwrap());
        prop_assert!(near(a, b, bar));
    }

    /// T2: s = 1, α = β and γ's branches are crossed smoothly.
    #[test]
    fn nothing_jumps(p in parameters(), (x, share) in recency(), age in age(), t in age(), which in 0..4_usize) {
        let history = history(x, share * age, age, DAY);
        for special in [p[which], 1.0, p[1], p[3]] {
            let at = |by: f64| {
                let mut p = p;
                p[which] = special * (1.0 + by);
                model(p, DAY)
            };
            let (below, above) = (at(-1e-10), at(1e-10));
            let steep = 1.0 + x as f64 + 10.0 * p[which].max(special) + p[0] + p[2];
            let bar = 1e-9 * steep * 30.0;
            let ln = |model: &tenure::clv::models::ParetoNbd| [
                model.log_likelihood(&history), model.p_alive(&history).max(1e-300).ln(),
                model.expected_purchases(&history, days(t)).max(1e-300).ln(), model.ln_probability(3, days(t)),
            ];
            for (a, b) in ln(&below).into_iter().zip(ln(&above)) {
                prop_assert!((a - b).abs() <= bar + 1e-12 * a.abs(), "{a} {b} {bar}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// ΣP = 1 and Σn·P = E X(t).
    #[test]
    fn counts_add_up(r in 0.3..8.0_f64, s in 0.05..20.0_f64, beta in log_uniform(-2.0, 3.0), mean in 0.1..5.0_f64) {
        let t = 30.0;
        let model = model([r, r * t / mean, s, beta], DAY);
        let (mut sum, mut purchases) = (0.0, 0.0);
        for n in 0..400_u64 {
            let p = model.ln_probability(n, days(t)).exp();
            sum += p;
            purchases += n as f64 * p;
        }
        let expected = model.expected_purchases_of_new(days(t));
        prop_assert!((sum - 1.0).abs() < 1e-8, "{sum}");
        prop_assert!((purchases - expected).abs() < 1e-6 * (1.0 + expected), "{purchases} {expected}");
    }
}

/// A new customer is the limit of a history of no length, and what is discounted a little is nearly all.
#[test]
fn limits_meet() {
    let model = model([0.6, 12.0, 1.7, 30.0], DAY);
    let fresh = history(0, 0.0, 1e-9, DAY);
    for t in [0.1, 10.0, 1e4] {
        let (new, known) = (
            model.expected_purchases_of_new(days(t)),
            model.expected_purchases(&fresh, days(t)),
        );
        assert!((new / known - 1.0).abs() < 1e-9, "{new} {known}");
    }
    let slow = DiscountRate::continuous(1e-12, Period::Day).unwrap();
    let (all, nearly) = (
        model
            .discounted_purchases_of_new(DiscountRate::NONE)
            .unwrap(),
        model.discounted_purchases_of_new(slow).unwrap(),
    );
    assert!(
        nearly < all && nearly > all * (1.0 - 1e-6),
        "{nearly} {all}"
    );
    assert!((all - 0.6 / 12.0 * 30.0 / 0.7).abs() < 1e-12);
}
