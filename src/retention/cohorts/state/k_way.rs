//! [`KWay`].

use super::SortedIds;

/// Several lists of customers, each in order, as one: by customer, and of one customer by list.
///
/// A tournament: the head of each list stands against that of another, the smaller goes on, and of each match
/// the loser is remembered. When the winner is taken, its list's next head plays only the matches on its way up.
#[derive(Debug)]
pub(in super::super) struct KWay<'a, Id> {
    heads: Vec<Option<&'a Id>>,
    rest: Vec<SortedIds<'a, Id>>,
    /// The loser of each match, the final at 1; at 0 the winner.
    matches: Vec<u32>,
}

impl<'a, Id: Ord> KWay<'a, Id> {
    pub(in super::super) fn new(lists: impl IntoIterator<Item = SortedIds<'a, Id>>) -> Self {
        let mut rest: Vec<_> = lists.into_iter().collect();
        let heads: Vec<_> = rest.iter_mut().map(Iterator::next).collect();
        let mut merge = Self {
            matches: vec![0; heads.len()],
            heads,
            rest,
        };
        // The winners of all matches; the lists themselves stand behind.
        let lists = u32::try_from(merge.heads.len()).unwrap_or(u32::MAX);
        let mut winners: Vec<u32> = core::iter::repeat_n(0, merge.heads.len())
            .chain(0..lists)
            .collect();
        for place in (1..merge.heads.len()).rev() {
            let below = place.saturating_mul(2);
            let pair = (winners.get(below), winners.get(below.saturating_add(1)));
            let (Some(&left), Some(&right)) = pair else {
                continue;
            };
            let (winner, loser) = if merge.is_before(left, right) {
                (left, right)
            } else {
                (right, left)
            };
            if let (Some(won), Some(lost)) = (winners.get_mut(place), merge.matches.get_mut(place))
            {
                (*won, *lost) = (winner, loser);
            }
        }
        if let (Some(first), Some(winner)) = (merge.matches.first_mut(), winners.get(1)) {
            *first = *winner;
        }
        merge
    }

    #[inline]
    fn head(&self, list: u32) -> Option<&'a Id> {
        self.heads.get(list as usize).copied().flatten()
    }

    #[inline]
    fn is_before(&self, left: u32, right: u32) -> bool {
        match (self.head(left), self.head(right)) {
            (Some(one), Some(other)) => match one.cmp(other) {
                core::cmp::Ordering::Less => true,
                core::cmp::Ordering::Equal => left < right,
                core::cmp::Ordering::Greater => false,
            },
            (head, _) => head.is_some(),
        }
    }
}

impl<'a, Id: Ord> Iterator for KWay<'a, Id> {
    /// A customer and the number of the list.
    type Item = (&'a Id, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let mut winner = *self.matches.first()?;
        let list = winner as usize;
        let taken = self.heads.get(list).copied().flatten()?;
        if let (Some(head), Some(rest)) = (self.heads.get_mut(list), self.rest.get_mut(list)) {
            *head = rest.next();
        }
        let mut place = self.heads.len().saturating_add(list) / 2;
        while place > 0 {
            let Some(&loser) = self.matches.get(place) else {
                break;
            };
            if self.is_before(loser, winner) {
                if let Some(lost) = self.matches.get_mut(place) {
                    *lost = winner;
                }
                winner = loser;
            }
            place /= 2;
        }
        if let Some(first) = self.matches.first_mut() {
            *first = winner;
        }
        Some((taken, list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retention::cohorts::state::ids::Member;

    #[test]
    fn it_is_the_sorted_whole_for_any_number_of_lists() {
        for lists in 0..20_u64 {
            let all: Vec<Vec<Member<u64>>> = (0..lists)
                .map(|list| {
                    (0..30)
                        .filter(|id| (id * 7 + list * list) % 3 > list % 2)
                        .map(Member)
                        .collect()
                })
                .collect();
            let mut expected: Vec<_> = all
                .iter()
                .enumerate()
                .flat_map(|(list, ids)| ids.iter().map(move |id| (id.0, list)))
                .collect();
            expected.sort_unstable();
            let merged = KWay::new(all.iter().map(|ids| SortedIds::Held(ids.iter())));
            let merged: Vec<_> = merged.map(|(id, list)| (*id, list)).collect();
            assert_eq!(merged, expected, "{lists} lists");
        }
    }
}
