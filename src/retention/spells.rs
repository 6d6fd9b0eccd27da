//! The spells of one customer, united.

/// From `start` on, up to but not including `end`; for ever when there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Spell {
    pub(super) start: i64,
    pub(super) end: Option<i64>,
}

impl Spell {
    pub(super) fn contains(self, day: i64) -> bool {
        self.start <= day && !self.is_over_by(day)
    }

    /// Whether the customer has left by this day.
    pub(super) fn is_over_by(self, day: i64) -> bool {
        self.end.is_some_and(|end| end <= day)
    }

    pub(super) const fn is_empty(self) -> bool {
        matches!(self.end, Some(end) if end <= self.start)
    }

    /// Whether it overlaps or touches what starts on `day` or later.
    fn reaches(self, day: i64) -> bool {
        self.end.is_none_or(|end| end >= day)
    }

    fn united(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.zip(other.end).map(|(left, right)| left.max(right)),
        }
    }
}

/// Spells in order, with at least one day between any two: the same whatever order they came in,
/// because it is the union of the days they cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Spells(Vec<Spell>);

impl Spells {
    pub(super) fn of(spell: Spell) -> Self {
        Self(vec![spell])
    }

    pub(super) fn as_slice(&self) -> &[Spell] {
        &self.0
    }

    /// Takes in a spell that is not empty.
    pub(super) fn add(&mut self, spell: Spell) {
        // Both bounds are found by bisection: the ends rise as the starts do.
        let first = self.0.partition_point(|old| !old.reaches(spell.start));
        let past = self.0.partition_point(|old| spell.reaches(old.start));
        let touched = self.0.get(first..past).unwrap_or_default();
        let united = touched
            .iter()
            .fold(spell, |united, old| united.united(*old));
        self.0.splice(first..past, [united]);
    }

    pub(super) fn merge(&mut self, mut other: Self) {
        if other.0.len() > self.0.len() {
            core::mem::swap(self, &mut other);
        }
        if let [spell] = *other.0.as_slice() {
            self.add(spell);
            return;
        }
        // Inserting many one by one would move the tail each time.
        let mut all = core::mem::take(&mut self.0);
        all.append(&mut other.0);
        all.sort_by_key(|spell| spell.start);
        for spell in all {
            self.add(spell);
        }
    }
}
