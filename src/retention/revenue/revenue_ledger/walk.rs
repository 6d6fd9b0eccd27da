//! Period by period over a whole ledger, in one pass.

use super::rows::Rows;
use super::steps::{Step, Steps, paid_in, paid_until};
use super::{RevenueLedger, in_order};
use crate::fold::accumulate::Accumulate as _;
use crate::numeric::count::Count;
use crate::retention::revenue::revenue_movements::Part;
use crate::retention::revenue::{
    RevenueChange, RevenueMovements, RevenueRetention, RevenueWaterfall,
};
use crate::{Result, limit};

impl<Id: Ord> RevenueLedger<Id> {
    /// Computes how recurring revenue moved in each period after `first` up to `last`, each
    /// compared with the one before.
    ///
    /// The end of each period is the start of the next, and each is what
    /// [`movements`](Self::movements) says of the two periods.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::retention::revenue::RevenueLedger;
    ///
    /// let ledger = RevenueLedger::try_from_iter([
    ///     ("ann", 0, None, 5000),
    ///     ("bob", 0, Some(2), 10000),
    ///     ("bob", 3, None, 10000),
    ///     ("cy", 1, None, 4000),
    /// ])?;
    /// assert_eq!(
    ///     ledger.waterfall(0, 3)?.display(2).to_string(),
    ///     "period   start    new  reactivation  expansion  contraction   churn     end     GRR     NRR
    /// 1       150.00  40.00          0.00       0.00         0.00    0.00  190.00  100.0%  100.0%
    /// 2       190.00   0.00          0.00       0.00         0.00  100.00   90.00   47.4%   47.4%
    /// 3        90.00   0.00        100.00       0.00         0.00    0.00  190.00  100.0%  100.0%"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`movements`](Self::movements), and [`Error::TooMany`](crate::Error::TooMany) for more than 100 000 periods.
    ///
    /// # Complexity
    ///
    /// One pass over the charges and one over the periods; space for each period.
    pub fn waterfall(&self, first: i64, last: i64) -> Result<RevenueWaterfall> {
        let mut months = Months::new(first, last)?;
        let mut customers = Steps::new(Rows::of(&self.rows));
        while let Some((_, steps)) = customers.next_customer()? {
            months.take(steps);
        }
        Ok(months.finish())
    }

    /// Computes how much of the revenue of period `from` is kept until period `to`, under every
    /// horizon in use.
    ///
    /// # Errors
    ///
    /// As [`waterfall`](Self::waterfall).
    ///
    /// # Complexity
    ///
    /// One pass over the charges and one over the periods; space for each period.
    pub fn revenue_retention(&self, from: i64, to: i64) -> Result<RevenueRetention> {
        let waterfall = self.waterfall(from, to)?;
        let movements = self.movements(from, to)?;
        let lowest = self.changes(from, to, |steps| {
            let opening = paid_in(steps, from);
            let after = steps
                .iter()
                .skip_while(|step| step.from <= from)
                .take_while(|step| step.from <= to);
            let lowest = after.fold(opening, |low, step| low.min(step.mrr));
            RevenueChange::of(opening, lowest, false)
        })?;
        Ok(RevenueRetention::new(
            (from, to),
            movements,
            lowest,
            &waterfall,
        ))
    }
}

/// What moved in each period, the openings left out until all customers are in.
#[derive(Debug)]
struct Months {
    first: i64,
    last: i64,
    moved: Vec<Moved>,
    /// What all pay in period `first`, how many they are, and the squares of it.
    opening: [i128; 3],
}

/// The movements of one period, and the squares of what comes into the next.
#[derive(Debug, Clone, Default)]
struct Moved {
    movements: RevenueMovements,
    /// Σ b² − Σ a² of those who moved.
    squares: i128,
}

impl Months {
    fn new(first: i64, last: i64) -> Result<Self> {
        in_order(first, last)?;
        let length = first.abs_diff(last);
        limit::at_most("periods of a revenue waterfall", limit::STEPS, length)?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        Ok(Self {
            first,
            last,
            moved: vec![Moved::default(); length],
            opening: [0; 3],
        })
    }

    /// Takes in one customer: nothing is done for periods in which they do not move.
    fn take(&mut self, steps: &[Step]) {
        let mut mrr = paid_in(steps, self.first);
        let mut paid_before = paid_until(steps, self.first);
        let opening = [i128::from(mrr), i128::from(mrr > 0), square(mrr)];
        for (sum, of_customer) in self.opening.iter_mut().zip(opening) {
            *sum = sum.wrapping_add(of_customer);
        }
        for step in steps {
            if step.from <= self.first {
                continue;
            }
            if step.from > self.last {
                break;
            }
            // From 1 to the number of periods.
            let place = step.from.abs_diff(self.first).wrapping_sub(1);
            let moved = usize::try_from(place)
                .ok()
                .and_then(|place| self.moved.get_mut(place));
            if let Some(moved) = moved {
                moved
                    .movements
                    .add(RevenueChange::of(mrr, step.mrr, paid_before));
                let squares = square(step.mrr).wrapping_sub(square(mrr));
                moved.squares = moved.squares.wrapping_add(squares);
            }
            mrr = step.mrr;
            paid_before |= mrr > 0;
        }
    }

    /// Each period with its opening, which is the end of the one before.
    fn finish(self) -> RevenueWaterfall {
        let [mut amount, mut customers, mut squares] = self.opening;
        let months = self.moved.into_iter().map(|moved| {
            let mut month = moved.movements;
            // What was left out: those who did not move.
            let opens = Part {
                amount: capped(amount),
                customers: capped(customers),
            };
            let net = month
                .closing()
                .minor()
                .wrapping_sub(month.opening().minor());
            let joined = month
                .wide_customers_at_end()
                .cast_signed()
                .wrapping_sub(month.opening.customers.get().cast_signed());
            month.opening = opens;
            month.squares.opening = capped(squares);
            amount = amount.wrapping_add(net);
            customers = customers.wrapping_add(joined);
            squares = squares.wrapping_add(moved.squares);
            month
        });
        RevenueWaterfall::new(self.first, months.collect())
    }
}

/// At most 2⁹⁶: the squares of 2³¹ customers fit.
const fn square(mrr: u64) -> i128 {
    (mrr as i128).wrapping_mul(mrr as i128)
}

fn capped(n: i128) -> Count {
    Count::capped(n.max(0).cast_unsigned())
}
