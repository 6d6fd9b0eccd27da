//! Customers drawn from the models, from what makes each of them: rates and lifetimes from their
//! distributions over customers, then purchases one after the other.

use super::SimulatedCustomer;

/// λ ~ Gamma(r, rate α); after each repeat purchase, and with `from_start` after the first too, the customer
/// leaves with probability p ~ Beta(a, b). Times in days: `horizon` is so long, a unit `unit` days.
pub(super) fn beta_geometric(
    [_r, _alpha, _a, _b]: [f64; 4],
    _from_start: bool,
    _unit: f64,
    _horizon: f64,
    _seed: u64,
) -> SimulatedCustomer {
    SimulatedCustomer {
        purchases: Vec::new(),
        left: None,
    }
}

/// λ ~ Gamma(r, rate α), lifetime ~ Exp(μ), μ ~ Gamma(s, rate β).
pub(super) fn pareto(
    [_r, _alpha, _s, _beta]: [f64; 4],
    _unit: f64,
    _horizon: f64,
    _seed: u64,
) -> SimulatedCustomer {
    SimulatedCustomer {
        purchases: Vec::new(),
        left: None,
    }
}

/// λ ~ Gamma(r, rate α), and nobody leaves.
pub(super) fn gamma_poisson(
    [_r, _alpha]: [f64; 2],
    _unit: f64,
    _horizon: f64,
    _seed: u64,
) -> SimulatedCustomer {
    SimulatedCustomer {
        purchases: Vec::new(),
        left: None,
    }
}
