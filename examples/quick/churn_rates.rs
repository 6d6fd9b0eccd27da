//! One month of subscriptions, ten churn rates: `cargo run --example quick-churn-rates`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::{Result, SubscriptionLog};

fn main() -> Result<()> {
    // (customer, first day, day they left or None): days are numbers, 0 to 29 is the month.
    let mut rows: Vec<(u32, i64, Option<i64>)> = (0..100).map(|id| (id, -40, None)).collect();
    for (row, day) in rows.iter_mut().take(12).zip((2..).step_by(2)) {
        row.2 = Some(day); // twelve of the hundred leave on days 2, 4, … 24
    }
    rows.extend((100..130).map(|id| (id, 10, None))); // thirty join on day 10
    rows.extend((130..134).map(|id| (id, 5, Some(20)))); // four come and go

    let log = SubscriptionLog::try_from_iter(rows)?;
    let month = log.window(0, 30)?;
    println!("{}", month.compare());
    Ok(())
}

// Prints:
//
// churn from day 0 to day 30                 definition
// > start cohort, lost at the end     12.00% start customers not there at the end / S
//   start cohort, ever lost           12.00% start customers who ever left / S
//   events per start and new          11.94% events / (S + N)
//   daily survival                    12.99% 1 − Π (1 − events of the day / customers before)
//   end without new (textbook)        16.00% 1 − (E − N)/S
//   sum of daily rates                13.79% Σ events of the day / customers before
//   events per average day            13.89% events · days / customer-days
//   events per mean of start and end  14.68% 2 · events / (S + E)
//   events per start                  16.00% events / S
//   end without new or returned       16.00% 1 − (E − N − R)/S
//   one log, from 11.94% to 16.00%
