//! Laws of the logs and of their triangles.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tenure::Merge;
use tenure::retention::cohorts::{
    Activity, ActivityLog, AgeWindow, CohortActivity, CohortLog, CohortTriangle,
};
use tenure::units::Money;

use super::{
    activities, activity_log, by_force, cohort_activities, cohort_log, cohort_logs, logs, said,
    windows,
};
use crate::support::laws;

#[test]
fn an_activity_log_is_an_accumulator() {
    laws::accumulator::<ActivityLog<u8>, Activity<u8>>(file!(), activities());
}

#[test]
fn a_cohort_log_is_an_accumulator() {
    laws::accumulator::<CohortLog<u8>, CohortActivity<u8>>(file!(), cohort_activities());
}

#[derive(Debug, Clone)]
enum Row {
    Active(u8, i64, i64),
    Start(u8, i64),
}

fn mixed() -> impl Strategy<Value = Row> {
    prop_oneof![
        (0..9_u8, 0..9_i64, -2..3_i64)
            .prop_map(|(id, period, amount)| Row::Active(id, period, amount)),
        (0..9_u8, -2..9_i64).prop_map(|(id, period)| Row::Start(id, period)),
    ]
}

#[test]
fn they_are_with_starts_members_and_names_for_ids() {
    laws::fold::<ActivityLog<String>, _>(file!(), mixed(), |rows| {
        let mut log = ActivityLog::default();
        for row in rows {
            match row {
                Row::Active(id, period, amount) => {
                    let row = Activity::new(format!("customer {id}"), *period);
                    log.push(row.paying(Money::from_minor(*amount)));
                }
                Row::Start(id, period) => log.push_start(format!("customer {id}"), *period),
            }
        }
        log
    });
    laws::fold::<CohortLog<String>, _>(file!(), mixed(), |rows| {
        let mut log = CohortLog::default();
        for row in rows {
            match row {
                Row::Active(id, age, amount) => {
                    let cohort = i64::from(*id) % 3;
                    let row = CohortActivity::new(format!("customer {id}"), cohort, cohort + age);
                    log.push(row.unwrap().paying(Money::from_minor(*amount)));
                }
                Row::Start(id, cohort) => log.push_member(format!("customer {id}"), *cohort),
            }
        }
        log
    });
}

/// What all triangles keep, whichever log made them.
fn keeps_the_laws(
    ask: &dyn Fn(&[AgeWindow]) -> CohortTriangle,
    through: i64,
) -> Result<(), TestCaseError> {
    let ages = 0..12_u64;
    let n_period = ask(&ages.clone().map(AgeWindow::period).collect::<Vec<_>>());
    let unbounded = ask(&ages.clone().map(AgeWindow::on_or_after).collect::<Vec<_>>());
    for k in 0..12_usize {
        for more in 0..4_usize {
            let window = AgeWindow::between(k as u64, (k + more) as u64).unwrap();
            let bracket = ask(&[window]);
            prop_assert_eq!(bracket.rows().len(), n_period.rows().len());
            for row in bracket.rows() {
                let cohort = row.cohort();
                let single = n_period.cohort(cohort).unwrap();
                let later = unbounded.cohort(cohort).unwrap();
                // Finished exactly when its last age is.
                let bracket = row.cell(0);
                prop_assert_eq!(bracket.is_some(), cohort + (k + more) as i64 <= through);
                let Some(bracket) = bracket else { continue };
                prop_assert!(bracket.active() <= later.cell(k).unwrap().active());
                prop_assert!(bracket.active() <= row.size());
                let inside = (k..=k + more).filter_map(|age| single.cell(age));
                for cell in inside {
                    prop_assert!(cell.active() <= bracket.active());
                    prop_assert!(more > 0 || cell == bracket);
                }
            }
        }
    }
    for row in unbounded.rows() {
        let cells: Vec<_> = row.cells().map_while(|cell| cell).collect();
        prop_assert!(
            cells
                .windows(2)
                .all(|pair| pair[0].active() >= pair[1].active())
        );
    }
    for column in 0..12 {
        for triangle in [&n_period, &unbounded] {
            let finished: Vec<_> = triangle.rows().filter_map(|row| row.cell(column)).collect();
            let shares = || finished.iter().map(|cell| cell.share().get());
            let weighted = triangle
                .weighted_mean(column)
                .map(|cell| cell.share().get());
            let simple = triangle.simple_mean(column).map(|mean| mean.get());
            prop_assert_eq!(weighted.is_some(), !finished.is_empty());
            prop_assert_eq!(simple.is_some(), !finished.is_empty());
            let (low, high) = (shares().fold(1.0, f64::min), shares().fold(0.0, f64::max));
            for mean in [weighted, simple].into_iter().flatten() {
                // The last bit of a mean of equal shares is rounding.
                prop_assert!(low - 1e-15 <= mean && mean <= high + 1e-15);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn cells_are_what_counting_by_hand_gives(
        (rows, starts) in logs(),
        columns in proptest::collection::vec(windows(), 0..12),
        through in -5..14_i64,
    ) {
        let log = activity_log(&rows, &starts);
        let declared = starts.iter().fold(BTreeMap::new(), |mut all, (id, start)| {
            let earliest = all.entry(*id).or_insert(*start);
            *earliest = *start.min(earliest);
            all
        });
        let first = |id: u8| {
            let rows = rows.iter().filter(|row| *row.id() == id);
            declared.get(&id).copied().or_else(|| rows.map(|row| row.period()).min())
        };
        let known: Vec<_> = rows
            .iter()
            .map(|row| (*row.id(), first(*row.id()).unwrap(), row.period(), row.amount().minor()))
            .collect();
        let (before, known): (Vec<_>, Vec<_>) = known.into_iter().partition(|row| row.2 < row.1);
        let members = declared.into_iter().collect();
        let triangle = log.triangle(columns.iter().copied(), through).unwrap();
        prop_assert_eq!(said(&triangle), by_force(&known, &members, &columns, through));
        let before = before.into_iter().filter(|row| row.2 <= through);
        let before: BTreeSet<_> = before.map(|row| (row.0, row.2)).collect();
        prop_assert_eq!(triangle.activity_before_start(), before.len() as u64);
    }

    #[test]
    fn cells_of_known_cohorts_are_too(
        (rows, members) in cohort_logs(),
        columns in proptest::collection::vec(windows(), 0..12),
        through in -5..14_i64,
    ) {
        let log = cohort_log(&rows, &members);
        let known: Vec<_> = rows
            .iter()
            .map(|row| (*row.id(), row.cohort(), row.period(), row.amount().minor()))
            .collect();
        let triangle = log.triangle(columns.iter().copied(), through).unwrap();
        let members = members.into_iter().collect();
        prop_assert_eq!(said(&triangle), by_force(&known, &members, &columns, through));
    }

    #[test]
    fn windows_contain_each_other((rows, starts) in logs(), through in -5..14_i64) {
        let log = activity_log(&rows, &starts);
        keeps_the_laws(&|windows| log.triangle(windows.iter().copied(), through).unwrap(), through)?;
    }

    #[test]
    fn windows_of_known_cohorts_do_too((rows, members) in cohort_logs(), through in -5..14_i64) {
        let log = cohort_log(&rows, &members);
        keeps_the_laws(&|windows| log.triangle(windows.iter().copied(), through).unwrap(), through)?;
    }

    #[test]
    fn what_is_after_the_right_edge_changes_nothing(
        (rows, starts) in logs(),
        late in proptest::collection::vec((0..14_u8, 1..9_i64), 0..9),
        through in -5..14_i64,
    ) {
        let mut log = activity_log(&rows, &starts);
        let before = [log.n_period(through).unwrap(), log.unbounded(through).unwrap()];
        log.extend(late.iter().map(|(id, after)| Activity::new(*id, through + after)));
        prop_assert_eq!([log.n_period(through).unwrap(), log.unbounded(through).unwrap()], before);
    }

    #[test]
    fn what_is_after_the_right_edge_of_known_cohorts_changes_nothing(
        (rows, members) in cohort_logs(),
        late in proptest::collection::vec((0..14_u8, -6..14_i64, 1..9_i64), 0..9),
        through in -5..14_i64,
    ) {
        let mut log = cohort_log(&rows, &members);
        let before = [log.n_period(through).unwrap(), log.unbounded(through).unwrap()];
        log.extend(late.iter().map(|(id, cohort, after)| {
            CohortActivity::new(*id, (*cohort).min(through + after), through + after).unwrap()
        }));
        prop_assert_eq!([log.n_period(through).unwrap(), log.unbounded(through).unwrap()], before);
    }

    #[test]
    fn another_count_of_periods_changes_the_labels_only(
        (rows, starts) in logs(),
        shift in prop_oneof![-1000..1000_i64, Just(i64::MAX - 20), Just(i64::MIN + 20)],
        through in -5..14_i64,
    ) {
        let log = activity_log(&rows, &starts);
        let moved: Vec<_> = rows
            .iter()
            .map(|row| Activity::new(*row.id(), row.period() + shift).paying(row.amount()))
            .collect();
        let starts: Vec<_> = starts.iter().map(|(id, start)| (*id, start + shift)).collect();
        let there = said(&activity_log(&moved, &starts).unbounded(through + shift).unwrap());
        let here = said(&log.unbounded(through).unwrap());
        let here: BTreeMap<_, _> = here.into_iter().map(|(cohort, row)| (cohort + shift, row)).collect();
        prop_assert_eq!(there, here);
    }

    #[test]
    fn another_currency_leaves_every_ratio(
        (rows, starts) in logs(),
        rate in 2..1000_i64,
    ) {
        let here = activity_log(&rows, &starts).n_period(12).unwrap();
        let exchanged: Vec<_> = rows
            .iter()
            .map(|row| {
                let minor = i64::try_from(row.amount().minor()).unwrap();
                Activity::new(*row.id(), row.period()).paying(Money::from_minor(minor * rate))
            })
            .collect();
        let there = activity_log(&exchanged, &starts).n_period(12).unwrap();
        for (here, there) in here.rows().zip(there.rows()) {
            for (here, there) in here.cells().zip(there.cells()) {
                let (Some(here), Some(there)) = (here, there) else { continue };
                prop_assert_eq!(here.retained(), there.retained());
                let (here, there) = (here.revenue_retention(), there.revenue_retention());
                prop_assert_eq!(here.is_some(), there.is_some());
                let (here, there) = (here.unwrap_or(0.0), there.unwrap_or(0.0));
                prop_assert!((here - there).abs() <= 1e-15 * here.abs(), "{here} {there}");
            }
        }
    }

    /// Merging without sorting in between, and asking before and after.
    #[test]
    fn an_unsorted_log_answers_the_same((rows, starts) in logs(), cut in 0..60_usize) {
        let whole = activity_log(&rows, &starts);
        let mut pushed = ActivityLog::new();
        let (head, tail) = rows.split_at(cut.min(rows.len()));
        head.iter().for_each(|row| pushed.push(*row));
        let mut other = ActivityLog::new();
        tail.iter().rev().for_each(|row| other.push(*row));
        pushed.merge(other);
        starts.iter().for_each(|(id, start)| pushed.push_start(*id, *start));
        prop_assert_eq!(&pushed, &whole);
        prop_assert_eq!(pushed.unbounded(9).unwrap(), whole.unbounded(9).unwrap());
        pushed.sort();
        prop_assert_eq!(pushed.unbounded(9).unwrap(), whole.unbounded(9).unwrap());
    }
}
