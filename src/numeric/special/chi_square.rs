//! The chi-square distribution, through `statrs`.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// P(χ² > x) with `df` degrees of freedom, relative accuracy kept in the tail; `None` unless x ≥ 0
/// and df > 0 are finite.
///
/// statrs 0.19.1 holds here: 2.7e-13 relative at worst on the golden table (df up to 1,000), below
/// 4e-15 for df up to 3. Its logarithms are those of `std`, so the last bits may differ by platform.
pub(crate) fn sf(x: f64, df: f64) -> Option<f64> {
    if !(x >= 0.0 && x.is_finite() && df > 0.0 && df.is_finite()) {
        return None;
    }
    let tail = ChiSquared::new(df).ok()?.sf(x);
    (0.0..=1.0).contains(&tail).then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::golden::{Worst, number, rows};

    #[test]
    fn agrees_with_fifty_digits() {
        let mut worst = Worst::default();
        for row in rows(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/chi_square.tsv"
        ))) {
            let (x, df) = (number(row[0]), number(row[1]));
            worst.see(sf(x, df).unwrap(), number(row[2]), || row.join(" "));
        }
        worst.gate("chi-square tail", 1e-12);
    }

    #[test]
    fn outside_the_domain_is_none() {
        for (x, df) in [
            (-1.0, 1.0),
            (1.0, 0.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
        ] {
            assert_eq!(sf(x, df), None);
        }
        for df in [1e-3, 1.0, 1e3, 1e9] {
            for x in [0.0, 1e-300, 1.0, 1e3, 1e9, 1e300] {
                assert!(sf(x, df).is_none_or(|tail| (0.0..=1.0).contains(&tail)));
            }
        }
    }
}
