//! How did recurring revenue move: new, reactivation, expansion, contraction, churn; GRR and NRR.

mod block;
mod change;
mod charge;
mod customers;
mod display;
mod exact;
mod kind;
mod ledger;
mod movements;
mod rates;
mod retention;
#[cfg(feature = "serde")]
mod saved;
mod waterfall;

pub use change::RevenueChange;
pub use charge::RecurringCharge;
pub use kind::MovementKind;
pub use ledger::RevenueLedger;
pub use movements::RevenueMovements;
pub use retention::RevenueRetention;
pub use waterfall::RevenueWaterfall;
