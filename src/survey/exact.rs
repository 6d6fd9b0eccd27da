//! What the metrics of this folder compute in exact fractions, rounded once at the end.

use crate::numeric::big::Dyadic;
use crate::numeric::student_t;
use crate::numeric::superacc::SumAcc;
use crate::stats::Interval;
use crate::units::Level;

/// A finite number as it is.
pub(super) fn exact(value: f64) -> Dyadic {
    let mut sum = SumAcc::default();
    let _was_finite = sum.add(value);
    sum.to_dyadic()
}

/// a + b.
pub(super) fn plus(a: &Dyadic, b: &Dyadic) -> Dyadic {
    a.minus(&Dyadic::from_count(0).minus(b))
}

/// a·b of two counts.
pub(super) fn product(a: u128, b: u128) -> Dyadic {
    Dyadic::from_count(a).times(&Dyadic::from_count(b))
}

/// s/√n of values in units of 1/`unit`, from `spread` = n·Σx² − (Σx)²; `None` below two values.
pub(super) fn standard_error(spread: &Dyadic, n: u128, unit: &Dyadic) -> Option<f64> {
    let freedom = Dyadic::from_count(n.checked_sub(1)?);
    let divisor = product(n, n).times(&freedom);
    spread.ratio_sqrt(&divisor.times(unit).times(unit))
}

/// mean ± t·error, with n − 1 degrees of freedom.
pub(super) fn student(mean: f64, error: f64, n: u128, level: Level) -> Option<Interval> {
    let freedom = n.checked_sub(1)? as f64;
    let t = student_t::two_sided_quantile(level.get(), freedom)?;
    Interval::around(mean, t * error, level)
}
