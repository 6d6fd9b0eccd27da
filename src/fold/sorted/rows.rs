//! Rows in order, each key once: what both the table and the log are made of.

use core::cmp::Ordering;

/// A row with a key, that takes in another of the same key.
///
/// Taking in must be commutative and associative, so that the order of the rows does not matter.
pub(crate) trait Keyed {
    /// The order of the keys.
    fn order(&self, other: &Self) -> Ordering;

    /// Takes in a row of the same key.
    fn absorb(&mut self, same: Self);
}

/// Puts rows in order and unites those of one key.
pub(crate) fn sort<R: Keyed>(rows: &mut Vec<R>) {
    rows.sort_unstable_by(R::order);
    unite(rows);
}

/// Unites neighbours of one key.
pub(crate) fn unite<R: Keyed>(rows: &mut Vec<R>) {
    let ascending = rows.is_sorted_by(|left, right| left.order(right).is_lt());
    if ascending {
        return;
    }
    let old = core::mem::take(rows);
    for row in old {
        match rows.last_mut() {
            Some(last) if last.order(&row).is_eq() => last.absorb(row),
            _ => rows.push(row),
        }
    }
}

/// Both in one, each key once.
pub(crate) fn merged<R: Keyed>(mut left: Vec<R>, mut right: Vec<R>) -> Vec<R> {
    let ends = |before: &[R], after: &[R]| match (before.last(), after.first()) {
        (Some(last), Some(first)) => last.order(first).is_lt(),
        _ => true,
    };
    // Nothing to interleave.
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
                    both.absorb(b);
                    all.push(both);
                    (ours, theirs) = (left.next(), right.next());
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
