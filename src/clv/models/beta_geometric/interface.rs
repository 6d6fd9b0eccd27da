//! What is written once for both models.

/// The constructor, the getters and the traits of a model that holds a `core` and a `unit`.
macro_rules! beta_geometric_model {
    ($model:ident, $name:literal, $kind:literal, $from_start:literal) => {
        impl $model {
            /// From known parameters; `alpha` in `unit`s.
            ///
            /// # Errors
            ///
            /// [`Error::OutOfRange`] for parameters outside 1e-10 to 1e10, [`Error::NotFinite`] for NaN and
            /// infinities.
            pub fn new(r: f64, alpha: f64, a: f64, b: f64, unit: TimeUnit) -> Result<Self> {
                let core = BetaGeometric::new([r, alpha, a, b], $from_start)?;
                Ok(Self { core, unit })
            }

            /// How to fit it: with nothing said, in weeks and to greatest likelihood.
            pub fn fitter() -> Fitter<Self> {
                Fitter::default()
            }

            /// The shape of the purchase rates over customers: the smaller, the more they differ.
            #[must_use]
            pub const fn r(&self) -> f64 {
                self.core.r
            }

            /// The scale of the rates, a time: customers buy r/α times a [`unit`](PurchaseModel::unit) on
            /// average, as long as they are customers.
            #[must_use]
            pub const fn alpha(&self) -> f64 {
                self.core.alpha
            }

            /// The first parameter of the chance of leaving after a purchase, a/(a + b) on average.
            #[must_use]
            pub const fn a(&self) -> f64 {
                self.core.a
            }

            /// The second one; both small: some leave soon and others hardly ever.
            #[must_use]
            pub const fn b(&self) -> f64 {
                self.core.b
            }

            /// The same model, its parameters in another unit.
            ///
            /// # Errors
            ///
            /// [`Error::OutOfRange`] when they are beyond what is accepted there.
            pub fn in_unit(self, unit: TimeUnit) -> Result<Self> {
                let [r, alpha, a, b] = self.core.values();
                let alpha = alpha * (self.unit.in_days() / unit.in_days());
                Self::new(r, alpha, a, b, unit)
            }

            fn discounted(&self, history: (f64, f64, f64), rate: DiscountRate) -> Result<f64> {
                let continuous = rate.ln_growth_per(Period::Day) * self.unit.in_days();
                let sum = self
                    .core
                    .customer(history)
                    .discounted_purchases(continuous)?;
                Ok(self.core.p_alive(history) * sum)
            }
        }

        /// x, tₓ and T of somebody who has just bought for the first time.
        const NEW: (f64, f64, f64) = (0.0, 0.0, 0.0);

        impl PurchaseModel for $model {
            fn unit(&self) -> TimeUnit {
                self.unit
            }

            fn log_likelihood(&self, history: &PurchaseHistory) -> f64 {
                self.core.log_likelihood(history.in_units_of(self.unit)) + 0.0
            }

            fn p_alive(&self, history: &PurchaseHistory) -> f64 {
                self.core.p_alive(history.in_units_of(self.unit))
            }

            fn p_alive_after(&self, history: &PurchaseHistory, wait: Horizon) -> f64 {
                let history = history.in_units_of(self.unit);
                let stays = self.core.customer(history).stays(self.unit.count_of(wait));
                self.core.p_alive(history) * stays
            }

            fn p_alive_of_new(&self, after: Horizon) -> f64 {
                let stays = self.core.customer(NEW).stays(self.unit.count_of(after));
                self.core.p_alive(NEW) * stays
            }

            fn expected_purchases(&self, history: &PurchaseHistory, within: Horizon) -> f64 {
                let history = history.in_units_of(self.unit);
                let customer = self.core.customer(history);
                self.core.p_alive(history) * customer.expected_purchases(self.unit.count_of(within))
            }

            fn expected_purchases_of_each(
                &self,
                histories: &[PurchaseHistory],
                within: Horizon,
            ) -> Vec<f64> {
                let histories = histories.iter();
                let histories = histories.map(|history| history.in_units_of(self.unit));
                let time = self.unit.count_of(within);
                self.core.expected_of_each(histories, time)
            }

            fn expected_purchases_of_new(&self, within: Horizon) -> f64 {
                let customer = self.core.customer(NEW);
                self.core.p_alive(NEW) * customer.expected_purchases(self.unit.count_of(within))
            }

            fn ln_probability(&self, repeat_purchases: u64, within: Horizon) -> f64 {
                let time = self.unit.count_of(within);
                self.core.ln_probability(repeat_purchases as f64, time) + 0.0
            }

            fn discounted_purchases(
                &self,
                history: &PurchaseHistory,
                rate: DiscountRate,
            ) -> Result<f64> {
                self.discounted(history.in_units_of(self.unit), rate)
            }

            fn discounted_purchases_of_new(&self, rate: DiscountRate) -> Result<f64> {
                self.discounted(NEW, rate)
            }

            fn simulate(&self, within: Horizon, seed: u64) -> SimulatedCustomer {
                let days = within.in_units_of(Period::Day);
                let unit = self.unit.in_days();
                simulate::beta_geometric(self.core.values(), $from_start, unit, days, seed)
            }
        }

        impl FittedModel for $model {
            type Evidence = Evidence;

            fn parameters(&self) -> usize {
                Self::PARAMETERS.len()
            }

            fn agrees_with(&self, evidence: &Evidence) -> bool {
                evidence.is_possible()
            }
        }

        impl ParametricModel for $model {
            type Data = HistoryTable;

            const NAME: &'static str = $name;

            const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];

            fn values(&self) -> Vec<f64> {
                self.core.values().to_vec()
            }

            fn with_values(&self, values: &[f64]) -> Result<Self> {
                match *values {
                    [r, alpha, a, b] => Self::new(r, alpha, a, b, self.unit),
                    _ => Err(Error::LengthMismatch {
                        what: concat!("parameters of the ", $name, " and values for them"),
                        left: Self::PARAMETERS.len(),
                        right: values.len(),
                    }),
                }
            }

            fn fit_with(options: &Fitter<Self>, data: &HistoryTable) -> Result<Fit<Self>> {
                let unit = options.time_unit();
                beta_geometric::fit(options, data, $from_start, |[r, alpha, a, b]| {
                    Self::new(r, alpha, a, b, unit)
                })
            }

            fn simulate_like(&self, data: &HistoryTable, seed: u64) -> Result<Box<HistoryTable>> {
                Ok(Box::new(simulate::table_like(self, data, seed)))
            }
        }

        impl fmt::Display for $model {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let places = f.precision().unwrap_or(3);
                let [r, alpha, a, b] = self.core.values();
                let alpha = self.unit.amount(alpha, places);
                let name = Self::NAME;
                let text = format!(
                    "{name}(r = {r:.places$}, α = {alpha}, a = {a:.places$}, b = {b:.places$})"
                );
                crate::text::padded(f, &text)
            }
        }

        saved! {
            impl{} for $model as $kind, 1;
            |model| {
                r = model.core.r,
                alpha = model.core.alpha,
                a = model.core.a,
                b = model.core.b,
                unit,
            };
            read { Self::new(r, alpha, a, b, unit) }
        }
    };
}
pub(in crate::clv::models) use beta_geometric_model;
