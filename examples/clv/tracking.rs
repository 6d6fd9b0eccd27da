//! Expected against actual repeat purchases, period by period.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenure::clv::models::PurchaseModel;
use tenure::units::{Horizon, Period};

use crate::calendar::Calendar;
use crate::cli::Unit;
use crate::histories::Histories;
use crate::models::Fitted;
use crate::transactions::date_of;

#[derive(Debug)]
pub(crate) struct Tracking {
    /// What a period is called: a week, or a month.
    pub(crate) period: &'static str,
    pub(crate) start: Date,
    /// How many periods the calibration takes.
    pub(crate) calibration: f64,
    actual: Vec<f64>,
    expected: Vec<(&'static str, Vec<f64>)>,
}

impl Tracking {
    /// What the line of what happened is called.
    pub(crate) const ACTUAL: &'static str = "what happened";

    pub(crate) fn of<'a>(
        histories: &Histories,
        models: impl Iterator<Item = &'a Fitted>,
        calendar: &Calendar,
        unit: Unit,
    ) -> tenure::Result<Self> {
        let (period, length) = match unit {
            Unit::Month => ("month", Unit::Month.time_unit().in_days()),
            Unit::Day | Unit::Week => ("week", 7.0),
        };
        let observed = f64::from(calendar.observation_end - calendar.first);
        let ends: Vec<f64> = (1_u32..)
            .map(|n| f64::from(n) * length)
            .take_while(|end| *end <= observed)
            .collect();
        let mut actual = vec![0.0; ends.len()];
        for day in &histories.repeat_days {
            let day = f64::from(day - calendar.first);
            let period = ends.partition_point(|end| *end < day);
            if let Some(count) = actual.get_mut(period) {
                *count += 1.0;
            }
        }
        let mut starts = BTreeMap::<i32, f64>::new();
        for customer in &histories.customers {
            let since = customer.first_day - calendar.first;
            *starts.entry(since).or_default() += 1.0;
        }
        let mut expected = Vec::new();
        for model in models {
            expected.push((model.name, expect(model.model(), &starts, &ends)?));
        }
        Ok(Self {
            period,
            start: date_of(calendar.first),
            calibration: f64::from(calendar.calibration_days()) / length,
            actual,
            expected,
        })
    }

    /// How many whole periods were observed.
    pub(crate) fn periods(&self) -> usize {
        self.actual.len()
    }

    /// How far a model is off in the whole periods held out: the mean distance, as a share of the mean of what
    /// happened.
    pub(crate) fn error(&self, model: &str) -> Option<f64> {
        let from = self.actual.len().min(first_after(self.calibration));
        let (_, expected) = self.expected.iter().find(|(name, _)| *name == model)?;
        let actual = &self.actual[from..];
        let total: f64 = actual.iter().sum();
        let off = actual.iter().zip(&expected[from..]);
        let off: f64 = off.map(|(actual, expected)| (actual - expected).abs()).sum();
        (total > 0.0).then(|| off / total)
    }

    /// What happened first, then the models.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&'static str, &[f64])> {
        let expected = self.expected.iter().map(|(name, of)| (*name, of.as_slice()));
        core::iter::once((Self::ACTUAL, self.actual.as_slice())).chain(expected)
    }
}

/// Repeat purchases in each period of all who started on these days.
fn expect(
    model: &dyn PurchaseModel,
    starts: &BTreeMap<i32, f64>,
    ends: &[f64],
) -> tenure::Result<Vec<f64>> {
    let mut so_far = 0.0;
    let mut expected = Vec::new();
    for end in ends {
        let mut sum = 0.0;
        for (start, customers) in starts {
            let since = end - f64::from(*start);
            if since > 0.0 {
                let within = Horizon::new(since, Period::Day)?;
                sum += customers * model.expected_purchases_of_new(within);
            }
        }
        expected.push(sum - so_far);
        so_far = sum;
    }
    Ok(expected)
}

/// The first period that lies wholly after so many.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of periods"
)]
const fn first_after(periods: f64) -> usize {
    periods.ceil() as usize
}
