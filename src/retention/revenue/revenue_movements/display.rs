//! How movements are printed.

use core::fmt;

use super::RevenueMovements;
use crate::retention::revenue::MovementKind;
use crate::text::write_table;

impl RevenueMovements {
    /// Formats the movements from start to end for people: amounts in major units with `decimals`
    /// decimals, and the number of customers.
    #[must_use]
    pub const fn display(&self, decimals: u8) -> impl fmt::Display + fmt::Debug {
        MovementsTable {
            movements: self,
            decimals,
        }
    }
}

/// As [`display`](RevenueMovements::display), with the precision for the decimals of the currency:
/// `{:.2}` for cents in dollars, `{}` for whole minor units.
impl fmt::Display for RevenueMovements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display(decimals(f)).fmt(f)
    }
}

/// Returns the decimals of a currency that a format asks for.
pub(in crate::retention::revenue) fn decimals(f: &fmt::Formatter<'_>) -> u8 {
    let places = f.precision().unwrap_or(0);
    u8::try_from(places).unwrap_or(u8::MAX)
}

#[derive(Debug)]
struct MovementsTable<'a> {
    movements: &'a RevenueMovements,
    decimals: u8,
}

impl fmt::Display for MovementsTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            movements,
            decimals,
        } = *self;
        let row = |name: String, amount: crate::units::Money, customers: u64| {
            [
                name,
                amount.display(decimals).to_string(),
                customers.to_string(),
            ]
        };
        let mut rows = vec![
            [String::new(), "MRR".into(), "customers".into()],
            row(
                "start".into(),
                movements.opening(),
                movements.customers_at_start(),
            ),
        ];
        rows.extend(MovementKind::ALL.map(|kind| {
            let sign = if kind.is_gain() { '+' } else { '−' };
            row(
                format!("{sign} {kind}"),
                movements.amount(kind),
                movements.customers(kind),
            )
        }));
        let end = (movements.closing(), movements.customers_at_end());
        rows.push(row("= end".into(), end.0, end.1));
        write_table(f, &rows)
    }
}
