//! [`RevenueWaterfall`].

use core::fmt;

use super::revenue_movements::decimals;
use super::{MovementKind, RevenueMovements};
use crate::text::{Percent, or_dash, write_table};

/// Holds how recurring revenue moved, period by period.
///
/// [`RevenueLedger::waterfall`](super::RevenueLedger::waterfall) makes it. Each period's end is the next one's
/// start.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::RevenueLedger;
///
/// let ledger =
///     RevenueLedger::try_from_iter([("ann", 0, None, 5000), ("bob", 1, Some(3), 2000)])?;
/// let waterfall = ledger.waterfall(0, 3)?;
/// let ends: Vec<_> = waterfall
///     .iter()
///     .map(|(month, moved)| (month, moved.closing().minor()))
///     .collect();
/// assert_eq!(ends, [(1, 7000), (2, 7000), (3, 5000)]);
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct RevenueWaterfall {
    first: i64,
    movements: Vec<RevenueMovements>,
}

impl RevenueWaterfall {
    /// Creates the waterfall of the periods after `first`.
    pub(super) const fn new(first: i64, movements: Vec<RevenueMovements>) -> Self {
        Self { first, movements }
    }

    /// Returns each period with its movements since the one before.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (i64, &RevenueMovements)> {
        let first = self.first;
        self.movements
            .iter()
            .enumerate()
            .map(move |(place, moved)| {
                // The last period is a number too, so this is never beyond it.
                let since = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
                (first.saturating_add(since), moved)
            })
    }

    /// Returns the product of the net retentions of all periods: **not** the net retention of the
    /// whole stretch, see [`RevenueRetention`](super::RevenueRetention).
    ///
    /// `None` when nothing was paid at the start of some period, and beyond `f64`.
    #[must_use]
    pub fn net_chained(&self) -> Option<f64> {
        self.chained(RevenueMovements::net_revenue_retention)
    }

    /// Returns the product of the gross retentions of all periods: **not** the gross retention of
    /// the whole stretch, see [`RevenueRetention`](super::RevenueRetention).
    ///
    /// `None` when nothing was paid at the start of some period.
    #[must_use]
    pub fn gross_chained(&self) -> Option<f64> {
        self.chained(|month| {
            month
                .gross_revenue_retention()
                .map(crate::units::Proportion::get)
        })
    }

    fn chained(&self, rate: impl Fn(&RevenueMovements) -> Option<f64>) -> Option<f64> {
        let mut rates = self.movements.iter().map(rate);
        let product = rates.try_fold(1.0, |product, rate| Some(product * rate?))?;
        product.is_finite().then_some(product)
    }

    /// Formats the periods for people, one a line: amounts in major units with `decimals` decimals.
    #[must_use]
    pub const fn display(&self, decimals: u8) -> impl fmt::Display + fmt::Debug {
        Table {
            waterfall: self,
            decimals,
        }
    }
}

/// As [`display`](RevenueWaterfall::display), with the precision for the decimals of the currency:
/// `{:.2}` for cents in dollars, `{}` for whole minor units.
impl fmt::Display for RevenueWaterfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.display(decimals(f)).fmt(f)
    }
}

#[derive(Debug)]
struct Table<'a> {
    waterfall: &'a RevenueWaterfall,
    decimals: u8,
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            waterfall,
            decimals,
        } = *self;
        let [new, reactivation, expansion, contraction, churn] =
            MovementKind::ALL.map(|kind| kind.to_string());
        let mut rows = vec![[
            "period".into(),
            "start".into(),
            new,
            reactivation,
            expansion,
            contraction,
            churn,
            "end".into(),
            "GRR".into(),
            "NRR".into(),
        ]];
        for (period, moved) in waterfall.iter() {
            let shown = |amount: crate::units::Money| amount.display(decimals).to_string();
            let [new, reactivation, expansion, contraction, churn] =
                MovementKind::ALL.map(|kind| shown(moved.amount(kind)));
            let gross = moved.gross_revenue_retention();
            let net = moved.net_revenue_retention();
            rows.push([
                period.to_string(),
                shown(moved.opening()),
                new,
                reactivation,
                expansion,
                contraction,
                churn,
                shown(moved.closing()),
                or_dash(gross),
                or_dash(net.map(Percent)),
            ]);
        }
        write_table(f, &rows)
    }
}

saved! {
    impl{} for RevenueWaterfall as "revenue waterfall", 1;
    |waterfall| { first: i64, movements: Vec<RevenueMovements> = &waterfall.movements };
    read {
        let numbered = first.checked_add_unsigned(movements.len() as u64).is_some();
        let follows = |pair: &[RevenueMovements]| match pair {
            [before, after] => before.closing() == after.opening(),
            _ => true,
        };
        if movements.is_empty() || !numbered || !movements.windows(2).all(follows) {
            return Err(crate::Error::Malformed {
                what: "revenue waterfall",
                expected: "at least 1 period, each with an opening that is the closing of the one before",
            });
        }
        Ok(Self { first, movements })
    }
}
