//! [`RevenueMovements`]: the totals; their rates, their doors and their saved form are in the files beside.

mod block;
mod by_customer;
mod display;
mod rates;
#[cfg(feature = "serde")]
mod saved;

pub(super) use self::by_customer::first_repeated;
pub(super) use self::display::decimals;
use super::exact::Squares;
use super::{MovementKind, RevenueChange};
use crate::Merge;
use crate::fold::accumulate::{Accumulate as _, accumulator};
use crate::numeric::count::{Count, saturated};
use crate::units::Money;

/// Adds up how recurring revenue moved: new, reactivation, expansion, contraction and churn, which
/// lead from the revenue at the start to that at the end.
///
/// Every customer's change falls into one of five movements; the totals of these lead from the revenue at the
/// start to that at the end, to the cent. From them follow gross and net revenue retention with their
/// intervals, and the churn of customers over the same cohort. Collect it from
/// [`RevenueChange`]s, one per customer; from rows of (customer, start, end, paid before), which
/// [`try_from_customers`](Self::try_from_customers) checks for duplicates; or ask a
/// [`RevenueLedger`](super::RevenueLedger).
///
/// States of *different* customers merge (plans, countries, shards by customer), exactly.
///
/// # Formula
///
/// ```text
/// start + new + reactivation + expansion − contraction − churn = end
/// ```
///
/// # Examples
///
/// Opening MRR, closing MRR in cents, and whether they ever paid before:
///
/// ```
/// use tenure::retention::revenue::RevenueMovements;
/// use tenure::units::Level;
///
/// let month = RevenueMovements::try_from_iter([
///     (5000, 7500, true),   // expansion
///     (20000, 18000, true), // contraction
///     (3000, 3000, true),
///     (10000, 0, true),     // churn
///     (0, 4000, false),     // new
///     (0, 500, true),       // reactivation
/// ])?;
/// assert_eq!(
///     month.display(2).to_string(),
///     "                   MRR  customers
/// start           380.00          4
/// + new            40.00          1
/// + reactivation    5.00          1
/// + expansion      25.00          1
/// − contraction    20.00          1
/// − churn         100.00          1
/// = end           330.00          5"
/// );
///
/// // Of what was there at the start, without and with what the same customers added.
/// let gross = month.gross_revenue_retention().map(|r| r.to_string());
/// let net = month.net_revenue_retention().map(|r| format!("{r:.3}"));
/// assert_eq!((gross.as_deref(), net.as_deref()), (Some("68.4%"), Some("0.750")));
/// // Four customers cannot tell.
/// let interval = month.net_revenue_retention_interval(Level::P95);
/// assert_eq!(interval.map(|i| format!("{i:.2}")), Some("0.00 to 1.61".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per customer, without a branch: ten million of them in some 65 ms on one core
/// (`cargo bench --all-features --bench revenue`); 272 bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[must_use]
pub struct RevenueMovements {
    pub(super) opening: Part,
    pub(super) new: Part,
    pub(super) reactivation: Part,
    pub(super) expansion: Part,
    pub(super) contraction: Part,
    pub(super) churn: Part,
    pub(super) squares: Squares,
}

/// An amount and the number of customers it comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) amount: Count,
    pub(super) customers: Count,
}

#[cfg(feature = "serde")]
impl Part {
    const fn parts(self) -> (Count, Count) {
        (self.amount, self.customers)
    }

    const fn from_parts((amount, customers): (Count, Count)) -> Self {
        Self { amount, customers }
    }
}

impl Part {
    fn absorb(&mut self, other: Self) {
        self.amount.merge(other.amount);
        self.customers.merge(other.customers);
    }

    /// At most 2¹¹².
    pub(super) const fn wide(self) -> i128 {
        self.amount.get().cast_signed()
    }

    const fn money(self) -> Money {
        Money::wide(self.wide())
    }
}

impl RevenueMovements {
    /// Adds one customer's change.
    pub fn push(&mut self, change: RevenueChange) {
        self.add(change);
    }

    /// Returns what all customers paid per month at the start.
    #[doc(alias = "start")]
    pub const fn opening(&self) -> Money {
        self.opening.money()
    }

    /// Returns what customers pay who never paid before.
    #[doc(alias = "new MRR")]
    pub const fn new_business(&self) -> Money {
        self.new.money()
    }

    /// Returns what customers pay who paid at some time before, but not at the start.
    #[doc(alias = "win-back")]
    pub const fn reactivation(&self) -> Money {
        self.reactivation.money()
    }

    /// Returns by how much customers of the start pay more.
    #[doc(alias = "upsell")]
    pub const fn expansion(&self) -> Money {
        self.expansion.money()
    }

    /// Returns by how much customers of the start pay less who still pay.
    #[doc(alias = "downsell")]
    pub const fn contraction(&self) -> Money {
        self.contraction.money()
    }

    /// Returns what customers paid at the start who pay nothing at the end.
    #[doc(alias = "churned MRR")]
    pub const fn churn(&self) -> Money {
        self.churn.money()
    }

    /// Returns what all customers pay per month at the end: the start and the five movements.
    #[doc(alias = "end")]
    pub fn closing(&self) -> Money {
        let gained = [self.opening, self.new, self.reactivation, self.expansion];
        let lost = [self.contraction, self.churn];
        // Each is at most 2^112. Below 0 only where one has stopped there.
        Money::wide(total(&gained).wrapping_sub(total(&lost)).max(0))
    }

    /// Returns the total of one kind of movement, never below 0.
    pub const fn amount(&self, kind: MovementKind) -> Money {
        self.part(kind).money()
    }

    /// Returns how many customers moved in one way.
    #[must_use]
    pub const fn customers(&self, kind: MovementKind) -> u64 {
        self.part(kind).customers.to_u64()
    }

    /// Returns how many customers paid at the start.
    #[must_use]
    pub const fn customers_at_start(&self) -> u64 {
        self.opening.customers.to_u64()
    }

    /// Returns how many customers pay at the end.
    #[must_use]
    pub const fn customers_at_end(&self) -> u64 {
        saturated(self.wide_customers_at_end())
    }

    pub(in crate::retention::revenue) const fn wide_customers_at_end(&self) -> u128 {
        let joined = self.new.customers.get();
        let joined = joined.wrapping_add(self.reactivation.customers.get());
        let all = joined.wrapping_add(self.opening.customers.get()); // each is at most 2^112
        all.saturating_sub(self.churn.customers.get())
    }

    const fn part(&self, kind: MovementKind) -> Part {
        match kind {
            MovementKind::New => self.new,
            MovementKind::Reactivation => self.reactivation,
            MovementKind::Expansion => self.expansion,
            MovementKind::Contraction => self.contraction,
            MovementKind::Churn => self.churn,
        }
    }
}

/// Up to 2¹⁴ parts together.
pub(super) fn total(parts: &[Part]) -> i128 {
    parts
        .iter()
        .fold(0_i128, |sum, part| sum.wrapping_add(part.wide()))
}

impl Merge for RevenueMovements {
    fn merge(&mut self, other: Self) {
        self.opening.absorb(other.opening);
        self.new.absorb(other.new);
        self.reactivation.absorb(other.reactivation);
        self.expansion.absorb(other.expansion);
        self.contraction.absorb(other.contraction);
        self.churn.absorb(other.churn);
        self.squares.absorb(other.squares);
    }
}

accumulator!({} RevenueMovements, RevenueChange);
