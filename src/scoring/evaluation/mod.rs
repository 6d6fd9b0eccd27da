//! How good a score is: ranking, decisions, calibration, money.
//!
//! Four questions, in this order, and a good answer to one says nothing about the next. All of them
//! take pairs of a score and whether the customer churned, from any model; ask them of customers the
//! model was not fitted to.
//!
//! | question | type |
//! |---|---|
//! | does it put those who leave first? | [`Ranking`]: AUC, lift, deciles |
//! | can the probabilities be believed? | [`Forecasts`] → [`Calibration`], [`CoxCalibration`]; [`Brier`] and [`LogLoss`] for both at once |
//! | ... and if they cannot? | [`PlattScaling`] for few customers, [`IsotonicCalibration`] for many |
//! | what does flagging from this score on catch? | [`Confusion`] → [`ClassificationReport`] |
//! | where to draw the line, whom to spend on? | [`RetentionOffer`], [`ProfitCurve`] |
//! | which of two models is worth more? | [`ExpectedMaximumProfit`] |

mod ranking;

pub use ranking::{
    AucDifference, AucInterval, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup,
    Scored, Selection,
};
mod brier;
mod calibration;
mod calibration_bins;
mod classification_report;
mod confusion;
mod cox_calibration;
mod expected_maximum_profit;
mod forecast;
mod forecasts;
mod hosmer_lemeshow;
mod isotonic_calibration;
mod line;
mod log_loss;
mod payoffs;
mod platt_scaling;
mod profit_curve;
mod ranking;
mod retention_campaign;
mod retention_offer;
mod shown;
mod threshold_choice;
mod ties;

pub use brier::Brier;
pub use calibration::{BrierDecomposition, Calibration, CalibrationBin};
pub use calibration_bins::CalibrationBins;
pub use classification_report::{ClassReport, ClassificationReport};
pub use confusion::Confusion;
pub use cox_calibration::CoxCalibration;
pub use expected_maximum_profit::ExpectedMaximumProfit;
pub use forecast::Forecast;
pub use forecasts::Forecasts;
pub use hosmer_lemeshow::HosmerLemeshow;
pub use isotonic_calibration::IsotonicCalibration;
pub use log_loss::LogLoss;
pub use payoffs::Payoffs;
pub use platt_scaling::PlattScaling;
pub use profit_curve::ProfitCurve;
pub use retention_campaign::RetentionCampaign;
pub use retention_offer::RetentionOffer;
pub use threshold_choice::ThresholdChoice;

/// Rows of text as a table: the first column to the left, the others to the right, as wide as need be.
fn write_table<const N: usize>(
    f: &mut core::fmt::Formatter<'_>,
    rows: &[[String; N]],
) -> core::fmt::Result {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            f.write_str("\n")?;
        }
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            if column == 0 {
                write!(f, "{cell:<width$}")?;
            } else {
                write!(f, "  {cell:>width$}")?;
            }
        }
    }
    Ok(())
}

/// As many as there are outcomes, as far as anybody can count.
#[cfg(feature = "serde")]
fn same_count(counted: u128, outcomes: crate::stats::Binomial) -> bool {
    let ceiling = crate::numeric::count::Count::CEILING.get();
    counted.min(ceiling) == outcomes.trials().min(ceiling)
}

/// A number that is never shown as `-0.00`.
fn signless(value: f64, places: usize) -> String {
    let shown = format!("{value:.places$}");
    let zero = shown.chars().all(|c| matches!(c, '-' | '0' | '.'));
    match shown.strip_prefix('-') {
        Some(rest) if zero => rest.to_string(),
        _ => shown,
    }
}
pub use ranking::{
    AucDifference, AucInterval, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup,
    Scored, Selection,
};
pub use retention_campaign::RetentionCampaign;
pub use retention_offer::RetentionOffer;
pub use threshold_choice::ThresholdChoice;
