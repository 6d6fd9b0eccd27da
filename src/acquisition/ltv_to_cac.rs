//! [`LtvToCac`].

use crate::units::Finite;
use crate::{Error, Result};

/// Compares a customer's lifetime value with their acquisition cost (LTV:CAC).
///
/// Above 1 a customer is worth winning at all; 3 is a rule of thumb for a healthy business, and far
/// more than that may mean too little is spent on growth. Only a figure when the lifetime value is
/// on *margin*, and the cost fully loaded. Negative when customers lose money.
///
/// # Formula
///
/// ```text
/// LTV / CAC
/// ```
///
/// # Examples
///
/// ```
/// use tenure::acquisition::LtvToCac;
/// use tenure::units::Finite;
///
/// let ratio = LtvToCac { ltv: Finite::new(1600.0)?, cac: Finite::new(600.0)? };
/// assert_eq!(format!("{:.1}", ratio.value()?), "2.7");
///
/// // Customers who cost nothing have no ratio.
/// let free = LtvToCac { ltv: Finite::new(1600.0)?, cac: Finite::new(0.0)? };
/// assert!(free.value().is_err());
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LtvToCac {
    /// The lifetime value of a customer, on margin and before acquisition cost.
    pub ltv: Finite,
    /// What winning one customer cost, at least 0.
    pub cac: Finite,
}

saved! {
    impl{} for LtvToCac as "ltv to cac", 1;
    |ratio| { ltv, cac }
}

impl LtvToCac {
    /// Divides the lifetime value by the acquisition cost.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a negative CAC, [`Error::Undefined`] for a CAC of 0,
    /// [`Error::Diverges`] when the ratio is beyond `f64`.
    pub fn value(&self) -> Result<f64> {
        let (ltv, cac) = (self.ltv.get(), self.cac.get());
        if cac < 0.0 {
            return Err(Error::out_of_range(
                "acquisition cost per customer",
                "at least 0",
                cac,
            ));
        }
        let ratio = ltv / cac + 0.0;
        if cac <= 0.0 {
            Err(Error::Undefined {
                what: "ratio of lifetime value to acquisition cost",
                because: "the cost is 0",
            })
        } else if ratio.is_finite() {
            Ok(ratio)
        } else {
            Err(Error::Diverges {
                what: "ratio of lifetime value to acquisition cost",
                because: "it is beyond the largest number; check the units of both",
            })
        }
    }
}
