//! [`RevenueRetention`].

use core::fmt;

use super::{RevenueMovements, RevenueWaterfall};
use crate::text::{Percent, or_dash, write_table};
use crate::units::Proportion;

/// Holds how much of the revenue of one period is kept until a later one: five answers, by name.
///
/// Over one period all horizons agree. Over a year they do not, because customers bounce: who goes down in
/// March and up again in June has lost nothing point to point, has lost in the chain (which never forgets a
/// loss, but counts the gain in the net form), and stays at the lowest in the running minimum. Never compare
/// figures of different horizons.
///
/// | horizon | question | net | gross |
/// |---|---|---|---|
/// | **point to point** (recommended; the filings of listed companies) | what do the customers of the start pay at the end? | [`net_point_to_point`](Self::net_point_to_point) | [`gross_point_to_point`](Self::gross_point_to_point) |
/// | chained | the product of the rates of the single periods, each with its own cohort | [`net_chained`](Self::net_chained) | [`gross_chained`](Self::gross_chained) |
/// | running minimum (strict) | what did they pay at their lowest? | | [`gross_running_minimum`](Self::gross_running_minimum) |
///
/// [`RevenueLedger::revenue_retention`](super::RevenueLedger::revenue_retention) makes it.
///
/// # Examples
///
/// ```
/// use tenure::retention::revenue::RevenueLedger;
///
/// let ledger = RevenueLedger::try_from_iter([
///     ("ann", 0, None, 5000),
///     ("bob", 0, Some(2), 10000),
///     ("bob", 4, None, 9000), // away for two months
///     ("cy", 0, Some(3), 20000),
///     ("cy", 3, None, 18000),
/// ])?;
/// assert_eq!(
///     ledger.revenue_retention(0, 5)?.to_string(),
///     "revenue retention       period 0 to 5
/// net, point to point             91.4%
/// net, chained                    65.7%
/// gross, point to point           91.4%
/// gross, chained                  65.7%
/// gross, running minimum          65.7%"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct RevenueRetention {
    from: i64,
    to: i64,
    movements: RevenueMovements,
    lowest: RevenueMovements,
    net_chained: Option<f64>,
    gross_chained: Option<f64>,
}

impl RevenueRetention {
    pub(super) fn new(
        (from, to): (i64, i64),
        movements: RevenueMovements,
        lowest: RevenueMovements,
        waterfall: &RevenueWaterfall,
    ) -> Self {
        Self {
            from,
            to,
            movements,
            lowest,
            net_chained: waterfall.net_chained(),
            gross_chained: waterfall.gross_chained(),
        }
    }

    /// Returns the period of the start.
    #[must_use]
    pub const fn from(&self) -> i64 {
        self.from
    }

    /// Returns the period of the end.
    #[must_use]
    pub const fn to(&self) -> i64 {
        self.to
    }

    /// Returns the movements from the start to the end, which have the intervals of the two
    /// point-to-point rates.
    pub const fn movements(&self) -> &RevenueMovements {
        &self.movements
    }

    /// Returns what the customers of the start pay at the end, over what they paid then; `None`
    /// when nothing was paid.
    #[doc(alias = "NRR")]
    #[must_use]
    pub fn net_point_to_point(&self) -> Option<f64> {
        self.movements.net_revenue_retention()
    }

    /// Returns what the customers of the start pay at the end, each at most what they paid then,
    /// over what they paid then.
    #[doc(alias = "GRR")]
    #[must_use]
    pub fn gross_point_to_point(&self) -> Option<Proportion> {
        self.movements.gross_revenue_retention()
    }

    /// Returns the product of the net retentions of the single periods; `None` when nothing was
    /// paid at the start of one.
    #[must_use]
    pub const fn net_chained(&self) -> Option<f64> {
        self.net_chained
    }

    /// Returns the product of the gross retentions of the single periods; `None` when nothing was
    /// paid at the start of one.
    #[must_use]
    pub const fn gross_chained(&self) -> Option<f64> {
        self.gross_chained
    }

    /// Returns what the customers of the start paid in the period in which each paid least, over
    /// what they paid at the start: the strictest form, in which customers who left and came back
    /// count as lost.
    #[must_use]
    pub fn gross_running_minimum(&self) -> Option<Proportion> {
        self.lowest.gross_revenue_retention()
    }

    /// Returns the movements from what was paid at the start to the lowest that each customer paid
    /// since, which give the [running minimum](Self::gross_running_minimum) an
    /// [interval](RevenueMovements::gross_revenue_retention_interval).
    pub const fn lowest(&self) -> &RevenueMovements {
        &self.lowest
    }
}

impl fmt::Display for RevenueRetention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gross = |rate: Option<Proportion>| rate.map(Proportion::get);
        let rates = [
            ("net, point to point", self.net_point_to_point()),
            ("net, chained", self.net_chained()),
            ("gross, point to point", gross(self.gross_point_to_point())),
            ("gross, chained", self.gross_chained()),
            (
                "gross, running minimum",
                gross(self.gross_running_minimum()),
            ),
        ];
        let mut rows = vec![[
            "revenue retention".into(),
            format!("period {} to {}", self.from, self.to),
        ]];
        rows.extend(rates.map(|(name, rate)| [name.into(), or_dash(rate.map(Percent))]));
        write_table(f, &rows)
    }
}

saved! {
    impl{} for RevenueRetention as "revenue retention", 1;
    |retention| {
        from,
        to,
        movements: RevenueMovements = &retention.movements,
        lowest: RevenueMovements = &retention.lowest,
        net_chained: Option<f64>,
        gross_chained: Option<f64>,
    };
    read {
        let possible = |rate: Option<f64>, most: f64| rate.is_none_or(|rate| (0.0..=most).contains(&rate));
        if from >= to
            || movements.opening() != lowest.opening()
            || !possible(net_chained, f64::MAX)
            || !possible(gross_chained, 1.0)
        {
            return Err(crate::Error::Malformed {
                what: "revenue retention",
                expected: "movements from one opening to a later period, and chained rates of at least 0",
            });
        }
        Ok(Self { from, to, movements, lowest, net_chained, gross_chained })
    }
}
