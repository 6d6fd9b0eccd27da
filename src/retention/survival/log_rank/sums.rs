//! The sums of a log-rank test: what one time adds to them.

use crate::numeric::careful_sum::CarefulSum;
use crate::retention::survival::RiskRow;

/// What a stratum says of each group, and of each two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stratum {
    pub(super) groups: Vec<GroupSums>,
    /// The lower triangle of the covariance, row by row.
    pub(super) covariance: Vec<CarefulSum>,
}

/// The sums of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct GroupSums {
    pub(super) customers: u64,
    pub(super) left: u64,
    /// Σ w·dᵢ
    pub(super) observed: CarefulSum,
    /// Σ w·(dᵢ − d·nᵢ/n)
    pub(super) excess: CarefulSum,
}

impl GroupSums {
    pub(super) const fn count<T>(&mut self, row: &RiskRow<T>) {
        let all = row.left.saturating_add(row.censored);
        self.customers = self.customers.saturating_add(all);
        self.left = self.left.saturating_add(row.left);
    }

    /// `surplus` is dᵢ·n − d·nᵢ.
    #[inline]
    pub(super) fn add(&mut self, left: u64, surplus: f64, weight: f64, n: f64) {
        self.observed.add(weight * left as f64);
        self.excess.add(surplus * weight / n); // Klein and Moeschberger, eq. 7.3.3
    }
}

/// a·b − c·d, exact before it is rounded once: swapping the two gives the same bits, negated.
#[inline]
pub(super) fn difference([a, b]: [u64; 2], [c, d]: [u64; 2]) -> f64 {
    let [first, second] = [[a, b], [c, d]].map(|[x, y]| u128::from(x).wrapping_mul(u128::from(y)));
    let distance = first.abs_diff(second);
    // The short conversion where it will do: it is many times faster.
    let distance = u64::try_from(distance).map_or_else(|_| distance as f64, |short| short as f64);
    if first < second { -distance } else { distance }
}

/// w²·d·(n − d)/(n²·(n − 1)): what the covariance of two groups at one time is nᵢ·nⱼ times of.
#[inline]
pub(super) fn factor(at_risk: u64, left: u64, weight: f64) -> f64 {
    let stayed = at_risk.saturating_sub(left);
    if stayed == 0 {
        return 0.0; // all left: nothing was left to chance; also where only one was at risk
    }
    let n = at_risk as f64;
    // Klein and Moeschberger, eq. 7.3.4: the variance of a hypergeometric count.
    left as f64 * stayed as f64 * (weight * weight) / (n * n * (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_of_products_are_exact() {
        let most = u64::MAX;
        assert_eq!(difference([3, 5], [2, 7]).to_bits(), 1.0_f64.to_bits());
        let near = difference([most, most], [most - 1, most]);
        assert_eq!(near.to_bits(), (most as f64).to_bits());
        let far = difference([0, 1], [most, most]);
        assert!(far < -3.4e38 && far.is_finite(), "{far:e}");
    }
}
