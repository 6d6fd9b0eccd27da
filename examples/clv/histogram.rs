//! How many customers came back how often, beside how many each model expects.

use tenure::units::{Horizon, Period, TimeUnit};

use crate::histories::Histories;
use crate::models::Fitted;

/// The last bin is of so many repeat purchases or more.
const MOST: usize = 7;

#[derive(Debug)]
pub(crate) struct Histogram {
    pub(crate) actual: Vec<f64>,
    pub(crate) expected: Vec<(&'static str, Vec<f64>)>,
}

impl Histogram {
    pub(crate) fn of<'a>(
        histories: &Histories,
        models: impl Iterator<Item = &'a Fitted>,
    ) -> tenure::Result<Self> {
        let mut actual = vec![0.0; MOST + 1];
        for (history, customers) in histories.table.rows() {
            let bin = usize::try_from(history.repeat_purchases()).unwrap_or(MOST);
            actual[bin.min(MOST)] += customers as f64;
        }
        let mut expected = Vec::new();
        for model in models {
            expected.push((model.name, expect(model, histories)?));
        }
        Ok(Self { actual, expected })
    }

    /// What a bin is called.
    pub(crate) fn label(&self, bin: f64) -> String {
        if bin < 0.0 || bin.fract() != 0.0 {
            String::new()
        } else if bin >= (self.actual.len() - 1) as f64 {
            format!("{bin:.0} or more")
        } else {
            format!("{bin:.0}")
        }
    }
}

fn expect(model: &Fitted, histories: &Histories) -> tenure::Result<Vec<f64>> {
    let mut bins = vec![0.0; MOST + 1];
    for (history, customers) in histories.table.rows() {
        let age = Horizon::new(history.age(TimeUnit::DAY), Period::Day)?;
        let mut rest = 1.0;
        for (n, bin) in (0..).zip(&mut bins[..MOST]) {
            let share = model.model().ln_probability(n, age).exp();
            *bin += customers as f64 * share;
            rest -= share;
        }
        bins[MOST] += customers as f64 * f64::max(rest, 0.0);
    }
    Ok(bins)
}
