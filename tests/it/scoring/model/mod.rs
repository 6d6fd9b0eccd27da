//! Scoring, explaining, encoding.

mod bad_input;
mod design;
mod design_bad_input;
#[cfg(feature = "serde")]
mod design_saved;
mod laws;
mod reference;
#[cfg(feature = "serde")]
mod saved;

use tenure::scoring::LogisticChurn;

fn model() -> LogisticChurn {
    LogisticChurn::new(0.4, [("tenure", -0.05), ("tickets", 0.3), ("age", 0.01)])
        .unwrap()
        .with_means([32.0, 1.5, 44.0])
        .unwrap()
}
