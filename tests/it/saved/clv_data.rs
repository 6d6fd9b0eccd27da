//! What is saved of closed forms, histories, values and checks.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::clv::checks::*;
use tenure::clv::history::*;
use tenure::clv::models::{MbgNbd, Nbd};
use tenure::clv::*;
use tenure::units::*;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    closed_forms(&mut table);
    histories(&mut table);
    checks(&mut table);
    table
}

fn closed_forms(table: &mut Table) {
    let margin = || (draw::moderate(), draw::periods()).prop_map(|(m, p)| Margin::new(m, p).unwrap());
    let churn = || (draw::shares(), draw::periods()).prop_map(|(rate, p)| Churn::new(rate, p));
    let discount =
        || (0.0..2.0, draw::periods()).prop_map(|(rate, p)| DiscountRate::new(rate, p).unwrap());
    let growth = || (-0.5..1.0, draw::periods()).prop_map(|(rate, p)| Growth::new(rate, p).unwrap());
    let often =
        || (draw::positive(), draw::periods()).prop_map(|(n, p)| Frequency::new(n, p).unwrap());
    let horizon = || (1e-3..1e6, draw::periods()).prop_map(|(n, p)| Horizon::new(n, p).unwrap());
    let timings = || select(vec![Timing::Start, Timing::End, Timing::EndFirstCertain]);
    let firsts = || select(vec![FirstMargin::AsStated, FirstMargin::GrownOnce]);
    table
        .plain::<Timing>(timings())
        .plain::<FirstMargin>(firsts())
        .plain::<FirstPurchase>(select(vec![FirstPurchase::Included, FirstPurchase::Excluded]))
        .saved::<SteadyClv>((margin(), churn(), discount(), timings()).prop_map(
            |(margin, churn, discount, timing)| SteadyClv { margin, churn, discount, timing },
        ))
        .saved::<FiniteClv>((margin(), churn(), discount(), timings(), horizon()).prop_map(
            |(margin, churn, discount, timing, horizon)| FiniteClv {
                margin,
                churn,
                discount,
                timing,
                horizon,
            },
        ))
        .saved::<GrowingClv>(
            (margin(), churn(), discount(), growth(), timings(), firsts()).prop_map(
                |(margin, churn, discount, growth, timing, first)| GrowingClv {
                    margin,
                    churn,
                    discount,
                    growth,
                    timing,
                    first,
                },
            ),
        )
        .saved::<ContinuousClv>((margin(), churn(), discount()).prop_map(
            |(margin, churn, discount)| ContinuousClv { margin, churn, discount },
        ))
        .saved::<CurveClv>(
            (draw::periods(), discount()).prop_map(|(period, discount)| CurveClv { period, discount }),
        )
        .saved::<ArpaClv>((margin(), draw::shares(), churn()).prop_map(
            |(arpa, gross_margin, churn)| ArpaClv { arpa, gross_margin, churn },
        ))
        .saved::<FixedLifespanClv>((margin(), draw::shares(), horizon()).prop_map(
            |(revenue, gross_margin, lifespan)| FixedLifespanClv { revenue, gross_margin, lifespan },
        ))
        .saved::<OrdersClv>((draw::finite(), often(), horizon()).prop_map(
            |(order_value, frequency, lifespan)| OrdersClv { order_value, frequency, lifespan },
        ))
        .saved::<NextPeriodValue>((draw::finite(), often(), churn()).prop_map(
            |(order_value, frequency, churn)| NextPeriodValue { order_value, frequency, churn },
        ))
        .saved::<InverseRetentionScore>((margin(), churn(), discount(), horizon()).prop_map(
            |(revenue, churn, discount, lifespan)| InverseRetentionScore {
                revenue,
                churn,
                discount,
                lifespan,
            },
        ))
        .saved::<Clv>(
            (margin(), churn(), 1e-3..2.0, draw::periods(), timings(), option::of(horizon()))
                .prop_filter_map("finite", |(margin, churn, rate, period, timing, horizon)| {
                    let discount = DiscountRate::new(rate, period).ok()?;
                    let continuous = ContinuousClv { margin, churn, discount };
                    let steady = SteadyClv { margin, churn, discount, timing };
                    match horizon {
                        Some(horizon) => continuous.value_within(horizon).ok(),
                        None => steady.value().ok(),
                    }
                }),
        )
        .saved::<HistoricClv>(draw::grown(
            vec(any::<i64>(), 0..5)
                .prop_map(|amounts| amounts.into_iter().map(Money::from_minor).collect()),
        ));
}

/// Purchases and refunds of a few customers.
fn purchases() -> impl Strategy<Value = Vec<Purchase<String>>> {
    let amounts = prop_oneof![0..5_000_i64, any::<i64>().prop_map(|n| n.max(-i64::MAX))];
    let purchase = ("[ab]{1,2}", -50..50_i64, amounts).prop_map(|(id, time, amount)| {
        Purchase::or_refund(id, time, Money::from_minor(amount)).unwrap()
    });
    vec(purchase, 0..30)
}

/// Logs with a start of its own for one customer in two.
fn logs<const T: u64>() -> impl Strategy<Value = PurchaseLog<String, T>> {
    (purchases(), option::of(-50..50_i64)).prop_map(|(purchases, start)| {
        let mut log: PurchaseLog<String, T> = purchases.into_iter().collect();
        if let Some(start) = start {
            log.push_start("c".to_string(), start);
        }
        log
    })
}

fn observations() -> impl Strategy<Value = Observation> {
    let choices = (
        select(vec![SamePeriod::Day, SamePeriod::Tick]),
        select(vec![ZeroAmounts::ArePurchases, ZeroAmounts::AreIgnored]),
        select(vec![Refunds::NetInSamePeriod, Refunds::AreIgnored]),
    );
    (-20..60_i64, option::of(-60..0_i64), choices).prop_map(|(end, start, choices)| {
        let mut observation = Observation::until(end)
            .holdout_until(end + 30)
            .same_period(choices.0)
            .zero_amounts(choices.1)
            .refunds(choices.2);
        if let Some(start) = start {
            observation = observation.starting_at(start, EarlierCustomers::StartWithObservation);
        }
        observation
    })
}

fn any_history() -> impl Strategy<Value = PurchaseHistory> {
    let age = prop_oneof![(1..1_000_u32).prop_map(f64::from), 1e-3..1e6];
    (0..10_u64, 1e-6..1.0, age, draw::time_units()).prop_filter_map(
        "possible",
        |(x, share, age, unit)| {
            let last = if x == 0 { 0.0 } else { age * share };
            PurchaseHistory::new(x, last, age, unit).ok()
        },
    )
}

fn trials() -> impl Strategy<Value = TrialHistory> {
    vec(any::<bool>(), 1..8).prop_map(|trials| TrialHistory::try_from_trials(trials).unwrap())
}

fn tenures() -> impl Strategy<Value = Tenure> {
    (1..30_u64, any::<bool>()).prop_map(|tenure| Tenure::try_from(tenure).unwrap())
}

fn spends() -> impl Strategy<Value = SpendHistory> {
    (1..40_u64, 1e-3..1e6).prop_map(|spend| SpendHistory::try_from(spend).unwrap())
}

fn frequencies() -> impl Strategy<Value = SpendFrequency> {
    vec(spends(), 4..40).prop_filter_map("they differ", |spends| {
        spends.into_iter().collect::<SpendTable>().frequency_check()
    })
}

fn histories(table: &mut Table) {
    let observed = || {
        (logs::<1>(), observations()).prop_map(|(log, observation)| {
            let customers = log.observed_customers(observation);
            let named = |customer: ObservedCustomer<&String>| {
                let text = serde_json::to_string(&customer).unwrap();
                serde_json::from_str::<ObservedCustomer<String>>(&text).unwrap()
            };
            customers.map_or(vec![], |customers| customers.map(named).collect())
        })
    };
    let counts = || {
        (logs::<24>(), observations(), 1..60_u64).prop_filter_map("not too many", |(log, of, every)| {
            log.repeat_purchase_counts(of, every).ok()
        })
    };
    let renewals = || {
        vec((tenures(), draw::counts()), 0..10).prop_map(|rows| {
            let mut table = RenewalTable::default();
            rows.into_iter().for_each(|(tenure, n)| table.push_many(tenure, n));
            table
        })
    };
    let warnings = (frequencies(), draw::levels());
    table
        .plain::<SamePeriod>(select(vec![
            SamePeriod::Day,
            SamePeriod::Tick,
            SamePeriod::Ticks(7.try_into().unwrap()),
        ]))
        .plain::<ZeroAmounts>(select(vec![ZeroAmounts::ArePurchases, ZeroAmounts::AreIgnored]))
        .plain::<Refunds>(select(vec![Refunds::NetInSamePeriod, Refunds::AreIgnored]))
        .plain::<EarlierCustomers>(select(vec![
            EarlierCustomers::AreLeftOut,
            EarlierCustomers::StartWithObservation,
        ]))
        .plain::<Observation>(observations())
        .plain::<Purchase<String>>(purchases().prop_filter_map("one", |mut all| all.pop()))
        .plain::<ObservedCustomer<String>>(observed().prop_filter_map("one", |mut all| all.pop()))
        .plain::<PurchaseHistory>(any_history())
        .plain::<TrialHistory>(trials())
        .plain::<Tenure>(tenures())
        .plain::<SpendHistory>(spends())
        .plain::<RenewalRow>(renewals().prop_filter_map("one", |table| table.rows().next()))
        .plain::<RepeatPurchasePeriod>(
            counts().prop_filter_map("one", |counts| counts.periods().last()),
        )
        .plain::<SpendBin>(
            frequencies().prop_filter_map("one", |check| check.bins().last().copied()),
        )
        .saved::<PurchaseLog<String>>(draw::grown(logs()))
        .saved::<PurchaseLog<String, 24>>(logs())
        .saved::<HistoryTable>(draw::grown(vec(any_history(), 0..20).prop_map(|all| {
            // Some of them pushed last, and not sorted yet.
            let mut table: HistoryTable = all.iter().skip(3).copied().collect();
            all.into_iter().take(3).for_each(|history| table.push(history));
            table
        })))
        .saved::<TrialTable>(draw::grown(
            vec(trials(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .saved::<RenewalTable>(draw::grown(renewals()))
        .saved::<SpendTable>(draw::grown(
            vec(spends(), 0..20).prop_map(|all| all.into_iter().collect()),
        ))
        .saved::<RepeatPurchaseCounts>(counts())
        .saved::<SpendFrequency>(frequencies())
        .saved::<SpendWarning>(warnings.prop_filter_map("a warning", |(check, level)| {
            check.warning(level)
        }));
}

/// A model, a table of its own customers, and their holdout.
fn samples() -> impl Strategy<Value = (Nbd, HistoryTable, HoldoutCheck)> {
    (0.1..3.0, 2.0..20.0, any::<u64>()).prop_map(|(r, alpha, seed)| {
        let model = Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
        let time = |weeks: f64| Horizon::new(weeks, Period::Week).unwrap();
        let ages: Vec<_> = (0..30_u32).map(|i| time(20.0 + f64::from(i % 7))).collect();
        let simulation = Simulation::new(&model, seed);
        let customers: Vec<_> = simulation
            .with_holdout(ages.clone(), time(20.0))
            .collect::<Result<_, _>>()
            .unwrap();
        let check = HoldoutCheck::new(&model, time(20.0), customers).unwrap();
        (model, simulation.histories(ages).unwrap(), check)
    })
}

fn timelines() -> impl Strategy<Value = PurchaseTimeline> {
    let customer = (0.0..20.0, vec(1e-3..50.0, 0..5));
    vec(customer, 0..10).prop_map(|customers| {
        let mut timeline = PurchaseTimeline::default();
        for (first, later) in customers {
            let repeats = later.iter().map(|days: &f64| first + days);
            timeline.push(first, repeats).unwrap();
        }
        timeline
    })
}

fn trackings() -> impl Strategy<Value = Tracking> {
    (samples(), timelines(), 1.0..9.0).prop_filter_map("customers", |(sample, timeline, days)| {
        let every = Horizon::new(days, Period::Day).ok()?;
        Tracking::new(&sample.0, &timeline, every, 30.0, 70.0).ok()
    })
}

fn binnings() -> impl Strategy<Value = HoldoutBinning> {
    let width = Horizon::new(4.0, Period::Week).unwrap();
    select(vec![
        HoldoutBinning::Frequency { most: 3 },
        HoldoutBinning::Recency { width },
        HoldoutBinning::SinceLast { width },
        HoldoutBinning::Age { width },
    ])
}

/// Comparisons of nothing, of one model and of two.
fn comparisons() -> Vec<ModelComparison> {
    let truth = MbgNbd::new(0.525, 6.183, 0.891, 1.614, TimeUnit::WEEK).unwrap();
    let week = |n: f64| Horizon::new(n, Period::Week).unwrap();
    let simulation = Simulation::new(&truth, 1);
    let table = simulation.histories([week(39.0); 500]).unwrap();
    let customers: Vec<_> = simulation
        .with_holdout([week(39.0); 500], week(39.0))
        .collect::<Result<_, _>>()
        .unwrap();
    let nbd = Nbd::fitter().fit(&table).unwrap();
    let ridge = MbgNbd::fitter().ridge(0.01).fit(&table).unwrap();
    let check = HoldoutCheck::new(nbd.model(), week(39.0), customers).unwrap();
    let mut comparison = ModelComparison::default();
    let mut all = vec![comparison.clone()];
    comparison.add(&nbd, Some(&check)).unwrap();
    all.push(comparison.clone());
    comparison.add(&ridge, None).unwrap();
    all.push(comparison);
    all
}

fn checks(table: &mut Table) {
    let histograms = || {
        (samples(), 0..7_u64).prop_map(|((model, table, _), most)| {
            FrequencyHistogram::new(&model, &table, most).unwrap()
        })
    };
    let bins = || {
        (samples(), binnings()).prop_map(|((_, _, check), binning)| check.bins(binning).unwrap())
    };
    let compared = comparisons().last().unwrap().models().to_vec();
    table
        .plain::<HoldoutBinning>(binnings())
        .plain::<FrequencyClass>(
            histograms().prop_map(|histogram| *histogram.classes().last().unwrap()),
        )
        .plain::<HoldoutBin>(bins().prop_map(|bins| *bins.bins().last().unwrap()))
        .plain::<TrackedPeriod>(trackings().prop_map(|tracking| *tracking.periods().last().unwrap()))
        .plain::<ComparedModel>(select(compared))
        .saved::<FrequencyHistogram>(histograms())
        .saved::<ChiSquare>(
            histograms().prop_filter_map("classes", |histogram| histogram.chi_square(2)),
        )
        .saved::<HoldoutBins>(bins())
        .saved::<HoldoutCheck>(samples().prop_map(|(_, _, check)| check))
        .saved::<PurchaseTimeline>(draw::grown(timelines()))
        .saved::<Tracking>(trackings())
        .saved::<TrackingError>(
            trackings().prop_filter_map("an error", |tracking| tracking.holdout_error()),
        )
        .saved::<ModelComparison>(select(comparisons()));
}

#[test]
fn states_are_saved() {
    table().check();
}
