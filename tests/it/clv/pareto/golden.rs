//! Values at given parameters.

use serde_json::Value;
use tenure::clv::models::{ParetoNbd, PurchaseModel};
use tenure::units::{DiscountRate, Period, TimeUnit};

use super::{days, history, model, weeks};
use crate::support::assert_close;
use crate::support::clv::{cdnow_rows, clv, clv_items, clv_number};

const WEEK: TimeUnit = TimeUnit::WEEK;
const DAY: TimeUnit = TimeUnit::DAY;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn of(parameters: &Value) -> ParetoNbd {
    let numbers: Vec<f64> = parameters.as_array().unwrap().iter().map(number).collect();
    model(numbers.try_into().unwrap(), WEEK)
}

fn weekly(rate: f64) -> DiscountRate {
    DiscountRate::continuous(rate, Period::Week).unwrap()
}

#[test]
fn customers_are_as_published() {
    let mut seen = 0;
    for item in clv_items("cust_pn_") {
        let (inputs, value) = (&item["inputs"], &item["value"]);
        let model = of(&inputs["params"]);
        let age = number(&inputs["T"]);
        let dert = number(&value["DERT_delta_0.0027"]);
        if age == 0.0 {
            // Not a history: somebody who has just come.
            for (t, want) in value["CET"].as_object().unwrap() {
                let within = weeks(t.parse().unwrap());
                assert_close(model.expected_purchases_of_new(within), number(want), 1e-14);
            }
            let got = model.discounted_purchases_of_new(weekly(0.0027)).unwrap();
            assert_close(got, dert, 1e-13);
            continue;
        }
        let x = inputs["x"].as_u64().unwrap();
        let history = history(x, number(&inputs["t_x"]), age, WEEK);
        assert_close(model.log_likelihood(&history), number(&value["LL"]), 1e-13);
        assert_close(model.p_alive(&history), number(&value["p_alive"]), 1e-13);
        for (t, want) in value["CET"].as_object().unwrap() {
            let within = weeks(t.parse().unwrap());
            assert_close(
                model.expected_purchases(&history, within),
                number(want),
                1e-13,
            );
        }
        let got = model
            .discounted_purchases(&history, weekly(0.0027))
            .unwrap();
        assert_close(got, dert, 1e-13);
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn new_customers_are_as_published() {
    let item = clv("E_X_t_pn");
    let model = of(&item["inputs"]["params"]);
    let (times, values) = (
        item["inputs"]["t"].as_array().unwrap(),
        item["value"].as_array().unwrap(),
    );
    assert_eq!(times.len(), values.len());
    for (t, want) in times.iter().zip(values) {
        assert_close(
            model.expected_purchases_of_new(weeks(number(t))),
            number(want),
            1e-14,
        );
    }
    let item = clv("pmf_pn");
    let model = of(&item["inputs"]["params"]);
    let (places, values) = (
        item["inputs"]["t_n"].as_array().unwrap(),
        item["value"].as_array().unwrap(),
    );
    assert_eq!(places.len(), values.len());
    for (place, want) in places.iter().zip(values) {
        let got = model.ln_probability(place[1].as_u64().unwrap(), weeks(number(&place[0])));
        assert_close(got.exp(), number(want), 1e-13);
    }
}

/// T2, T3, T4 and T5: large x, tₓ = T and next to it, α = β, α ≫ β, α ≪ β, s = 1.
#[test]
fn nasty_inputs_are_as_computed_in_thirty_digits() {
    let item = clv("stress_pnbd");
    let cases = item["value"].as_array().unwrap();
    assert!(cases.len() >= 16);
    for case in cases {
        let model = of(&case["params"]);
        let x = case["x"].as_u64().unwrap();
        let history = history(x, number(&case["t_x"]), number(&case["T"]), WEEK);
        // Sums of x terms lose x roundings, as do powers of x.
        let bar = 1e-13 + 1e-15 * x as f64;
        assert_close(model.log_likelihood(&history), number(&case["LL"]), bar);
        assert_close(model.p_alive(&history), number(&case["p_alive"]), bar);
        let got = model.expected_purchases(&history, weeks(52.0));
        assert_close(got, number(&case["CET_t52"]), bar);
    }
}

/// Histories and parameters from the whole box that is promised: x ≤ 10⁴, T and t ≤ 10⁵, parameters from 10⁻³
/// to 10⁴, against forty digits.
#[test]
fn the_box_is_as_computed_in_forty_digits() {
    let table = include_str!("../../../golden/pareto_nbd.tsv");
    let mut worst = [
        (0.0_f64, String::new()),
        (0.0, String::new()),
        (0.0, String::new()),
        (0.0, String::new()),
        (0.0, String::new()),
    ];
    let mut rows = [0; 2];
    for line in table.lines() {
        let cells: Vec<_> = line.split('\t').collect();
        let numbers: Vec<f64> = cells
            .iter()
            .skip(1)
            .filter_map(|cell| cell.parse().ok())
            .collect();
        let mut pairs = vec![];
        if cells[0] == "history" {
            let [
                r,
                alpha,
                s,
                beta,
                x,
                last,
                age,
                t,
                rate,
                ln,
                alive,
                within,
                endless,
            ] = numbers.clone().try_into().unwrap();
            let model = model([r, alpha, s, beta], DAY);
            let history = history(x as u64, last, age, DAY);
            let rate = DiscountRate::continuous(rate, Period::Day).unwrap();
            // A likelihood is no better known than its x logarithms.
            pairs.push((
                0,
                model.log_likelihood(&history),
                ln,
                ln.abs().max(x).max(1.0),
            ));
            pairs.push((1, model.p_alive(&history), alive, alive));
            pairs.push((
                2,
                model.expected_purchases(&history, days(t)),
                within,
                within,
            ));
            pairs.push((
                3,
                model.discounted_purchases(&history, rate).unwrap(),
                endless,
                endless,
            ));
            rows[0] += 1;
        } else if cells[0] == "probability" {
            let [r, alpha, s, beta, t, n, ln] = numbers.clone().try_into().unwrap();
            let got = model([r, alpha, s, beta], DAY).ln_probability(n as u64, days(t));
            pairs.push((4, got, ln, ln.abs().max(1.0)));
            rows[1] += 1;
        }
        for (which, got, want, scale) in pairs {
            let error = (got - want).abs() / scale;
            let place = &mut worst[which];
            if error.is_nan() || error > place.0 {
                *place = (
                    if error.is_nan() { f64::INFINITY } else { error },
                    format!("{line}: {got:e}"),
                );
            }
        }
    }
    println!("{worst:#?}");
    assert_eq!(rows, [200, 60]);
    for ((error, place), bar) in worst.iter().zip([1e-14, 1e-11, 1e-11, 1e-11, 1e-12]) {
        assert!(*error <= bar, "{error:e} {place}");
    }
}

/// The same by integrals over what is hidden, without any closed form.
#[test]
fn it_is_what_the_hidden_variables_make_it() {
    let mut rows = 0;
    for line in include_str!("../../../golden/purchases.tsv").lines() {
        let Some(line) = line.strip_prefix("Pareto/NBD\t") else {
            continue;
        };
        let cells: Vec<_> = line.split('\t').collect();
        let parameters: Vec<f64> = cells[0]
            .split(',')
            .map(|cell| cell.parse().unwrap())
            .collect();
        let model = model(parameters.try_into().unwrap(), DAY);
        let at = |i: usize| -> f64 { cells[i].parse().unwrap() };
        let history = history(cells[1].parse().unwrap(), at(2), at(3), DAY);
        let t = days(at(4));
        let rate = DiscountRate::continuous(at(6), Period::Day).unwrap();
        let got = match cells[7] {
            "ln_likelihood" => model.log_likelihood(&history),
            "p_alive" => model.p_alive(&history),
            "p_alive_after" => model.p_alive_after(&history, t),
            "expected" => model.expected_purchases(&history, t),
            "pmf" => model.ln_probability(cells[5].parse().unwrap(), t).exp(),
            "discounted" => model.discounted_purchases(&history, rate).unwrap(),
            other => panic!("{other}"),
        };
        assert_close(got, at(8), 1e-12);
        rows += 1;
    }
    assert_eq!(rows, 84);
}

#[test]
fn the_sample_adds_up_as_published() {
    let customers: Vec<_> = cdnow_rows()
        .into_iter()
        .map(|[x, last, age, n]| (history(x, last as f64, age as f64, DAY), n as f64))
        .collect();
    let published = of(&clv("ll_pn_at_published")["inputs"]["params"]);
    let ll: f64 = customers
        .iter()
        .map(|(h, n)| n * published.log_likelihood(h))
        .sum();
    assert_close(ll, clv_number("ll_pn_at_published", "value"), 1e-13);

    let fitted = of(&clv("holdout39_total_pn")["inputs"]["params"]);
    let within = weeks(39.0);
    let purchases: f64 = customers
        .iter()
        .map(|(h, n)| n * fitted.expected_purchases(h, within))
        .sum();
    let alive: f64 = customers.iter().map(|(h, n)| n * fitted.p_alive(h)).sum();
    assert_close(
        purchases,
        clv_number("holdout39_total_pn", "value/CET39_total"),
        1e-12,
    );
    assert_close(
        alive,
        clv_number("holdout39_total_pn", "value/p_alive_total"),
        1e-12,
    );
}
