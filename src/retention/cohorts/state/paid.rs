//! [`Paid`] and [`PaidRows`].

use crate::units::Money;

/// What a customer paid in one period, less what they got back.
///
/// The amount is in two halves, so that the row of a 64-bit id has three words and not four.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Paid<Id> {
    pub(in super::super) id: Id,
    high: i64,
    low: u64,
}

impl<Id> Paid<Id> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the halves"
    )]
    pub(in super::super) const fn new(id: Id, amount: Money) -> Self {
        let amount = amount.minor();
        Self {
            id,
            high: (amount >> 64) as i64,
            low: amount as u64,
        }
    }

    pub(in super::super) const fn amount(&self) -> Money {
        Money::from_wide((self.high as i128) << 64 | self.low as i128)
    }

    const fn absorb(&mut self, amount: Money) {
        let mut total = self.amount();
        total.push(amount);
        let Paid { high, low, .. } = Paid::new((), total);
        (self.high, self.low) = (high, low);
    }
}

/// Payments by customer, gathered in any order: the beginning of the list is in order, each customer once; the
/// rest waits to be sorted.
#[derive(Debug, Clone)]
pub(in super::super) struct PaidRows<Id> {
    rows: Vec<Paid<Id>>,
    in_order: usize,
}

impl<Id> Default for PaidRows<Id> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            in_order: 0,
        }
    }
}

impl<Id: Ord> PaidRows<Id> {
    /// Takes in a row. Whether it waits to be put in order.
    #[inline]
    pub(in super::super) fn push(&mut self, row: Paid<Id>) -> bool {
        if self.in_order == self.rows.len() {
            match self
                .rows
                .last_mut()
                .map(|last| (last.id.cmp(&row.id), last))
            {
                Some((core::cmp::Ordering::Equal, last)) => {
                    last.absorb(row.amount());
                    return false;
                }
                Some((core::cmp::Ordering::Greater, _)) => {}
                _ => self.in_order = self.in_order.saturating_add(1),
            }
        }
        self.rows.push(row);
        self.in_order < self.rows.len()
    }

    /// Takes in all rows of another. How many wait to be put in order.
    pub(in super::super) fn append(&mut self, mut other: Self) -> usize {
        if self.rows.is_empty() {
            *self = other;
            return self.rows.len().saturating_sub(self.in_order);
        }
        let added = other.rows.len();
        self.rows.append(&mut other.rows);
        added
    }

    /// Puts them in order, each customer once.
    pub(in super::super) fn settle(&mut self) {
        if self.in_order == self.rows.len() {
            return;
        }
        if self.in_order < self.rows.len() / 8 {
            self.rows
                .sort_unstable_by(|left, right| left.id.cmp(&right.id));
        } else {
            let rest = self.rows.get_mut(self.in_order..).unwrap_or_default();
            rest.sort_unstable_by(|left, right| left.id.cmp(&right.id));
            // Finds the two parts that are in order and merges them.
            self.rows.sort_by(|left, right| left.id.cmp(&right.id));
        }
        self.rows.dedup_by(|next, kept| {
            let same = next.id == kept.id;
            if same {
                kept.absorb(next.amount());
            }
            same
        });
        self.in_order = self.rows.len();
    }

    /// Counts the bytes of the rows on the heap.
    pub(in super::super) const fn heap_size(&self) -> usize {
        self.rows.capacity().saturating_mul(size_of::<Paid<Id>>())
    }

    pub(in super::super) const fn held(&self) -> usize {
        self.rows.len()
    }

    /// The rows in the order of the customers; before they are settled, of one customer there may be several.
    pub(in super::super) fn sorted(&self) -> SortedPaid<'_, Id> {
        if self.in_order == self.rows.len() {
            return SortedPaid::Held(self.rows.iter());
        }
        let mut copy: Vec<_> = self.rows.iter().collect();
        copy.sort_by(|left, right| left.id.cmp(&right.id));
        SortedPaid::Copied(copy.into_iter())
    }
}

/// Rows in the order of the customers.
#[derive(Debug)]
pub(in super::super) enum SortedPaid<'a, Id> {
    /// As they are held.
    Held(core::slice::Iter<'a, Paid<Id>>),
    /// A sorted copy.
    Copied(std::vec::IntoIter<&'a Paid<Id>>),
}

impl<Id> Clone for SortedPaid<'_, Id> {
    fn clone(&self) -> Self {
        match self {
            Self::Held(rows) => Self::Held(rows.clone()),
            Self::Copied(rows) => Self::Copied(rows.clone()),
        }
    }
}

impl<'a, Id> Iterator for SortedPaid<'a, Id> {
    type Item = &'a Paid<Id>;

    #[inline]
    fn next(&mut self) -> Option<&'a Paid<Id>> {
        match self {
            Self::Held(rows) => rows.next(),
            Self::Copied(rows) => rows.next(),
        }
    }
}
