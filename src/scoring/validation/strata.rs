//! The customers of each class, in an order drawn at random.

use core::borrow::Borrow;

use crate::numeric::random::SplitMix64;

/// Row numbers of those who stayed and of those who churned, each in ascending order.
///
/// The classes are drawn one after the other, so what happens to the j-th churned customer does not
/// depend on where among the others it stands.
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
