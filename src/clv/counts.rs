//! [`Counts`]: how many customers or purchases there are of each key.

use core::ops::RangeBounds;
use std::collections::BTreeMap;

use crate::Merge;
use crate::numeric::count::Count;
#[cfg(feature = "serde")]
use crate::{Error, Result};

/// A count of at least 1 for each key, in the order of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::clv) struct Counts<K>(BTreeMap<K, Count>);

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Copy> Counts<K> {
    pub(in crate::clv) fn add(&mut self, key: K, n: u64) {
        if n > 0 {
            self.0.entry(key).or_default().merge(Count::new(n));
        }
    }

    /// The number of keys.
    pub(in crate::clv) fn len(&self) -> usize {
        self.0.len()
    }

    pub(in crate::clv) fn total(&self) -> u64 {
        self.total_in(..)
    }

    /// The total over a range of keys.
    pub(in crate::clv) fn total_in(&self, keys: impl RangeBounds<K>) -> u64 {
        let counts = self.0.range(keys).map(|(_, n)| n.to_u64());
        counts.fold(0, u64::saturating_add)
    }

    pub(in crate::clv) fn rows(&self) -> impl ExactSizeIterator<Item = (K, Count)> + '_ {
        self.0.iter().map(|(key, n)| (*key, *n))
    }

    pub(in crate::clv) fn first_and_last(&self) -> Option<(K, K)> {
        let (first, _) = self.0.first_key_value()?;
        let (last, _) = self.0.last_key_value()?;
        Some((*first, *last))
    }

    /// Reads rows, which must be in order.
    #[cfg(feature = "serde")]
    pub(in crate::clv) fn read(
        what: &'static str,
        rows: impl IntoIterator<Item = Result<(K, Count)>>,
    ) -> Result<Self> {
        let mut counts = BTreeMap::new();
        for (index, row) in rows.into_iter().enumerate() {
            let (key, n) = row.map_err(|error| error.at(index))?;
            let in_order = counts.last_key_value().is_none_or(|(last, _)| *last < key);
            if !in_order || n == Count::ZERO {
                let expected = "rows in order, each once, with counts of at least 1";
                return Err(Error::Malformed { what, expected }.at(index));
            }
            counts.insert(key, n);
        }
        Ok(Self(counts))
    }
}

impl<K: Ord> Merge for Counts<K> {
    fn merge(&mut self, other: Self) {
        for (key, n) in other.0 {
            self.0.entry(key).or_default().merge(n);
        }
    }

    fn heap_size(&self) -> usize {
        self.0.len().saturating_mul(size_of::<(K, Count)>())
    }
}
