//! Splits and folds.
