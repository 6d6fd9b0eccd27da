//! What is saved of purchase histories, renewals and spend.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::clv::history::*;
use tenure::units::*;

use super::{Table, draw};

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

pub(super) fn table() -> Table {
    let mut table = Table::default();
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
        (logs::<24>(), observations(), 1..60_u64)
            .prop_filter_map("not too many", |(log, of, every)| {
                log.repeat_purchase_counts(of, every).ok()
            })
    };
    let renewals = || {
        vec((tenures(), draw::counts()), 0..10).prop_map(|rows| {
            let mut table = RenewalTable::default();
            for (tenure, n) in rows {
                table.push_many(tenure, n);
            }
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
        .plain::<ZeroAmounts>(select(vec![
            ZeroAmounts::ArePurchases,
            ZeroAmounts::AreIgnored,
        ]))
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
            all.into_iter()
                .take(3)
                .for_each(|history| table.push(history));
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
        .saved::<SpendWarning>(
            warnings.prop_filter_map("a warning", |(check, level)| check.warning(level)),
        );
    table
}

#[test]
fn states_are_saved() {
    table().check();
}
