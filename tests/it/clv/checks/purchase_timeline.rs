use proptest::prelude::*;
use tenure::clv::checks::PurchaseTimeline;

use crate::support::laws;

type Customer = (i16, Vec<u8>);

fn collect(customers: &[Customer]) -> PurchaseTimeline {
    let mut timeline = PurchaseTimeline::default();
    for (first, later) in customers {
        let first = f64::from(*first) / 4.0;
        let later = later.iter().map(|days| first + 0.5 + f64::from(*days));
        timeline.push(first, later).unwrap();
    }
    timeline
}

#[test]
fn it_keeps_the_laws() {
    let customer = (any::<i16>(), proptest::collection::vec(any::<u8>(), 0..5));
    laws::fold::<PurchaseTimeline, Customer>(file!(), customer, collect);
}

#[test]
fn purchases_are_counted_after_one_day_and_up_to_another() {
    let mut timeline = PurchaseTimeline::default();
    timeline.push(0.0, [5.0, 1.0, 5.0]).unwrap();
    timeline.push(-0.0, [7.0]).unwrap();
    timeline.push(2.0, [5.5]).unwrap();
    assert_eq!(timeline.customers(), 3);
    assert_eq!(timeline.repeat_purchases(), 5);
    let firsts: Vec<_> = timeline.first_purchases().collect();
    assert_eq!(firsts, [(0.0, 2), (2.0, 1)]);
    assert_eq!(timeline.repeat_purchases_between(1.0, 5.0), 2);
    assert_eq!(timeline.repeat_purchases_between(0.0, 5.0), 3);
    assert_eq!(timeline.repeat_purchases_between(-1e300, 1e300), 5);
    for (after, until) in [
        (5.0, 5.0),
        (7.0, 1.0),
        (f64::NAN, 1.0),
        (f64::INFINITY, f64::NAN),
    ] {
        assert_eq!(timeline.repeat_purchases_between(after, until), 0);
    }
}
