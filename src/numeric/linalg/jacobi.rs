//! Eigenvalues of small symmetric matrices, by Jacobi's rotations.
//!
//! Ours because a few rows need no LAPACK, and other methods lose the small eigenvalues.
//!
//! For the handful of parameters of a model: every eigenvalue of a positive matrix keeps its digits
//! however far apart they are (Demmel & Veselić 1992), which is what tells a flat direction from a
//! steep one.

use crate::numeric::math;

/// Entry (i, j).
pub(crate) fn at<const P: usize>(matrix: &[[f64; P]; P], i: usize, j: usize) -> f64 {
    matrix
        .get(i)
        .and_then(|row| row.get(j))
        .copied()
        .unwrap_or(0.0)
}

/// The eigenvalues of a symmetric matrix, in no order, and to each its unit vector.
pub(crate) fn eigen<const P: usize>(matrix: &[[f64; P]; P]) -> [(f64, [f64; P]); P] {
    // More than enough: convergence is quadratic.
    const SWEEPS: usize = 60;
    let mut left = *matrix;
    // Row k is the vector of what will be left(k, k).
    let mut vectors: [[f64; P]; P] =
        core::array::from_fn(|i| core::array::from_fn(|j| f64::from(u8::from(i == j))));
    for _ in 0..SWEEPS {
        let mut turned = false;
        for i in 0..P {
            for j in i.saturating_add(1)..P {
                let (a, b, c) = (at(&left, i, i), at(&left, j, j), at(&left, i, j));
                if c.abs() <= 1e-18 * math::sqrt((a * b).abs()) || c == 0.0 || !c.is_finite() {
                    continue;
                }
                turned = true;
                let half = (b - a) / (2.0 * c);
                let root = math::sqrt(half * half + 1.0);
                let tangent = if half < 0.0 {
                    -1.0 / (root - half)
                } else {
                    1.0 / (root + half)
                };
                let cosine = 1.0 / math::sqrt(tangent * tangent + 1.0);
                let sine = tangent * cosine;
                // Columns, then rows; then the vectors.
                for row in &mut left {
                    turn_pair(row, i, j, cosine, sine);
                }
                turn_rows(&mut left, i, j, cosine, sine);
                turn_rows(&mut vectors, i, j, cosine, sine);
                for (i, j) in [(i, j), (j, i)] {
                    if let Some(entry) = left.get_mut(i).and_then(|row| row.get_mut(j)) {
                        *entry = 0.0;
                    }
                }
            }
        }
        if !turned {
            break;
        }
    }
    core::array::from_fn(|k| {
        let vector = vectors.get(k).copied().unwrap_or([0.0; P]);
        (at(&left, k, k), vector)
    })
}

fn turn_pair<const P: usize>(row: &mut [f64; P], i: usize, j: usize, cosine: f64, sine: f64) {
    if let Ok([a, b]) = row.get_disjoint_mut([i, j]) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

fn turn_rows<const P: usize>(rows: &mut [[f64; P]; P], i: usize, j: usize, cosine: f64, sine: f64) {
    if let Ok([first, second]) = rows.get_disjoint_mut([i, j]) {
        for (a, b) in first.iter_mut().zip(second) {
            (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "equal bits are the point")]

    use super::*;

    #[test]
    fn vectors_are_turned_into_themselves() {
        let hilbert: [[f64; 4]; 4] = core::array::from_fn(|i| {
            core::array::from_fn(|j| 1.0 / f64::from(u32::try_from(i + j + 1).unwrap()))
        });
        for (value, vector) in eigen(&hilbert) {
            let length: f64 = vector.iter().map(|v| v * v).sum();
            assert!((length - 1.0).abs() < 1e-14);
            for (row, v) in hilbert.iter().zip(vector) {
                let image: f64 = row.iter().zip(vector).map(|(a, b)| a * b).sum();
                assert!((image - value * v).abs() < 1e-15);
            }
        }
        let mut values = eigen(&hilbert).map(|(value, _)| value);
        values.sort_by(f64::total_cmp);
        // Hilbert's matrix of order 4; its entries are rounded, which the small one feels 15 000-fold.
        assert!((values[0] / 9.670_230_402_258_689e-5 - 1.0).abs() < 1e-11);
        assert!((values[3] / 1.500_214_280_059_243 - 1.0).abs() < 1e-15);
    }

    #[test]
    fn signs_zeros_and_one_dimension_are_nothing_special() {
        assert_eq!(eigen(&[[-3.0]]), [(-3.0, [1.0])]);
        assert_eq!(eigen(&[[0.0; 2]; 2]).map(|(value, _)| value), [0.0; 2]);
        let mut values = eigen(&[[0.0, 2.0], [2.0, 0.0]]).map(|(value, _)| value);
        values.sort_by(f64::total_cmp);
        assert!((values[0] + 2.0).abs() < 1e-15 && (values[1] - 2.0).abs() < 1e-15);
        // Ten orders apart, and both to the last digits: 1 and 1e-20 by construction (3e-10 off the diagonal).
        let graded = eigen(&[[1.0, 3e-11], [3e-11, 1e-20]]).map(|(value, _)| value);
        let small = graded.iter().copied().fold(1.0, f64::min);
        assert!((small / (1e-20 - 9e-22) - 1.0).abs() < 1e-12, "{small:e}");
    }
}
