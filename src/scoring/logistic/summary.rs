//! [`FeatureSummary`].

use crate::scoring::LabelledView;
use crate::{Error, Result};

/// What is known of each feature before any fit: counts by class, mean, standard deviation and range.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureSummary {
    pub(crate) rows: u64,
    /// Σ weights of those who stayed, of those who churned.
    pub(crate) class_weight: [f64; 2],
    pub(crate) means: Vec<f64>,
    /// Population standard deviations (divided by the sum of weights).
    pub(crate) deviations: Vec<f64>,
    /// Least and greatest of each feature, of those who stayed and of those who churned.
    pub(crate) ranges: Vec<[[f64; 2]; 2]>,
}

impl FeatureSummary {
    /// Of customers in a matrix.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that has a feature which is not finite.
    pub fn try_from_view(view: LabelledView<'_>) -> Result<Self> {
        let width = view.width();
        let mut all = Self {
            rows: view.len() as u64,
            means: vec![0.0; width],
            deviations: vec![0.0; width],
            ranges: vec![[[f64::INFINITY, f64::NEG_INFINITY]; 2]; width],
            ..Self::default()
        };
        let weight = |row: usize| {
            view.weights()
                .and_then(|w| w.get(row))
                .copied()
                .unwrap_or(1.0)
        };
        for (index, (row, &churned)) in view
            .features()
            .rows()
            .into_iter()
            .zip(view.churned())
            .enumerate()
        {
            let class = usize::from(churned);
            if let Some(total) = all.class_weight.get_mut(class) {
                *total += weight(index);
            }
            for ((mean, range), &x) in all.means.iter_mut().zip(&mut all.ranges).zip(row) {
                if !x.is_finite() {
                    return Err(Error::NotFinite {
                        what: "feature",
                        value: x,
                    }
                    .at(index));
                }
                *mean += weight(index) * x;
                if let Some([low, high]) = range.get_mut(class) {
                    *low = low.min(x);
                    *high = high.max(x);
                }
            }
        }
        let total: f64 = all.class_weight.iter().sum();
        all.means.iter_mut().for_each(|mean| *mean /= total);
        for (index, row) in view.features().rows().into_iter().enumerate() {
            for ((sd, mean), &x) in all.deviations.iter_mut().zip(&all.means).zip(row) {
                *sd += weight(index) * (x - mean) * (x - mean);
            }
        }
        for sd in &mut all.deviations {
            *sd = (*sd / total).sqrt();
        }
        Ok(all)
    }
}
