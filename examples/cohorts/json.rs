//! The findings with all digits.

use serde::Serialize;
use tenure::retention::cohorts::CohortCell;
use tenure::retention::revenue::MovementKind;
use tenure::retention::survival::RestrictedMean;
use tenure::stats::Interval;
use tenure::units::{Level, Proportion};

use crate::Findings;
use crate::cells::DECIMALS;
use crate::cohorts::Cohorts;
use crate::movements::Step;
use crate::survival::Curve;

#[derive(Serialize)]
struct Json {
    cohorts: Option<CohortsJson>,
    survival: Vec<CurveJson>,
    logrank: Option<LogRankJson>,
}

/// Everything about an age stands at its place, 0 first; what is not known yet is null.
#[derive(Serialize)]
struct CohortsJson {
    by: &'static str,
    retention: &'static str,
    /// The last period that is over.
    through: String,
    rows: Vec<RowJson>,
    weighted_mean: Vec<Option<CellJson>>,
    simple_mean: Vec<Option<f64>>,
    movements: Vec<StepJson>,
}

#[derive(Serialize)]
struct RowJson {
    cohort: String,
    size: u64,
    cells: Vec<Option<CellJson>>,
    value: f64,
}

#[derive(Serialize)]
struct CellJson {
    active: u64,
    size: u64,
    share: f64,
    interval: Option<[f64; 2]>,
    revenue: f64,
}

#[derive(Serialize)]
struct StepJson {
    period: String,
    before: f64,
    new: f64,
    reactivation: f64,
    expansion: f64,
    contraction: f64,
    churn: f64,
    after: f64,
    gross_retention: Option<f64>,
    net_retention: Option<f64>,
    customers: u64,
}

#[derive(Serialize)]
struct CurveJson {
    group: String,
    n: u64,
    events: u64,
    median: Option<f64>,
    /// Its upper end is null when the data do not go that far.
    median_interval: [Option<f64>; 2],
    /// The mean time there up to `rmst_within`, the same for all groups.
    rmst: Option<f64>,
    rmst_std_error: Option<f64>,
    rmst_interval: Option<[f64; 2]>,
    rmst_within: Option<f64>,
    value: Option<f64>,
    steps: Vec<StepDownJson>,
}

#[derive(Serialize)]
struct StepDownJson {
    time: f64,
    at_risk: u64,
    events: u64,
    survival: f64,
    std_error: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

#[derive(Serialize)]
struct LogRankJson {
    chi_squared: f64,
    df: usize,
    p: f64,
}

pub(crate) fn text(findings: &Findings) -> Result<String, serde_json::Error> {
    let survival = findings.survival.as_ref();
    let curves = survival.map_or(&[][..], |survival| &survival.curves);
    serde_json::to_string_pretty(&Json {
        cohorts: findings.cohorts.as_ref().map(cohorts),
        survival: curves.iter().map(curve).collect(),
        logrank: survival.and_then(|survival| {
            let test = survival.log_rank.as_ref().ok()?;
            Some(LogRankJson {
                chi_squared: test.chi_squared(),
                df: test.degrees_of_freedom(),
                p: test.p_value(),
            })
        }),
    })
}

const fn ends(interval: Interval) -> [f64; 2] {
    [interval.lower(), interval.upper()]
}

fn cohorts(of: &Cohorts) -> CohortsJson {
    let triangle = &of.triangle;
    let ages = 0..of.ages();
    CohortsJson {
        by: of.by.name(),
        retention: if of.unbounded {
            "unbounded"
        } else {
            "n-period"
        },
        through: of.by.label(triangle.through()),
        rows: triangle
            .rows()
            .zip(&of.values)
            .map(|(row, value)| RowJson {
                cohort: of.by.label(row.cohort()),
                size: row.size(),
                cells: row.cells().map(|one| one.map(cell)).collect(),
                value: *value,
            })
            .collect(),
        weighted_mean: triangle.weighted_means().map(|one| one.map(cell)).collect(),
        simple_mean: ages
            .map(|age| triangle.simple_mean(age).map(Proportion::get))
            .collect(),
        movements: of.movements.iter().map(step).collect(),
    }
}

fn cell(of: CohortCell) -> CellJson {
    CellJson {
        active: of.active(),
        size: of.size(),
        share: of.share().get(),
        interval: of.retained().interval(Level::P95).map(ends),
        revenue: of.revenue().in_major(DECIMALS),
    }
}

fn step(of: &Step) -> StepJson {
    let movements = &of.movements;
    StepJson {
        period: of.label.clone(),
        before: of.opening(),
        new: of.of(MovementKind::New),
        reactivation: of.of(MovementKind::Reactivation),
        expansion: of.of(MovementKind::Expansion),
        contraction: of.of(MovementKind::Contraction),
        churn: of.of(MovementKind::Churn),
        after: of.closing(),
        gross_retention: movements.gross_revenue_retention().map(Proportion::get),
        net_retention: movements.net_revenue_retention(),
        customers: movements.customers_at_end(),
    }
}

fn curve(of: &Curve) -> CurveJson {
    let steps = of.estimate.steps().iter().map(|step| {
        let interval = step.interval(Level::P95);
        StepDownJson {
            time: step.time().get(),
            at_risk: step.at_risk(),
            events: step.left(),
            survival: step.survival(),
            std_error: step.standard_error(),
            lower: interval.map(Interval::lower),
            upper: interval.map(Interval::upper),
        }
    });
    let mean = of.mean_time.as_ref();
    CurveJson {
        group: of.name.clone(),
        n: of.estimate.customers(),
        events: of.estimate.left(),
        median: of.median(),
        median_interval: of.median_interval(),
        rmst: mean.map(RestrictedMean::value),
        rmst_std_error: mean.map(RestrictedMean::standard_error),
        rmst_interval: mean.and_then(|mean| mean.interval(Level::P95)).map(ends),
        rmst_within: mean.map(RestrictedMean::tau),
        value: of.value,
        steps: steps.collect(),
    }
}
