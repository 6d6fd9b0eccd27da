//! The cumulative hazard against reference values, its laws, and what it does at the edges.

use proptest::prelude::*;
use tenure::retention::survival::{HazardMethod, HazardStep, HazardTies, LifetimeTable};
use tenure::units::Level;

use super::{CURVES, lifetimes, table_of};
use crate::support::assert_close;
use crate::support::golden::golden;

#[test]
fn the_reference_curves() {
    for id in CURVES {
        let item = golden(id);
        let curve = table_of(&item).nelson_aalen(HazardTies::Together).unwrap();
        let rows = item.expected("table").as_array().unwrap();
        assert_eq!(curve.steps().len(), rows.len(), "{id}");
        for (step, row) in curve.steps().iter().zip(rows) {
            assert_eq!(f64::from(step.time()), row["time"].as_f64().unwrap());
            assert_eq!(step.at_risk(), row["n_risk"].as_u64().unwrap());
            assert_eq!(step.left(), row["n_event"].as_u64().unwrap());
            assert_close(
                step.cumulative_hazard(),
                row["cumhaz_na"].as_f64().unwrap(),
                1e-12,
            );
            assert_close(
                step.variance(),
                row["cumhaz_na_var"].as_f64().unwrap(),
                1e-12,
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// It rises; taken one by one it is no lower; exp(−H) is no lower than Kaplan–Meier; intervals hold it.
    #[test]
    fn it_rises_and_its_intervals_hold_it(lifetimes in prop::collection::vec(lifetimes(), 1..60)) {
        let table: LifetimeTable<u32> = lifetimes.iter().collect();
        prop_assume!(!table.is_empty());
        let [together, one_by_one] = [HazardTies::Together, HazardTies::OneByOne]
            .map(|ties| table.nelson_aalen(ties).unwrap());
        let share = table.kaplan_meier().unwrap();
        let mut before = 0.0;
        for ((step, other), share) in together.steps().iter().zip(one_by_one.steps()).zip(share.steps()) {
            let hazard = step.cumulative_hazard();
            prop_assert!(hazard > before);
            before = hazard;
            prop_assert!(other.cumulative_hazard() >= hazard * (1.0 - 1e-15));
            prop_assert!(other.variance() >= step.variance() * (1.0 - 1e-15));
            prop_assert!(other.survival() >= share.survival() * (1.0 - 1e-15));
            for method in [HazardMethod::Log, HazardMethod::Plain] {
                let interval = step.interval_with(method, Level::P95).unwrap();
                prop_assert!(interval.contains(hazard) && interval.lower() >= 0.0);
            }
        }
        let each = together.steps().iter().map(|step| step.interval(Level::P90));
        prop_assert!(together.intervals(Level::P90).eq(each));
        let plain = |step: &HazardStep<u32>| step.interval_with(HazardMethod::Plain, Level::P90);
        let all = together.intervals_with(HazardMethod::Plain, Level::P90);
        prop_assert!(all.eq(together.steps().iter().map(plain)));
    }

    /// Without ties both rules are the same, to the bit.
    #[test]
    fn the_rules_agree_without_ties(left in prop::collection::vec(any::<bool>(), 1..200)) {
        let table = LifetimeTable::<u32>::try_from_iter((0..).zip(left)).unwrap();
        let [one, other] = [HazardTies::Together, HazardTies::OneByOne].map(|ties| table.nelson_aalen(ties).unwrap());
        for (one, other) in one.steps().iter().zip(other.steps()) {
            prop_assert_eq!(one.cumulative_hazard(), other.cumulative_hazard());
            prop_assert!((one.variance() / other.variance() - 1.0).abs() <= 1e-15);
        }
    }
}

#[test]
fn ties_one_by_one_are_times_a_hair_apart() {
    let tied = LifetimeTable::<u32>::try_from_iter([(1, true, 3), (2, false, 4)]).unwrap();
    let apart = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true), (3, true)]);
    let mut apart = apart.unwrap();
    apart.try_extend([(4, false, 4)]).unwrap();
    let tied = tied.nelson_aalen(HazardTies::OneByOne).unwrap().steps()[0];
    let apart = apart.nelson_aalen(HazardTies::Together).unwrap().steps()[2];
    assert_close(tied.cumulative_hazard(), apart.cumulative_hazard(), 1e-15);
    assert_close(tied.variance(), apart.variance(), 1e-15);
}

#[test]
fn what_is_known_before_and_beyond() {
    let table = LifetimeTable::<u32>::try_from_iter([(2, true), (5, false)]).unwrap();
    let curve = table.nelson_aalen(HazardTies::default()).unwrap();
    assert_eq!((curve.ties(), curve.last_time()), (HazardTies::Together, 5));
    let hazards = [1, 2, 5, 6].map(|time| curve.cumulative_hazard_at(time));
    assert_eq!(hazards, [Some(0.0), Some(0.5), Some(0.5), None]);
    assert_eq!(curve.survival_at(1), Some(1.0));
    assert_close(
        curve.survival_at(5).unwrap(),
        0.606_530_659_712_633_4,
        1e-15,
    );
    assert_eq!(
        (curve.standard_error_at(1), curve.standard_error_at(5)),
        (Some(0.0), Some(0.5))
    );
    assert_eq!(curve.survival_at(6), None);
    let first = curve.interval_at(0, Level::P95).unwrap();
    assert_eq!((first.lower(), first.upper()), (0.0, 0.0));
    // One customer of two: from nothing to a hundredfold.
    let interval = curve
        .interval_at(3, Level::P95)
        .map(|interval| format!("{interval:.3}"));
    assert_eq!(interval.as_deref(), Some("0.070 to 3.550"));
    let plain = curve.interval_at_with(HazardMethod::Plain, 3, Level::P95);
    assert_eq!(
        plain.map(|interval| format!("{interval:.3}")).as_deref(),
        Some("0.000 to 1.480")
    );
    assert!(
        LifetimeTable::<u32>::new()
            .nelson_aalen(HazardTies::Together)
            .is_none()
    );
}

#[test]
fn shown_as_a_table() {
    let table = LifetimeTable::<u32>::try_from_iter([(1, true), (12, true), (12, false)]).unwrap();
    assert_eq!(
        table
            .nelson_aalen(HazardTies::Together)
            .unwrap()
            .to_string(),
        "\
time  at risk  left  hazard    95% interval
1           3     1   0.333  0.047 to 2.366
12          2     1   0.833  0.203 to 3.425"
    );
    assert_eq!(
        [HazardTies::Together, HazardTies::OneByOne].map(|t| t.to_string()),
        ["together", "one by one"]
    );
    assert_eq!(
        [HazardMethod::Log, HazardMethod::Plain].map(|i| i.to_string()),
        ["log", "plain"]
    );
}

#[cfg(feature = "serde")]
#[test]
fn saved() {
    let table = LifetimeTable::<u32>::try_from_iter([(1, true), (2, false)]).unwrap();
    let hazard = table.nelson_aalen(HazardTies::OneByOne).unwrap();
    let form = r#"{"ties":"one_by_one","last_time":2,"steps":[[1,2,1]]}"#;
    crate::support::wire::saved(
        &hazard,
        &crate::support::wire::tagged("nelson-aalen hazard", form),
    );
    crate::support::wire::saved(
        &hazard.steps()[0],
        r#"{"time":1,"at_risk":2,"left":1,"cumulative_hazard":0.5,"variance":0.25}"#,
    );
    crate::support::wire::saved(&HazardTies::OneByOne, r#""one_by_one""#);
    crate::support::wire::saved(&HazardMethod::Log, r#""log""#);
}

#[test]
fn counts_at_their_ceiling_have_a_hazard() {
    // More customers than can be counted leave at each time: all at risk do, over and over.
    let all = (1..4_u32).map(|time| (time, true, u64::MAX));
    let table = LifetimeTable::<u32>::try_from_iter(all).unwrap();
    let curve = table.nelson_aalen(HazardTies::Together).unwrap();
    let hazards: Vec<_> = curve
        .steps()
        .iter()
        .map(HazardStep::cumulative_hazard)
        .collect();
    assert_eq!(hazards, [1.0, 2.0, 3.0]);
    let one_by_one = table.nelson_aalen(HazardTies::OneByOne).unwrap();
    assert!(
        one_by_one
            .steps()
            .iter()
            .all(|step| step.cumulative_hazard().is_finite())
    );
}
