//! What is saved of surveys.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::Nps;
use tenure::survey::*;
use tenure::units::Level;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        // nps
        .saved::<Nps>(tallies())
        .saved::<NpsDifference>((tallies(), tallies()).prop_map(|(a, b)| a.difference(b)))
        .saved::<NpsSampleSize>(sample_sizes())
        .saved::<NpsComparisonSize>(comparison_sizes())
        .saved::<NetRecommend>(
            (draw::counts(), draw::counts()).prop_map(|(yes, no)| NetRecommend::from_counts(yes, no)),
        )
        .plain::<Breaks>(select(vec![Breaks::STANDARD, Breaks::ONE_TO_FIVE]))
        .plain::<NpsClass>(select(vec![NpsClass::Promoter, NpsClass::Detractor]))
        .plain::<NpsMethod>(select(vec![
            NpsMethod::Score,
            NpsMethod::Bootstrap { resamples: 100, seed: u64::MAX },
        ]))
        .plain::<NpsDifferenceMethod>(select(vec![NpsDifferenceMethod::Mover]))
        // ratings
        .saved::<Ratings<0, 10>>(ratings::<Ratings<0, 10>, 0, 10>())
        .saved::<Ratings<1, 5>>(ratings::<Ratings<1, 5>, 1, 5>())
        .saved::<Csat<1, 5>>(csats())
        .saved::<Csat<0, 4>>(ratings::<Csat<0, 4>, 0, 4>())
        .saved::<Ces<1, 5>>(ratings::<Ces<1, 5>, 1, 5>())
        .saved::<Ces>(ratings::<Ces, 1, 7>())
        .saved::<EffortClasses>(
            ratings::<Ces, 1, 7>().prop_map(|ces| ces.classes(EffortDirection::HighIsEasy)),
        )
        .plain::<ScaleRating<1, 5>>((1..=5_u8).prop_map(|rating| ScaleRating::new(rating).unwrap()))
        .saved::<Group<0, 10>>(
            ratings::<Ratings<0, 10>, 0, 10>()
                .prop_filter_map("answers", |all| all.groups(1).ok()?.pop()),
        )
        .plain::<EffortDirection>(select(vec![EffortDirection::LowIsEasy]));
    others(&mut table);
    table
}

fn others(table: &mut Table) {
    table
        .saved::<WeightedNps>(draw::grown(
            vec(weighted_ratings(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .plain::<WeightedRating>(weighted_ratings())
        .plain::<WeightedNpsMethod>(select(vec![WeightedNpsMethod::Linearised]))
        .saved::<Acsi>(draw::counted(
            vec(acsi_answers(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .plain::<AcsiAnswer>(acsi_answers())
        .plain::<AcsiWeights>([0.1..1.0, 0.1..1.0, 0.1..1.0].prop_map(|[a, b, c]| {
            let total: f64 = a + b + c;
            AcsiWeights::new([a / total, b / total, c / total]).unwrap()
        }))
        .saved::<WeightedScore>(draw::grown(
            vec(dimensions(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .plain::<Dimension>(dimensions())
        .saved::<KeyDrivers<2>>(draw::grown(drivers(0..20)))
        .saved::<Driver>(drivers(4..20).prop_map(|drivers| drivers.ranked(Level::P90)[0]))
        .plain::<DriverAnswers<2>>(driver_answers())
        .saved::<Need>(
            (1.0..10.0, 1.0..10.0).prop_filter_map("in range", |(a, b)| Need::new(a, b).ok()),
        )
        .saved::<Sentiment<5>>(draw::grown(
            vec(polarities(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .saved::<Sentiment<10>>(draw::grown(
            vec(polarities(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .plain::<Polarity>(polarities());
}

fn weighted_ratings() -> impl Strategy<Value = WeightedRating> {
    let parts = (0..=10_u8, prop_oneof![Just(0.0), draw::positive()]);
    parts.prop_map(|(rating, weight)| {
        WeightedRating::new(Rating::new(rating).unwrap(), weight).unwrap()
    })
}

fn acsi_answers() -> impl Strategy<Value = AcsiAnswer> {
    [1..=10_u8, 1..=10, 1..=10].prop_map(|answers| {
        let [satisfaction, expectations, ideal] = answers.map(|x| ScaleRating::new(x).unwrap());
        AcsiAnswer {
            satisfaction,
            expectations,
            ideal,
        }
    })
}

fn dimensions() -> impl Strategy<Value = Dimension> {
    (draw::positive(), 0.0..=1.0).prop_map(|(weight, score)| Dimension::new(weight, score).unwrap())
}

fn driver_answers() -> impl Strategy<Value = DriverAnswers<2>> {
    ([-1e3..1e3, -1e3..1e3], -1e3..1e3)
        .prop_map(|(dimensions, overall)| DriverAnswers::new(dimensions, overall).unwrap())
}

fn drivers(answers: core::ops::Range<usize>) -> impl Strategy<Value = KeyDrivers<2>> {
    vec(driver_answers(), answers).prop_map(|all| all.into_iter().collect())
}

fn polarities() -> impl Strategy<Value = Polarity> {
    (-1.0..=1.0).prop_map(|x| Polarity::new(x).unwrap())
}

pub(super) fn tallies() -> impl Strategy<Value = Nps> {
    let tallies = (draw::counts(), draw::counts(), draw::counts());
    draw::counted(tallies.prop_map(|(a, b, c)| Nps::from_counts(a, b, c)))
}

pub(super) fn csats() -> impl Strategy<Value = Csat<1, 5>> {
    ratings::<Csat<1, 5>, 1, 5>()
}

fn ratings<A, const LOW: u8, const HIGH: u8>() -> impl Strategy<Value = A>
where
    A: tenure::Merge + Clone + core::fmt::Debug + FromIterator<ScaleRating<LOW, HIGH>>,
{
    let rating = (LOW..=HIGH).prop_map(|rating| ScaleRating::<LOW, HIGH>::new(rating).unwrap());
    draw::counted(vec(rating, 0..40).prop_map(|ratings| ratings.into_iter().collect::<A>()))
}

fn sample_sizes() -> impl Strategy<Value = NpsSampleSize> {
    let asked = (0.25..100.0, draw::levels(), 1e-9..1.0, draw::counts());
    asked.prop_map(|(margin, level, variance, population)| {
        let size = NpsSampleSize::for_margin(margin, level).unwrap();
        let size = size.with_variance(variance).unwrap();
        size.with_population(population).unwrap_or(size)
    })
}

fn comparison_sizes() -> impl Strategy<Value = NpsComparisonSize> {
    let asked = (0.25..200.0, draw::levels(), 0.5..1.0, 1e-9..1.0, 1e-9..1.0);
    asked.prop_map(|(difference, level, power, first, second)| {
        let power = tenure::units::Proportion::new(power).unwrap();
        let size = NpsComparisonSize::for_difference(difference, level, power).unwrap();
        size.with_variances(first, second).unwrap()
    })
}

#[test]
fn states_are_saved() {
    table().check();
}
