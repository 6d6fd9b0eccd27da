//! How good a score is: ranking, decisions, calibration, money.
