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
