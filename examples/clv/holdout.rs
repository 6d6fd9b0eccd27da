//! How many purchases a model expected after the calibration, and how many there were.

use tenure::clv::models::PurchaseModel;
use tenure::stats::ExactSum;
use tenure::units::{Finite, Horizon, Period};

use crate::calendar::Calendar;
use crate::histories::Histories;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Holdout {
    pub(crate) expected: f64,
    /// Of expected less actual purchases of a customer.
    pub(crate) root_mean_square: f64,
}

impl Holdout {
    pub(crate) fn of(
        model: &dyn PurchaseModel,
        histories: &Histories,
        calendar: &Calendar,
    ) -> tenure::Result<Option<Self>> {
        if calendar.holdout_days() == 0 {
            return Ok(None);
        }
        let within = Horizon::new(f64::from(calendar.holdout_days()), Period::Day)?;
        let (mut expected, mut squares) = (ExactSum::default(), ExactSum::default());
        for customer in &histories.customers {
            let one = model.expected_purchases(&customer.history, within);
            expected.push(Finite::new(one)?);
            squares.push(Finite::new((one - customer.held_out as f64).powi(2))?);
        }
        let n = histories.customers.len() as f64;
        Ok(expected
            .value()
            .zip(squares.value())
            .map(|(expected, squares)| Self {
                expected,
                root_mean_square: (squares / n).sqrt(),
            }))
    }

    /// As a share of what happened; `None` if nothing did.
    pub(crate) fn error(&self, actual: u64) -> Option<f64> {
        (actual > 0).then(|| self.expected / actual as f64 - 1.0)
    }
}
