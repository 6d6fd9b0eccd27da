//! Simulation, likelihood and expectation are of the same model: what is drawn agrees with what is computed, and
//! densities add up to probabilities.

use tenure::Merge as _;
use tenure::clv::checks::Simulation;
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::clv::models::{BgNbd, MbgNbd, Nbd, ParetoNbd, PurchaseModel, SimulatedCustomer};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

const WEEK: TimeUnit = TimeUnit::WEEK;

fn weeks(t: f64) -> Horizon {
    Horizon::new(t, Period::Week).unwrap()
}

fn models() -> [(&'static str, Box<dyn PurchaseModel>); 5] {
    [
        ("NBD", Box::new(Nbd::new(0.385, 12.072, WEEK).unwrap())),
        (
            "BG/NBD",
            Box::new(BgNbd::new(0.6, 6.0, 0.8, 2.4, WEEK).unwrap()),
        ),
        (
            "MBG/NBD",
            Box::new(MbgNbd::new(0.8, 5.0, 0.9, 1.6, WEEK).unwrap()),
        ),
        (
            "Pareto/NBD",
            Box::new(ParetoNbd::new(0.7, 6.0, 0.8, 12.0, WEEK).unwrap()),
        ),
        // The other order of α and β.
        (
            "Pareto/NBD",
            Box::new(ParetoNbd::new(0.7, 9.0, 1.5, 4.0, WEEK).unwrap()),
        ),
    ]
}

/// Differences of what happened to what was expected: no further from 0 than chance leaves them.
#[derive(Default)]
struct Differences {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Differences {
    fn add(&mut self, difference: f64) {
        self.n += 1.0;
        self.sum += difference;
        self.squares += difference * difference;
    }

    #[track_caller]
    fn are_chance(&self, what: &str) {
        let z = self.sum / self.squares.sqrt();
        assert!(self.n >= 50.0, "{what}: {} customers only", self.n);
        assert!(
            z.abs() < 4.5,
            "{what}: mean difference {}, z = {z}",
            self.sum / self.n
        );
    }
}

/// Of customers drawn: how many buy how often, who is alive, who will be, who buys how often then.
#[test]
fn what_is_drawn_is_what_is_computed() {
    let (age, ahead) = (20.0, 15.0);
    for (place, (name, model)) in models().into_iter().enumerate() {
        let model = model.as_ref();
        let simulation = Simulation::new(model, 100 + place as u64);
        let mut mean = Differences::default();
        let mut counts = [const {
            Differences {
                n: 0.0,
                sum: 0.0,
                squares: 0.0,
            }
        }; 5];
        let mut there = Differences::default();
        let survival = model.p_alive_of_new(weeks(age));
        // By repeat purchases: none, one or two, more.
        let mut groups: [[Differences; 3]; 3] = Default::default();
        let expected = model.expected_purchases_of_new(weeks(age));
        let probabilities = [0, 1, 2, 3, 4].map(|n| model.probability(n, weeks(age)));
        for number in 0..5000 {
            let customer = simulation.customer(number, weeks(age + ahead)).unwrap();
            let history = customer.history(weeks(age)).unwrap();
            let x = history.repeat_purchases();
            mean.add(x as f64 - expected);
            there.add(f64::from(customer.is_alive_at(weeks(age))) - survival);
            for (n, count) in counts.iter_mut().enumerate() {
                count.add(f64::from(x == n as u64) - probabilities[n]);
            }
            let [alive, later, bought] = &mut groups[match x {
                0 => 0,
                1 | 2 => 1,
                _ => 2,
            }];
            alive.add(f64::from(customer.is_alive_at(weeks(age))) - model.p_alive(&history));
            later.add(
                f64::from(customer.is_alive_at(weeks(age + ahead)))
                    - model.p_alive_after(&history, weeks(ahead)),
            );
            let future = customer.purchases.len() as f64 - x as f64;
            bought.add(future - model.expected_purchases(&history, weeks(ahead)));
        }
        mean.are_chance(&format!("{name}: mean"));
        if there.squares > 0.0 {
            there.are_chance(&format!("{name}: survival"));
        }
        for (n, count) in counts.iter().enumerate() {
            count.are_chance(&format!("{name}: P(X = {n})"));
        }
        for (group, [alive, later, bought]) in groups.iter().enumerate() {
            // BG/NBD knows that those without a repeat purchase are alive, NBD that all are, for ever.
            if alive.squares > 0.0 {
                alive.are_chance(&format!("{name}: P(alive), group {group}"));
            }
            if later.squares > 0.0 {
                later.are_chance(&format!("{name}: P(alive) later, group {group}"));
            }
            bought.are_chance(&format!("{name}: purchases, group {group}"));
        }
    }
}

/// All purchases to come, discounted at 100 % a year: after twenty years a millionth of them is left.
#[test]
fn discounted_purchases_are_those_drawn() {
    let discount = DiscountRate::new(1.0, Period::Year).unwrap();
    let delta = 2.0_f64.ln() / 365.0;
    let age = 20.0;
    let worth = |customer: &SimulatedCustomer, from: f64| {
        let from = from * 7.0;
        let later = customer.purchases.iter().filter(|day| **day > from);
        later.map(|day| (-delta * (day - from)).exp()).sum::<f64>()
    };
    for (place, (name, model)) in models().into_iter().enumerate() {
        let model = model.as_ref();
        let simulation = Simulation::new(model, 200 + place as u64);
        let new = model.discounted_purchases_of_new(discount).unwrap();
        let (mut of_new, mut of_known) = (Differences::default(), Differences::default());
        for number in 0..1500 {
            let customer = simulation.customer(number, weeks(age + 1040.0)).unwrap();
            let history = customer.history(weeks(age)).unwrap();
            of_new.add(worth(&customer, 0.0) - new);
            of_known.add(
                worth(&customer, age) - model.discounted_purchases(&history, discount).unwrap(),
            );
        }
        of_new.are_chance(&format!("{name}: new"));
        of_known.are_chance(&format!("{name}: known"));
    }
}

/// ∫ L(x, t, T)·t^(x−1)/(x−1)! dt over t from 0 to T is P(X(T) = x): all ways to buy x times.
#[test]
fn likelihoods_add_up_to_probabilities() {
    const STEPS: u32 = 2000;
    let age = 10.0;
    for (name, model) in models() {
        let none = PurchaseHistory::new(0, 0.0, age, WEEK).unwrap();
        let p = model.ln_probability(0, weeks(age));
        let got = model.log_likelihood(&none);
        assert!((got - p).abs() < 1e-12, "{name}: {got} for {p}");
        for x in [1_u64, 2, 5] {
            let density = |last: f64| {
                let history = PurchaseHistory::new(x, last, age, WEEK).unwrap();
                let ways: f64 = (1..x).map(|i| (last / i as f64).ln()).sum();
                (model.log_likelihood(&history) + ways).exp()
            };
            // Gauss's rule of two points on each step: an error of the fourth order.
            let step = age / f64::from(STEPS);
            let offset = 0.5 / 3.0_f64.sqrt();
            let total: f64 = (0..STEPS)
                .flat_map(|i| [-offset, offset].map(|o| (f64::from(i) + 0.5 + o) * step))
                .map(|last| density(last) * step / 2.0)
                .sum();
            let p = model.ln_probability(x, weeks(age)).exp();
            assert!(
                (total / p - 1.0).abs() < 1e-8,
                "{name}, {x}: {total} for {p}"
            );
        }
    }
}

/// Of a table it is the sum over its customers, and of a merged one that of the parts.
#[test]
fn the_likelihood_of_a_table_is_that_of_its_customers() {
    for (name, model) in models() {
        let model = model.as_ref();
        let ages = |n: u32| (0..n).map(|i| weeks(20.0 + f64::from(i % 3)));
        let [north, south] = [(1, 200), (2, 300)]
            .map(|(seed, n)| Simulation::new(model, seed).histories(ages(n)).unwrap());
        let by_customer: f64 = north
            .rows()
            .map(|(history, n)| n as f64 * model.log_likelihood(&history))
            .sum();
        let [a, b] = [&north, &south].map(|table| model.total_log_likelihood(table));
        assert!(
            (a / by_customer - 1.0).abs() < 1e-13,
            "{name}: {a} for {by_customer}"
        );
        let mut both = north;
        both.merge(south);
        let all = model.total_log_likelihood(&both);
        assert!(
            (all / (a + b) - 1.0).abs() < 1e-14,
            "{name}: {all} for {a} + {b}"
        );
        let nobody = model.total_log_likelihood(&HistoryTable::default());
        assert_eq!((nobody, nobody.is_sign_negative()), (0.0, false));
    }
}

/// P(X = n) adds up to 1, and ever fewer are left.
#[test]
fn probabilities_add_up_and_survival_falls() {
    for (name, model) in models() {
        let sum: f64 = (0..400).map(|n| model.probability(n, weeks(10.0))).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{name}: {sum}");
        let left = [0.001, 5.0, 50.0, 500.0].map(|t| model.p_alive_of_new(weeks(t)));
        assert!(
            left.windows(2).all(|pair| pair[1] <= pair[0]),
            "{name}: {left:?}"
        );
        assert!(
            left.iter().all(|p| (0.0..=1.0).contains(p)),
            "{name}: {left:?}"
        );
    }
}
