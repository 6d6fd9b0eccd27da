//! The reference figures of every block, on scores recomputed from its coefficients.

use tenure::scoring::evaluation::{
    Brier, CalibrationBins, Confusion, Forecasts, LogLoss, Payoffs, ProfitCurve,
};
use tenure::units::Proportion;

use super::{BLOCKS, logits, scored};
use crate::support::assert_close;
use crate::support::churn::churn;

#[track_caller]
fn figure(path: &str) -> f64 {
    churn(path).as_f64().unwrap()
}

#[test]
fn confusion_at_a_half() {
    for (name, block) in BLOCKS {
        let path = format!("{name}/{block}/in_sample/threshold_0_5");
        let got = Confusion::at(0.5, scored(name, block)).unwrap();
        let counts = [
            ("tp", got.true_positives()),
            ("fp", got.false_positives()),
            ("fn", got.false_negatives()),
            ("tn", got.true_negatives()),
        ];
        for (key, count) in counts {
            assert_eq!(
                churn(&format!("{path}/{key}")).as_u64(),
                Some(count),
                "{name} {block} {key}"
            );
        }
        let of = |p: Option<Proportion>| p.unwrap().get();
        let shares = [
            ("accuracy", of(got.accuracy().proportion())),
            ("balanced_accuracy", of(got.balanced_accuracy())),
            ("precision", of(got.precision().proportion())),
            ("recall", of(got.recall().proportion())),
            ("specificity", of(got.specificity().proportion())),
            ("f1", of(got.f1())),
            ("mcc", got.matthews().unwrap()),
        ];
        for (key, value) in shares {
            assert_close(value, figure(&format!("{path}/{key}")), 1e-13);
        }
    }
}

#[test]
fn probability_scores() {
    for (name, block) in BLOCKS {
        let path = format!("{name}/{block}/in_sample");
        let brier = Brier::try_from_iter(scored(name, block)).unwrap();
        assert_close(
            brier.score().unwrap(),
            figure(&format!("{path}/brier")),
            1e-13,
        );
        let loss = LogLoss::try_from_logits(logits(name, block)).unwrap();
        // Null where a probability rounds to 1 and was clipped.
        if let Some(expected) = churn(&format!("{path}/log_loss")).as_f64() {
            assert_close(loss.mean().unwrap(), expected, 1e-13);
            let clipped = LogLoss::try_from_iter(scored(name, block)).unwrap();
            assert_close(clipped.mean().unwrap(), expected, 1e-13);
        }
        if block == "mle" {
            // 1 − s loses what s and 1 share: 1e-13 of 1, not of the skill.
            let skill = brier.skill().unwrap() - figure(&format!("{path}/brier_skill"));
            assert!(skill.abs() <= 1e-13, "{skill:e}");
            let skill = loss.skill().unwrap() - figure(&format!("{path}/d2_log_loss"));
            assert!(skill.abs() <= 1e-13, "{skill:e}");
        }
    }
}

#[test]
fn calibration_bins_and_errors() {
    for (name, block) in BLOCKS {
        let path = format!("{name}/{block}/in_sample");
        let forecasts = Forecasts::try_from_iter(scored(name, block)).unwrap();
        for (bins, kind) in [
            (CalibrationBins::EqualWidth(10), "10_uniform"),
            (CalibrationBins::Quantiles(10), "10_quantile"),
        ] {
            let got = forecasts.calibration(bins).unwrap();
            // A difference of two means: 1e-13 of the means, not of the gap.
            let off = got.expected_error().unwrap() - figure(&format!("{path}/ece{kind}"));
            assert!(off.abs() <= 1e-13, "{name} {block} {kind}: {off:e}");
            if block != "mle" {
                continue;
            }
            let off = got.maximum_error().unwrap() - figure(&format!("{path}/mce{kind}"));
            assert!(off.abs() <= 1e-13, "{name} {kind}: {off:e}");
            let table = churn(&format!("{path}/reliability{kind}"));
            let table = table.as_array().unwrap();
            assert_eq!(table.len(), got.bins().len());
            for (row, bin) in table.iter().zip(got.bins()) {
                assert_eq!(row[1].as_u64(), Some(bin.outcomes.trials()));
                assert_close(bin.mean_forecast.get(), row[2].as_f64().unwrap(), 1e-13);
                let left = bin.outcomes.proportion().unwrap().get();
                assert_close(left, row[3].as_f64().unwrap(), 1e-13);
            }
        }
    }
}

/// The reference cuts ties on the border of two groups by row order; we share them. Where no border
/// divides a tie the two are the same.
#[test]
fn hosmer_lemeshow() {
    for (name, divided) in [("spector", false), ("anes96", false), ("fair", true)] {
        let path = format!("{name}/mle/in_sample/hosmer_lemeshow");
        let forecasts = Forecasts::try_from_iter(scored(name, "mle")).unwrap();
        let test = forecasts.hosmer_lemeshow(10).unwrap();
        let expected = figure(&format!("{path}/chi2"));
        assert_eq!(
            f64::from(test.degrees_of_freedom()),
            figure(&format!("{path}/df"))
        );
        if divided {
            let off = test.chi_square() / expected - 1.0;
            assert!(off.abs() < 0.05 && off.abs() > 1e-9, "{name}: {off:e}");
        } else {
            // Squared differences of sums of some hundred forecasts, over their variance: 1e-11.
            assert_close(test.chi_square(), expected, 1e-11);
            assert_close(test.p_value(), figure(&format!("{path}/p")), 1e-9);
        }
    }
}

#[test]
fn thresholds_by_cost() {
    for name in ["spector", "fair", "anes96"] {
        let path = format!("{name}/mle/in_sample/cost");
        let get = |key: &str| figure(&format!("{path}/{key}"));
        let costs = Payoffs::from_costs(get("cost_fp"), get("cost_fn")).unwrap();
        let bayes = costs.threshold().unwrap();
        assert_close(bayes.get(), get("bayes_threshold"), 1e-13);
        let curve = ProfitCurve::new(costs, scored(name, "mle")).unwrap();
        let best = curve.best().unwrap();
        assert_eq!(-best.profit, get("best_total_cost"));
        assert_close(best.threshold.unwrap(), get("best_threshold"), 1e-13);
        assert_eq!(-curve.at(bayes).unwrap().profit, get("total_cost_at_bayes"));
    }
}

/// On the data a model was fitted to: slope 1 and nothing else, by construction.
#[test]
fn calibration_slope_and_intercept() {
    for name in ["spector", "fair", "anes96"] {
        let path = format!("{name}/mle/in_sample/calibration");
        let cox = Forecasts::try_from_iter(scored(name, "mle"))
            .unwrap()
            .cox_calibration()
            .unwrap();
        for (got, key) in [
            (cox.slope(), "cox_slope"),
            (cox.intercept(), "cox_intercept"),
            (cox.in_the_large(), "citl_offset_intercept"),
        ] {
            let off = got - figure(&format!("{path}/{key}"));
            assert!(off.abs() <= 1e-13, "{name} {key}: {off:e}");
        }
    }
}
