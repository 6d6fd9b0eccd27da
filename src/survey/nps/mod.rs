//! The Net Promoter Score: the tally, how sure it is, whether two differ, how many to ask.
//!
//! | I have, or want | it is |
//! |---|---|
//! | answers on 0 to 10 | [`Nps`] |
//! | answers on another scale | [`Breaks::tally`] |
//! | answers sorted into the three classes already | [`Nps`] collected from [`NpsClass`] |
//! | answers that stand for unequally many customers | [`WeightedNps`](super::WeightedNps) |
//! | yes or no | [`NetRecommend`](super::NetRecommend), which is not an NPS |
//! | how sure the score is | [`Nps::interval`]; other methods: [`NpsMethod`] |
//! | the share of each class, and how sure it is | [`Nps::class`], [`Nps::class_interval`] |
//! | whether it moved, or two groups differ | [`NpsDifference`] |
//! | whether it differs from a target | [`Nps::test_against`] |
//! | how many answers a margin of error takes | [`NpsSampleSize`] |
//! | how many answers a comparison takes | [`NpsComparisonSize`] |

mod bootstrap;
mod breaks;
mod class;
mod comparison_size;
mod difference;
mod formulas;
mod method;
mod sample_size;
mod score;
mod shares;
mod tally;
mod target;

pub use breaks::Breaks;
pub use class::NpsClass;
pub use comparison_size::NpsComparisonSize;
pub use difference::{NpsDifference, NpsDifferenceMethod};
pub use method::NpsMethod;
pub use sample_size::NpsSampleSize;
pub use tally::Nps;

pub(in crate::survey) use formulas::{Trinomial, holding, points, quantile};

/// `25.0 points` and what goes with it, in the width and with the places the format asks for and
/// never `-0.0`.
pub(super) fn write_points(
    f: &mut core::fmt::Formatter<'_>,
    points: f64,
    of: core::fmt::Arguments<'_>,
) -> core::fmt::Result {
    let places = f.precision().unwrap_or(1);
    let shown = crate::text::signless(points, places);
    crate::text::padded(f, format_args!("{shown} points ({of})"))
}
