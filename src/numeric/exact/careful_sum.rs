//! [`CarefulSum`].
//!
//! Ours because it is a dozen lines, which no crate offers without a sort or a buffer.

/// A sum that loses nothing that can be seen: its rounding errors are summed beside it.
///
/// For terms that come in one order only (by time, of a table whose state does not depend on how it was
/// collected), where the bits depend on nothing else: at a third of the price of an exact sum. The error is
/// at most u·|S| + n²u²·Σ|x| with u = 2⁻⁵³ (Sum2 of Ogita, Rump and Oishi 2005); infinite terms are not for it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct CarefulSum {
    sum: f64,
    errors: f64,
}

impl CarefulSum {
    #[inline]
    pub(crate) const fn add(&mut self, term: f64) {
        // Knuth's exact sum, without a branch on which of the two is larger.
        let sum = self.sum + term;
        let of_term = sum - self.sum;
        self.errors += (self.sum - (sum - of_term)) + (term - of_term);
        self.sum = sum;
    }

    /// The sum of the negatives of the terms.
    pub(crate) const fn negated(self) -> Self {
        Self {
            sum: -self.sum,
            errors: -self.errors,
        }
    }

    #[inline]
    pub(crate) const fn value(self) -> f64 {
        self.sum + self.errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::superacc::SumAcc;

    #[test]
    fn it_is_as_good_as_an_exact_sum_and_better_than_a_plain_one() {
        let terms = (1..200_000_u32).map(|i| f64::from(i % 977 + 1).recip() - 0.004);
        let (mut careful, mut exact, mut plain) = (CarefulSum::default(), SumAcc::default(), 0.0);
        for term in terms {
            careful.add(term);
            assert!(exact.add(term));
            plain += term;
        }
        let exact = exact.to_f64().unwrap();
        assert_eq!(careful.value().to_bits(), exact.to_bits());
        assert_ne!(f64::to_bits(plain), exact.to_bits());
    }

    #[test]
    fn the_sum_of_the_negatives_is_the_negative() {
        let (mut sum, mut mirrored) = (CarefulSum::default(), CarefulSum::default());
        for i in 1..5000_u32 {
            let term = 1.0 / f64::from(i % 89 + 1) - 0.03;
            sum.add(term);
            mirrored.add(-term);
        }
        assert_eq!(sum.value().to_bits(), mirrored.negated().value().to_bits());
    }
}
