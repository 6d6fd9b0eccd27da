//! [`EffortClasses`].

use crate::Merge as _;
use crate::numeric::count::Count;

/// How many customers found it easy, how many difficult, and how many neither.
///
/// Made by [`Ces::classes`](crate::survey::Ces::classes) and
/// [`Ces::classes_at`](crate::survey::Ces::classes_at).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EffortClasses {
    easy: Count,
    neither: Count,
    difficult: Count,
}

impl EffortClasses {
    /// So many answers that are easy, difficult or neither.
    pub(super) fn add(&mut self, easy: bool, difficult: bool, count: Count) {
        match (easy, difficult) {
            (true, _) => self.easy.merge(count),
            (_, true) => self.difficult.merge(count),
            _ => self.neither.merge(count),
        }
    }

    /// Who found it easy.
    #[must_use]
    pub const fn easy(&self) -> u128 {
        self.easy.get()
    }

    /// Who found it neither easy nor difficult.
    #[must_use]
    pub const fn neither(&self) -> u128 {
        self.neither.get()
    }

    /// Who found it difficult.
    #[must_use]
    pub const fn difficult(&self) -> u128 {
        self.difficult.get()
    }

    /// How many answered.
    #[must_use]
    pub fn count(&self) -> u128 {
        Count::total(self.counts())
    }

    /// How many more of a hundred customers found it easy than difficult, −100 to 100 points;
    /// `None` when nobody answered.
    #[must_use]
    pub fn net_easy(&self) -> Option<f64> {
        let n = self.count();
        if n == 0 {
            return None;
        }
        // Subtracted as integers and divided once; at most 100 · 2^112 in 128 bits.
        let difference = self.easy().abs_diff(self.difficult());
        let points = difference.wrapping_mul(100) as f64 / n as f64;
        Some(if self.easy < self.difficult {
            -points
        } else {
            points
        })
    }

    /// The three classes for whatever treats a net share as a trinomial: for, neither, against.
    pub(crate) const fn counts(&self) -> [Count; 3] {
        [self.easy, self.neither, self.difficult]
    }
}
