//! Laws of [`Binomial`] and of its intervals.

use proptest::prelude::*;
use tenure::stats::{Binomial, BinomialMethod};
use tenure::units::Level;

use crate::support::laws;

pub(super) const METHODS: [BinomialMethod; 7] = [
    BinomialMethod::Wilson,
    BinomialMethod::WilsonContinuityCorrected,
    BinomialMethod::AgrestiCoull,
    BinomialMethod::ClopperPearson,
    BinomialMethod::Jeffreys,
    BinomialMethod::JeffreysUnmodified,
    BinomialMethod::Wald,
];

pub(super) fn levels() -> impl Strategy<Value = Level> {
    prop_oneof![
        Just(Level::P95),
        (0.5..1.0).prop_map(|level| Level::new(level).unwrap()),
        (3..53).prop_map(|e| Level::new(1.0 - 0.5_f64.powi(e)).unwrap()),
    ]
}

/// A tally with at least one trial, often at or next to an end.
pub(super) fn tallies() -> impl Strategy<Value = Binomial> {
    let sizes = prop_oneof![1..60_u64, 1..100_000_u64, 1..=u64::MAX];
    let places = prop_oneof![Just(0_u64), Just(1), any::<u64>()];
    (sizes, places, any::<bool>()).prop_map(|(n, place, mirrored)| {
        let k = place.min(n).min(if place > 1 { place % n } else { n });
        let tally = Binomial::new(k, n).unwrap();
        if mirrored { tally.complement() } else { tally }
    })
}

#[test]
fn binomial_is_an_accumulator() {
    laws::accumulator::<Binomial, bool>(file!(), any::<bool>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_interval_is_inside_0_to_1_and_holds_the_share(tally in tallies(), level in levels()) {
        let share = tally.proportion().unwrap().get();
        for method in METHODS {
            let got = tally.interval_with(method, level).unwrap();
            prop_assert!(0.0 <= got.lower() && got.upper() <= 1.0, "{method} {got}");
            prop_assert!(got.lower().is_sign_positive());
            let at_an_end = tally.successes() == 0 || tally.failures() == 0;
            // Unmodified Jeffreys does not hold 0 of n and n of n: that is what "unmodified" means.
            if !(method == BinomialMethod::JeffreysUnmodified && at_an_end) {
                prop_assert!(got.contains(share), "{method} {got} does not hold {share}");
            }
        }
    }

    #[test]
    fn success_and_failure_mirror(tally in tallies(), level in levels()) {
        for method in METHODS {
            let got = tally.interval_with(method, level).unwrap();
            let mirrored = tally.complement().interval_with(method, level).unwrap();
            prop_assert!((got.lower() - (1.0 - mirrored.upper())).abs() <= 1e-14, "{method}");
            prop_assert!((got.upper() - (1.0 - mirrored.lower())).abs() <= 1e-14, "{method}");
        }
    }

    #[test]
    fn one_more_success_lowers_no_end(n in 1..5_000_u64, at in any::<u64>(), level in levels()) {
        let k = at % n;
        for method in METHODS {
            let fewer = Binomial::new(k, n).unwrap().interval_with(method, level).unwrap();
            let more = Binomial::new(k + 1, n).unwrap().interval_with(method, level).unwrap();
            prop_assert!(more.lower() >= fewer.lower() - 1e-15, "{method} {k} of {n}");
            prop_assert!(more.upper() >= fewer.upper() - 1e-15, "{method} {k} of {n}");
        }
    }

    /// Not of Agresti–Coull: clipping aside, it shrinks at the ends as the level rises.
    #[test]
    fn surer_is_wider(tally in tallies(), a in levels(), b in levels()) {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        for method in [
            BinomialMethod::Wilson,
            BinomialMethod::WilsonContinuityCorrected,
            BinomialMethod::Wald,
        ] {
            let narrow = tally.interval_with(method, low).unwrap();
            let wide = tally.interval_with(method, high).unwrap();
            let room = 1e-15 * narrow.lower();
            prop_assert!(wide.lower() <= narrow.lower() + room, "{method}");
            prop_assert!(wide.upper() >= narrow.upper() - 1e-15, "{method}");
        }
    }

    #[test]
    fn a_surer_exact_interval_is_wider(n in 1..2_000_u64, at in any::<u64>(), a in levels(), b in levels()) {
        let tally = Binomial::new(at % (n + 1), n).unwrap();
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        for method in [BinomialMethod::ClopperPearson, BinomialMethod::Jeffreys] {
            let narrow = tally.interval_with(method, low).unwrap();
            let wide = tally.interval_with(method, high).unwrap();
            prop_assert!(wide.lower() <= narrow.lower() * (1.0 + 1e-13), "{method}");
            prop_assert!(wide.upper() >= narrow.upper() - 1e-13, "{method}");
        }
    }

    #[test]
    fn agresti_coull_and_continuity_correction_are_not_narrower_than_wilson(
        tally in tallies(), level in levels(),
    ) {
        let wilson = tally.interval(level).unwrap();
        for method in [BinomialMethod::AgrestiCoull, BinomialMethod::WilsonContinuityCorrected] {
            let wider = tally.interval_with(method, level).unwrap();
            prop_assert!(wider.lower() <= wilson.lower() + 1e-15, "{method}");
            prop_assert!(wider.upper() >= wilson.upper() - 1e-15, "{method}");
        }
    }

    #[test]
    fn the_share_and_its_complement_are_the_whole(tally in tallies()) {
        let (share, rest) = (tally.proportion().unwrap(), tally.complement().proportion().unwrap());
        prop_assert!((share.get() + rest.get() - 1.0).abs() <= f64::EPSILON);
        prop_assert_eq!(tally.successes() + tally.failures(), tally.trials());
        prop_assert_eq!(tally.complement().complement(), tally);
    }
}
