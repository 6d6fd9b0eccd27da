//! How sure the retentions are.

use tenure::retention::revenue::RevenueMovements;
use tenure::stats::Interval;
use tenure::units::Level;

use super::Random;
use crate::support::assert_close;

/// Against mpmath with 50 digits, from the residuals one by one.
#[test]
fn reference_values() {
    let mut rows = 0;
    for line in include_str!("../../../golden/revenue.tsv").lines().skip(1) {
        let fields: Vec<_> = line.split('\t').collect();
        let customers = fields[0].split(' ').map(|pair| {
            let (a, b) = pair.split_once(':').unwrap();
            (a.parse::<i64>().unwrap(), b.parse::<i64>().unwrap(), true)
        });
        let all = RevenueMovements::try_from_iter(customers).unwrap();
        let level = Level::new(fields[1].parse().unwrap()).unwrap();
        let wanted: Vec<f64> = fields[2..].iter().map(|x| x.parse().unwrap()).collect();
        assert_eq!(
            all.net_revenue_retention(),
            Some(wanted[0]),
            "correctly rounded"
        );
        assert_eq!(
            all.gross_revenue_retention().unwrap().get(),
            wanted[3],
            "correctly rounded"
        );
        let check = |got: Interval, rate: f64, ends: &[f64], most: f64| {
            // Where an end is a small difference of rate and margin, it is to 1e-12 of these.
            let scale = rate.max(ends[1]);
            assert_close(got.lower() + scale, ends[0].clamp(0.0, most) + scale, 1e-12);
            assert_close(got.upper(), ends[1].clamp(0.0, most), 1e-12);
        };
        let net = all.net_revenue_retention_interval(level).unwrap();
        check(net, wanted[0], &wanted[1..3], f64::MAX);
        let gross = all.gross_revenue_retention_interval(level).unwrap();
        check(gross, wanted[3], &wanted[4..6], 1.0);
        rows += 1;
    }
    assert_eq!(rows, 60);
}

#[test]
fn no_spread_no_interval() {
    let level = Level::P95;
    let of = |rows: &[(i64, i64, bool)]| RevenueMovements::try_from_iter(rows).unwrap();
    for rows in [
        &[][..],
        &[(5000, 4000, true)],                                   // one customer
        &[(5000, 4000, true), (0, 70, false), (0, 80, true)],    // and others who do not count
        &[(5000, 5000, true), (70, 70, true), (900, 900, true)], // nobody moved
        &[(5000, 2500, true), (70, 35, true), (900, 450, true)], // all by the same share
    ] {
        assert_eq!(
            of(rows).net_revenue_retention_interval(level),
            None,
            "{rows:?}"
        );
        assert_eq!(
            of(rows).gross_revenue_retention_interval(level),
            None,
            "{rows:?}"
        );
    }
    // All grew, by different shares: gross retention is 1 without a spread.
    let grew = of(&[(5000, 6000, true), (70, 75, true), (900, 1800, true)]);
    assert!(grew.net_revenue_retention_interval(level).is_some());
    assert_eq!(grew.gross_revenue_retention_interval(level), None);
}

/// In the limits that the documentation names it covers what it says, within them it does not.
#[test]
fn it_covers_the_truth_as_often_as_it_says() {
    // 12 % leave, 20 % fall to a half, 18 % grow by a half, and whoever is drawn pays from 20 to 200.
    let truth = 0.5 + 0.2 * 0.5 + 0.18 * 1.5;
    let mut random = Random(3);
    let mut covered = [0, 0];
    for _ in 0..2000 {
        let rows = (0..60).map(|_| {
            let a = 2000 + i64::try_from(random.below(18_000)).unwrap() / 2 * 2;
            let b = match random.uniform() {
                u if u < 0.12 => 0,
                u if u < 0.32 => a / 2,
                u if u < 0.50 => a / 2 * 3,
                _ => a,
            };
            (a, b, true)
        });
        let all = RevenueMovements::try_from_iter(rows).unwrap();
        let net = all.net_revenue_retention_interval(Level::P95).unwrap();
        covered[0] += u32::from(net.contains(truth));
        let gross = all.gross_revenue_retention_interval(Level::P95).unwrap();
        covered[1] += u32::from(gross.contains(0.5 + 0.18 + 0.2 * 0.5));
    }
    // 1900 ± 4 standard errors of 9.7, and 15 below for the approximation.
    for covered in covered {
        assert!((1846..=1939).contains(&covered), "{covered} of 2000");
    }
}

/// One account as large as a thousand others is one customer, as far as the spread goes.
#[test]
fn effective_customers_are_few_where_one_account_is_large() {
    let equal = RevenueMovements::try_from_iter([(500, 400, true); 40]).unwrap();
    assert_eq!(equal.effective_customers_at_start(), Some(40.0));
    let mut rows = vec![(500, 400, true); 1000];
    rows.push((500_000, 500_000, true));
    let unequal = RevenueMovements::try_from_iter(rows).unwrap();
    let effective = unequal.effective_customers_at_start().unwrap();
    assert_close(
        effective,
        1e6 * 1e6 / (1000.0 * 500.0 * 500.0 + 5e5 * 5e5),
        1e-14,
    );
    assert!(effective < 4.0);
    assert_eq!(
        RevenueMovements::default().effective_customers_at_start(),
        None
    );
}
