//! [`Nps`] against the reference values.

use tenure::Nps;
use tenure::stats::Interval;
use tenure::survey::NpsClass::{Detractor, Passive, Promoter};
use tenure::survey::NpsMethod;
use tenure::units::Level;

use crate::support::assert_close;
use crate::support::golden::{Golden, group};

fn tally(item: &Golden) -> Nps {
    let [promoters, passives, detractors] =
        ["promoters", "passives", "detractors"].map(|name| item.input(name).as_u64().unwrap());
    Nps::from_counts(promoters, passives, detractors)
}

/// The items that are tallies: all but the weighted survey.
fn items() -> Vec<Golden> {
    let mut items = group("nps");
    items.retain(|item| item.id() != "nps_weighted");
    assert_eq!(items.len(), 13);
    items
}

/// The reference is a fraction and not cut at ±1.
#[track_caller]
fn assert_interval(got: Option<Interval>, expected: Option<[f64; 2]>) {
    let (Some(got), Some(expected)) = (got, expected) else {
        assert!(got.is_none() && expected.is_none(), "{got:?} {expected:?}");
        return;
    };
    for (got, expected) in [got.lower(), got.upper()].into_iter().zip(expected) {
        assert_close(got, 100.0 * expected.clamp(-1.0, 1.0), 1e-12);
    }
}

#[test]
fn scores_variances_and_standard_errors() {
    for item in items()
        .into_iter()
        .filter(|item| !item.id().contains("conf"))
    {
        let nps = tally(&item);
        assert_eq!(nps.count(), item.expected("n").as_u64().unwrap());
        // The reference multiplies a rounded quotient by 100: one more rounding.
        assert_close(
            nps.score().unwrap(),
            item.number("nps_points").unwrap(),
            3e-16,
        );
        assert_close(
            nps.variance().unwrap(),
            item.number("variance").unwrap(),
            1e-14,
        );
        let error = 100.0 * item.number("std_error").unwrap();
        assert_close(nps.standard_error().unwrap(), error, 1e-14);
    }
}

#[test]
fn closed_and_solved_intervals() {
    let methods = [
        ("wald", NpsMethod::Wald),
        ("adj_wald_3", NpsMethod::AdjustedWald),
        ("adj_wald_z2", NpsMethod::AdjustedWaldZ2),
        ("bonett_price", NpsMethod::BonettPrice),
        ("wilson_type", NpsMethod::WilsonType),
        ("score_tango", NpsMethod::Score),
        ("trinomial_t", NpsMethod::StudentT),
    ];
    for item in items() {
        let level = Level::new(item.input("conf").as_f64().unwrap()).unwrap();
        let nps = tally(&item);
        let all = item.expected("").as_object().unwrap();
        let mut checked = 0;
        for (name, method) in methods.iter().filter(|(name, _)| all.contains_key(*name)) {
            assert_interval(nps.interval_with(*method, level), item.pair(name));
            checked += 1;
        }
        assert!(checked >= 4, "{}: {checked} intervals", item.id());
        assert_eq!(
            nps.interval(level),
            nps.interval_with(NpsMethod::AdjustedWald, level)
        );
    }
}

/// Nothing the reference says of a tally is left out above and below.
#[test]
fn every_figure_of_the_reference_is_asked_for() {
    let asked = [
        "n",
        "nps",
        "nps_points",
        "variance",
        "std_error",
        "wald",
        "adj_wald_3",
        "adj_wald_z2",
        "bonett_price",
        "wilson_type",
        "score_tango",
        "trinomial_t",
        "z_vs_zero",
        "bootstrap_percentile_exact",
        "goodman_simultaneous_det_pas_pro",
    ];
    for item in items() {
        for name in item.expected("").as_object().unwrap().keys() {
            assert!(asked.contains(&name.as_str()), "{}: {name}", item.id());
        }
    }
}

/// The reference computes an upper end of 1 as 1.0000000000000002.
#[test]
fn simultaneous_intervals_of_the_three_shares() {
    let name = "goodman_simultaneous_det_pas_pro";
    for item in items() {
        if item.id().contains("conf") {
            continue;
        }
        let nps = tally(&item);
        for (place, class) in [Detractor, Passive, Promoter].into_iter().enumerate() {
            let [lower, upper] = item.pair(&format!("{name}/{place}")).unwrap();
            let got = nps.class_interval(class, Level::P95).unwrap();
            assert_close(got.lower(), lower, 1e-12);
            assert_close(got.upper(), upper.min(1.0), 1e-12);
            assert_eq!(got.level(), Level::P95);
        }
    }
}

#[test]
fn the_test_against_zero() {
    for item in items() {
        if item.id().contains("conf") {
            continue;
        }
        let test = tally(&item).wald_test_against(0.0).ok();
        let z = item.number("z_vs_zero");
        assert_eq!(test.is_some(), z.is_some(), "{}", item.id());
        if let (Some(test), Some(z)) = (test, z) {
            assert_close(test.z(), z, 1e-12);
        }
    }
}

/// The bootstrap converges to the quantiles of the resampling distribution, which lie on the lattice
/// of possible scores. Where the distribution function passes 2.5% within the noise of the
/// resamples (0.9749 and 0.9832 next to 97.5%), the neighbouring score is as good.
#[test]
fn the_bootstrap_converges_to_the_exact_percentiles() {
    let (mut ends, mut exactly) = (0, 0);
    for item in items() {
        if item.id().contains("conf") {
            continue;
        }
        let nps = tally(&item);
        let exact = item.pair("bootstrap_percentile_exact").unwrap();
        let method = NpsMethod::Bootstrap {
            resamples: 100_000,
            seed: 20,
        };
        let got = nps.interval_with(method, Level::P95).unwrap();
        for (got, exact) in [got.lower(), got.upper()].into_iter().zip(exact) {
            let steps = (got / 100.0 - exact) * nps.count() as f64;
            assert!(
                steps.abs() < 1.0 + 1e-9,
                "{}: {got}, not {exact}",
                item.id()
            );
            ends += 1;
            exactly += i32::from(steps.abs() < 1e-9);
        }
    }
    assert!(ends == 20 && exactly >= 18, "{exactly} of {ends}");
}
