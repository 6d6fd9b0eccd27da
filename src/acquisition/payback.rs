//! [`Payback`], and the three questions it answers.

use core::fmt;

use crate::numeric::math;
use crate::text::padded;
use crate::units::{Churn, Finite, Margin, Period, Proportion};
use crate::{Error, Result};

/// Says when an acquisition cost is paid back: after some time, or never.
///
/// "Never" is an answer, and not a large number: it has no place in an average.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::Payback;
/// use tenure::units::Period;
///
/// let payback = Payback::after(2.5, Period::Quarter)?;
/// assert_eq!(payback.months(), Some(7.5));
/// assert_eq!(payback.to_string(), "after 2.5 quarters");
/// assert_eq!(Payback::Never.months(), None);
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub enum Payback {
    /// After so many payments.
    After(Wait),
    /// The customers leave before they have paid for themselves.
    Never,
}

saved! {
    impl{} for Payback as "payback", 1;
    |payback| -> match payback { Self::After(wait) => Some(*wait), Self::Never => None };
    read(wait: Option<Wait>) { Ok(wait.map_or(Self::Never, Self::After)) }
}

/// Measures a wait in payments, one a period; a fraction is a share of the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Wait {
    periods: f64, // finite, at least 0
    period: Period,
}

saved! {
    impl{} for Wait as plain;
    |wait| { periods, period };
    read {
        match Payback::after(periods, period)? {
            Payback::After(wait) => Ok(wait),
            Payback::Never => Err(Error::bad_number("wait", "finite", periods)),
        }
    }
}

impl Wait {
    /// Returns the number of periods, at least 0.
    #[must_use]
    pub const fn periods(self) -> f64 {
        self.periods
    }

    /// Returns the period of the margin.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }
}

impl Payback {
    /// Creates a wait of `periods` periods.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`], and [`Error::OutOfRange`] below 0.
    pub fn after(periods: f64, period: Period) -> Result<Self> {
        const WAIT: &str = "payback time in periods";
        let periods = crate::error::finite(WAIT, periods)?;
        if periods < 0.0 {
            return Err(Error::out_of_range(WAIT, "at least 0", periods));
        }
        let periods = periods + 0.0; // never −0
        Ok(Self::After(Wait { periods, period }))
    }

    /// Returns the wait in another period, or `None` when it is never or beyond `f64`.
    #[must_use]
    pub fn in_units_of(self, unit: Period) -> Option<f64> {
        match self {
            Self::After(Wait { periods, period }) => {
                let units = periods * period.in_units_of(unit);
                units.is_finite().then_some(units)
            }
            Self::Never => None,
        }
    }

    /// Returns the wait in months, the usual unit, or `None` when it is never.
    #[must_use]
    pub fn months(self) -> Option<f64> {
        self.in_units_of(Period::Month)
    }

    /// Returns the whole number of payments it takes, or `None` when it is never.
    ///
    /// A wait that is whole but for its last digits is not rounded up by a payment.
    #[must_use]
    pub fn payments(self) -> Option<f64> {
        match self {
            Self::After(Wait { periods, .. }) => {
                Some((periods * (1.0 - 4.0 * f64::EPSILON)).ceil())
            }
            Self::Never => None,
        }
    }
}

impl fmt::Display for Payback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(Wait { periods, period }) => {
                let places = f.precision().unwrap_or(1);
                let periods = format!("{periods:.places$}");
                padded(f, format!("after {}", period.counted(&periods)))
            }
            Self::Never => padded(f, "never"),
        }
    }
}

/// Computes how long it takes until a customer who *stays* has paid back their acquisition cost.
///
/// The usual months-to-recover figure; less is better, 12 months is a common bar. It takes for
/// granted that nobody leaves, so it names a date even for customers who on average never pay
/// back: [`ChurnPayback`] tells them apart.
///
/// # Formula
///
/// ```text
/// CAC / m
/// ```
/// where m is the margin per period: revenue times gross margin.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::SimplePayback;
/// use tenure::units::{Finite, Margin, Period};
///
/// let payback = SimplePayback {
///     cac: Finite::new(600.0)?,
///     margin: Margin::new(80.0, Period::Month)?,
/// }
/// .value()?;
/// assert_eq!(payback.months(), Some(7.5));
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimplePayback {
    /// What winning one customer cost, at least 0.
    pub cac: Finite,
    /// The *margin* a customer brings per period.
    pub margin: Margin,
}

saved! {
    impl{} for SimplePayback as "simple payback", 1;
    |payback| { cac, margin }
}

impl SimplePayback {
    /// Computes the wait; never when the margin is 0 or less.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative CAC, [`Error::Diverges`] when the wait is beyond `f64`.
    pub fn value(&self) -> Result<Payback> {
        payback(
            self.cac,
            self.margin,
            Churn::new(Proportion::ZERO, self.margin.period()),
        )
    }
}

/// Computes how long it takes until the *revenue* of a customer, rather than the margin, has
/// reached their acquisition cost.
///
/// Shorter than the truth by the gross margin: the cost of serving the customer is paid out of
/// the same revenue. It is in use where margins are not known, and is called by its name here so
/// that nobody takes it for [`SimplePayback`].
///
/// # Formula
///
/// ```text
/// CAC / revenue
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::RevenuePayback;
/// use tenure::units::{Finite, Margin, Period};
///
/// let payback = RevenuePayback {
///     cac: Finite::new(600.0)?,
///     revenue: Margin::new(100.0, Period::Month)?,
/// }
/// .value()?;
/// assert_eq!(payback.months(), Some(6.0)); // 7.5 at a gross margin of 80 %
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RevenuePayback {
    /// What winning one customer cost, at least 0.
    pub cac: Finite,
    /// The *revenue* a customer brings per period.
    pub revenue: Margin,
}

saved! {
    impl{} for RevenuePayback as "revenue payback", 1;
    |payback| { cac, revenue }
}

impl RevenuePayback {
    /// Computes the wait; never when the revenue is 0 or less.
    ///
    /// # Errors
    ///
    /// As [`SimplePayback::value`].
    pub fn value(&self) -> Result<Payback> {
        SimplePayback {
            cac: self.cac,
            margin: self.revenue,
        }
        .value()
    }
}

/// Computes how long it takes until new customers have paid back their acquisition cost, counting
/// those who leave.
///
/// The payback to decide by. Payments shrink as customers leave, so it is longer than the simple
/// form, and it is *never* exactly when the lifetime value does not exceed the CAC. Payments are
/// made at the start of each period of the margin; money is not discounted.
///
/// # Formula
///
/// ```text
/// smallest n with a(1 − rⁿ)/(1 − r) ≥ CAC:   n = ln(1 − CAC(1−r)/a) / ln r
/// never when CAC(1−r) ≥ a;   CAC/a when r = 1
/// ```
/// where a is the margin and r the retention per period of the margin.
///
/// # Examples
///
/// ```
/// use tenure::acquisition::{ChurnPayback, Payback, SimplePayback};
/// use tenure::units::{Churn, Finite, Margin, Period, Proportion};
///
/// let margin = Margin::new(80.0, Period::Month)?;
/// let churn = Churn::new(Proportion::from_percent(5.0)?, Period::Month);
/// let payback = ChurnPayback { cac: Finite::new(600.0)?, margin, churn }.value()?;
/// assert_eq!(payback.to_string(), "after 9.2 months");
///
/// // The simple form still names a date for customers who are worth less than they cost.
/// let cac = Finite::new(1700.0)?;
/// assert_eq!(SimplePayback { cac, margin }.value()?.months(), Some(21.25));
/// assert_eq!(ChurnPayback { cac, margin, churn }.value()?, Payback::Never);
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChurnPayback {
    /// What winning one customer cost, at least 0.
    pub cac: Finite,
    /// The *margin* a customer brings per period.
    pub margin: Margin,
    /// The share that leaves.
    pub churn: Churn,
}

saved! {
    impl{} for ChurnPayback as "churn payback", 1;
    |payback| { cac, margin, churn }
}

impl ChurnPayback {
    /// Computes the wait.
    ///
    /// When everybody leaves after the first payment, that one pays back or nothing does.
    ///
    /// # Errors
    ///
    /// As [`SimplePayback::value`].
    pub fn value(&self) -> Result<Payback> {
        payback(self.cac, self.margin, self.churn)
    }
}

fn payback(cac: Finite, margin: Margin, churn: Churn) -> Result<Payback> {
    let (cac, a, period) = (cac.get(), margin.amount(), margin.period());
    if cac < 0.0 {
        return Err(Error::out_of_range(
            "acquisition cost per customer",
            "at least 0",
            cac,
        ));
    }
    let c = churn.per(period).get();
    let ln_r = churn.ln_retention_per(period);
    let lost = cac * c; // CAC(1 − r)
    let periods = if cac <= 0.0 {
        0.0
    } else if a <= 0.0 || lost >= a {
        return Ok(Payback::Never);
    } else if !ln_r.is_finite() {
        1.0 // all that is ever paid is the first payment, and it is enough
    } else {
        // ln(1−x)/ln r as (CAC/a) · [ln(1−x)/−x] / [ln r/−c], with x = CAC·c/a: both brackets are 1
        // at no churn, so the simple form comes out exactly and nothing is lost on the way to it.
        let stretch = per_unit(math::ln_1p(-(lost / a)), lost / a);
        cac / a * stretch / per_unit(ln_r, c)
    };
    if periods.is_finite() {
        Payback::after(periods, period)
    } else {
        Err(Error::Diverges {
            what: "payback time",
            because: "it is beyond the largest number; check the units of cost and margin",
        })
    }
}

/// ln(1−x)/−x, given both; 1 where x is too small to tell.
fn per_unit(ln_1m_x: f64, x: f64) -> f64 {
    if x < 1e-17 { 1.0 } else { ln_1m_x / -x }
}
