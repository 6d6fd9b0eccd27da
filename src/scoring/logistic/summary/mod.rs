//! [`FeatureSummary`].

use core::borrow::Borrow;

use super::BLOCK;
use super::kernel::{Describer, widest};
use crate::numeric::count::{Count, saturated};
use crate::numeric::math;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::scoring::LabelledView;
use crate::scoring::data::labelled::in_blocks;
use crate::{Error, Merge, Result};

#[cfg(feature = "serde")]
mod saved;

/// Larger features are refused, as the sums of their squares would not be finite.
const LARGEST: f64 = 1e150;

/// Summarises each feature before a fit: counts of customers by class, and mean, deviation and
/// range.
///
/// It takes one pass, and summaries of parts merge into that of the whole, with the same bits in any
/// order. Means and deviations are accurate however far from 0 a feature lies: rows are summed in plain
/// `f64` around the middle of their block of 1024, and the blocks are added exactly. A constant feature
/// has a deviation of exactly 0.
///
/// Summaries of rows of different widths do not belong together: their merge is
/// [mixed](Self::is_mixed) and has no figures.
///
/// # Formula
///
/// ```text
/// mean x̄ = Σ w·x / Σ w        deviation = √(Σ w·(x − x̄)² / Σ w)
/// ```
/// where w is a customer's weight, 1 unless given.
///
/// # Examples
///
/// ```
/// use tenure::scoring::FeatureSummary;
///
/// let customers = [([12.0, 0.0], false), ([3.0, 5.0], true), ([30.0, 1.0], false)];
/// let summary = FeatureSummary::try_from_iter(customers)?;
/// assert_eq!(summary.customers(), 3);
/// assert_eq!(summary.churned(), 1);
/// assert_eq!(summary.means(), Some(vec![15.0, 2.0]));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(p) per row and O(p) space for p features.
///
/// # References
///
/// Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", The American Statistician 37.
#[allow(clippy::doc_markdown, reason = "LeVeque is a person")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureSummary {
    /// The customers who stayed and who churned, of weight above 0. Without any, everything is as in
    /// `default()`.
    counts: [Count; 2],
    class_totals: [SumAcc; 2],
    /// Σ of the rounded weight of each block.
    weight: SumAcc,
    features: Vec<FeatureSums>,
    mixed: bool,
}

/// The sums of one feature.
#[derive(Debug, Clone, Default, PartialEq)]
struct FeatureSums {
    /// Σ w·x.
    sum: SumAcc,
    /// Σ w·x².
    squares: ProductAcc,
    /// Minimum and maximum by class: stayed, churned.
    ranges: [Option<[f64; 2]>; 2],
}

impl FeatureSummary {
    /// Summarises customers in a matrix.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first row that has a feature which is not finite, or beyond 1e150 in size
    /// ([`Error::Feature`] says which); [`Error::Feature`] for one whose sums are beyond the `f64` range.
    pub fn try_from_view(view: LabelledView<'_>) -> Result<Self> {
        let mut summary = Self::default();
        let mut describer = Describer::default();
        for start in (0..view.len()).step_by(BLOCK) {
            let block = view.rows(start..start.saturating_add(BLOCK));
            summary
                .take(&mut describer, block)
                .map_err(|error| error.shifted_by(start))?;
        }
        Ok(summary)
    }

    /// Summarises customers as [`try_from_view`](Self::try_from_view), to the bit, on all threads
    /// of the current [`rayon`] pool.
    ///
    /// # Errors
    ///
    /// As [`try_from_view`](Self::try_from_view).
    #[cfg(feature = "rayon")]
    pub fn par_try_from_view(view: LabelledView<'_>) -> Result<Self> {
        super::parallel::in_runs(
            &view,
            || (Self::default(), Describer::default()),
            |(summary, describer), block| summary.take(describer, block),
            |(summary, _)| summary,
        )
    }

    /// Summarises customers given as (features, churned), with the same bits as a matrix of these
    /// rows.
    ///
    /// # Errors
    ///
    /// As [`try_from_view`](Self::try_from_view); a row with more or fewer features than the first is an
    /// [`Error::Item`].
    pub fn try_from_iter<R>(rows: impl IntoIterator<Item = (R, bool)>) -> Result<Self>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        Self::try_from_weighted_iter(rows.into_iter().map(|(row, churned)| (row, churned, 1.0)))
    }

    /// Summarises customers given as (features, churned, weight).
    ///
    /// # Errors
    ///
    /// As [`try_from_iter`](Self::try_from_iter); [`Error::Item`] for a weight that is negative or not finite.
    pub fn try_from_weighted_iter<R>(rows: impl IntoIterator<Item = (R, bool, f64)>) -> Result<Self>
    where
        R: IntoIterator<Item: Borrow<f64>>,
    {
        let mut summary = Self::default();
        let mut describer = Describer::default();
        in_blocks(None, rows, |block| summary.take(&mut describer, block))?;
        Ok(summary)
    }

    /// Counts the customers; those of weight 0 do not count.
    #[must_use]
    pub fn customers(&self) -> u64 {
        saturated(Count::total(self.counts))
    }

    /// Counts the customers who churned.
    #[must_use]
    pub const fn churned(&self) -> u64 {
        let [_, churned] = self.counts;
        churned.to_u64()
    }

    /// Returns the sum of weights of customers who stayed, and of those who churned.
    ///
    /// `None` beyond the `f64` range.
    #[must_use]
    pub fn class_totals(&self) -> Option<[f64; 2]> {
        let [stayed, churned] = &self.class_totals;
        Some([stayed.to_f64()?, churned.to_f64()?])
    }

    /// Returns the number of features per customer; `None` without customers.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        (self.customers() > 0).then_some(self.features.len())
    }

    /// Returns whether rows of different widths were merged, a mistake that leaves no figures.
    #[must_use]
    pub const fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// Returns the mean of each feature; `None` without customers.
    #[must_use]
    pub fn means(&self) -> Option<Vec<f64>> {
        self.width()?;
        let weight = self.weight.to_dyadic();
        let means = self.features.iter().map(|feature| {
            // Rounding can put the mean of equal values just outside them.
            let mean = feature.sum.to_dyadic().ratio(&weight)?;
            let [low, high] = feature.range()?;
            Some(mean.clamp(low, high) + 0.0)
        });
        means.collect()
    }

    /// Returns the population standard deviation of each feature, 0 for a constant; `None` without
    /// customers.
    #[must_use]
    pub fn deviations(&self) -> Option<Vec<f64>> {
        self.width()?;
        let weight = self.weight.to_dyadic();
        let all = self.features.iter().map(|feature| {
            if feature.range().is_some_and(|[low, high]| low >= high) {
                return Some(0.0);
            }
            let sum = feature.sum.to_dyadic();
            let spread = &weight * feature.squares.to_dyadic() - &sum * &sum;
            if spread.is_negative() {
                return Some(0.0); // rounding of values next to each other
            }
            spread.ratio_sqrt(&(&weight * &weight))
        });
        all.collect()
    }

    /// Returns minimum and maximum of each feature, of customers who stayed and of those who
    /// churned.
    ///
    /// `None` for a class without customers.
    #[must_use]
    pub fn ranges(&self) -> Vec<[Option<[f64; 2]>; 2]> {
        self.features.iter().map(|feature| feature.ranges).collect()
    }

    /// Adds a block of customers, all or none.
    fn take(&mut self, describer: &mut Describer, block: LabelledView<'_>) -> Result<()> {
        let mut counts = [0_u64; 2];
        let mut weights = [0.0; 2];
        let [stayed, churned] = &mut weights;
        let [staying, churning] = &mut counts;
        for (row, &label) in block.churned().iter().enumerate() {
            let weight = block.weights().and_then(|all| all.get(row)).copied();
            let weight = weight.unwrap_or(1.0);
            let counted = u64::from(weight > 0.0);
            if label {
                *churned += weight;
                *churning = churning.saturating_add(counted);
            } else {
                *stayed += weight;
                *staying = staying.saturating_add(counted);
            }
        }
        let weight = *stayed + *churned;
        let mut part = Self {
            counts: counts.map(Count::new),
            ..Self::default()
        };
        let finite = part.weight.add(weight)
            && part
                .class_totals
                .iter_mut()
                .zip(weights)
                .all(|(sum, w)| sum.add(w));
        if !finite {
            return Err(Error::Diverges {
                what: "the sum of the weights",
                because: "they are too large to be added up",
            });
        }
        if part.customers() == 0 {
            // Without weight; but a feature that is not finite is refused all the same.
            return (0..block.width())
                .try_for_each(|feature| refusal(&block, feature).map_or(Ok(()), Err));
        }
        describer.describe(block, weight);
        for feature in 0..block.width() {
            let place = feature % 8;
            let sums = describer
                .panels
                .get(feature / 8)
                .and_then(|panel| {
                    let pick = |lane: &[f64; 8]| lane.get(place).copied();
                    let [stayed, churned] = &panel.ranges;
                    let range = |[low, high]: &[[f64; 8]; 2]| {
                        let range = [pick(low)? + 0.0, pick(high)? + 0.0];
                        range.iter().all(|end| end.is_finite()).then_some(range)
                    };
                    FeatureSums::of_block(
                        weight,
                        pick(&panel.centres)?,
                        pick(&panel.offsets)?,
                        pick(&panel.squares)?,
                        [range(stayed), range(churned)],
                    )
                })
                .ok_or_else(|| {
                    let sums = Error::Diverges {
                        what: "the spread of the values",
                        because: "values or weights are too large to be added up",
                    };
                    let unsummed = || sums.of_feature(&block.name(feature));
                    refusal(&block, feature).unwrap_or_else(unsummed)
                })?;
            part.features.push(sums);
        }
        self.merge(part);
        Ok(())
    }
}

impl FeatureSums {
    /// Converts sums around a centre, Σw(x − c) and Σw(x − c)². `None` when a sum is not finite, or too large.
    ///
    /// S₁ = W·c + D and S₂ = Q + 2·c·D + W·c², of the sums as given without any rounding: W·S₂ − S₁² is W·Q − D², as
    /// accurate as these are, wherever c lies.
    fn of_block(
        weight: f64,
        centre: f64,
        offset: f64,
        squares: f64,
        ranges: [Option<[f64; 2]>; 2],
    ) -> Option<Self> {
        let mut sums = Self {
            ranges,
            ..Self::default()
        };
        if let Some([low, high]) = sums.range()
            && (low < -LARGEST || high > LARGEST)
        {
            return None;
        }
        let high = weight * centre;
        let low = math::fma(weight, centre, -high);
        let finite = [high, low, offset].iter().all(|term| sums.sum.add(*term))
            && sums.squares.add_product(squares, 1.0)
            && sums.squares.add_product(2.0 * centre, offset)
            && sums.squares.add_product(high, centre)
            && sums.squares.add_product(low, centre);
        finite.then_some(sums)
    }

    /// Minimum and maximum over all customers.
    const fn range(&self) -> Option<[f64; 2]> {
        let [stayed, churned] = self.ranges;
        match (stayed, churned) {
            (Some([low, high]), other) => Some(widest(other, low, high)),
            (None, other) => other,
        }
    }
}

/// The error for the first value of a feature that cannot be summed.
#[cold]
fn refusal(block: &LabelledView<'_>, feature: usize) -> Option<Error> {
    let features = block.features();
    let fits = |value: &f64| value.abs() <= LARGEST;
    let (row, &value) = features
        .column(feature)
        .into_iter()
        .enumerate()
        .find(|(_, value)| !fits(value))?;
    let error = Error::bad_number("feature", "at most 1e150 in size", value);
    Some(error.of_feature(&block.name(feature)).at(row))
}

impl Merge for FeatureSummary {
    fn heap_size(&self) -> usize {
        let features = self.features.capacity();
        features.saturating_mul(size_of::<FeatureSums>())
    }

    fn merge(&mut self, other: Self) {
        if other.customers() == 0 && !other.mixed {
            return;
        }
        if self.mixed || other.mixed || (self.width().is_some() && self.width() != other.width()) {
            *self = Self {
                mixed: true,
                ..Self::default()
            };
            return;
        }
        if self.width().is_none() {
            *self = other;
            return;
        }
        for (count, part) in self.counts.iter_mut().zip(other.counts) {
            count.merge(part);
        }
        for (sum, part) in self.class_totals.iter_mut().zip(&other.class_totals) {
            sum.merge(part);
        }
        self.weight.merge(&other.weight);
        for (sums, part) in self.features.iter_mut().zip(other.features) {
            sums.sum.merge(&part.sum);
            sums.squares.merge(&part.squares);
            for (range, part) in sums.ranges.iter_mut().zip(part.ranges) {
                if let Some([low, high]) = part {
                    *range = Some(widest(*range, low, high));
                }
            }
        }
    }
}

crate::fold::accumulate::accumulator!(@sum {} FeatureSummary);
