//! Do newer customers come back better? `cargo run --example quick-cohort-triangle`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::retention::cohorts::ActivityLog;
use tenure::{Level, Result};

fn main() -> Result<()> {
    // (customer, month of activity): made up, 600 customers who came in over four months.
    let comes_back =
        |id: i64, age: i64| age == 0 || (id * 7 + age * 31) % 100 < 50 - 5 * age + id % 4;
    let rows = (0..600).flat_map(|id| {
        let ages = (0..6).filter(move |&age| comes_back(id, age));
        ages.map(move |age| (id, id % 4 + age))
    });

    let log = ActivityLog::try_from_iter(rows)?;
    let triangle = log.n_period(5)?; // the data are complete through month 5
    println!("{triangle}");

    // Is the second cohort's first month better than the first cohort's, or is that chance?
    let cell = |cohort| triangle.cohort(cohort)?.cell(1);
    if let (Some(first), Some(second)) = (cell(0), cell(1)) {
        let change = second.retained().difference(first.retained());
        if let Some(interval) = change.interval(Level::P95) {
            println!("\nchange of month 1: 95% interval {interval:.3}");
        }
    }
    Ok(())
}

// Prints:
//
// cohort         size       0      1      2      3      4      5
// 0               150  100.0%  44.0%  40.0%  36.0%  32.0%  24.0%
// 1               150  100.0%  44.0%  40.0%  36.0%  28.0%
// 2               150  100.0%  48.0%  44.0%  36.0%
// 3               150  100.0%  48.0%  40.0%
// weighted mean   600  100.0%  46.0%  41.0%  36.0%  30.0%  24.0%
//
// change of month 1: 95% interval -0.111 to 0.111
