//! The saved form of [`Moments`], refused when no data can have made it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Moments;
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::superacc::wire::Wire;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::units::Finite;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "moments: a count, two sums and two extremes"
)]
struct Saved {
    count: Count,
    sum: Wire,
    sum_of_squares: Wire,
    minimum: Option<Finite>,
    maximum: Option<Finite>,
}

impl Serialize for Moments {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Both ends are finite, so neither is lost here.
        Saved {
            count: self.count,
            sum: self.sum.to_wire(),
            sum_of_squares: self.squares.to_wire(),
            minimum: self.minimum().and_then(|least| Finite::new(least).ok()),
            maximum: self.maximum().and_then(|most| Finite::new(most).ok()),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Moments {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read(&Saved::deserialize(from)?)
            .ok_or_else(|| serde::de::Error::custom("moments are not those of any data"))
    }
}

fn read(saved: &Saved) -> Option<Moments> {
    let sum = SumAcc::from_wire(&saved.sum).ok()?;
    let squares = ProductAcc::from_wire(&saved.sum_of_squares).ok()?;
    let extremes = match (saved.count.get(), saved.minimum, saved.maximum) {
        (0, None, None) => {
            return (sum.is_zero() && squares.is_zero()).then(Moments::default);
        }
        (n, Some(least), Some(most)) => {
            possible(n, least.get(), most.get(), &sum, &squares)?;
            (least.get(), most.get())
        }
        _ => return None,
    };
    Some(Moments {
        count: saved.count,
        sum,
        squares,
        extremes: Some(extremes),
    })
}

/// Whether n values from `least` to `most`, both among them, can have these sums.
///
/// Without the two extremes there are m = n − 2 values with sums R₁ and R₂, for which R₁² ≤ m·R₂
/// (Cauchy and Schwarz) and, as no (x − least)·(most − x) is negative, R₂ ≤ (least + most)·R₁ −
/// m·least·most. Together these keep R₁ between m·least and m·most. All of it exactly.
fn possible(n: u128, least: f64, most: f64, sum: &SumAcc, squares: &ProductAcc) -> Option<()> {
    if n == 0 || least > most {
        return None;
    }
    let (least, most) = (Dyadic::from(least), Dyadic::from(most));
    let (sum, squares) = (sum.to_dyadic(), squares.to_dyadic());
    let Some(others) = n.checked_sub(2) else {
        let lone = (most - &least).is_zero()
            && (sum - &least).is_zero()
            && (squares - &least * &least).is_zero();
        return lone.then_some(());
    };
    let m = Dyadic::from(others);
    let rest = sum - &least - &most;
    let rest_of_squares = squares - &least * &least - &most * &most;
    let upper = (&least + &most) * &rest - &m * &least * &most;
    let cauchy = m * &rest_of_squares - &rest * &rest;
    if others == 1 && !cauchy.is_zero() {
        return None; // a lone value has its own square
    }
    let holds = [upper - &rest_of_squares, rest_of_squares, cauchy]
        .iter()
        .all(|slack| !slack.is_negative());
    holds.then_some(())
}
