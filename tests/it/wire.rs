//! What is saved: the exact JSON of every public type that has a saved form.
//!
//! The field names and the shape are a contract with files written by earlier versions: a change
//! of a line of the table is a breaking change.
#![allow(
    clippy::wildcard_imports,
    clippy::too_many_lines,
    reason = "the table is of everything"
)]

use tenure::retention::*;
use tenure::stats::*;
use tenure::units::*;

use crate::support::wire::{saved, saved_tagged, tagged, writes};

fn share(p: f64) -> Proportion {
    Proportion::new(p).unwrap()
}

fn number(x: f64) -> Finite {
    Finite::new(x).unwrap()
}

fn margin() -> Margin {
    Margin::new(30.0, Period::Month).unwrap()
}

fn churn() -> Churn {
    Churn::new(share(0.03), Period::Month)
}

fn discount() -> DiscountRate {
    DiscountRate::new(0.1, Period::Year).unwrap()
}

#[test]
fn units() {
    saved(&share(0.25), "0.25");
    saved(&Level::P95, "0.95");
    saved(&number(-2.5), "-2.5");
    saved(&Period::Month, r#""month""#);
    saved(&Period::days(90).unwrap(), r#"{"days":90}"#);
    saved(&margin(), r#"{"amount":30.0,"period":"month"}"#);
    saved(&churn(), r#"{"rate":0.03,"period":"month"}"#);
    saved(
        &LifetimeConvention::PaymentsAtStart,
        r#""payments_at_start""#,
    );
    saved(&discount(), r#"{"effective":0.1,"period":"year"}"#);
    saved(&Money::from_minor(-2933), "-2933");
}

#[test]
fn stats() {
    let binomial = Binomial::new(80, 100).unwrap();
    saved_tagged(&binomial, r#"{"successes":80,"failures":20}"#);
    saved_tagged(
        &binomial.difference(Binomial::new(1, 2).unwrap()),
        r#"{"first":{"successes":80,"failures":20},"second":{"successes":1,"failures":1}}"#,
    );
    saved(
        &BinomialMethod::WilsonContinuityCorrected,
        r#""wilson_continuity_corrected""#,
    );
    saved(&DifferenceMethod::AgrestiCaffo, r#""agresti_caffo""#);
    saved_tagged(
        &Interval::new(-0.5, 0.75, Level::P90).unwrap(),
        r#"{"lower":-0.5,"upper":0.75,"level":0.9}"#,
    );
    saved_tagged(
        &ZTest::new(1.5).unwrap(),
        r#"{"z":1.5,"p_value":"0.13361440253771614"}"#,
    );
    saved_tagged(
        &ExactSum::try_from_iter([0.5, -3.0]).unwrap(),
        r#"{"negative":true,"exponent":-32,"limbs":[2147483648,2]}"#,
    );
    saved_tagged(
        &Moments::try_from_iter([3.0, -0.5]).unwrap(),
        r#"{"count":2,"sum":{"negative":false,"exponent":-32,"limbs":[2147483648,2]},"sum_of_squares":{"negative":false,"exponent":-32,"limbs":[1073741824,9]},"minimum":-0.5,"maximum":3.0}"#,
    );
    let sample = Sample::try_from_iter([3, 1, 2]).unwrap();
    saved_tagged(&sample, "[1.0,2.0,3.0]");
    saved(&QuantileRule::MedianUnbiased, r#""median_unbiased""#);
    saved_tagged(
        &sample.describe().unwrap(),
        r#"{"count":3,"mean":2.0,"standard_deviation":1.0,"minimum":1.0,"lower_quartile":1.5,"median":2.0,"upper_quartile":2.5,"maximum":3.0}"#,
    );
}

#[test]
fn retention() {
    let counts = PeriodCounts::starting_with(100).joined(20).returned(2);
    saved(
        &counts.losing(10).unwrap(),
        &tagged(
            "period counts",
            r#"{"start":100,"joined":20,"returned":2,"end":112}"#,
        ),
    );
    saved(
        &StartCohort::try_from_counts(80, 100, 15).unwrap(),
        &tagged(
            "start cohort",
            r#"{"retained":{"successes":80,"failures":20},"joined":15}"#,
        ),
    );
    saved(&Snapshot::End, r#""end""#);
    saved(
        &Snapshots::from_ids([1, 2], [2, 3]),
        &tagged(
            "snapshots",
            r#"[[1,"start"],[2,"start"],[2,"end"],[3,"end"]]"#,
        ),
    );
    let stay = Subscription::new("ada".to_string(), 0, Some(3)).unwrap();
    saved(&stay, r#"{"id":"ada","start":0,"end":3}"#);
    let log: SubscriptionLog<String> =
        [stay, Subscription::new("bob".to_string(), 1, None).unwrap()]
            .into_iter()
            .collect();
    saved(
        &log,
        &tagged(
            "subscription log",
            r#"[{"id":"ada","start":0,"end":3},{"id":"bob","start":1,"end":null}]"#,
        ),
    );
    let window = log.window(0, 4).unwrap();
    saved(
        &window,
        &tagged(
            "churn window",
            r#"{"from":0,"to":4,"start":1,"ever_lost":1,"lost_at_end":1,"changes":[[1,1,0,0],[3,0,0,1]]}"#,
        ),
    );
    writes(
        &window.daily().last().unwrap(),
        r#"{"day":4,"before":1,"lost":0,"joined":0,"returned":0,"active":1}"#,
    );
    let comparison = window.compare();
    let text = tagged(
        "churn comparison",
        r#"{"from":0,"to":4,"rates":[["start_cohort_lost_at_end",1.0],["start_cohort_ever_lost",1.0],["events_per_start_and_new",0.5],["daily_survival",0.5],["end_without_new",1.0],["sum_of_daily_rates",0.5],["events_per_average_day",0.6666666666666666],["events_per_mean_of_ends",1.0],["events_per_start",1.0],["end_without_new_or_returned",1.0]]}"#,
    );
    writes(&comparison, &text);
    assert_eq!(
        serde_json::from_str::<ChurnComparison>(&text).unwrap(),
        comparison
    );
    saved(
        &ChurnDefinition::StartCohortLostAtEnd,
        r#""start_cohort_lost_at_end""#,
    );
    saved(
        &["ada", "bob", "ada"]
            .map(String::from)
            .into_iter()
            .collect::<Purchases<String>>(),
        &tagged("purchases", r#"[["ada",2],["bob",1]]"#),
    );
    saved(
        &RepeatPurchases::try_from_iter([0, 1, 3]).unwrap(),
        &tagged(
            "repeat purchases",
            r#"{"buyers":{"successes":1,"failures":1},"without_order":1,"orders":4}"#,
        ),
    );
    saved(
        &Referrals::try_from_iter([0, 2]).unwrap(),
        &tagged(
            "referrals",
            r#"{"customers":{"successes":1,"failures":1},"referrals":2}"#,
        ),
    );
}
