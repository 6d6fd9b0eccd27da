//! Quotients and deviations of whole amounts, rounded once.

use crate::Merge as _;
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;

/// Returns part/whole as the nearest f64; `None` unless the whole is above 0.
pub(super) fn ratio(part: i128, whole: i128) -> Option<f64> {
    const EXACT: u128 = 1 << 53;
    if whole <= 0 {
        return None;
    }
    if part.unsigned_abs() <= EXACT && whole.unsigned_abs() <= EXACT {
        // Both are exact, so the division is the only rounding. + 0.0 turns −0 into 0.
        return Some(part as f64 / whole as f64 + 0.0);
    }
    Dyadic::from(part).ratio(&whole.into())
}

/// Returns n²/d as the nearest f64; `None` when d is 0.
pub(super) fn squared_ratio(n: u128, d: u128) -> Option<f64> {
    let n = Dyadic::from(n);
    (&n * &n).ratio(&d.into())
}

/// Sums from which the sampling error of a ratio of totals follows, over the customers who paid at the start:
/// products of what each paid (a), lost (l) and gained (e).
///
/// Whole numbers in 128 bits that stop at a ceiling; at it nothing is known any more. As no customer both loses
/// and gains, Σ l·e = 0 and is not kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Squares {
    /// Σ a².
    pub(super) opening: Count,
    /// Σ a·l.
    pub(super) opening_lost: Count,
    /// Σ l².
    pub(super) lost: Count,
    /// Σ a·e.
    pub(super) opening_gained: Count,
    /// Σ e².
    pub(super) gained: Count,
}

#[cfg(feature = "serde")]
impl Squares {
    pub(super) const fn parts(&self) -> (Count, Count, Count, Count, Count) {
        let (own, crossed) = (self.opening, self.opening_lost);
        (own, crossed, self.lost, self.opening_gained, self.gained)
    }

    pub(super) const fn from_parts(parts: (Count, Count, Count, Count, Count)) -> Self {
        let (opening, opening_lost, lost, opening_gained, gained) = parts;
        Self {
            opening,
            opening_lost,
            lost,
            opening_gained,
            gained,
        }
    }
}

impl Squares {
    pub(super) fn absorb(&mut self, other: Self) {
        self.opening.merge(other.opening);
        self.opening_lost.merge(other.opening_lost);
        self.lost.merge(other.lost);
        self.opening_gained.merge(other.opening_gained);
        self.gained.merge(other.gained);
    }
}

/// How much the shares that customers kept differ: the standard error of (A + D)/A, where A = Σa and D is the
/// total of what each gained (or not) less what each lost.
///
/// ```text
/// se² = n/(n − 1) · Σ(d − (D/A)·a)² / A²
///     = n·(A²·Σd² − 2·A·D·Σad + D²·Σa²) / ((n − 1)·A⁴)
/// ```
/// All of it in whole numbers; the root is the only rounding. `None` for fewer than two customers, without any
/// spread, and when a sum has met its ceiling.
pub(super) fn standard_error(
    customers: u128,
    opening: u128,
    change: i128,
    squares: &Squares,
    with_gains: bool,
) -> Option<f64> {
    let known = |sum: Count| (sum < Count::CEILING).then(|| Dyadic::from(sum));
    let others = customers.checked_sub(1).filter(|n| *n > 0)?;
    let mut moved = known(squares.lost)?;
    let mut crossed = -known(squares.opening_lost)?;
    if with_gains {
        moved = moved + known(squares.gained)?;
        crossed = crossed + known(squares.opening_gained)?;
    }
    let (a, d) = (Dyadic::from(opening), Dyadic::from(change));
    let a2 = &a * &a;
    let twice = Dyadic::from(2_u64) * a * &d * crossed;
    let spread = &a2 * moved - twice + &d * &d * known(squares.opening)?;
    let above = Dyadic::from(customers) * spread;
    let below = Dyadic::from(others) * &a2 * &a2;
    above.ratio_sqrt(&below).filter(|error| *error > 0.0)
}
