//! What must hold whatever the parameters and the customer.

use proptest::prelude::*;
use tenure::clv::models::{BgNbd, MbgNbd, PurchaseModel};
use tenure::units::{DiscountRate, Period, TimeUnit};

use super::{both, close, history, weeks};

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (low.ln()..high.ln()).prop_map(f64::exp)
}

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    let shape = || log_uniform(0.05, 20.0);
    (shape(), log_uniform(0.1, 100.0), shape(), shape())
        .prop_map(|(r, alpha, a, b)| [r, alpha, a, b])
}

/// x, tₓ and T in weeks.
fn customer() -> impl Strategy<Value = (u64, f64, f64)> {
    (0..60_u64, 0.01..1.0_f64, 1.0..500.0_f64)
        .prop_map(|(x, share, age)| (x, if x == 0 { 0.0 } else { share * age }, age))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The longer the silence, the likelier they have left; one purchase more does not matter to that.
    #[test]
    fn p_alive_falls_with_silence(parameters in parameters(), (x, last, age) in customer(), more in 0.1..300.0) {
        for model in both(parameters) {
            let [now, later] = [age, age + more].map(|age| model.p_alive(&history(x, last, age)));
            prop_assert!((0.0..=1.0).contains(&now));
            prop_assert!(later <= now);
            // Buying right now they are as alive as they ever get with x purchases.
            if x > 0 {
                prop_assert!(now <= model.p_alive(&history(x, age, age)));
            }
        }
    }

    /// To be a customer later one has to be one now.
    #[test]
    fn p_alive_later_is_less(parameters in parameters(), (x, last, age) in customer(), t in log_uniform(0.01, 1e4)) {
        for model in both(parameters) {
            let customer = history(x, last, age);
            let steps = [model.p_alive(&customer), model.p_alive_after(&customer, weeks(t)), model.p_alive_after(&customer, weeks(2.0 * t))];
            prop_assert!(steps[1] <= steps[0] && steps[2] <= steps[1] * (1.0 + 1e-12), "{steps:?}");
            prop_assert!(model.p_alive_after(&customer, weeks(1e-9)) >= steps[0] * (1.0 - 1e-6));
        }
    }

    /// Purchases add up with time, from nothing, and never to more than without leaving.
    #[test]
    fn purchases_grow_with_time(parameters in parameters(), (x, last, age) in customer(), t in log_uniform(0.01, 1e4)) {
        let [r, alpha, ..] = parameters;
        for model in both(parameters) {
            let customer = history(x, last, age);
            let [less, more] = [t, 1.5 * t].map(|t| model.expected_purchases(&customer, weeks(t)));
            prop_assert!(0.0 <= less && less <= more * (1.0 + 1e-12));
            let unlimited = model.p_alive(&customer) * (r + x as f64) / (alpha + age) * t;
            prop_assert!(less <= unlimited * (1.0 + 1e-12));
        }
    }

    /// Counting in days, the same customers: only the likelihood is per day then.
    #[test]
    fn the_unit_is_a_matter_of_taste([r, alpha, a, b] in parameters(), (x, last, age) in customer(), t in 0.1..500.0) {
        let customer = history(x, last, age);
        let day = TimeUnit::DAY;
        let week = BgNbd::new(r, alpha, a, b, TimeUnit::WEEK).unwrap();
        let daily = week.in_unit(day).unwrap();
        prop_assert_eq!(daily.unit(), day);
        // Relatively as good as (r + x)·ln((α + T)/(α + tₓ)) is absolutely.
        let good = 1e-13 * (1.0 + (r + x as f64) * (1.0 + age / last.max(alpha)).ln());
        close(daily.p_alive(&customer), week.p_alive(&customer), good);
        close(daily.expected_purchases(&customer, weeks(t)), week.expected_purchases(&customer, weeks(t)), 1e-11 + good);
        let moved = week.log_likelihood(&customer) - x as f64 * 7.0_f64.ln();
        prop_assert!((daily.log_likelihood(&customer) - moved).abs() < 1e-11 * (1.0 + moved.abs()));
        let rate = DiscountRate::new(0.1, Period::Year).unwrap();
        close(daily.discounted_purchases(&customer, rate).unwrap(), week.discounted_purchases(&customer, rate).unwrap(), 1e-11 + good);
    }

    /// A higher discount is worth less; next to none, what there is without.
    #[test]
    fn discount_takes_off(parameters in parameters(), (x, last, age) in customer(), rate in 0.001..2.0) {
        for model in both(parameters) {
            let customer = history(x, last, age);
            let at = |rate| model.discounted_purchases(&customer, DiscountRate::new(rate, Period::Year).unwrap()).unwrap();
            let (low, high) = (at(rate), at(1.5 * rate));
            prop_assert!(0.0 <= high && high <= low * (1.0 + 1e-12));
            // Within a horizon as long as money lasts, at least a third of it (1 − 1/e of the discount is left there).
            let horizon = weeks((365.0 / 7.0) / (1.0 + rate).ln());
            prop_assert!(low <= 2.0 * model.expected_purchases(&customer, horizon).max(1e-300) * 2.0 || model.p_alive(&customer) == 0.0);
        }
    }
}

/// Every number of purchases has a probability; together 1, and on average what is expected.
#[test]
fn probabilities_add_up() {
    for parameters in [
        [0.243, 4.414, 0.793, 2.426],
        [2.5, 10.0, 1.0, 3.0],
        [8.0, 40.0, 0.4, 0.6],
    ] {
        for t in [1.0, 20.0, 39.0] {
            for model in both(parameters) {
                let (mut total, mut mean) = (0.0, 0.0);
                for n in 0..1_500 {
                    let p = model.ln_probability(n, weeks(t)).exp();
                    total += p;
                    mean += n as f64 * p;
                }
                assert!((total - 1.0).abs() < 1e-12, "{parameters:?} {t}: {total}");
                close(mean, model.expected_purchases_of_new(weeks(t)), 1e-10);
            }
        }
    }
}

/// ∫ δ·e^−δt·E[X(T, T+t)] dt is what all purchases to come are worth, by Simpson's rule in t = −ln(s)/δ.
#[test]
fn discounted_purchases_are_purchases_discounted() {
    let discount = DiscountRate::continuous(0.05, Period::Week).unwrap();
    for model in both([0.5, 6.0, 1.2, 2.0]) {
        let customer = history(4, 20.0, 25.0);
        let n = 4_000;
        // s = v², which is smooth where t runs to infinity.
        let at =
            |v: f64| 2.0 * v * model.expected_purchases(&customer, weeks(-2.0 * v.ln() / 0.05));
        let sum: f64 = (1..n)
            .map(|k| (if k % 2 == 1 { 4.0 } else { 2.0 }) * at(f64::from(k) / f64::from(n)))
            .sum();
        let integral = sum / (3.0 * f64::from(n));
        close(
            model.discounted_purchases(&customer, discount).unwrap(),
            integral,
            1e-6,
        );
    }
}

/// Customers drawn one by one: how many are still there, how many bought how often. (A fixed seed.)
#[test]
fn drawn_customers_are_as_foretold() {
    let (draws, horizon) = (20_000_u64, weeks(52.0));
    let [r, alpha, a, b] = [0.8, 6.0, 0.7, 1.6];
    let week = TimeUnit::WEEK;
    let bg = BgNbd::new(r, alpha, a, b, week).unwrap();
    let mbg = MbgNbd::new(r, alpha, a, b, week).unwrap();
    for (model, alive) in [
        (&bg as &dyn PurchaseModel, bg.p_alive_of_new(horizon)),
        (&mbg, mbg.p_alive_of_new(horizon)),
    ] {
        let (mut there, mut bought, mut squares, mut thrice) = (0.0, 0.0, 0.0, 0.0);
        for seed in 0..draws {
            let customer = model.simulate(horizon, seed).unwrap();
            let n = customer.purchases.len() as f64;
            there += f64::from(u8::from(customer.left.is_none()));
            thrice += f64::from(u8::from(n == 3.0));
            bought += n;
            squares += n * n;
        }
        let n = draws as f64;
        let near = |share: f64, p: f64| {
            let deviation = (p * (1.0 - p) / n).sqrt();
            assert!((share - p).abs() < 4.0 * deviation, "{share} {p}");
        };
        near(there / n, alive);
        near(thrice / n, model.ln_probability(3, horizon).exp());
        let mean = bought / n;
        let deviation = ((squares / n - mean * mean) / n).sqrt();
        let expected = model.expected_purchases_of_new(horizon);
        assert!(
            (mean - expected).abs() < 4.0 * deviation,
            "{mean} {expected}"
        );
    }
}
