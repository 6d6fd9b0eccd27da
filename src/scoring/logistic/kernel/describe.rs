//! The sums of one block of customers that a [`FeatureSummary`](super::super::FeatureSummary) keeps.
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

use fearless_simd::{Level, Simd, dispatch};

use super::tile::{LANES, Lane, add, add_product, centred, widen};
use super::{by_column, read_ahead, tail};
use crate::scoring::LabelledView;
use crate::scoring::logistic::BLOCK;

/// Of eight features in one block of rows: sums about a centre c in their midst, each row after the other.
#[derive(Debug, Clone, Copy)]
pub(in crate::scoring::logistic) struct Described {
    /// c: the weighted mean, or next to it. Exactly the value of a feature that has only one.
    pub(in crate::scoring::logistic) centres: Lane,
    /// Σ w(x − c): what c is off the mean by.
    pub(in crate::scoring::logistic) offsets: Lane,
    /// Σ w(x − c)².
    pub(in crate::scoring::logistic) squares: Lane,
    /// Least and greatest of those who stayed and of those who churned; infinite of nobody.
    pub(in crate::scoring::logistic) ranges: [[Lane; 2]; 2],
}

/// The buffers of one thread.
#[derive(Debug)]
pub(in crate::scoring::logistic) struct Describer {
    level: Level,
    rows: Vec<Lane>,
    weights: Vec<f64>,
    /// For each class 0 where a row is of it and an infinity where it is not.
    outside: [Vec<f64>; 2],
    pub(in crate::scoring::logistic) panels: Vec<Described>,
}

impl Default for Describer {
    fn default() -> Self {
        Self {
            level: Level::new(),
            rows: vec![[0.0; LANES]; BLOCK],
            weights: Vec::new(),
            outside: [Vec::new(), Vec::new()],
            panels: Vec::new(),
        }
    }
}

impl Describer {
    /// Describes a block of rows whose weights add up to `weight`.
    pub(in crate::scoring::logistic) fn describe(&mut self, block: LabelledView<'_>, weight: f64) {
        self.weights.clear();
        match block.weights() {
            Some(weights) => self.weights.extend(weights),
            None => self.weights.resize(block.len(), 1.0),
        }
        for (class, outside) in [false, true].into_iter().zip(&mut self.outside) {
            outside.clear();
            let rows = block.churned().iter().zip(&self.weights);
            outside.extend(rows.map(|(&churned, &weight)| {
                if churned == class && weight > 0.0 {
                    0.0
                } else {
                    f64::INFINITY
                }
            }));
        }
        self.panels.clear();
        dispatch!(self.level, simd => self.sweep(simd, &block, weight));
    }

    #[inline(always)]
    fn sweep<S: Simd>(&mut self, simd: S, block: &LabelledView<'_>, weight: f64) {
        let (features, width) = (block.features(), block.width());
        let contiguous = features.as_slice();
        let _all_finite = core::hint::black_box(contiguous.is_none_or(read_ahead));
        let first = self.weights.iter().position(|&weight| weight > 0.0);
        for start in (0..width).step_by(LANES) {
            let rows = self.rows.get_mut(..block.len()).unwrap_or_default();
            if let Some(flat) = contiguous {
                for (slot, row) in rows.iter_mut().zip(flat.chunks_exact(width)) {
                    let rest = row.get(start..).unwrap_or_default();
                    *slot = match rest.first_chunk() {
                        Some(x) => *x,
                        None => tail(rest, false),
                    };
                }
            } else {
                by_column(&features, start, rows);
            }
            let anchor = first.and_then(|first| rows.get(first));
            let anchor = anchor.copied().unwrap_or([0.0; LANES]);
            self.panels.push(described(
                simd,
                rows,
                &self.weights,
                &self.outside,
                anchor,
                weight,
            ));
        }
    }
}

#[inline(always)]
fn described<S: Simd>(
    simd: S,
    rows: &[Lane],
    weights: &[f64],
    [stayed, churned]: &[Vec<f64>; 2],
    anchor: Lane,
    weight: f64,
) -> Described {
    let nothing = [[f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]];
    let mut ranges = [nothing; 2];
    let mut offsets = [0.0; LANES];
    let outside = stayed.iter().zip(churned);
    for ((x, &weight), (&stayed, &churned)) in rows.iter().zip(weights).zip(outside) {
        let [of_stayed, of_churned] = &mut ranges;
        let (_, weighted) = centred(simd, x, &anchor, weight);
        add(simd, &mut offsets, &weighted);
        widen(simd, of_stayed, x, stayed);
        widen(simd, of_churned, x, churned);
    }
    let mut centres = anchor;
    for (centre, offset) in centres.iter_mut().zip(offsets) {
        *centre += offset / weight;
    }
    let mut offsets = [0.0; LANES];
    let mut squares = [0.0; LANES];
    for (x, &weight) in rows.iter().zip(weights) {
        let (from_centre, weighted) = centred(simd, x, &centres, weight);
        add(simd, &mut offsets, &weighted);
        add_product(simd, &mut squares, &weighted, &from_centre);
    }
    Described {
        centres,
        offsets,
        squares,
        ranges,
    }
}
