//! [`ParametricModel`].

use super::{Evidence, Fitter};
use crate::Result;
use crate::stats::{Fit, FittedModel};

/// Describes a model with a few positive parameters that can be fitted.
///
/// Implemented by the models of this crate; what it has for everybody is the names and values of the
/// parameters, and the same model with other values.
///
/// # Examples
///
/// A table of parameters for whatever model was fitted:
///
/// ```
/// use tenure::clv::fitting::ParametricModel;
/// use tenure::clv::models::ShiftedBetaGeometric;
///
/// fn named<M: ParametricModel>(model: &M) -> Vec<(&'static str, f64)> {
///     M::PARAMETERS.iter().copied().zip(model.values()).collect()
/// }
///
/// let model = ShiftedBetaGeometric::new(0.668, 3.806)?; // Fader and Hardie (2007)
/// assert_eq!(named(&model), [("alpha", 0.668), ("beta", 3.806)]);
/// assert_eq!(model.with_values(&[1.0, 2.0])?, ShiftedBetaGeometric::new(1.0, 2.0)?);
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait ParametricModel: FittedModel<Evidence = Evidence> + Clone {
    /// What it is fitted to.
    type Data: ?Sized + Sync;

    /// What it is called: "BG/NBD".
    const NAME: &'static str;

    /// What its parameters are called, in their order.
    const PARAMETERS: &'static [&'static str];

    /// The values of the parameters.
    fn values(&self) -> Vec<f64>;

    /// The same model (the same time unit) with other values.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`](crate::Error::LengthMismatch) for another number of them, and what the model's
    /// constructor refuses.
    fn with_values(&self, values: &[f64]) -> Result<Self>;

    /// The best fit, under the options of a [`Fitter`]; called by [`Fitter::fit`].
    ///
    /// # Errors
    ///
    /// As [`Fitter::fit`].
    #[doc(hidden)]
    fn fit_with(options: &Fitter<Self>, data: &Self::Data) -> Result<Fit<Self>>;

    /// Data of as many customers, seen for as long, drawn from this model: what the parametric
    /// bootstrap refits.
    #[doc(hidden)]
    fn simulate_like(&self, data: &Self::Data, seed: u64) -> Result<Box<Self::Data>>
    where
        Self::Data: Sized;
}
