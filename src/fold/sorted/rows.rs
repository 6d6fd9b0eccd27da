//! Rows in order: the order itself, and what becomes of rows of one key.

use core::cmp::Ordering;

/// A row with a key, that takes in another of the same key.
///
/// Taking in must be commutative and associative, so that the order of the rows does not matter.
pub(crate) trait Keyed: Sized {
    /// The order of the keys.
    fn order(&self, other: &Self) -> Ordering;

    /// Takes in a row of the same key. Whether it did: where it did not, both rows are kept.
    fn absorb(&mut self, same: &Self) -> bool;

    /// Settles rows of which the first so many are.
    ///
    /// Right for rows that are large, or of which few come in; others have another way that is faster for them.
    fn settle(rows: &mut Vec<Self>, settled: usize) {
        let mut rest = if settled == 0 {
            core::mem::take(rows)
        } else {
            rows.split_off(settled)
        };
        sort(&mut rest);
        *rows = merged(core::mem::take(rows), rest);
    }
}

/// Puts rows in order and unites those of one key.
pub(super) fn sort<R: Keyed>(rows: &mut Vec<R>) {
    rows.sort_unstable_by(R::order);
    unite(rows);
}

/// Unites neighbours of one key.
pub(crate) fn unite<R: Keyed>(rows: &mut Vec<R>) {
    rows.dedup_by(|next, kept| kept.order(next).is_eq() && kept.absorb(next));
}

/// Settles small rows that come in no order at all.
pub(crate) fn settle_scattered<R: Keyed>(
    rows: &mut Vec<R>,
    settled: usize,
    unite: impl FnOnce(&mut Vec<R>),
) {
    if settled < rows.len() / 8 {
        rows.sort_unstable_by(R::order);
    } else {
        let rest = rows.get_mut(settled..).unwrap_or_default();
        rest.sort_unstable_by(R::order);
        // Finds the two parts that are in order and merges them.
        rows.sort_by(R::order);
    }
    unite(rows);
}

/// Both in one. Those of one key are united.
pub(super) fn merged<R: Keyed>(mut left: Vec<R>, mut right: Vec<R>) -> Vec<R> {
    let ends = |before: &[R], after: &[R]| match (before.last(), after.first()) {
        (Some(last), Some(first)) => last.order(first).is_lt(),
        _ => true,
    };
    // Nothing to interleave.
    if left.is_empty() {
        return right;
    }
    if ends(&left, &right) {
        left.append(&mut right);
        return left;
    }
    if ends(&right, &left) {
        right.append(&mut left);
        return right;
    }
    let mut all = Vec::with_capacity(left.len().saturating_add(right.len()));
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let (mut ours, mut theirs) = (left.next(), right.next());
    loop {
        match (ours.take(), theirs.take()) {
            (Some(a), Some(b)) => match a.order(&b) {
                Ordering::Less => {
                    all.push(a);
                    (ours, theirs) = (left.next(), Some(b));
                }
                Ordering::Greater => {
                    all.push(b);
                    (ours, theirs) = (Some(a), right.next());
                }
                Ordering::Equal => {
                    let mut both = a;
                    let kept = !both.absorb(&b);
                    all.push(both);
                    (ours, theirs) = (left.next(), if kept { Some(b) } else { right.next() });
                }
            },
            (Some(a), None) => {
                all.push(a);
                all.extend(left);
                return all;
            }
            (None, Some(b)) => {
                all.push(b);
                all.extend(right);
                return all;
            }
            (None, None) => return all,
        }
    }
}
