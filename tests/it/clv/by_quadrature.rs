//! Against integrals over what is hidden: `tests/golden/purchases.py` uses none of the closed forms.

use std::collections::BTreeMap;

use tenure::clv::history::PurchaseHistory;
use tenure::clv::models::{BgNbd, MbgNbd, ParetoNbd, PurchaseModel};
use tenure::units::{DiscountRate, Horizon, Period, TimeUnit};

fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

fn model(name: &str, p: &[f64]) -> Box<dyn PurchaseModel> {
    let day = TimeUnit::DAY;
    match name {
        "BG/NBD" => Box::new(BgNbd::new(p[0], p[1], p[2], p[3], day).unwrap()),
        "MBG/NBD" => Box::new(MbgNbd::new(p[0], p[1], p[2], p[3], day).unwrap()),
        "Pareto/NBD" => Box::new(ParetoNbd::new(p[0], p[1], p[2], p[3], day).unwrap()),
        other => panic!("{other}"),
    }
}

#[test]
fn every_answer_is_the_integral() {
    let mut worst = BTreeMap::<(&str, &str), (f64, String)>::new();
    let table = include_str!("../../golden/purchases.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let parameters: Vec<f64> = cells[1].split(',').map(number).collect();
        let model = model(cells[0], &parameters);
        let day = TimeUnit::DAY;
        let (last, age) = (number(cells[3]), number(cells[4]));
        let history = PurchaseHistory::new(cells[2].parse().unwrap(), last, age, day).unwrap();
        let t = Horizon::new(number(cells[5]), Period::Day).unwrap();
        let rate = DiscountRate::continuous(number(cells[7]), Period::Day).unwrap();
        let want = number(cells[9]);
        let got = match cells[8] {
            "ln_likelihood" => model.log_likelihood(&history),
            "p_alive" => model.p_alive(&history),
            "p_alive_after" => model.p_alive_after(&history, t),
            "expected" => model.expected_purchases(&history, t),
            "discounted" => model.discounted_purchases(&history, rate).unwrap(),
            // ln of it: what is compared is the relative error of the probability.
            "pmf" => model.ln_probability(cells[6].parse().unwrap(), t),
            other => panic!("{other}"),
        };
        let error = match cells[8] {
            "pmf" => (got - want.ln()).abs(),
            "ln_likelihood" => (got - want).abs() / want.abs().max(1.0),
            _ => (got / want - 1.0).abs(),
        };
        let entry = worst.entry((cells[0], cells[8])).or_default();
        if error.is_nan() || error >= entry.0 {
            *entry = (error, format!("{line}: got {got:e}"));
        }
    }
    assert_eq!(worst.len(), 18);
    println!("{worst:#?}");
    for ((model, quantity), (error, place)) in worst {
        // A log-likelihood of up to several hundred comes with 1e-13 of itself, and what is
        // relative to e^LL with as much.
        let gate = if quantity == "ln_likelihood" {
            1e-13
        } else {
            2e-12
        };
        assert!(error <= gate, "{model}, {quantity}: {error:e} at {place}");
    }
}
