//! Decisions, calibration, money.
