//! Parameters and histories far beyond what is fitted: finite, in range, and smooth across the poles of the
//! published forms.

use tenure::units::{DiscountRate, Period};

use super::{both, close, history, weeks};

/// Uniform numbers from 0 to 1, the same every time (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        (low.ln() + self.roll() * (high / low).ln()).exp()
    }
}

/// So many random cases: x up to 10 000, times up to 10⁵, parameters from 10⁻³ to 10⁴, on logarithmic scales.
/// `TENURE_CASES=100000 cargo test --release` for as many as the bar asks.
#[test]
fn nothing_leaves_its_range() {
    let cases = std::env::var("TENURE_CASES").map_or(600, |n| n.parse().unwrap());
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let rate = DiscountRate::new(0.15, Period::Year).unwrap();
    for case in 0..cases {
        let parameters = [(); 4].map(|()| dice.between(1e-3, 1e4));
        let x = if dice.roll() < 0.3 {
            0
        } else {
            dice.between(1.0, 1e4) as u64
        };
        let age = dice.between(1e-3, 1e5);
        let last = match (x, dice.roll()) {
            (0, _) => 0.0,
            (_, share) if share < 0.2 => age, // trap T4
            (_, share) => age * share,
        };
        let t = dice.between(1e-3, 1e5);
        let (customer, ahead, further) = (history(x, last, age), weeks(t), weeks(1.3 * t));
        let n = dice.between(1.0, 1e4) as u64 - 1;
        for model in both(parameters) {
            let what = format!("case {case}: {parameters:?} {customer:?} {t}");
            assert!(model.log_likelihood(&customer).is_finite(), "{what}");
            let alive = model.p_alive(&customer);
            assert!((0.0..=1.0).contains(&alive), "{what}: {alive}");
            let [later, last] = [ahead, further].map(|t| model.p_alive_after(&customer, t));
            assert!(
                later <= alive && last <= later * (1.0 + 1e-11) && last >= 0.0,
                "{what}: {later} {last}"
            );
            let [some, more] = [ahead, further].map(|t| model.expected_purchases(&customer, t));
            assert!(
                some >= 0.0 && more.is_finite() && some <= more * (1.0 + 1e-11),
                "{what}: {some} {more}"
            );
            let new = model.expected_purchases_of_new(ahead);
            assert!(new > 0.0 && new.is_finite(), "{what}: {new}");
            let ln = model.ln_probability(n, ahead);
            assert!(ln.is_finite() && ln <= 0.0, "{what}: {n} {ln}");
            let all = model.discounted_purchases(&customer, rate).unwrap();
            assert!(all >= 0.0 && all.is_finite(), "{what}: {all}");
        }
    }
}

/// With next to no history a customer is a new one.
#[test]
fn without_a_history_everybody_is_new() {
    let mut dice = Dice(7);
    for _ in 0..200 {
        let parameters = [(); 4].map(|()| dice.between(0.05, 20.0));
        let t = weeks(dice.between(0.1, 1e3));
        for model in both(parameters) {
            let new = model.expected_purchases_of_new(t);
            close(
                model.expected_purchases(&history(0, 0.0, 1e-12), t),
                new,
                1e-9,
            );
        }
    }
}

/// a = 1, a + b = 1 and a + b + x = 1 + r are poles, or zeros over zero, elsewhere (trap T2).
#[test]
fn the_poles_are_crossed_smoothly() {
    let crossings: [fn(f64) -> [f64; 4]; 3] = [
        |e| [0.5, 5.0, 1.0 + e, 2.5],
        |e| [0.5, 5.0, 0.4, 0.6 + e],
        |e| [0.5 + e, 5.0, 0.9, 0.6],
    ];
    for at in crossings {
        for x in [0, 2] {
            let customer = history(x, if x == 0 { 0.0 } else { 30.0 }, 39.0);
            for which in 0..2 {
                let ask = |e: f64| both(at(e))[which].expected_purchases(&customer, weeks(52.0));
                let here = ask(0.0);
                for e in [1e-15, 1e-12, 1e-9, 1e-6] {
                    close(ask(e), here, 1e-13 + 2.0 * e);
                    close(ask(-e), here, 1e-13 + 2.0 * e);
                    // Straight through: the mean of both sides is the middle.
                    close(0.5 * (ask(e) + ask(-e)), here, 1e-11 + e * e);
                }
            }
        }
    }
}

/// Beyond what f64 has a probability's logarithm is still a number.
#[test]
fn probabilities_below_f64_have_logarithms() {
    for model in both([0.243, 4.414, 0.793, 2.426]) {
        let ln = model.ln_probability(100_000, weeks(2.0));
        assert!(ln < -100_000.0 && ln > -200_000.0, "{ln}");
        assert!(model.ln_probability(u64::MAX, weeks(1e-9)).is_finite());
        assert!(model.ln_probability(u64::MAX, weeks(1e12)).is_finite());
        assert!(model.ln_probability(3, weeks(5e-324)) >= f64::MIN);
    }
}
