//! Tests of `tenure::retention::cohorts`.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "periods and ages of the tests are small"
)]

mod bad_input;
#[cfg(feature = "clv")]
mod bridge;
mod by_hand;
mod laws;
mod periods;
mod reference;
#[cfg(feature = "serde")]
mod saved;
mod shown;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tenure::retention::cohorts::{
    Activity, ActivityLog, AgeWindow, CohortActivity, CohortLog, CohortTriangle,
};
use tenure::units::Money;

/// Few customers and periods, so that they repeat; amounts of either sign, often none.
fn activities() -> impl Strategy<Value = Activity<u8>> {
    (0..12_u8, -4..12_i64, amounts())
        .prop_map(|(id, period, amount)| Activity::new(id, period).paying(amount))
}

fn cohort_activities() -> impl Strategy<Value = CohortActivity<u8>> {
    (0..12_u8, -4..6_i64, 0..9_u64, amounts()).prop_map(|(id, cohort, age, amount)| {
        CohortActivity::at_age(id, cohort, age)
            .unwrap()
            .paying(amount)
    })
}

fn amounts() -> impl Strategy<Value = Money> {
    proptest::option::of(-3..10_i64).prop_map(|minor| Money::from_minor(minor.unwrap_or(0) * 100))
}

fn windows() -> impl Strategy<Value = AgeWindow> {
    (0..9_u64, proptest::option::of(0..5_u64)).prop_map(|(from, more)| {
        more.map_or(AgeWindow::on_or_after(from), |more| {
            AgeWindow::between(from, from + more).unwrap()
        })
    })
}

/// Rows and starts.
type Starts = Vec<(u8, i64)>;

fn logs() -> impl Strategy<Value = (Vec<Activity<u8>>, Starts)> {
    let starts = proptest::collection::vec((0..14_u8, -5..12_i64), 0..4);
    (proptest::collection::vec(activities(), 0..60), starts)
}

fn cohort_logs() -> impl Strategy<Value = (Vec<CohortActivity<u8>>, Starts)> {
    let members = proptest::collection::vec((0..14_u8, -5..7_i64), 0..6);
    (
        proptest::collection::vec(cohort_activities(), 0..60),
        members,
    )
}

fn activity_log(rows: &[Activity<u8>], starts: &[(u8, i64)]) -> ActivityLog<u8> {
    let mut log: ActivityLog<u8> = rows.iter().collect();
    for (id, period) in starts {
        log.push_start(*id, *period);
    }
    log
}

fn cohort_log(rows: &[CohortActivity<u8>], members: &[(u8, i64)]) -> CohortLog<u8> {
    let mut log: CohortLog<u8> = rows.iter().collect();
    for (id, cohort) in members {
        log.push_member(*id, *cohort);
    }
    log
}

/// What a cell says: active, size, revenue, revenue of age 0.
type Said = (u64, u64, i128, i128);

fn said(triangle: &CohortTriangle) -> BTreeMap<i64, Vec<Option<Said>>> {
    let rows = triangle.rows().map(|row| {
        let cells = row.cells().map(|cell| {
            cell.map(|cell| {
                let first = row.first_revenue().minor();
                (cell.active(), cell.size(), cell.revenue().minor(), first)
            })
        });
        (row.cohort(), cells.collect())
    });
    rows.collect()
}

/// The same by brute force, from rows of (customer, cohort, period, amount) and members.
fn by_force(
    rows: &[(u8, i64, i64, i128)],
    members: &BTreeSet<(u8, i64)>,
    windows: &[AgeWindow],
    through: i64,
) -> BTreeMap<i64, Vec<Option<Said>>> {
    let rows: Vec<_> = rows.iter().filter(|row| row.2 <= through).collect();
    let mut customers: BTreeMap<i64, BTreeSet<u8>> = BTreeMap::new();
    let listed = members
        .iter()
        .copied()
        .chain(rows.iter().map(|row| (row.0, row.1)));
    for (id, cohort) in listed.filter(|(_, cohort)| *cohort <= through) {
        customers.entry(cohort).or_default().insert(id);
    }
    let cell = |cohort: i64, size: u64, window: &AgeWindow| {
        let from = cohort + window.from() as i64;
        let to = window.to().map_or(through, |to| cohort + to as i64);
        if from > through || to > through {
            return None;
        }
        let hit = rows
            .iter()
            .filter(|row| row.1 == cohort && (from..=to).contains(&row.2));
        let ids: BTreeSet<u8> = hit.clone().map(|row| row.0).collect();
        let first = rows.iter().filter(|row| row.1 == cohort && row.2 == cohort);
        let revenue = hit.map(|row| row.3).sum();
        Some((
            ids.len() as u64,
            size,
            revenue,
            first.map(|row| row.3).sum(),
        ))
    };
    let row = |(cohort, ids): (i64, BTreeSet<u8>)| {
        let cells = windows
            .iter()
            .map(|window| cell(cohort, ids.len() as u64, window));
        (cohort, cells.collect())
    };
    customers.into_iter().map(row).collect()
}
