//! [`EffortClasses`].

use crate::Merge as _;
use crate::numeric::count::Count;
use crate::stats::Interval;
use crate::survey::Nps;
use crate::units::Level;

/// Counts how many customers found it easy, how many difficult, and how many neither.
///
/// Made by [`Ces::classes`](crate::survey::Ces::classes) and
/// [`Ces::classes_at`](crate::survey::Ces::classes_at).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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

    /// Returns how many found it easy.
    #[must_use]
    pub const fn easy(&self) -> u64 {
        self.easy.to_u64()
    }

    /// Returns how many found it neither easy nor difficult.
    #[must_use]
    pub const fn neither(&self) -> u64 {
        self.neither.to_u64()
    }

    /// Returns how many found it difficult.
    #[must_use]
    pub const fn difficult(&self) -> u64 {
        self.difficult.to_u64()
    }

    /// Returns how many answered.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.net().count()
    }

    /// Returns the share that found it easy minus the share that found it difficult, from −100 to
    /// 100 points, correctly rounded, or `None` without answers.
    #[must_use]
    pub fn net_easy(&self) -> Option<f64> {
        self.net().score()
    }

    /// Returns the confidence interval of [`net_easy`](Self::net_easy) in points, or `None` without
    /// answers. It is the adjusted Wald interval of [`Nps::interval`], which is computed from three
    /// classes as well.
    #[must_use]
    pub fn net_easy_interval(&self, level: Level) -> Option<Interval> {
        self.net().interval(level)
    }

    /// The same three classes as for, neither and against: all that a net share knows.
    const fn net(&self) -> Nps {
        Nps::from_classes(self.easy, self.neither, self.difficult)
    }
}

saved! {
    impl{} for EffortClasses as "effort classes", 1;
    |classes| { easy, neither, difficult }
}
