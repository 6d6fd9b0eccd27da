use super::kernel::Rows;
use super::{BetaGeometric, Customer};
use crate::clv::fitting::Objective as _;
use crate::clv::history::{HistoryTable, PurchaseHistory};
use crate::clv::models::{BgNbd, MbgNbd, PurchaseModel};
use crate::numeric::golden::{Worst, number, rows};
use crate::numeric::jet::Jet;
use crate::units::{Horizon, Period, TimeUnit};

/// Parameters from 1e-3 to 1e4 and up to 1e4 purchases; for the definition of the rows see
/// `tests/golden/beta_geometric.py`.
#[test]
fn means_over_customers_are_those_of_sixty_digits() {
    let mut worst = [Worst::default(), Worst::default(), Worst::default()];
    for row in rows(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/beta_geometric.tsv"
    ))) {
        let [purchases, leave, stay, s, want] = [1, 2, 3, 4, 5].map(|i| number(row[i]));
        let customer = Customer {
            purchases,
            time: 1.0,
            leave,
            stay,
        };
        let (which, got) = match row[0] {
            "purchases" => (0, customer.expected_purchases(s)),
            "stays" => (1, customer.stays(s)),
            "discounted" => (2, customer.discounted_purchases(s).unwrap()),
            other => panic!("{other}"),
        };
        worst[which].see(got, want, || row[..5].join(" "));
    }
    for (worst, what) in worst.iter().zip(["purchases", "stays", "discounted"]) {
        worst.gate(what, 1e-11);
    }
}

#[allow(clippy::many_single_char_names, reason = "the letters of the papers")]
/// The likelihood once more, with numbers that carry their derivatives.
fn likelihood(
    [r, alpha, a, b]: [Jet<4>; 4],
    (x, last, age): (f64, f64, f64),
    from_start: bool,
) -> Jet<4> {
    let y = if from_start { x + 1.0 } else { x };
    let time = |t: f64| alpha.plus(t).ln() * r.plus(x);
    let counts = r.ln_rising(x) + b.ln_rising(y) - (a + b).ln_rising(y) + r * alpha.ln();
    if y == 0.0 {
        return counts - time(age);
    }
    let left = a.ln() - b.plus(y - 1.0).ln() - time(last);
    counts + (-time(age)).ln_sum_exp(left)
}

#[test]
fn the_kernel_is_the_likelihood_with_its_derivatives() {
    let histories = [
        (0, 0.0, 39.0, 3),
        (0, 0.0, 20.5, 1),
        (1, 2.0, 30.0, 2),
        (2, 39.0, 39.0, 1),
        (26, 216.0, 217.0, 5),
        (300, 10.0, 390.0, 1),
    ];
    let mut table = HistoryTable::default();
    for (x, last, age, customers) in histories {
        let history = PurchaseHistory::new(x, last, age, TimeUnit::DAY).unwrap();
        table.push_many(history, customers);
    }
    for from_start in [false, true] {
        let objective = Rows::of(&table, TimeUnit::DAY, from_start);
        for parameters in [
            [0.243, 4.414, 0.793, 2.426],
            [17.5, 0.03, 1.0, 1e-3],
            [1e-3, 900.0, 25.0, 700.0],
        ] {
            let point = objective.point(&parameters);
            let mut got = crate::clv::fitting::Taylor::ZERO;
            for block in 0..objective.blocks() {
                got.add(&objective.block(block, &point), 1.0);
            }
            let mut want = Jet::constant(0.0);
            let mut value = 0.0;
            let [r, alpha, a, b] = parameters;
            let model = BetaGeometric {
                r,
                alpha,
                a,
                b,
                from_start,
            };
            for (x, last, age, customers) in histories {
                let history = (x as f64, last, age);
                let row = likelihood(Jet::variables(parameters), history, from_start);
                want = want + row.times(customers as f64);
                value += model.log_likelihood(history) * customers as f64;
            }
            let want = crate::clv::fitting::Taylor::from(want);
            for (i, (got, want)) in got.entries().zip(want.entries()).enumerate() {
                let error = (got - want).abs() / want.abs().max(1.0);
                assert!(error < 1e-10, "{parameters:?} entry {i}: {got} {want}");
            }
            assert!((value - want.value).abs() < 1e-11 * value.abs());
        }
    }
}

#[test]
fn many_at_once_are_the_same_as_one_by_one() {
    let within = Horizon::new(39.0, Period::Week).unwrap();
    // More than are remembered, each twice, and their order is not that of their places.
    let histories: Vec<_> = (0..40_000_u32)
        .map(|i| {
            let i = i * 7_919 % 20_000;
            let (x, age) = (i % 40, 300.0 + f64::from(i / 40));
            let last = if x == 0 { 0.0 } else { f64::from(x) };
            PurchaseHistory::new(u64::from(x), last, age, TimeUnit::DAY).unwrap()
        })
        .collect();
    let bg = BgNbd::new(0.243, 4.414, 0.793, 2.426, TimeUnit::WEEK).unwrap();
    let mbg = MbgNbd::new(0.525, 6.183, 0.891, 1.614, TimeUnit::WEEK).unwrap();
    for model in [&bg as &dyn PurchaseModel, &mbg] {
        let each = model.expected_purchases_of_each(&histories, within);
        assert_eq!(each.len(), histories.len());
        for (history, got) in histories.iter().zip(each) {
            let want = model.expected_purchases(history, within);
            assert_eq!(got.to_bits(), want.to_bits(), "{history}");
        }
    }
}

#[test]
fn a_small_b_keeps_its_digits() {
    let model = BetaGeometric::new([0.243, 4.414, 1e-9, 1e-9], false).unwrap();
    // One purchase, just now: a and b are the odds.
    assert!((model.p_alive((1.0, 39.0, 39.0)) - 0.5).abs() < 1e-15);
}
