//! From log-odds to probabilities, many rows at a time.
//!
//! Branch-free loops over plain arrays, which the compiler turns into whatever vectors the machine has. Only additions,
//! multiplications, divisions and comparisons, never fused: the bits are the same on every machine.
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

/// Rows that are carried through all steps together.
pub(super) const ROWS: usize = 128;

/// One number per row.
pub(super) type Column = [f64; ROWS];

/// What becomes of each row.
#[derive(Debug)]
pub(super) struct Links {
    /// Weight times the negative log-likelihood.
    pub(super) loss: Column,
    /// Weight times (y − p).
    pub(super) residual: Column,
    /// Weight times p(1 − p).
    pub(super) spread: Column,
    /// y − p.
    pub(super) miss: Column,
    /// ½ − p.
    pub(super) half: Column,
}

impl Default for Links {
    fn default() -> Self {
        let zeros = [0.0; ROWS];
        Self {
            loss: zeros,
            residual: zeros,
            spread: zeros,
            miss: zeros,
            half: zeros,
        }
    }
}

impl Links {
    /// From the log-odds of each row, +1 for churned and −1 for stayed, and the weight.
    ///
    /// With m = ±η and t = e^−|η| nothing cancels: what was missed, 1 − P(what happened), is t/(1 + t) on the right side
    /// and 1/(1 + t) on the wrong one, and the loss is max(−m, 0) + ln(1 + t).
    #[inline(always)]
    pub(super) fn fill(&mut self, log_odds: &Column, sign: &Column, weight: &Column) {
        let given = log_odds.iter().zip(sign).zip(weight);
        let made = (self.loss.iter_mut().zip(&mut self.residual))
            .zip(self.spread.iter_mut().zip(&mut self.miss))
            .zip(&mut self.half);
        for (((&eta, &sign), &weight), (((loss, residual), (spread, miss)), half)) in
            given.zip(made)
        {
            let t = exp_minus(eta.abs());
            let near = 1.0 / (1.0 + t);
            let far = t * near;
            let margin = sign * eta;
            let (missed, behind) = if margin >= 0.0 {
                (far, 0.0)
            } else {
                (near, -margin)
            };
            *loss = weight * (behind + ln_1p(t));
            *miss = sign * missed;
            *residual = weight * *miss;
            *spread = weight * (far * near);
            let towards = if eta >= 0.0 { -0.5 } else { 0.5 };
            *half = towards * ((1.0 - t) * near);
        }
    }
}

/// e^−a for a ≥ 0, also where that is subnormal or 0; within 1.2 ULP (measured against libm over the whole range).
///
/// −a = n·ln 2 + r with |r| ≤ ½ ln 2, and a Taylor polynomial of degree 13 for e^r, whose remainder is below 5e-18.
#[inline(always)]
pub(super) fn exp_minus(a: f64) -> f64 {
    /// 1.5·2^52: adding it rounds to a whole number, which then stands in the low bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    /// ln 2 in two parts, the first with 21 zeros at its end, so that n times it is exact.
    const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
    const LN_2_LOW: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);
    /// The scale is 2^600 too large and then taken back, so that one product reaches the subnormal numbers.
    const LIFT: u64 = 600;
    const LOWER: f64 = f64::from_bits((1023 - LIFT) << 52);

    let a = if a < 750.0 { a } else { 750.0 };
    let shifted = SHIFT - a * core::f64::consts::LOG2_E;
    let n = shifted - SHIFT;
    let r = (-a - n * LN_2_HIGH) - n * LN_2_LOW;
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023 + LIFT) << 52);
    let mut power = 1.0 / 6_227_020_800.0;
    for coefficient in [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        power = power * r + coefficient;
    }
    power * scale * LOWER
}

/// ln(1 + t) for t from 0 to 1, small t included; within 1 ULP (measured against libm over the whole range).
///
/// ln(1 + f) = f − (f²/2 − s·(f²/2 + R(s²))) with s = f/(2 + f), and R as in FDLIBM's `log` (Sun Microsystems 1993);
/// above √2 − 1, f is (t − 1)/2 and ln 2 is added.
#[inline(always)]
pub(super) fn ln_1p(t: f64) -> f64 {
    let (f, high, low) = if t > 0.414_213_562_373_095 {
        (
            0.5 * (t - 1.0),
            f64::from_bits(0x3FE6_2E42_FEE0_0000),
            f64::from_bits(0x3DEA_39EF_3579_3C76),
        )
    } else {
        (t, 0.0, 0.0)
    };
    let s = f / (2.0 + f);
    let z = s * s;
    let mut rest = 1.479_819_860_511_658_6e-1;
    for coefficient in [
        1.531_383_769_920_937_3e-1,
        1.818_357_216_161_805e-1,
        2.222_219_843_214_978_4e-1,
        2.857_142_874_366_239e-1,
        3.999_999_999_940_942e-1,
        6.666_666_666_666_735e-1,
    ] {
        rest = rest * z + coefficient;
    }
    let half_square = 0.5 * f * f;
    high - ((half_square - (s * (half_square + rest * z) + low)) - f)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Distance in units of the last place of the expected value.
    fn ulps(got: f64, expected: f64) -> f64 {
        let unit = (f64::from_bits(expected.to_bits() + 1) - expected).max(5e-324);
        (got - expected).abs() / unit
    }

    #[test]
    fn both_functions_are_as_near_as_they_say() {
        let mut worst = [0.0_f64; 2];
        for i in 0..400_000_u32 {
            let share = f64::from(i) / 400_000.0;
            for a in [
                share,
                share * 40.0,
                share * 708.0,
                share * 760.0,
                share * 1e-9,
            ] {
                worst[0] = worst[0].max(ulps(exp_minus(a), libm::exp(-a)));
            }
            for t in [
                share,
                share * 1e-3,
                libm::exp(-share * 745.0),
                1.0 - share * 1e-6,
            ] {
                worst[1] = worst[1].max(ulps(ln_1p(t), libm::log1p(t)));
            }
        }
        // libm's own error, up to 1 ULP, is in these.
        assert!(worst[0] <= 2.0 && worst[1] <= 2.0, "{worst:?}");
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(exp_minus(0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(exp_minus(1e308).to_bits(), 0);
        assert_eq!(exp_minus(f64::INFINITY).to_bits(), 0);
        assert_eq!(exp_minus(745.0).to_bits(), 1);
        assert_eq!(ln_1p(0.0).to_bits(), 0);
        assert_eq!(ln_1p(1.0).to_bits(), core::f64::consts::LN_2.to_bits());
        assert_eq!(ln_1p(1e-300).to_bits(), 1e-300_f64.to_bits());
    }
}
