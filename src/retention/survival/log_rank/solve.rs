//! The statistic of a log-rank test from its sums.

use super::LogRankGroup;
use crate::numeric::cholesky::{Cholesky, Symmetric};

/// uᵀ·V⁻·u and its degrees of freedom.
///
/// Groups that were never at risk together when a customer left, not even by way of others, cannot be compared: each
/// set of groups that were contributes one degree less than it has groups, a group alone none. In each set one
/// group follows from the others; the largest variance is left out, and the rest are put in order of theirs,
/// so that the digits do not depend on the order of the groups.
pub(super) fn statistic(
    groups: &[LogRankGroup],
    covariance: impl Fn(usize, usize) -> f64,
) -> (f64, usize) {
    let (mut statistic, mut degrees) = (0.0, 0_usize);
    let figure = |i: usize, of: fn(&LogRankGroup) -> f64| groups.get(i).map_or(0.0, of);
    let mut waiting: Vec<usize> = (0..groups.len()).collect();
    while let Some(first) = waiting.pop() {
        let mut set = vec![first];
        let mut place = 0_usize;
        while let Some(&i) = set.get(place) {
            // A sum of products of counts, none of them positive: 0 only if each of them is.
            set.extend(waiting.extract_if(.., |j| covariance(i, *j) < 0.0));
            place = place.saturating_add(1);
        }
        set.sort_by(|&i, &j| {
            let [a, b] = [i, j].map(|i| [figure(i, |g| g.variance), figure(i, |g| g.excess.abs())]);
            a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
        });
        set.pop();
        degrees = degrees.saturating_add(set.len());
        statistic += match set.as_slice() {
            [] => 0.0,
            [only] => {
                let excess = figure(*only, |group| group.excess);
                excess * (excess / figure(*only, |group| group.variance))
            }
            several => form(several, |i| figure(i, |group| group.excess), &covariance),
        };
    }
    (statistic, degrees)
}

/// uᵀ·V⁻¹·u of these groups.
fn form(
    groups: &[usize],
    excess: impl Fn(usize) -> f64,
    covariance: impl Fn(usize, usize) -> f64,
) -> f64 {
    let mut matrix = Symmetric::zero(groups.len());
    for (row, &i) in groups.iter().enumerate() {
        for (column, &j) in groups.iter().enumerate().take(row.saturating_add(1)) {
            matrix.set(row, column, covariance(i, j));
        }
    }
    let excess: Vec<f64> = groups.iter().map(|&i| excess(i)).collect();
    let solved = Cholesky::new(&matrix, 0.0).solve(&excess);
    solved.iter().zip(&excess).map(|(x, u)| x * u).sum()
}
