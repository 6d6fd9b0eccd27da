//! The threads that passes over the data run on.

use super::{FeatureSummary, NewtonPass, NewtonPoint};
use crate::Result;
use crate::scoring::LabelledView;

/// The sums have the same bits either way.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Threads {
    #[default]
    One,
    #[cfg(feature = "rayon")]
    All,
}

impl Threads {
    pub(super) fn summary(self, view: LabelledView<'_>) -> Result<FeatureSummary> {
        match self {
            Self::One => FeatureSummary::try_from_view(view),
            #[cfg(feature = "rayon")]
            Self::All => FeatureSummary::par_try_from_view(view),
        }
    }

    /// Adds a pass over more customers to one made at that point.
    pub(super) fn add(
        self,
        pass: &mut NewtonPass,
        point: &NewtonPoint,
        view: LabelledView<'_>,
    ) -> Result<()> {
        match self {
            Self::One => point.pass_more(pass, view),
            #[cfg(feature = "rayon")]
            Self::All => {
                crate::Merge::merge(pass, point.par_pass_view(view)?);
                Ok(())
            }
        }
    }
}
