//! The saved form of movements: each total with its customers, checked again when it is read.

use super::{Part, RevenueMovements};
use crate::Error;
use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::retention::revenue::exact::Squares;

type Pair = (Count, Count);

// Each total with its customers, and the sums of squares.
saved! {
    impl{} for RevenueMovements as "revenue movements", 1;
    |movements| {
        opening: Pair = movements.opening.parts(),
        new: Pair = movements.new.parts(),
        reactivation: Pair = movements.reactivation.parts(),
        expansion: Pair = movements.expansion.parts(),
        contraction: Pair = movements.contraction.parts(),
        churn: Pair = movements.churn.parts(),
        squares: (Count, Count, Count, Count, Count) = movements.squares.parts(),
    };
    read {
        let state = Self {
            opening: Part::from_parts(opening),
            new: Part::from_parts(new),
            reactivation: Part::from_parts(reactivation),
            expansion: Part::from_parts(expansion),
            contraction: Part::from_parts(contraction),
            churn: Part::from_parts(churn),
            squares: Squares::from_parts(squares),
        };
        match state.contradiction() {
            Some(expected) => Err(Error::Malformed { what: "revenue movements", expected }),
            None => Ok(state),
        }
    }
}

impl RevenueMovements {
    /// Returns what the totals had to be and are not, as no customers can have made them. Totals that stopped at their ceiling contradict nothing.
    fn contradiction(&self) -> Option<&'static str> {
        let parts = [
            self.opening,
            self.new,
            self.reactivation,
            self.expansion,
            self.contraction,
            self.churn,
        ];
        // Each customer counted moved by at least one minor unit.
        if parts.iter().any(|part| part.customers > part.amount)
            || parts
                .iter()
                .any(|part| part.amount > Count::ZERO && part.customers == Count::ZERO)
        {
            return Some("ones in which customers and amounts are both 0 or both above 0");
        }
        let below =
            |n: i128, limit: Count| limit == Count::CEILING || n <= limit.get().cast_signed();
        let movers = [self.expansion, self.contraction, self.churn];
        let movers = movers.map(|part| part.customers);
        if !below(Count::total(movers).cast_signed(), self.opening.customers) {
            return Some("ones with no more customers that moved than were there at the start");
        }
        // A customer who contracted or stayed still pays at least one minor unit.
        let payers = self.retained_customers().wide_successes().cast_signed();
        if !below(self.lost().saturating_add(payers), self.opening.amount) {
            return Some("ones with no more revenue lost than was there at the start");
        }
        let Squares {
            opening,
            opening_lost,
            lost,
            opening_gained,
            gained,
        } = self.squares;
        // Whole numbers are at most their squares, no customer loses more than they paid, and one who does not move
        // has no part in the products.
        let moved = self.lost();
        let ordered = opening >= self.opening.amount
            && opening >= opening_lost
            && opening_lost >= lost
            && below(moved, lost)
            && gained >= self.expansion.amount
            && opening_gained >= self.expansion.amount
            && (moved > 0 || opening_lost == Count::ZERO)
            && (self.expansion.amount > Count::ZERO
                || (opening_gained == Count::ZERO && gained == Count::ZERO));
        let fits = ordered && self.squares_are_of_some_amounts();
        (!fits).then_some("ones with squares that fit the totals")
    }

    /// What holds of the sums of squares and products of any amounts, where none has met its ceiling.
    fn squares_are_of_some_amounts(&self) -> bool {
        let Squares {
            opening,
            opening_lost,
            lost,
            opening_gained,
            gained,
        } = self.squares;
        let losers = Count::capped(Count::total([
            self.contraction.customers,
            self.churn.customers,
        ]));
        let loss = Count::capped(self.lost().cast_unsigned());
        let (all, more) = (self.opening, self.expansion);
        // Cauchy and Schwarz: (Σ xy)² ≤ Σ x² · Σ y², of which (Σ x)² ≤ n · Σ x² is a case. And amounts of at least 0
        // have a square of the sum that is not below the sum of the squares.
        not_above([all.amount; 2], [all.customers, opening])
            && not_above([loss; 2], [losers, lost])
            && not_above([more.amount; 2], [more.customers, gained])
            && not_above([opening_lost; 2], [opening, lost])
            && not_above([opening_gained; 2], [opening, gained])
            && not_above([opening, Count::ONE], [all.amount; 2])
            && not_above([gained, Count::ONE], [more.amount; 2])
            && not_above([opening_gained, Count::ONE], [all.amount, more.amount])
    }
}

/// Whether the first product is at most the second; it may be, where a factor has stopped at its ceiling.
fn not_above(small: [Count; 2], large: [Count; 2]) -> bool {
    let product = |[a, b]: [Count; 2]| Dyadic::from(a) * Dyadic::from(b);
    small.into_iter().chain(large).any(|n| n == Count::CEILING)
        || !(product(large) - product(small)).is_negative()
}
