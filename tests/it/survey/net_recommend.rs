//! [`NetRecommend`].

use proptest::prelude::*;
use tenure::Merge as _;
use tenure::survey::NetRecommend;
use tenure::units::Level;

use crate::support::assert_close;
use crate::support::golden::{golden, group};
use crate::support::laws;

#[test]
fn net_recommend_is_an_accumulator() {
    laws::accumulator::<NetRecommend, bool>(file!(), any::<bool>());
}

#[test]
fn reference_value() {
    let item = golden("src_nps_binary");
    let [yes, no] = ["yes", "no"].map(|name| item.input(name).as_u64().unwrap());
    let net = NetRecommend::from_counts(yes, no);
    assert_eq!(net.score(), item.number("value"));
    assert_eq!(
        net.share()
            .map(|share| 100.0 * (2.0 * share.get() - 1.0))
            .map(f64::round),
        net.score()
    );
}

/// 2p − 1 of the Wilson limits of p.
#[test]
fn the_interval_is_wilsons() {
    let items = group("proportion_ci");
    for item in &items {
        let [k, n] = ["k", "n"].map(|name| item.input(name).as_u64().unwrap());
        let level = Level::new(item.input("conf").as_f64().unwrap()).unwrap();
        let interval = NetRecommend::from_counts(k, n - k).interval(level).unwrap();
        let [lower, upper] = item.pair("wilson").unwrap();
        for (got, share) in [(interval.lower(), lower), (interval.upper(), upper)] {
            // 2p − 1 of a limit near ½ keeps fewer digits: 1e-12 of a point.
            assert_close(got + 200.0, 200.0 * share + 100.0, 1e-14);
        }
    }
    assert!(items.len() > 10);
}

#[test]
fn edges() {
    let none = NetRecommend::default();
    assert_eq!(
        (none.score(), none.share(), none.interval(Level::P95)),
        (None, None, None)
    );
    assert_eq!(none.to_string(), "no answers");
    let mut huge = NetRecommend::from_counts(u64::MAX, u64::MAX - 1);
    for _ in 0..200 {
        huge.merge(huge);
        assert!(
            huge.score()
                .is_some_and(|score| (0.0..=100.0).contains(&score))
        );
    }
    let one = NetRecommend::from_counts(0, 1);
    assert_eq!(one.score(), Some(-100.0));
    assert!(
        one.interval(Level::P95)
            .is_some_and(|i| i.lower() == -100.0 && i.upper() > 50.0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn exchanging_yes_and_no_mirrors_it(yes: u64, no in 1..=u64::MAX) {
        let (there, back) = (NetRecommend::from_counts(yes, no), NetRecommend::from_counts(no, yes));
        prop_assert_eq!(back.score(), there.score().map(|score| -score + 0.0));
        let [there, back] = [there, back].map(|net| net.interval(Level::P95).unwrap());
        prop_assert_eq!([back.lower(), back.upper()], [-there.upper() + 0.0, -there.lower() + 0.0]);
    }
}
