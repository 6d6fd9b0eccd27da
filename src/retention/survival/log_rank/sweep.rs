//! The way of a log-rank test through the times of one stratum.

use core::iter::Peekable;

use super::sums::{GroupSums, Stratum, difference, factor};
use crate::numeric::careful_sum::CarefulSum;
use crate::retention::survival::RiskRow;

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

/// The sums of two groups so far.
#[derive(Debug, Clone, Copy, Default)]
struct Two {
    first: GroupSums,
    second: GroupSums,
    variance: CarefulSum,
}

impl Two {
    /// Adds a time at which a customer left: how many were at risk and left, in each group.
    #[inline]
    fn add(
        &mut self,
        [n1, n2]: [u64; 2],
        [d1, d2]: [u64; 2],
        weight: &mut impl FnMut(u64, u64) -> f64,
    ) {
        let (at_risk, left) = (n1.saturating_add(n2), d1.saturating_add(d2));
        let (weight, n) = (weight(at_risk, left), at_risk as f64);
        // d₁·n − d·n₁ = d₁·n₂ − d₂·n₁
        let surplus = difference([d1, n2], [d2, n1]);
        self.first.add(d1, surplus, weight, n);
        self.second.observed.add(weight * d2 as f64);
        self.variance
            .add(n1 as f64 * n2 as f64 * factor(at_risk, left, weight));
    }

    fn finish(mut self) -> Stratum {
        self.second.excess = self.first.excess.negated();
        Stratum {
            groups: vec![self.first, self.second],
            covariance: vec![self.variance, self.variance.negated(), self.variance],
        }
    }
}

/// The sums of two groups. `weight` is called once for each time at which a customer left, in order, with who was at
/// risk and who left.
pub(super) fn two<T: Ord + Copy>(
    first: impl Iterator<Item = RiskRow<T>>,
    second: impl Iterator<Item = RiskRow<T>>,
    mut weight: impl FnMut(u64, u64) -> f64,
) -> Stratum {
    let (mut first, mut second) = (first.peekable(), second.peekable());
    let mut sums = Two::default();
    loop {
        let time = match (first.peek(), second.peek()) {
            (Some(a), Some(b)) => a.time.min(b.time),
            (Some(row), None) | (None, Some(row)) => row.time,
            (None, None) => break,
        };
        let (n1, d1) = take(&mut first, &time, &mut sums.first);
        let (n2, d2) = take(&mut second, &time, &mut sums.second);
        if d1 > 0 || d2 > 0 {
            sums.add([n1, n2], [d1, d2], &mut weight);
        }
    }
    sums.finish()
}

/// Sums two groups whose times are of one customer each, seen from the start: those who left, and those still
/// there, in order. It skips the rows and looks at the times themselves.
pub(super) fn two_of_single_times<T: Ord + Copy>(
    first: [&[T]; 2],
    second: [&[T]; 2],
    mut weight: impl FnMut(u64, u64) -> f64,
) -> Stratum {
    let mut sums = Two::default();
    for (sums, [left, censored]) in [(&mut sums.first, first), (&mut sums.second, second)] {
        sums.left = left.len() as u64;
        sums.customers = sums.left.saturating_add(censored.len() as u64);
    }
    let ([mut left1, mut still1], [mut left2, mut still2]) = (first, second);
    loop {
        let time = match (left1.first(), left2.first()) {
            // Not `min`: that compares three ways.
            (Some(a), Some(b)) if b < a => *b,
            (Some(time), _) | (None, Some(time)) => *time,
            (None, None) => break,
        };
        pass(&mut still1, |other| *other < time);
        pass(&mut still2, |other| *other < time);
        let at_risk = [(left1, still1), (left2, still2)]
            .map(|(left, censored)| (left.len() as u64).saturating_add(censored.len() as u64));
        let left = [
            pass(&mut left1, |other| *other <= time),
            pass(&mut left2, |other| *other <= time),
        ];
        sums.add(at_risk, left, &mut weight);
    }
    sums.finish()
}

/// Passes the times of which this holds; how many there were.
#[inline]
fn pass<T>(times: &mut &[T], mut passed: impl FnMut(&T) -> bool) -> u64 {
    let mut n = 0_u64;
    while let Some((first, rest)) = times.split_first()
        && passed(first)
    {
        n = n.wrapping_add(1);
        *times = rest;
    }
    n
}

/// Sums any number of groups.
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

    /// And so does the way for times of one customer each, with ties between times and groups.
    #[test]
    fn single_times_are_rows() {
        use crate::units::Finite;
        let [a, b] = [5, 7].map(|step| {
            let lifetimes = (0..900_u32).map(|i| (f64::from(i * step % 631) + 0.5, i % 3 != 0));
            LifetimeTable::<Finite>::try_from_iter(lifetimes).unwrap()
        });
        let (first, second) = (a.single_times().unwrap(), b.single_times().unwrap());
        let weight = |n, d| 1.0 / (n as f64 + d as f64);
        let fast = two_of_single_times(first, second, weight);
        assert_eq!(fast, two(a.every_row(), b.every_row(), weight));
        assert!(tables()[0].single_times().is_none());
    }
}
