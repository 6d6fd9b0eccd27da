//! A product that loses nothing.
//!
//! Ours because it is eight lines, and `libm::fma` costs more than ten of them.

/// a·b as it is rounded, and the part that rounding loses.
///
/// Dekker's, which takes no fused multiplication (a slow call on many machines). Exact unless 2²⁷ times a factor
/// overflows or the lost part is below the least subnormal.
#[inline]
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let halves = |x: f64| {
        let scaled = 134_217_729.0 * x; // 2²⁷ + 1
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let product = a * b;
    let ((a1, a2), (b1, b2)) = (halves(a), halves(b));
    let rest = ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
    (product, rest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "both are exact")]

    use super::two_product;
    use proptest::prelude::*;

    proptest! {
        /// Also of probabilities that are subnormal and counts up to 2⁵³.
        #[test]
        fn the_lost_part_is_what_a_fused_multiplication_finds(p in 0_u64..=1 << 62, n in 0_u64..1 << 53) {
            let (p, n) = (f64::from_bits(p), n as f64);
            prop_assume!(p <= 1.0);
            let (product, rest) = two_product(p, n);
            prop_assert_eq!(rest, libm::fma(p, n, -product));
        }
    }
}
