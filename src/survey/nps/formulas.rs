//! The closed forms: what the intervals of a three-class share are made of.
//!
//! Everything here is on the scale of one answer, −1 (detractor), 0 or 1 (promoter); what leaves
//! the module is in points, a hundred times that.

use crate::numeric::math::sqrt;
use crate::stats::Interval;
use crate::units::Level;

/// The two-sided normal quantile of a level.
pub(in crate::survey) fn quantile(level: Level) -> f64 {
    crate::stats::critical(level)
}

/// `estimate ± half`, both given for answers of −1 to 1, in points and cut to what an NPS can be.
pub(in crate::survey) fn points(estimate: f64, half: f64, level: Level) -> Option<Interval> {
    Some(Interval::around(100.0 * estimate, 100.0 * half, level)?.clipped(-100.0, 100.0))
}

/// For methods that hold the score by their formula: rounding must not put it outside.
pub(in crate::survey) fn holding(interval: Interval, score: f64) -> Interval {
    let (lower, upper) = (interval.lower().min(score), interval.upper().max(score));
    Interval::new(lower, upper, interval.level()).unwrap_or(interval)
}

/// How many answers, not necessarily a whole number, fell into each class.
#[derive(Debug, Clone, Copy)]
pub(in crate::survey) struct Trinomial {
    pub(in crate::survey) promoters: f64,
    pub(in crate::survey) passives: f64,
    pub(in crate::survey) detractors: f64,
}

impl Trinomial {
    pub(in crate::survey) fn total(self) -> f64 {
        self.promoters + self.detractors + self.passives
    }

    pub(super) fn mean(self) -> f64 {
        (self.promoters - self.detractors) / self.total()
    }

    /// The variance of one answer, (p + d) − (p − d)² of the shares, without the cancellation:
    /// as p + d + q = 1 it is q·(p + d) + 4pd. In [0, 1].
    pub(in crate::survey) fn variance(self) -> f64 {
        let n = self.total();
        let (p, q, d) = (self.promoters / n, self.passives / n, self.detractors / n);
        (q * (p + d) + 4.0 * (p * d)).clamp(0.0, 1.0)
    }

    fn with(self, outer: f64, passives: f64) -> Self {
        Self {
            promoters: self.promoters + outer,
            passives: self.passives + passives,
            detractors: self.detractors + outer,
        }
    }

    /// With the pseudo-answers (3/4, 3/2, 3/4) of the adjusted Wald interval.
    pub(in crate::survey) fn adjusted(self) -> Self {
        self.with(0.75, 1.5)
    }

    /// z·√(variance / n).
    pub(super) fn half_width(self, z: f64) -> f64 {
        z * sqrt(self.variance() / self.total())
    }

    /// Wald with three pseudo-answers (Rocks 2016).
    pub(in crate::survey) fn adjusted_wald(self, level: Level) -> Option<Interval> {
        let adjusted = self.adjusted();
        points(adjusted.mean(), adjusted.half_width(quantile(level)), level)
    }

    /// Wald with z² pseudo-answers (z²/4, z²/2, z²/4), as Agresti and Coull's for one share.
    pub(super) fn adjusted_wald_z2(self, level: Level) -> Option<Interval> {
        let z = quantile(level);
        let adjusted = self.with(z * z / 4.0, z * z / 2.0);
        points(adjusted.mean(), adjusted.half_width(z), level)
    }

    /// One pseudo-answer for each of promoters and detractors (Bonett and Price 2012).
    pub(super) fn bonett_price(self, level: Level) -> Option<Interval> {
        let adjusted = self.with(1.0, 0.0);
        points(adjusted.mean(), adjusted.half_width(quantile(level)), level)
    }

    /// (s − D)² = z²·(m − D²)/n solved for D, where s is the score and m the share of answers that
    /// are not passive: both roots in closed form.
    pub(in crate::survey) fn wilson_type(self, level: Level) -> Option<Interval> {
        let z = quantile(level);
        let n = self.total();
        let pull = z * z / n;
        let outer = (self.promoters + self.detractors) / n;
        let half = sqrt(pull * (self.variance() + pull * outer));
        points(self.mean() / (1.0 + pull), half / (1.0 + pull), level)
    }
}
