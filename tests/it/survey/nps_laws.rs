//! Laws of [`Nps`] and its intervals.

use proptest::prelude::*;
use tenure::stats::Interval;
use tenure::survey::{Breaks, NpsClass, NpsMethod, Rating};
use tenure::units::Level;
use tenure::{Merge, Nps};

use crate::support::laws;

pub(crate) fn ratings() -> impl Strategy<Value = Rating> {
    (0..=10_u8).prop_map(|rating| Rating::new(rating).unwrap())
}

/// Tallies from a handful of answers to more than a double can count, with empty classes.
pub(crate) fn tallies() -> impl Strategy<Value = Nps> {
    let count = prop_oneof![
        Just(0),
        0..4_u64,
        0..100_u64,
        0..100_000_u64,
        any::<u64>(),
        Just(u64::MAX),
    ];
    [count.clone(), count.clone(), count]
        .prop_map(|[promoters, passives, detractors]| {
            Nps::from_counts(promoters, passives, detractors)
        })
        .prop_filter("somebody answered", |nps| nps.count() > 0)
}

pub(crate) fn levels() -> impl Strategy<Value = Level> {
    (0.5..0.999_999).prop_map(|level| Level::new(level).unwrap())
}

pub(crate) const METHODS: [NpsMethod; 8] = [
    NpsMethod::AdjustedWald,
    NpsMethod::Score,
    NpsMethod::WilsonType,
    NpsMethod::BonettPrice,
    NpsMethod::AdjustedWaldZ2,
    NpsMethod::Wald,
    NpsMethod::StudentT,
    NpsMethod::Bootstrap {
        resamples: 99,
        seed: 7,
    },
];

/// These hold the score by their formula and widen with the level. (The adjusted ones do neither.)
const HOLDING: [NpsMethod; 3] = [NpsMethod::Wald, NpsMethod::WilsonType, NpsMethod::Score];

const fn ends(interval: Interval) -> [f64; 2] {
    [interval.lower(), interval.upper()]
}

#[test]
fn nps_is_an_accumulator() {
    laws::accumulator::<Nps, Rating>(file!(), ratings());
}

#[test]
fn nps_is_an_accumulator_of_classes() {
    let classes = prop_oneof![
        Just(NpsClass::Detractor),
        Just(NpsClass::Passive),
        Just(NpsClass::Promoter)
    ];
    laws::accumulator::<Nps, NpsClass>(file!(), classes);
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn exchanging_promoters_and_detractors_mirrors_everything(nps in tallies(), level in levels()) {
        let mirrored = swapped(nps);
        prop_assert_eq!(mirrored.score(), nps.score().map(|score| -score + 0.0));
        prop_assert_eq!(mirrored.variance(), nps.variance());
        prop_assert_eq!(mirrored.standard_error(), nps.standard_error());
        for method in METHODS {
            let interval = nps.interval_with(method, level).map(ends);
            let image = mirrored.interval_with(method, level).map(ends);
            let expected = interval.map(|[lower, upper]| [-upper + 0.0, -lower + 0.0]);
            prop_assert_eq!(image, expected, "{}", method);
        }
    }

    #[test]
    fn a_promoter_never_lowers_and_a_detractor_never_raises_the_score(nps in tallies()) {
        let score = nps.score().unwrap();
        let mut better = nps;
        better.push_class(NpsClass::Promoter);
        prop_assert!(better.score().unwrap() >= score);
        let mut worse = nps;
        worse.push_class(NpsClass::Detractor);
        prop_assert!(worse.score().unwrap() <= score);
    }

    #[test]
    fn everything_stays_in_its_range(nps in tallies(), level in levels()) {
        let score = nps.score().unwrap();
        prop_assert!((-100.0..=100.0).contains(&score));
        prop_assert!((0.0..=1.0).contains(&nps.variance().unwrap()));
        prop_assert!((0.0..=100.0).contains(&nps.standard_error().unwrap()));
        let shares = [nps.promoter_share(), nps.passive_share(), nps.detractor_share()];
        let total: f64 = shares.map(|share| share.unwrap().get()).iter().sum();
        prop_assert!((total - 1.0).abs() < 1e-15);
        for method in METHODS {
            let interval = nps.interval_with(method, level);
            prop_assert_eq!(interval.is_none(), method == NpsMethod::StudentT && nps.count() == 1);
            if let Some(interval) = interval {
                prop_assert!(interval.lower() >= -100.0 && interval.upper() <= 100.0, "{}", method);
                prop_assert_eq!(interval.level(), level);
            }
        }
    }

    #[test]
    fn the_score_is_the_nearest_double(
        [promoters, passives, detractors] in [0..1_u64 << 40, 0..1_u64 << 40, 0..1_u64 << 40],
    ) {
        let nps = Nps::from_counts(promoters, passives, detractors + 1);
        let score = nps.score().unwrap();
        // score = mantissa·2^−down, and |mantissa·n − 100·(p − d)·2^down| ≤ n/2.
        let down = 52 - i32::try_from((score.abs().to_bits() >> 52) & 0x7FF).unwrap() + 1023;
        prop_assume!((0..60).contains(&down)); // else 0 or so small that 128 bits do not do
        let mantissa = i128::from((score.abs().to_bits() & ((1 << 52) - 1)) | (1 << 52));
        let n = i128::from(nps.count());
        let size = i128::from(promoters.abs_diff(detractors + 1)) * 100;
        prop_assert!(2 * (mantissa * n - (size << down)).abs() <= n);
    }

    #[test]
    fn the_honest_intervals_hold_the_score_and_widen_with_the_level(
        nps in tallies(), one in levels(), other in levels(),
    ) {
        let (less, more) = if one < other { (one, other) } else { (other, one) };
        let score = nps.score().unwrap();
        for method in HOLDING {
            let narrow = nps.interval_with(method, less).unwrap();
            let wide = nps.interval_with(method, more).unwrap();
            prop_assert!(narrow.contains(score), "{}: {} not in {}", method, score, narrow);
            // To the rounding of points: 1e-12 of a hundred.
            prop_assert!(wide.lower() <= narrow.lower() + 1e-12, "{}", method);
            prop_assert!(wide.upper() >= narrow.upper() - 1e-12, "{}", method);
        }
    }

    #[test]
    fn more_answers_of_the_same_kind_make_it_surer(
        [p, q, d] in [1..50_u64, 1..50_u64, 1..50_u64], times in 2..50_u64,
    ) {
        let few = Nps::from_counts(p, q, d);
        let many = Nps::from_counts(p * times, q * times, d * times);
        prop_assert_eq!(few.score(), many.score());
        for method in METHODS {
            if matches!(method, NpsMethod::Bootstrap { .. }) { continue; }
            let [wide, narrow] = [few, many].map(|nps| nps.interval_with(method, Level::P95).unwrap().width());
            prop_assert!(narrow < wide, "{}", method);
        }
    }

    #[test]
    fn raw_ratings_classes_and_standard_breaks_agree(ratings in proptest::collection::vec(ratings(), 0..100)) {
        let nps: Nps = ratings.iter().collect();
        let classes: Nps = ratings.iter().map(|rating| NpsClass::from(*rating)).collect();
        prop_assert_eq!(classes, nps);
        let raw: Vec<u8> = ratings.iter().map(|rating| rating.get()).collect();
        prop_assert_eq!(Breaks::STANDARD.tally(&raw).unwrap(), nps);
        prop_assert_eq!(Nps::try_from_iter(&raw).unwrap(), nps);
    }

    #[test]
    fn breaks_sort_the_whole_scale_from_worst_to_best(
        [a, b, c, d] in [any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()],
    ) {
        let fits = a <= b && b < c && c <= d;
        let breaks = Breaks::new(a, d, b, c);
        prop_assert_eq!(breaks.is_ok(), fits);
        let Ok(breaks) = breaks else { return Ok(()) };
        let classes: Vec<_> = (0..=255).filter_map(|rating| breaks.classify(rating).ok()).collect();
        prop_assert_eq!(classes.len(), usize::from(d - a) + 1);
        prop_assert!(classes.is_sorted());
        prop_assert_eq!(classes.first(), Some(&NpsClass::Detractor));
        prop_assert_eq!(classes.last(), Some(&NpsClass::Promoter));
    }
}

pub(crate) fn swapped(nps: Nps) -> Nps {
    let [p, q, d] = [nps.promoters(), nps.passives(), nps.detractors()];
    let [p, q, d] = [p, q, d].map(|count| u64::try_from(count).unwrap());
    Nps::from_counts(d, q, p)
}

#[test]
fn a_seed_gives_the_same_interval_everywhere() {
    // Pinned from this implementation, to the bit: another platform must agree.
    let method = NpsMethod::Bootstrap {
        resamples: 2000,
        seed: 42,
    };
    let pinned = [
        (Nps::from_counts(50, 30, 20), "15 to 46"),
        (
            Nps::from_counts(120_000_000, 100_000_000, 80_000_000),
            "13.323606333333332 to 13.342771",
        ),
    ];
    for (nps, want) in pinned {
        let interval = nps.interval_with(method, Level::P95).unwrap();
        assert_eq!(format!("{interval}"), want);
    }
}

#[test]
fn what_one_pastes_on_a_slide() {
    let nps = Nps::from_counts(50, 30, 20);
    assert_eq!(nps.to_string(), "30.0 points (n = 100)");
    assert_eq!(format!("{nps:.0}"), "30 points (n = 100)");
    assert_eq!(Nps::default().to_string(), "no answers");
    // −0.04 is shown as 0.0, never as -0.0.
    let even = Nps::from_counts(1249, 0, 1250);
    assert_eq!(even.to_string(), "0.0 points (n = 2499)");
    assert_eq!(format!("{even:.2}"), "-0.04 points (n = 2499)");
}

#[test]
fn merging_is_adding_the_counts() {
    let mut nps = Nps::from_counts(1, 2, 3);
    nps.merge(Nps::from_counts(10, 20, 30));
    assert_eq!(nps, Nps::from_counts(11, 22, 33));
}
