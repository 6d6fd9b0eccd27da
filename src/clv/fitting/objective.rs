//! [`Objective`] and [`Taylor`].

/// A log-likelihood with its gradient and Hessian, by the model's own parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Taylor<const P: usize> {
    pub(crate) value: f64,
    pub(crate) gradient: [f64; P],
    /// Symmetric, both halves filled.
    pub(crate) hessian: [[f64; P]; P],
}

impl<const P: usize> Taylor<P> {
    pub(crate) const ZERO: Self = Self {
        value: 0.0,
        gradient: [0.0; P],
        hessian: [[0.0; P]; P],
    };

    /// Every number of it.
    pub(crate) fn entries_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        core::iter::once(&mut self.value)
            .chain(&mut self.gradient)
            .chain(self.hessian.iter_mut().flatten())
    }

    /// Every number of it, in the same order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = f64> + '_ {
        core::iter::once(self.value)
            .chain(self.gradient)
            .chain(self.hessian.iter().flatten().copied())
    }

    /// Adds `weight` times another.
    pub(crate) fn add(&mut self, other: &Self, weight: f64) {
        for (sum, entry) in self.entries_mut().zip(other.entries()) {
            *sum += weight * entry;
        }
    }
}

impl<const P: usize> From<crate::numeric::jet::Jet<P>> for Taylor<P> {
    fn from(jet: crate::numeric::jet::Jet<P>) -> Self {
        Self {
            value: jet.value,
            gradient: jet.gradient,
            hessian: jet.hessian,
        }
    }
}

/// A log-likelihood that is a sum over data, cut into blocks that do not depend on how it is computed:
/// the search sums them exactly, so neither threads nor shards change a bit of the fit.
pub(crate) trait Objective<const P: usize>: Sync {
    /// What is the same for all data at given parameters: tables, logarithms.
    type Point: Sync;

    fn point(&self, parameters: &[f64; P]) -> Self::Point;

    /// How many blocks there are; of about a thousand rows each.
    fn blocks(&self) -> usize;

    /// One block's part, each row times the number of its customers.
    fn block(&self, index: usize, point: &Self::Point) -> Taylor<P>;
}
