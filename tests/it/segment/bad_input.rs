//! What is refused, and what is said about it.

use tenure::segment::{
    Direction, LifecycleRules, LifecycleStage, QuantileScale, RfmFacts, RfmScale, ValueTiers,
};
use tenure::units::{Finite, Proportion};

#[track_caller]
fn refused<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

const NOBODY: &str = "a quantile scale needs at least 1 customer, got 0";

#[test]
fn no_customers() {
    let none: [f64; 0] = [];
    refused(
        QuantileScale::new(none, 5, Direction::HigherIsBetter),
        NOBODY,
    );
    refused(RfmScale::new([(0.0, 0, 0.0); 0], 5), NOBODY);
    let fifth = Proportion::new(0.2).unwrap();
    refused(ValueTiers::by_quantiles(none, fifth, fifth), NOBODY);
}

#[test]
fn one_customer_is_enough() {
    let scale = RfmScale::new([(3.0, 1, 20.0)], 5).unwrap();
    assert_eq!(
        scale.score((3.0, 1, 20.0).try_into().unwrap()).to_string(),
        "1-1-1"
    );
}

#[test]
fn facts_that_cannot_be() {
    refused(
        RfmFacts::new(f64::NAN, 1, 1.0),
        "days since the last purchase must be a finite number, got NaN",
    );
    refused(
        RfmFacts::new(1.0, 1, f64::INFINITY),
        "money spent must be a finite number, got inf",
    );
    refused(
        RfmScale::new([(1.0, 1, 1.0), (-2.0, 1, 1.0)], 5),
        "item 1 was rejected: days since the last purchase must be at least 0, got -2",
    );
    refused(
        LifecycleRules::yearly().stage(Finite::from(-1), 1),
        "days since the first purchase must be at least 0, got -1",
    );
    // Who never bought has no first purchase: whatever stands there does not matter.
    let potential = LifecycleRules::yearly().stage(Finite::from(-1), 0);
    assert_eq!(potential, Ok(LifecycleStage::Potential));
    refused(
        QuantileScale::new([1.0, f64::NAN], 5, Direction::LowerIsBetter),
        "item 1 was rejected: value must be a finite number, got NaN",
    );
}

#[test]
fn groups_that_are_none() {
    for groups in [0, 1, 101, 255] {
        refused(
            QuantileScale::new([1.0], groups, Direction::HigherIsBetter),
            &format!("number of groups must be from 2 to 100, got {groups}"),
        );
    }
    assert!(QuantileScale::new([1.0], 100, Direction::HigherIsBetter).is_ok());
}

#[test]
fn tiers_the_wrong_way_round() {
    refused(
        ValueTiers::by_amounts(500.0, 20.0),
        "lower end of normal value (500) cannot exceed its upper end (20)",
    );
    refused(
        ValueTiers::by_amounts(f64::NEG_INFINITY, 20.0),
        "lower end of normal value must be a finite number, got -inf",
    );
    refused(
        ValueTiers::by_amounts(0.0, f64::NAN),
        "upper end of normal value must be a finite number, got NaN",
    );
    let almost = Proportion::new(1.0 - f64::EPSILON / 2.0).unwrap();
    let tiers = ValueTiers::by_quantiles([1.0, 2.0], almost, Proportion::ZERO).unwrap();
    assert_eq!((tiers.normal_from(), tiers.normal_to()), (2.0, 2.0));
    let half = Proportion::new(0.5).unwrap();
    refused(
        ValueTiers::by_quantiles([1.0, 2.0], half, half),
        "share of customers of low and of high value together must be below 1, got 1",
    );
}

#[test]
fn extreme_figures_have_a_place() {
    let figures = [f64::MAX, f64::MIN, f64::from_bits(1), 0.0];
    for direction in [Direction::HigherIsBetter, Direction::LowerIsBetter] {
        let scale = QuantileScale::new(figures, 4, direction).unwrap();
        let mut scores = figures.map(|figure| scale.score(Finite::new(figure).unwrap()));
        scores.sort_unstable();
        assert_eq!(scores, [1, 2, 3, 4]);
    }
}

#[cfg(feature = "serde")]
#[test]
fn states_read_back_are_checked() {
    use tenure::segment::{GroupCounts, RfmScore, ValueTier};

    fn read<T: tenure::saved::Saved + serde::de::DeserializeOwned>(
        text: &str,
    ) -> Result<T, String> {
        crate::support::wire::read(text).map_err(|error| error.to_string())
    }
    let refused = |error: String, why: &str| assert!(error.contains(why), "{error}");

    let scale = RfmScale::new([(3.0, 1, 20.0), (9.0, 4, 5.0)], 5).unwrap();
    let text = crate::support::wire::value(&scale);
    assert_eq!(read::<RfmScale>(&text).unwrap(), scale);
    let turned = text.replace("lower_is_better", "higher_is_better");
    refused(read::<RfmScale>(&turned).unwrap_err(), "RFM scale");

    let unsorted = r#"{"direction":"higher_is_better","cuts":[2.0,1.0]}"#;
    refused(read::<QuantileScale>(unsorted).unwrap_err(), "ascending");
    let none = r#"{"direction":"higher_is_better","cuts":[]}"#;
    refused(read::<QuantileScale>(none).unwrap_err(), "from 2 to 100");
    let turned = r#"{"normal_from":2.0,"normal_to":1.0}"#;
    refused(read::<ValueTiers>(turned).unwrap_err(), "cannot exceed");
    let twice = r#"[["low",1],["low",2]]"#;
    refused(
        read::<GroupCounts<ValueTier>>(twice).unwrap_err(),
        "occurs twice",
    );
    let future = r#"{"days_since_last":-1.0,"purchases":1,"spent":1.0}"#;
    let future = serde_json::from_str::<RfmFacts>(future).unwrap_err();
    refused(future.to_string(), "at least 0");

    let score = scale.score((3.0, 1, 20.0).try_into().unwrap());
    let text = crate::support::wire::value(&score);
    assert_eq!(read::<RfmScore>(&text), Ok(score));
    for wrong in [
        r#"{"groups":5,"recency":6,"frequency":1,"monetary":1}"#,
        r#"{"groups":5,"recency":0,"frequency":1,"monetary":1}"#,
        r#"{"groups":1,"recency":1,"frequency":1,"monetary":1}"#,
    ] {
        refused(
            read::<RfmScore>(wrong).unwrap_err(),
            "RFM score must be three scores from 1 to the number of groups",
        );
    }

    let huge = format!(r#"[["low","{0}"],["high","{0}"]]"#, 1_u128 << 112);
    let mut counts = read::<GroupCounts<ValueTier>>(&huge).unwrap();
    let same = counts.clone();
    tenure::Merge::merge(&mut counts, same);
    assert_eq!(counts.count(&ValueTier::Low), u64::MAX);
    assert_eq!(counts.to_string().matches("50.0%").count(), 2);
    let low = counts.share_of(&ValueTier::Low).proportion().unwrap();
    assert_eq!(low.get(), 0.5);
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_group_of_nobody_has_no_entry() {
    use tenure::segment::{GroupCounts, ValueTier};

    let read = crate::support::wire::read::<GroupCounts<ValueTier>>;
    let counts = read(r#"[["high",0],["low",2]]"#).unwrap();
    assert_eq!(counts, [ValueTier::Low; 2].iter().collect());
    assert_eq!(read(r#"[["high",0]]"#).unwrap(), GroupCounts::default());
    assert!(read(r#"[["low",0],["low",2]]"#).is_err());
}

#[test]
fn group_counts_are_as_wide_as_asked_for() {
    use tenure::segment::{GroupCounts, ValueTier};

    let counts: GroupCounts<ValueTier> = [ValueTier::Low].iter().collect();
    assert_eq!(format!("{counts:>16}|"), "  low 1 (100.0%)|");
    assert_eq!(format!("{counts:.0}|"), "low 1 (100%)|");
    assert_eq!(
        format!("{:3}|", GroupCounts::<ValueTier>::default()),
        "   |"
    );
}
