//! [`Here`].

use super::{Objective, Pull, Search};
use crate::clv::fitting::Taylor;
use crate::numeric::newton::largest;
use crate::numeric::superacc::SumAcc;
use crate::numeric::{jacobi, math};

/// What is known at a point: the objective by the logarithms of the parameters.
#[derive(Debug, Clone)]
pub(super) struct Here<const P: usize> {
    /// The logarithms.
    pub(super) logs: [f64; P],
    /// Without the penalty.
    pub(super) log_likelihood: f64,
    /// With the penalty.
    pub(super) value: f64,
    pub(super) gradient: [f64; P],
    /// Minus the Hessian: its eigenvalues with their vectors.
    pub(super) information: [(f64, [f64; P]); P],
    /// What a difference of values must exceed to be one.
    pub(super) noise: f64,
}

impl<const P: usize> Here<P> {
    /// `None` where the likelihood is not a number.
    pub(super) fn at(
        logs: [f64; P],
        objective: &impl Objective<P>,
        search: &Search<'_, P>,
    ) -> Option<Self> {
        let parameters = logs.map(math::exp);
        let point = objective.point(&parameters);
        let (taylor, size) = total(objective, &point, search.parallel)?;
        let [mut gradient, mut curvature] = [[0.0; P]; 2];
        for (((g, c), slope), p) in gradient
            .iter_mut()
            .zip(&mut curvature)
            .zip(taylor.gradient)
            .zip(parameters)
        {
            *g = p * slope;
            *c = *g;
        }
        let mut value = taylor.value;
        for ((log, Pull { centre, weight }), (g, c)) in logs
            .iter()
            .zip(search.pulls)
            .zip(gradient.iter_mut().zip(&mut curvature))
        {
            let away = log - centre;
            value -= 0.5 * weight * away * away;
            *g -= weight * away;
            *c -= weight;
        }
        // d²f/dθᵢdθⱼ = pᵢ pⱼ f″ᵢⱼ + δᵢⱼ pᵢ f′ᵢ for θ = ln p.
        let mut negative = [[0.0; P]; P];
        for (i, (row, p)) in negative.iter_mut().zip(parameters).enumerate() {
            for (j, (entry, q)) in row.iter_mut().zip(parameters).enumerate() {
                let own = if i == j {
                    curvature.get(i).copied().unwrap_or(0.0)
                } else {
                    0.0
                };
                *entry = -(p * q * jacobi::at(&taylor.hessian, i, j) + own);
            }
        }
        let finite = |x: &f64| x.is_finite();
        let known = value.is_finite()
            && gradient.iter().all(finite)
            && negative.iter().flatten().all(finite);
        known.then(|| Self {
            logs,
            log_likelihood: taylor.value,
            value,
            gradient,
            information: jacobi::eigen(&negative),
            noise: 1e-13 * size.max(1e-6),
        })
    }

    /// The largest eigenvalue, by size.
    pub(super) fn largest(&self) -> f64 {
        let sizes = self.information.iter().map(|(value, _)| value.abs());
        sizes.fold(0.0, f64::max)
    }

    /// The smallest one, with its vector.
    pub(super) fn smallest(&self) -> (f64, [f64; P]) {
        let mut all = self.information;
        all.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        all.first().copied().unwrap_or((0.0, [0.0; P]))
    }

    /// The slope along a vector.
    pub(super) fn along(&self, vector: &[f64; P]) -> f64 {
        self.gradient.iter().zip(vector).map(|(g, v)| g * v).sum()
    }

    /// The largest component of the mean gradient.
    pub(super) fn mean_gradient(&self, observations: f64) -> f64 {
        largest(&self.gradient) / observations.max(f64::MIN_POSITIVE)
    }

    /// gᵀ|H|⁻¹g of another gradient, in the measure of the information here.
    pub(super) fn decrement_of(&self, other: &Self) -> f64 {
        let parts = self.information.iter().map(|(value, vector)| {
            let slope = other.along(vector);
            if slope == 0.0 {
                0.0
            } else {
                slope * slope / value.abs()
            }
        });
        parts.sum()
    }

    /// The inverse of the information, of the parameters themselves.
    pub(super) fn covariance(&self) -> [[f64; P]; P] {
        let parameters = self.logs.map(math::exp);
        let mut covariance = [[0.0; P]; P];
        for (value, vector) in &self.information {
            for (row, (v, p)) in covariance.iter_mut().zip(vector.iter().zip(parameters)) {
                for (entry, (w, q)) in row.iter_mut().zip(vector.iter().zip(parameters)) {
                    *entry += (v * p) * (w * q) / value;
                }
            }
        }
        covariance
    }
}

/// All blocks summed exactly, and Σ |value| of them; `None` if something is not finite.
///
/// Exact addition knows no order, so threads change no bit.
fn total<const P: usize, O: Objective<P>>(
    objective: &O,
    point: &O::Point,
    parallel: bool,
) -> Option<(Taylor<P>, f64)> {
    let mut sums = vec![SumAcc::default(); Taylor::<P>::ZERO.entries().count()];
    let mut size = 0.0;
    let mut add = |block: &Taylor<P>| {
        size += block.value.abs();
        sums.iter_mut()
            .zip(block.entries())
            .all(|(sum, entry)| sum.add(entry))
    };
    let blocks = 0..objective.blocks();
    #[cfg(feature = "rayon")]
    if parallel {
        use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

        let parts: Vec<Taylor<P>> = blocks
            .into_par_iter()
            .map(|index| objective.block(index, point))
            .collect();
        let finite = parts.iter().all(add);
        return finite.then(|| read(&sums, size)).flatten();
    }
    let _ = parallel;
    let finite = blocks
        .map(|index| objective.block(index, point))
        .all(|block| add(&block));
    finite.then(|| read(&sums, size)).flatten()
}

fn read<const P: usize>(sums: &[SumAcc], size: f64) -> Option<(Taylor<P>, f64)> {
    let mut taylor = Taylor::ZERO;
    for (entry, sum) in taylor.entries_mut().zip(sums) {
        *entry = sum.to_f64()?;
    }
    Some((taylor, size))
}
