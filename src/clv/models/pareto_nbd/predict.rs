//! What a [`ParetoNbd`] says of a customer.

use super::race::{buys_first, leaves_first};
use super::{ParetoNbd, simulate};
use crate::clv::history::PurchaseHistory;
use crate::clv::models::{PurchaseModel, SimulatedCustomer};
use crate::numeric::gamma::{ln_beta, ln_rising};
use crate::numeric::logistic::ln_add_exp;
use crate::numeric::math::{exp, exp_m1, ln, ln_1p, sqrt};
use crate::numeric::panels::ln_integral;
use crate::units::{DiscountRate, Horizon, Period, TimeUnit};
use crate::{Error, Result};

impl ParetoNbd {
    /// ln A(T)/A(tₓ), and ln of 1/A(tₓ) times the density of what was seen after tₓ: nothing.
    fn silence(&self, history: &PurchaseHistory) -> (f64, f64) {
        let (x, last, age) = history.in_units_of(self.unit);
        let k = self.r + x;
        // In days, as they are kept: nothing is rounded twice.
        let (_, last_day, end) = history.in_units_of(TimeUnit::DAY);
        let quiet = (end - last_day) / self.unit.in_days();
        if quiet <= 0.0 {
            return (0.0, 0.0); // bought just now: the two chances of the race are 1
        }
        let (p, q) = (self.alpha + last, self.beta + last);
        let stayed = -k * ln_1p(quiet / p) - self.s * ln_1p(quiet / q);
        let left = leaves_first::<false>(k, self.s, p, q).ln;
        let stays = stayed + buys_first::<false>(k, self.s, self.alpha + age, self.beta + age).ln;
        (stayed, ln_add_exp(left, stays))
    }

    /// Purchases within t of somebody who is there, bought `k − r` times and is of that `age`.
    fn purchases_if_alive(&self, k: f64, age: f64, t: f64) -> f64 {
        let (p, q) = (self.alpha + age, self.beta + age);
        let span = ln_1p(t / q);
        let bend = (self.s - 1.0) * span;
        let growth = if bend == 0.0 {
            1.0
        } else {
            -exp_m1(-bend) / bend
        };
        (k / p) * (q * span * growth)
    }

    /// The same without end, discounted at a continuous rate per unit.
    fn discounted_if_alive(&self, k: f64, age: f64, rate: DiscountRate) -> Result<f64> {
        let (p, q) = (self.alpha + age, self.beta + age);
        let y = rate.ln_growth_per(Period::Day) * self.unit.in_days() * q;
        let sum = if y > 0.0 {
            // ∫₀^∞ e^(−yv) (1 + v)⁻ˢ dv = Ψ(1, 2 − s; y), in z = ln(1 + v).
            let top = ln((1.0 - self.s).max(y)) - ln(y);
            ln_integral(0.0, top, 1e4, |z| (1.0 - self.s) * z - y * exp_m1(z))
        } else {
            -ln(self.s - 1.0)
        };
        let value = exp(ln(k / p) + ln(q) + sum);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Error::Diverges {
                what: "number of purchases to come",
                because: "without discount they add up only where s is above 1; give a discount rate or a horizon",
            })
        }
    }
}

impl PurchaseModel for ParetoNbd {
    fn unit(&self) -> TimeUnit {
        self.unit
    }

    fn log_likelihood(&self, history: &PurchaseHistory) -> f64 {
        let (x, last, _) = history.in_units_of(self.unit);
        let start = -self.r * ln_1p(last / self.alpha) - self.s * ln_1p(last / self.beta);
        let purchases = ln_rising(self.r, x) - x * ln(self.alpha + last);
        purchases + start + self.silence(history).1
    }

    fn p_alive(&self, history: &PurchaseHistory) -> f64 {
        let (stayed, seen) = self.silence(history);
        exp(stayed - seen).min(1.0)
    }

    fn p_alive_after(&self, history: &PurchaseHistory, wait: Horizon) -> f64 {
        let (stayed, seen) = self.silence(history);
        let (_, _, age) = history.in_units_of(self.unit);
        let wait = ln_1p(self.unit.count_of(wait) / (self.beta + age));
        exp((stayed - seen).min(0.0) - self.s * wait)
    }

    fn p_alive_of_new(&self, after: Horizon) -> f64 {
        let time = self.unit.count_of(after);
        exp(-self.s * ln_1p(time / self.beta)) // (β/(β + t))ˢ
    }

    fn expected_purchases(&self, history: &PurchaseHistory, within: Horizon) -> f64 {
        let (x, _, age) = history.in_units_of(self.unit);
        let t = self.unit.count_of(within);
        self.p_alive(history) * self.purchases_if_alive(self.r + x, age, t)
    }

    fn expected_purchases_of_new(&self, within: Horizon) -> f64 {
        self.purchases_if_alive(self.r, 0.0, self.unit.count_of(within))
    }

    /// By quadrature over the time of leaving, every part positive: right for any number, where the closed
    /// form cancels.
    fn ln_probability(&self, repeat_purchases: u64, within: Horizon) -> f64 {
        let Self {
            r, alpha, s, beta, ..
        } = *self;
        let (n, t) = (repeat_purchases as f64, self.unit.count_of(within));
        if t <= 0.0 {
            // No time at all, in this unit.
            return if repeat_purchases == 0 { 0.0 } else { f64::MIN };
        }
        // ln Γ(r+n)/(Γ(r) n!)
        let ways = if repeat_purchases == 0 {
            0.0
        } else {
            -ln_beta(r, n) - ln(n)
        };
        // ln of: so many purchases by y if still there, and still there.
        let bought = |y: f64, ln_y: f64| {
            let share = if y < f64::MIN_POSITIVE * alpha.max(1.0) {
                ln_y - ln(alpha) // the quotient has lost its digits, or is 0
            } else if y < alpha {
                ln(y / alpha) - ln_1p(y / alpha)
            } else {
                -ln_1p(alpha / y)
            };
            n * share - r * ln_1p(y / alpha) - s * ln_1p(y / beta)
        };
        // Over z = ln y, where the integrand is concave; its top solves a quadratic.
        let left_at = |z: f64| {
            let y = exp(z);
            let leaves = s * y / (beta + y);
            let ln_leaves = if leaves < f64::MIN_POSITIVE {
                ln(s) + z - ln(beta + y)
            } else {
                ln(leaves)
            };
            bought(y, z) + ln_leaves
        };
        let linear = (n - s) * alpha + (1.0 - r) * beta;
        let (square, constant) = (r + s, (n + 1.0) * alpha * beta);
        let root = sqrt(linear * linear + 4.0 * square * constant);
        let top = if linear > 0.0 {
            (linear + root) / (2.0 * square)
        } else {
            2.0 * constant / (root - linear)
        };
        let end = ln(t);
        let top = ln(top).clamp(end - 700.0, end);
        let left = ln_integral(top - 800.0, top, end, left_at);
        let stayed = bought(t, end);
        let (low, high) = (left.min(stayed), left.max(stayed));
        (ways + high + ln_1p(exp(low - high))).clamp(f64::MIN, 0.0)
    }

    fn discounted_purchases(&self, history: &PurchaseHistory, rate: DiscountRate) -> Result<f64> {
        let (x, _, age) = history.in_units_of(self.unit);
        Ok(self.p_alive(history) * self.discounted_if_alive(self.r + x, age, rate)?)
    }

    fn discounted_purchases_of_new(&self, rate: DiscountRate) -> Result<f64> {
        self.discounted_if_alive(self.r, 0.0, rate)
    }

    fn simulate(&self, within: Horizon, seed: u64) -> Result<SimulatedCustomer> {
        let parameters = [self.r, self.alpha, self.s, self.beta];
        let days = within.in_units_of(Period::Day);
        simulate::pareto(parameters, self.unit.in_days(), days, seed)
    }
}
