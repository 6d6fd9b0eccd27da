//! [`EffortClasses`].

use crate::Merge as _;
use crate::numeric::count::Count;
use crate::stats::Interval;
use crate::survey::Nps;
use crate::units::Level;

/// How many customers found it easy, how many difficult, and how many neither.
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
        self.net().count()
    }

    /// How many more of a hundred customers found it easy than difficult, −100 to 100 points,
    /// correctly rounded; `None` when nobody answered.
    #[must_use]
    pub fn net_easy(&self) -> Option<f64> {
        self.net().score()
    }

    /// Where the net share of all customers lies, in points: the adjusted Wald interval of
    /// [`Nps::interval`], whose figure of three classes this is. `None` when nobody answered.
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
