//! What is written once for both models.

/// The constructor, the getters and the traits of a model that holds a `core` and a `unit`.
macro_rules! beta_geometric_model {
    ($model:ident, $name:literal, $kind:literal, $from_start:literal) => {
        impl $model {
            /// Creates the model from known parameters; `alpha` in `unit`s.
            ///
            /// # Errors
            ///
            /// [`Error::OutOfRange`](crate::Error::OutOfRange) for parameters outside 1e-10 to 1e10, [`Error::NotFinite`](crate::Error::NotFinite) for NaN and
            /// infinities.
            pub fn new(r: f64, alpha: f64, a: f64, b: f64, unit: TimeUnit) -> Result<Self> {
                let core = BetaGeometric::new([r, alpha, a, b], $from_start)?;
                Ok(Self { core, unit })
            }

            /// Returns the same model with its parameters in another unit.
            ///
            /// # Errors
            ///
            /// [`Error::OutOfRange`](crate::Error::OutOfRange) when they are beyond what is accepted there.
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

            fn simulate(&self, within: Horizon, seed: u64) -> Result<SimulatedCustomer> {
                let days = within.in_units_of(Period::Day);
                let unit = self.unit.in_days();
                simulate::beta_geometric(self.core.values(), $from_start, unit, days, seed)
            }
        }

        parametric! {
            $model as $name of HistoryTable, in unit;
            parameters {
                /// The shape of the purchase rates over customers: the smaller, the more they differ.
                r: "r" = core.r;
                /// The scale of the rates, a time: customers buy r/α times a [`unit`](PurchaseModel::unit) on
                /// average, as long as they are customers.
                alpha: "α" in unit = core.alpha;
                /// The first parameter of the chance of leaving after a purchase, a/(a + b) on average.
                a: "a" = core.a;
                /// The second one; both small: some leave soon and others hardly ever.
                b: "b" = core.b;
            }
            /// How to fit it: with nothing said, in weeks and to greatest likelihood.
            fn fitter();
            fn fit(options, data) {
                let unit = options.time_unit();
                beta_geometric::fit(options, data, $from_start, |[r, alpha, a, b]| {
                    Self::new(r, alpha, a, b, unit)
                })
            }
            fn simulate(model, data, seed) {
                simulate::table_like(model, data, seed).map(Box::new)
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
