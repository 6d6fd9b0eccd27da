//! [`Cells`].

use std::collections::BTreeMap;

/// A state for each key, in the order of the keys, found in a few nanoseconds when the keys repeat.
#[derive(Debug, Clone)]
pub(in super::super) struct Cells<K, V> {
    places: BTreeMap<K, usize>,
    held: Vec<(K, V)>,
    /// Where keys were found before, by [`Slot::slot`]; its length is 0 or a power of two.
    seen: Vec<u32>,
}

/// Small numbers that are spread: where to look first.
pub(in super::super) trait Slot: Copy + Ord {
    fn slot(self) -> u64;
}

/// 2⁶⁴ over the golden ratio: neighbouring numbers land far apart.
const HASH_MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Slot for i64 {
    #[inline]
    fn slot(self) -> u64 {
        self.cast_unsigned().wrapping_mul(HASH_MULTIPLIER) >> 32
    }
}

impl Slot for (i64, i64) {
    #[inline]
    fn slot(self) -> u64 {
        let (one, other) = (self.0.cast_unsigned(), self.1.cast_unsigned());
        one.wrapping_mul(0xD1B5_4A32_D192_ED03)
            .wrapping_add(other)
            .wrapping_mul(HASH_MULTIPLIER)
            >> 32
    }
}

/// 16 MiB of them; with millions of cells the map is asked more often.
const MOST_SLOTS: usize = 1 << 22;

impl<K, V> Cells<K, V> {
    pub(in super::super) const fn new() -> Self {
        Self {
            places: BTreeMap::new(),
            held: Vec::new(),
            seen: Vec::new(),
        }
    }

    pub(in super::super) const fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(in super::super) const fn len(&self) -> usize {
        self.held.len()
    }

    /// The states in no order.
    pub(in super::super) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.held.iter_mut().map(|(_, state)| state)
    }

    /// Counts the bytes on the heap, with those of each state.
    pub(in super::super) fn heap_size(&self, of: impl Fn(&V) -> usize) -> usize {
        let places = self.held.len().saturating_mul(size_of::<(K, usize)>());
        let held = self.held.capacity().saturating_mul(size_of::<(K, V)>());
        let seen = self.seen.capacity().saturating_mul(size_of::<u32>());
        let states = self.held.iter().map(|(_, state)| of(state));
        let all = [places, held, seen].into_iter().chain(states);
        all.fold(0, usize::saturating_add)
    }

    /// Keys and states in no order.
    pub(in super::super) fn into_cells(self) -> impl Iterator<Item = (K, V)> {
        self.held.into_iter()
    }
}

impl<K: Slot, V: Default> Cells<K, V> {
    /// Changes the state of a key, which is made empty if it is new.
    #[inline]
    pub(in super::super) fn change<R: Default>(
        &mut self,
        key: K,
        f: impl FnOnce(&mut V) -> R,
    ) -> R {
        let place = self.place(key);
        self.held
            .get_mut(place)
            .map_or_else(R::default, |(_, state)| f(state))
    }

    #[inline]
    fn place(&mut self, key: K) -> usize {
        let found = self
            .seen
            .get(self.slot(key))
            .map_or(usize::MAX, |place| *place as usize);
        match self.held.get(found) {
            Some((other, _)) if *other == key => found,
            _ => self.find(key),
        }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "32 bits of it are used")]
    fn slot(&self, key: K) -> usize {
        key.slot() as usize & self.seen.len().wrapping_sub(1)
    }

    /// Finds the place of a key that was not where it was looked for first.
    #[cold]
    fn find(&mut self, key: K) -> usize {
        let new = self.held.len();
        let place = *self.places.entry(key).or_insert(new);
        if place == new {
            self.held.push((key, V::default()));
            // At least two slots a cell, so that few share one.
            if self.held.len().saturating_mul(2) > self.seen.len() && self.seen.len() < MOST_SLOTS {
                let slots = self.held.len().saturating_mul(8).next_power_of_two();
                self.seen = vec![u32::MAX; slots.clamp(64, MOST_SLOTS)];
            }
        }
        let slot = self.slot(key);
        if let (Some(seen), Ok(place)) = (self.seen.get_mut(slot), u32::try_from(place)) {
            *seen = place;
        }
        place
    }
}

impl<K: Ord, V> Cells<K, V> {
    /// Keys and states in the order of the keys.
    pub(in super::super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.range(..)
    }

    /// Those of a range of keys, in order.
    pub(in super::super) fn range(
        &self,
        keys: impl core::ops::RangeBounds<K>,
    ) -> impl Iterator<Item = (&K, &V)> {
        let places = self.places.range(keys);
        places.filter_map(|(key, place)| Some((key, &self.held.get(*place)?.1)))
    }

    /// The state of a key.
    pub(in super::super) fn get(&self, key: &K) -> Option<&V> {
        let place = self.places.get(key)?;
        self.held.get(*place).map(|(_, state)| state)
    }
}
