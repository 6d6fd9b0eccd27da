//! [`Ratings`].

use super::ScaleRating;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::collect_valid;
use crate::numeric::bytes;
use crate::numeric::count::Count;
use crate::stats::Binomial;
use crate::units::Proportion;
use crate::{Blanks, Error, Merge, Result};

pub(crate) mod delegate;
mod moments;
mod standardise;
pub(crate) mod sums;

/// Counts how many customers gave which rating, which answers every question about ratings.
///
/// The histogram of the answers on a scale from `LOW` to `HIGH`. Shares over any threshold, the mean
/// with its interval, the median, groups by satisfaction and the distribution itself are all read
/// from it, so one pass over the data serves them all; [`Csat`](super::Csat) and
/// [`Ces`](super::Ces) are this tally under the rules of their question.
///
/// # Examples
///
/// Customers under a rating, and how the ratings are distributed:
///
/// ```
/// use tenure::survey::Ratings;
///
/// let ratings = Ratings::<1, 5>::try_from_iter([4, 5, 4, 3, 4, 5, 3, 4, 5])?;
/// assert_eq!(ratings.below(4)?.successes(), 2);
///
/// let shares: Vec<String> = ratings
///     .distribution()
///     .map(|(rating, share)| format!("{rating}: {share:.0}"))
///     .collect();
/// assert_eq!(shares, ["1: 0%", "2: 0%", "3: 22%", "4: 44%", "5: 33%"]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// A threshold that is not on the scale is refused:
///
/// ```
/// use tenure::survey::Ratings;
///
/// let ratings = Ratings::<1, 5>::try_from_iter([4, 5])?;
/// assert_eq!(
///     ratings.at_least(7).unwrap_err().to_string(),
///     "threshold must be a whole number from 1 to 5, got 7"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// A scale that runs backwards does not compile:
///
/// ```compile_fail
/// let ratings = tenure::survey::Ratings::<5, 1>::try_from_iter([4]);
/// ```
///
/// # Complexity
///
/// O(1) per answer; 16 bytes per point of the scale, on the heap, once there is an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Ratings<const LOW: u8, const HIGH: u8> {
    /// One bin per point of the scale from `LOW` up, or none at all while all would be 0: there is
    /// one form of each tally, so equal tallies are equal values.
    bins: Box<[Count]>,
}

impl<const LOW: u8, const HIGH: u8> Ratings<LOW, HIGH> {
    /// The points of the scale.
    pub(crate) const POINTS: usize = {
        assert!(
            LOW < HIGH,
            "a rating scale goes from a lower to a higher number"
        );
        HIGH.abs_diff(LOW) as usize + 1
    };

    /// Tallies raw answers held as bytes, one answer a byte: the fastest way in.
    ///
    /// Counts and checks many answers at once; on scales of up to 16 points nearly as fast as the
    /// bytes are read. With feature `rayon`, feed it `par_chunks` and sum the tallies.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Ratings;
    ///
    /// let answers: &[u8] = &[4, 5, 4, 3];
    /// assert_eq!(
    ///     Ratings::<1, 5>::try_from_bytes(answers)?,
    ///     Ratings::<1, 5>::try_from_iter(answers)?
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first byte that is no rating.
    pub fn try_from_bytes(ratings: &[u8]) -> Result<Self> {
        let mut block = Block::default();
        match bytes::histogram(ratings, LOW, block.bins(Self::POINTS)) {
            Ok(()) => {
                let mut tally = Self::default();
                tally.absorb(block.bins(Self::POINTS));
                Ok(tally)
            }
            Err(index) => Err(ScaleRating::<LOW, HIGH>::refusal_in(ratings, index)),
        }
    }

    /// Creates a tally from counts per rating, in any order.
    ///
    /// A rating may come more than once, or not at all.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::survey::Ratings;
    ///
    /// let ratings = Ratings::<1, 5>::try_from_counts([(5, 42), (4, 32), (3, 10), (2, 9), (1, 14)])?;
    /// assert_eq!(ratings.count(), 107);
    /// assert_eq!(ratings.at_least(4)?.successes(), 74);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first rating that is not on the scale.
    #[doc(alias = "from_histogram")]
    pub fn try_from_counts<R>(counts: impl IntoIterator<Item = (R, u64)>) -> Result<Self>
    where
        R: TryInto<ScaleRating<LOW, HIGH>>,
        Error: From<R::Error>,
    {
        let mut tally = Self::default();
        for (index, (rating, count)) in counts.into_iter().enumerate() {
            let rating = rating
                .try_into()
                .map_err(|why| Error::from(why).at(index))?;
            if count > 0
                && let Some(bin) = tally.room().get_mut(rating.place())
            {
                bin.merge(Count::new(count));
            }
        }
        Ok(tally)
    }

    /// Counts one answer.
    pub fn push(&mut self, rating: ScaleRating<LOW, HIGH>) {
        if let Some(bin) = self.room().get_mut(rating.place()) {
            bin.increment();
        }
    }

    /// Counts a block of answers that were counted elsewhere: `block[i]` answers of `LOW + i`.
    pub(crate) fn absorb(&mut self, block: &[u64]) {
        if block.iter().any(|&count| count > 0) {
            for (bin, &count) in self.room().iter_mut().zip(block) {
                bin.merge(Count::new(count));
            }
        }
    }

    /// The bins, to be added to.
    fn room(&mut self) -> &mut [Count] {
        if self.bins.is_empty() {
            self.bins = vec![Count::ZERO; Self::POINTS].into_boxed_slice();
        }
        &mut self.bins
    }

    /// Iterates over every rating of the scale, the lowest first, with the number of customers who
    /// gave it.
    pub fn iter(&self) -> impl Iterator<Item = (ScaleRating<LOW, HIGH>, u64)> + '_ {
        self.tally().map(|(rating, count)| (rating, count.to_u64()))
    }

    /// The same as [`iter`](Self::iter) in this crate's own counters.
    pub(crate) fn tally(&self) -> impl Iterator<Item = (ScaleRating<LOW, HIGH>, Count)> + '_ {
        let bins = self.bins.iter().copied();
        ScaleRating::all().zip(bins.chain(core::iter::repeat(Count::ZERO)))
    }

    /// Returns how many customers answered.
    #[must_use]
    pub fn count(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_count())
    }

    /// Counts as [`count`](Self::count), not capped.
    pub(crate) fn wide_count(&self) -> u128 {
        Count::total(self.bins.iter().copied())
    }

    /// Returns how many gave this rating.
    #[must_use]
    pub fn count_of(&self, rating: ScaleRating<LOW, HIGH>) -> u64 {
        self.bins.get(rating.place()).map_or(0, |bin| bin.to_u64())
    }

    /// Iterates over every rating of the scale with its share of the answers; empty without
    /// answers.
    ///
    /// For the interval of one share, ask [`share_of`](Self::share_of).
    pub fn distribution(&self) -> impl Iterator<Item = (ScaleRating<LOW, HIGH>, Proportion)> + '_ {
        let n = self.wide_count();
        self.iter().filter(move |_| n > 0).map(move |(rating, k)| {
            let share = Proportion::clipped(k as f64 / n as f64);
            (rating, share)
        })
    }

    /// Returns the share of customers who gave exactly this rating.
    #[must_use]
    pub fn share_of(&self, rating: ScaleRating<LOW, HIGH>) -> Binomial {
        self.split(|given| given == rating)
    }

    /// Returns the share of customers who gave `threshold` or more (the top box).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a threshold that is not on the scale.
    #[doc(alias = "top box")]
    pub fn at_least(&self, threshold: u8) -> Result<Binomial> {
        let threshold = Self::threshold(threshold)?;
        Ok(self.split(|rating| rating >= threshold))
    }

    /// Returns the share of customers who gave less than `threshold`: the ones to call.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a threshold that is not on the scale.
    #[doc(alias = "bottom box")]
    pub fn below(&self, threshold: u8) -> Result<Binomial> {
        self.at_least(threshold).map(|share| share.complement())
    }

    /// A point of the scale given as a bar to clear.
    pub(crate) fn threshold(threshold: u8) -> Result<ScaleRating<LOW, HIGH>> {
        ScaleRating::new(threshold).map_err(|_| {
            let expected = ScaleRating::<LOW, HIGH>::EXPECTED;
            Error::out_of_range("threshold", expected, f64::from(threshold))
        })
    }

    /// The answers that are `chosen`, of all.
    pub(crate) fn split(&self, chosen: impl Fn(ScaleRating<LOW, HIGH>) -> bool) -> Binomial {
        let (mut yes, mut no) = (Count::ZERO, Count::ZERO);
        for (rating, count) in self.tally() {
            if chosen(rating) { &mut yes } else { &mut no }.merge(count);
        }
        Binomial::of(yes, no)
    }
}

impl<const LOW: u8, const HIGH: u8> Blanks<Ratings<LOW, HIGH>> {
    /// Collects a column of bytes with a validity mask, as
    /// [that of an NPS](crate::Blanks::try_from_bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that is no rating, nulls counted;
    /// [`Error::LengthMismatch`] for fewer bits than rows.
    pub fn try_from_bytes(ratings: &[u8], validity: Option<(&[u8], usize)>) -> Result<Self> {
        collect_valid(ratings, validity, Ratings::try_from_bytes)
    }
}

impl<const LOW: u8, const HIGH: u8> Merge for Ratings<LOW, HIGH> {
    fn merge(&mut self, other: Self) {
        if self.bins.is_empty() {
            *self = other;
        } else {
            for (bin, count) in self.bins.iter_mut().zip(other.bins) {
                bin.merge(count);
            }
        }
    }

    fn heap_size(&self) -> usize {
        size_of_val(&*self.bins)
    }
}

impl<const LOW: u8, const HIGH: u8> Accumulate<ScaleRating<LOW, HIGH>> for Ratings<LOW, HIGH> {
    fn add(&mut self, rating: ScaleRating<LOW, HIGH>) {
        self.push(rating);
    }

    fn add_all(&mut self, ratings: impl Iterator<Item = ScaleRating<LOW, HIGH>>) {
        if bytes::too_few_for_blocks(&ratings) {
            return ratings.for_each(|rating| self.push(rating));
        }
        let mut block = Block::default();
        bytes::in_blocks(ratings.map(ScaleRating::get), |bytes| {
            block.add::<LOW>(bytes, Self::POINTS);
        });
        self.absorb(block.bins(Self::POINTS));
    }

    fn try_add_all<E>(
        &mut self,
        ratings: impl Iterator<Item = Result<ScaleRating<LOW, HIGH>, E>>,
    ) -> Result<(), (usize, E)> {
        let mut block = Block::default();
        let ratings = ratings.map(|rating| rating.map(ScaleRating::get));
        let outcome = bytes::try_in_blocks(ratings, |bytes| {
            block.add::<LOW>(bytes, Self::POINTS);
        });
        self.absorb(block.bins(Self::POINTS));
        outcome
    }
}

/// Room for the counts of the longest scale.
struct Block([u64; 256]);

impl Default for Block {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Block {
    /// Counts bytes of checked ratings: they are on the scale, so all are counted.
    fn add<const LOW: u8>(&mut self, bytes: &[u8], points: usize) {
        let _all_counted = bytes::histogram(bytes, LOW, self.bins(points));
    }

    fn bins(&mut self, points: usize) -> &mut [u64] {
        self.0.get_mut(..points).unwrap_or_default()
    }
}

accumulator!({const LOW: u8, const HIGH: u8} Ratings<LOW, HIGH>, ScaleRating<LOW, HIGH>);

saved! {
    impl{const LOW: u8, const HIGH: u8} for Ratings<LOW, HIGH> as "ratings {LOW}-{HIGH}", 1;
    |tally| -> crate::saved::Each::of(Self::POINTS, || tally.tally().map(|(_, count)| count));
    read(counts: Vec<Count>) {
        if counts.len() != Self::POINTS {
            return Err(Error::Malformed {
                what: "tally of ratings",
                expected: "a count for each rating of the scale, from the lowest on",
            });
        }
        let empty = counts.iter().all(|&count| count == Count::ZERO);
        Ok(if empty { Self::default() } else { Self { bins: counts.into() } })
    }
}
