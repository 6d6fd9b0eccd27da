//! [`ExactSum`].

use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::numeric::superacc::SumAcc;
use crate::units::Finite;

/// Adds up numbers exactly, so that the total has the same bits in any order and on every machine.
///
/// Adding floating-point numbers one after the other gives a slightly different total for every
/// order and every sharding; a hundred thousand amounts added and taken back leave −7.7·10⁻⁸. Here
/// the sum is kept exactly, as a long fixed-point number, and rounded once when it is read. Every
/// total of this crate that is not a count or [`Money`](crate::units::Money) is one of these.
///
/// # Examples
///
/// ```
/// use tenure::stats::ExactSum;
///
/// let total = ExactSum::try_from_iter([1e16, 1.0, -1e16])?;
/// assert_eq!(total.value(), Some(1.0));
/// assert_eq!([1e16, 1.0, -1e16].iter().sum::<f64>(), 0.0); // plain addition loses the 1
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per term, about four times a plain addition; 568 bytes.
///
/// # References
///
/// Kulisch (2013), "Computer Arithmetic and Validity", chapter 8 (the long accumulator); Neal
/// (2015), "Fast exact summation using small and large superaccumulators".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExactSum {
    sum: SumAcc,
}

impl ExactSum {
    /// Adds one term.
    pub fn push(&mut self, term: Finite) {
        let _was_finite = self.sum.add(term.get());
    }

    /// Returns the sum, rounded once to the nearest `f64`; 0 when nothing was added.
    ///
    /// `None` when the exact sum is beyond the largest `f64`: more terms may bring it back.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.sum.to_f64()
    }
}

impl Merge for ExactSum {
    fn merge(&mut self, other: Self) {
        self.sum.merge(&other.sum);
    }
}

impl Accumulate<Finite> for ExactSum {
    fn add(&mut self, term: Finite) {
        self.push(term);
    }
}

accumulator!({} ExactSum, Finite);

saved! {
    impl{} for ExactSum as "exact sum", 1;
    |total| -> total.sum;
    read(sum) { Ok(Self { sum }) }
}
