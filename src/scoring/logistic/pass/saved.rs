//! The saved form of a [`NewtonPass`], refused when no data can have made it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{NewtonPass, Origin};
use crate::numeric::superacc::SumAcc;
use crate::numeric::superacc::wire::Wire;
use crate::units::Finite;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a pass over customers: its origin, sums and margins"
)]
struct Saved {
    origin: Origin,
    log_likelihood: Wire,
    gradient: Vec<Wire>,
    gram: Vec<Wire>,
    margins: Option<[Finite; 2]>,
}

impl Serialize for NewtonPass {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let finite =
            |[low, high]: [f64; 2]| Some([Finite::new(low).ok()?, Finite::new(high).ok()?]);
        Saved {
            origin: self.origin,
            log_likelihood: self.log_likelihood.to_wire(),
            gradient: self.gradient.iter().map(SumAcc::to_wire).collect(),
            gram: self.gram.iter().map(SumAcc::to_wire).collect(),
            margins: self.margins.and_then(finite),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for NewtonPass {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read(&Saved::deserialize(from)?)
            .ok_or_else(|| serde::de::Error::custom("a pass is not one over any customers"))
    }
}

fn read(saved: &Saved) -> Option<NewtonPass> {
    let sums = |wires: &[Wire]| -> Option<Vec<SumAcc>> {
        wires
            .iter()
            .map(|wire| SumAcc::from_wire(wire).ok())
            .collect()
    };
    let pass = NewtonPass {
        origin: saved.origin,
        log_likelihood: SumAcc::from_wire(&saved.log_likelihood).ok()?,
        gradient: sums(&saved.gradient)?,
        gram: sums(&saved.gram)?,
        margins: saved.margins.map(|ends| ends.map(Finite::get)),
    };
    possible(&pass).then_some(pass)
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
