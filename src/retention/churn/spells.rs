//! The spells of one customer, united.

use core::iter;
use std::collections::BTreeMap;

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
///
/// The earliest is apart: most customers have one spell and need no tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Spells {
    first: Spell,
    later: BTreeMap<i64, Option<i64>>, // ends by starts, all after the end of the first
}

impl Spells {
    pub(super) const fn of(spell: Spell) -> Self {
        Self {
            first: spell,
            later: BTreeMap::new(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Spell> {
        let later = self.later.iter();
        iter::once(self.first).chain(later.map(|(&start, &end)| Spell { start, end }))
    }

    /// Counts the bytes of the later spells on the heap.
    pub(super) fn heap_size(&self) -> usize {
        self.later.len().saturating_mul(size_of::<Spell>())
    }

    /// Counts the spells, at least 1.
    #[cfg(feature = "serde")]
    pub(super) fn len(&self) -> usize {
        self.later.len().saturating_add(1)
    }

    /// Takes in a spell that is not empty. In amortised O(log s), whatever the order: each spell is
    /// put in once and taken out at most once.
    pub(super) fn add(&mut self, spell: Spell) {
        if spell.start < self.first.start {
            self.later.insert(self.first.start, self.first.end);
            self.first = self.absorb(spell);
        } else if self.first.reaches(spell.start) {
            self.first = self.absorb(self.first.united(spell));
        } else {
            let before = self.later.range(..=spell.start).next_back();
            let before = before.map(|(&start, &end)| Spell { start, end });
            let united = match before.filter(|before| before.reaches(spell.start)) {
                Some(before) => before.united(spell),
                None => spell,
            };
            let united = self.absorb(united);
            self.later.insert(united.start, united.end);
        }
    }

    /// The spell united with those that start with it or later and that it reaches, which leave.
    fn absorb(&mut self, mut spell: Spell) -> Spell {
        while let Some((&start, &end)) = self.later.range(spell.start..).next()
            && spell.reaches(start)
        {
            self.later.remove(&start);
            spell = spell.united(Spell { start, end });
        }
        spell
    }

    pub(super) fn merge(&mut self, mut other: Self) {
        if other.later.len() > self.later.len() {
            core::mem::swap(self, &mut other); // the result is the same, the work is less
        }
        for spell in other.iter() {
            self.add(spell);
        }
    }
}
