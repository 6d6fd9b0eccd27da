//! The sums of a log-rank test over the times of one stratum.

use core::iter::Peekable;

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
    pub(super) customers: u128,
    pub(super) left: u128,
    /// Σ w·dᵢ
    pub(super) observed: CarefulSum,
    /// Σ w·(dᵢ − d·nᵢ/n)
    pub(super) excess: CarefulSum,
}

impl GroupSums {
    fn count<T>(&mut self, row: &RiskRow<T>) {
        let all = u128::from(row.left).saturating_add(u128::from(row.still));
        self.customers = self.customers.saturating_add(all);
        self.left = self.left.saturating_add(u128::from(row.left));
    }

    /// `surplus` is dᵢ·n − d·nᵢ.
    fn add(&mut self, left: u64, surplus: f64, weight: f64, n: f64) {
        self.observed.add(weight * left as f64);
        self.excess.add(surplus * weight / n); // Klein and Moeschberger, eq. 7.3.3
    }
}

/// a·b − c·d, exact before it is rounded once: swapping the two gives the same bits, negated.
fn difference([a, b]: [u64; 2], [c, d]: [u64; 2]) -> f64 {
    let [first, second] = [[a, b], [c, d]].map(|[x, y]| u128::from(x).wrapping_mul(u128::from(y)));
    let distance = first.abs_diff(second);
    // The short conversion where it will do: it is many times faster.
    let distance = u64::try_from(distance).map_or(distance as f64, |distance| distance as f64);
    if first < second { -distance } else { distance }
}

/// w²·d·(n − d)/(n²·(n − 1)): what the covariance of two groups at one time is nᵢ·nⱼ times of.
fn factor(at_risk: u64, left: u64, weight: f64) -> f64 {
    let stayed = at_risk.saturating_sub(left);
    if stayed == 0 {
        return 0.0; // all left: nothing was left to chance; also where only one was at risk
    }
    let n = at_risk as f64;
    // Klein and Moeschberger, eq. 7.3.4: the variance of a hypergeometric count.
    left as f64 * stayed as f64 * (weight * weight) / (n * n * (n - 1.0))
}

/// The row of a group at a time, if it has one then, with who was at risk in it and who left.
fn take<T: Ord, I: Iterator<Item = RiskRow<T>>>(
    rows: &mut Peekable<I>,
    time: &T,
    sums: &mut GroupSums,
) -> (u64, u64) {
    match rows.peek() {
        None => (0, 0),
        Some(row) if row.time > *time => (row.at_risk, 0),
        Some(row) => {
            sums.count(row);
            let both = (row.at_risk, row.left.min(row.at_risk));
            rows.next();
            both
        }
    }
}

/// The sums of two groups. `weight` is asked once for each time at which anybody left, in order, with who was at
/// risk and who left.
pub(super) fn two<T: Ord + Copy>(
    first: impl Iterator<Item = RiskRow<T>>,
    second: impl Iterator<Item = RiskRow<T>>,
    mut weight: impl FnMut(u64, u64) -> f64,
) -> Stratum {
    let (mut first, mut second) = (first.peekable(), second.peekable());
    let (mut one, mut other) = (GroupSums::default(), GroupSums::default());
    let mut variance = CarefulSum::default();
    loop {
        let time = match (first.peek(), second.peek()) {
            (Some(a), Some(b)) => a.time.min(b.time),
            (Some(row), None) | (None, Some(row)) => row.time,
            (None, None) => break,
        };
        let (n1, d1) = take(&mut first, &time, &mut one);
        let (n2, d2) = take(&mut second, &time, &mut other);
        let (at_risk, left) = (n1.saturating_add(n2), d1.saturating_add(d2));
        if left == 0 {
            continue;
        }
        let (weight, n) = (weight(at_risk, left), at_risk as f64);
        // d₁·n − d·n₁ = d₁·n₂ − d₂·n₁
        let surplus = difference([d1, n2], [d2, n1]);
        one.add(d1, surplus, weight, n);
        other.observed.add(weight * d2 as f64);
        variance.add(n1 as f64 * n2 as f64 * factor(at_risk, left, weight));
    }
    other.excess = one.excess.negated();
    Stratum {
        groups: vec![one, other],
        covariance: vec![variance, variance.negated(), variance],
    }
}

/// The same of any number of groups.
pub(super) fn many<T: Ord + Copy, I: Iterator<Item = RiskRow<T>>>(
    groups: impl IntoIterator<Item = I>,
    mut weight: impl FnMut(u64, u64) -> f64,
) -> Stratum {
    let mut rows: Vec<_> = groups.into_iter().map(Iterator::peekable).collect();
    let mut sums = vec![GroupSums::default(); rows.len()];
    let entries = rows.len().saturating_mul(rows.len().saturating_add(1)) / 2;
    let mut covariance = vec![CarefulSum::default(); entries];
    let mut counts = vec![(0, 0); rows.len()];
    loop {
        let next = rows.iter_mut().filter_map(|rows| Some(rows.peek()?.time));
        let Some(time) = next.min() else {
            break;
        };
        let (mut at_risk, mut left) = (0_u64, 0_u64);
        for ((rows, sums), count) in rows.iter_mut().zip(&mut sums).zip(&mut counts) {
            *count = take(rows, &time, sums);
            at_risk = at_risk.saturating_add(count.0);
            left = left.saturating_add(count.1);
        }
        if left == 0 {
            continue;
        }
        let (weight, n) = (weight(at_risk, left), at_risk as f64);
        let factor = factor(at_risk, left, weight);
        let mut entries = covariance.iter_mut();
        for (i, ((own, gone), sums)) in counts.iter().zip(&mut sums).enumerate() {
            let surplus = difference([*gone, at_risk], [left, *own]);
            sums.add(*gone, surplus, weight, n);
            for (other, _) in counts.iter().take(i) {
                if let Some(entry) = entries.next() {
                    entry.add(-(*own as f64 * *other as f64 * factor));
                }
            }
            if let Some(entry) = entries.next() {
                let rest = at_risk.saturating_sub(*own);
                entry.add(*own as f64 * rest as f64 * factor);
            }
        }
    }
    Stratum {
        groups: sums,
        covariance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retention::survival::LifetimeTable;

    /// Two groups one of which thins out faster, with ties and customers still there.
    fn tables() -> [LifetimeTable<u32>; 2] {
        [5, 7].map(|step| {
            let lifetimes = (0..400_u32).map(|i| (i * step % 97, i % 3 != 0));
            LifetimeTable::try_from_iter(lifetimes).unwrap()
        })
    }

    /// The fast way and the general one agree to the bit, whatever the weights.
    #[test]
    fn two_of_many_are_two() {
        let [a, b] = tables();
        let weights: [fn(u64, u64) -> f64; 3] = [
            |_, _| 1.0,
            |n, _| n as f64,
            |n, d| 1.0 / (n as f64 + d as f64),
        ];
        for weight in weights {
            let fast = two(a.every_row(), b.every_row(), weight);
            let slow = many([a.every_row(), b.every_row()], weight);
            let values = |all: &Stratum| {
                let groups = all.groups.iter();
                let sums = groups.flat_map(|g| [g.observed.value(), g.excess.value()]);
                let sums = sums.chain(all.covariance.iter().map(|v| v.value()));
                sums.map(f64::to_bits).collect::<Vec<_>>()
            };
            assert_eq!(values(&fast), values(&slow));
            assert_eq!(fast.groups[0].customers, slow.groups[0].customers);
            assert_eq!(fast.groups[1].left, slow.groups[1].left);
        }
    }

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
