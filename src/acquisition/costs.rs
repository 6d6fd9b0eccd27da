//! [`AcquisitionCosts`] and [`CostLine`].

use core::fmt;

use super::{Cac, Spend};
use crate::fold::accumulate::accumulator;
use crate::numeric::count::Count;
use crate::units::Money;
use crate::{Error, Merge, Result};

/// Names what acquisition money was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum CostLine {
    /// Advertising paid for by reach, click or lead.
    PaidMedia,
    /// All other marketing programmes: events, content, agencies.
    OtherMarketing,
    /// Sales programmes and commissions.
    Sales,
    /// Salaries of marketing and sales.
    Salaries,
    /// Tools, overheads and whatever else marketing and sales would not need without new customers.
    ToolsAndOverheads,
}

saved! { impl{} for CostLine as is; }

impl fmt::Display for CostLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::PaidMedia => "paid media",
            Self::OtherMarketing => "other marketing",
            Self::Sales => "sales",
            Self::Salaries => "salaries",
            Self::ToolsAndOverheads => "tools and overheads",
        })
    }
}

/// Collects acquisition costs by line, and computes each CAC in use by its name.
///
/// | definition | spend | customers | for |
/// |---|---|---|---|
/// | [`paid`](Self::paid) | paid media | won by paid media | steering campaigns; never for payback |
/// | [`marketing_only`](Self::marketing_only) | all marketing | all new | the figure of many handbooks; leaves sales out |
/// | [`blended`](Self::blended) | marketing and sales | all new | following the trend |
/// | [`fully_loaded`](Self::fully_loaded) | with salaries, tools, overheads | all new | **payback and LTV:CAC** |
///
/// Blended looks better the more customers come on their own, paid worse the stricter the
/// attribution. Each answers with a [`Cac`]: spend, customers and the cost of one.
///
/// # Formula
///
/// ```text
/// paid           = paid media / new customers from paid media
/// marketing only = (paid media + other marketing) / new customers
/// blended        = (paid media + other marketing + sales) / new customers
/// fully loaded   = (… + salaries + tools and overheads) / new customers
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::{AcquisitionCosts, CostLine};
/// use tenure::units::Money;
///
/// let mut quarter = AcquisitionCosts::default();
/// quarter.spend(CostLine::PaidMedia, Money::parse("30000", 2)?)?;
/// quarter.spend(CostLine::Sales, Money::parse("45000", 2)?)?;
/// quarter.spend(CostLine::Salaries, Money::parse("60000", 2)?)?;
/// quarter.won(75, 40)?; // 75 new customers, 40 of them by paid media
///
/// assert_eq!(quarter.paid().per_customer(2), Some(750.0));
/// assert_eq!(quarter.marketing_only().per_customer(2), Some(400.0));
/// assert_eq!(quarter.blended().per_customer(2), Some(1000.0));
/// assert_eq!(quarter.fully_loaded().per_customer(2), Some(1800.0));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct AcquisitionCosts {
    paid_media: Spend,
    other_marketing: Spend,
    sales: Spend,
    salaries: Spend,
    tools_and_overheads: Spend,
    won_by_paid_media: Count,
    won_otherwise: Count,
}

saved! {
    impl{} for AcquisitionCosts as "acquisition costs", 1;
    |costs| { paid_media, other_marketing, sales, salaries, tools_and_overheads, won_by_paid_media, won_otherwise }
}

impl AcquisitionCosts {
    /// Books an amount on a line.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative amount; nothing is booked then.
    pub fn spend(&mut self, line: CostLine, amount: Money) -> Result<()> {
        let amount = Spend::new(amount)?;
        match line {
            CostLine::PaidMedia => self.paid_media.push(amount),
            CostLine::OtherMarketing => self.other_marketing.push(amount),
            CostLine::Sales => self.sales.push(amount),
            CostLine::Salaries => self.salaries.push(amount),
            CostLine::ToolsAndOverheads => self.tools_and_overheads.push(amount),
        }
        Ok(())
    }

    /// Counts new customers: all of them, and how many of these paid media won.
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when paid media won more than there are; nobody is counted then.
    pub fn won(&mut self, new_customers: u64, by_paid_media: u64) -> Result<()> {
        let Some(otherwise) = new_customers.checked_sub(by_paid_media) else {
            return Err(Error::Exceeds {
                what: "new customers won by paid media",
                value: by_paid_media as f64,
                limit_what: "all new customers",
                limit: new_customers as f64,
            });
        };
        self.won_by_paid_media.merge(Count::new(by_paid_media));
        self.won_otherwise.merge(Count::new(otherwise));
        Ok(())
    }

    /// Returns what was booked on a line.
    pub const fn on(&self, line: CostLine) -> Money {
        match line {
            CostLine::PaidMedia => self.paid_media,
            CostLine::OtherMarketing => self.other_marketing,
            CostLine::Sales => self.sales,
            CostLine::Salaries => self.salaries,
            CostLine::ToolsAndOverheads => self.tools_and_overheads,
        }
        .money()
    }

    /// Returns the paid CAC: paid media over the customers it won.
    #[must_use]
    pub const fn paid(&self) -> Cac {
        Cac::of(self.paid_media, self.won_by_paid_media)
    }

    /// Returns the marketing-only CAC: all marketing over all new customers, without what sales
    /// cost.
    #[must_use]
    pub fn marketing_only(&self) -> Cac {
        self.per_new_customer(self.paid_media.plus(self.other_marketing))
    }

    /// Returns the blended CAC: marketing and sales over all new customers, also those who came on
    /// their own.
    #[must_use]
    pub fn blended(&self) -> Cac {
        let marketing = self.paid_media.plus(self.other_marketing);
        self.per_new_customer(marketing.plus(self.sales))
    }

    /// Returns the fully loaded CAC: all costs over all new customers. Compare this one with a
    /// lifetime value.
    #[must_use]
    pub fn fully_loaded(&self) -> Cac {
        let programmes = self.paid_media.plus(self.other_marketing).plus(self.sales);
        self.per_new_customer(
            programmes
                .plus(self.salaries)
                .plus(self.tools_and_overheads),
        )
    }

    fn per_new_customer(&self, spend: Spend) -> Cac {
        let mut all = self.won_by_paid_media;
        all.merge(self.won_otherwise);
        Cac::of(spend, all)
    }
}

impl Merge for AcquisitionCosts {
    fn merge(&mut self, other: Self) {
        self.paid_media.merge(other.paid_media);
        self.other_marketing.merge(other.other_marketing);
        self.sales.merge(other.sales);
        self.salaries.merge(other.salaries);
        self.tools_and_overheads.merge(other.tools_and_overheads);
        self.won_by_paid_media.merge(other.won_by_paid_media);
        self.won_otherwise.merge(other.won_otherwise);
    }
}

accumulator!(@sum {} AcquisitionCosts);
