//! How long do customers stay, and longer on which plan? `cargo run --example quick-survival`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::retention::survival::{LifetimeTable, LogRankTest};
use tenure::{Level, Result};

fn main() -> Result<()> {
    // (months, left?, how many customers): those who are still there count with the time they have been.
    let monthly = LifetimeTable::<u32>::try_from_iter([
        (1, true, 80),
        (2, true, 40),
        (3, true, 30),
        (6, true, 60),
        (6, false, 50),
        (12, false, 240),
    ])?;
    let yearly = LifetimeTable::<u32>::try_from_iter([
        (3, true, 10),
        (9, true, 10),
        (12, true, 60),
        (6, false, 60),
        (12, false, 260),
    ])?;

    if let Some(curve) = monthly.kaplan_meier() {
        println!("{curve}");
    }
    println!("\n{}", LogRankTest::of([&monthly, &yearly])?);

    let (Some(monthly), Some(yearly)) = (monthly.kaplan_meier(), yearly.kaplan_meier()) else {
        return Ok(());
    };
    let gained = yearly
        .restricted_mean(12)?
        .difference(monthly.restricted_mean(12)?)?;
    if let Some(interval) = gained.interval(Level::P95) {
        println!(
            "a yearly plan adds {:.1} months of the first 12, 95% interval {interval:.1}",
            gained.value()
        );
    }
    Ok(())
}

// Prints:
//
// 500 customers, 210 left; last seen at 12
// time  at risk  left  survival    95% interval
// 1         500    80     0.840  0.805 to 0.869
// 2         420    40     0.760  0.720 to 0.795
// 3         380    30     0.700  0.658 to 0.738
// 6         350    60     0.580  0.535 to 0.622
//
// χ²(1) = 68.24, p < 0.0001
// a yearly plan adds 3.5 months of the first 12, 95% interval 3.1 to 3.9
