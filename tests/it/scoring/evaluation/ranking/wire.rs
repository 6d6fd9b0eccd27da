//! Saved rankings that are refused, or larger than any iterator.

use tenure::scoring::evaluation::{Ranking, ScoreGroup, Scored};
use tenure::units::Level;

use crate::support::wire::tagged;

fn read(groups: &str) -> serde_json::Result<Ranking> {
    serde_json::from_str(&tagged("ranking", groups))
}

#[test]
fn forged_states_are_refused() {
    let order = "ranking must be groups in ascending order of their scores, each score once";
    for (text, why) in [
        ("[[0.5,1,0],[0.25,0,1]]", order),
        ("[[0.5,1,0],[0.5,0,1]]", order),
        ("[[0.0,1,0],[-0.0,0,1]]", order),
        (
            "[[0.5,0,0]]",
            "a group of customers with one score needs at least 1 customer, got 0",
        ),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(why), "{error}");
    }
    for text in [
        "[[1e400,1,0]]",
        "[[0.5,-1,0]]",
        "[[0.5,1.5,0]]",
        "[[0.5,1]]",
        "{}",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Scored>("[1e400,true]").is_err());
    assert!(serde_json::from_str::<ScoreGroup>("[1.0,0,0]").is_err());
}

/// Counts no iterator could have been run through: 2²⁴ + 1, and the most there can be.
#[test]
fn large_counts_are_read_and_used() {
    let big: Ranking = read("[[0.25,0,16777217],[0.75,16777217,1]]").unwrap();
    assert_eq!((big.churned(), big.stayed()), (16_777_217, 16_777_218));
    let (m, n) = (16_777_217.0_f64, 16_777_218.0_f64);
    assert!((big.auc().unwrap() - (m + 0.5) / n).abs() <= f64::EPSILON / 2.0);
    assert_eq!(big.ks(), Some(16_777_217.0 / 16_777_218.0));
    let most = format!("[[0.25,{0},{0}],[0.75,{0},{0}]]", u64::MAX);
    let most: Ranking = read(&most).unwrap();
    assert_eq!(
        (most.auc(), most.ks(), most.auc_interval(Level::P95)),
        (None, None, None)
    );
    assert_eq!(most.churned(), u64::MAX);
    assert_eq!(most.top(5).unwrap().precision().unwrap().get(), 0.5);
}

/// One pair of a billion billions in the wrong order: the AUC is 1 to the last bit, its interval is not a point.
#[test]
fn an_auc_of_one_by_rounding_has_an_interval() {
    let all = 1_000_000_000_u64;
    let good: Ranking = read(&format!("[[0,0,{all}],[1,1,0],[2,0,1],[3,{all},0]]")).unwrap();
    let bad: Ranking = read(&format!("[[0,{all},0],[1,0,1],[2,1,0],[3,0,{all}]]")).unwrap();
    assert_eq!((good.auc(), bad.auc()), (Some(1.0), Some(0.0)));
    let (good, bad) = (
        good.auc_interval(Level::P95).unwrap(),
        bad.auc_interval(Level::P95).unwrap(),
    );
    assert!(
        bad.lower() == 0.0 && bad.upper() > 1e-18 && bad.upper() < 1e-16,
        "{bad:?}"
    );
    assert!(good.upper() == 1.0 && good.lower() <= 1.0);
}
