//! Ranking, decisions, calibration, money.

mod decisions;
mod ranking;
