//! How much one call does at most. A number as small as an argument must not exhaust the memory or keep a
//! program busy for ever, so every count that is not backed by data of the caller has a limit, and each limit is one
//! of these.

use crate::{Error, Result};

/// Items of a list that is as long as an argument says: the periods of a curve, the cells of a triangle.
pub(crate) const ITEMS: u64 = 1 << 24;

/// Steps taken one after the other: periods, iterations, purchases of one simulated customer.
pub(crate) const STEPS: u64 = 100_000;

/// Groups and classes that a table is divided into.
pub(crate) const GROUPS: u64 = 10_000;

/// Data sets drawn and fitted again.
pub(crate) const REPLICATES: u64 = 1 << 20;

/// Opportunities to buy of one customer.
pub(crate) const OPPORTUNITIES: u64 = 1_000_000;

/// Customers drawn from a model, or listed by their row numbers.
pub(crate) const CUSTOMERS: u64 = 100_000_000;

/// Purchases and opportunities of all customers drawn from a model.
pub(crate) const DRAWS: u64 = 1_000_000_000;

/// Columns of a table by age. A hundred years of days are 36,525.
pub(crate) const COLUMNS: u64 = 1 << 16;

/// Refuses a count above its limit, before anything of that size is allocated or looped over.
pub(crate) fn at_most(what: &'static str, limit: u64, got: impl TryInto<u64>) -> Result<()> {
    let got = got.try_into().unwrap_or(u64::MAX);
    if got > limit {
        Err(Error::TooMany { what, limit, got })
    } else {
        Ok(())
    }
}

/// The same for a count that was computed, and is whole.
pub(crate) fn whole_at_most(what: &'static str, limit: u64, got: f64) -> Result<u64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and NaN is 0"
    )]
    let whole = got as u64;
    at_most(what, limit, whole).map(|()| whole)
}
