//! The findings with all digits.

use serde::Serialize;
use tenure::scoring::LogisticChurn;
use tenure::scoring::evaluation::{CoxCalibration, QuantileRow, QuantileTable, Selection};
use tenure::stats::{Binomial, Fit, Interval};
use tenure::units::{Level, Proportion};

use crate::Findings;
use crate::at_risk::{AtRisk, Spending};
use crate::evaluation::Evaluation;
use crate::rows::Rejected;

#[derive(Serialize)]
struct Json<'a> {
    fit: Option<FitJson>,
    evaluation: Option<EvaluationJson>,
    at_risk: Vec<AtRiskJson<'a>>,
    spending: Option<SpendingJson>,
    rejected: &'a [Rejected],
}

#[derive(Serialize)]
struct FitJson {
    n: u64,
    events: u64,
    log_likelihood: f64,
    null_log_likelihood: f64,
    iterations: u32,
    estimator: String,
    dropped: Vec<String>,
    terms: Vec<TermJson>,
}

#[derive(Serialize)]
struct TermJson {
    name: String,
    estimate: f64,
    std_error: f64,
    z: Option<f64>,
    p: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    odds_ratio: Option<f64>,
}

#[derive(Serialize)]
struct EvaluationJson {
    on: &'static str,
    n: u64,
    churned: u64,
    auc: Option<f64>,
    auc_std_error: Option<f64>,
    auc_interval: Option<[f64; 2]>,
    average_precision: Option<f64>,
    ks: Option<f64>,
    log_loss: Option<f64>,
    brier: Option<f64>,
    ece: Option<f64>,
    calibration_slope: Option<f64>,
    calibration_intercept: Option<f64>,
    confusion: ConfusionJson,
    deciles: Vec<DecileJson>,
    calibration: Vec<BinJson>,
}

#[derive(Serialize)]
struct ConfusionJson {
    threshold: f64,
    true_positives: u64,
    false_positives: u64,
    false_negatives: u64,
    true_negatives: u64,
    accuracy: Option<f64>,
    precision: Option<f64>,
    recall: Option<f64>,
    specificity: Option<f64>,
    f1: Option<f64>,
    mcc: Option<f64>,
}

#[derive(Serialize)]
struct DecileJson {
    decile: usize,
    customers: u64,
    churned: f64,
    rate: Option<f64>,
    rate_interval: Option<[f64; 2]>,
    mean_score: Option<f64>,
    capture: Option<f64>,
    cumulative_capture: Option<f64>,
    lift: Option<f64>,
    cumulative_lift: Option<f64>,
    ks: Option<f64>,
}

#[derive(Serialize)]
struct BinJson {
    lowest: f64,
    highest: f64,
    mean_forecast: f64,
    customers: u64,
    churned: u64,
    rate: Option<f64>,
    rate_interval: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct AtRiskJson<'a> {
    id: &'a str,
    line: u64,
    probability: f64,
    expected_gain: Option<f64>,
    reasons: Vec<ReasonJson<'a>>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    feature: &'a str,
    value: &'a str,
    logit: f64,
}

#[derive(Serialize)]
struct SpendingJson {
    clv: f64,
    contact_cost: f64,
    save_rate: f64,
    made_up: bool,
    contact_from: Option<f64>,
    customers: usize,
    contacts: usize,
    cost: f64,
    expected_gain: f64,
}

pub(crate) fn text(findings: &Findings<'_>) -> Result<String, serde_json::Error> {
    let spending = findings.spending.as_ref();
    serde_json::to_string_pretty(&Json {
        fit: findings.fit.as_ref().map(fit),
        evaluation: findings.evaluation.as_ref().map(evaluation),
        at_risk: findings
            .at_risk
            .iter()
            .map(|one| at_risk(one, spending))
            .collect(),
        spending: spending.map(|spending| SpendingJson {
            clv: spending.offer.clv(),
            contact_cost: spending.offer.contact_cost(),
            save_rate: spending.offer.save_rate().get(),
            made_up: spending.made_up,
            contact_from: spending.offer.break_even().map(Proportion::get),
            customers: spending.waiting,
            contacts: spending.contacts,
            cost: spending.cost,
            expected_gain: spending.gain,
        }),
        rejected: findings.rejected,
    })
}

fn fit(fit: &Fit<LogisticChurn>) -> FitJson {
    let terms = fit.terms().into_iter().map(|term| {
        let interval = term.interval(Level::P95);
        TermJson {
            name: term.name().to_owned(),
            estimate: term.estimate(),
            std_error: term.standard_error(),
            z: term.z(),
            p: term.p_value(),
            lower: interval.map(Interval::lower),
            upper: interval.map(Interval::upper),
            odds_ratio: term.odds_ratio(),
        }
    });
    FitJson {
        n: whole(fit.observations()),
        events: whole(fit.churned()),
        log_likelihood: fit.log_likelihood(),
        null_log_likelihood: fit.null_log_likelihood(),
        iterations: fit.convergence().iterations,
        estimator: fit.estimator().to_string(),
        dropped: fit.dropped().map(str::to_owned).collect(),
        terms: terms.collect(),
    }
}

fn evaluation(of: &Evaluation) -> EvaluationJson {
    let deciles = of.deciles.iter().flat_map(QuantileTable::rows);
    EvaluationJson {
        on: of.on,
        n: of.ranking.customers(),
        churned: of.ranking.churned(),
        auc: of.ranking.auc(),
        auc_std_error: of.ranking.auc_standard_error(),
        auc_interval: of.ranking.auc_interval(Level::P95).map(ends),
        average_precision: of.ranking.average_precision(),
        ks: of.ranking.ks(),
        log_loss: of.log_loss.mean(),
        brier: of.forecasts.brier().score(),
        ece: of.ece,
        calibration_slope: of.cox.map(CoxCalibration::slope),
        calibration_intercept: of.cox.map(CoxCalibration::intercept),
        confusion: confusion(of),
        deciles: (1..)
            .zip(deciles)
            .map(|(place, row)| decile(place, *row))
            .collect(),
        calibration: of
            .calibration
            .bins()
            .iter()
            .map(|bin| BinJson {
                lowest: bin.lowest.get(),
                highest: bin.highest.get(),
                mean_forecast: bin.mean_forecast.get(),
                customers: bin.outcomes.trials(),
                churned: bin.outcomes.successes(),
                rate: rate(&bin.outcomes),
                rate_interval: bin.outcomes.interval(Level::P95).map(ends),
            })
            .collect(),
    }
}

fn confusion(of: &Evaluation) -> ConfusionJson {
    let confusion = &of.confusion;
    ConfusionJson {
        threshold: of.threshold.get(),
        true_positives: confusion.true_positives(),
        false_positives: confusion.false_positives(),
        false_negatives: confusion.false_negatives(),
        true_negatives: confusion.true_negatives(),
        accuracy: rate(&confusion.accuracy()),
        precision: rate(&confusion.precision()),
        recall: rate(&confusion.recall()),
        specificity: rate(&confusion.specificity()),
        f1: confusion.f1().map(Proportion::get),
        mcc: confusion.matthews(),
    }
}

fn decile(decile: usize, row: QuantileRow) -> DecileJson {
    let capture = |of: Selection| of.capture().map(Proportion::get);
    let (part, all) = (row.part(), row.cumulative());
    DecileJson {
        decile,
        customers: part.customers(),
        churned: part.hits(),
        rate: part.precision().map(Proportion::get),
        rate_interval: part.precision_interval(Level::P95).map(ends),
        mean_score: row.mean_score(),
        capture: capture(part),
        cumulative_capture: capture(all),
        lift: part.lift(),
        cumulative_lift: all.lift(),
        ks: row.ks(),
    }
}

fn at_risk<'a>(one: &'a AtRisk<'_>, spending: Option<&Spending>) -> AtRiskJson<'a> {
    let contributions = one.why.contributions().len();
    let reasons = one
        .why
        .top(contributions)
        .into_iter()
        .map(|reason| ReasonJson {
            feature: &reason.feature,
            value: &reason.value,
            logit: reason.logit,
        });
    AtRiskJson {
        id: &one.customer.id,
        line: one.customer.line,
        probability: one.probability.get(),
        expected_gain: spending.map(|s| s.offer.expected_gain(one.probability)),
        reasons: reasons.collect(),
    }
}

fn rate(of: &Binomial) -> Option<f64> {
    of.proportion().map(Proportion::get)
}

const fn ends(interval: Interval) -> [f64; 2] {
    [interval.lower(), interval.upper()]
}

/// Customers without weights add up to a whole number of them.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of rows of a file"
)]
const fn whole(customers: f64) -> u64 {
    customers as u64
}
