//! What is saved of churn scoring.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use tenure::scoring::evaluation::*;
use tenure::scoring::validation::*;
use tenure::scoring::*;
use tenure::stats::{Fit, LikelihoodRatio, QuantileRule};
use tenure::units::Proportion;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    data(&mut table);
    logistic(&mut table);
    rankings(&mut table);
    calibrations(&mut table);
    decisions(&mut table);
    validations(&mut table);
    table
}

fn data(table: &mut Table) {
    table
        .saved::<Design>(designs())
        .saved::<ChurnScorer>(designs().prop_map(|design| {
            let features: Vec<_> = design.names().map(|name| (name.to_string(), 0.1)).collect();
            let model = LogisticChurn::new(0.1 + 0.2, features).unwrap();
            ChurnScorer::new(design, model).unwrap()
        }))
        .plain::<Column>(columns())
        .plain::<Missing>(select(MISSING.to_vec()))
        .plain::<Unseen>(select(UNSEEN.to_vec()));
}

fn logistic(table: &mut Table) {
    table
        .saved::<LogisticChurn>(models())
        .saved::<LogisticEvidence>(fits().prop_map(|fit| fit.evidence().clone()))
        .saved::<Fit<LogisticChurn>>(fits())
        .saved::<LikelihoodRatio>(fits().prop_filter_map("a test", |fit| fit.likelihood_ratio()))
        .saved::<PseudoR2>(fits().prop_filter_map("a figure", |fit| fit.pseudo_r2()))
        .saved::<Term>(fits().prop_map(|fit| fit.terms().pop().unwrap()))
        .saved::<Explanation>(explanations())
        .saved::<Contribution>(explanations().prop_map(|why| why.contributions()[0].clone()))
        .saved::<FeatureSummary>(draw::grown(
            rows(0..20).prop_map(|rows| FeatureSummary::try_from_iter(rows).unwrap()),
        ))
        .saved::<NewtonPoint>(points())
        .saved::<NewtonPass>(
            (points(), rows(0..20)).prop_map(|(point, rows)| point.pass(rows).unwrap()),
        )
        .saved::<LogisticSearch>(searches())
        .plain::<LogisticFitter>(fitters())
        .plain::<Estimator>(select(vec![
            Estimator::MaximumLikelihood,
            Estimator::ClassWeighted,
            // Only a fit makes these two.
            serde_json::from_str(r#"{"ridge":"0.30000000000000004"}"#).unwrap(),
            serde_json::from_str(r#"{"raw_ridge":1e300}"#).unwrap(),
            Estimator::Firth,
        ]))
        .plain::<OnAliased>(select(vec![OnAliased::Fail, OnAliased::Drop]))
        .plain::<Sandwich>(select(vec![Sandwich::Hc0, Sandwich::Hc1]));
}

fn rankings(table: &mut Table) {
    let points = || {
        (ranked(), any::<prop::sample::Index>()).prop_map(|(ranking, place)| {
            let points: Vec<_> = ranking.operating_points().collect();
            *place.get(&points)
        })
    };
    table
        .saved::<Ranking>(draw::grown(
            vec(scored(), 0..20).prop_map(|rows| rows.iter().collect()),
        ))
        .saved::<AucDifference>(differences())
        .saved::<OperatingPoint>(points())
        .saved::<Selection>((ranked(), 0..12_u64).prop_map(|(all, n)| all.top(n).unwrap()))
        .saved::<QuantileTable>(tables_of_quantiles())
        .saved::<QuantileRow>(tables_of_quantiles().prop_map(|table| table.rows()[1]))
        .plain::<ScoreGroup>(ranked().prop_map(|all| all.groups().next().unwrap()))
        .plain::<Scored>(scored())
        .plain::<AucMethod>(select(vec![AucMethod::Logit, AucMethod::Wald]));
}

fn calibrations(table: &mut Table) {
    let bins = || select(BINS.to_vec());
    let calibrations = || {
        (vec(forecast(), 0..30), bins()).prop_map(|(items, bins)| {
            let forecasts: Forecasts = items.iter().collect();
            forecasts.calibration(bins).unwrap()
        })
    };
    table
        .saved::<Forecasts>(vec(forecast(), 0..30).prop_map(|items| items.iter().collect()))
        .saved::<Brier>(vec(forecast(), 0..30).prop_map(|items| items.iter().collect()))
        .saved::<LogLoss>(vec(forecast(), 0..30).prop_map(|items| items.iter().collect()))
        .saved::<Calibration>(calibrations())
        .saved::<CalibrationBin>(
            calibrations().prop_filter_map("a bin", |table| table.bins().first().copied()),
        )
        .saved::<BrierDecomposition>(calibrations().prop_filter_map("parts", |table| table.brier()))
        .saved::<CoxCalibration>(
            judged().prop_filter_map("a slope", |forecasts| forecasts.cox_calibration().ok()),
        )
        .saved::<HosmerLemeshow>(
            (judged(), 3..6_u16).prop_filter_map("a test", |(all, n)| all.hosmer_lemeshow(n).ok()),
        )
        .saved::<PlattScaling>(
            (draw::numbers(), draw::numbers()).prop_map(|(a, b)| PlattScaling::new(a, b).unwrap()),
        )
        .saved::<IsotonicCalibration>(
            vec(scored(), 1..20)
                .prop_map(|rows| IsotonicCalibration::fit_ranking(&rows.iter().collect()).unwrap()),
        )
        .plain::<Forecast>(forecast())
        .plain::<CalibrationBins>(bins());
}

fn decisions(table: &mut Table) {
    let curves = || {
        (payoffs(), vec(scored(), 0..20))
            .prop_map(|(payoffs, rows)| ProfitCurve::of_ranking(payoffs, &rows.iter().collect()))
    };
    table
        .saved::<Confusion>(confusions())
        .saved::<ClassificationReport>(confusions().prop_map(|all| all.classification_report()))
        .saved::<ClassReport>(confusions().prop_map(|all| all.classification_report().churned))
        .saved::<ProfitCurve>(curves())
        .saved::<ThresholdChoice>(
            (curves(), draw::shares()).prop_map(|(curve, share)| curve.top_share(share)),
        )
        .saved::<ExpectedMaximumProfit>(
            (campaigns(), ranked()).prop_filter_map("a profit", |(campaign, ranking)| {
                ExpectedMaximumProfit::of_ranking(campaign, &ranking).ok()
            }),
        )
        .plain::<Payoffs>(payoffs())
        .plain::<RetentionCampaign>(campaigns())
        .plain::<RetentionOffer>(campaigns().prop_map(RetentionCampaign::expected));
}

fn validations(table: &mut Table) {
    let paths = || {
        (folds(), vec(draw::positive(), 1..5)).prop_filter_map("a choice", |(folds, lambdas)| {
            let churned: Vec<_> = (0..folds.rows()).map(|row| row % 2 == 0).collect();
            let fit = |lambda, train: &[usize]| Ok::<_, tenure::Error>(lambda / train.len() as f64);
            LambdaPath::choose(&folds, churned, lambdas, fit, |rate, row| {
                Ok(rate * row as f64)
            })
            .ok()
        })
    };
    table
        .saved::<Split>(folds().prop_map(|folds| folds.splits()[0].clone()))
        .saved::<Folds>(folds())
        .saved::<LambdaPath>(paths())
        .saved::<LambdaLoss>(paths().prop_map(|path| path.best()))
        .saved::<OutOfFold<f64>>((folds(), draw::numbers()).prop_map(|(folds, score)| {
            let fit = |_: &[usize]| Ok::<_, tenure::Error>(score);
            folds
                .out_of_fold(fit, |score, row| Ok(score / (row + 1) as f64))
                .unwrap()
        }));
}

const MISSING: [Missing; 5] = [
    Missing::Refuse,
    Missing::Drop,
    Missing::Mean,
    Missing::Median,
    Missing::Level,
];

const UNSEEN: [Unseen; 3] = [Unseen::Refuse, Unseen::Reference, Unseen::Average];

const BINS: [CalibrationBins; 3] = [
    CalibrationBins::EqualWidth(10),
    CalibrationBins::Quantiles(4),
    CalibrationBins::Distinct,
];

fn columns() -> impl Strategy<Value = Column> {
    let share = Proportion::new(0.1).unwrap();
    prop_oneof![
        (select(MISSING[..4].to_vec()), any::<bool>()).prop_map(move |(missing, clipped)| {
            let column = Column::number("charges").missing(missing);
            if clipped {
                column.winsorise(share, QuantileRule::Linear)
            } else {
                column
            }
        }),
        (select(UNSEEN.to_vec()), any::<bool>(), any::<bool>()).prop_map(
            |(unseen, level, last)| {
                let column = Column::text("plan").unseen(unseen);
                let column = if level {
                    column.missing(Missing::Level)
                } else {
                    column
                };
                if last { column.reference("b") } else { column }
            }
        ),
    ]
}

/// Designs of a number, or of a text.
fn designs() -> impl Strategy<Value = Design> {
    (columns(), vec((draw::moderate(), any::<bool>()), 2..9)).prop_filter_map(
        "a design",
        |(column, values)| {
            let records = values.iter().map(|(number, absent)| {
                [match (*absent, column.name() == "plan") {
                    (true, _) => Cell::Missing,
                    (false, true) => Cell::Text(if *number > 0.0 { "a" } else { "b" }),
                    (false, false) => Cell::Number(*number),
                }]
            });
            Design::learn([column.clone()], records).ok()
        },
    )
}

type Row = ([f64; 2], bool);

fn rows(size: core::ops::Range<usize>) -> impl Strategy<Value = Vec<Row>> {
    vec(([-3.0..3.0, 0.0..1e4], any::<bool>()), size)
}

fn fitters() -> impl Strategy<Value = LogisticFitter> {
    let options: Vec<fn(LogisticFitter) -> LogisticFitter> = vec![
        |options| options,
        |options| options.ridge(0.1 + 0.2).on_aliased(OnAliased::Drop),
        |options| options.ridge_raw(2.0).balanced().correct_intercept(),
        |options| {
            options
                .class_weights(1.0, 1.0 / 3.0)
                .features(["tenure", "charges"])
        },
        |options| options.firth().tolerance(1e-7).max_iterations(40),
    ];
    select(options).prop_map(|options| options(LogisticChurn::fitter()))
}

fn fits() -> impl Strategy<Value = Fit<LogisticChurn>> {
    (rows(12..40), fitters()).prop_filter_map("a fit", |(rows, fitter)| fitter.fit(rows).ok())
}

/// Searches after some passes, and at their end.
fn searches() -> impl Strategy<Value = LogisticSearch> {
    (rows(12..40), fitters(), 0..9_u32).prop_filter_map("a search", |(rows, fitter, passes)| {
        let rows = LabelledRows::try_from_iter(rows).ok()?;
        let mut search = fitter
            .search(&FeatureSummary::try_from_view(rows.view()).ok()?)
            .ok()?;
        for _ in 0..passes {
            if let Some(point) = search.point() {
                let pass = point.pass_view(rows.view()).ok()?;
                let _converged_or_not = search.advance(&pass);
            }
        }
        Some(search)
    })
}

/// Points of every task.
fn points() -> impl Strategy<Value = NewtonPoint> {
    prop_oneof![
        (draw::moderate(), -3.0..3.0, -1e-3..1e-3).prop_map(|(a, b, c)| NewtonPoint::new(
            a,
            &[b, c]
        )
        .unwrap()),
        searches().prop_filter_map("a point", |search| search.point().cloned()),
        fits().prop_map(|fit| fit.robust_point()),
    ]
}

fn models() -> impl Strategy<Value = LogisticChurn> {
    let features = btree_map("\\PC{1,5}", (draw::moderate(), draw::moderate()), 1..6);
    (draw::moderate(), features).prop_map(|(intercept, features)| {
        let slopes = features
            .iter()
            .map(|(name, (slope, _))| (name.as_str(), *slope));
        let model = LogisticChurn::new(intercept, slopes).unwrap();
        model
            .with_means(features.values().map(|(_, mean)| mean))
            .unwrap()
    })
}

fn explanations() -> impl Strategy<Value = Explanation> {
    (models(), draw::moderate())
        .prop_map(|(model, x)| model.explain(vec![x; model.width()]).unwrap())
}

/// Scores of which some are tied.
fn scored() -> impl Strategy<Value = Scored> {
    let scores = prop_oneof![draw::numbers(), (0..3_u8).prop_map(f64::from)];
    (scores, any::<bool>()).prop_map(|(score, churned)| Scored::new(score, churned).unwrap())
}

/// Rankings with customers of both classes.
fn ranked() -> impl Strategy<Value = Ranking> {
    vec(scored(), 2..20).prop_map(|rows| {
        let both = [Scored::new(0.5, true), Scored::new(0.25, false)].map(Result::unwrap);
        rows.iter().chain(&both).collect()
    })
}

fn differences() -> impl Strategy<Value = AucDifference> {
    let row = (draw::numbers(), draw::numbers(), any::<bool>());
    vec(row, 2..20).prop_filter_map("both classes", |rows| AucDifference::paired(rows).ok())
}

fn tables_of_quantiles() -> impl Strategy<Value = QuantileTable> {
    (ranked(), 2..=20_u8).prop_map(|(ranking, rows)| ranking.quantile_table(rows).unwrap())
}

fn forecast() -> impl Strategy<Value = Forecast> {
    (draw::shares(), any::<bool>()).prop_map(|(share, churned)| Forecast::new(share, churned))
}

fn judged() -> impl Strategy<Value = Forecasts> {
    let inside = forecast().prop_map(Forecast::clipped);
    vec(inside, 20..40).prop_map(|items| items.iter().collect())
}

fn confusions() -> impl Strategy<Value = Confusion> {
    let counts = [
        draw::counts(),
        draw::counts(),
        draw::counts(),
        draw::counts(),
    ];
    draw::grown(counts.prop_map(|[a, b, c, d]| Confusion::new(a, b, c, d)))
}

fn payoffs() -> impl Strategy<Value = Payoffs> {
    let amounts = [
        draw::moderate(),
        draw::moderate(),
        draw::moderate(),
        draw::moderate(),
    ];
    amounts.prop_map(|[a, b, c, d]| Payoffs::new(a, b, c, d).unwrap())
}

fn campaigns() -> impl Strategy<Value = RetentionCampaign> {
    let amounts = [draw::positive(), draw::positive(), draw::positive()];
    (amounts, 0.1..9.0, 0.1..9.0).prop_map(|([clv, incentive, cost], alpha, beta)| {
        let campaign = RetentionCampaign::new(clv, incentive.min(clv), cost).unwrap();
        campaign.with_save_rate(alpha, beta).unwrap()
    })
}

fn folds() -> impl Strategy<Value = Folds> {
    (6..20_usize, 2..4_usize, 1..3_usize, any::<u64>()).prop_map(|(rows, k, repeats, seed)| {
        let churned = (0..rows).map(|row| row % 2 == 0);
        Folds::repeated(churned.collect::<Vec<_>>(), k, repeats, seed).unwrap()
    })
}

#[test]
fn states_are_saved() {
    table().check();
}
