//! What is saved of checks of purchase models.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::clv::checks::*;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{MbgNbd, Nbd};
use tenure::units::*;

use super::{Table, draw};

/// A model, a table of its own customers, and their holdout.
fn samples() -> impl Strategy<Value = (Nbd, HistoryTable, HoldoutCheck)> {
    (0.1..3.0, 2.0..20.0, any::<u64>()).prop_map(|(r, alpha, seed)| {
        let model = Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
        let time = |weeks: f64| Horizon::new(weeks, Period::Week).unwrap();
        let ages: Vec<_> = (0..30_u32).map(|i| time(20.0 + f64::from(i % 7))).collect();
        let simulation = Simulation::new(&model, seed);
        let customers: Vec<_> = simulation
            .with_holdout(ages.clone(), time(20.0))
            .collect::<Result<_, _>>()
            .unwrap();
        let check = HoldoutCheck::new(&model, time(20.0), customers).unwrap();
        (model, simulation.histories(ages).unwrap(), check)
    })
}

fn timelines() -> impl Strategy<Value = PurchaseTimeline> {
    let customer = (0.0..20.0, vec(1e-3..50.0, 0..5));
    vec(customer, 0..10).prop_map(|customers| {
        let mut timeline = PurchaseTimeline::default();
        for (first, later) in customers {
            let repeats = later.iter().map(|days: &f64| first + days);
            timeline.push(first, repeats).unwrap();
        }
        timeline
    })
}

fn trackings() -> impl Strategy<Value = Tracking> {
    (samples(), timelines(), 1.0..9.0).prop_filter_map("customers", |(sample, timeline, days)| {
        let every = Horizon::new(days, Period::Day).ok()?;
        Tracking::new(&sample.0, &timeline, every, 30.0, 70.0).ok()
    })
}

fn binnings() -> impl Strategy<Value = HoldoutBinning> {
    let width = Horizon::new(4.0, Period::Week).unwrap();
    select(vec![
        HoldoutBinning::Frequency { most: 3 },
        HoldoutBinning::Recency { width },
        HoldoutBinning::SinceLast { width },
        HoldoutBinning::Age { width },
    ])
}

/// Comparisons of nothing, of one model and of two.
fn comparisons() -> Vec<ModelComparison> {
    let truth = MbgNbd::new(0.525, 6.183, 0.891, 1.614, TimeUnit::WEEK).unwrap();
    let week = |n: f64| Horizon::new(n, Period::Week).unwrap();
    let simulation = Simulation::new(&truth, 1);
    let table = simulation.histories([week(39.0); 500]).unwrap();
    let customers: Vec<_> = simulation
        .with_holdout([week(39.0); 500], week(39.0))
        .collect::<Result<_, _>>()
        .unwrap();
    let nbd = Nbd::fitter().fit(&table).unwrap();
    let ridge = MbgNbd::fitter().ridge(0.01).fit(&table).unwrap();
    let check = HoldoutCheck::new(nbd.model(), week(39.0), customers).unwrap();
    let mut comparison = ModelComparison::default();
    let mut all = vec![comparison.clone()];
    comparison.add(&nbd, Some(&check)).unwrap();
    all.push(comparison.clone());
    comparison.add(&ridge, None).unwrap();
    all.push(comparison);
    all
}

pub(super) fn table() -> Table {
    let mut table = Table::default();
    let histograms = || {
        (samples(), 0..7_u64).prop_map(|((model, table, _), most)| {
            FrequencyHistogram::new(&model, &table, most).unwrap()
        })
    };
    let bins = || {
        (samples(), binnings()).prop_map(|((_, _, check), binning)| check.bins(binning).unwrap())
    };
    let compared = comparisons().last().unwrap().models().to_vec();
    table
        .plain::<HoldoutBinning>(binnings())
        .plain::<FrequencyClass>(
            histograms().prop_map(|histogram| *histogram.classes().last().unwrap()),
        )
        .plain::<HoldoutBin>(bins().prop_map(|bins| *bins.bins().last().unwrap()))
        .plain::<TrackedPeriod>(
            trackings().prop_map(|tracking| *tracking.periods().last().unwrap()),
        )
        .plain::<ComparedModel>(select(compared))
        .saved::<FrequencyHistogram>(histograms())
        .saved::<ChiSquare>(
            histograms().prop_filter_map("classes", |histogram| histogram.chi_square(2)),
        )
        .saved::<HoldoutBins>(bins())
        .saved::<HoldoutCheck>(samples().prop_map(|(_, _, check)| check))
        .saved::<PurchaseTimeline>(draw::grown(timelines()))
        .saved::<Tracking>(trackings())
        .saved::<TrackingError>(
            trackings().prop_filter_map("an error", |tracking| tracking.holdout_error()),
        )
        .saved::<ModelComparison>(select(comparisons()));
    table
}

#[test]
fn states_are_saved() {
    table().check();
}
