//! How good the score is on the customers it is judged on.

use tenure::scoring::evaluation::{
    Calibration, CalibrationBins, Confusion, CoxCalibration, Forecast, Forecasts, LogLoss,
    QuantileTable, Ranking,
};
use tenure::units::Proportion;

use crate::model::Score;

pub(crate) struct Evaluation {
    /// Whether the fit has not seen them.
    pub(crate) on: &'static str,
    pub(crate) ranking: Ranking,
    pub(crate) forecasts: Forecasts,
    pub(crate) log_loss: LogLoss,
    pub(crate) confusion: Confusion,
    pub(crate) threshold: Proportion,
    pub(crate) deciles: Option<QuantileTable>,
    pub(crate) calibration: Calibration,
    /// The calibration error by the usual definition, ten bins of equal width.
    pub(crate) ece: Option<f64>,
    /// `None` where it cannot be fitted.
    pub(crate) cox: Option<CoxCalibration>,
}

impl Evaluation {
    pub(crate) fn of(
        on: &'static str,
        scores: &[(Score, bool)],
        threshold: Proportion,
    ) -> tenure::Result<Self> {
        let probabilities = || {
            scores
                .iter()
                .map(|(score, left)| (score.probability, *left))
        };
        let ranking: Ranking = Ranking::try_from_iter(probabilities())?;
        let forecasts: Forecasts = probabilities()
            .map(|(probability, left)| Forecast::new(probability, left))
            .collect();
        let log_odds = scores.iter().map(|(score, left)| (score.log_odds, *left));
        Ok(Self {
            on,
            log_loss: LogLoss::try_from_logits(log_odds)?,
            confusion: forecasts.confusion(threshold),
            threshold,
            deciles: ranking.deciles(),
            calibration: forecasts.calibration(CalibrationBins::Quantiles(10))?,
            ece: forecasts
                .calibration(CalibrationBins::EqualWidth(10))?
                .expected_error(),
            cox: forecasts.cox_calibration().ok(),
            ranking,
            forecasts,
        })
    }
}
