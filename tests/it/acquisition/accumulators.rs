//! Laws of [`Cac`], [`AcquisitionCosts`], [`Funnel`].

use proptest::prelude::*;
use tenure::Segmented;
use tenure::acquisition::{Acquisition, AcquisitionCosts, Cac, CostLine, Funnel, FunnelStage};
use tenure::units::Money;

use crate::support::laws;

const LINES: [CostLine; 5] = [
    CostLine::PaidMedia,
    CostLine::OtherMarketing,
    CostLine::Sales,
    CostLine::Salaries,
    CostLine::ToolsAndOverheads,
];

fn acquisitions() -> impl Strategy<Value = Acquisition> {
    let amounts = prop_oneof![4 => 0..100_000_000_i64, 1 => Just(i64::MAX)];
    let people = prop_oneof![4 => 0..1_000_u64, 1 => Just(u64::MAX)];
    (amounts, people)
        .prop_map(|(spend, won)| Acquisition::new(Money::from_minor(spend), won).unwrap())
}

fn stages() -> impl Strategy<Value = FunnelStage> {
    prop_oneof![
        5 => Just(FunnelStage::Contacted),
        2 => Just(FunnelStage::Responded),
        1 => Just(FunnelStage::Converted),
    ]
}

fn booked(entries: &[(usize, i64, u64, u64)]) -> AcquisitionCosts {
    let mut costs = AcquisitionCosts::default();
    for (line, amount, won, paid) in entries {
        costs
            .spend(LINES[*line], Money::from_minor(*amount))
            .unwrap();
        costs.won(won + paid, *paid).unwrap();
    }
    costs
}

fn entries() -> impl Strategy<Value = (usize, i64, u64, u64)> {
    (0..5_usize, 0..1_000_000_i64, 0..100_u64, 0..100_u64)
}

#[test]
fn cac_is_an_accumulator() {
    laws::accumulator::<Cac, Acquisition>(file!(), acquisitions());
}

#[test]
fn cac_by_channel_is_one_too() {
    laws::fold::<Segmented<u8, Cac>, _>(file!(), (0..4_u8, acquisitions()), |rows| {
        rows.iter().copied().collect()
    });
}

#[test]
fn acquisition_costs_are_an_accumulator() {
    laws::fold::<AcquisitionCosts, _>(file!(), entries(), booked);
}

#[test]
fn funnels_are_an_accumulator() {
    laws::accumulator::<Funnel, FunnelStage>(file!(), stages());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_definitions_nest(entries in proptest::collection::vec(entries(), 0..20)) {
        let costs = booked(&entries);
        let all = [costs.marketing_only(), costs.blended(), costs.fully_loaded()];
        for cac in all {
            prop_assert_eq!(cac.new_customers(), costs.blended().new_customers());
        }
        prop_assert!(all.is_sorted_by_key(Cac::spend));
        prop_assert!(costs.paid().spend() <= costs.marketing_only().spend());
        prop_assert!(costs.paid().new_customers() <= costs.blended().new_customers());
        let lines: Money = LINES.map(|line| costs.on(line)).iter().sum();
        prop_assert_eq!(lines, costs.fully_loaded().spend());
    }

    /// The whole is between its channels, and the average of them weighted by customers.
    #[test]
    fn a_total_lies_between_its_channels(
        rows in proptest::collection::vec((0..4_u8, 0..1_000_000_i64, 1..100_u64), 1..30),
    ) {
        let by_channel: Segmented<u8, Cac> = rows
            .iter()
            .map(|&(channel, spend, won)| {
                Ok((channel, Acquisition::new(Money::from_minor(spend), won)?))
            })
            .collect::<tenure::Result<_>>()
            .unwrap();
        let total = by_channel.total().per_customer(2).unwrap();
        let each: Vec<_> = by_channel.iter().map(|(_, cac)| cac.per_customer(2).unwrap()).collect();
        prop_assert!(each.iter().any(|cac| *cac <= total) && each.iter().any(|cac| *cac >= total));
    }

    #[test]
    fn twice_the_spend_is_twice_the_cac(spend in 0..1_000_000_000_i64, won in 1..10_000_u64) {
        let cac = |spend| Cac::try_from_iter([(Money::from_minor(spend), won)]).unwrap();
        let (once, twice) = (cac(spend).per_customer(2), cac(2 * spend).per_customer(2));
        prop_assert_eq!(twice, once.map(|cac| 2.0 * cac));
        // Correctly rounded: one division of whole numbers.
        prop_assert_eq!(once, Some(spend as f64 / (100 * won) as f64));
    }

    #[test]
    fn the_stages_of_a_funnel_fit(stages in proptest::collection::vec(stages(), 0..100)) {
        let funnel: Funnel = stages.iter().collect();
        let [response, conversion, overall] =
            [funnel.response(), funnel.conversion(), funnel.overall()];
        prop_assert_eq!(response.trials(), stages.len() as u64);
        prop_assert_eq!(response.successes(), conversion.trials());
        prop_assert_eq!(overall.successes(), conversion.successes());
        prop_assert_eq!(overall.trials(), response.trials());
        for stage in [FunnelStage::Contacted, FunnelStage::Responded, FunnelStage::Converted] {
            let there = stages.iter().filter(|s| **s == stage).count();
            prop_assert_eq!(funnel.stopped_at(stage), there as u64);
        }
        if let (Some(r), Some(c)) = (response.proportion(), conversion.proportion()) {
            let product = r.get() * c.get();
            prop_assert!((overall.proportion().unwrap().get() - product).abs() < 1e-15);
        }
    }
}
