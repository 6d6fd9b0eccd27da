//! [`Fitter`].

use core::marker::PhantomData;

use super::ParametricModel;
use crate::Result;
use crate::stats::Fit;
use crate::units::TimeUnit;

/// The options of a fit.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Fitter<M> {
    pub(crate) unit: TimeUnit,
    pub(crate) ridge: f64,
    pub(crate) max_iterations: u32,
    pub(crate) parallel: bool,
    model: PhantomData<fn() -> M>,
}

impl<M> Default for Fitter<M> {
    fn default() -> Self {
        Self {
            unit: TimeUnit::default(),
            ridge: 0.0,
            max_iterations: 100,
            parallel: false,
            model: PhantomData,
        }
    }
}

impl<M: ParametricModel> Fitter<M> {
    /// The unit the model is to have; a week unless said.
    pub const fn unit(mut self, unit: TimeUnit) -> Self {
        self.unit = unit;
        self
    }

    /// The parameters that make the data most likely.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`](crate::Error::NotEnoughData), [`Error::NotIdentified`](crate::Error::NotIdentified),
    /// [`Error::Unbounded`](crate::Error::Unbounded), [`Error::NotConverged`](crate::Error::NotConverged).
    pub fn fit(&self, data: &M::Data) -> Result<Fit<M>> {
        M::fit_with(self, data)
    }
}
