//! Nothing that a purchase model is asked over a wide range of parameters and histories comes back as what it
//! cannot be: random cases, the same for all models.
//!
//! `TENURE_CASES` sets how many cases there are for each model; 100 000 are the bar, far fewer the default.

use core::fmt::Write as _;
use std::collections::BTreeMap;
use std::time::Instant;

use tenure::clv::history::PurchaseHistory;
use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

const WEEK: TimeUnit = TimeUnit::WEEK;

fn weeks(t: f64) -> Horizon {
    Horizon::new(t, Period::Week).unwrap()
}

fn history(x: u64, last: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::new(x, last, age, WEEK).unwrap()
}

type Made = fn([f64; 4]) -> Box<dyn PurchaseModel>;

/// Each model of four parameters; the NBD has the first two.
const MODELS: [(&str, Made); 4] = [
    ("NBD", |[r, alpha, ..]| {
        Box::new(Nbd::new(r, alpha, WEEK).unwrap())
    }),
    ("BG/NBD", |[r, alpha, a, b]| {
        Box::new(BgNbd::new(r, alpha, a, b, WEEK).unwrap())
    }),
    ("MBG/NBD", |[r, alpha, a, b]| {
        Box::new(MbgNbd::new(r, alpha, a, b, WEEK).unwrap())
    }),
    ("Pareto/NBD", |[r, alpha, s, beta]| {
        Box::new(ParetoNbd::new(r, alpha, s, beta, WEEK).unwrap())
    }),
];

/// How many cases, unless the environment says.
fn cases(default: u32) -> u32 {
    std::env::var("TENURE_CASES").map_or(default, |text| text.parse().unwrap())
}

/// Numbers of a fixed sequence (a Weyl sequence, mixed).
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        z = (z ^ (z >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        ((z ^ (z >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// As often from 1 to 10 as from 10 to 100.
    fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.uniform())
    }
}

/// One question: parameters, a history, a time to come.
#[derive(Debug, Clone, Copy)]
struct Case {
    parameters: [f64; 4],
    x: u64,
    last: f64,
    age: f64,
    t: f64,
}

/// x ≤ 10 000, T and t from 1e-3 to 1e5 weeks, parameters from 1e-3 to 1e4, all log-spaced; often no repeat
/// purchase, and often one on the last day.
fn case(random: &mut Random) -> Case {
    let parameters = [(); 4].map(|()| random.log_uniform(1e-3, 1e4));
    let age = random.log_uniform(1e-3, 1e5);
    let t = random.log_uniform(1e-3, 1e5);
    let x = if random.uniform() < 0.2 {
        0
    } else {
        random.log_uniform(1.0, 10_000.9).floor() as u64
    };
    let last = match (x, random.uniform()) {
        (0, _) => 0.0,
        (_, u) if u < 0.1 => age,
        (_, u) if u < 0.3 => age * random.log_uniform(1e-6, 1.0),
        _ => age * (1.0 - 0.999_999 * random.uniform()),
    };
    Case {
        parameters,
        x,
        last,
        age,
        t,
    }
}

/// What went wrong, how often, and the first case of each kind.
#[derive(Default)]
struct Failures(BTreeMap<&'static str, (u32, String)>);

impl Failures {
    fn expect(&mut self, what: &'static str, holds: bool, shown: impl FnOnce() -> String) {
        if !holds {
            let (count, first) = self.0.entry(what).or_default();
            *count += 1;
            if *count == 1 {
                *first = shown();
            }
        }
    }

    fn is_at_most(
        &mut self,
        what: &'static str,
        small: f64,
        large: f64,
        case: &dyn core::fmt::Debug,
    ) {
        let slack = 1e-9 * large.abs() + 1e-300;
        self.expect(what, small <= large + slack, || {
            format!("{small:e} > {large:e}: {case:?}")
        });
    }

    fn is_number(
        &mut self,
        what: &'static str,
        value: f64,
        low: f64,
        high: f64,
        case: &dyn core::fmt::Debug,
    ) {
        let holds = value.is_finite()
            && value >= low
            && value <= high
            && !(value == 0.0 && value.is_sign_negative());
        self.expect(what, holds, || format!("{value:e}: {case:?}"));
    }

    #[track_caller]
    fn none(self, model: &str) {
        let mut report = String::new();
        for (what, (count, first)) in &self.0 {
            writeln!(
                report,
                "{model}: {what} fails in {count} cases, first {first}"
            )
            .unwrap();
        }
        assert!(report.is_empty(), "\n{report}");
    }
}

fn ask(model: &dyn PurchaseModel, case: &Case, failures: &mut Failures) {
    let Case {
        parameters: [r, alpha, ..],
        x,
        last,
        age,
        t,
    } = *case;
    let customer = history(x, last, age);
    let (within, longer) = (weeks(t), weeks(2.0 * t));

    let ll = model.log_likelihood(&customer);
    failures.is_number("log-likelihood", ll, f64::MIN, f64::MAX, case);

    let alive = model.p_alive(&customer);
    failures.is_number("P(alive)", alive, 0.0, 1.0, case);
    let older = model.p_alive(&history(x, last, age * 1.5));
    failures.is_at_most("P(alive) falls with T − tx", older, alive, case);
    let [soon, later] = [within, longer].map(|wait| model.p_alive_after(&customer, wait));
    failures.is_number("P(alive) later", soon, 0.0, 1.0, case);
    failures.is_at_most("P(alive) falls with the wait", soon, alive, case);
    failures.is_at_most("P(alive) falls with a longer wait", later, soon, case);

    // Given that they are alive, their rate is a gamma's of r + x and α + T, and nobody buys faster than that.
    let [expected, more] = [within, longer].map(|time| model.expected_purchases(&customer, time));
    let rate = alive * ((r + x as f64) / (alpha + age));
    failures.is_number("expected purchases", expected, 0.0, f64::MAX, case);
    failures.is_at_most("expected purchases grow", expected, more, case);
    failures.is_at_most(
        "expected purchases are below the rate",
        expected,
        rate * t,
        case,
    );
    failures.is_at_most("expected purchases slow down", more, 2.0 * expected, case);

    let [new, more] = [within, longer].map(|time| model.expected_purchases_of_new(time));
    failures.is_number("purchases of new", new, 0.0, f64::MAX, case);
    failures.is_at_most("purchases of new grow", new, more, case);
    failures.is_at_most(
        "purchases of new are below the rate",
        new,
        r / alpha * t,
        case,
    );

    for n in [0, 1, 2, x] {
        let p = model.ln_probability(n, within);
        failures.is_number("ln P(X(t) = n)", p, f64::MIN, 0.0, case);
    }

    // 15 % a year.
    let discount = DiscountRate::new(0.15, Period::Year).unwrap();
    let delta = 1.15_f64.ln() / 365.0 * 7.0;
    let all = model
        .discounted_purchases(&customer, discount)
        .unwrap_or(f64::NAN);
    failures.is_number("discounted purchases", all, 0.0, f64::MAX, case);
    failures.is_at_most(
        "discounted purchases are below the rate",
        all,
        rate / delta,
        case,
    );
    let floor = expected * (-delta * t).exp();
    failures.is_at_most(
        "discounted purchases are above those soon",
        floor,
        all,
        case,
    );
    let all = model
        .discounted_purchases_of_new(discount)
        .unwrap_or(f64::NAN);
    failures.is_number("discounted purchases of new", all, 0.0, f64::MAX, case);
    failures.is_at_most(
        "discounted of new are below the rate",
        all,
        r / alpha / delta,
        case,
    );
    failures.is_at_most(
        "discounted of new are above those soon",
        new * (-delta * t).exp(),
        all,
        case,
    );
}

fn none_of_the_traps(model: usize) {
    let (name, made) = MODELS[model];
    let mut random = Random(20_050_400);
    let mut failures = Failures::default();
    let cases = cases(400);
    let start = Instant::now();
    for _ in 0..cases {
        let case = case(&mut random);
        ask(made(case.parameters).as_ref(), &case, &mut failures);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{name}: {cases} cases in {seconds:.2} s, {:.1} µs each",
        1e6 * seconds / f64::from(cases)
    );
    failures.none(name);
}

#[test]
fn nbd_falls_into_no_trap() {
    none_of_the_traps(0);
}

#[test]
fn bg_nbd_falls_into_no_trap() {
    none_of_the_traps(1);
}

#[test]
fn mbg_nbd_falls_into_no_trap() {
    none_of_the_traps(2);
}

#[test]
fn pareto_nbd_falls_into_no_trap() {
    none_of_the_traps(3);
}

/// a = 1, s = 1, a + b = 1 and α = β: a step of a billionth to either side changes nothing but the last digits.
#[test]
fn poles_are_crossed_smoothly() {
    let discount = DiscountRate::new(0.15, Period::Year).unwrap();
    let crossings: [([f64; 4], usize); 7] = [
        ([0.5, 6.0, 1.0, 2.5], 2),
        ([0.5, 6.0, 0.4, 0.6], 2),
        ([0.5, 6.0, 1.0, 1.0], 3),
        ([0.5, 6.0, 0.4, 6.0], 3),
        ([1.0, 6.0, 1.0, 6.0], 3),
        ([1.0, 6.0, 2.0, 11.0], 2),
        ([0.6, 6.0, 0.8, 0.8], 2),
    ];
    for (name, made) in MODELS {
        for (at, which) in crossings {
            for (x, last) in [(0, 0.0), (1, 3.0), (7, 30.0)] {
                let customer = history(x, last, 39.0);
                let ask = |factor: f64| {
                    let mut parameters = at;
                    parameters[which] *= factor;
                    let model = made(parameters);
                    [
                        model.log_likelihood(&customer),
                        model.p_alive(&customer),
                        model.p_alive_after(&customer, weeks(52.0)),
                        model.expected_purchases(&customer, weeks(52.0)),
                        model.expected_purchases_of_new(weeks(52.0)),
                        model.ln_probability(x, weeks(52.0)),
                        model.discounted_purchases(&customer, discount).unwrap(),
                        model.discounted_purchases_of_new(discount).unwrap(),
                    ]
                };
                let exact = ask(1.0);
                for factor in [1.0 - 1e-9, 1.0 + 1e-9, 1.0 - 1e-12, 1.0 + 1e-12] {
                    for (what, (near, at_it)) in ask(factor).iter().zip(exact).enumerate() {
                        assert!(
                            (near - at_it).abs() <= 2e-8 * at_it.abs(),
                            "{name} {at:?} {which} · {factor}, x = {x}, figure {what}: {near} and {at_it}"
                        );
                    }
                }
            }
        }
    }
}

/// A customer of a moment ago is a new one.
#[test]
fn no_history_is_a_new_customer() {
    let mut random = Random(7);
    for (name, made) in MODELS {
        for _ in 0..40 {
            let parameters = [(); 4].map(|()| random.log_uniform(0.05, 20.0));
            let model = made(parameters);
            let moment = history(0, 0.0, 1e-9);
            for t in [0.1, 10.0, 1000.0] {
                let got = model.expected_purchases(&moment, weeks(t));
                let new = model.expected_purchases_of_new(weeks(t));
                assert!(
                    (got / new - 1.0).abs() < 1e-6,
                    "{name} {parameters:?} {t}: {got} for {new}"
                );
            }
        }
    }
}

/// Σ P(X(t) = n) = 1 and Σ n·P(X(t) = n) = E[X(t)], where the sums are not too long.
#[test]
fn probabilities_add_up() {
    let mut random = Random(11);
    for (name, made) in MODELS {
        for _ in 0..12 {
            let [shape, a, b] = [(); 3].map(|()| random.log_uniform(0.1, 5.0));
            let alpha = random.log_uniform(1.0, 30.0);
            let t = alpha * random.log_uniform(0.01, 2.0);
            let parameters = [
                shape,
                alpha,
                a,
                if name == "Pareto/NBD" { 10.0 * b } else { b },
            ];
            let model = made(parameters);
            let (mut sum, mut mean) = (0.0, 0.0);
            for n in 0..140 {
                let p = model.ln_probability(n, weeks(t)).exp();
                sum += p;
                mean += n as f64 * p;
            }
            let expected = model.expected_purchases_of_new(weeks(t));
            assert!((sum - 1.0).abs() < 1e-9, "{name} {parameters:?} {t}: {sum}");
            assert!(
                (mean / expected - 1.0).abs() < 1e-7,
                "{name} {parameters:?} {t}: {mean} {expected}"
            );
        }
    }
}
