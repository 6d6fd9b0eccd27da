//! Figures as they are printed.

use tenure::scoring::LogisticChurn;
use tenure::scoring::evaluation::{
    AucDifference, Brier, CalibrationBins, Confusion, Forecasts, LogLoss, PlattScaling, Ranking,
    RetentionOffer,
};
use tenure::units::Proportion;

#[track_caller]
fn shown(figure: impl core::fmt::Display, text: &str) {
    assert_eq!(figure.to_string(), text);
    let width = text.chars().count() + 2;
    assert_eq!(format!("{figure:>width$}"), format!("  {text}"));
}

#[test]
fn rankings() {
    let ranking =
        Ranking::try_from_iter([(9.0, true), (5.0, true), (5.0, false), (1.0, false)]).unwrap();
    let list = ranking.top(2).unwrap();
    shown(
        list,
        "2 customers, 1.5 churned (75.0%), capture 75.0%, lift 1.50",
    );
    assert!(format!("{list:.2}").starts_with("2 customers, 1.50 churned (75.00%)"));
    let points: Vec<_> = ranking.operating_points().collect();
    shown(points[0], "nobody flagged");
    shown(
        points[1],
        "from 9.0000 on: 1 of 2 churners caught, 0 of 2 others flagged",
    );
    shown(ranking.groups().nth(1).unwrap(), "5: 1 churned, 1 stayed");
    let staying = Ranking::try_from_iter([(1.0, false)]).unwrap();
    shown(
        staying.top(1).unwrap(),
        "1 customers, 0.0 churned (0.0%), capture –, lift –",
    );
    let difference = AucDifference::paired([
        (0.9, 0.4, true),
        (0.8, 0.9, true),
        (0.6, 0.7, false),
        (0.4, 0.3, false),
    ]);
    let difference = difference.unwrap();
    shown(difference, "0.250 (AUC 1.000 against 0.750)");
    assert_eq!(format!("{difference:.1}"), "0.2 (AUC 1.0 against 0.8)");
}

#[test]
fn probabilities() {
    let items = [(0.9, true), (0.2, false), (0.6, true), (0.3, false)];
    shown(Brier::try_from_iter(items).unwrap(), "0.0750");
    shown(Brier::default(), "–");
    shown(LogLoss::try_from_iter(items).unwrap(), "0.2990");
    shown(LogLoss::try_from_iter([(0.0, true)]).unwrap(), "–");
    shown(
        PlattScaling::new(-0.25, -1.5).unwrap(),
        "logit = -0.250 - 1.500·score",
    );
    let forecasts = Forecasts::try_from_iter(items).unwrap();
    let calibration = forecasts
        .calibration(CalibrationBins::EqualWidth(2))
        .unwrap();
    shown(
        calibration.bins()[0],
        "20.0% to 30.0%: 25.0% forecast, 0.0% of 2 left",
    );
    shown(
        calibration.brier().unwrap(),
        "0.0750 (reliability 0.0625, resolution 0.2500, uncertainty 0.2500, within bins 0.0125)",
    );
}

#[test]
fn decisions() {
    let report = Confusion::new(8, 3, 3, 18).classification_report();
    shown(
        report.churned,
        "precision 0.73, recall 0.73, F1 0.73, support 11",
    );
    let offer = RetentionOffer::new(200.0, Proportion::new(0.3).unwrap(), 5.0).unwrap();
    shown(
        offer,
        "lifetime value 200.00, save rate 30.0%, contact cost 5.00, incentive 0.00",
    );
}

#[test]
fn terms() {
    let rows = [([1.0], false), ([2.0], true), ([3.0], false), ([4.0], true)];
    let fit = LogisticChurn::fitter()
        .features(["months"])
        .fit(rows)
        .unwrap();
    let term = fit.term("months").unwrap();
    assert_eq!(
        term.to_string(),
        format!(
            "months {:.4} (± {:.4}), p = {:.4}",
            term.estimate(),
            term.standard_error(),
            term.p_value().unwrap()
        )
    );
    let r2 = fit.pseudo_r2().unwrap();
    assert!(
        r2.to_string()
            .starts_with(&format!("McFadden {:.3}, adjusted", r2.mcfadden)),
        "{r2}"
    );
    let ridge = LogisticChurn::fitter().ridge(1.0).fit(rows).unwrap();
    assert!(ridge.terms()[1].to_string().ends_with(')'));
}
