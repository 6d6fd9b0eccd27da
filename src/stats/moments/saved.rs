//! The saved form of [`Moments`], refused when no data can have made it.

use super::Moments;
use crate::numeric::big::Dyadic;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::{Error, Result};

saved! {
    impl{} for Moments as "moments", 1;
    |moments| {
        count,
        sum,
        sum_of_squares = moments.squares,
        minimum: Option<f64> = moments.minimum(),
        maximum: Option<f64> = moments.maximum(),
    };
    read {
        let extremes = minimum.zip(maximum);
        if extremes.is_some() != minimum.or(maximum).is_some() {
            return Err(IMPOSSIBLE);
        }
        checked(Self { count, sum, squares: sum_of_squares, extremes })
    }
}

const IMPOSSIBLE: Error = Error::Malformed {
    what: "moments",
    expected: "those of some data",
};

fn checked(moments: Moments) -> Result<Moments> {
    let (n, sum, squares) = (moments.count.get(), &moments.sum, &moments.squares);
    let holds = match moments.extremes {
        None => n == 0 && sum.is_zero() && squares.is_zero(),
        Some((least, most)) => possible(n, least, most, sum, squares).is_some(),
    };
    if holds { Ok(moments) } else { Err(IMPOSSIBLE) }
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
