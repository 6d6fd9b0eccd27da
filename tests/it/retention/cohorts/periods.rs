//! Dates as period numbers.

use jiff::civil::{Date, Weekday as Day, date};
use proptest::prelude::*;
use tenure::retention::cohorts::{
    RollingAges, Weekday, day_stretch_index, month_index, quarter_index, week_index,
    year_and_month, year_and_quarter,
};

fn day(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from(epoch.until(date).unwrap().get_days())
}

fn dates() -> impl Strategy<Value = Date> {
    (-9998..9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| date(year, month, day))
}

const WEEKDAYS: [(Weekday, Day); 7] = [
    (Weekday::Monday, Day::Monday),
    (Weekday::Tuesday, Day::Tuesday),
    (Weekday::Wednesday, Day::Wednesday),
    (Weekday::Thursday, Day::Thursday),
    (Weekday::Friday, Day::Friday),
    (Weekday::Saturday, Day::Saturday),
    (Weekday::Sunday, Day::Sunday),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A new week begins on its first day, and on no other.
    #[test]
    fn weeks_begin_on_their_day(date in dates()) {
        let today = day(date);
        for (first, weekday) in WEEKDAYS {
            let begins = week_index(today, first) - week_index(today - 1, first);
            prop_assert_eq!(begins, i64::from(date.weekday() == weekday));
        }
    }

    #[test]
    fn months_and_quarters_are_in_order(date in dates()) {
        let (year, month) = (i32::from(date.year()), date.month().cast_unsigned());
        let index = month_index(year, month).unwrap();
        prop_assert_eq!(year_and_month(index), (i64::from(year), month));
        let next = date.checked_add(jiff::Span::new().months(1)).unwrap();
        let after = month_index(i32::from(next.year()), next.month().cast_unsigned()).unwrap();
        prop_assert_eq!(after, index + 1);
        let quarter = quarter_index(year, month).unwrap();
        prop_assert_eq!(year_and_quarter(quarter), (i64::from(year), (month - 1) / 3 + 1));
        let later = date.checked_add(jiff::Span::new().months(3)).unwrap();
        let later = quarter_index(i32::from(later.year()), later.month().cast_unsigned()).unwrap();
        prop_assert_eq!(later, quarter + 1);
    }

    #[test]
    fn rolling_ages_are_in_order(
        first in any::<i32>(), gone in 0..1_000_000_i64, more in 0..100_000_i64, grain in 1..4_000_i64,
    ) {
        let first = i64::from(first);
        let ages = RollingAges::new(86_400).unwrap().rounded_down_to(grain).unwrap();
        let (age, later) = (ages.age(first, first + gone).unwrap(), ages.age(first, first + gone + more).unwrap());
        prop_assert!(age <= later);
        // Rounding moves a boundary by less than the grain.
        prop_assert!(age.abs_diff(gone as u64 / 86_400) <= 1);
        prop_assert_eq!(RollingAges::new(86_400).unwrap().age(first, first + gone).unwrap(), gone as u64 / 86_400);
        prop_assert_eq!(ages.age(first, first).unwrap(), 0);
    }
}

#[test]
fn the_ends_of_time_are_periods_too() {
    assert_eq!(week_index(i64::MAX, Weekday::Friday), i64::MAX / 7);
    assert_eq!(week_index(i64::MIN, Weekday::Friday), i64::MIN / 7);
    assert_eq!(week_index(i64::MIN, Weekday::Thursday), i64::MIN / 7 - 1);
    assert_eq!(day_stretch_index(i64::MIN, 1, i64::MAX).unwrap(), i64::MIN);
    assert_eq!(day_stretch_index(i64::MAX, 1, i64::MIN).unwrap(), i64::MAX);
    assert_eq!(day_stretch_index(i64::MAX, 7, 0).unwrap(), i64::MAX / 7);
    // Before the origin, too, a stretch is as long as any other.
    let around = (-8..=7).map(|day| day_stretch_index(day, 7, 0).unwrap());
    assert_eq!(
        around.collect::<Vec<_>>(),
        [-2, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1]
    );
    assert_eq!(month_index(i32::MIN, 1).unwrap(), i64::from(i32::MIN) * 12);
    let ages = RollingAges::new(1).unwrap();
    assert_eq!(ages.age(i64::MIN, i64::MAX).unwrap(), u64::MAX);
    assert_eq!(
        ages.rounded_down_to(i64::MAX)
            .unwrap()
            .age(i64::MIN, i64::MAX)
            .unwrap(),
        u64::MAX
    );
}
