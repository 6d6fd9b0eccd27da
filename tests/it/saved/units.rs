//! What is saved of the units: all of them plain.

use proptest::prelude::*;
use proptest::sample::select;
use tenure::units::*;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    let rate = |(rate, period)| Churn::new(rate, period);
    table
        .plain::<Proportion>(draw::shares())
        .plain::<Level>(draw::levels())
        .plain::<Finite>(draw::finite())
        .plain::<Period>(draw::periods())
        .plain::<TimeUnit>(draw::time_units())
        .plain::<Churn>((draw::shares(), draw::periods()).prop_map(rate))
        .plain::<DiscountRate>(of(draw::positive(), DiscountRate::new))
        .plain::<Frequency>(of(draw::positive(), Frequency::new))
        .plain::<Growth>(of(draw::positive(), |rate, per| {
            Growth::new(rate - 0.5, per)
        }))
        .plain::<Horizon>(of(draw::positive(), Horizon::new))
        .plain::<Margin>(of(draw::moderate(), Margin::new))
        .plain::<Money>(draw::grown(any::<i64>().prop_map(Money::from_minor)))
        .plain::<LifetimeConvention>(select(vec![
            LifetimeConvention::PaymentsAtStart,
            LifetimeConvention::Continuous,
        ]));
    table
}

/// A number per period.
fn of<T: core::fmt::Debug>(
    numbers: impl Strategy<Value = f64>,
    new: impl Fn(f64, Period) -> tenure::Result<T>,
) -> impl Strategy<Value = T> {
    (numbers, draw::periods()).prop_map(move |(number, period)| new(number, period).unwrap())
}

#[test]
fn states_are_saved() {
    table().check();
}

/// Numbers that a reader of JSON may round are text there; people may write either.
#[test]
fn numbers_are_read_as_people_write_them() {
    let read = |text: &str| serde_json::from_str::<Margin>(text).map_err(|error| error.to_string());
    let margin = Margin::new(30.0, Period::Month).unwrap();
    for amount in ["30", "30.0", "3e1", r#""30""#, r#""30.0""#] {
        let text = format!(r#"{{"amount":{amount},"period":"month"}}"#);
        assert_eq!(read(&text), Ok(margin), "{text}");
    }
    for amount in [
        "null", r#""NaN""#, r#""inf""#, r#""""#, "[30]", "1e999", "true",
    ] {
        let text = format!(r#"{{"amount":{amount},"period":"month"}}"#);
        let _message = read(&text).unwrap_err();
    }
}
