//! Scoring, explaining, encoding.
