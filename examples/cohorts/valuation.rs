//! What a curve is worth: discounted, and as much of it as is earned.

use tenure::clv::{Clv, CurveClv};
use tenure::units::{DiscountRate, Finite, Period, Proportion};

use crate::cli::Cli;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Valuation {
    curve: CurveClv,
    /// What waiting costs in a year, and how much is earned of what is paid.
    discount: f64,
    margin: f64,
}

impl Valuation {
    pub(crate) fn new(period: Period, cli: &Cli) -> tenure::Result<Self> {
        Ok(Self {
            curve: CurveClv {
                period,
                discount: DiscountRate::new(cli.discount, Period::Year)?,
            },
            discount: cli.discount,
            margin: cli.margin.get(),
        })
    }

    /// Of points at ages 0, 1, 2, …: the share still there, and what each of those pays.
    pub(crate) fn of(
        &self,
        points: impl IntoIterator<Item = (Proportion, f64)>,
    ) -> tenure::Result<f64> {
        let earned = points
            .into_iter()
            .map(|(share, paid)| Ok((share, Finite::new(self.margin * paid)?)))
            .collect::<tenure::Result<Vec<_>>>()?;
        self.curve.value(earned).map(Clv::present_value)
    }

    pub(crate) fn note(&self) -> String {
        let earned = if self.margin < 1.0 {
            format!("{}% of it earned", 100.0 * self.margin)
        } else {
            "revenue".to_owned()
        };
        format!(
            "{earned}, discounted at {}% a year, and nothing of what comes after",
            100.0 * self.discount
        )
    }
}
