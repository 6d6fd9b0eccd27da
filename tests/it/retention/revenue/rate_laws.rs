//! What holds of the rates, whatever the customers pay.

use proptest::prelude::*;
use tenure::retention::revenue::{MovementKind, RevenueChange, RevenueMovements};
use tenure::stats::Interval;
use tenure::units::{Level, Proportion};

use super::{changes, mrr};

fn customers() -> impl Strategy<Value = Vec<RevenueChange>> {
    proptest::collection::vec(changes(), 0..40)
}

fn get(rate: Option<Proportion>) -> Option<f64> {
    rate.map(Proportion::get)
}

/// Every rate there is, with the ends of the intervals.
fn rates(of: &RevenueMovements) -> Vec<Option<f64>> {
    let net = of.net_revenue_retention_interval(Level::P90);
    let gross = of.gross_revenue_retention_interval(Level::P90);
    vec![
        get(of.gross_revenue_retention()),
        of.net_revenue_retention(),
        of.net_revenue_retention_with_reactivation(),
        of.end_without_new_over_start(),
        get(of.gross_revenue_churn()),
        of.net_revenue_churn(),
        of.net_revenue_churn_with_reactivation(),
        get(of.logo_churn().proportion()),
        of.quick_ratio(),
        of.quick_ratio_with_reactivation(),
        of.effective_customers_at_start(),
        net.map(Interval::lower),
        net.map(Interval::upper),
        gross.map(Interval::lower),
        gross.map(Interval::upper),
    ]
}

/// Movements booked one by one by their kind are the sums without a branch.
#[test]
fn totals_are_those_of_the_kinds() {
    proptest!(|(changes in customers())| {
        let all: RevenueMovements = changes.iter().collect();
        for kind in MovementKind::ALL {
            let of_kind = changes.iter().filter(|change| change.kind() == Some(kind));
            let amount: i128 = of_kind.clone().map(|change| change.amount().minor()).sum();
            prop_assert_eq!(all.amount(kind).minor(), amount);
            prop_assert_eq!(all.customers(kind), of_kind.count() as u64);
        }
        let mut pushed = RevenueMovements::default();
        for change in &changes {
            pushed.push(*change);
        }
        prop_assert_eq!(pushed, all);
    });
}

#[test]
fn gross_is_at_most_net_and_at_most_1() {
    proptest!(|(changes in customers())| {
        let all: RevenueMovements = changes.iter().collect();
        let (Some(gross), Some(net)) = (get(all.gross_revenue_retention()), all.net_revenue_retention()) else {
            prop_assert_eq!(all.opening().minor(), 0);
            prop_assert!(rates(&all)[..8].iter().all(Option::is_none));
            return Ok(());
        };
        prop_assert!((0.0..=1.0).contains(&gross) && gross <= net, "{gross} {net}");
        prop_assert!(rates(&all).iter().flatten().all(|rate| rate.is_finite()));
        prop_assert!(!rates(&all).iter().flatten().any(|rate| rate.to_bits() == (-0.0_f64).to_bits()));
        // 1 iff nobody shrank: the very amounts, not their rounded quotient.
        let shrank = changes.iter().any(|change| change.closing() < change.opening());
        prop_assert_eq!(all.contraction().minor() + all.churn().minor() > 0, shrank);
        if !shrank {
            prop_assert_eq!(gross, 1.0);
        }
        // Complements, rounded once each.
        let churn = get(all.gross_revenue_churn()).unwrap();
        prop_assert!((gross + churn - 1.0).abs() <= f64::EPSILON);
        prop_assert_eq!(all.end_without_new_over_start(), all.net_revenue_retention_with_reactivation());
        prop_assert!(all.net_revenue_retention_with_reactivation() >= Some(net));
        prop_assert!(all.quick_ratio_with_reactivation() >= all.quick_ratio());
        let effective = all.effective_customers_at_start().unwrap();
        prop_assert!(effective >= 1.0 - 1e-12 && effective <= all.customers_at_start() as f64 + 1e-9);
        let churned = all.logo_churn();
        prop_assert_eq!(churned.successes(), all.customers(MovementKind::Churn));
        prop_assert_eq!(churned.trials(), all.customers_at_start());
        for interval in [
            all.net_revenue_retention_interval(Level::P95).map(|i| (i, net)),
            all.gross_revenue_retention_interval(Level::P95).map(|i| (i, gross)),
        ].into_iter().flatten() {
            prop_assert!(interval.0.contains(interval.1), "{interval:?}");
        }
    });
}

/// Without the customers who pay more, net is gross, and so are their intervals.
#[test]
fn net_without_expansion_is_gross() {
    proptest!(|(changes in customers())| {
        let capped: RevenueMovements = changes
            .iter()
            .map(|change| {
                let closing = if change.opening().minor() > 0 {
                    change.closing().min(change.opening())
                } else {
                    change.closing()
                };
                RevenueChange::new(change.opening(), closing, true).unwrap()
            })
            .collect();
        let all: RevenueMovements = changes.iter().collect();
        prop_assert_eq!(capped.net_revenue_retention(), get(all.gross_revenue_retention()));
        prop_assert_eq!(get(capped.gross_revenue_retention()), get(all.gross_revenue_retention()));
        prop_assert_eq!(
            capped.net_revenue_retention_interval(Level::P95).map(Interval::lower),
            all.gross_revenue_retention_interval(Level::P95).map(Interval::lower)
        );
    });
}

/// Cents or yen, or parts of a cent: the same bits.
#[test]
fn a_currency_change_leaves_every_rate_unchanged() {
    let pairs = proptest::collection::vec((0..1_i64 << 30, mrr(), any::<bool>()), 0..40);
    proptest!(|(rows in pairs, factor in 1..20_000_i64)| {
        let rows: Vec<_> = rows.into_iter().map(|(a, b, before)| (a, b % (1 << 30), before)).collect();
        let all = RevenueMovements::try_from_iter(&rows).unwrap();
        let other = rows.iter().map(|(a, b, before)| (a * factor, b * factor, *before));
        let other = RevenueMovements::try_from_iter(other).unwrap();
        let bits = |of: &RevenueMovements| rates(of).into_iter().map(|rate| rate.map(f64::to_bits)).collect::<Vec<_>>();
        prop_assert_eq!(bits(&all), bits(&other));
        prop_assert_eq!(all.opening().minor() * i128::from(factor), other.opening().minor());
    });
}

/// Correctly rounded beyond 2^53, too: against the quotient by long division.
#[test]
fn rates_are_rounded_once() {
    // As many digits of n/d as decide every rounding, read by the standard library, which rounds correctly.
    fn quotient(n: i128, d: i128) -> f64 {
        let mut digits = (n / d).to_string() + ".";
        let mut rest = n % d;
        for _ in 0..60 {
            rest *= 10;
            digits += &(rest / d).to_string();
            rest %= d;
        }
        if rest > 0 {
            digits.push('1');
        }
        digits.parse().unwrap()
    }
    proptest!(|(changes in proptest::collection::vec((0..=RevenueChange::MOST_IN_MINOR, 0..=RevenueChange::MOST_IN_MINOR), 1..400))| {
        let rows = changes.iter().map(|(a, b)| (*a, *b, true));
        let all = RevenueMovements::try_from_iter(rows).unwrap();
        let start: i128 = changes.iter().map(|(a, _)| i128::from(*a)).sum();
        prop_assume!(start > 0);
        let gross: i128 = changes.iter().map(|(a, b)| i128::from(*a.min(b))).sum();
        let net: i128 = changes.iter().filter(|(a, _)| *a > 0).map(|(_, b)| i128::from(*b)).sum();
        prop_assert_eq!(get(all.gross_revenue_retention()), Some(quotient(gross, start)));
        prop_assert_eq!(all.net_revenue_retention(), Some(quotient(net, start)));
        let payers = changes.iter().filter(|(a, _)| *a > 0).count();
        prop_assert_eq!(
            all.average_revenue_per_customer_at_start_in_major(0),
            Some(quotient(start, payers as i128))
        );
    });
}

/// The table of the module page, figure by figure.
#[test]
fn what_the_trade_calls_retention() {
    let month = RevenueMovements::try_from_customers([
        ("ann", 5000, 7500, true),
        ("bob", 10000, 0, true),
        ("cy", 3000, 3000, true),
        ("di", 20000, 18000, true),
        ("eve", 0, 500, true),
        ("fay", 8000, 8000, true),
        ("guy", 0, 4000, false),
    ])
    .unwrap();
    let percent = |rate: f64| format!("{:.1}", 100.0 * rate);
    assert_eq!(
        percent(get(month.gross_revenue_retention()).unwrap()),
        "73.9"
    );
    assert_eq!(percent(month.net_revenue_retention().unwrap()), "79.3");
    assert_eq!(
        percent(month.net_revenue_retention_with_reactivation().unwrap()),
        "80.4"
    );
    assert_eq!(
        percent(1.0 - month.net_revenue_churn_with_reactivation().unwrap()),
        "80.4"
    );
    assert_eq!(percent(1.0 - month.net_revenue_churn().unwrap()), "79.3");
    assert_eq!(percent(month.end_without_new_over_start().unwrap()), "80.4");
    let [start, churn, expansion] =
        [month.opening(), month.churn(), month.expansion()].map(|amount| amount.in_major(2));
    assert_eq!(percent(1.0 - (churn - expansion) / start), "83.7");
    assert_eq!(format!("{:.2}", month.quick_ratio().unwrap()), "0.54");
    assert_eq!(
        format!("{:.2}", month.quick_ratio_with_reactivation().unwrap()),
        "0.58"
    );
    assert_eq!(
        month.average_revenue_per_customer_at_start_in_major(0),
        Some(9200.0)
    );
    assert_eq!(
        month.average_revenue_per_customer_at_end_in_major(0),
        Some(41000.0 / 6.0)
    );
    assert_eq!(
        month.average_revenue_per_customer_at_start_in_major(2),
        Some(92.0)
    );
}
