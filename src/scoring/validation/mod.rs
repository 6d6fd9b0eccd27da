//! Honest validation: splits and folds.
