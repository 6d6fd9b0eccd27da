//! The customers of each class, in random order.

use core::borrow::Borrow;

use crate::numeric::random::SplitMix64;

/// Row numbers of customers who stayed and of those who churned, each in ascending order.
///
/// The classes are shuffled one after the other, so the place of the j-th churned customer does not
/// depend on its row.
#[derive(Debug, Clone)]
pub(super) struct Strata {
    pub(super) stayed: Vec<usize>,
    pub(super) churned: Vec<usize>,
}

impl Strata {
    pub(super) fn new(churned: impl IntoIterator<Item: Borrow<bool>>) -> Self {
        let mut strata = Self {
            stayed: Vec::new(),
            churned: Vec::new(),
        };
        for (row, churned) in churned.into_iter().enumerate() {
            if *churned.borrow() {
                strata.churned.push(row);
            } else {
                strata.stayed.push(row);
            }
        }
        strata
    }

    pub(super) const fn rows(&self) -> usize {
        self.stayed.len().saturating_add(self.churned.len())
    }

    pub(super) fn shuffled(mut self, random: &mut SplitMix64) -> Self {
        random.shuffle(&mut self.stayed);
        random.shuffle(&mut self.churned);
        self
    }
}
