//! [`Nps`] given what it should not be given.

use tenure::survey::{Breaks, NpsClass, NpsMethod, Rating};
use tenure::units::Level;
use tenure::{Error, Nps};

use super::nps_laws::METHODS;

#[test]
fn ratings_that_no_scale_has() {
    for (wrong, message) in [
        (
            Nps::try_from_iter([9, 11, 3]),
            "item 1 was rejected: rating must be a whole number from 0 to 10, got 11",
        ),
        (
            Nps::try_from_iter([9, 3, -1]),
            "item 2 was rejected: rating must be a whole number from 0 to 10, got -1",
        ),
    ] {
        assert_eq!(wrong.unwrap_err().to_string(), message);
    }
    for (wrong, message) in [
        (
            6.5,
            "item 0 was rejected: rating must be a whole number from 0 to 10, got 6.5",
        ),
        (
            5e-324,
            "item 0 was rejected: rating must be a whole number from 0 to 10, got 5e-324",
        ),
        (
            1e300,
            "item 0 was rejected: rating must be a whole number from 0 to 10, got 1e300",
        ),
        (
            f64::NAN,
            "item 0 was rejected: rating must be a finite number, got NaN",
        ),
        (
            f64::INFINITY,
            "item 0 was rejected: rating must be a finite number, got inf",
        ),
    ] {
        assert_eq!(
            Nps::try_from_iter([wrong]).unwrap_err().to_string(),
            message
        );
    }
    let mut nps = Nps::from_counts(1, 2, 3);
    nps.try_extend([10, 10, 12]).unwrap_err();
    assert_eq!(nps, Nps::from_counts(1, 2, 3), "all or none");
}

#[test]
fn ratings_that_the_breaks_do_not_have() {
    for (breaks, wrong, message) in [
        (
            Breaks::ONE_TO_TEN,
            0.0,
            "item 1 was rejected: rating must be a whole number from 1 to 10, got 0",
        ),
        (
            Breaks::ONE_TO_FIVE,
            -1.0,
            "item 1 was rejected: rating must be a whole number from 1 to 5, got -1",
        ),
        (
            Breaks::ONE_TO_THREE,
            2.5,
            "item 1 was rejected: rating must be a whole number from 1 to 3, got 2.5",
        ),
        (
            Breaks::STANDARD,
            1e9,
            "item 1 was rejected: rating must be a whole number from 0 to 10, got 1000000000",
        ),
        (
            Breaks::STANDARD,
            f64::NAN,
            "item 1 was rejected: rating must be a finite number, got NaN",
        ),
    ] {
        let error = breaks.tally([3.0, wrong]).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(matches!(error, Error::Item { index: 1, .. }));
    }
    assert_eq!(
        Breaks::new(2, 9, 4, 6)
            .unwrap()
            .classify(1)
            .unwrap_err()
            .to_string(),
        "rating must be a whole number on the scale of the question, got 1"
    );
}

#[test]
fn breaks_that_leave_the_scale_or_overlap() {
    for (wrong, message) in [
        (
            Breaks::new(1, 5, 0, 5),
            "highest rating of a detractor must be on the scale of the question, got 0",
        ),
        (
            Breaks::new(1, 5, 3, 6),
            "lowest rating of a promoter must be on the scale of the question, got 6",
        ),
        (
            Breaks::new(0, 10, 9, 9),
            "lowest rating of a promoter must be above the highest rating of a detractor, got 9",
        ),
        (
            Breaks::new(10, 0, 6, 9),
            "lowest rating of the scale (10) cannot exceed highest rating of the scale (0)",
        ),
    ] {
        assert_eq!(wrong.unwrap_err().to_string(), message);
    }
    assert_eq!(Breaks::default(), Breaks::STANDARD);
}

#[test]
fn nobody_answered() {
    let nps = Nps::default();
    assert_eq!(nps, Nps::try_from_iter::<[u8; 0]>([]).unwrap());
    assert_eq!(nps.count(), 0);
    assert_eq!(
        (nps.score(), nps.variance(), nps.standard_error()),
        (None, None, None)
    );
    assert_eq!(
        (
            nps.promoter_share(),
            nps.passive_share(),
            nps.detractor_share()
        ),
        (None, None, None)
    );
    for method in METHODS {
        assert_eq!(nps.interval_with(method, Level::P95), None, "{method}");
    }
}

#[test]
fn one_detractor() {
    let nps: Nps = std::iter::once(NpsClass::Detractor).collect();
    assert_eq!(nps.score(), Some(-100.0));
    assert_eq!(nps.standard_error(), Some(0.0));
    let shown = |method| {
        nps.interval_with(method, Level::P95)
            .map(|i| format!("{i:.1}"))
    };
    assert_eq!(shown(NpsMethod::Score).as_deref(), Some("-100.0 to 58.7"));
    assert_eq!(
        shown(NpsMethod::AdjustedWald).as_deref(),
        Some("-98.5 to 48.5")
    );
    assert_eq!(shown(NpsMethod::Wald).as_deref(), Some("-100.0 to -100.0"));
    assert_eq!(shown(NpsMethod::StudentT), None);
    let bootstrap = |resamples| NpsMethod::Bootstrap { resamples, seed: 1 };
    assert_eq!(shown(bootstrap(0)), None);
    assert_eq!(shown(bootstrap(1)).as_deref(), Some("-100.0 to -100.0"));
}

#[test]
fn levels_next_to_one() {
    let level = Level::new(1.0 - f64::EPSILON / 2.0).unwrap();
    for method in METHODS {
        let interval = Nps::from_counts(5, 3, 2).interval_with(method, level);
        assert!(interval.is_some_and(|i| i.width() > 0.0), "{method}");
    }
}

#[test]
fn counts_at_the_limit() {
    let rating = Rating::new(9).unwrap();
    for (p, q, d) in [
        (u64::MAX, 0, 0),
        (u64::MAX, 0, 1),
        (u64::MAX, 1, 0),
        (u64::MAX, u64::MAX, u64::MAX),
        (0, 0, u64::MAX),
        (1, 0, u64::MAX),
    ] {
        let mut nps = Nps::from_counts(p, q, d);
        nps.push(rating);
        let score = nps.score().unwrap();
        assert!(score.abs() <= 100.0);
        for method in METHODS {
            let interval = nps.interval_with(method, Level::P99).unwrap();
            assert!(interval.width() < 1e-6, "{method}: {interval}");
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn states_read_back_and_merged_with_themselves() {
    use tenure::Merge as _;

    for text in [
        r#"{"promoters":18446744073709551615,"passives":18446744073709551614,"detractors":1}"#,
        r#"{"promoters":"5192296858534827628530496329220096","passives":0,"detractors":"5192296858534827628530496329220095"}"#,
    ] {
        let mut nps: Nps = crate::support::wire::read(text).unwrap();
        let before = nps.score().unwrap();
        for _ in 0..200 {
            nps.merge(nps);
            let score = nps.score().unwrap();
            assert!((-100.0..=100.0).contains(&score));
        }
        assert!(before >= 0.0);
        for method in METHODS {
            let interval = nps.interval_with(method, Level::P95).unwrap();
            assert!(
                interval.lower() >= -100.0 && interval.upper() <= 100.0,
                "{method}"
            );
        }
        let text = serde_json::to_string(&nps).unwrap();
        assert_eq!(serde_json::from_str::<Nps>(&text).unwrap(), nps);
    }
}

#[cfg(feature = "serde")]
#[test]
fn states_that_nobody_can_have_saved() {
    for text in [
        r#"{"promoters":-1,"passives":0,"detractors":0}"#,
        r#"{"promoters":1.5,"passives":0,"detractors":0}"#,
        r#"{"promoters":"340282366920938463463374607431768211455","passives":0,"detractors":0}"#,
        r#"{"promoters":1,"passives":0}"#,
    ] {
        crate::support::wire::read::<Nps>(text).unwrap_err();
    }
    for (text, message) in [
        (
            r#"{"lowest":0,"highest":10,"detractors_to":9,"promoters_from":9}"#,
            "above the highest rating of a detractor",
        ),
        (
            r#"{"lowest":0,"highest":10,"detractors_to":6,"promoters_from":11}"#,
            "on the scale of the question",
        ),
    ] {
        let error = serde_json::from_str::<Breaks>(text).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
    let breaks = serde_json::to_string(&Breaks::ONE_TO_FIVE).unwrap();
    assert_eq!(
        serde_json::from_str::<Breaks>(&breaks).unwrap(),
        Breaks::ONE_TO_FIVE
    );
}

#[cfg(feature = "serde")]
#[test]
fn methods_and_classes_on_the_wire() {
    let method = NpsMethod::Bootstrap {
        resamples: 10,
        seed: 7,
    };
    let text = serde_json::to_string(&method).unwrap();
    assert_eq!(text, r#"{"bootstrap":{"resamples":10,"seed":7}}"#);
    assert_eq!(serde_json::from_str::<NpsMethod>(&text).unwrap(), method);
    let text = serde_json::to_string(&[NpsMethod::AdjustedWald]).unwrap();
    assert_eq!(text, r#"["adjusted_wald"]"#);
    assert_eq!(
        serde_json::to_string(&NpsClass::Passive).unwrap(),
        r#""passive""#
    );
}
