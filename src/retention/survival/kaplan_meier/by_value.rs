//! Intervals of quantiles from a band put in order of its values, as R's `quantile` has them.

use super::KaplanMeier;
use crate::retention::survival::{QuantileInterval, SurvivalMethod};
use crate::stats::Interval;
use crate::units::{Level, Proportion};

impl<T: Ord + Copy> KaplanMeier<T> {
    /// Returns the interval of a [quantile](Self::survival_quantile) by the rule of R's `quantile`:
    /// of the times at which an end of the band is no higher than the share, the one at which it
    /// comes nearest to it.
    ///
    /// That is the [interval](Self::survival_quantile_interval) but where an end of the band rises again, which the upper
    /// end of `Log` and `Plain` may do late, when few are at risk: then it is a later time. R's own printed
    /// medians take the first. Use it to compare with `quantile`, not otherwise.
    ///
    /// # Complexity
    ///
    /// O(n) for n steps of the curve, each with its interval.
    pub fn survival_quantile_interval_by_value(
        &self,
        share: Proportion,
        method: SurvivalMethod,
        level: Level,
    ) -> QuantileInterval<T> {
        let nearest = |end: fn(Interval) -> f64| {
            let bands = self.steps.iter().zip(self.intervals_with(method, level));
            let bands = bands.filter_map(|(step, band)| Some((end(band?), step.time)));
            let fallen = bands.filter(|(end, _)| *end <= share.get());
            let nearest = fallen.reduce(|best, next| if next.0 > best.0 { next } else { best });
            nearest.map(|(_, time)| time)
        };
        QuantileInterval {
            lower: nearest(Interval::lower),
            upper: nearest(Interval::upper),
            level,
        }
    }
}
