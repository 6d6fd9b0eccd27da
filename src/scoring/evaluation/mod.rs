//! How good a score is: ranking, decisions, calibration, money.

mod ranking;

pub use ranking::{
    AucDifference, AucInterval, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup,
    Scored, Selection,
};
