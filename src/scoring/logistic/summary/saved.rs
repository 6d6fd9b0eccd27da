//! The saved form of a [`FeatureSummary`], refused when no data can have made it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FeatureSummary, FeatureSums, LARGEST};
use crate::numeric::count::Count;
use crate::numeric::superacc::wire::Wire;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::units::Finite;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a summary of features: counts, weights and sums"
)]
struct Saved {
    stayed: Count,
    churned: Count,
    weight_of_stayed: Wire,
    weight_of_churned: Wire,
    weight: Wire,
    features: Vec<SavedFeature>,
    mixed: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "the sums of a feature and its ranges"
)]
struct SavedFeature {
    sum: Wire,
    sum_of_squares: Wire,
    range_of_stayed: Option<[Finite; 2]>,
    range_of_churned: Option<[Finite; 2]>,
}

impl Serialize for FeatureSummary {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let [stayed, churned] = self.counts;
        let [weight_of_stayed, weight_of_churned] = &self.class_weights;
        let finite =
            |[low, high]: [f64; 2]| Some([Finite::new(low).ok()?, Finite::new(high).ok()?]);
        let features = self.features.iter().map(|feature| {
            let [of_stayed, of_churned] = feature.ranges;
            SavedFeature {
                sum: feature.sum.to_wire(),
                sum_of_squares: feature.squares.to_wire(),
                range_of_stayed: of_stayed.and_then(finite),
                range_of_churned: of_churned.and_then(finite),
            }
        });
        Saved {
            stayed,
            churned,
            weight_of_stayed: weight_of_stayed.to_wire(),
            weight_of_churned: weight_of_churned.to_wire(),
            weight: self.weight.to_wire(),
            features: features.collect(),
            mixed: self.mixed,
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for FeatureSummary {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read(&Saved::deserialize(from)?).ok_or_else(|| {
            serde::de::Error::custom("a summary of features is not that of any customers")
        })
    }
}

fn read(saved: &Saved) -> Option<FeatureSummary> {
    let counts = [saved.stayed, saved.churned];
    let class_weights = [
        SumAcc::from_wire(&saved.weight_of_stayed).ok()?,
        SumAcc::from_wire(&saved.weight_of_churned).ok()?,
    ];
    let features = saved.features.iter().map(|feature| {
        let sums = FeatureSums {
            sum: SumAcc::from_wire(&feature.sum).ok()?,
            squares: ProductAcc::from_wire(&feature.sum_of_squares).ok()?,
            ranges: [feature.range_of_stayed, feature.range_of_churned]
                .map(|range| range.map(|ends| ends.map(Finite::get))),
        };
        let possible = !sums.squares.is_negative()
            && counts
                .iter()
                .zip(sums.ranges)
                .all(|(count, range)| match range {
                    None => count.get() == 0,
                    Some([low, high]) => {
                        count.get() > 0 && -LARGEST <= low && low <= high && high <= LARGEST
                    }
                });
        possible.then_some(sums)
    });
    let summary = FeatureSummary {
        counts,
        weight: SumAcc::from_wire(&saved.weight).ok()?,
        features: features.collect::<Option<_>>()?,
        mixed: saved.mixed,
        class_weights,
    };
    if summary.customers() == 0 || summary.mixed {
        let empty = FeatureSummary {
            mixed: saved.mixed,
            ..FeatureSummary::default()
        };
        return (summary == empty).then_some(summary);
    }
    // A weight is above 0 exactly where there is somebody.
    let weighs = |sum: &SumAcc| !sum.is_zero() && !sum.is_negative();
    let of_classes = summary.class_weights.iter().zip(counts);
    let possible = weighs(&summary.weight)
        && adds_up(&summary)
        && of_classes.into_iter().all(|(sum, count)| {
            if count.get() > 0 {
                weighs(sum)
            } else {
                sum.is_zero()
            }
        });
    possible.then_some(summary)
}

/// Whether the classes weigh together what all do, but for the rounding of blocks.
fn adds_up(summary: &FeatureSummary) -> bool {
    let classes = summary.class_totals();
    let of_classes = classes.map(|[stayed, churned]| stayed + churned);
    match (of_classes, summary.weight.to_f64()) {
        (Some(classes), Some(all)) => (classes - all).abs() <= 1e-9 * all,
        (classes, all) => classes.is_none() && all.is_none(),
    }
}
