#![allow(clippy::float_cmp, reason = "equal bits are the point")]

use super::*;

const WEEK: f64 = 7.0;

/// The mean of a figure over `n` customers is within 4.5 standard errors of what it should be.
#[track_caller]
fn mean_is(expected: f64, n: u32, figure: impl Fn(u64) -> f64) {
    let figures: Vec<_> = (0..n).map(|seed| figure(u64::from(seed))).collect();
    let n = f64::from(n);
    let mean = figures.iter().sum::<f64>() / n;
    let variance = figures.iter().map(|f| (f - mean) * (f - mean)).sum::<f64>() / n;
    let z = (mean - expected) / (variance / n).sqrt();
    assert!(z.abs() < 4.5, "mean {mean} for {expected}, z = {z}");
}

fn count(customer: &SimulatedCustomer) -> f64 {
    customer.purchases.len() as f64
}

/// What is true of every customer drawn.
#[track_caller]
fn sound(customer: &SimulatedCustomer, horizon: f64) {
    let times = &customer.purchases;
    assert!(times.len() as u64 <= limit::STEPS);
    assert!(times.is_sorted());
    assert!(times.iter().all(|time| *time > 0.0 && *time <= horizon));
    if let Some(left) = customer.left {
        assert!(left >= 0.0 && left <= horizon);
        assert!(times.last().is_none_or(|last| *last <= left));
    }
}

#[test]
fn those_who_never_leave_buy_at_the_mean_rate() {
    let [r, alpha, weeks] = [0.385, 12.072, 39.0];
    let customer = |seed| gamma_poisson([r, alpha], WEEK, weeks * WEEK, seed).unwrap();
    mean_is(r * weeks / alpha, 20_000, |seed| count(&customer(seed)));
    // E[X(X − 1)] = r(r + 1)(t/α)²
    let pairs = r * (r + 1.0) * (weeks / alpha) * (weeks / alpha);
    mean_is(pairs, 20_000, |seed| {
        let x = count(&customer(seed));
        x * (x - 1.0)
    });
    for seed in 0..100 {
        sound(&customer(seed), weeks * WEEK);
        assert_eq!(customer(seed).left, None);
        assert_eq!(customer(seed), customer(seed));
    }
    // The unit only names the time: a day's rate of a seventh is a week's rate.
    let in_days = gamma_poisson([r, alpha * 7.0], 1.0, weeks * WEEK, 3).unwrap();
    assert_eq!(in_days.purchases.len(), customer(3).purchases.len());
}

#[test]
fn lifetimes_of_pareto_customers_are_pareto() {
    let [r, alpha, s, beta, t] = [0.553, 10.578, 0.606, 11.669, 39.0];
    let customer = |seed| pareto([r, alpha, s, beta], WEEK, t * WEEK, seed).unwrap();
    let alive = math::pow(beta / (beta + t), s);
    mean_is(alive, 20_000, |seed| {
        f64::from(customer(seed).left.is_none())
    });
    // E[X(t)] = rβ/(α(s − 1))·(1 − (β/(β + t))^(s − 1))
    let expected = r * beta / (alpha * (s - 1.0)) * (1.0 - math::pow(beta / (beta + t), s - 1.0));
    mean_is(expected, 20_000, |seed| count(&customer(seed)));
    for seed in 0..100 {
        sound(&customer(seed), t * WEEK);
    }
}

#[test]
fn beta_geometric_customers_leave_after_purchases() {
    let [r, alpha, a, b, t] = [0.525, 6.183, 0.891, 1.614, 39.0];
    let customer = |from_start| {
        move |seed| beta_geometric([r, alpha, a, b], from_start, WEEK, t * WEEK, seed).unwrap()
    };
    let none = math::pow(alpha / (alpha + t), r);
    mean_is(none, 20_000, |seed| {
        f64::from(customer(false)(seed).purchases.is_empty())
    });
    // Those who leave at once add to those who just have not bought.
    let at_once = a / (a + b);
    mean_is(at_once, 20_000, |seed| {
        f64::from(customer(true)(seed).left == Some(0.0))
    });
    mean_is(at_once + (1.0 - at_once) * none, 20_000, |seed| {
        f64::from(customer(true)(seed).purchases.is_empty())
    });
    // Of those who come back, a/(a + b) leave at once then.
    mean_is((1.0 - none) * a / (a + b), 20_000, |seed| {
        let customer = customer(false)(seed);
        f64::from(customer.purchases.len() == 1 && customer.left.is_some())
    });
    for seed in 0..200 {
        for from_start in [false, true] {
            let customer = customer(from_start)(seed);
            sound(&customer, t * WEEK);
            if let Some(left) = customer.left {
                assert_eq!(left, customer.purchases.last().copied().unwrap_or(0.0));
            }
        }
    }
}

#[test]
fn hostile_rates_are_refused() {
    for refused in [
        gamma_poisson([1e10, 1e-10], 1e-6, 1e10, 1),
        // Customers who would leave long after the limit, and never.
        beta_geometric([1e10, 1e-10, 1.0, 1e10], false, 1.0, 1e9, 1),
        beta_geometric([1e10, 1e-10, 1e-10, 1e10], true, 1.0, 1e9, 1),
    ] {
        assert_eq!(
            refused.unwrap_err().to_string(),
            "number of purchases of a simulated customer must be at most 100000, got 100001"
        );
    }
    // And those who never buy.
    for seed in 0..50 {
        for parameters in [[1e-10, 1e10, 1e-10, 1e-10], [1e-3, 1e4, 1e-3, 1e4]] {
            for from_start in [false, true] {
                let quiet = beta_geometric(parameters, from_start, 1e6, 1e14, seed).unwrap();
                sound(&quiet, 1e14);
            }
            sound(&pareto(parameters, 1e6, 1e14, seed).unwrap(), 1e14);
        }
    }
}
