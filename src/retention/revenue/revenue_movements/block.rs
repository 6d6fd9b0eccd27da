//! [`Block`]: some thousand changes in plain integers, without a branch.

use super::{Part, RevenueMovements};
use crate::Merge as _;
use crate::fold::accumulate::Accumulate;
use crate::numeric::count::Count;
use crate::retention::revenue::RevenueChange;
use crate::retention::revenue::exact::Squares;

/// How many changes a block takes: amounts are at most 2⁴⁸, so that sums of 2¹⁵ stay below 2⁶³.
const ROOM: u32 = 1 << 15;

/// Sums that cannot overflow in `ROOM` changes.
#[derive(Debug, Default)]
struct Block {
    opening: u64,
    arrived: u64,
    reactivation: u64,
    expansion: u64,
    lost: u64,
    churn: u64,
    customers: u64,
    arrivals: u64,
    reactivations: u64,
    expansions: u64,
    losses: u64,
    churns: u64,
    aa: u128,
    al: u128,
    ll: u128,
    ae: u128,
    ee: u128,
}

impl Block {
    #[inline]
    fn take(&mut self, change: RevenueChange) {
        let (a, b, returned) = change.parts();
        let kept = a.min(b);
        let (lost, more) = (a.wrapping_sub(kept), b.wrapping_sub(kept));
        let (was, is) = (u64::from(a > 0), u64::from(b > 0));
        let came = u64::from(returned);
        // All ones where it holds, else all zeros.
        let (was_mask, is_mask, came_mask) =
            (was.wrapping_neg(), is.wrapping_neg(), came.wrapping_neg());
        let gained = more & was_mask;
        add(&mut self.opening, a);
        add(&mut self.arrived, more & !was_mask);
        add(&mut self.reactivation, more & came_mask);
        add(&mut self.expansion, gained);
        add(&mut self.lost, lost);
        add(&mut self.churn, lost & !is_mask);
        add(&mut self.customers, was);
        add(&mut self.arrivals, is & (was ^ 1));
        add(&mut self.reactivations, came);
        add(&mut self.expansions, u64::from(gained > 0));
        add(&mut self.losses, u64::from(lost > 0));
        add(&mut self.churns, was & (is ^ 1));
        add_product(&mut self.aa, a, a);
        add_product(&mut self.al, a, lost);
        add_product(&mut self.ll, lost, lost);
        add_product(&mut self.ae, a, gained);
        add_product(&mut self.ee, gained, gained);
    }

    /// The same as a state.
    fn state(&self) -> RevenueMovements {
        let part = |amount: u64, customers: u64| Part {
            amount: Count::new(amount),
            customers: Count::new(customers),
        };
        RevenueMovements {
            opening: part(self.opening, self.customers),
            new: part(
                self.arrived.wrapping_sub(self.reactivation),
                self.arrivals.wrapping_sub(self.reactivations),
            ),
            reactivation: part(self.reactivation, self.reactivations),
            expansion: part(self.expansion, self.expansions),
            contraction: part(
                self.lost.wrapping_sub(self.churn),
                self.losses.wrapping_sub(self.churns),
            ),
            churn: part(self.churn, self.churns),
            squares: Squares {
                opening: Count::capped(self.aa),
                opening_lost: Count::capped(self.al),
                lost: Count::capped(self.ll),
                opening_gained: Count::capped(self.ae),
                gained: Count::capped(self.ee),
            },
        }
    }
}

#[inline]
const fn add(sum: &mut u64, n: u64) {
    *sum = sum.wrapping_add(n);
}

/// Factors are at most 2⁴⁸: 2¹⁵ products stay below 2¹¹¹.
#[inline]
const fn add_product(sum: &mut u128, x: u64, y: u64) {
    *sum = sum.wrapping_add((x as u128).wrapping_mul(y as u128));
}

impl Accumulate<RevenueChange> for RevenueMovements {
    fn add(&mut self, change: RevenueChange) {
        let mut block = Block::default();
        block.take(change);
        self.merge(block.state());
    }

    fn add_all(&mut self, changes: impl Iterator<Item = RevenueChange>) {
        let (mut block, mut taken) = (Block::default(), 0_u32);
        changes.for_each(|change| {
            block.take(change);
            taken = taken.wrapping_add(1);
            if taken == ROOM {
                self.merge(core::mem::take(&mut block).state());
                taken = 0;
            }
        });
        self.merge(block.state());
    }

    fn try_add_all<E>(
        &mut self,
        changes: impl Iterator<Item = Result<RevenueChange, E>>,
    ) -> Result<(), (usize, E)> {
        let (mut block, mut taken) = (Block::default(), 0_u32);
        for (index, change) in changes.enumerate() {
            block.take(change.map_err(|error| (index, error))?);
            taken = taken.wrapping_add(1);
            if taken == ROOM {
                self.merge(core::mem::take(&mut block).state());
                taken = 0;
            }
        }
        self.merge(block.state());
        Ok(())
    }
}
