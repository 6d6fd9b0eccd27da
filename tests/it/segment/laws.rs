//! Laws of scores, tiers, stages and their counts.

use proptest::prelude::*;
use tenure::segment::{
    Direction, GroupCounts, LifecycleRules, LifecycleStage, QuantileScale, RfmFacts, RfmLabel,
    RfmScale, ValueTier, ValueTiers,
};
use tenure::units::{Finite, Proportion};

use crate::support::laws;

fn finite(value: f64) -> Finite {
    Finite::new(value).unwrap()
}

/// Customers with plenty of ties.
fn base() -> impl Strategy<Value = Vec<(f64, u32, f64)>> {
    let customer = (0..400_u32, 1..8_u32, -20..500_i32)
        .prop_map(|(days, bought, spent)| (f64::from(days), bought, f64::from(spent)));
    proptest::collection::vec(customer, 1..120)
}

fn figures() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec((-50..50_i32).prop_map(f64::from), 1..100)
}

fn directions() -> impl Strategy<Value = Direction> {
    prop_oneof![
        Just(Direction::HigherIsBetter),
        Just(Direction::LowerIsBetter)
    ]
}

fn tiers() -> impl Strategy<Value = ValueTier> {
    prop_oneof![
        Just(ValueTier::Low),
        Just(ValueTier::Normal),
        Just(ValueTier::High)
    ]
}

#[test]
fn counts_of_groups_are_an_accumulator() {
    laws::accumulator::<GroupCounts<ValueTier>, ValueTier>(file!(), tiers());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The definition itself, counted out.
    #[test]
    fn a_score_is_the_share_of_worse_customers(
        figures in figures(), groups in 2..12_u8, direction in directions(),
    ) {
        let scale = QuantileScale::new(&figures, groups, direction).unwrap();
        prop_assert_eq!(scale.groups(), groups);
        for x in &figures {
            let worse = figures.iter().filter(|y| match direction {
                Direction::HigherIsBetter => *y < x,
                Direction::LowerIsBetter => *y > x,
            }).count();
            let expected = 1 + usize::from(groups) * worse / figures.len();
            prop_assert_eq!(usize::from(scale.score(finite(*x))), expected);
        }
    }

    #[test]
    fn groups_without_ties_differ_by_one_customer_at_most(n in 1..300_u32, groups in 2..12_u8) {
        let scale = QuantileScale::new(0..n, groups, Direction::HigherIsBetter).unwrap();
        let counts: GroupCounts<u8> = (0..n).map(|x| scale.score(Finite::from(x))).collect();
        let sizes: Vec<_> = (1..=groups).map(|group| counts.count(&group)).collect();
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        prop_assert!(most - least <= 1, "{sizes:?}");
        prop_assert_eq!(counts.total(), u64::from(n));
    }

    #[test]
    fn rfm_knows_order_alone(base in base(), groups in 2..11_u8, seed in any::<prop::sample::Index>()) {
        let scale = RfmScale::new(&base, groups).unwrap();
        // Shuffled, and each figure transformed so that its order stays.
        let bent = |(days, bought, spent): (f64, u32, f64)| (days.sqrt(), bought * bought + 7, spent.cbrt() * 3.0 - 5.0);
        let mut turned = base.clone();
        turned.rotate_left(seed.index(base.len()));
        turned.reverse();
        let other = RfmScale::new(turned.iter().copied().map(bent), groups).unwrap();
        for customer in &base {
            let score = scale.score(customer.try_into().unwrap());
            prop_assert_eq!(other.score(bent(*customer).try_into().unwrap()), score);
            for s in [score.recency(), score.frequency(), score.monetary()] {
                prop_assert!((1..=groups).contains(&s));
            }
        }
    }

    #[test]
    fn better_customers_never_score_less(
        base in base(), (days, bought, spent) in (0.0..400.0_f64, 0..9_u32, -30.0..600.0_f64),
    ) {
        let scale = RfmScale::new(base, 5).unwrap();
        let score = |days, bought, spent| scale.score(RfmFacts::new(days, bought, spent).unwrap());
        let one = score(days, bought, spent);
        prop_assert!(score(days / 2.0, bought, spent).recency() >= one.recency());
        prop_assert!(score(days, bought + 1, spent).frequency() >= one.frequency());
        prop_assert!(score(days, bought, spent + 9.0).monetary() >= one.monetary());
        prop_assert!(one.label().is_some());
    }

    #[test]
    fn tiers_partition_and_hold_what_was_asked(
        values in figures(), bottom in 0..50_u32, top in 0..50_u32,
    ) {
        let share = |percent: u32| Proportion::from_percent(f64::from(percent)).unwrap();
        let rules = ValueTiers::by_quantiles(&values, share(bottom), share(top)).unwrap();
        let counts: GroupCounts<_> = values.iter().map(|v| rules.tier(finite(*v))).collect();
        prop_assert_eq!(counts.total(), values.len() as u64);
        let n = values.len() as u64;
        prop_assert!(100 * counts.count(&ValueTier::Low) <= n * u64::from(bottom));
        prop_assert!(100 * counts.count(&ValueTier::High) <= n * u64::from(top));
        prop_assert!(counts.count(&ValueTier::Normal) > 0);
        // Monotone, so ties share a tier.
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        prop_assert!(sorted.iter().map(|v| rules.tier(finite(*v))).is_sorted());
        // Without ties the outer tiers hold exactly what was asked, rounded down.
        let places: Vec<f64> = (0..values.len()).map(|i| i as f64).collect();
        let rules = ValueTiers::by_quantiles(&places, share(bottom), share(top)).unwrap();
        let counts: GroupCounts<_> = places.iter().map(|v| rules.tier(finite(*v))).collect();
        prop_assert_eq!(counts.count(&ValueTier::Low), n * u64::from(bottom) / 100);
        prop_assert_eq!(counts.count(&ValueTier::High), n * u64::from(top) / 100);
    }

    #[test]
    fn stages_only_go_forward(days in 0.0..2000.0_f64, bought in 0..30_u32, more in 0.0..500.0_f64) {
        let rules = LifecycleRules::yearly();
        let stage = |days, bought| rules.stage(finite(days), bought).unwrap();
        prop_assert!(stage(days + more, bought) >= stage(days, bought));
        prop_assert!(stage(days, bought + 1) >= stage(days, bought));
        prop_assert_eq!(stage(days, bought) == LifecycleStage::Potential, bought == 0);
    }
}

#[test]
fn every_percentage_of_a_hundred_customers_is_that_many() {
    for percent in 0..100_u32 {
        let share = Proportion::from_percent(f64::from(percent)).unwrap();
        let rules = ValueTiers::by_quantiles(0..100_u32, Proportion::ZERO, share).unwrap();
        assert_eq!(rules.normal_to(), f64::from(99 - percent));
        let rules = ValueTiers::by_quantiles(0..100_u32, share, Proportion::ZERO).unwrap();
        assert_eq!(rules.normal_from(), f64::from(percent));
    }
}

#[test]
fn loyalty_takes_both_time_and_purchases() {
    let rules = LifecycleRules {
        long_term_from_days: Finite::from(100),
        loyal_from_days: Finite::from(200),
        loyal_from_purchases: 5,
    };
    for (days, bought, stage) in [
        (99, 50, LifecycleStage::New),
        (100, 50, LifecycleStage::LongTerm),
        (199, 50, LifecycleStage::LongTerm),
        (200, 4, LifecycleStage::LongTerm),
        (200, 5, LifecycleStage::Loyal),
        (200, 0, LifecycleStage::Potential),
    ] {
        assert_eq!(rules.stage(Finite::from(days), bought), Ok(stage));
    }
}

#[test]
fn all_alike_are_all_normal_and_score_1() {
    let alike = [7.0; 20];
    let fifth = Proportion::new(0.2).unwrap();
    let tiers = ValueTiers::by_quantiles(alike, fifth, fifth).unwrap();
    assert_eq!(tiers.tier(finite(7.0)), ValueTier::Normal);
    assert_eq!(tiers.tier(finite(7.1)), ValueTier::High);
    assert_eq!(tiers.tier(finite(6.9)), ValueTier::Low);
    let scale = QuantileScale::new(alike, 5, Direction::HigherIsBetter).unwrap();
    assert_eq!(scale.score(finite(7.0)), 1);
    assert_eq!(scale.score(finite(7.1)), 5);
}

#[test]
fn zero_is_one_number_in_either_direction() {
    for direction in [Direction::HigherIsBetter, Direction::LowerIsBetter] {
        let scale = QuantileScale::new([-0.0, 0.0, -0.0, 0.0], 4, direction).unwrap();
        assert_eq!(scale.score(finite(0.0)), scale.score(finite(-0.0)));
        assert!(scale.cuts().all(f64::is_sign_positive));
    }
}

#[test]
fn the_labels_cover_all_pairs_as_the_table_says() {
    use RfmLabel::{
        AboutToSleep as Sleep, AtRisk, CannotLose, Champion, Hibernating as Hib, Loyal,
        NeedsAttention as Attention, New, PotentialLoyalist as Potential, Promising,
    };
    let table = [
        (5, [New, Potential, Potential, Champion, Champion]),
        (4, [Promising, Potential, Potential, Loyal, Loyal]),
        (3, [Sleep, Sleep, Attention, Loyal, Loyal]),
        (2, [Hib, Hib, AtRisk, AtRisk, CannotLose]),
        (1, [Hib, Hib, AtRisk, AtRisk, CannotLose]),
    ];
    // Recency and frequency score what they are: five customers, five figures.
    let base = [1_u32, 2, 3, 4, 5].map(|i| (f64::from(6 - i), i, f64::from(i)));
    let scale = RfmScale::new(base, 5).unwrap();
    for (recency, labels) in table {
        for (bought, label) in (1..).zip(labels) {
            let facts = RfmFacts::new(f64::from(6 - recency), bought, 0.0).unwrap();
            let score = scale.score(facts);
            assert_eq!(
                (score.recency(), u32::from(score.frequency())),
                (recency, bought)
            );
            assert_eq!(score.label(), Some(label), "{score}");
        }
    }
    let thirds = RfmScale::new(base, 3).unwrap();
    assert_eq!(thirds.score(base[0].try_into().unwrap()).label(), None);
}

#[test]
fn counts_read_as_a_line() {
    let counts: GroupCounts<_> = [ValueTier::High, ValueTier::Low, ValueTier::High]
        .into_iter()
        .collect();
    assert_eq!(format!("{counts:.0}"), "low 1 (33%), high 2 (67%)");
    assert_eq!(counts.count(&ValueTier::Normal), 0);
    assert_eq!(counts.iter().count(), 2);
    let none = GroupCounts::<ValueTier>::default();
    assert_eq!(none.to_string(), "");
    assert_eq!(none.share_of(&ValueTier::Low).proportion(), None);
    let high = counts.share_of(&ValueTier::High);
    assert_eq!(high, tenure::stats::Binomial::new(2, 3).unwrap());
    let normal = counts.share_of(&ValueTier::Normal);
    assert_eq!(normal, tenure::stats::Binomial::new(0, 3).unwrap());
}
