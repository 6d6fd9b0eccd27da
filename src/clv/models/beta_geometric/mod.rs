//! What BG/NBD and MBG/NBD share: customers who buy at a rate of their own and may leave after each purchase.
//!
//! The two differ in whether a customer may leave with the very first purchase, which adds one chance of
//! leaving everywhere. Times here are numbers, in the unit of the model.

mod counts;
mod customer;
mod discounted;
mod each;
mod expected;
mod fit;
mod interface;
mod kernel;
mod over_dropout;

pub(super) use customer::Customer;
pub(super) use fit::fit;
pub(super) use interface::beta_geometric_model;

use crate::Result;
use crate::clv::fitting::positive;
use crate::numeric::logistic::softplus;
use crate::numeric::{gamma, math};

/// λ ~ Gamma(r, rate α) purchases per unit of time; leaving after each with p ~ Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BetaGeometric {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    /// Whether the first purchase is a chance to leave, too: MBG/NBD.
    pub(super) from_start: bool,
}

impl BetaGeometric {
    pub(super) fn new([r, alpha, a, b]: [f64; 4], from_start: bool) -> Result<Self> {
        Ok(Self {
            r: positive("r (the shape of the purchase rates)", r)?,
            alpha: positive("alpha (the scale of the purchase rates)", alpha)?,
            a: positive("a (the first parameter of the chance of leaving)", a)?,
            b: positive("b (the second parameter of the chance of leaving)", b)?,
            from_start,
        })
    }

    pub(super) const fn values(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// How many chances of leaving the first purchase is.
    const fn first_chance(&self) -> f64 {
        if self.from_start { 1.0 } else { 0.0 }
    }

    /// ln of the density of a history.
    ///
    /// ```text
    /// ln L = ln Γ(r+x)/Γ(r) + ln B(a, b+y)/B(a, b) + r·ln α − (r+x)·ln(α+T) + ln(1 + e^q)
    /// q    = ln a − ln(b+y−1) + (r+x)·ln((α+T)/(α+tₓ)),   y = x, or x + 1 when the first purchase counts
    /// ```
    ///
    /// where e^q, the odds of having left, is 0 without a chance to leave.
    pub(super) fn log_likelihood(&self, (x, last, age): (f64, f64, f64)) -> f64 {
        let chances = x + self.first_chance();
        let active = -self.r * math::ln_1p(age / self.alpha) - x * math::ln(self.alpha + age);
        let stayed = ln_mean_power(self.a, self.b, chances);
        let left = self.ln_odds_left((x, last, age)).map_or(0.0, softplus);
        gamma::ln_rising(self.r, x) + stayed + (active + left)
    }

    /// The chances to leave there were, and (r+x)·ln((α+T)/(α+tₓ)); `None` when there were none.
    fn silence(&self, (x, last, age): (f64, f64, f64)) -> Option<(f64, f64)> {
        let chances = x + self.first_chance();
        (chances >= 1.0).then(|| {
            let silence = math::ln_1p((age - last) / (self.alpha + last));
            (chances, (self.r + x) * silence)
        })
    }

    /// q above: ln of the odds that the customer has left.
    fn ln_odds_left(&self, history: (f64, f64, f64)) -> Option<f64> {
        let (chances, silence) = self.silence(history)?;
        Some(math::ln(self.a / (self.b + (chances - 1.0))) + silence)
    }

    /// P(alive): 1/(1 + e^q); 0 when that is below what `f64` has.
    pub(super) fn p_alive(&self, history: (f64, f64, f64)) -> f64 {
        self.silence(history).map_or(1.0, |(chances, silence)| {
            let stay = self.b + (chances - 1.0);
            stay / (stay + self.a * math::exp(silence))
        })
    }

    /// What is known of a customer's rate and chance of leaving, if they are still one.
    pub(super) fn customer(&self, (x, _, age): (f64, f64, f64)) -> Customer {
        Customer {
            purchases: self.r + x,
            time: self.alpha + age,
            leave: self.a,
            stay: self.b + x + self.first_chance(),
        }
    }
}

/// ln E[(1 − p)ⁿ] of p ~ Beta(a, b): ln Γ(b+n)Γ(a+b)/(Γ(b)Γ(a+b+n)), in the smaller of a and n, which are
/// interchangeable in it.
fn ln_mean_power(a: f64, b: f64, n: f64) -> f64 {
    let (small, large) = if a < n { (a, n) } else { (n, a) };
    (gamma::ln_rising(b, small) - gamma::ln_rising(b + large, small)).min(0.0)
}

#[cfg(test)]
mod tests;
