//! The percentile bootstrap of an NPS.

use super::formulas::Trinomial;
use crate::numeric::random::SplitMix64;
use crate::units::Level;

/// More resamples than these are not drawn: the ends are known to far less than their width then.
pub(super) const MOST: u32 = 1 << 20;

/// The ends of the middle `level` of the scores of resampled surveys, for answers of −1 to 1.
///
/// A resample of n answers with replacement is a multinomial draw: first how many of the n are not
/// passive, then how many of these are promoters. Two binomial draws, whatever n is.
pub(super) fn limits(
    counts: Trinomial,
    level: Level,
    resamples: u32,
    seed: u64,
) -> Option<[f64; 2]> {
    // Drawn for the side with more promoters and mirrored, so that exchanging promoters and
    // detractors mirrors the interval exactly.
    if counts.promoters < counts.detractors {
        let [lower, upper] = limits(mirrored(counts), level, resamples, seed)?;
        return Some([-upper + 0.0, -lower + 0.0]);
    }
    let n = counts.total();
    let outer = counts.promoters + counts.detractors;
    let mut random = SplitMix64::new(seed);
    let mut scores: Vec<f64> = (0..resamples.min(MOST))
        .map(|_| {
            let drawn = random.binomial(n, outer, counts.passives);
            let promoters = random.binomial(drawn, counts.promoters, counts.detractors);
            promoters - (drawn - promoters)
        })
        .collect();
    if counts.promoters <= counts.detractors {
        // As many promoters as detractors: every resample is as likely as its mirror image.
        let images: Vec<f64> = scores.iter().map(|score| -score + 0.0).collect();
        scores.extend(images);
    }
    scores.sort_unstable_by(f64::total_cmp);
    let rank = rank(scores.len(), level);
    let lower = scores.get(rank)?;
    let upper = scores.iter().rev().nth(rank)?;
    Some([lower / n, upper / n])
}

/// How many of the sorted scores lie outside at either end: ⌈draws·(1 − level)/2⌉ − 1.
fn rank(draws: usize, level: Level) -> usize {
    let outside = draws as f64 * ((1.0 - level.get()) / 2.0);
    // 1 − 0.95 is a little more than 0.05: 250.0000000000002 of 10,000 is the 250th.
    let place = (outside * (1.0 - 1e-12)).ceil() - 1.0;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a quarter of the draws"
    )]
    let place = place.max(0.0) as usize;
    place
}

const fn mirrored(counts: Trinomial) -> Trinomial {
    Trinomial {
        promoters: counts.detractors,
        passives: counts.passives,
        detractors: counts.promoters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_is_not_moved_by_rounding() {
        for (draws, level, want) in [
            (10_000, 0.95, 249),
            (1000, 0.99, 4),
            (1000, 0.9, 49),
            (1, 0.95, 0),
            (40, 0.95, 0),
            (41, 0.95, 1),
        ] {
            assert_eq!(
                rank(draws, Level::new(level).unwrap()),
                want,
                "{draws} {level}"
            );
        }
    }
}
