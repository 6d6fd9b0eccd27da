//! [`NpsDifference`].

use proptest::prelude::*;
use tenure::Nps;
use tenure::stats::ZTest;
use tenure::survey::{NpsDifference, NpsDifferenceMethod};
use tenure::units::Level;

use super::nps_laws::tallies;
use crate::support::assert_close;
use crate::support::golden::{Golden, counts, group};

const METHODS: [NpsDifferenceMethod; 3] = [
    NpsDifferenceMethod::Mover,
    NpsDifferenceMethod::AdjustedWald,
    NpsDifferenceMethod::Wald,
];

fn difference(item: &Golden) -> NpsDifference {
    let [first, second] = ["a_det_pas_pro", "b_det_pas_pro"].map(|name| {
        let counts = counts(item.input(name));
        Nps::from_counts(counts[2], counts[1], counts[0])
    });
    first.difference(second)
}

#[test]
fn reference_differences() {
    for item in group("nps_diff") {
        let difference = difference(&item);
        // The reference subtracts two rounded scores: the last digit of 0.2 is off there.
        assert_close(
            difference.estimate().unwrap(),
            100.0 * item.number("diff").unwrap(),
            1e-12,
        );
        let error = 100.0 * item.number("wald_se").unwrap();
        assert_close(difference.standard_error().unwrap(), error, 1e-12);

        let test = difference.test().unwrap();
        assert_close(test.z(), item.number("adj_z").unwrap(), 1e-12);
        assert_close(test.p_value(), item.number("adj_p").unwrap(), 1e-12);
        let wald = difference.wald_test();
        assert_eq!(
            wald.is_some(),
            item.number("wald_z").is_some(),
            "{}",
            item.id()
        );
        if let Some(wald) = wald {
            assert_close(wald.z(), item.number("wald_z").unwrap(), 1e-12);
            assert_close(wald.p_value(), item.number("wald_p").unwrap(), 1e-12);
        }

        for (name, method) in ["mover_score_ci", "adj_ci", "wald_ci"]
            .into_iter()
            .zip(METHODS)
        {
            let interval = difference.interval_with(method, Level::P95).unwrap();
            let [lower, upper] = item.pair(name).unwrap();
            assert_close(interval.lower(), 100.0 * lower, 1e-12);
            assert_close(interval.upper(), 100.0 * upper, 1e-12);
        }
        assert_eq!(
            difference.interval(Level::P95),
            difference.interval_with(NpsDifferenceMethod::Mover, Level::P95)
        );
    }
}

#[test]
fn either_survey_without_answers() {
    let some = Nps::from_counts(1, 0, 0);
    for difference in [
        some.difference(Nps::default()),
        Nps::default().difference(some),
        Nps::default().difference(Nps::default()),
    ] {
        assert_eq!(difference.estimate(), None);
        assert_eq!(difference.standard_error(), None);
        assert_eq!((difference.test(), difference.wald_test()), (None, None));
        for method in METHODS {
            assert_eq!(difference.interval_with(method, Level::P95), None);
        }
        assert_eq!(difference.to_string(), "no answers");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn exchanging_the_surveys_mirrors_everything(a in tallies(), b in tallies()) {
        let (there, back) = (a.difference(b), b.difference(a));
        prop_assert_eq!(back.estimate(), there.estimate().map(|points| -points + 0.0));
        prop_assert_eq!(back.standard_error(), there.standard_error());
        prop_assert_eq!(back.test().map(ZTest::p_value), there.test().map(ZTest::p_value));
        for method in METHODS {
            let there = there.interval_with(method, Level::P90).unwrap();
            let back = back.interval_with(method, Level::P90).unwrap();
            prop_assert_eq!(back.lower(), -there.upper() + 0.0);
            prop_assert_eq!(back.upper(), -there.lower() + 0.0);
        }
    }

    #[test]
    fn a_difference_stays_in_range_and_in_its_interval(a in tallies(), b in tallies()) {
        let difference = a.difference(b);
        let points = difference.estimate().unwrap();
        prop_assert!((-200.0..=200.0).contains(&points));
        prop_assert!((points - (a.score().unwrap() - b.score().unwrap())).abs() < 1e-12 * 200.0);
        for method in METHODS {
            let interval = difference.interval_with(method, Level::P95).unwrap();
            prop_assert!(interval.lower() >= -200.0 && interval.upper() <= 200.0);
            if method != NpsDifferenceMethod::AdjustedWald {
                prop_assert!(interval.contains(points), "{}", method);
            }
        }
    }

    #[test]
    fn test_and_adjusted_interval_agree(
        a in [0..60_u64, 0..60_u64, 1..60_u64], b in [0..60_u64, 0..60_u64, 1..60_u64],
    ) {
        let [a, b] = [a, b].map(|[p, q, d]| Nps::from_counts(p, q, d));
        let difference = a.difference(b);
        let p = difference.test().unwrap().p_value();
        prop_assume!((p - 0.05).abs() > 1e-9);
        let interval = difference.interval_with(NpsDifferenceMethod::AdjustedWald, Level::P95);
        prop_assert_eq!(p < 0.05, !interval.unwrap().contains(0.0));
    }

    #[test]
    fn a_survey_against_itself_does_not_differ(a in tallies()) {
        let difference = a.difference(a);
        prop_assert_eq!(difference.estimate(), Some(0.0));
        prop_assert_eq!(difference.test().map(|t| (t.z(), t.p_value())), Some((0.0, 1.0)));
    }
}
