//! What [`Binomial`] refuses, and what it says of nothing and of more than anybody can count.

use tenure::stats::{Binomial, BinomialMethod};
use tenure::units::Level;

#[test]
fn more_successes_than_trials() {
    assert_eq!(
        Binomial::new(108, 107).unwrap_err().to_string(),
        "successes (108) cannot exceed trials (107)"
    );
    assert_eq!(
        Binomial::new(1, 0).unwrap_err().to_string(),
        "successes (1) cannot exceed trials (0)"
    );
}

#[test]
fn nothing_has_no_share_and_no_interval() {
    let nothing = Binomial::default();
    assert_eq!(nothing.proportion(), None);
    assert_eq!(Binomial::new(0, 0).unwrap(), nothing);
    for method in super::binomial_laws::METHODS {
        assert_eq!(nothing.interval_with(method, Level::P95), None);
    }
}

#[test]
fn one_trial_is_unsure_of_itself() {
    let one = Binomial::new(1, 1).unwrap();
    let wilson = one.interval(Level::P95).unwrap();
    assert!(wilson.lower() > 0.2 && wilson.lower() < 0.21, "{wilson}");
    let exact = one.interval_with(BinomialMethod::ClopperPearson, Level::P95);
    // (α/2)^(1/1)
    assert!((exact.unwrap().lower() - 0.025).abs() < 1e-15);
    let wald = one.interval_with(BinomialMethod::Wald, Level::P95);
    assert_eq!(wald.unwrap().width(), 0.0);
}

#[test]
fn methods_are_named_in_reports() {
    let names: Vec<_> = super::binomial_laws::METHODS
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        names,
        [
            "Wilson",
            "Wilson, continuity-corrected",
            "Agresti–Coull",
            "Clopper–Pearson",
            "Jeffreys",
            "Jeffreys, unmodified",
            "Wald"
        ]
    );
    assert_eq!(format!("{:>8}|", BinomialMethod::Wilson), "  Wilson|");
    assert_eq!(BinomialMethod::default(), BinomialMethod::Wilson);
}

#[cfg(feature = "serde")]
mod saved {
    use super::*;
    use crate::support::wire::{read, saved_tagged};
    use tenure::Merge as _;

    #[test]
    fn it_is_short_and_read_back() {
        let share = Binomial::new(80, 100).unwrap();
        saved_tagged(&share, r#"{"successes":80,"failures":20}"#);
        assert_eq!(
            serde_json::to_string(&BinomialMethod::AgrestiCoull).unwrap(),
            r#""agresti_coull""#
        );
    }

    #[test]
    fn huge_counts_merge_and_keep_their_share() {
        let max = u64::MAX;
        let text = format!(r#"{{"successes":{max},"failures":{max}}}"#);
        let mut share: Binomial = read(&text).unwrap();
        for _ in 0..200 {
            share.merge(share);
        }
        assert_eq!(share.proportion().unwrap().get(), 0.5);
        for method in super::super::binomial_laws::METHODS {
            let got = share.interval_with(method, Level::P99).unwrap();
            assert!(got.contains(0.5) && got.width() < 1e-15, "{method} {got}");
        }
        let back: Binomial = serde_json::from_str(&serde_json::to_string(&share).unwrap()).unwrap();
        assert_eq!(back, share);
        // Few among so many.
        for few in [1_u64, 1000, 1_000_000_000, 1_000_000_000_000_000, u64::MAX] {
            let text =
                format!(r#"{{"successes":{few},"failures":"5192296858534827628530496329220096"}}"#);
            let rare: Binomial = read(&text).unwrap();
            let share = rare.proportion().unwrap().get();
            for method in super::super::binomial_laws::METHODS {
                let got = rare.interval_with(method, Level::P95).unwrap();
                assert!(
                    got.contains(share) && got.upper() < 7.0 * share,
                    "{method} {got}"
                );
                let half = got.width() / 2.0 / share * (few as f64).sqrt();
                let z = if few < 1000 { 1.0..4.0 } else { 1.95..1.98 };
                assert!(z.contains(&half), "{method} {half}");
            }
        }
        let text = r#"{"successes":"5192296858534827628530496329220096","failures":1}"#;
        let almost: Binomial = read(text).unwrap();
        for method in super::super::binomial_laws::METHODS {
            assert!(
                almost.interval_with(method, Level::P99).is_some(),
                "{method}"
            );
            assert!(
                almost
                    .complement()
                    .interval_with(method, Level::P99)
                    .is_some(),
                "{method}"
            );
        }
        let apart = share.difference(almost).test().unwrap();
        assert!(apart.z() < 0.0 && apart.p_value() == 0.0);
    }

    #[test]
    fn counts_that_are_none_are_refused() {
        for (text, message) in [
            (
                r#"{"successes":-1,"failures":2}"#,
                "a count cannot be negative",
            ),
            (
                r#"{"successes":"5192296858534827628530496329220097","failures":2}"#,
                "a count is too large to be one",
            ),
            (
                r#"{"successes":1.5,"failures":2}"#,
                "expected a whole number",
            ),
            (r#"{"successes":1}"#, "missing field `failures`"),
        ] {
            let error = read::<Binomial>(text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
