//! The three shares of an [`Nps`], and its score against a target.

use proptest::prelude::*;
use tenure::survey::NpsClass::{Detractor, Passive, Promoter};
use tenure::units::Level;
use tenure::{Error, Nps};

use super::nps_laws::{levels, swapped, tallies};

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn each_class_is_its_customers_of_all(nps in tallies()) {
        let counts = [nps.detractors(), nps.passives(), nps.promoters()];
        let shares = [nps.detractor_share(), nps.passive_share(), nps.promoter_share()];
        for (class, (count, share)) in
            [Detractor, Passive, Promoter].into_iter().zip(counts.into_iter().zip(shares))
        {
            prop_assert_eq!(nps.class(class).successes(), count);
            prop_assert_eq!(nps.class(class).trials(), nps.count());
            prop_assert_eq!(nps.class(class).proportion(), share);
        }
    }

    /// The price of saying three things at once.
    #[test]
    fn together_the_intervals_hold_the_ones_alone(nps in tallies(), level in levels()) {
        for class in [Detractor, Passive, Promoter] {
            let alone = nps.class(class).interval(level).unwrap();
            let together = nps.class_interval(class, level).unwrap();
            prop_assert_eq!(together.level(), level);
            prop_assert!(0.0 <= together.lower() && together.upper() <= 1.0);
            prop_assert!(together.lower() <= alone.lower() && alone.upper() <= together.upper());
            prop_assert!(nps.count() > 1 << 40 || together.width() > alone.width());
        }
    }

    /// Significant is where the interval of the same kind misses the target.
    #[test]
    fn the_test_agrees_with_the_interval(
        nps in tallies(), level in levels(), target in -100.0..=100.0,
    ) {
        let test = nps.test_against(target).unwrap();
        let interval = nps.interval(level).unwrap();
        let nearest = (interval.lower() - target).abs().min((interval.upper() - target).abs());
        prop_assume!(nearest > 1e-9);
        prop_assert_eq!(test.is_significant(level), !interval.contains(target));
        let mirrored = swapped(nps).test_against(-target).unwrap();
        prop_assert_eq!(mirrored.z(), -test.z() + 0.0);

        let wald = nps.wald_test_against(target).ok();
        prop_assert_eq!(wald.is_some(), nps.variance() > Some(0.0));
        if let Some(wald) = wald.filter(|_| (nps.score().unwrap() - target).abs() > 1e-9) {
            prop_assert_eq!(wald.z() > 0.0, nps.score().unwrap() > target);
        }
    }
}

#[test]
fn nobody_answered_and_bad_targets() {
    let nobody = Nps::default();
    assert_eq!(nobody.class(Promoter).trials(), 0);
    assert_eq!(nobody.class_interval(Promoter, Level::P95), None);
    assert_eq!(
        nobody.test_against(0.0).unwrap_err().to_string(),
        "a test of a net promoter score needs at least 1 answer, got 0"
    );
    assert_eq!(
        Nps::from_counts(5, 0, 0)
            .wald_test_against(0.0)
            .unwrap_err()
            .to_string(),
        "a Wald test of a net promoter score is not defined: all answers are alike, so their variance is 0; \
         use test_against"
    );
    for nps in [nobody, Nps::from_counts(5, 3, 2)] {
        for test in [Nps::test_against, Nps::wald_test_against] {
            let said = |target| test(&nps, target).unwrap_err().to_string();
            assert_eq!(
                said(100.5),
                "target score in points must be from -100 to 100 (30 for 30 points), got 100.5"
            );
            assert_eq!(
                said(f64::NAN),
                "target score in points must be a finite number, got NaN"
            );
            assert!(matches!(test(&nps, -101.0), Err(Error::OutOfRange { .. })));
        }
    }
}

/// 1 − (1 − level)/3 of the last level below 1 is 1, which is no level.
#[test]
fn the_last_level_below_one() {
    let level = Level::new(1.0_f64.next_down()).unwrap();
    let interval = Nps::from_counts(5, 3, 2).class_interval(Passive, level);
    assert!(interval.is_some_and(|i| i.contains(0.3) && i.level() == level));
}
