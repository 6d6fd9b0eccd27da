use tenure::Merge;
use tenure::clv::checks::Simulation;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{Nbd, PurchaseModel, SimulatedCustomer};
use tenure::units::TimeUnit;

use super::{Steady, days, weeks};

#[test]
fn shards_draw_the_customers_of_the_whole() {
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let simulation = Simulation::new(&model, 17);
    let ages: Vec<_> = (0..300).map(|i| days(100.0 + f64::from(i % 90))).collect();
    let whole = simulation.histories(ages.iter().copied()).unwrap();
    assert_eq!(whole.customers(), 300);
    let mut shards = HistoryTable::default();
    for (shard, ages) in ages.chunks(70).enumerate().rev() {
        let ages = ages.iter().copied();
        shards.merge(simulation.histories_from(shard as u64 * 70, ages).unwrap());
    }
    assert_eq!(shards, whole);
    // The seed matters, and a model behind a pointer is the same.
    assert_ne!(
        Simulation::new(&model, 18).histories(ages.clone()).unwrap(),
        whole
    );
    let any: &dyn PurchaseModel = &model;
    assert_eq!(Simulation::new(any, 17).histories(ages).unwrap(), whole);
}

#[test]
fn like_a_table_is_as_many_seen_for_as_long() {
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let ages = (0..50).map(|i| days(100.0 + f64::from(i % 7)));
    let table = Simulation::new(&model, 1).histories(ages).unwrap();
    let like = Simulation::new(&model, 2).like(&table).unwrap();
    let seen = |table: &HistoryTable| {
        let mut ages: Vec<_> = table
            .rows()
            .flat_map(|(h, n)| (0..n).map(move |_| h.age(TimeUnit::DAY)))
            .collect();
        ages.sort_by(f64::total_cmp);
        ages
    };
    assert_eq!(seen(&like), seen(&table));
    assert_ne!(like, table);
    assert_eq!(Simulation::new(&model, 2).like(&table).unwrap(), like);
    assert_eq!(
        Simulation::new(&model, 2)
            .like(&HistoryTable::default())
            .unwrap()
            .customers(),
        0
    );
}

#[test]
fn a_history_is_what_was_seen_by_then() {
    let customer = SimulatedCustomer {
        purchases: vec![3.0, 10.0, 10.5],
        left: Some(12.0),
    };
    assert_eq!(
        customer.history(days(2.0)).unwrap().to_string(),
        "no repeat purchase in 2 days"
    );
    // A purchase on the last day is in it.
    let by_ten = customer.history(days(10.0)).unwrap();
    assert_eq!(by_ten.repeat_purchases(), 2);
    assert_eq!(by_ten.last(TimeUnit::DAY), 10.0);
    assert_eq!(by_ten.age(TimeUnit::DAY), 10.0);
    assert_eq!(customer.purchases_within(weeks(2.0)), 3);
    assert!(customer.is_alive_at(days(11.9)));
    assert!(!customer.is_alive_at(days(12.0)));
}

#[test]
fn a_holdout_goes_on_with_the_same_customer() {
    let simulation = Simulation::new(&Steady(1.0), 3);
    let ages = [days(20.0), days(30.0)];
    let pairs: Vec<_> = simulation
        .with_holdout(ages, days(14.0))
        .collect::<tenure::Result<_>>()
        .unwrap();
    for (pair, age) in pairs.iter().zip(ages) {
        // One a week, whatever the day.
        assert_eq!(pair.1, 2);
        assert_eq!(pair.0.age(TimeUnit::DAY), TimeUnit::DAY.count_of(age));
    }
    let history = simulation
        .customer(1, days(30.0))
        .unwrap()
        .history(days(30.0))
        .unwrap();
    assert_eq!(pairs[1].0, history);
}
