//! [`Group`]: customers grouped by satisfaction.

use std::collections::BTreeMap;

use super::ratings::sums::Sums;
use super::{Ratings, ScaleRating};
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::{Error, Result};

/// Describes one group of customers with similar ratings: a range of the scale and who is on it.
///
/// Made by [`Ratings::groups`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Group<const LOW: u8, const HIGH: u8> {
    /// The lowest rating given in this group.
    pub lowest: ScaleRating<LOW, HIGH>,
    /// The highest rating given in this group.
    pub highest: ScaleRating<LOW, HIGH>,
    /// How many customers are in it.
    pub size: u64,
    /// Their mean rating.
    pub centre: f64,
    /// The sum of the squared distances of their ratings from the centre: 0 where all are equal.
    pub within_ss: f64,
}

saved! {
    impl{const LOW: u8, const HIGH: u8} for Group<LOW, HIGH> as "group on {LOW}-{HIGH}", 1;
    |group| { lowest, highest, size, centre, within_ss };
    read {
        let (from, to): (ScaleRating<LOW, HIGH>, ScaleRating<LOW, HIGH>) = (lowest, highest);
        let between = f64::from(from.get())..=f64::from(to.get());
        if !between.contains(&centre) || within_ss < 0.0 {
            return Err(Error::Malformed {
                what: "saved group of ratings",
                expected: "a centre between its lowest and highest rating",
            });
        }
        Ok(Self { lowest, highest, size, centre, within_ss })
    }
}

impl<const LOW: u8, const HIGH: u8> Ratings<LOW, HIGH> {
    /// Splits the customers into `k` groups by their ratings, from the least to the most satisfied.
    ///
    /// Of all ways to cut the scale into `k` stretches, the one whose groups are the most alike
    /// inside: k-means on one dimension, but the true optimum and the same every time, where the
    /// usual iteration depends on a random start. Customers with equal ratings are never parted.
    /// Where two ways are exactly as good, the topmost group reaches as far down as it can, then
    /// the one below it, and so on. Choose `k` for how many ways you will treat customers, not
    /// from the data.
    ///
    /// # Formula
    ///
    /// ```text
    /// min Σ_g Σ_{x in g} (x − x̄_g)²
    /// ```
    /// where `x̄_g` is the mean of group g. Which of two ways is better is decided in exact fractions.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Ratings;
    ///
    /// let ratings = Ratings::<1, 10>::try_from_iter([1, 2, 2, 3, 7, 8, 8, 9, 10, 5])?;
    /// let [unhappy, happy] = ratings.groups(2)?[..] else {
    ///     unreachable!()
    /// };
    /// assert_eq!((unhappy.lowest.get(), unhappy.highest.get()), (1, 5));
    /// assert_eq!((unhappy.size, unhappy.centre), (5, 2.6));
    /// assert_eq!((happy.size, happy.centre), (5, 8.4));
    ///
    /// assert_eq!(
    ///     ratings.groups(9).unwrap_err().to_string(),
    ///     "a split into that many groups needs at least 9 different ratings, got 8"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for no groups at all, [`Error::NotEnoughData`] for more groups than
    /// different ratings were given.
    ///
    /// # Complexity
    ///
    /// O(k·d²) time and O(k·d + d²) space for d different ratings; the number of customers does not
    /// matter. Where two ways are almost equally good, comparing them takes O(k) fractions more.
    ///
    /// # References
    ///
    /// Fisher (1958), "On grouping for maximum homogeneity", JASA 53(284); Wang & Song (2011),
    /// "Ckmeans.1d.dp", The R Journal 3(2), equation 1.
    #[doc(alias = "k-means")]
    #[doc(alias = "cluster")]
    #[doc(alias = "Jenks natural breaks")]
    pub fn groups(&self, k: usize) -> Result<Vec<Group<LOW, HIGH>>> {
        if k == 0 {
            let what = "number of groups";
            return Err(Error::out_of_range(what, "at least 1", 0.0));
        }
        let given: Vec<_> = self.tally().filter(|(_, n)| *n > Count::ZERO).collect();
        if k > given.len() {
            return Err(Error::not_enough(
                "a split into that many groups",
                k.try_into().unwrap_or(u64::MAX),
                ["different rating", "different ratings"],
                given.len().try_into().unwrap_or(u64::MAX),
            ));
        }
        let line = Line::new(given.iter().copied());
        Ok(line
            .best_cut(k)
            .stretches(given.len())
            .filter_map(|stretch| {
                let sums = line.sums(stretch);
                Some(Group {
                    lowest: given.get(stretch.0)?.0,
                    highest: given.get(stretch.1.wrapping_sub(1))?.0,
                    size: crate::numeric::count::saturated(sums.count()),
                    centre: sums.mean()?,
                    within_ss: within_ss(sums),
                })
            })
            .collect())
    }
}

/// A run of different ratings, by the place of its first and of the one after its last.
type Stretch = (usize, usize);

/// Σ(x − x̄)², correctly rounded: at most 2¹²⁸.
fn within_ss(sums: Sums) -> f64 {
    sums.spread().ratio(&sums.n()).unwrap_or(0.0)
}

/// The different ratings in order, as sums from the first up to each.
struct Line {
    /// One more than there are ratings: the first is of nothing.
    up_to: Vec<Sums>,
}

impl Line {
    fn new<const LOW: u8, const HIGH: u8>(
        given: impl Iterator<Item = (ScaleRating<LOW, HIGH>, Count)>,
    ) -> Self {
        let nothing = Sums::default();
        let sums = given.scan(nothing, |sums, (rating, count)| {
            *sums = sums.and(rating.get(), count);
            Some(*sums)
        });
        Self {
            up_to: core::iter::once(nothing).chain(sums).collect(),
        }
    }

    fn sums(&self, (from, to): Stretch) -> Sums {
        let up_to = |place| self.up_to.get(place).copied().unwrap_or_default();
        up_to(to).since(up_to(from))
    }

    /// The best way to cut all ratings into `k` stretches, by dynamic programming: it is, for some
    /// start of the top stretch, the best way to cut what lies below into k − 1.
    fn best_cut(&self, k: usize) -> Cut {
        let ends = 1..self.up_to.len();
        let table: Vec<Vec<f64>> = ends
            .clone()
            .map(|end| {
                let ss = |from| within_ss(self.sums((from, end)));
                (0..end).map(ss).collect()
            })
            .collect();
        // best[i] cuts the ratings before the i-th end; one stretch to begin with.
        let mut best: Vec<Cut> = table
            .iter()
            .map(|row| Cut {
                starts: vec![0],
                within_ss: row.first().copied().unwrap_or(0.0),
            })
            .collect();
        for below in 1..k {
            // The ratings before `end` can be cut into below + 1 stretches only from there on;
            // `best` begins at the first end that can be cut into `below`.
            // Those above are left enough ratings for the stretches that are still to come.
            let last = ends
                .len()
                .saturating_sub(k.saturating_sub(below).saturating_sub(1));
            best = ends
                .clone()
                .zip(&table)
                .take(last)
                .skip(below)
                .filter_map(|(end, row)| {
                    let tops = row.iter().enumerate().skip(below);
                    let mut cuts = tops.zip(&best).map(|((start, ss), cut)| (start, ss, cut));
                    let first = cuts.next().map(|(start, ss, cut)| cut.and(start, *ss))?;
                    Some(cuts.fold(first, |found, (start, ss, cut)| {
                        if self.is_better(cut, start, *ss, &found, end) {
                            cut.and(start, *ss)
                        } else {
                            found
                        }
                    }))
                })
                .collect();
        }
        best.pop().unwrap_or_default()
    }

    /// Whether `cut` with a top stretch from `start` on is strictly better than `found`, exactly.
    ///
    /// The sums of up to 256 correctly rounded terms are right to 10⁻¹³; only where two are closer
    /// than 10⁻⁹ are the fractions themselves compared, which takes far longer.
    fn is_better(&self, cut: &Cut, start: usize, ss: f64, found: &Cut, end: usize) -> bool {
        let (new, old) = (cut.within_ss + ss, found.within_ss);
        if (new - old).abs() > 1e-9 * new.max(old) {
            return new < old;
        }
        if new <= 0.0 && old <= 0.0 {
            return false;
        }
        self.is_less(&cut.and(start, ss), found, end)
    }

    /// Whether the within-group sum of squares of one cut is below that of the other, in fractions.
    ///
    /// The difference is collected by denominator (the size of a group), so what both have in
    /// common cancels before any two fractions are added.
    fn is_less(&self, cut: &Cut, other: &Cut, end: usize) -> bool {
        let mut by_size = BTreeMap::<u128, Dyadic>::new();
        for (cut, is_other) in [(cut, false), (other, true)] {
            for stretch in cut.stretches(end) {
                if stretch.1.saturating_sub(stretch.0) < 2 {
                    continue; // one rating alone has no spread
                }
                let sums = self.sums(stretch);
                let part = by_size.entry(sums.count()).or_insert_with(|| 0_u64.into());
                *part = if is_other {
                    &*part - sums.spread()
                } else {
                    &*part + sums.spread()
                };
            }
        }
        let mut parts = by_size.iter().filter(|(_, part)| !part.is_zero());
        let Some((size, part)) = parts.next() else {
            return false;
        };
        let first = (part.clone(), Dyadic::from(*size));
        let (numerator, _positive) = parts.fold(first, |(a, b), (size, c)| {
            let d = Dyadic::from(*size);
            (a * &d + c * &b, b * d) // a/b + c/d
        });
        numerator.is_negative()
    }
}

/// A way to cut a line: where its stretches start, from the bottom up.
#[derive(Default)]
struct Cut {
    starts: Vec<usize>,
    within_ss: f64,
}

impl Cut {
    /// This cut with one more stretch on top.
    fn and(&self, start: usize, within_ss: f64) -> Self {
        let starts = self.starts.iter().copied();
        Self {
            starts: starts.chain(core::iter::once(start)).collect(),
            within_ss: self.within_ss + within_ss,
        }
    }

    fn stretches(&self, end: usize) -> impl Iterator<Item = Stretch> + '_ {
        let ends = self.starts.iter().copied().skip(1);
        let starts = self.starts.iter().copied();
        starts.zip(ends.chain(core::iter::once(end)))
    }
}
