//! The values of the reference at given parameters.

use serde_json::Value;
use tenure::units::{DiscountRate, Period};

use super::{both, close, history, weeks};
use crate::support::clv::{cdnow_table, clv, clv_items, clv_number};

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn parameters(value: &Value) -> [f64; 4] {
    let numbers: Vec<f64> = value.as_array().unwrap().iter().map(number).collect();
    numbers.try_into().unwrap()
}

/// The bar for values at given parameters.
const BAR: f64 = 1e-11;

#[test]
fn customers() {
    let discount = DiscountRate::continuous(0.0027, Period::Week).unwrap();
    let mut seen = 0;
    for (which, start) in ["cust_bg_", "cust_mbg_"].into_iter().enumerate() {
        for item in clv_items(start) {
            let inputs = &item["inputs"];
            let model = &both(parameters(&inputs["params"]))[which];
            let (x, last, age) = (
                inputs["x"].as_u64().unwrap(),
                number(&inputs["t_x"]),
                number(&inputs["T"]),
            );
            let value = &item["value"];
            let purchases = value["CET"].as_object().unwrap();
            let dert = number(&value["DERT_delta_0.0027"]);
            if age == 0.0 {
                // Somebody new: no history says so.
                for (t, want) in purchases {
                    let got = model.expected_purchases_of_new(weeks(t.parse().unwrap()));
                    close(got, number(want), BAR);
                }
                close(
                    model.discounted_purchases_of_new(discount).unwrap(),
                    dert,
                    BAR,
                );
                continue;
            }
            let customer = history(x, last, age);
            close(model.log_likelihood(&customer), number(&value["LL"]), BAR);
            close(model.p_alive(&customer), number(&value["p_alive"]), BAR);
            for (t, want) in purchases {
                let got = model.expected_purchases(&customer, weeks(t.parse().unwrap()));
                close(got, number(want), BAR);
            }
            close(
                model.discounted_purchases(&customer, discount).unwrap(),
                dert,
                BAR,
            );
            seen += 1;
        }
    }
    assert!(seen >= 15);
}

/// Many purchases, a = 1 exactly and nearly, a + b = 1, a next to nothing: traps T1 and T2, where others overflow,
/// divide by zero or lose half the digits.
#[test]
fn stress() {
    for case in clv("stress_bgnbd")["value"].as_array().unwrap() {
        let [model, _] = both(parameters(&case["params"]));
        let customer = history(
            case["x"].as_u64().unwrap(),
            number(&case["t_x"]),
            number(&case["T"]),
        );
        close(model.log_likelihood(&customer), number(&case["LL"]), BAR);
        let (alive, purchases) = (number(&case["p_alive"]), number(&case["CET"]));
        let got = model.expected_purchases(&customer, weeks(number(&case["t"])));
        if alive == 0.0 {
            // 1e-428 in truth (trap T5).
            assert!(model.p_alive(&customer) < 1e-300 && got < 1e-300);
        } else {
            close(model.p_alive(&customer), alive, BAR);
            close(got, purchases, BAR);
        }
    }
}

#[test]
fn new_customers() {
    let item = clv("E_X_t_bg");
    let [model, _] = both(parameters(&item["inputs"]["params"]));
    let times = item["inputs"]["t"].as_array().unwrap();
    for (t, want) in times.iter().zip(item["value"].as_array().unwrap()) {
        close(
            model.expected_purchases_of_new(weeks(number(t))),
            number(want),
            BAR,
        );
    }
}

/// With the tail of 4e-14 at 200 purchases in 39 weeks, where others have NaN (trap T6).
#[test]
fn numbers_of_purchases() {
    let item = clv("pmf_bg");
    let [model, _] = both(parameters(&item["inputs"]["params"]));
    let asked = item["inputs"]["t_n"].as_array().unwrap();
    for (asked, want) in asked.iter().zip(item["value"].as_array().unwrap()) {
        let ln = model.ln_probability(asked[1].as_u64().unwrap(), weeks(number(&asked[0])));
        close(ln.exp(), number(want), BAR);
    }
}

/// Sums over the 2357 customers, at the fitted and the published parameters.
#[test]
fn the_sample() {
    let item = clv("holdout39_total_bg");
    let [model, _] = both(parameters(&item["inputs"]["params"]));
    let mut totals = [0.0; 2];
    for (customer, n) in cdnow_table().rows() {
        totals[0] += n as f64 * model.expected_purchases(&customer, weeks(39.0));
        totals[1] += n as f64 * model.p_alive(&customer);
    }
    close(totals[0], number(&item["value"]["CET39_total"]), BAR);
    close(totals[1], number(&item["value"]["p_alive_total"]), BAR);

    for (which, id) in ["ll_bg_at_published", "ll_mbg_at_published"]
        .into_iter()
        .enumerate()
    {
        let model = &both(parameters(&clv(id)["inputs"]["params"]))[which];
        let total: f64 = cdnow_table()
            .rows()
            .map(|(row, n)| n as f64 * model.log_likelihood(&row))
            .sum();
        close(total, clv_number(id, "value"), BAR);
    }
}
