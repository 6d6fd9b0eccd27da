//! Operations on vectors and matrices that the search uses.

use crate::numeric::cholesky::{Cholesky, Symmetric};

/// Pivots at or below this are rounding.
const NO_PIVOT: f64 = 1e-14;
/// The relative increase of the diagonal then.
const LIFT: f64 = 1e-10;

/// Factors a Hessian. If it has lost its rank, as when fitted probabilities reach 0 and 1, its diagonal is
/// raised, so that there is still a step uphill.
pub(super) fn factored(mut hessian: Symmetric) -> Cholesky {
    let factor = Cholesky::new(&hessian, NO_PIVOT);
    if factor.aliased().is_empty() {
        return factor;
    }
    for i in 0..hessian.order() {
        let diagonal = hessian.at(i, i);
        hessian.set(i, i, diagonal * (1.0 + LIFT) + f64::MIN_POSITIVE);
    }
    Cholesky::new(&hessian, 0.0)
}

/// x + t·s.
pub(super) fn along(start: &[f64], step: &[f64], length: f64) -> Vec<f64> {
    let moved = start.iter().zip(step).map(|(x, s)| x + length * s);
    moved.collect()
}

/// gᵀs − ½·sᵀHs.
pub(super) fn along_quadratic(slope: &[f64], hessian: &Symmetric, step: &[f64]) -> f64 {
    let bent = hessian.times(step);
    let terms = slope.iter().zip(&bent).zip(step);
    terms.map(|((g, h), s)| (g - 0.5 * h) * s).sum()
}

/// The entries of `kept` at their places, 0 elsewhere.
pub(super) fn widened(values: &[f64], kept: &[usize], order: usize) -> Vec<f64> {
    let mut all = vec![0.0; order];
    for (value, &place) in values.iter().zip(kept) {
        if let Some(entry) = all.get_mut(place) {
            *entry = *value;
        }
    }
    all
}

/// A matrix with the entries of `kept` at their places, 0 elsewhere.
pub(super) fn widened_matrix(matrix: &Symmetric, kept: &[usize], order: usize) -> Symmetric {
    let mut all = Symmetric::zero(order);
    for (a, &i) in kept.iter().enumerate() {
        for (b, &j) in kept.iter().enumerate().take(a.saturating_add(1)) {
            all.set(i, j, matrix.at(a, b));
        }
    }
    all
}

/// Packed rows of a lower triangle with the entries of `kept` at their places, 0 elsewhere; the places
/// ascend.
pub(super) fn widened_rows(packed: &[f64], kept: &[usize], order: usize) -> Vec<f64> {
    let mut rows = packed;
    let mut all = Vec::with_capacity(order.saturating_mul(order.saturating_add(1)) / 2);
    let mut next = 0_usize;
    for i in 0..order {
        let length = i.saturating_add(1);
        if kept.get(next) == Some(&i) {
            next = next.saturating_add(1);
            let (row, rest) = rows.split_at(next.min(rows.len()));
            rows = rest;
            all.extend(widened(row, kept, length));
        } else {
            all.resize(all.len().saturating_add(length), 0.0);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_zero() {
        assert_eq!(widened(&[1.0, 2.0], &[0, 2], 4), [1.0, 0.0, 2.0, 0.0]);
        let packed = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let all = [
            1.0, // row 0
            0.0, 0.0, // left out
            2.0, 0.0, 3.0, 4.0, 0.0, 5.0, 6.0,
        ];
        assert_eq!(widened_rows(&packed, &[0, 2, 3], 4), all);
    }
}
