//! [`Nps`].

use core::fmt;

use super::formulas::{Trinomial, holding, points, quantile};
use super::{NpsClass, NpsDifference, NpsMethod, bootstrap, score};
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::collect_valid;
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::math::sqrt;
use crate::numeric::{bytes, student_t};
use crate::stats::Interval;
use crate::survey::Rating;
use crate::units::Level;
use crate::{Blanks, Merge, Result};

/// On the standard 0 to 10 scale.
const LAST_DETRACTOR: u8 = 6;
const FIRST_PROMOTER: u8 = 9;

/// Computes the Net Promoter Score: the share of promoters minus the share of detractors, in
/// points.
///
/// The Net Promoter Score, from −100 (everybody a detractor) to 100 points (everybody a promoter).
/// The tally keeps the three counts, so the shares, the [interval](Self::interval) and the
/// [comparison](Self::difference) with another survey all come from the same value. It is about
/// willingness to recommend on a 0 to 10 scale: for other scales see
/// [`Breaks`](super::Breaks); a yes/no question gives a
/// [`NetRecommend`](crate::survey::NetRecommend), which is another figure; answers that stand for
/// unequally many customers give a [`WeightedNps`](crate::survey::WeightedNps).
///
/// Raw numbers go in by [`try_from_iter`](Self::try_from_iter), which checks them; only
/// [`Rating`]s, checked already, by `collect` and [`push`](Self::push).
///
/// # Formula
///
/// ```text
/// NPS = 100 · (promoters − detractors) / answers
/// ```
/// where promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6.
///
/// # Examples
///
/// ```
/// use tenure::Nps;
///
/// let nps = Nps::try_from_iter([9, 10, 3, 7])?;
/// assert_eq!(nps.score(), Some(25.0));
/// assert_eq!(nps.count(), 4);
/// assert_eq!(nps.to_string(), "25.0 points (n = 4)");
///
/// // Nobody has answered yet: no score, which is not a score of 0.
/// assert_eq!(Nps::default().score(), None);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// How sure it is: four answers say next to nothing, four hundred a good deal.
///
/// ```
/// use tenure::Nps;
/// use tenure::units::Level;
///
/// let few = Nps::from_counts(2, 1, 1);
/// let many = Nps::from_counts(200, 100, 100);
/// let shown = |nps: Nps| nps.interval(Level::P95).map(|interval| format!("{interval:.0}"));
/// assert_eq!(shown(few).as_deref(), Some("-44 to 73"));
/// assert_eq!(shown(many).as_deref(), Some("17 to 33"));
/// ```
///
/// # References
///
/// Reichheld (2003), "The One Number You Need to Grow", Harvard Business Review 81(12).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Nps {
    promoters: Count,
    passives: Count,
    detractors: Count,
}

impl Nps {
    /// Creates a tally from counts of promoters, passives and detractors.
    #[must_use]
    pub const fn from_counts(promoters: u64, passives: u64, detractors: u64) -> Self {
        Self {
            promoters: Count::new(promoters),
            passives: Count::new(passives),
            detractors: Count::new(detractors),
        }
    }

    /// Counts of merged tallies, which may be wider than those of [`from_counts`](Self::from_counts).
    pub(in crate::survey) const fn from_classes(
        promoters: Count,
        passives: Count,
        detractors: Count,
    ) -> Self {
        Self {
            promoters,
            passives,
            detractors,
        }
    }

    /// Tallies raw answers held as bytes, one answer a byte: the fastest way in.
    ///
    /// Counts and checks as fast as memory is read, more or less: with feature `rayon` and a core
    /// or two to spare, feed it `par_chunks` and sum the tallies.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    ///
    /// let answers: &[u8] = &[9, 10, 3, 7];
    /// assert_eq!(Nps::try_from_bytes(answers)?, Nps::try_from_iter(answers)?);
    /// assert_eq!(
    ///     Nps::try_from_bytes(b"9").unwrap_err().to_string(), // the letter, not the number
    ///     "item 0 was rejected: rating must be a whole number from 0 to 10, got 57"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first byte that is no rating.
    pub fn try_from_bytes(ratings: &[u8]) -> Result<Self> {
        match bytes::classes(ratings, 0, 10, LAST_DETRACTOR, FIRST_PROMOTER) {
            Ok([detractors, passives, promoters]) => {
                Ok(Self::from_counts(promoters, passives, detractors))
            }
            Err(index) => Err(Rating::refusal_in(ratings, index)),
        }
    }

    /// Counts one answer.
    pub const fn push(&mut self, rating: Rating) {
        match rating.get() {
            0..=LAST_DETRACTOR => self.detractors.increment(),
            FIRST_PROMOTER.. => self.promoters.increment(),
            _ => self.passives.increment(),
        }
    }

    /// Counts one answer that is classified already.
    pub const fn push_class(&mut self, class: NpsClass) {
        match class {
            NpsClass::Detractor => self.detractors.increment(),
            NpsClass::Passive => self.passives.increment(),
            NpsClass::Promoter => self.promoters.increment(),
        }
    }

    /// Returns how many customers answered.
    #[must_use]
    pub fn count(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_count())
    }

    /// Counts as [`count`](Self::count), not capped.
    pub(crate) fn wide_count(&self) -> u128 {
        Count::total(self.counts())
    }

    /// Returns how many are promoters, who would recommend.
    #[must_use]
    pub const fn promoters(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_promoters())
    }

    /// Counts as [`promoters`](Self::promoters), not capped.
    pub(crate) const fn wide_promoters(&self) -> u128 {
        self.promoters.get()
    }

    /// Returns how many are passives, neither for nor against.
    #[must_use]
    pub const fn passives(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_passives())
    }

    /// Counts as [`passives`](Self::passives), not capped.
    pub(crate) const fn wide_passives(&self) -> u128 {
        self.passives.get()
    }

    /// Returns how many are detractors, who would advise against.
    #[must_use]
    pub const fn detractors(&self) -> u64 {
        crate::numeric::count::saturated(self.wide_detractors())
    }

    /// Counts as [`detractors`](Self::detractors), not capped.
    pub(crate) const fn wide_detractors(&self) -> u128 {
        self.detractors.get()
    }

    /// Promoters, passives and detractors.
    pub(super) const fn counts(&self) -> [Count; 3] {
        [self.promoters, self.passives, self.detractors]
    }

    /// Returns the score in points, from −100 to 100, or `None` without answers.
    ///
    /// The `f64` nearest to the true quotient: it is rounded once, at the end. (Rounding the two
    /// percentages first can move a score by a whole point.)
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.net(100)
    }

    /// `times` · (promoters − detractors) / answers, correctly rounded.
    fn net(&self, times: u128) -> Option<f64> {
        let n = self.wide_count();
        // Counts are at most 2^112: neither the difference nor a hundred of it overflows.
        let size = self.wide_promoters().abs_diff(self.wide_detractors());
        let size = size.wrapping_mul(times);
        let quotient = if n < 1 << 53 && size < 1 << 53 {
            (n > 0).then(|| size as f64 / n as f64)
        } else {
            // Beyond that the two conversions would round, too, and the score could pass 100.
            Dyadic::from(size).ratio(&n.into())
        }?;
        Some(if self.promoters < self.detractors {
            -quotient
        } else {
            quotient
        })
    }

    /// Returns the variance of one answer counted as −1, 0 or 1, from 0 to 1, or `None` without
    /// answers.
    ///
    /// This is what [`NpsSampleSize`](super::NpsSampleSize) asks for: 1 when half warn and half
    /// recommend, typically 0.6 to 0.7.
    ///
    /// # Formula
    ///
    /// ```text
    /// v = p + d − (p − d)² = q·(p + d) + 4·p·d
    /// ```
    /// where p, q and d are the shares of promoters, passives and detractors.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        Some(self.trinomial()?.variance())
    }

    /// Returns the standard error of the score in points, or `None` without answers.
    ///
    /// 0 when all answers fall into one class, which says that the formula has nothing to go by, not
    /// that the score is certain: for small surveys use the [interval](Self::interval).
    ///
    /// # Formula
    ///
    /// ```text
    /// se = 100 · √(v / n)
    /// ```
    /// where v is the [variance](Self::variance) of one answer and n the number of answers.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        Some(100.0 * self.trinomial()?.half_width(1.0))
    }

    /// Returns the confidence interval of the score in points, or `None` without answers: the
    /// adjusted Wald interval.
    ///
    /// Three answers are added that nobody gave, ¾ promoter, 1½ passives and ¾ detractor, which
    /// makes the simple interval honest for any number of answers: it covers the truth 95.5 times
    /// in 100 at n = 10 where the interval without them covers 88 times. Cut at ±100. `None` when
    /// nobody answered. Other methods: [`interval_with`](Self::interval_with).
    ///
    /// # Formula
    ///
    /// ```text
    /// 100 · (s̃ ± z · √(ṽ / (n + 3)))
    /// ```
    /// where s̃ = (promoters − detractors) / (n + 3), ṽ is the [variance](Self::variance) with the
    /// three answers and z the normal quantile of the level.
    ///
    /// # References
    ///
    /// Rocks (2016), "Interval Estimation for the 'Net Promoter Score'", The American Statistician
    /// 70(4).
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        self.interval_with(NpsMethod::AdjustedWald, level)
    }

    /// Returns the confidence interval of the score in points, by a method of your choice.
    ///
    /// `None` when nobody answered, and where the method says so.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    /// use tenure::survey::NpsMethod;
    /// use tenure::units::Level;
    ///
    /// // One customer answered, and would warn others. The score is −100; how sure is that?
    /// let nps = Nps::try_from_iter([2])?;
    /// let shown = |method| {
    ///     nps.interval_with(method, Level::P95).map(|interval| format!("{interval:.1}"))
    /// };
    /// assert_eq!(shown(NpsMethod::Score).as_deref(), Some("-100.0 to 58.7"));
    /// assert_eq!(shown(NpsMethod::Wald).as_deref(), Some("-100.0 to -100.0")); // useless
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn interval_with(&self, method: NpsMethod, level: Level) -> Option<Interval> {
        let counts = self.trinomial()?;
        match method {
            NpsMethod::AdjustedWald => counts.adjusted_wald(level),
            NpsMethod::AdjustedWaldZ2 => counts.adjusted_wald_z2(level),
            NpsMethod::BonettPrice => counts.bonett_price(level),
            NpsMethod::Wald => {
                let half = counts.half_width(quantile(level));
                Some(holding(points(self.net(1)?, half, level)?, self.score()?))
            }
            NpsMethod::StudentT => {
                let freedom = (self.wide_count() > 1).then(|| counts.total() - 1.0)?;
                let half = student_t::two_sided_quantile(level.get(), freedom)?
                    * sqrt(counts.variance() / freedom);
                Some(holding(points(self.net(1)?, half, level)?, self.score()?))
            }
            NpsMethod::WilsonType => Some(holding(counts.wilson_type(level)?, self.score()?)),
            NpsMethod::Score => {
                let [lower, upper] = score::limits(counts, self.net(1)?, quantile(level));
                let interval = Interval::new(100.0 * lower, 100.0 * upper, level).ok()?;
                Some(holding(interval, self.score()?))
            }
            NpsMethod::Bootstrap { resamples, seed } => {
                let [lower, upper] = bootstrap::limits(counts, level, resamples, seed)?;
                let interval = Interval::new(100.0 * lower, 100.0 * upper, level).ok()?;
                Some(interval.clipped(-100.0, 100.0))
            }
        }
    }

    /// Compares this score with `other`: how far it lies above, and whether that may be chance.
    pub const fn difference(self, other: Self) -> NpsDifference {
        NpsDifference::new(self, other)
    }

    /// The counts as the formulas see them; `None` when nobody answered.
    pub(in crate::survey) fn trinomial(&self) -> Option<Trinomial> {
        (self.wide_count() > 0).then(|| Trinomial {
            promoters: self.promoters.to_f64(),
            passives: self.passives.to_f64(),
            detractors: self.detractors.to_f64(),
        })
    }
}

impl Blanks<Nps> {
    /// Collects a column of bytes with a validity mask, as Arrow and Polars hold it: one answer a byte,
    /// and one bit that says whether it is an answer or a null.
    ///
    /// `validity` is the bits, the lowest of each byte first, and the number of bits before the first
    /// row; `None` says that there is no null. Whatever stands in the place of a null is not read.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::{Blanks, Nps};
    ///
    /// let values = [9, 0, 3, 10]; // the second is a null, not a 0
    /// let validity = [0b1101];
    /// let answers = Blanks::<Nps>::try_from_bytes(&values, Some((&validity, 0)))?;
    /// assert_eq!(answers.state(), &Nps::try_from_iter([9, 3, 10])?);
    /// assert_eq!(answers.blanks(), 1);
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`](crate::Error::Item) with the index of the first row that is no rating, nulls
    /// counted; [`Error::LengthMismatch`](crate::Error::LengthMismatch) for fewer bits than rows.
    pub fn try_from_bytes(ratings: &[u8], validity: Option<(&[u8], usize)>) -> Result<Self> {
        collect_valid(ratings, validity, Nps::try_from_bytes)
    }
}

impl Nps {
    fn add_block(&mut self, block: &[u8]) {
        // Of checked ratings, which are on the scale: there is no error to see.
        if let Ok(part) = Self::try_from_bytes(block) {
            self.merge(part);
        }
    }
}

saved! {
    impl{} for Nps as "nps", 1;
    |nps| { promoters, passives, detractors }
}

impl Merge for Nps {
    fn merge(&mut self, other: Self) {
        self.promoters.merge(other.promoters);
        self.passives.merge(other.passives);
        self.detractors.merge(other.detractors);
    }
}

impl Accumulate<Rating> for Nps {
    fn add(&mut self, rating: Rating) {
        self.push(rating);
    }

    fn add_all(&mut self, ratings: impl Iterator<Item = Rating>) {
        if bytes::too_few_for_blocks(&ratings) {
            return ratings.for_each(|rating| self.push(rating));
        }
        bytes::in_blocks(ratings.map(Rating::get), |block| self.add_block(block));
    }

    fn try_add_all<E>(
        &mut self,
        ratings: impl Iterator<Item = Result<Rating, E>>,
    ) -> Result<(), (usize, E)> {
        let ratings = ratings.map(|rating| rating.map(Rating::get));
        bytes::try_in_blocks(ratings, |block| self.add_block(block))
    }
}

impl Accumulate<NpsClass> for Nps {
    fn add(&mut self, class: NpsClass) {
        self.push_class(class);
    }
}

accumulator!({} Nps, Rating);
accumulator!(@collect [] {} Nps, NpsClass);
accumulator!(@parallel [] {} Nps, NpsClass);

/// The score with the number of answers, as it belongs on a slide: `25.0 points (n = 4)`.
///
/// One decimal place unless the format says otherwise; `no answers` when nobody answered.
impl fmt::Display for Nps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(score) = self.score() else {
            return crate::text::padded(f, "no answers");
        };
        super::write_points(f, score, format_args!("n = {}", self.wide_count()))
    }
}
