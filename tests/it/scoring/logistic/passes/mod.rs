//! Passes over customers and summaries of their features.

mod bad_input;
mod bits;
mod laws;
mod summary;

use ndarray::Array2;

/// Numbers between −1 and 1, the same every time (Knuth's MMIX generator).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// Customers, labels and weights: some of weight 0.
pub(crate) fn customers(rows: usize, width: usize) -> (Array2<f64>, Vec<bool>, Vec<f64>) {
    let mut n = Numbers((rows * 1000 + width) as u64);
    let features = Array2::from_shape_simple_fn((rows, width), || 3.0 * n.next());
    let churned = (0..rows).map(|_| n.next() > 0.3).collect();
    let weights = (0..rows).map(|_| (n.next() + 0.8).max(0.0)).collect();
    (features, churned, weights)
}
