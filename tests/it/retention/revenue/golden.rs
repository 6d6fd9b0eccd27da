//! The reference values of the trade's definitions.

use tenure::retention::revenue::{MovementKind, RevenueLedger, RevenueMovements};
use tenure::units::{Money, Proportion};

use crate::support::assert_close;
use crate::support::golden::{Golden, counts, golden};

const EXACT: f64 = 1e-12;

/// The customer × month matrix, each row a customer.
fn matrix(item: &Golden) -> Vec<(String, Vec<u64>)> {
    let rows = item.input("mrr_cents").as_object().unwrap();
    rows.iter()
        .map(|(id, row)| (id.clone(), counts(row)))
        .collect()
}

/// The matrix as snapshots.
fn snapshots(item: &Golden) -> RevenueLedger<String> {
    let rows = matrix(item);
    let rows = rows.iter().flat_map(|(id, row)| {
        let months = row.iter().zip(0_i64..);
        months.map(move |(mrr, month)| (id.clone(), month, i64::try_from(*mrr).unwrap()))
    });
    RevenueLedger::try_from_snapshots(rows).unwrap()
}

const fn get(rate: Option<Proportion>) -> f64 {
    rate.unwrap().get()
}

#[track_caller]
fn check(month: &RevenueMovements, item: &Golden, path: &str) {
    let whole = |name: &str| item.expected(&format!("{path}/{name}")).as_i64().unwrap();
    let close = |got: f64, name: &str| {
        assert_close(got, item.number(&format!("{path}/{name}")).unwrap(), EXACT);
    };
    for kind in MovementKind::ALL {
        assert_eq!(
            month.amount(kind),
            Money::from_minor(whole(kind.name())),
            "{kind}"
        );
    }
    assert_eq!(month.opening(), Money::from_minor(whole("start")));
    assert_eq!(month.closing(), Money::from_minor(whole("end")));
    assert_eq!(
        u64::try_from(whole("customers_start")).unwrap(),
        month.customers_at_start()
    );
    assert_eq!(
        u64::try_from(whole("customers_end")).unwrap(),
        month.customers_at_end()
    );
    assert_eq!(
        u64::try_from(whole("logos_churned")).unwrap(),
        month.customers(MovementKind::Churn)
    );
    close(get(month.gross_revenue_retention()), "grr");
    close(month.net_revenue_retention().unwrap(), "nrr");
    close(get(month.logo_churn().proportion()), "logo_churn");
    close(get(month.gross_revenue_churn()), "gross_mrr_churn");
    close(
        month.net_revenue_churn_with_reactivation().unwrap(),
        "net_mrr_churn_incl_reactivation",
    );
    close(
        month.quick_ratio_with_reactivation().unwrap(),
        "quick_ratio",
    );
    close(
        month.end_without_new_over_start().unwrap(),
        "netsuite_nrr_end_minus_new",
    );
}

#[test]
fn every_month_of_the_matrix() {
    let item = golden("mrr_movements");
    let ledger = snapshots(&item);
    let waterfall = ledger.waterfall(0, 5).unwrap();
    assert_eq!(waterfall.iter().len(), 5);
    for (place, (month, moved)) in waterfall.iter().enumerate() {
        let path = format!("by_month/{place}");
        assert_eq!(
            item.expected(&format!("{path}/month")).as_i64(),
            Some(month)
        );
        check(moved, &item, &path);
        check(&ledger.movements(month - 1, month).unwrap(), &item, &path);
    }
}

/// The same month from one row per customer.
#[test]
fn every_month_from_rows_of_customers() {
    let item = golden("mrr_movements");
    let matrix = matrix(&item);
    for month in 1..6 {
        let rows = matrix.iter().map(|(id, row)| {
            let [opening, closing] =
                [row[month - 1], row[month]].map(|mrr| i64::try_from(mrr).unwrap());
            (
                id,
                opening,
                closing,
                row[..month].iter().any(|mrr| *mrr > 0),
            )
        });
        let moved = RevenueMovements::try_from_customers(rows.clone()).unwrap();
        check(&moved, &item, &format!("by_month/{}", month - 1));
        let unkeyed = rows.map(|(_, opening, closing, before)| (opening, closing, before));
        assert_eq!(RevenueMovements::try_from_iter(unkeyed).unwrap(), moved);
    }
}

#[test]
fn every_horizon_of_the_matrix() {
    let item = golden("mrr_movements");
    let retention = snapshots(&item).revenue_retention(0, 5).unwrap();
    let close = |got: f64, name: &str| assert_close(got, item.number(name).unwrap(), EXACT);
    close(
        retention.net_point_to_point().unwrap(),
        "five_month_cohort_nrr",
    );
    close(
        get(retention.gross_point_to_point()),
        "five_month_cohort_grr_point_to_point",
    );
    close(
        retention.gross_chained().unwrap(),
        "five_month_grr_chained_product",
    );
    close(
        get(retention.gross_running_minimum()),
        "five_month_grr_running_min",
    );
    close(
        retention.net_chained().unwrap(),
        "five_month_nrr_chained_product",
    );
    assert_eq!((retention.from(), retention.to()), (0, 5));
}
