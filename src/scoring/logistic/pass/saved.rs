//! The saved form of a [`NewtonPass`], refused when no data can have made it.

use super::{NewtonPass, Origin};
use crate::Error;
use crate::numeric::superacc::SumAcc;

saved! { impl{} for Origin as is; }

saved! {
    impl{} for NewtonPass as "newton pass", 1;
    |pass| { origin, log_likelihood, gradient, gram, margins };
    read {
        let pass = Self { origin, log_likelihood, gradient, gram, margins };
        if possible(&pass) {
            Ok(pass)
        } else {
            Err(Error::Malformed {
                what: "pass over customers",
                expected: "sums that customers can have",
            })
        }
    }
}

/// No log-likelihood is above 0, and no square below.
fn possible(pass: &NewtonPass) -> bool {
    let order = pass.gradient.len();
    if !matches!(pass.origin, Origin::Point(_)) {
        let empty = NewtonPass {
            origin: pass.origin,
            ..NewtonPass::default()
        };
        return *pass == empty;
    }
    let mut rest = pass.gram.iter();
    for length in (1..=order).rev() {
        if rest.next().is_none_or(SumAcc::is_negative) {
            return false;
        }
        for _ in 1..length {
            if rest.next().is_none() {
                return false;
            }
        }
    }
    order > 0
        && rest.next().is_none()
        && (pass.log_likelihood.is_negative() || pass.log_likelihood.is_zero())
        && pass.margins.is_none_or(|[low, high]| low <= high)
}
