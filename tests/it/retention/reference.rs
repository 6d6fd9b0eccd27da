//! The ten definitions on the reference log, and the figures of the source documents.

use tenure::retention::{
    ChurnDefinition, PeriodCounts, StartCohort, SubscriptionLog, cls_source, conversion,
    referred_share, repeat_purchase_share, success_rate,
};
use tenure::stats::Binomial;
use tenure::units::Period;

use crate::support::assert_close;
use crate::support::golden::{Golden, counts, golden, numbers};

fn day(value: u64) -> i64 {
    i64::try_from(value).unwrap()
}

fn input(item: &Golden, path: &str) -> u64 {
    item.input(path).as_u64().unwrap()
}

/// The log that the inputs describe. Who is there at the start came a year before.
fn log(item: &Golden) -> SubscriptionLog<String> {
    let cancelling = counts(item.input("start_customers_cancelling_on_days"));
    let reactivated = counts(item.input("reactivated_on_day20_those_cancelled_on_days"));
    let joins = counts(item.input("joins_on_days"));
    let mut spells = Vec::new();
    for nth in 0..input(item, "start") {
        let end = usize::try_from(nth)
            .ok()
            .and_then(|nth| cancelling.get(nth));
        spells.push((format!("start {nth}"), -365, end.copied().map(day)));
        if end.is_some_and(|end| reactivated.contains(end)) {
            spells.push((format!("start {nth}"), 20, None));
        }
    }
    for joined in joins {
        let end = (1..=5).contains(&joined).then_some(25);
        spells.push((format!("joined {joined}"), day(joined), end));
    }
    SubscriptionLog::try_from_iter(spells).unwrap()
}

const KEYS: [(ChurnDefinition, &str); 10] = [
    (
        ChurnDefinition::StartCohortLostAtEnd,
        "start_cohort_lost_at_end ",
    ),
    (
        ChurnDefinition::StartCohortEverLost,
        "start_cohort_ever_lost ",
    ),
    (ChurnDefinition::EventsPerStartAndNew, "events/(start+new) "),
    (ChurnDefinition::DailySurvival, "1-prod(1-daily) "),
    (ChurnDefinition::EndWithoutNew, "1-(E-N)/S "),
    (ChurnDefinition::SumOfDailyRates, "sum_of_daily_rates "),
    (
        ChurnDefinition::EventsPerAverageDay,
        "events/avg_daily_customers",
    ),
    (
        ChurnDefinition::EventsPerMeanOfEnds,
        "events/avg(start,end)",
    ),
    (ChurnDefinition::EventsPerStart, "all_churn_events/start "),
    (
        ChurnDefinition::EndWithoutNewOrReturned,
        "1-(E-N-reactivated)/S",
    ),
];

/// The expected value whose key starts so (the rest of the key is a comment, with slashes in it).
fn expected(item: &Golden, start: &str) -> f64 {
    let all = item.expected("").as_object().unwrap();
    let mut found = all.iter().filter(|(key, _)| key.starts_with(start));
    let (_, value) = found.next().unwrap();
    assert!(found.next().is_none(), "{start} is ambiguous");
    value.as_f64().unwrap()
}

#[test]
fn ten_definitions_on_one_log() {
    let item = golden("churn_definitions_one_log");
    let days = day(input(&item, "period_days"));
    let window = log(&item).window(0, days).unwrap();

    let counts = window.counts();
    let base = |key| item.expected(key).as_u64().unwrap();
    assert_eq!(counts.start(), input(&item, "start"));
    assert_eq!(counts.end(), base("end_customers"));
    assert_eq!(counts.joined(), base("new"));
    assert_eq!(counts.returned(), base("reactivated"));
    assert_eq!(window.churn_events(), base("churn_events"));
    assert_eq!(window.customer_days(), base("customer_days"));

    assert_eq!(ChurnDefinition::ALL, KEYS.map(|(definition, _)| definition));
    for (definition, key) in KEYS {
        assert_close(
            window.rate(definition).unwrap(),
            expected(&item, key),
            1e-12,
        );
    }
    let rates = window.compare();
    let rates: Vec<_> = rates
        .rates()
        .iter()
        .map(|(_, rate)| rate.unwrap())
        .collect();
    assert!(
        rates.is_sorted(),
        "the order of ALL is that of the module's table: {rates:?}"
    );
}

/// The table of the module page says what the code says.
#[test]
fn the_page_shows_formula_value_and_user_of_each() {
    let item = golden("churn_definitions_one_log");
    let page = include_str!("../../../src/retention/mod.rs");
    for (definition, key) in KEYS {
        let name = format!("`{definition:?}`");
        let row = page
            .lines()
            .find(|line| line.contains(&name) && line.contains("| "));
        let row = row.unwrap_or_else(|| panic!("{name} is not in the table"));
        let cells: Vec<_> = row.split(" | ").skip(1).collect();
        assert_eq!(cells[1], definition.formula());
        assert_eq!(cells[2], format!("{:.2}%", 100.0 * expected(&item, key)));
        assert!(cells[3].starts_with(definition.used_by()), "{}", cells[3]);
        let exceeds = if definition.may_exceed_one() {
            "yes"
        } else {
            "no"
        };
        assert_eq!(cells[4], exceeds);
        assert_eq!(
            cells[5].contains("**yes**"),
            definition.complement_is_retention()
        );
    }
}

#[test]
fn the_recommended_one_is_a_share_a_rate_and_a_retention() {
    let item = golden("churn_definitions_one_log");
    let window = log(&item).window(0, 30).unwrap();
    assert_eq!(window.churned(), Binomial::new(10, 100).unwrap());
    assert_eq!(window.retained(), Binomial::new(90, 100).unwrap());
    assert_eq!(window.ever_lost(), Binomial::new(12, 100).unwrap());
    let churn = window.churn().unwrap();
    assert_eq!(churn.period(), Period::days(30).unwrap());
    assert_eq!(churn.to_string(), "10.0% per 30 days");
}

#[test]
fn the_table_shows_the_spread() {
    let item = golden("churn_definitions_one_log");
    let window = log(&item).window(0, 30).unwrap();
    let table = window.compare().to_string();
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 12);
    assert_eq!(
        lines[1],
        "> start cohort, lost at the end     10.00% start customers not there at the end / S"
    );
    assert_eq!(
        lines[5],
        "  end without new (textbook)        15.00% 1 − (E − N)/S"
    );
    assert_eq!(lines[11], "  one log, from 10.00% to 17.00%");
    let column = lines[1].find("start customers").unwrap();
    for line in &lines[..11] {
        assert_eq!(line.as_bytes()[column - 1], b' ', "{line}");
        assert!(!line.ends_with(' '), "{line}");
    }
    assert!(format!("{:.0}", window.compare()).contains("    10% start"));
    let shown = "10 of 100 customers lost from day 0 to day 30 (10.0%)";
    assert_eq!(window.to_string(), shown);
    assert_eq!(format!("{window:.2}"), shown.replace("10.0%", "10.00%"));

    let nobody = SubscriptionLog::<u8>::new()
        .window(0, 30)
        .unwrap()
        .compare();
    assert_eq!(nobody.range(), None);
    let table = nobody.to_string();
    assert!(
        table.contains("events per start                       – events / S"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 11);
}

#[test]
fn counts_alone_give_the_same_as_the_log() {
    let item = golden("churn_definitions_one_log");
    let from_log = log(&item).window(0, 30).unwrap().counts();
    let end = item.expected("end_customers").as_u64().unwrap();
    let events = item.expected("churn_events").as_u64().unwrap();
    let open = PeriodCounts::starting_with(input(&item, "start"))
        .joined(item.expected("new").as_u64().unwrap())
        .returned(item.expected("reactivated").as_u64().unwrap());
    assert_eq!(open.ending_with(end).unwrap(), from_log);
    assert_eq!(open.losing(events).unwrap(), from_log);
}

#[test]
fn figures_of_the_source_documents() {
    let percent = |share: Binomial| share.proportion().unwrap().percent();

    let item = golden("src_retention");
    let cohort =
        StartCohort::try_from_counts(input(&item, "retained"), input(&item, "initial"), 0).unwrap();
    assert_close(
        percent(cohort.retained()),
        item.number("value").unwrap(),
        1e-12,
    );

    let item = golden("src_repurchase");
    let orders: tenure::retention::RepeatPurchases = (0..input(&item, "total"))
        .map(|nth| {
            if nth < input(&item, "repeat") {
                2 + nth % 3
            } else {
                1_u64
            }
        })
        .collect();
    assert_close(
        percent(orders.repurchased()),
        item.number("value").unwrap(),
        1e-12,
    );

    let success = success_rate(45, 60).unwrap();
    assert_close(percent(success), 75.0, 1e-12);
    // 10 trials, 4 of which pay; who pays without a trial is not asked about.
    let converted = conversion(0..10, 6..20);
    assert_close(percent(converted), 40.0, 1e-12);
    // Each of them comes with its interval, here as the reference has it.
    let share = golden("prop_ci_80_100_0.95");
    let interval = cohort
        .retained()
        .interval(tenure::units::Level::P95)
        .unwrap();
    let ends = numbers(share.expected("wilson"));
    assert_close(interval.lower(), ends[0], 1e-12);
    assert_close(interval.upper(), ends[1], 1e-12);

    let item = golden("src_referral");
    let referred = referred_share(input(&item, "referred"), input(&item, "total")).unwrap();
    assert_close(percent(referred), item.number("value").unwrap(), 1e-12);

    let item = golden("src_cls");
    let (repeat, total) = (input(&item, "repeat"), input(&item, "total"));
    assert_close(
        cls_source(repeat, total).unwrap(),
        item.number("value").unwrap(),
        1e-12,
    );
    // The right share stands in the note of the item: 4/5.
    assert_close(repeat_purchase_share(total).unwrap().get(), 0.8, 1e-12);
}
