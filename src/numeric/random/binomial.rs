//! Binomial draws that are the same on every platform.
//!
//! Ours because the bits of a draw are a promise, and the cost may not grow with the trials.
#![allow(clippy::many_single_char_names, reason = "the letters of the papers")]

use super::SplitMix64;
use crate::numeric::math::{exp, ln, ln_1p, sqrt};
use crate::numeric::stirling::stirling_correction;

impl SplitMix64 {
    /// How many of `trials` succeed when each does so with probability yes / (yes + no).
    ///
    /// The cost does not grow with the trials. All are whole numbers; the answer is one, too.
    pub(crate) fn binomial(&mut self, trials: f64, yes: f64, no: f64) -> f64 {
        if yes <= 0.0 || trials <= 0.0 {
            return 0.0;
        }
        if no <= 0.0 {
            return trials;
        }
        // The rarer outcome is counted, so that its probability is at most ½ and the other one's
        // is not 1 minus a rounded number.
        let (rare, common) = (yes.min(no), yes.max(no));
        let (p, q) = (rare / (yes + no), common / (yes + no));
        let count = if trials * p < 10.0 {
            self.inversion(trials, p, q)
        } else {
            self.rejection(trials, p, q)
        };
        if yes <= no { count } else { trials - count }
    }

    /// By walking up the distribution function, for a mean below 10.
    fn inversion(&mut self, n: f64, p: f64, q: f64) -> f64 {
        let mut rest = self.uniform();
        let mut mass = exp(n * ln_1p(-p));
        let mut k = 0.0;
        // The mass above 200 is below 1e-180: the bound only catches what rounding leaves over.
        while rest > mass && k < n.min(200.0) {
            rest -= mass;
            k += 1.0;
            mass *= (n - k + 1.0) / k * (p / q);
        }
        k
    }

    /// By transformed rejection (Hörmann 1993, algorithm BTRS), for a mean of 10 and more.
    fn rejection(&mut self, n: f64, p: f64, q: f64) -> f64 {
        let deviation = sqrt(n * p * q);
        let b = 1.15 + 2.53 * deviation;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let centre = n * p + 0.5;
        let accept = 0.92 - 4.2 / b;
        let mode = ((n + 1.0) * p).floor().min(n);
        // Four in five draws are accepted, so a thousand refusals in a row do not occur.
        for _ in 0..1000 {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + centre).floor();
            if us >= 0.07 && v <= accept {
                return k.clamp(0.0, n);
            }
            if !(0.0..=n).contains(&k) {
                continue;
            }
            let alpha = (2.83 + 5.1 / b) * deviation;
            let bound = ln_mass(n, p, q, k) - ln_mass(n, p, q, mode);
            if ln(v * alpha / (a / (us * us) + b)) <= bound {
                return k;
            }
        }
        mode
    }
}

/// The logarithm of the binomial probability of k, less what does not depend on k.
///
/// In the saddle-point form of Loader (2000), whose parts are all of the size of their sum.
fn ln_mass(n: f64, p: f64, q: f64, k: f64) -> f64 {
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
    if k <= 0.0 {
        return n * ln_1p(-p) - stirling_correction(n) + HALF_LN_TAU;
    }
    if k >= n {
        return n * ln(p) - stirling_correction(n) + HALF_LN_TAU;
    }
    let rest = n - k;
    -stirling_correction(k)
        - stirling_correction(rest)
        - deviance(k, n * p)
        - deviance(rest, n * q)
        - 0.5 * (ln(k) + ln_1p(-k / n))
}

/// x·ln(x/m) + m − x, which loses at most a few units in the last place of x − m.
fn deviance(x: f64, m: f64) -> f64 {
    let t = (x - m) / m;
    m * ((1.0 + t) * ln_1p(t) - t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_masses_are_those_of_the_binomial() {
        let (n, p, q) = (40.0, 0.3, 0.7);
        let mass: Vec<f64> = (0..=40)
            .map(|k| exp(ln_mass(n, p, q, f64::from(k))))
            .collect();
        let total: f64 = mass.iter().sum();
        for (k, two) in mass.windows(2).enumerate() {
            let k = k as f64;
            let ratio = (n - k) / (k + 1.0) * (p / q);
            assert!((two[1] / two[0] / ratio - 1.0).abs() < 1e-12, "{k}");
        }
        // The constant left out is √(2π)⁻¹ and Stirling's error of n.
        let constant = exp(0.918_938_533_204_672_7 - stirling_correction(n));
        assert!((total / constant - 1.0).abs() < 1e-12);
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small counts"
    )]
    /// Draws have the distribution they should: a chi-squared test with fixed seeds, so it either
    /// always passes or never does.
    #[test]
    fn draws_follow_the_binomial() {
        for (n, yes, no) in [
            (12.0, 1.0, 3.0),
            (30.0, 1.0, 1.0),
            (100.0, 70.0, 30.0),
            (400.0, 1.0, 9.0),
        ] {
            let (p, q) = (yes / (yes + no), no / (yes + no));
            let mut random = SplitMix64::new(7);
            let draws = 40_000;
            let mut seen = vec![0.0; n as usize + 1];
            for _ in 0..draws {
                seen[random.binomial(n, yes, no) as usize] += 1.0;
            }
            let constant = 0.918_938_533_204_672_7 - stirling_correction(n);
            let (mut chi, mut cells) = (0.0, 0.0);
            for (k, seen) in seen.iter().enumerate() {
                let expected = f64::from(draws) * exp(ln_mass(n, p, q, k as f64) - constant);
                if expected >= 5.0 {
                    chi += (seen - expected) * (seen - expected) / expected;
                    cells += 1.0;
                }
            }
            // Mean `cells` and deviation √(2·cells): four deviations.
            assert!(
                chi < cells + 4.0 * sqrt(2.0 * cells),
                "{n}: {chi} of {cells}"
            );
        }
    }

    #[test]
    fn three_hundred_million_trials_cost_what_ten_do() {
        let mut random = SplitMix64::new(1);
        let (n, draws) = (3e8, 20_000);
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..draws {
            let k = random.binomial(n, 2.0, 3.0);
            assert!((0.0..=n).contains(&k) && k.fract() == 0.0);
            let standard = (k - 0.4 * n) / sqrt(n * 0.24);
            sum += standard;
            squares += standard * standard;
        }
        let n = f64::from(draws);
        assert!((sum / n).abs() < 4.0 / sqrt(n), "{}", sum / n);
        assert!(
            (squares / n - 1.0).abs() < 4.0 * sqrt(2.0 / n),
            "{}",
            squares / n
        );
    }

    #[test]
    fn extremes_stay_in_range() {
        let mut random = SplitMix64::new(3);
        let huge = (1_u128 << 113) as f64;
        for (n, yes, no) in [
            (1.0, 1.0, 1.0),
            (huge, huge, 1.0),
            (huge, 1.0, huge),
            (huge, huge, huge),
            (0.0, 1.0, 1.0),
            (5.0, 0.0, 1.0),
            (5.0, 1.0, 0.0),
        ] {
            for _ in 0..200 {
                let k = random.binomial(n, yes, no);
                assert!((0.0..=n).contains(&k), "{n} {yes} {no}: {k}");
            }
        }
    }
}
