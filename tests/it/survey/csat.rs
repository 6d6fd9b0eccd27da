//! [`Csat`]: laws, reference values, bad input.

use proptest::prelude::*;
use tenure::survey::{Csat, Ratings};
use tenure::units::Level;

use super::ratings::{on_scale, repeated};
use crate::support::golden::{counts, golden, numbers};
use crate::support::{assert_close, laws};

#[test]
fn csat_is_an_accumulator() {
    laws::accumulator::<Csat, _>(file!(), on_scale());
    laws::accumulator::<Csat<0, 10>, _>(file!(), on_scale());
}

proptest! {
    #[test]
    fn a_higher_rating_never_lowers_the_share_satisfied(
        mut raw in prop::collection::vec(1..=5_u8, 1..40),
        which in any::<prop::sample::Index>(),
        to in 1..=5_u8,
    ) {
        let before: Csat = Csat::try_from_iter(&raw).unwrap();
        let raised = which.index(raw.len());
        raw[raised] = to.max(raw[raised]);
        let after: Csat = Csat::try_from_iter(&raw).unwrap();
        prop_assert!(before.score() <= after.score());
        for threshold in 1..=5 {
            let share = |csat: &Csat| csat.satisfied(threshold).unwrap().proportion();
            prop_assert!(share(&before) <= share(&after));
        }
    }

    #[test]
    fn a_higher_threshold_is_never_easier(raw in prop::collection::vec(1..=10_u8, 1..60)) {
        let csat = Csat::<1, 10>::try_from_iter(&raw).unwrap();
        let shares: Vec<_> = (1..=10).map(|t| csat.satisfied(t).unwrap().successes()).collect();
        prop_assert!(shares.windows(2).all(|two| two[1] <= two[0]));
        prop_assert_eq!(shares[0], raw.len() as u64);
        prop_assert_eq!(csat.top_two_box(), csat.satisfied(9).unwrap());
        prop_assert_eq!(&Csat::from(csat.ratings().clone()), &csat);
    }
}

/// COVERAGE row 1.
#[test]
fn reference_top_two_box() {
    let item = golden("csat_delighted");
    let csat: Csat = Csat::try_from_iter(repeated(1, &counts(item.input("counts_1to5")))).unwrap();
    assert_eq!(csat.top_two_box().successes(), 74);
    assert_eq!(csat.top_two_box().trials(), 107);
    assert_eq!(csat.top_two_box(), csat.satisfied(4).unwrap());
    let percent = csat.score().unwrap().percent();
    assert_close(percent, item.number("csat").unwrap(), 1e-15);
    assert_eq!(
        format!("{:.0}", csat.score().unwrap()),
        format!("{}%", item.expected("rounded"))
    );
    assert_close(csat.mean().unwrap(), item.number("mean").unwrap(), 1e-15);
}

#[test]
fn what_one_pastes_on_a_slide() {
    let csat: Csat = Csat::try_from_counts([(5, 60), (4, 20), (1, 20)]).unwrap();
    assert_eq!(csat.to_string(), "80.0% satisfied (n = 100)");
    assert_eq!(format!("{csat:.0}"), "80% satisfied (n = 100)");
    let item = golden("prop_ci_80_100_0.95");
    let [lower, upper] = item.pair("wilson").unwrap();
    let interval = csat.interval(Level::P95).unwrap();
    assert_close(interval.lower(), lower, 1e-12);
    assert_close(interval.upper(), upper, 1e-12);
}

/// COVERAGE rows 2, 3 and 6.
#[test]
fn reference_mean_distribution_and_standard_score() {
    let csat: Csat = Csat::try_from_iter([4, 5, 4, 3, 4, 5, 3, 4, 5]).unwrap();
    assert_eq!(csat.mean(), Some(37.0 / 9.0));
    assert!(csat.mean_interval(Level::P95).unwrap().contains(37.0 / 9.0));
    assert_eq!(csat.ratings().below(4).unwrap().successes(), 2);
    let tally: Vec<_> = csat
        .ratings()
        .iter()
        .map(|(rating, n)| (rating.get(), n))
        .collect();
    assert_eq!(tally, [(1, 0), (2, 0), (3, 2), (4, 4), (5, 3)]);

    let item = golden("csat_zscore_group_vs_reference");
    let csat = Csat::<1, 10>::try_from_iter(numbers(item.input("scores"))).unwrap();
    let [mean, sd] = ["ref_mean", "ref_sd"].map(|name| item.input(name).as_f64().unwrap());
    let z = csat.standardised(mean, sd).unwrap();
    assert_close(z, item.number("mean_z").unwrap(), 1e-12);
}

#[test]
fn nobody_answered_and_bad_answers() {
    let nobody = <Csat>::default();
    assert_eq!(
        (nobody.score(), nobody.mean(), nobody.count()),
        (None, None, 0)
    );
    assert_eq!(nobody.top_two_box().trials(), 0);
    assert_eq!(nobody.interval(Level::P95), None);
    assert_eq!(nobody.to_string(), "no answers");
    assert_eq!(
        <Csat>::try_from_iter([5, 0]).unwrap_err().to_string(),
        "item 1 was rejected: rating must be a whole number from 1 to 5, got 0"
    );
    assert_eq!(
        nobody.satisfied(6).unwrap_err().to_string(),
        "threshold must be a whole number from 1 to 5, got 6"
    );
    assert_eq!(
        nobody
            .standardised(3.0, f64::INFINITY)
            .unwrap_err()
            .to_string(),
        "reference standard deviation must be a finite number, got inf"
    );
    // A scale of two points: everybody is in the top two.
    let thumbs = Csat::<0, 1>::from(Ratings::try_from_iter([0, 1]).unwrap());
    assert_eq!(thumbs.top_two_box().successes(), 2);
}
