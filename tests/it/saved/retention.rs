//! What is saved of retention.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::retention::cohorts::*;
use tenure::retention::revenue::*;
use tenure::retention::survival::*;
use tenure::retention::*;
use tenure::units::Money;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    churn(&mut table);
    loyalty(&mut table);
    cohorts(&mut table);
    revenue(&mut table);
    curves(&mut table);
    comparisons(&mut table);
    table
}

fn churn(table: &mut Table) {
    table
        .plain::<ChurnDefinition>(select(ChurnDefinition::ALL.to_vec()))
        .plain::<Snapshot>(select(vec![Snapshot::Start, Snapshot::End]))
        .plain::<Subscription<u8>>(subscriptions())
        .plain::<DailyChurn>(windows().prop_map(|window| window.daily().last().unwrap()))
        .saved::<PeriodCounts>(draw::grown(
            (
                draw::counts(),
                draw::counts(),
                draw::counts(),
                draw::counts(),
            )
                .prop_filter_map("possible", |(start, joined, returned, end)| {
                    let open = PeriodCounts::starting_with(start)
                        .joined(joined)
                        .returned(returned);
                    open.ending_with(end).ok()
                }),
        ))
        .saved::<StartCohort>(draw::grown(
            (draw::counts(), draw::counts(), draw::counts()).prop_map(|(a, b, joined)| {
                StartCohort::try_from_counts(a.min(b), a.max(b), joined).unwrap()
            }),
        ))
        .saved::<Snapshots<u8>>(
            (vec(any::<u8>(), 0..9), vec(any::<u8>(), 0..9))
                .prop_map(|(start, end)| Snapshots::from_ids(start, end)),
        )
        .saved::<SubscriptionLog<u8>>(logs())
        .saved::<ChurnWindow>(windows())
        .saved::<ChurnComparison>(windows().prop_map(|window| window.compare()));
}

fn subscriptions() -> impl Strategy<Value = Subscription<u8>> {
    (0..6_u8, -40..40_i64, option::of(0..30_i64)).prop_map(|(id, start, days)| {
        Subscription::new(id, start, days.map(|d| start + d)).unwrap()
    })
}

fn logs() -> impl Strategy<Value = SubscriptionLog<u8>> {
    vec(subscriptions(), 0..12).prop_map(|rows| rows.into_iter().collect())
}

fn windows() -> impl Strategy<Value = ChurnWindow> {
    (logs(), -30..30_i64, 1..40_i64)
        .prop_map(|(log, from, days)| log.window(from, from + days).unwrap())
}

fn loyalty(table: &mut Table) {
    table
        .saved::<Purchases<u8>>(draw::grown(
            vec(0..9_u8, 0..20).prop_map(|ids| ids.into_iter().collect()),
        ))
        .saved::<RepeatPurchases>(draw::grown(
            vec(draw::counts(), 0..6).prop_map(|orders| orders.into_iter().collect()),
        ))
        .saved::<Referrals>(draw::grown(
            vec(draw::counts(), 0..6).prop_map(|referrals| referrals.into_iter().collect()),
        ));
}

fn money() -> impl Strategy<Value = Money> {
    prop_oneof![Just(0), -5000..5000_i64, any::<i64>()].prop_map(Money::from_minor)
}

fn cohorts(table: &mut Table) {
    let activity = || {
        (0..6_u8, -3..5_i64, money()).prop_map(|(id, at, paid)| Activity::new(id, at).paying(paid))
    };
    let of_cohort = || {
        (0..6_u8, -3..5_i64, 0..6_u64, money()).prop_map(|(id, cohort, age, paid)| {
            CohortActivity::at_age(id, cohort, age)
                .unwrap()
                .paying(paid)
        })
    };
    let log = move || {
        let starts = vec((0..6_u8, -5..5_i64), 0..3);
        (vec(activity(), 0..15), starts).prop_map(|(rows, starts)| {
            let mut log: ActivityLog<u8> = rows.into_iter().collect();
            for (id, period) in starts {
                log.push_start(id, period);
            }
            log
        })
    };
    let age_windows = || {
        let window = |(from, to): (u64, Option<u64>)| match to {
            Some(more) => AgeWindow::between(from, from + more).unwrap(),
            None => AgeWindow::on_or_after(from),
        };
        (0..6_u64, option::of(0..4_u64)).prop_map(window)
    };
    let triangles = move || {
        (log(), vec(age_windows(), 0..4), -3..8_i64)
            .prop_map(|(log, windows, through)| log.triangle(windows, through).unwrap())
    };
    table
        .plain::<Weekday>(select(vec![
            Weekday::Monday,
            Weekday::Saturday,
            Weekday::Sunday,
        ]))
        .plain::<AgeWindow>(age_windows())
        .plain::<RollingAges>((1..i64::MAX, 1..i64::MAX).prop_map(|(length, grain)| {
            RollingAges::new(length)
                .unwrap()
                .rounded_down_to(grain)
                .unwrap()
        }))
        .plain::<Activity<u8>>(activity())
        .plain::<CohortActivity<u8>>(of_cohort())
        .saved::<ActivityLog<u8>>(log())
        .saved::<CohortLog<u8>>(
            (vec(of_cohort(), 0..15), vec((0..9_u8, -3..5_i64), 0..4)).prop_map(
                |(rows, members)| {
                    let mut log: CohortLog<u8> = rows.into_iter().collect();
                    for (id, cohort) in members {
                        log.push_member(id, cohort);
                    }
                    log
                },
            ),
        )
        .saved::<CohortTriangle>(triangles())
        .saved::<CohortCell>(triangles().prop_filter_map("with a cell", |triangle| {
            triangle.rows().flat_map(CohortRow::cells).flatten().last()
        }));
}

fn revenue(table: &mut Table) {
    let amounts = || prop_oneof![Just(0), 0..9000_i64, 0..=RevenueChange::MOST_IN_MINOR];
    let change = move || {
        (amounts(), amounts(), any::<bool>())
            .prop_map(|(a, b, before)| RevenueChange::from_minor(a, b, before).unwrap())
    };
    let movements = move || {
        draw::grown(
            vec(change(), 0..9).prop_map(|rows| rows.into_iter().collect::<RevenueMovements>()),
        )
    };
    let charges = || {
        (0..5_u8, -6..6_i64, option::of(0..9_i64), 0..9000_i64).prop_map(
            |(id, first, months, mrr)| {
                let end = months.map(|months| first + months);
                RecurringCharge::new(id, first, end, Money::from_minor(mrr)).unwrap()
            },
        )
    };
    let ledgers = move || {
        vec(charges(), 0..9).prop_map(|rows| rows.into_iter().collect::<RevenueLedger<u8>>())
    };
    let stretches = move || (ledgers(), -9..9_i64, 1..9_i64);
    table
        .plain::<BillingCycle>(select(BillingCycle::ALL.to_vec()))
        .plain::<MovementKind>(select(MovementKind::ALL.to_vec()))
        .plain::<RevenueChange>(change())
        .plain::<RecurringCharge<u8>>(charges())
        .saved::<MonthlyRecurringRevenue>(draw::grown(
            vec((money(), select(BillingCycle::ALL.to_vec())), 0..6)
                .prop_map(|plans| plans.into_iter().collect()),
        ))
        .saved::<MagicNumber>(
            (money(), money(), money()).prop_filter_map("spent", |(a, b, spent)| {
                MagicNumber::from_quarterly_revenue(a, b, spent).ok()
            }),
        )
        .saved::<RevenueMovements>(movements())
        .saved::<RevenueLedger<u8>>(draw::grown(ledgers()))
        .saved::<RevenueWaterfall>(
            stretches().prop_map(|(ledger, from, n)| ledger.waterfall(from, from + n).unwrap()),
        )
        .saved::<RevenueRetention>(
            stretches()
                .prop_map(|(ledger, from, n)| ledger.revenue_retention(from, from + n).unwrap()),
        );
}

fn lifetimes() -> impl Strategy<Value = Lifetime<u16>> {
    let times = prop_oneof![4 => 1..20_u16, 1 => 1..=u16::MAX];
    let customers = prop_oneof![4 => Just(1), 1 => 0..50_u64, 1 => any::<u64>()];
    (
        times,
        any::<bool>(),
        option::weighted(0.2, 0.0..1.0),
        customers,
    )
        .prop_map(|(exit, left, entered, customers)| {
            let seen = Lifetime::new(exit, left).unwrap().with_customers(customers);
            entered.map_or(seen, |share: f64| {
                seen.entered_at((f64::from(exit) * share) as u16)
                    .unwrap_or(seen)
            })
        })
}

fn lifetime_tables() -> impl Strategy<Value = LifetimeTable<u16>> {
    vec(lifetimes(), 0..15).prop_map(|rows| rows.into_iter().collect())
}

fn kaplan_meiers() -> impl Strategy<Value = KaplanMeier<u16>> {
    lifetime_tables().prop_filter_map("not empty", |table| table.kaplan_meier())
}

fn nelson_aalens() -> impl Strategy<Value = NelsonAalen<u16>> {
    let ties = select(vec![HazardTies::Together, HazardTies::OneByOne]);
    (lifetime_tables(), ties).prop_filter_map("not empty", |(table, ties)| table.nelson_aalen(ties))
}

fn curves(table: &mut Table) {
    table
        .plain::<HazardMethod>(select(vec![HazardMethod::Log, HazardMethod::Plain]))
        .plain::<HazardTies>(select(vec![HazardTies::Together, HazardTies::OneByOne]))
        .plain::<SurvivalMethod>(select(vec![
            SurvivalMethod::LogLog,
            SurvivalMethod::Log,
            SurvivalMethod::Plain,
        ]))
        .plain::<Lifetime<u16>>(lifetimes())
        .plain::<RiskRow<u16>>(
            lifetime_tables().prop_filter_map("a row", |table| table.risk_rows().last()),
        )
        .plain::<SurvivalStep<u16>>(
            kaplan_meiers().prop_filter_map("a step", |curve| curve.steps().last().copied()),
        )
        .plain::<HazardStep<u16>>(
            nelson_aalens().prop_filter_map("a step", |curve| curve.steps().last().copied()),
        )
        .saved::<LifetimeTable<u16>>(draw::grown(lifetime_tables()))
        .saved::<KaplanMeier<u16>>(kaplan_meiers())
        .saved::<NelsonAalen<u16>>(nelson_aalens())
        .saved::<QuantileInterval<u16>>(
            (kaplan_meiers(), draw::levels())
                .prop_map(|(curve, level)| curve.median_interval(level)),
        );
}

fn weights() -> impl Strategy<Value = LogRankWeights> {
    prop_oneof![
        select(vec![
            LogRankWeights::LogRank,
            LogRankWeights::Gehan,
            LogRankWeights::TaroneWare,
        ]),
        powers().prop_map(LogRankWeights::FlemingHarrington),
    ]
}

fn powers() -> impl Strategy<Value = FlemingHarrington> {
    (0.0..3.0, 0.0..3.0).prop_map(|(p, q)| FlemingHarrington::new(p, q).unwrap())
}

fn pairs() -> impl Strategy<Value = LogRankPair> {
    (vec(lifetime_tables(), 2..5), weights()).prop_filter_map("comparable", |(tables, weights)| {
        LogRankTest::pairwise(weights, &tables).ok()?.pop()
    })
}

fn means() -> impl Strategy<Value = RestrictedMean> {
    (kaplan_meiers(), 0.0..1.0).prop_map(|(curve, share)| {
        let tau = f64::from(curve.last_time()) * share;
        curve.restricted_mean(tau).unwrap()
    })
}

fn comparisons(table: &mut Table) {
    table
        .plain::<FlemingHarrington>(powers())
        .plain::<LogRankWeights>(weights())
        .plain::<LogRankGroup>(pairs().prop_map(|pair| pair.test.groups()[0]))
        .saved::<LogRankPair>(pairs())
        .saved::<LogRankTest>(pairs().prop_map(|pair| pair.test))
        .saved::<RestrictedMean>(means())
        .saved::<RestrictedMeanDifference>((kaplan_meiers(), kaplan_meiers(), 0.0..1.0).prop_map(
            |(one, other, share)| {
                let tau = f64::from(one.last_time().min(other.last_time())) * share;
                let [one, other] = [one, other].map(|curve| curve.restricted_mean(tau).unwrap());
                one.difference(other).unwrap()
            },
        ));
}

#[test]
fn states_are_saved() {
    table().check();
}
