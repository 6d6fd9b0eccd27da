//! The program of the README: NPS per plan with its interval, and two states merged.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::{Level, Merge, Nps, Result, Segmented};

fn main() -> Result<()> {
    let january = [
        ("free", 3),
        ("paid", 9),
        ("free", 7),
        ("paid", 10),
        ("paid", 8),
    ];
    let february = [("paid", 10), ("free", 9), ("free", 2), ("paid", 9)];

    let mut by_plan = Segmented::<&str, Nps>::try_from_iter(january)?;
    by_plan.merge(Segmented::try_from_iter(february)?); // another month, file, thread or machine

    for (plan, nps) in &by_plan {
        let interval = nps.interval(Level::P95).map(|i| format!("{i:.0}"));
        println!("{plan}: {nps}, 95%: {}", interval.as_deref().unwrap_or("–"));
    }
    println!("all: {}", by_plan.total());
    if let Err(error) = Nps::try_from_iter([9, 11, 3]) {
        println!("{error}");
    }
    Ok(())
}

// Prints:
//
// free: -25.0 points (n = 4), 95%: -73 to 44
// paid: 80.0 points (n = 5), 95%: 4 to 96
// all: 33.3 points (n = 9)
// item 1 was rejected: rating must be a whole number from 0 to 10, got 11
