//! The logistic function and its logarithm, from e^−|η|, so that neither tail loses digits or overflows.
//!
//! Ours because no library gives the probability, its complement and its logarithm from one exponential.

use super::math::{exp, ln_1p};

/// What a logit η says, from one exponential.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Logit {
    eta: f64,
    /// e^−|η|
    pub(crate) odds: f64,
    /// 1/(1 + e^−|η|), the probability of the likelier side.
    pub(crate) likelier: f64,
}

impl Logit {
    #[inline]
    pub(crate) fn new(eta: f64) -> Self {
        let odds = exp(-eta.abs());
        let likelier = 1.0 / (1.0 + odds);
        Self {
            eta,
            odds,
            likelier,
        }
    }

    /// 1/(1 + e^−η)
    #[inline]
    pub(crate) fn sigmoid(self) -> f64 {
        if self.eta >= 0.0 {
            self.likelier
        } else {
            self.odds * self.likelier
        }
    }

    /// ln(1 + e^η)
    #[inline]
    pub(crate) fn softplus(self) -> f64 {
        self.eta.max(0.0) + ln_1p(self.odds)
    }
}

/// 1/(1 + e^−η)
pub(crate) fn sigmoid(eta: f64) -> f64 {
    Logit::new(eta).sigmoid()
}

/// ln(1 + e^η)
pub(crate) fn softplus(eta: f64) -> f64 {
    eta.max(0.0) + ln_1p(exp(-eta.abs()))
}

/// ln(eᵃ + eᵇ); either, or both, may be −∞.
pub(crate) fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high.is_infinite() {
        return high;
    }
    high + ln_1p(exp(low - high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tails_keep_their_digits() {
        assert_eq!(sigmoid(-745.0).to_bits(), exp(-745.0).to_bits());
        assert_eq!(sigmoid(800.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(softplus(-700.0).to_bits(), exp(-700.0).to_bits());
        assert_eq!(softplus(1e300).to_bits(), 1e300_f64.to_bits());
        for eta in [-40.0, -1.5, 0.0, 0.25, 3.0, 700.0] {
            assert!((sigmoid(eta) + sigmoid(-eta) - 1.0).abs() <= f64::EPSILON);
            assert!((softplus(eta) - softplus(-eta) - eta).abs() <= 1e-15 * eta.abs());
            assert_eq!(softplus(eta).to_bits(), ln_add_exp(0.0, eta).to_bits());
        }
        assert_eq!(
            ln_add_exp(f64::NEG_INFINITY, -3.0).to_bits(),
            (-3.0_f64).to_bits()
        );
        let nothing = ln_add_exp(f64::NEG_INFINITY, f64::NEG_INFINITY);
        assert_eq!(nothing.to_bits(), f64::NEG_INFINITY.to_bits());
    }
}
