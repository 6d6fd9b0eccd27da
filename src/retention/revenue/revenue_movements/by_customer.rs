//! Movements from rows that name their customer.

use crate::retention::revenue::{RevenueChange, RevenueMovements};
use crate::{Error, Result};

impl RevenueMovements {
    /// Adds up rows of (customer, opening, closing, paid before), each customer once.
    ///
    /// Amounts are `i64` minor units or [`Money`](crate::units::Money). Customers with several subscriptions
    /// have several rows in most exports: classified one by one, a customer who drops one of two would count
    /// as churn. So a customer who occurs twice is refused; add the rows of each customer up first, or hand
    /// them to a [`RevenueLedger`](crate::retention::revenue::RevenueLedger), which does.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::revenue::RevenueMovements;
    ///
    /// let rows = [("ann", 5000, 7500, true), ("bob", 10000, 0, true), ("ann", 0, 900, false)];
    /// assert_eq!(
    ///     RevenueMovements::try_from_customers(rows).unwrap_err().to_string(),
    ///     "item 2 was rejected: customer (add up the subscriptions of each, or use a RevenueLedger) \
    ///      occurs twice"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that repeats a customer or has an amount out of range.
    ///
    /// # Complexity
    ///
    /// O(n log n) time and O(n) space for n rows.
    pub fn try_from_customers<Id, A, B>(
        rows: impl IntoIterator<Item = (Id, A, B, bool)>,
    ) -> Result<Self>
    where
        Id: Ord,
        (A, B, bool): TryInto<RevenueChange>,
        Error: From<<(A, B, bool) as TryInto<RevenueChange>>::Error>,
    {
        let mut seen = Vec::new();
        let changes =
            rows.into_iter()
                .enumerate()
                .map(|(index, (id, opening, closing, paid_before))| {
                    seen.push((id, index));
                    (opening, closing, paid_before)
                });
        let movements = Self::try_from_iter(changes);
        let repeated = first_repeated(seen);
        match (repeated, movements) {
            // A row that is bad in itself is the last that was looked at.
            (Some(index), Err(Error::Item { index: bad, cause })) if bad <= index => {
                Err(Error::Item { index: bad, cause })
            }
            (Some(index), _) => Err(twice(index)),
            (None, movements) => movements,
        }
    }
}

fn twice(index: usize) -> Error {
    let what = "customer (add up the subscriptions of each, or use a RevenueLedger)";
    Error::Duplicate { what }.at(index)
}

/// Returns the first index whose key occurred before.
pub(in crate::retention::revenue) fn first_repeated<K: Ord>(
    mut keys: Vec<(K, usize)>,
) -> Option<usize> {
    let mut repeated = None;
    if !keys.is_sorted_by(|left, right| left.0 < right.0) {
        keys.sort_unstable();
        for pair in keys.windows(2) {
            if let [(before, _), (key, index)] = pair
                && before == key
            {
                repeated = Some(repeated.map_or(*index, |first: usize| first.min(*index)));
            }
        }
    }
    repeated
}
