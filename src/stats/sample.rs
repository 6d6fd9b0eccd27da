//! [`Sample`].

use core::cmp::Ordering;
use std::borrow::Cow;

use super::{Description, Moments, QuantileRule};
use crate::Merge;
use crate::fold::accumulate::{Accumulate, accumulator};
use crate::fold::sorted::{Batched, Keyed};
use crate::units::{Finite, Proportion};

/// Keeps all values in order, for quantiles and a description.
///
/// For questions that need the values themselves: median, quartiles, percentiles. Exact, in any
/// order and any sharding. Where only means and totals are asked, [`Moments`] does without keeping
/// them.
///
/// # Examples
///
/// ```
/// use tenure::stats::{QuantileRule, Sample};
/// use tenure::units::Proportion;
///
/// let minutes = Sample::try_from_iter([13.0, 3.0, 5.0, 8.0, 21.0, 34.0, 55.0, 89.0])?;
/// assert_eq!(minutes.median(), Some(17.0));
///
/// let ninety = Proportion::from_percent(90.0)?;
/// assert_eq!(minutes.quantile(ninety, QuantileRule::NearestRank), Some(89.0));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n) time to collect and O(n) space, 8 bytes a value; then a question is O(1). Merging and
/// extending cost O(log n) a value in the long run: they put the values in order once those that came in
/// are as many as those in order, and until then each question works on a sorted copy.
/// [`sort`](Self::sort) before asking often.
///
/// Saved, it is the list of its values in order; any list of numbers reads back as one.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    values: Batched<f64>,
}

impl Sample {
    /// Takes in one value.
    pub fn push(&mut self, value: Finite) {
        self.values.push(value.get());
    }

    /// Puts the values in order now, so that no question after this works on a copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        self.values.settle();
    }

    /// Returns how many values there are.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.values.len() as u64
    }

    /// Returns the values in ascending order.
    #[must_use]
    pub fn sorted(&self) -> Cow<'_, [f64]> {
        self.values.in_order()
    }

    /// Returns the value that a share `q` of all values do not exceed, or `None` without values.
    ///
    /// Between the smallest (at 0) and the largest (at 1), and never falling as `q` rises.
    #[must_use]
    pub fn quantile(&self, q: Proportion, rule: QuantileRule) -> Option<f64> {
        rule.of(&self.sorted(), q.get())
    }

    /// Returns the median, or `None` without values.
    ///
    /// The mean of the two in the middle, where their number is even.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        QuantileRule::Linear.of(&self.sorted(), 0.5)
    }

    /// Returns count, total, mean and spread of the values.
    #[must_use]
    pub fn moments(&self) -> Moments {
        self.checked().collect()
    }

    /// Returns the usual summary (count, mean, standard deviation, minimum, quartiles, maximum), or
    /// `None` without values.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::stats::Sample;
    ///
    /// let spend = Sample::try_from_iter([29.33, 14.96, 26.48, 10.5, 118.0])?;
    /// let summary = spend.describe().map(|d| d.to_string());
    /// assert_eq!(
    ///     summary.as_deref(),
    ///     Some(
    ///         "count                    5\n\
    ///          mean                 39.85\n\
    ///          standard deviation   44.38\n\
    ///          minimum              10.50\n\
    ///          lower quartile       14.96\n\
    ///          median               26.48\n\
    ///          upper quartile       29.33\n\
    ///          maximum             118.00"
    ///     )
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    #[must_use]
    pub fn describe(&self) -> Option<Description> {
        Description::of(&self.sorted(), &self.moments())
    }

    fn checked(&self) -> impl Iterator<Item = Finite> {
        // All of them were finite when they came in.
        self.values
            .rows()
            .iter()
            .filter_map(|&x| Finite::new(x).ok())
    }
}

impl Keyed for f64 {
    fn order(&self, other: &Self) -> Ordering {
        self.total_cmp(other)
    }

    /// Every value is kept, however often it comes.
    fn absorb(&mut self, _: &Self) -> bool {
        false
    }

    fn settle(values: &mut Vec<Self>, _: usize) {
        values.sort_by(Self::total_cmp); // merges runs that are in order
    }
}

/// The same values, in whatever order they came.
impl PartialEq for Sample {
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len() && self.sorted() == other.sorted()
    }
}

impl Merge for Sample {
    fn merge(&mut self, other: Self) {
        self.values.append(other.values);
        self.values.settle_if_due();
    }

    fn heap_size(&self) -> usize {
        self.values.heap_size()
    }
}

impl Accumulate<Finite> for Sample {
    fn add(&mut self, value: Finite) {
        self.push(value);
    }

    fn settle_if_due(&mut self) {
        self.values.settle_if_due();
    }
}

accumulator!({} Sample, Finite);

saved! {
    impl{} for Sample as "sample", 1;
    |sample| -> *sample.sorted();
    read(values: Vec<Finite>) { Ok(values.into_iter().collect()) }
}
