//! From survival curves to lifetime values.

use proptest::prelude::*;
use tenure::Error;
use tenure::clv::CurveClv;
use tenure::retention::survival::{KaplanMeier, LifetimeTable};
use tenure::units::{DiscountRate, Finite, Period, Proportion};

use crate::support::assert_close;

fn curve(rows: &[(u32, bool)]) -> KaplanMeier<u32> {
    let table = LifetimeTable::try_from_iter(rows.iter().copied()).unwrap();
    table.kaplan_meier().unwrap()
}

fn shares(curve: tenure::Result<Vec<Proportion>>) -> Vec<f64> {
    curve.unwrap().into_iter().map(Proportion::get).collect()
}

/// Ten customers, all seen to leave: at each age those still there pay 30.
#[test]
fn the_value_is_that_counted_by_hand() {
    let ends = [1, 1, 2, 3, 3, 3, 5, 6, 6, 8_u32];
    let rows = ends.map(|end| (end, true));
    let there = |age: u32| ends.iter().filter(|end| **end > age).count() as f64 / 10.0;
    let curve = curve(&rows).survival_curve(0, 1, 9);
    let clv = CurveClv {
        period: Period::Month,
        discount: DiscountRate::new(0.01, Period::Month).unwrap(),
    };
    let points = curve
        .clone()
        .unwrap()
        .into_iter()
        .map(|share| (share, 30.0));
    let (mut by_hand, mut growth) = (0.0, 1.0);
    for age in 0..9_u32 {
        by_hand += 30.0 * there(age) / growth;
        growth *= 1.01;
    }
    assert_close(clv.value(points).unwrap().present_value(), by_hand, 1e-14);
    assert_eq!(shares(curve), (0..9).map(there).collect::<Vec<_>>());
}

#[test]
fn ages_may_be_far_apart_and_begin_late() {
    let days = curve(&[
        (10, true),
        (30, true),
        (45, false),
        (60, true),
        (91, true),
        (120, false),
    ]);
    let monthly = days.survival_curve(0, 30, 4);
    assert_eq!(
        shares(monthly),
        [0, 30, 60, 90].map(|age| days.survival_at(age).unwrap())
    );
    // Of those there after 30 days: 4 of 6 were, and of these 2/3 after 60.
    assert_close(shares(days.survival_curve(30, 30, 2))[1], 2.0 / 3.0, 1e-15);
    assert_eq!(shares(days.survival_curve(7.5, 2.5, 1)), [1.0]);
    assert_eq!(days.survival_curve(0, 30, 0), Ok(Vec::new()));
    // Also of times that are no whole numbers.
    let table = LifetimeTable::<Finite>::try_from_iter([(0.5, true), (1.5, true), (2.5, false)]);
    let years = table.unwrap().kaplan_meier().unwrap();
    let [first, second, third] = shares(years.survival_curve(0, 1, 3))[..] else {
        panic!()
    };
    assert_eq!(first, 1.0);
    assert_close(second, 2.0 / 3.0, 1e-15);
    assert_close(third, 1.0 / 3.0, 1e-15);
}

/// Who left on the day they came is one of those who came, but not of those there a month later.
#[test]
fn those_who_left_at_once_are_new_customers_too() {
    let rows = [(0, true), (0, true), (1, true), (2, true), (3, false)];
    let some = curve(&rows);
    let closely = |shares: &[f64], expected: &[f64]| {
        assert_eq!(shares.len(), expected.len());
        for (share, expected) in shares.iter().zip(expected) {
            assert_close(*share, *expected, 1e-15);
        }
    };
    closely(&shares(some.survival_curve(0, 1, 4)), &[0.6, 0.4, 0.2, 0.2]);
    closely(&shares(some.survival_curve(1, 1, 3)), &[1.0, 0.5, 0.5]);
    closely(
        &shares(some.survival_curve(0.5, 1, 3)),
        &[1.0, 2.0 / 3.0, 1.0 / 3.0],
    );
    // Nobody stayed: those who came are worth nothing, which is known.
    let none = curve(&[(0, true), (0, true)]);
    assert_eq!(shares(none.survival_curve(0, 1, 2)), [0.0, 0.0]);
}

#[test]
fn nothing_is_made_up() {
    let there = curve(&[(2, true), (5, true), (6, false)]);
    let message = |curve: tenure::Result<Vec<Proportion>>| curve.unwrap_err().to_string();
    assert_eq!(
        message(there.survival_curve(0, 1, 8)),
        "last age of the survival curve (7) cannot exceed the time the last customer was seen (6)"
    );
    assert_eq!(
        message(there.survival_curve(3, 2.5, 3)),
        "last age of the survival curve (8) cannot exceed the time the last customer was seen (6)"
    );
    assert!(there.survival_curve(0, 1, 7).is_ok());
    // All left: the curve is known to be 0 from there on.
    let gone = curve(&[(2, true), (5, true)]);
    assert_eq!(
        shares(gone.survival_curve(0, 2, 5)),
        [1.0, 0.5, 0.5, 0.0, 0.0]
    );
    assert_eq!(
        message(gone.survival_curve(5, 1, 1)),
        "a survival curve needs at least 1 customer who stayed past the age it starts from, got 0"
    );
    for (after, every, expected) in [
        (
            -1.0,
            1.0,
            "age from which the survival curve is taken must be at least 0, got -1",
        ),
        (
            0.0,
            0.0,
            "time between two ages of the survival curve must be above 0, got 0",
        ),
        (
            0.0,
            -30.0,
            "time between two ages of the survival curve must be above 0, got -30",
        ),
        (f64::NAN, 1.0, "value must be a finite number, got NaN"),
        (0.0, f64::INFINITY, "value must be a finite number, got inf"),
        (
            0.0,
            f64::MAX,
            "last age of the survival curve must be a finite number, got inf",
        ),
    ] {
        assert_eq!(message(gone.survival_curve(after, every, 3)), expected);
    }
    assert!(matches!(
        there.survival_curve(0, 1, 1 << 24),
        Err(Error::Exceeds { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// It begins at 1 unless customers are new, never rises, and is the curve of all over its value at the start.
    #[test]
    fn it_is_a_curve(
        rows in proptest::collection::vec((0..30_u32, any::<bool>()), 1..40), after in 0..10_u32, every in 1..4_u32
    ) {
        let curve = curve(&rows);
        let reach = curve.last_time().saturating_sub(after) / every;
        let there = if after > 0 { curve.survival_at(after) } else { Some(1.0) };
        let Some(base) = there.filter(|base| *base > 0.0) else { return Ok(()) };
        let got = shares(curve.survival_curve(after, every, reach + 1));
        prop_assert!(after == 0 || got[0] == 1.0);
        prop_assert!(got.is_sorted_by(|a, b| a >= b));
        for (k, share) in (0..).zip(&got) {
            let survival = curve.survival_at(after + k * every).unwrap();
            assert_close(*share, survival / base, 1e-15);
        }
        let clv = CurveClv { period: Period::Month, discount: DiscountRate::NONE };
        prop_assert!(clv.value(got.iter().map(|share| (*share, 1.0))).is_ok());
    }
}

#[test]
fn nobody_needs_a_curve_of_four_milliards_of_periods() {
    let table = LifetimeTable::<u32>::try_from_iter([(1, true), (2, true)]).unwrap();
    let curve = table.kaplan_meier().unwrap();
    assert_eq!(
        curve
            .survival_curve(0, 1, u32::MAX)
            .unwrap_err()
            .to_string(),
        "number of periods of a survival curve must be at most 16777216, got 4294967295"
    );
}
