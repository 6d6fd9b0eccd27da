//! What is saved: the exact JSON of every public type that has a saved form.
//!
//! The field names and the shape are a contract with files written by earlier versions: a change
//! of a line of the table is a breaking change.
#![allow(
    clippy::wildcard_imports,
    clippy::too_many_lines,
    reason = "the table is of everything"
)]

use tenure::acquisition::*;
use tenure::retention::*;
use tenure::segment::*;
use tenure::stats::*;
use tenure::survey::*;
use tenure::units::*;
use tenure::{Nps, Segmented};

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
fn survey() {
    let ten = |rating| ScaleRating::<1, 10>::new(rating).unwrap();
    let nps = Nps::from_counts(5, 3, 2);
    saved_tagged(&nps, r#"{"promoters":5,"passives":3,"detractors":2}"#);
    saved(&NpsClass::Promoter, r#""promoter""#);
    saved(&Rating::new(9).unwrap(), "9");
    saved(&NpsMethod::BonettPrice, r#""bonett_price""#);
    saved_tagged(
        &nps.difference(Nps::from_counts(1, 0, 1)),
        r#"{"first":{"promoters":5,"passives":3,"detractors":2},"second":{"promoters":1,"passives":0,"detractors":1}}"#,
    );
    saved(&NpsDifferenceMethod::AdjustedWald, r#""adjusted_wald""#);
    saved(
        &Breaks::new(1, 5, 3, 5).unwrap(),
        r#"{"lowest":1,"highest":5,"detractors_to":3,"promoters_from":5}"#,
    );
    saved_tagged(&NetRecommend::from_counts(7, 2), r#"{"yes":7,"no":2}"#);
    let weighted = [(9, 1.5), (3, 0.5)]
        .map(|(rating, weight)| WeightedRating::new(Rating::new(rating).unwrap(), weight).unwrap());
    saved(
        &weighted.iter().collect::<WeightedNps>(),
        r#"{"answers":2,"promoters":{"sum":{"negative":false,"exponent":-32,"limbs":[2147483648,1]},"squares":{"negative":false,"exponent":-32,"limbs":[1073741824,2]}},"passives":{"sum":{"negative":false,"exponent":0,"limbs":[]},"squares":{"negative":false,"exponent":0,"limbs":[]}},"detractors":{"sum":{"negative":false,"exponent":-32,"limbs":[2147483648]},"squares":{"negative":false,"exponent":-32,"limbs":[1073741824]}}}"#,
    );
    saved(&WeightedNpsMethod::Linearised, r#""linearised""#);
    saved_tagged(
        &Ratings::<1, 5>::try_from_iter([4, 5, 4]).unwrap(),
        "[0,0,0,2,1]",
    );
    saved_tagged(
        &Csat::<1, 5>::try_from_iter([4, 5, 4]).unwrap(),
        "[0,0,0,2,1]",
    );
    let ces = Ces::<1, 7>::try_from_iter([6, 2, 4]).unwrap();
    saved_tagged(&ces, "[0,1,0,1,0,1,0]");
    saved_tagged(
        &ces.classes(EffortDirection::HighIsEasy),
        r#"{"easy":1,"neither":1,"difficult":1}"#,
    );
    saved(&EffortDirection::LowIsEasy, r#""low_is_easy""#);
    let answer = AcsiAnswer {
        satisfaction: ten(8),
        expectations: ten(7),
        ideal: ten(6),
    };
    saved(&answer, r#"{"satisfaction":8,"expectations":7,"ideal":6}"#);
    saved(
        &[answer].iter().collect::<Acsi>(),
        r#"{"answers":1,"totals":[7,6,5],"products":[49,36,25,42,35,30]}"#,
    );
    saved(
        &AcsiWeights::new([0.5, 0.25, 0.25]).unwrap(),
        "[0.5,0.25,0.25]",
    );
    let dimension = Dimension::new(2.0, 0.5).unwrap();
    saved(&dimension, "[2.0,0.5]");
    saved(
        &[dimension].iter().collect::<WeightedScore>(),
        r#"{"weights":{"negative":false,"exponent":0,"limbs":[2]},"weighted":{"negative":false,"exponent":0,"limbs":[1]}}"#,
    );
    let drivers = [
        DriverAnswers::new([5.0, 3.0], 4.0).unwrap(),
        DriverAnswers::new([2.0, 1.0], 1.5).unwrap(),
    ];
    saved(
        &drivers.iter().collect::<KeyDrivers<2>>(),
        r#"{"answers":2,"overall":{"sum":{"negative":false,"exponent":-32,"limbs":[2147483648,5]},"squares":{"negative":false,"exponent":-32,"limbs":[1073741824,18]},"with_overall":{"negative":false,"exponent":-32,"limbs":[1073741824,18]}},"dimensions":[{"sum":{"negative":false,"exponent":0,"limbs":[7]},"squares":{"negative":false,"exponent":0,"limbs":[29]},"with_overall":{"negative":false,"exponent":0,"limbs":[23]}},{"sum":{"negative":false,"exponent":0,"limbs":[4]},"squares":{"negative":false,"exponent":0,"limbs":[10]},"with_overall":{"negative":false,"exponent":-32,"limbs":[2147483648,13]}}]}"#,
    );
    saved(
        &Need::new(9.0, 4.0).unwrap(),
        r#"{"importance":9.0,"satisfaction":4.0}"#,
    );
    saved(&Polarity::new(0.75).unwrap(), "0.75");
    saved(
        &Sentiment::<5>::try_from_iter([0.75, -0.5]).unwrap(),
        r#"{"band":5,"positive":1,"neutral":0,"negative":1,"sum":{"negative":false,"exponent":-32,"limbs":[1073741824]},"squares":{"negative":false,"exponent":-32,"limbs":[3489660928]}}"#,
    );
    saved_tagged(
        &Segmented::<String, Nps>::from_iter([("paid".to_string(), NpsClass::Passive)]),
        r#"[["paid",{"promoters":0,"passives":1,"detractors":0}]]"#,
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

#[test]
fn acquisition() {
    let acquisition = Acquisition::new(Money::from_minor(75_000), 3).unwrap();
    saved(&acquisition, r#"{"spend":75000,"new_customers":3}"#);
    saved_tagged(
        &[acquisition].iter().collect::<Cac>(),
        r#"{"spend":75000,"new_customers":3}"#,
    );
    saved(&CostLine::ToolsAndOverheads, r#""tools_and_overheads""#);
    let mut costs = AcquisitionCosts::default();
    costs
        .spend(CostLine::PaidMedia, Money::from_minor(50_000))
        .unwrap();
    costs.won(10, 4).unwrap();
    saved(
        &costs,
        r#"{"paid_media":50000,"other_marketing":0,"sales":0,"salaries":0,"tools_and_overheads":0,"won_by_paid_media":4,"won_otherwise":6}"#,
    );
    saved(&FunnelStage::Responded, r#""responded""#);
    let stages = [FunnelStage::Contacted, FunnelStage::Converted];
    saved(
        &stages.iter().collect::<Funnel>(),
        r#"{"contacted":1,"responded":0,"converted":1}"#,
    );
    let plan = FunnelPlan {
        budget: Spend::new(Money::from_minor(100_000)).unwrap(),
        cost_per_contact: Spend::new(Money::from_minor(50)).unwrap(),
        response: share(0.5),
        conversion: share(0.25),
        target: Some(100),
    };
    saved(
        &plan,
        r#"{"budget":100000,"cost_per_contact":50,"response":0.5,"conversion":0.25,"target":100}"#,
    );
    writes(
        &plan.forecast().unwrap(),
        r#"{"contacts":2000,"responses":1000,"new_customers":100}"#,
    );
    saved(&plan.budget, "100000");
    saved(
        &LtvToCac {
            ltv: number(900.0),
            cac: number(300.0),
        },
        r#"{"ltv":900.0,"cac":300.0}"#,
    );
    let simple = SimplePayback {
        cac: number(300.0),
        margin: margin(),
    };
    saved(
        &simple,
        r#"{"cac":300.0,"margin":{"amount":30.0,"period":"month"}}"#,
    );
    writes(
        &simple.value().unwrap(),
        r#"{"after":{"periods":10.0,"period":"month"}}"#,
    );
    writes(&Payback::Never, r#""never""#);
    saved(
        &RevenuePayback {
            cac: number(300.0),
            revenue: margin(),
        },
        r#"{"cac":300.0,"revenue":{"amount":30.0,"period":"month"}}"#,
    );
    saved(
        &ChurnPayback {
            cac: number(300.0),
            margin: margin(),
            churn: churn(),
        },
        r#"{"cac":300.0,"margin":{"amount":30.0,"period":"month"},"churn":{"rate":0.03,"period":"month"}}"#,
    );
    saved(
        &ProgrammeValue {
            new_customers: 40,
            clv: number(500.0),
        },
        r#"{"new_customers":40,"clv":500.0}"#,
    );
    saved(
        &RetainedCustomers {
            satisfied: 50,
            retention: share(0.75),
        },
        r#"{"satisfied":50,"retention":0.75}"#,
    );
}

#[test]
fn segment() {
    saved(&Direction::LowerIsBetter, r#""lower_is_better""#);
    let scale = QuantileScale::new([1, 2, 3, 4], 2, Direction::HigherIsBetter).unwrap();
    saved(&scale, r#"{"direction":"higher_is_better","cuts":[2.0]}"#);
    let facts = [
        RfmFacts::new(3.0, 5, 120.0).unwrap(),
        RfmFacts::new(90.0, 1, 20.0).unwrap(),
    ];
    saved(
        &facts[0],
        r#"{"days_since_last":3.0,"purchases":5,"spent":120.0}"#,
    );
    let rfm = RfmScale::new(facts, 2).unwrap();
    saved(
        &rfm,
        r#"{"recency":{"direction":"lower_is_better","cuts":[-90.0]},"frequency":{"direction":"higher_is_better","cuts":[1.0]},"monetary":{"direction":"higher_is_better","cuts":[20.0]}}"#,
    );
    writes(
        &rfm.score(facts[0]),
        r#"{"groups":2,"recency":2,"frequency":2,"monetary":2}"#,
    );
    saved(&RfmLabel::CannotLose, r#""cannot_lose""#);
    saved(
        &LifecycleRules::yearly(),
        r#"{"long_term_from_days":365.0,"loyal_from_days":365.0,"loyal_from_purchases":5}"#,
    );
    saved(&LifecycleStage::LongTerm, r#""long_term""#);
    saved(
        &ValueTiers::by_amounts(100.0, 500.0).unwrap(),
        r#"{"normal_from":100.0,"normal_to":500.0}"#,
    );
    let tiers = [ValueTier::High, ValueTier::Low, ValueTier::High];
    saved(&tiers[0], r#""high""#);
    saved(
        &tiers.iter().collect::<GroupCounts<ValueTier>>(),
        r#"[["low",1],["high",2]]"#,
    );
}
