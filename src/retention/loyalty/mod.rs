//! Who comes back, who refers others: shares of customers.

mod purchases;
mod referrals;
mod repeat_purchases;
mod shares;

pub use purchases::Purchases;
pub use referrals::Referrals;
pub use repeat_purchases::RepeatPurchases;
pub(in crate::retention) use shares::share;
pub use shares::{cls_source, conversion, referred_share, repeat_purchase_share, success_rate};
