//! [`Ces`]: laws, reference values, bad input.

use proptest::prelude::*;
use tenure::Nps;
use tenure::survey::Ces;
use tenure::survey::EffortDirection::{HighIsEasy, LowIsEasy};
use tenure::units::Level;

use super::ratings::{on_scale, repeated};
use crate::support::golden::{counts, golden};
use crate::support::{assert_close, laws};

#[test]
fn ces_is_an_accumulator() {
    laws::accumulator::<Ces, _>(file!(), on_scale());
}

fn seven(raw: &[u8]) -> Ces {
    Ces::try_from_iter(raw).unwrap()
}

proptest! {
    /// The two directions are the same question asked upside down.
    #[test]
    fn turning_the_scale_over_changes_nothing(raw in prop::collection::vec(1..=7_u8, 1..60)) {
        let over: Vec<u8> = raw.iter().map(|x| 8 - x).collect();
        let (up, down) = (seven(&raw), seven(&over));
        prop_assert_eq!(up.easy(HighIsEasy), down.easy(LowIsEasy));
        prop_assert_eq!(up.classes(HighIsEasy), down.classes(LowIsEasy));
        prop_assert_eq!(up.net_easy(HighIsEasy), down.net_easy(LowIsEasy));
        for bar in 1..=7 {
            prop_assert_eq!(up.easy_at(bar, HighIsEasy), down.easy_at(8 - bar, LowIsEasy));
        }
        assert_close(up.mean().unwrap(), 8.0 - down.mean().unwrap(), 1e-14);
    }

    #[test]
    fn the_defaults_are_bars_like_any_other(raw in prop::collection::vec(1..=7_u8, 0..60)) {
        let ces = seven(&raw);
        prop_assert_eq!(ces.easy(HighIsEasy), ces.easy_at(5, HighIsEasy).unwrap());
        prop_assert_eq!(ces.easy(LowIsEasy), ces.easy_at(3, LowIsEasy).unwrap());
        prop_assert_eq!(ces.classes(HighIsEasy), ces.classes_at(6, 3, HighIsEasy).unwrap());
        prop_assert_eq!(ces.classes(LowIsEasy), ces.classes_at(2, 5, LowIsEasy).unwrap());
        let classes = ces.classes(HighIsEasy);
        prop_assert_eq!(classes.easy() + classes.neither() + classes.difficult(), ces.count());
        prop_assert_eq!(classes.count(), ces.count());
    }

    #[test]
    fn an_easier_answer_never_lowers_a_score(
        mut raw in prop::collection::vec(1..=7_u8, 1..40),
        which in any::<prop::sample::Index>(),
        to in 1..=7_u8,
    ) {
        let before = seven(&raw);
        let raised = which.index(raw.len());
        raw[raised] = to.max(raw[raised]);
        let after = seven(&raw);
        prop_assert!(before.net_easy(HighIsEasy) <= after.net_easy(HighIsEasy));
        prop_assert!(before.net_easy(LowIsEasy) >= after.net_easy(LowIsEasy));
        prop_assert!(before.easy(HighIsEasy).successes() <= after.easy(HighIsEasy).successes());
        let net = after.net_easy(HighIsEasy).unwrap();
        prop_assert!((-100.0..=100.0).contains(&net));
    }
}

#[test]
fn reference_ces_2_on_seven_points() {
    let item = golden("ces_7pt");
    let ces = seven(&repeated(1, &counts(item.input("counts_1to7"))));
    assert_close(ces.mean().unwrap(), item.number("mean").unwrap(), 1e-15);
    let easy = ces.easy(HighIsEasy).proportion().unwrap().percent();
    assert_close(easy, item.number("pct_ge5").unwrap(), 1e-15);
    assert_eq!(ces.net_easy(HighIsEasy), item.number("net_67_vs_123"));
    assert!(
        ces.mean_interval(Level::P95)
            .unwrap()
            .contains(ces.mean().unwrap())
    );
}

/// The net share is a figure of three classes as an NPS is, and as sure.
#[test]
fn the_net_share_is_as_sure_as_a_score_of_three_classes() {
    for (easy, difficult, neither) in [(30, 43, 27), (1, 0, 0), (0, 0, 9)] {
        let ces: Ces = Ces::try_from_counts([(7, easy), (2, difficult), (4, neither)]).unwrap();
        let nps = Nps::from_counts(easy, neither, difficult);
        for level in [Level::P80, Level::P99] {
            let interval = ces.net_easy_interval(HighIsEasy, level);
            assert_eq!(interval, nps.interval(level));
            assert_eq!(interval, ces.classes(HighIsEasy).net_easy_interval(level));
        }
        assert_eq!(ces.net_easy(HighIsEasy), nps.score());
    }
}

#[test]
fn reference_ces_1_on_five_points() {
    let item = golden("ces_5pt_bad_vendor_example");
    let raw = repeated(1, &counts(item.input("counts_1to5")));
    let ces = Ces::<1, 5>::try_from_iter(&raw).unwrap();
    assert_eq!(ces.count(), item.expected("n").as_u64().unwrap());
    assert_close(ces.mean().unwrap(), item.number("mean").unwrap(), 1e-15);
}

#[test]
fn nobody_answered_and_bad_bars() {
    let nobody = <Ces>::default();
    assert_eq!((nobody.mean(), nobody.net_easy(HighIsEasy)), (None, None));
    assert_eq!(nobody.net_easy_interval(HighIsEasy, Level::P95), None);
    assert_eq!(nobody.easy(LowIsEasy).proportion(), None);
    let said = |result: Result<(), tenure::Error>| result.unwrap_err().to_string();
    assert_eq!(
        said(nobody.easy_at(8, HighIsEasy).map(|_| ())),
        "threshold must be a whole number from 1 to 7, got 8"
    );
    assert_eq!(
        said(nobody.classes_at(0, 3, HighIsEasy).map(|_| ())),
        "threshold must be a whole number from 1 to 7, got 0"
    );
    assert_eq!(
        said(nobody.classes_at(4, 4, HighIsEasy).map(|_| ())),
        "highest difficult rating (4) cannot exceed one below the lowest easy rating (3)"
    );
    assert_eq!(
        said(nobody.classes_at(5, 4, LowIsEasy).map(|_| ())),
        "highest easy rating (5) cannot exceed one below the lowest difficult rating (3)"
    );
    assert_eq!(
        said(<Ces>::try_from_iter([6.5]).map(|_| ())),
        "item 0 was rejected: rating must be a whole number from 1 to 7, got 6.5"
    );
    assert_eq!(HighIsEasy.to_string(), "high is easy");
    assert_eq!(LowIsEasy.to_string(), "low is easy");

    // Everybody difficult: −100, and never −0.
    assert_eq!(seven(&[1]).net_easy(HighIsEasy), Some(-100.0));
    assert!(
        seven(&[1, 7])
            .net_easy(HighIsEasy)
            .unwrap()
            .is_sign_positive()
    );
}

#[cfg(feature = "serde")]
#[test]
fn the_direction_is_written_as_the_methods_are() {
    for (direction, text) in [
        (HighIsEasy, r#""high_is_easy""#),
        (LowIsEasy, r#""low_is_easy""#),
    ] {
        assert_eq!(serde_json::to_string(&direction).unwrap(), text);
        let back: tenure::survey::EffortDirection = serde_json::from_str(text).unwrap();
        assert_eq!(back, direction);
    }
}

#[cfg(feature = "serde")]
#[test]
fn huge_counts_stay_in_bounds() {
    use tenure::Merge as _;

    let text = format!("[{0},0,0,1,0,0,{0}]", u64::MAX);
    let mut ces: Ces = crate::support::wire::read(&text).unwrap();
    for _ in 0..150 {
        assert_eq!(ces.net_easy(HighIsEasy), Some(0.0));
        ces.merge(ces.clone());
    }

    // Where 100·n and n no longer fit a double, the quotient of the two could pass 100.
    for n in (1 << 60..).step_by(977).take(2000) {
        let all: Ces = Ces::try_from_counts([(7, n)]).unwrap();
        assert_eq!(all.net_easy(HighIsEasy), Some(100.0), "{n}");
        assert_eq!(all.net_easy(LowIsEasy), Some(-100.0), "{n}");
    }
}
