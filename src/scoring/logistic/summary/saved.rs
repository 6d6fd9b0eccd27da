//! The saved form of a [`FeatureSummary`], refused when no data can have made it.

use super::{FeatureSummary, FeatureSums, LARGEST};
use crate::Error;
use crate::numeric::count::Count;
use crate::numeric::superacc::SumAcc;

saved! {
    impl{} for FeatureSummary as "feature summary", 1;
    |summary| { counts, class_totals, weight, features, mixed };
    read {
        let summary = Self { counts, class_totals, weight, features, mixed };
        if possible(&summary) {
            Ok(summary)
        } else {
            Err(Error::Malformed {
                what: "summary of features",
                expected: "figures that customers can have",
            })
        }
    }
}

saved! {
    impl{} for FeatureSums as plain;
    |feature| { sum, sum_of_squares = feature.squares, ranges };
    read { Ok(Self { sum, squares: sum_of_squares, ranges }) }
}

fn possible(summary: &FeatureSummary) -> bool {
    if summary.customers() == 0 || summary.mixed {
        let empty = FeatureSummary {
            mixed: summary.mixed,
            ..FeatureSummary::default()
        };
        return *summary == empty;
    }
    let counts = summary.counts.map(Count::get);
    let features = summary.features.iter().all(|feature| {
        !feature.squares.is_negative()
            && counts
                .iter()
                .zip(feature.ranges)
                .all(|(count, range)| match range {
                    None => *count == 0,
                    Some([low, high]) => {
                        *count > 0 && -LARGEST <= low && low <= high && high <= LARGEST
                    }
                })
    });
    // A weight is above 0 exactly where there are customers.
    let weighs = |sum: &SumAcc| !sum.is_zero() && !sum.is_negative();
    features
        && weighs(&summary.weight)
        && adds_up(summary)
        && summary.class_totals.iter().zip(counts).all(|(sum, count)| {
            if count > 0 {
                weighs(sum)
            } else {
                sum.is_zero()
            }
        })
}

/// Whether the weights of the two classes add up to the total, except for the rounding of blocks.
fn adds_up(summary: &FeatureSummary) -> bool {
    let classes = summary.class_totals();
    let of_classes = classes.map(|[stayed, churned]| stayed + churned);
    match (of_classes, summary.weight.to_f64()) {
        (Some(classes), Some(all)) => (classes - all).abs() <= 1e-9 * all,
        (classes, all) => classes.is_none() && all.is_none(),
    }
}
