//! [`Frame`].

use super::super::{NewtonPoint, Task};
use super::tile::{LANES, Lane};
use crate::scoring::data::labelled::default_name;
use crate::{Error, Result};

/// A [`NewtonPoint`], laid out for the loops: columns in panels of eight.
///
/// The columns are the features in their order, then the intercept, then one place for the residuals, then zeros.
#[derive(Debug)]
pub(in crate::scoring::logistic) struct Frame {
    /// How many features.
    pub(super) width: usize,
    /// How many panels.
    pub(super) panels: usize,
    pub(super) centres: Vec<Lane>,
    pub(super) inverse_scales: Vec<Lane>,
    pub(super) coefficients: Vec<Lane>,
    pub(super) class_weights: [f64; 2],
    pub(super) extra: Extra,
    /// Where in the sums over panels the gradient, intercept first, and the packed Gram matrix stand.
    pub(super) gradient: Vec<usize>,
    pub(super) gram: Vec<usize>,
}

/// What a pass sums beside the log-likelihood, laid out likewise.
#[derive(Debug)]
pub(super) enum Extra {
    Newton,
    Margins(Vec<Lane>),
    /// For every eight rows of the inverse factor, a lane per column.
    Leverages(Vec<Vec<Lane>>),
    Squares,
}

impl Frame {
    pub(in crate::scoring::logistic) fn new(point: &NewtonPoint) -> Result<Self> {
        let width = point.centres.len();
        let order = width.saturating_add(1);
        let panels = width.saturating_add(2).div_ceil(LANES);
        let same = |what, right| -> Result<()> {
            if order == right {
                return Ok(());
            }
            Err(Error::LengthMismatch {
                what,
                left: order,
                right,
            })
        };
        same("centres and scales", point.scales.len().saturating_add(1))?;
        same("features and coefficients", point.coefficients.len())?;
        let mut inverse_scales = Vec::new();
        for (place, scale) in point.scales.iter().enumerate() {
            let inverse = 1.0 / scale;
            if !(inverse.is_finite() && inverse > 0.0) {
                let error = Error::bad_number("scale", "at least 1e-308", *scale);
                return Err(error.of_feature(&default_name(place)));
            }
            inverse_scales.push(inverse);
        }
        inverse_scales.push(1.0);
        for &weight in &point.class_weights {
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(Error::bad_number("class weight", "at least 0", weight));
            }
        }
        let extra = match &point.task {
            Task::Newton => Extra::Newton,
            Task::Squares => Extra::Squares,
            Task::Margins(direction) => {
                same("features and directions", direction.len())?;
                Extra::Margins(padded(panels, intercept_last(direction)))
            }
            Task::Leverages(inverse) => {
                let entries = order.saturating_mul(order.saturating_add(1)) / 2;
                if inverse.len() != entries {
                    return Err(Error::LengthMismatch {
                        what: "the entries of a triangle and of the inverse factor",
                        left: entries,
                        right: inverse.len(),
                    });
                }
                Extra::Leverages(lanes_of_rows(inverse, order, panels))
            }
        };
        let place = |i: usize, j: usize| place(panels, i.min(j), i.max(j));
        // The columns in the order of the answer: the intercept first.
        let columns = || core::iter::once(width).chain(0..width);
        Ok(Self {
            width,
            panels,
            centres: padded(panels, point.centres.iter().copied()),
            inverse_scales: padded(panels, inverse_scales.into_iter()),
            coefficients: padded(panels, intercept_last(&point.coefficients)),
            class_weights: point.class_weights,
            extra,
            gradient: columns().map(|i| place(i, order)).collect(),
            gram: columns()
                .enumerate()
                .flat_map(|(start, i)| columns().skip(start).map(move |j| place(i, j)))
                .collect(),
        })
    }
}

/// Values in panels of eight, filled up with zeros.
fn padded(panels: usize, values: impl Iterator<Item = f64>) -> Vec<Lane> {
    let mut lanes = vec![[0.0; LANES]; panels];
    for (slot, value) in lanes.as_flattened_mut().iter_mut().zip(values) {
        *slot = value;
    }
    lanes
}

/// The first value is the intercept's: it goes behind the others.
fn intercept_last(values: &[f64]) -> impl Iterator<Item = f64> {
    let features = values.iter().skip(1);
    features.chain(values.first()).copied()
}

/// The index of the sum of column i times column j ≥ i in the panels' sums, laid out flat.
fn place(panels: usize, i: usize, j: usize) -> usize {
    let (a, b) = (i / LANES, j / LANES);
    // The panels before a, each with those from itself on; then those from a up to b.
    let before = (0..a).fold(0_usize, |sum, row| {
        sum.saturating_add(panels.saturating_sub(row))
    });
    let pair = before.saturating_add(b.saturating_sub(a));
    pair.saturating_mul(const { LANES * LANES })
        .saturating_add((i % LANES).saturating_mul(LANES))
        .saturating_add(j % LANES)
}

/// Eight rows of the packed lower triangle at a time: per column the entries of these eight rows.
fn lanes_of_rows(packed: &[f64], order: usize, panels: usize) -> Vec<Vec<Lane>> {
    let mut groups = vec![vec![[0.0; LANES]; panels.saturating_mul(LANES)]; order.div_ceil(LANES)];
    let mut rest = packed.iter();
    for row in 0..order {
        let Some(columns) = groups.get_mut(row / LANES) else {
            break;
        };
        for (column, &value) in rest.by_ref().take(row.saturating_add(1)).enumerate() {
            let column = column.checked_sub(1).unwrap_or(order.saturating_sub(1));
            if let Some(slot) = columns
                .get_mut(column)
                .and_then(|lane| lane.get_mut(row % LANES))
            {
                *slot = value;
            }
        }
    }
    groups
}
