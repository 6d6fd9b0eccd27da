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

/// Student's interval of a mean: `mean` ± t·s/√n with n − 1 degrees of freedom, for values in units
/// of 1/`unit` whose `spread` is n·Σx² − (Σx)². `None` below two values.
pub(super) fn mean_interval(
    mean: f64,
    spread: &Dyadic,
    n: u128,
    unit: &Dyadic,
    level: Level,
) -> Option<Interval> {
    let freedom = n.checked_sub(1)?;
    let divisor = product(n, n).times(&Dyadic::from_count(freedom));
    let error = spread.ratio_sqrt(&divisor.times(unit).times(unit))?;
    let t = student_t::two_sided_quantile(level.get(), freedom as f64)?;
    Interval::around(mean, t * error, level)
}
