//! [`Columns`]: the columns asked of a triangle, prepared for counting.

use super::AgeWindow;
use crate::{Result, limit};

/// The columns of a triangle.
#[derive(Debug)]
pub(super) struct Columns {
    windows: Vec<AgeWindow>,
    chains: Vec<Chain>,
    stride: usize,
}

/// Columns whose windows begin and end in the same order: an age, and a gap between two, concerns neighbours.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The columns' first ages, their last (the greatest number without one), and their places as asked for.
    from: Vec<u64>,
    to: Vec<u64>,
    places: Vec<usize>,
    /// How many columns begin at an age or before it, and how many end before it, of each small age.
    begun: Vec<u32>,
    ended: Vec<u32>,
    /// Where the counts of its first column are.
    offset: usize,
}

/// Larger ages are looked up in O(log columns).
const SMALL_AGES: u64 = 1 << 12;

/// And so are all ages when there are more chains than this.
const MOST_LOOKED_UP: usize = 1 << 8;

impl Columns {
    /// Prepares the columns for a number of cohorts, the oldest of which has the age `oldest` now.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than 2¹⁶ columns or 2²⁴ cells.
    pub(super) fn new(
        windows: impl IntoIterator<Item = AgeWindow>,
        cohorts: usize,
        oldest: u64,
    ) -> Result<Self> {
        let most = usize::try_from(limit::COLUMNS).unwrap_or(usize::MAX);
        let windows: Vec<_> = windows.into_iter().take(most.saturating_add(1)).collect();
        at_most_columns(windows.len() as u64)?;
        let cells = windows.len().saturating_mul(cohorts);
        limit::at_most("number of cells of a cohort triangle", limit::ITEMS, cells)?;
        let mut sorted: Vec<_> = windows.iter().copied().enumerate().collect();
        sorted.sort_by_key(|(_, window)| (window.from(), window.to().unwrap_or(u64::MAX)));
        let mut chains: Vec<Chain> = Vec::new();
        for (place, window) in sorted {
            let to = window.to().unwrap_or(u64::MAX);
            // The last ends of the chains descend, as the first that will do is taken.
            let fits = chains.partition_point(|chain| chain.to.last() > Some(&to));
            if fits == chains.len() {
                chains.push(Chain::default());
            }
            if let Some(chain) = chains.get_mut(fits) {
                chain.push(place, window.from(), to);
            }
        }
        let mut stride = 0_usize;
        let small = if chains.len() > MOST_LOOKED_UP {
            0
        } else {
            oldest.saturating_add(1).min(SMALL_AGES)
        };
        for chain in &mut chains {
            chain.offset = stride;
            stride = stride.saturating_add(chain.from.len()).saturating_add(1);
            chain.look_up(small);
        }
        Ok(Self {
            windows,
            chains,
            stride,
        })
    }

    pub(super) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Whether no age is in two of the windows.
    pub(super) fn are_apart(&self) -> bool {
        let apart = |chain: &Chain| {
            let next = chain.from.iter().skip(1);
            next.zip(&chain.to).all(|(from, to)| to < from)
        };
        self.chains.len() < 2 && self.chains.iter().all(apart)
    }

    /// The place among the counts of the window that holds that age, of windows that [are apart](Self::are_apart).
    pub(super) fn holding(&self, age: u64) -> Option<usize> {
        let (from, to) = self.chains.first()?.containing(age);
        (from < to).then_some(from)
    }

    /// How many numbers a row of counts has.
    pub(super) const fn stride(&self) -> usize {
        self.stride
    }

    /// What the changes in a row add up to, column by column as they were asked for; nothing of nothing.
    pub(super) fn running_sums<T: Copy + Default>(&self, row: &[T], add: fn(T, T) -> T) -> Vec<T> {
        if row.is_empty() {
            return Vec::new();
        }
        let mut sums = vec![T::default(); self.windows.len()];
        for chain in &self.chains {
            let mut sum = T::default();
            for (change, place) in row.iter().skip(chain.offset).zip(&chain.places) {
                sum = add(sum, *change);
                if let Some(cell) = sums.get_mut(*place) {
                    *cell = sum;
                }
            }
        }
        sums
    }

    pub(super) fn windows(&self) -> &[AgeWindow] {
        &self.windows
    }
}

/// Refuses a triangle with too many columns.
pub(super) fn at_most_columns(columns: u64) -> Result<()> {
    limit::at_most(
        "number of columns of a cohort triangle",
        limit::COLUMNS,
        columns,
    )
}

impl Chain {
    fn push(&mut self, place: usize, from: u64, to: u64) {
        self.from.push(from);
        self.to.push(to);
        self.places.push(place);
    }

    #[allow(clippy::cast_possible_truncation, reason = "at most 2^24 columns")]
    fn look_up(&mut self, ages: u64) {
        let ages = 0..ages;
        self.begun = ages.clone().map(|age| self.begun_by(age) as u32).collect();
        self.ended = ages.map(|age| self.ended_before(age) as u32).collect();
    }

    fn begun_by(&self, age: u64) -> usize {
        self.from.partition_point(|from| *from <= age)
    }

    fn ended_before(&self, age: u64) -> usize {
        self.to.partition_point(|to| *to < age)
    }

    /// The columns, from and before, whose windows hold that age.
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "an age that does not fit is not in the table"
    )]
    pub(super) fn containing(&self, age: u64) -> (usize, usize) {
        let small = usize::try_from(age).unwrap_or(usize::MAX);
        let (begun, ended) = match (self.begun.get(small), self.ended.get(small)) {
            (Some(begun), Some(ended)) => (*begun as usize, *ended as usize),
            _ => (self.begun_by(age), self.ended_before(age)),
        };
        // Windows end where they begin or later, so no more have ended than begun.
        (
            self.offset.wrapping_add(ended),
            self.offset.wrapping_add(begun),
        )
    }

    /// The columns, from and before, whose windows hold that age and not the one before.
    #[inline]
    pub(super) fn first_activity(&self, before: Option<u64>, age: u64) -> (usize, usize) {
        let (from, to) = self.containing(age);
        // Those that had begun by the age before and have not ended held it.
        let begun = before.map_or(0, |before| self.containing(before).1);
        (from.max(begun), to)
    }
}
