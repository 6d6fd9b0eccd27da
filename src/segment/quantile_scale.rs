//! [`QuantileScale`] and [`Direction`].

use crate::error::CUSTOMERS;
use crate::units::Finite;
use crate::{Error, Result};

/// Says which end of a figure is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Direction {
    /// Spend, orders, satisfaction.
    HigherIsBetter,
    /// Days since the last order, complaints.
    LowerIsBetter,
}

saved! { impl{} for Direction as is; }

/// Ranks a customer among all customers, with a score from 1 (worst) to k (best).
///
/// Cuts the customer base into k groups of equal size by one figure: with k = 5 the best fifth scores
/// 5. Customers with the same figure always score the same, so groups are only as equal as the ties
/// allow: if four in five ordered once, those four score 1. A score says who is better, not by how
/// much, and does not change when all figures are transformed in a way that keeps their order
/// (logarithms, another currency).
///
/// The scale is a value of its own: made once, it scores customers who were not in the base, and last
/// year's scale scores this year's customers.
///
/// # Formula
///
/// ```text
/// score(x) = 1 + ⌊k · (customers worse than x) / customers⌋
/// ```
///
/// # Examples
///
/// ```
/// use tenure::segment::{Direction, QuantileScale};
/// use tenure::units::Finite;
///
/// let spend = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 1000.0];
/// let scale = QuantileScale::new(spend, 5, Direction::HigherIsBetter)?;
/// assert_eq!(spend.map(|s| scale.score(Finite::new(s).unwrap())), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
///
/// let days = QuantileScale::new([3, 10, 40, 400], 2, Direction::LowerIsBetter)?;
/// assert_eq!(days.score(Finite::from(5)), 2);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time and O(n) space to make, O(log k) to score; the scale keeps k − 1 numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantileScale {
    direction: Direction,
    /// Ascending, in the sense of better: a figure above the j-th cut scores at least j + 1.
    cuts: Vec<Finite>,
}

saved! {
    impl{} for QuantileScale as "quantile scale", 1;
    |scale| { direction, cuts };
    read {
        let cuts: Vec<Finite> = cuts;
        check_groups(u8::try_from(cuts.len()).map_or(u8::MAX, |cuts| cuts.saturating_add(1)))?;
        if !cuts.is_sorted() {
            return Err(Error::Malformed {
                what: "quantile scale",
                expected: "cuts in ascending order",
            });
        }
        Ok(Self { direction, cuts })
    }
}

impl QuantileScale {
    /// Creates a scale with `groups` scores from the figures of all customers.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for fewer than 2 or more than 100 groups, [`Error::NotEnoughData`]
    /// without any figure, [`Error::Item`] for one that is no number.
    pub fn new<I>(figures: I, groups: u8, direction: Direction) -> Result<Self>
    where
        I: IntoIterator<Item: TryInto<Finite>>,
        Error: From<<I::Item as TryInto<Finite>>::Error>,
    {
        Self::of(collect(figures)?, groups, direction)
    }

    pub(super) fn of(mut figures: Vec<Finite>, groups: u8, direction: Direction) -> Result<Self> {
        check_groups(groups)?;
        if figures.is_empty() {
            return Err(nobody());
        }
        if direction == Direction::LowerIsBetter {
            for figure in &mut figures {
                *figure = negated(*figure);
            }
        }
        sort(&mut figures);
        let n = figures.len() as u128;
        let cuts = (1..groups)
            .filter_map(|j| {
                // The ⌈jn/k⌉-th smallest: exceeding it means at least j/k of all are worse.
                let rank = n.wrapping_mul(u128::from(j)).div_ceil(u128::from(groups));
                let index = usize::try_from(rank).ok()?.checked_sub(1)?;
                figures.get(index).copied()
            })
            .collect();
        Ok(Self { direction, cuts })
    }

    /// Returns the score of a figure, from 1 to [`groups`](Self::groups).
    #[must_use]
    pub fn score(&self, figure: Finite) -> u8 {
        let figure = match self.direction {
            Direction::HigherIsBetter => figure,
            Direction::LowerIsBetter => negated(figure),
        };
        let passed = self.cuts.partition_point(|cut| *cut < figure);
        u8::try_from(passed).unwrap_or(u8::MAX).saturating_add(1)
    }

    /// Returns how many scores there are.
    #[must_use]
    pub fn groups(&self) -> u8 {
        u8::try_from(self.cuts.len())
            .unwrap_or(u8::MAX)
            .saturating_add(1)
    }

    /// Returns which end is the good one.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Iterates over the figures that have to be beaten for a score of 2, 3, …, from worse to
    /// better.
    #[must_use]
    pub fn cuts(&self) -> impl ExactSizeIterator<Item = f64> {
        self.cuts.iter().map(|cut| match self.direction {
            Direction::HigherIsBetter => cut.get(),
            Direction::LowerIsBetter => negated(*cut).get(),
        })
    }
}

fn check_groups(groups: u8) -> Result<()> {
    if (2..=100).contains(&groups) {
        Ok(())
    } else {
        Err(Error::out_of_range(
            "number of groups",
            "from 2 to 100",
            f64::from(groups),
        ))
    }
}

/// All figures, at least one, each checked.
pub(super) fn collect<I>(figures: I) -> Result<Vec<Finite>>
where
    I: IntoIterator<Item: TryInto<Finite>>,
    Error: From<<I::Item as TryInto<Finite>>::Error>,
{
    let figures = figures
        .into_iter()
        .enumerate()
        .map(|(index, figure)| {
            figure
                .try_into()
                .map_err(|error| Error::from(error).at(index))
        })
        .collect::<Result<Vec<Finite>>>()?;
    if figures.is_empty() {
        return Err(nobody());
    }
    Ok(figures)
}

pub(super) const fn nobody() -> Error {
    Error::not_enough("a quantile scale", 1, CUSTOMERS, 0)
}

pub(super) fn sort(figures: &mut [Finite]) {
    figures.sort_unstable_by(|a, b| a.get().total_cmp(&b.get()));
}

/// The figure with the sign changed; 0 stays 0.
fn negated(figure: Finite) -> Finite {
    Finite::new(-figure.get()).unwrap_or(figure)
}
