//! Converting between standardised features and raw ones.

use ndarray::Array2;

use super::sums::{Facts, Standard};
use crate::numeric::cholesky::Symmetric;

/// Below this share of the mean a standard deviation is rounding, and the column a constant.
const CONSTANT: f64 = 1e-11;

impl Facts {
    /// For each feature, whether it is constant and therefore redundant beside the intercept.
    pub(super) fn constant(&self) -> impl Iterator<Item = bool> {
        let facts = self.means.iter().zip(&self.deviations).zip(&self.ranges);
        facts.map(|((mean, deviation), [[a, b], [c, d]])| {
            a.min(*c) >= b.max(*d) || *deviation <= CONSTANT * mean.abs()
        })
    }

    /// The largest size of each standardised feature.
    pub(super) fn reach(&self) -> Vec<f64> {
        let facts = self.means.iter().zip(&self.deviations).zip(&self.ranges);
        facts
            .map(|((mean, deviation), [[a, b], [c, d]])| {
                (b.max(*d) - mean).max(mean - a.min(*c)) / deviation
            })
            .collect()
    }
}

impl Standard {
    /// By mean and standard deviation; a constant column is only centred.
    pub(super) fn new(facts: &Facts) -> Self {
        let scale = |(&deviation, constant): (&f64, bool)| if constant { 1.0 } else { deviation };
        Self {
            centres: facts.means.as_slice().into(),
            scales: facts
                .deviations
                .iter()
                .zip(facts.constant())
                .map(scale)
                .collect(),
        }
    }

    /// m/s of each feature.
    pub(super) fn offsets(&self) -> impl Iterator<Item = f64> {
        self.centres.iter().zip(&*self.scales).map(|(m, s)| m / s)
    }

    /// Coefficients of the raw features, the intercept first.
    pub(super) fn raw(&self, coefficients: &[f64]) -> Vec<f64> {
        let Some((intercept, slopes)) = coefficients.split_first() else {
            return Vec::new();
        };
        let shift: f64 = slopes.iter().zip(self.offsets()).map(|(b, u)| b * u).sum();
        core::iter::once(intercept - shift)
            .chain(slopes.iter().zip(&*self.scales).map(|(b, s)| b / s))
            .collect()
    }

    /// The covariance of the raw coefficients.
    pub(super) fn raw_covariance(&self, covariance: &Symmetric) -> Array2<f64> {
        let order = covariance.order();
        // Row j of T turns standardised coefficients into the j-th raw one.
        let offsets: Vec<f64> = core::iter::once(-1.0).chain(self.offsets()).collect();
        let scales: Vec<f64> = core::iter::once(1.0)
            .chain(self.scales.iter().copied())
            .collect();
        // Column j of C·Tᵀ for the intercept: −C·u with u₀ = −1.
        let first: Vec<f64> = covariance.times(&offsets).iter().map(|x| -x).collect();
        let dot = |a: &[f64]| -> f64 { -a.iter().zip(&offsets).map(|(a, u)| a * u).sum::<f64>() };
        Array2::from_shape_fn((order, order), |(i, j)| {
            let (low, high) = (i.min(j), i.max(j));
            let scale = |k: usize| scales.get(k).copied().unwrap_or(1.0);
            if high == 0 {
                dot(&first)
            } else if low == 0 {
                first.get(high).copied().unwrap_or(0.0) / scale(high)
            } else {
                covariance.at(low, high) / scale(low) / scale(high)
            }
        })
    }
}
