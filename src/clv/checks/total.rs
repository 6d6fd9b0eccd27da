//! [`Total`].

use crate::numeric::superacc::ProductAcc;

/// An exact weighted total, independent of the order of its terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Total(ProductAcc);

impl Total {
    /// Adds a finite value that many times.
    pub(super) fn add(&mut self, value: f64, times: u64) {
        let _was_finite = self.0.add_product(value, times as f64);
    }

    /// The total, rounded once; `f64::MAX` when it is larger.
    pub(super) fn value(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::MAX)
    }
}
