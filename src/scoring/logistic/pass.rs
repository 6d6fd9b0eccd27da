//! [`NewtonPass`].

use super::{NewtonPoint, Task};
use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::scoring::LabelledView;
use crate::{Merge, Result};

/// What one pass over the customers adds up at a [`NewtonPoint`]: log-likelihood, gradient and Gram
/// matrix. Passes over parts of the data merge.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewtonPass {
    pub(crate) log_likelihood: SumAcc,
    /// The intercept first.
    pub(crate) gradient: Vec<SumAcc>,
    /// The upper triangle, row by row, the intercept first.
    pub(crate) gram: Vec<SumAcc>,
    /// Least and greatest signed margin, where asked for.
    pub(crate) margins: Option<[f64; 2]>,
}

impl NewtonPoint {
    /// One pass over customers in a matrix.
    ///
    /// # Errors
    ///
    /// None yet.
    pub fn pass_view(&self, view: LabelledView<'_>) -> Result<NewtonPass> {
        let order = self.coefficients.len();
        let mut pass = NewtonPass {
            gradient: vec![SumAcc::default(); order],
            gram: vec![SumAcc::default(); order * (order + 1) / 2],
            ..NewtonPass::default()
        };
        let mut x = vec![1.0; order];
        for (index, (row, &churned)) in view
            .features()
            .rows()
            .into_iter()
            .zip(view.churned())
            .enumerate()
        {
            for ((x, &value), (centre, scale)) in x
                .iter_mut()
                .skip(1)
                .zip(row)
                .zip(self.centres.iter().zip(&*self.scales))
            {
                *x = (value - centre) / scale;
            }
            let weight = view
                .weights()
                .and_then(|w| w.get(index))
                .copied()
                .unwrap_or(1.0)
                * self
                    .class_weights
                    .get(usize::from(churned))
                    .copied()
                    .unwrap_or(1.0);
            let dot = |b: &[f64]| b.iter().zip(&x).map(|(b, x)| b * x).sum::<f64>();
            let eta = dot(&self.coefficients);
            let y = f64::from(u8::from(churned));
            let t = math::exp(-eta.abs());
            let d = 1.0 / (1.0 + t);
            let p = if eta >= 0.0 { d } else { t * d };
            let spread = weight * t * d * d;
            let mut residual = weight * (y - p);
            let mut square = spread;
            match &self.task {
                Task::Newton => {}
                Task::Margins(direction) => {
                    let margin = if churned {
                        dot(direction)
                    } else {
                        -dot(direction)
                    };
                    let [low, high] = pass.margins.unwrap_or([margin; 2]);
                    pass.margins = Some([low.min(margin), high.max(margin)]);
                }
                Task::Leverages(inverse) => {
                    let mut rest = &inverse[..];
                    let mut norm = 0.0;
                    for length in 1..=order {
                        let (row, after) = rest.split_at(length.min(rest.len()));
                        let part = dot(row);
                        norm += part * part;
                        rest = after;
                    }
                    residual += spread * norm * (0.5 - p);
                }
                Task::Squares => square = weight * (y - p) * (y - p),
            }
            let log = y * eta - eta.max(0.0) - math::ln_1p(t);
            let _finite = pass.log_likelihood.add(weight * log);
            for (sum, x) in pass.gradient.iter_mut().zip(&x) {
                let _finite = sum.add(residual * x);
            }
            let mut sums = pass.gram.iter_mut();
            for (i, a) in x.iter().enumerate() {
                for b in x.iter().skip(i) {
                    if let Some(sum) = sums.next() {
                        let _finite = sum.add(square * a * b);
                    }
                }
            }
        }
        Ok(pass)
    }
}

impl Merge for NewtonPass {
    fn merge(&mut self, other: Self) {
        self.log_likelihood.merge(&other.log_likelihood);
        for (sum, part) in self.gradient.iter_mut().zip(&other.gradient) {
            sum.merge(part);
        }
        for (sum, part) in self.gram.iter_mut().zip(&other.gram) {
            sum.merge(part);
        }
        self.margins = match (self.margins, other.margins) {
            (Some([a, b]), Some([c, d])) => Some([a.min(c), b.max(d)]),
            (one, None) => one,
            (None, one) => one,
        };
    }
}
