//! What is written once for all models: the parameters by name, how a model is printed, and the way to a fit.

/// Gives a model its getters, `fitter`, [`FittedModel`](crate::stats::FittedModel),
/// [`ParametricModel`](crate::clv::fitting::ParametricModel) and `Display`.
///
/// A parameter is its getter, its symbol, the field that measures it where it is a time, and where it stands. The
/// constructor, which checks them, takes them in this order, and the unit last where there is one.
macro_rules! parametric {
    (
        $model:ident as $name:literal of $data:ty $(, in $unit:ident)?;
        parameters {$(
            $(#[$doc:meta])*
            $p:ident: $symbol:literal $(in $time:ident)? = $($path:ident).+;
        )+}
        $(#[$fitter:meta])*
        fn fitter();
        fn fit($options:ident, $rows:ident) $fit:block
        fn simulate($this:ident, $like:ident, $seed:ident) $simulate:block
    ) => {
        impl $model {
            $(#[$fitter])*
            pub fn fitter() -> $crate::clv::fitting::Fitter<Self> {
                $crate::clv::fitting::Fitter::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $p(&self) -> f64 {
                    self.$($path).+
                }
            )+
        }

        impl $crate::stats::FittedModel for $model {
            type Evidence = $crate::clv::fitting::Evidence;

            fn parameters(&self) -> usize {
                <Self as $crate::clv::fitting::ParametricModel>::PARAMETERS.len()
            }

            fn agrees_with(
                &self,
                evidence: &Self::Evidence,
                covariance: ndarray::ArrayView2<'_, f64>,
            ) -> bool {
                let values = $crate::clv::fitting::ParametricModel::values(self);
                evidence.is_possible()
                    && $crate::clv::fitting::is_possible_covariance(&values, &covariance)
            }
        }

        impl $crate::clv::fitting::ParametricModel for $model {
            type Data = $data;

            const NAME: &'static str = $name;

            const PARAMETERS: &'static [&'static str] = &[$(stringify!($p)),+];

            fn values(&self) -> Vec<f64> {
                vec![$(self.$p()),+]
            }

            fn with_values(&self, values: &[f64]) -> $crate::Result<Self> {
                match *values {
                    [$($p),+] => Self::new($($p,)+ $(self.$unit)?),
                    _ => Err($crate::Error::LengthMismatch {
                        what: concat!("parameters of the ", $name, " and values for them"),
                        left: Self::PARAMETERS.len(),
                        right: values.len(),
                    }),
                }
            }

            fn fit_with(
                $options: &$crate::clv::fitting::Fitter<Self>,
                $rows: &$data,
            ) -> $crate::Result<$crate::stats::Fit<Self>> $fit

            fn simulate_like(&self, $like: &$data, $seed: u64) -> $crate::Result<Box<$data>> {
                let $this = self;
                $simulate
            }
        }

        impl core::fmt::Display for $model {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let places = f.precision().unwrap_or(3);
                let shown = [$(parametric!(@shown self, places, $p, $symbol $(, $time)?)),+];
                $crate::text::padded(f, format_args!("{}({})", $name, shown.join(", ")))
            }
        }
    };
    (@shown $self:ident, $places:ident, $p:ident, $symbol:literal) => {
        format!(concat!($symbol, " = {:.*}"), $places, $self.$p())
    };
    (@shown $self:ident, $places:ident, $p:ident, $symbol:literal, $unit:ident) => {
        format!(concat!($symbol, " = {}"), $self.$unit.amount($self.$p(), $places))
    };
}
pub(super) use parametric;
