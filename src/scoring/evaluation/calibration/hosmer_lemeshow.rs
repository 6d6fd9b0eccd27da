//! [`HosmerLemeshow`].

use core::fmt;

use crate::error::CUSTOMERS;
use crate::numeric::chi_square;
use crate::numeric::superacc::SumAcc;
use crate::scoring::evaluation::{Forecasts, ScoreGroup};
use crate::{Error, Result};

/// Tests whether deviations from calibration as large as those observed could be chance.
///
/// Customers are divided into groups of equal size by their forecast, and the number who left is
/// compared with the number forecast. A small p-value says that the forecasts are miscalibrated; a
/// large one does not prove that they are right. With many customers every model is rejected, and the
/// answer depends on the groups: prefer
/// [`CoxCalibration`](crate::scoring::evaluation::CoxCalibration), which says *how* forecasts are off.
///
/// Customers with equal forecasts on the border of two groups are shared between them in proportion,
/// so that the answer does not depend on the order of the data (other tools split by row order).
///
/// # Formula
///
/// ```text
/// χ² = Σ (Oᵢ − Eᵢ)² / (Eᵢ·(1 − Eᵢ/nᵢ)),   on g − 2 degrees of freedom
/// ```
/// where Oᵢ of nᵢ in group i left and Eᵢ is the sum of their forecasts.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Forecasts;
///
/// let year = (0..100_u8).map(|i| (f64::from(i) / 100.0 + 0.005, i % 7 < i / 15));
/// let test = Forecasts::try_from_iter(year)?.hosmer_lemeshow(10)?;
/// assert_eq!(test.to_string(), "χ² = 13.81 on 8, p = 0.0870");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Hosmer & Lemeshow (1980), "Goodness of fit tests for the multiple logistic regression model",
/// Communications in Statistics A9. For forecasts of other customers than the model was fitted to,
/// g degrees of freedom fit better than g − 2: see [`p_value_out_of_sample`](Self::p_value_out_of_sample).
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HosmerLemeshow {
    chi_square: f64,
    groups: u16,
    p_value: f64,
    p_value_out_of_sample: f64,
}

impl HosmerLemeshow {
    /// Tests forecasts in `groups` groups of equal size; 10 is usual.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 3 groups, [`Error::NotEnoughData`] for fewer customers than
    /// groups, [`Error::Diverges`] where all forecasts of a group are certain and one of them is wrong.
    pub fn of(forecasts: &Forecasts, groups: u16) -> Result<Self> {
        if groups < 3 {
            let expected = "at least 3";
            let value = f64::from(groups);
            return Err(Error::out_of_range("number of groups", expected, value));
        }
        let (customers, needed) = (forecasts.len() as u64, u64::from(groups));
        if customers < needed {
            let what = "a Hosmer-Lemeshow test";
            return Err(Error::not_enough(what, needed, CUSTOMERS, customers));
        }
        let mut total = SumAcc::default();
        for group in shared(&forecasts.ties(), customers, groups) {
            let gap = group.churned - group.expected;
            let variance = group.expected * (1.0 - group.expected / group.customers);
            let part = if gap.abs() <= 0.0 {
                0.0
            } else {
                gap * gap / variance
            };
            if !total.add(part) {
                return Err(Error::Diverges {
                    what: "calibration test",
                    because: "all forecasts of one group were 0 or 1, and some of them were wrong",
                });
            }
        }
        Ok(Self::new(total.to_f64().unwrap_or(f64::MAX), groups))
    }

    fn new(chi_square: f64, groups: u16) -> Self {
        let tail = |freedom: u16| chi_square::sf(chi_square, f64::from(freedom)).unwrap_or(0.0);
        Self {
            chi_square,
            groups,
            p_value: tail(groups.saturating_sub(2)),
            p_value_out_of_sample: tail(groups),
        }
    }

    /// Returns the test statistic: the sum of squared deviations over their variances.
    #[must_use]
    pub const fn chi_square(self) -> f64 {
        self.chi_square
    }

    /// Returns the degrees of freedom, two less than there are groups.
    #[must_use]
    pub const fn degrees_of_freedom(self) -> u16 {
        self.groups.saturating_sub(2)
    }

    /// Returns the p-value for the customers the model was fitted to.
    ///
    /// The probability of deviations at least as large if the model is calibrated.
    #[must_use]
    pub const fn p_value(self) -> f64 {
        self.p_value
    }

    /// Returns the p-value for customers the model was not fitted to, with as many degrees of
    /// freedom as groups.
    #[must_use]
    pub const fn p_value_out_of_sample(self) -> f64 {
        self.p_value_out_of_sample
    }
}

/// A group's customers, parts of customers included.
#[derive(Default, Clone)]
struct Group {
    customers: f64,
    churned: f64,
    expected: f64,
}

/// Groups of ⌊n/g⌋ or ⌈n/g⌉ customers, the highest forecasts first, those on a border shared.
///
/// Group d takes the ranks r from 0 with ⌊g·r/n⌋ = d.
fn shared(ties: &[ScoreGroup], customers: u64, groups: u16) -> Vec<Group> {
    let start = |group: u64| {
        let place = u128::from(group).saturating_mul(u128::from(customers));
        place.div_ceil(u128::from(groups.max(1)))
    };
    let mut all = Vec::with_capacity(groups.into());
    let mut ties = ties.iter().rev().peekable();
    // The number of customers of the current tie who are in earlier groups.
    let mut taken = 0_u128;
    for group in 0..u64::from(groups) {
        let size = start(group.saturating_add(1)).saturating_sub(start(group));
        let mut places = size;
        let (mut churned, mut expected) = (SumAcc::default(), SumAcc::default());
        while places > 0 {
            let Some(tie) = ties.peek() else { break };
            let whole = tie.size();
            let part = places.min(whole.saturating_sub(taken));
            let share = part as f64;
            let _finite = churned.add(tie.churned() as f64 * share / whole as f64);
            let _finite = expected.add(tie.score() * share);
            places = places.saturating_sub(part);
            taken = taken.saturating_add(part);
            if taken >= whole {
                taken = 0;
                ties.next();
            }
        }
        all.push(Group {
            customers: size as f64,
            churned: churned.to_f64().unwrap_or(0.0),
            expected: expected.to_f64().unwrap_or(0.0),
        });
    }
    all
}

saved! {
    impl{} for HosmerLemeshow as "hosmer-lemeshow test", 1;
    |test| { chi_square, groups };
    read {
        if groups < 3 || chi_square < 0.0 {
            return Err(Error::Malformed {
                what: "calibration test",
                expected: "a statistic of at least 0, of at least 3 groups",
            });
        }
        Ok(Self::new(chi_square, groups))
    }
}

impl fmt::Display for HosmerLemeshow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            format_args!(
                "χ² = {:.2} on {}, {}",
                self.chi_square,
                self.degrees_of_freedom(),
                crate::text::p_value(self.p_value)
            ),
        )
    }
}
