//! [`HazardTies`].

use core::fmt;

use crate::numeric::math;

/// Names how customers who leave at the same time add to the hazard: all at once, or one by one.
///
/// The two differ where many leave at one time, as in monthly data, and agree where times are fine. One by one
/// is at least as large.
///
/// # Formula
///
/// ```text
/// Together   d/n                       variance d/n²
/// OneByOne   1/n + 1/(n − 1) + … + 1/(n − d + 1)    variance the same with squares
/// ```
/// where d of n left at a time.
///
/// # References
///
/// Nelson (1969), "Hazard plotting for incomplete failure data", Journal of Quality Technology 1; Fleming &
/// Harrington (1984), "Nonparametric estimation of the survival distribution in censored data",
/// Communications in Statistics 13, eq. 4.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum HazardTies {
    /// Takes them to have left at the same moment: d/n. The default, and that of R (`ctype = 1`).
    #[default]
    Together,
    /// Takes them to have left one after the other, with a coarse clock: what lifelines does unless told otherwise, and
    /// R by `ctype = 2`.
    #[doc(alias = "nelson_aalen_smoothing")]
    OneByOne,
}

saved! { impl{} for HazardTies as is; }

impl HazardTies {
    /// Returns what d of n add to the hazard and to its variance; 1 ≤ d ≤ n.
    pub(super) fn of(self, at_risk: u64, left: u64) -> (f64, f64) {
        let n = at_risk as f64;
        match self {
            Self::Together => {
                let hazard = left as f64 / n;
                (hazard, hazard / n)
            }
            Self::OneByOne => one_by_one(at_risk, left),
        }
    }
}

/// From here on the series below is exact to the last digit.
const FAR: u64 = 64;

/// Σ 1/k and Σ 1/k² for k from n − d + 1 to n.
fn one_by_one(at_risk: u64, left: u64) -> (f64, f64) {
    let remained = at_risk.saturating_sub(left);
    // Few, or near 0: term by term, the smallest first.
    let near = if left <= FAR {
        at_risk
    } else {
        at_risk.min(FAR.max(remained))
    };
    let (mut hazard, mut variance) = far(near, at_risk);
    let mut k = near;
    while k > remained {
        let one = 1.0 / k as f64;
        hazard += one;
        variance += one * one;
        k = k.saturating_sub(1);
    }
    (hazard, variance)
}

/// The same from m + 1 to n, 64 ≤ m ≤ n, by Euler and Maclaurin.
fn far(m: u64, n: u64) -> (f64, f64) {
    if m == n {
        return (0.0, 0.0);
    }
    let more = n.saturating_sub(m) as f64;
    let (m, n) = (m as f64, n as f64);
    let (a, b) = (1.0 / m, 1.0 / n);
    // a − b without cancellation.
    let step = more * a * b;
    // ln(n/m) − (1/m − 1/n)/2 + (1/m² − 1/n²)/12 − (1/m⁴ − 1/n⁴)/120 + …
    let squares = step * (a + b);
    let fourths = squares * (a * a + b * b);
    let hazard = math::ln_1p(more * a) - step / 2.0 + squares / 12.0 - fourths / 120.0
        + (power(a, 6) - power(b, 6)) / 252.0;
    // (1/m − 1/n) − (1/m² − 1/n²)/2 + (1/m³ − 1/n³)/6 − (1/m⁵ − 1/n⁵)/30 + …
    let cubes = step * (a * a + a * b + b * b);
    let fifths = power(a, 5) - power(b, 5);
    let variance =
        step - squares / 2.0 + cubes / 6.0 - fifths / 30.0 + (power(a, 7) - power(b, 7)) / 42.0;
    (hazard, variance)
}

fn power(x: f64, n: u32) -> f64 {
    (0..n).fold(1.0, |power, _| power * x)
}

impl fmt::Display for HazardTies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::Together => "together",
                Self::OneByOne => "one by one",
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Term by term, with the smallest first.
    #[test]
    fn the_series_is_the_sum() {
        for (n, d) in [
            (100, 100),
            (1_000, 900),
            (1_000, 65),
            (100_000, 99_990),
            (100_000, 70),
            (3_000_000, 2_000_000),
            (64, 64),
            (65, 65),
            (200, 136),
        ] {
            let terms = || (n - d + 1..=n).rev().map(|k| 1.0 / k as f64);
            let (hazard, variance) = one_by_one(n, d);
            let want: f64 = terms().sum();
            assert!((hazard / want - 1.0).abs() <= 1e-13, "{d} of {n}: {hazard}");
            let want: f64 = terms().map(|one| one * one).sum();
            assert!(
                (variance / want - 1.0).abs() <= 1e-13,
                "{d} of {n}: {variance}"
            );
        }
        assert_eq!(one_by_one(10, 1), (0.1, 0.1 * 0.1));
    }

    #[test]
    fn the_largest_counts_are_finite() {
        let (hazard, variance) = one_by_one(u64::MAX, u64::MAX);
        // ln(2⁶⁴) + γ, and π²/6.
        assert!((hazard - 44.938_635_220_738_03).abs() < 1e-12, "{hazard}");
        assert!(
            (variance - 1.644_934_066_848_226_4).abs() < 1e-14,
            "{variance}"
        );
    }
}
