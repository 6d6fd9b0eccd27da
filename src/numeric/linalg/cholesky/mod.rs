//! Symmetric matrices and their Cholesky factors, scaled so that columns of any size are alike.
//!
//! Our own, because what is wanted is small: orders in the tens to hundreds, the pivots reported so
//! that a dependent column can be *named*, and the same bits on every machine (plain loops in a fixed
//! order, no threads, no fused multiply-add).

use crate::numeric::math;

/// A symmetric matrix, kept as the packed rows of its lower triangle.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Symmetric {
    order: usize,
    /// Row i is `packed[i(i + 1)/2 ..][..= i]`.
    packed: Vec<f64>,
}

saved! {
    impl{} for Symmetric as plain;
    |matrix| -> matrix.packed;
    read(packed: Vec<f64>) {
        let order = (0..=packed.len()).find(|order| triangle(*order) >= packed.len());
        match order {
            Some(order) if triangle(order) == packed.len() => Ok(Self { order, packed }),
            _ => Err(crate::Error::Malformed {
                what: "number of entries of a symmetric matrix",
                expected: "that of a triangle",
            }),
        }
    }
}

/// How many entries the first `rows` rows of a packed triangle have.
const fn triangle(rows: usize) -> usize {
    rows.wrapping_mul(rows.wrapping_add(1)) / 2
}

/// Row i of packed rows.
fn row(packed: &[f64], i: usize) -> &[f64] {
    packed
        .get(triangle(i)..triangle(i.wrapping_add(1)))
        .unwrap_or(&[])
}

/// Σ aᵢ bᵢ over the shorter of the two, in four interleaved parts.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let length = a.len().min(b.len());
    let (a, b) = (
        a.get(..length).unwrap_or(&[]),
        b.get(..length).unwrap_or(&[]),
    );
    let (a, a_rest) = a.as_chunks::<4>();
    let (b, b_rest) = b.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    let [first, second, third, fourth] = lanes;
    (first + third) + (second + fourth) + rest
}

impl Symmetric {
    pub(crate) fn zero(order: usize) -> Self {
        Self {
            order,
            packed: vec![0.0; triangle(order)],
        }
    }

    /// From the upper triangle, row by row: what a Gram matrix is summed in. Missing entries are 0.
    pub(crate) fn from_upper(order: usize, upper: impl IntoIterator<Item = f64>) -> Self {
        let mut all = Self::zero(order);
        let mut upper = upper.into_iter();
        for i in 0..order {
            for j in i..order {
                all.set(i, j, upper.next().unwrap_or(0.0));
            }
        }
        all
    }

    pub(crate) const fn order(&self) -> usize {
        self.order
    }

    const fn place(i: usize, j: usize) -> usize {
        let (low, high) = if i < j { (i, j) } else { (j, i) };
        triangle(high).wrapping_add(low)
    }

    /// The entry, 0 outside.
    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        self.packed.get(Self::place(i, j)).copied().unwrap_or(0.0)
    }

    pub(crate) fn set(&mut self, i: usize, j: usize, value: f64) {
        if let Some(entry) = self.packed.get_mut(Self::place(i, j)) {
            *entry = value;
        }
    }

    /// The entries on the diagonal.
    pub(crate) fn diagonal(&self) -> impl Iterator<Item = f64> {
        (0..self.order).map(|i| self.at(i, i))
    }

    /// The rows and columns of these numbers alone.
    pub(crate) fn of(&self, kept: &[usize]) -> Self {
        let mut part = Self::zero(kept.len());
        for (a, &i) in kept.iter().enumerate() {
            for (b, &j) in kept.iter().enumerate().take(a.wrapping_add(1)) {
                part.set(a, b, self.at(i, j));
            }
        }
        part
    }

    /// A·x.
    pub(crate) fn times(&self, x: &[f64]) -> Vec<f64> {
        (0..self.order)
            .map(|i| x.iter().enumerate().map(|(j, x)| self.at(i, j) * x).sum())
            .collect()
    }

    /// A·B·A for symmetric A and B: symmetric again.
    pub(crate) fn around(&self, inner: &Self) -> Self {
        let column = |m: &Self, j: usize| (0..m.order).map(|i| m.at(i, j)).collect::<Vec<_>>();
        let columns: Vec<_> = (0..self.order).map(|j| column(self, j)).collect();
        let half: Vec<_> = columns.iter().map(|a| inner.times(a)).collect();
        let mut all = Self::zero(self.order);
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in half.iter().enumerate().take(i.wrapping_add(1)) {
                all.set(i, j, dot(a, b));
            }
        }
        all
    }

    /// xᵀ·A·x.
    #[cfg(test)]
    fn form(&self, x: &[f64]) -> f64 {
        dot(&self.times(x), x)
    }
}

/// The factor L of the equilibrated matrix, A = D·L·Lᵀ·D with D = √diag A.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cholesky {
    /// The diagonal of D; 1 where the matrix has none.
    scales: Vec<f64>,
    /// Packed rows of L; an aliased row is that of the identity.
    factor: Vec<f64>,
    /// 1 − R² of each column on the ones before it (that are not aliased themselves).
    pivots: Vec<f64>,
    floor: f64,
}

impl Cholesky {
    /// Factors a positive semi-definite matrix. A column whose pivot is not above `floor` is aliased
    /// with the ones before, and left out of everything that follows.
    pub(crate) fn new(a: &Symmetric, floor: f64) -> Self {
        let scales: Vec<f64> = a
            .diagonal()
            .map(|d| if d > 0.0 { math::sqrt(d) } else { 1.0 })
            .collect();
        let mut all = Self {
            scales,
            factor: Vec::with_capacity(a.packed.len()),
            pivots: Vec::with_capacity(a.order),
            floor,
        };
        for i in 0..a.order {
            all.push(row(&a.packed, i), i);
        }
        all
    }

    /// Adds row i of the matrix to the factor.
    fn push(&mut self, entries: &[f64], i: usize) {
        let own = self.scales.get(i).copied().unwrap_or(1.0);
        let mut new: Vec<f64> = Vec::with_capacity(entries.len());
        for (j, (entry, scale)) in entries.iter().zip(&self.scales).enumerate().take(i) {
            let before = row(&self.factor, j);
            let Some((diagonal, before)) = before.split_last() else {
                continue;
            };
            let value = (entry / scale / own - dot(&new, before)) / diagonal;
            new.push(if self.is_aliased(j) { 0.0 } else { value });
        }
        let square = entries.last().copied().unwrap_or(0.0) / own / own;
        let pivot = square - dot(&new, &new);
        self.pivots.push(pivot);
        if pivot > self.floor {
            self.factor.append(&mut new);
            self.factor.push(math::sqrt(pivot));
        } else {
            self.factor.resize(self.factor.len().wrapping_add(i), 0.0);
            self.factor.push(1.0);
        }
    }

    fn is_aliased(&self, i: usize) -> bool {
        !self.pivots.get(i).is_some_and(|pivot| *pivot > self.floor)
    }

    /// The columns that depend on the ones before, in order.
    pub(crate) fn aliased(&self) -> Vec<usize> {
        (0..self.pivots.len())
            .filter(|&i| self.is_aliased(i))
            .collect()
    }

    /// x with A·x = b.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = Vec::with_capacity(b.len());
        for (i, (b, scale)) in b.iter().zip(&self.scales).enumerate() {
            let Some((diagonal, before)) = row(&self.factor, i).split_last() else {
                continue;
            };
            x.push((b / scale - dot(before, &x)) / diagonal);
        }
        for i in (0..x.len()).rev() {
            let (head, tail) = x.split_at_mut(i);
            let (Some(own), Some((diagonal, before))) =
                (tail.first_mut(), row(&self.factor, i).split_last())
            else {
                continue;
            };
            *own /= diagonal;
            for (x, l) in head.iter_mut().zip(before) {
                *x -= l * *own;
            }
        }
        for (x, scale) in x.iter_mut().zip(&self.scales) {
            *x /= scale;
        }
        x
    }

    /// Packed rows of the lower triangle of M with M·A·Mᵀ = I.
    pub(crate) fn inverse_factor(&self) -> Vec<f64> {
        let order = self.scales.len();
        // Column by column of L⁻¹ by forward substitution, stored by rows.
        let mut inverse = vec![0.0; self.factor.len()];
        for i in 0..order {
            let Some((diagonal, before)) = row(&self.factor, i).split_last() else {
                continue;
            };
            let mut new = vec![0.0; i];
            for (k, l) in before.iter().enumerate() {
                for (sum, m) in new.iter_mut().zip(row(&inverse, k)) {
                    *sum -= l * m;
                }
            }
            for sum in &mut new {
                *sum /= diagonal;
            }
            new.push(1.0 / diagonal);
            if let Some(place) = inverse.get_mut(triangle(i)..triangle(i.wrapping_add(1))) {
                place.copy_from_slice(&new);
            }
        }
        for i in 0..order {
            if let Some(entries) = inverse.get_mut(triangle(i)..triangle(i.wrapping_add(1))) {
                for (m, scale) in entries.iter_mut().zip(&self.scales) {
                    *m /= scale;
                }
            }
        }
        inverse
    }

    /// A⁻¹ = Mᵀ·M.
    pub(crate) fn inverse(&self) -> Symmetric {
        let order = self.scales.len();
        let rows = self.inverse_factor();
        let mut all = Symmetric::zero(order);
        for k in 0..order {
            let entries = row(&rows, k);
            for (i, a) in entries.iter().enumerate() {
                let Some(place) = all.packed.get_mut(triangle(i)..triangle(i.wrapping_add(1)))
                else {
                    continue;
                };
                for (sum, b) in place.iter_mut().zip(entries) {
                    *sum += a * b;
                }
            }
        }
        all
    }

    /// ln det A, of the columns that are not aliased.
    pub(crate) fn ln_determinant(&self) -> f64 {
        let ln = self
            .pivots
            .iter()
            .zip(&self.scales)
            .enumerate()
            .filter(|(i, _)| !self.is_aliased(*i))
            .map(|(_, (pivot, scale))| 0.5 * math::ln(*pivot) + math::ln(*scale));
        2.0 * ln.sum::<f64>()
    }
}

#[cfg(test)]
mod tests;
