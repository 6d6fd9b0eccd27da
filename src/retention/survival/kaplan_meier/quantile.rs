//! When a survival curve falls to a share: the median and the other quantiles.

use super::KaplanMeier;
use crate::retention::survival::{Elapsed, QuantileInterval, SurvivalMethod, SurvivalStep};
use crate::stats::{Interval, critical};
use crate::units::{Level, Proportion};

const HALF: f64 = 0.5;

/// How many steps are passed at once where the band cannot have fallen to the share.
const BLOCK: usize = 512;

/// More than the ends of a band are off by.
const ROUNDING: f64 = 1e-12;

/// Shares with Greenwood's sums at which an end of the band is lowest.
type Corners = [Option<(f64, f64)>; 2];

impl<T: Ord + Copy> KaplanMeier<T> {
    /// Returns the time by which half the customers have left; `None` when more than half are there
    /// to the end.
    ///
    /// The first time at which the share still there is a half or less. (lifelines does the same; R takes the
    /// [midpoint](Self::median_midpoint) of the step if the share is a half exactly.)
    #[must_use]
    #[doc(alias = "median survival time")]
    pub fn median(&self) -> Option<T> {
        self.first_at(HALF).map(|step| step.time)
    }

    /// Returns the interval of the median: from where the lower end of the curve's log-log interval
    /// falls to a half to where the upper end does.
    pub fn median_interval(&self, level: Level) -> QuantileInterval<T> {
        self.inverted(HALF, SurvivalMethod::LogLog, level)
    }

    /// Returns the interval of the median by a method of your choice, which matters with few
    /// customers. (R takes `Log` unless told otherwise.)
    ///
    /// The upper end of a band may rise again late, when few are at risk; the first time it falls to a half is
    /// what counts here, and what R prints. R's `quantile` may find a later time:
    /// [`survival_quantile_interval_by_value`](Self::survival_quantile_interval_by_value).
    pub fn median_interval_with(
        &self,
        method: SurvivalMethod,
        level: Level,
    ) -> QuantileInterval<T> {
        self.inverted(HALF, method, level)
    }

    /// Returns the first time at which the share of customers still there is at most `survival`;
    /// `None` when it stays above.
    ///
    /// By 0.9 a tenth has left, by 0.25 three quarters. (So does lifelines' `percentile`; R's `quantile` asks
    /// for the share that has left.) A share of 1 gives the first time a customer left.
    #[must_use]
    #[doc(alias = "percentile")]
    #[doc(alias = "quantile")]
    pub fn survival_quantile(&self, survival: Proportion) -> Option<T> {
        self.first_at(survival.get()).map(|step| step.time)
    }

    /// Returns the interval of a [quantile](Self::survival_quantile): where the ends of the curve's
    /// interval fall to the share (Brookmeyer & Crowley 1982).
    pub fn survival_quantile_interval(
        &self,
        share: Proportion,
        method: SurvivalMethod,
        level: Level,
    ) -> QuantileInterval<T> {
        self.inverted(share.get(), method, level)
    }

    fn first_at(&self, share: f64) -> Option<&SurvivalStep<T>> {
        let above = self.steps.partition_point(|step| step.survival > share);
        self.steps.get(above)
    }

    fn inverted(&self, share: f64, method: SurvivalMethod, level: Level) -> QuantileInterval<T> {
        let quantile = critical(level);
        let band = |survival, greenwood| method.with(quantile, survival, greenwood, level);
        let first = |end: fn(Interval) -> f64, least: fn(&[SurvivalStep<T>]) -> Corners| {
            // How low the end may come within a block, whichever the method: an end of the band is monotone in
            // Greenwood's sum, and where it is not in S it is lowest at one of the two.
            let may_fall = |block: &&[SurvivalStep<T>]| {
                least(block).into_iter().flatten().any(|(s, g)| {
                    band(s, g).is_none_or(|interval| end(interval) <= share + ROUNDING)
                })
            };
            let below = |step: &&SurvivalStep<T>| {
                let interval = band(step.survival, step.greenwood);
                interval.is_some_and(|interval| end(interval) <= share)
            };
            let blocks = self.steps.chunks(BLOCK).filter(may_fall);
            blocks.flatten().find(below).map(|step| step.time)
        };
        let lowest_of_lower: fn(&[SurvivalStep<T>]) -> Corners = |block| {
            let (first, last) = (block.first(), block.last());
            [first, last].map(|step| Some((step?.survival, last?.greenwood)))
        };
        let lowest_of_upper: fn(&[SurvivalStep<T>]) -> Corners = |block| {
            let (first, last) = (block.first(), block.last());
            [last, None].map(|step| Some((step?.survival, first?.greenwood)))
        };
        QuantileInterval {
            lower: first(Interval::lower, lowest_of_lower),
            upper: first(Interval::upper, lowest_of_upper),
            level,
        }
    }
}

impl<T: Elapsed> KaplanMeier<T> {
    /// Returns the median by R's rule: the middle of the time during which the share still there is
    /// exactly a half, if there is such a time, otherwise the [median](Self::median).
    #[must_use]
    pub fn median_midpoint(&self) -> Option<f64> {
        self.midpoint(HALF)
    }

    /// Returns the [quantile](Self::survival_quantile) by R's rule: the middle of the time during
    /// which the share still there is exactly `survival`, if there is such a time.
    #[must_use]
    pub fn survival_quantile_midpoint(&self, survival: Proportion) -> Option<f64> {
        self.midpoint(survival.get())
    }

    fn midpoint(&self, share: f64) -> Option<f64> {
        let above = self.steps.partition_point(|step| step.survival > share);
        let step = self.steps.get(above)?;
        let from = step.time.elapsed();
        let next = self.steps.get(above.saturating_add(1));
        match next.map(|next| next.time.elapsed()) {
            Some(until) if step.survival >= share => Some(from / 2.0 + until / 2.0),
            _ => Some(from),
        }
    }
}
