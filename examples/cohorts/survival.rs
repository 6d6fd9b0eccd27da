//! How long subscribers stay, group by group, and whether the groups differ.

use tenure::retention::survival::{KaplanMeier, LogRankTest, RestrictedMean, RiskRow};
use tenure::stats::Interval;
use tenure::units::{Finite, Level};

use crate::cli::{Cli, Unit};
use crate::subscribers::{Columns, Group, Subscribers};
use crate::valuation::Valuation;

/// All there is to say of one file.
pub(crate) struct Survival {
    pub(crate) file: String,
    pub(crate) columns: Columns,
    pub(crate) unit: Unit,
    pub(crate) rejected: usize,
    pub(crate) curves: Vec<Curve>,
    /// Up to when means are taken, and values.
    pub(crate) within: f64,
    /// When to look.
    pub(crate) at: Vec<f64>,
    /// Or why there is none: it takes two groups.
    pub(crate) log_rank: Result<LogRankTest, tenure::Error>,
    pub(crate) valuation: Valuation,
}

/// One group.
pub(crate) struct Curve {
    pub(crate) name: String,
    pub(crate) estimate: KaplanMeier<Finite>,
    rows: Vec<RiskRow<Finite>>,
    /// The mean time there, up to a time that is the same for all; `None` where the curve is not known for so long.
    pub(crate) mean_time: Option<RestrictedMean>,
    /// What all pay on average, and what one brings.
    pub(crate) charge: Option<f64>,
    pub(crate) value: Option<f64>,
}

impl Survival {
    pub(crate) fn of(subscribers: Subscribers, cli: &Cli) -> tenure::Result<Self> {
        let Subscribers {
            file,
            columns,
            groups,
            rejected,
        } = subscribers;
        let log_rank = LogRankTest::of(groups.values().map(|group| &group.table));
        let known = groups.into_iter().filter_map(|(name, group)| {
            let estimate = group.table.kaplan_meier()?;
            Some((name, estimate, group))
        });
        let known: Vec<_> = known.collect();
        let within = cli.within.unwrap_or_else(|| common(&known));
        let valuation = Valuation::new(cli.unit.period(), cli)?;
        let curves = known
            .into_iter()
            .map(|(name, estimate, group)| Curve::of(name, estimate, &group, within, &valuation))
            .collect::<Result<_, _>>()?;
        let at = if cli.at.is_empty() {
            usual(within)
        } else {
            cli.at.clone()
        };
        Ok(Self {
            file,
            columns,
            unit: cli.unit,
            rejected: rejected.len(),
            curves,
            within,
            at,
            log_rank,
            valuation,
        })
    }

    pub(crate) fn subscribers(&self) -> u64 {
        self.curves
            .iter()
            .map(|curve| curve.estimate.customers())
            .sum()
    }

    pub(crate) fn left(&self) -> u64 {
        self.curves.iter().map(|curve| curve.estimate.left()).sum()
    }

    /// How long anybody was seen.
    pub(crate) fn longest(&self) -> f64 {
        self.curves.iter().map(Curve::last).fold(0.0, f64::max)
    }
}

/// As long as somebody of every group was seen: further on, one curve or another is not known.
fn common(curves: &[(String, KaplanMeier<Finite>, Group)]) -> f64 {
    let estimates = || curves.iter().map(|(_, estimate, _)| estimate);
    let last = |estimate: &KaplanMeier<Finite>| estimate.last_time().get();
    // Where nobody is left, nobody will be.
    let ends = estimates().filter(|estimate| {
        let step = estimate.steps().last();
        step.is_none_or(|step| step.survival() > 0.0)
    });
    let first_end = ends.map(last).fold(f64::INFINITY, f64::min);
    if first_end.is_finite() {
        first_end
    } else {
        estimates().map(last).fold(0.0, f64::max)
    }
}

/// Three times on the way, round ones where there are any.
fn usual(within: f64) -> Vec<f64> {
    let at = [within / 6.0, within / 3.0, within * 2.0 / 3.0];
    let whole = at.map(f64::round);
    let times = if whole[0] >= 1.0 { whole } else { at };
    times.into_iter().filter(|time| *time > 0.0).collect()
}

impl Curve {
    fn of(
        name: String,
        estimate: KaplanMeier<Finite>,
        group: &Group,
        within: f64,
        valuation: &Valuation,
    ) -> tenure::Result<Self> {
        let charge = group.charges.mean();
        let value = charge
            .map(|charge| value(&estimate, charge, within, valuation))
            .transpose()?;
        Ok(Self {
            name,
            mean_time: estimate.restricted_mean(within).ok(),
            rows: group.table.risk_rows().collect(),
            estimate,
            charge,
            value: value.flatten(),
        })
    }

    /// The last time anybody was seen at.
    pub(crate) const fn last(&self) -> f64 {
        self.estimate.last_time().get()
    }

    pub(crate) fn median(&self) -> Option<f64> {
        self.estimate.median().map(Finite::get)
    }

    /// Its ends; `None` where the curve's own interval does not fall to a half.
    pub(crate) fn median_interval(&self) -> [Option<f64>; 2] {
        let interval = self.estimate.median_interval(Level::P95);
        [interval.lower(), interval.upper()].map(|end| end.map(Finite::get))
    }

    /// How many were still watched just before a time.
    pub(crate) fn at_risk(&self, time: f64) -> u64 {
        let before = self.rows.partition_point(|row| row.time.get() < time);
        self.rows.get(before).map_or(0, |row| row.at_risk)
    }

    pub(crate) fn survival_at(&self, time: f64) -> Option<(f64, Option<Interval>)> {
        let time = Finite::new(time).ok()?;
        let share = self.estimate.survival_at(time)?;
        Some((share, self.estimate.interval_at(time, Level::P95)))
    }
}

/// What one who has just come brings up to a time, paying at the start of each unit of it; `None` where the curve is not
/// known for so long.
fn value(
    estimate: &KaplanMeier<Finite>,
    charge: f64,
    within: f64,
    valuation: &Valuation,
) -> tenure::Result<Option<f64>> {
    let payments = (0_u32..).take_while(|time| f64::from(*time) < within);
    let periods = u32::try_from(payments.count()).unwrap_or(u32::MAX);
    let Ok(curve) = estimate.survival_curve(0.0, 1.0, periods) else {
        return Ok(None);
    };
    let points: Vec<_> = curve.into_iter().map(|share| (share, charge)).collect();
    (!points.is_empty())
        .then(|| valuation.of(points))
        .transpose()
}
