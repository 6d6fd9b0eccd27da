//! Student's t distribution, through the incomplete beta function: T² / (df + T²) ~ Beta(½, df/2).
//!
//! Ours as the incomplete beta function is, see there.

use crate::numeric::beta::quantile;
use crate::numeric::math;

/// t with P(|T| < t) = level, for level in [0, 1) and real df > 0; `None` else, or where t is beyond
/// the f64 range (df far below 1).
pub(crate) fn two_sided_quantile(level: f64, df: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&level) {
        return None;
    }
    if level == 0.0 {
        return (df > 0.0).then_some(0.0);
    }
    // α = 1 − level is exact for level ≥ ½. Both x and 1 − x are needed with all their digits:
    // t² = df·(1 − x)/x, and for a large df x is next to 1.
    let at = quantile(df / 2.0, 0.5, 1.0 - level)?;
    let t = math::sqrt(df) * math::sqrt(at.y / at.x);
    t.is_finite().then_some(t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    #[test]
    fn agrees_with_fifty_digits() {
        let mut quantile = Worst::default();
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/student_t.tsv"
        ))) {
            let [df, x, want] = [1, 2, 3].map(|i| number(row[i]));
            if row[0] == "quantile" {
                quantile.see(two_sided_quantile(x, df).unwrap(), want, || row.join(" "));
            }
        }
        quantile.gate("t quantile", 1e-13);
    }

    #[test]
    fn a_large_df_is_normal() {
        let t = two_sided_quantile(0.95, 1e15).unwrap();
        let z = crate::numeric::normal::two_sided_quantile(0.95).unwrap();
        assert!((t / z - 1.0).abs() < 1e-14);
    }

    #[test]
    fn extremes_are_finite_or_none() {
        for df in [f64::NAN, 0.0, -1.0, f64::INFINITY] {
            assert_eq!(two_sided_quantile(0.95, df), None);
        }
        assert_eq!(two_sided_quantile(1.0, 5.0), None);
        assert_eq!(two_sided_quantile(0.95, 1e-3), None);
    }
}
