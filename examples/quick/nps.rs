//! An NPS with its interval, per plan, and whether it has changed: `cargo run --example quick-nps`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::{Level, Nps, Result, Segmented};

fn main() -> Result<()> {
    let march = [
        ("basic", 6),
        ("basic", 8),
        ("basic", 3),
        ("basic", 10),
        ("pro", 9),
        ("pro", 10),
        ("pro", 7),
        ("pro", 9),
    ];
    let by_plan = Segmented::<&str, Nps>::try_from_iter(march)?;
    for (plan, nps) in &by_plan {
        println!("{plan:>5}: {nps}");
    }

    // Four answers say little; how little, the interval says.
    let total = by_plan.total();
    if let Some(interval) = total.interval(Level::P95) {
        println!("total: {total}, 95% interval {interval:.0}");
    }

    // Last quarter as counts, from a report: promoters, passives, detractors.
    let before = Nps::from_counts(180, 140, 130);
    let after = Nps::from_counts(240, 130, 110);
    let change = after.difference(before);
    println!("{before}, then {after}");
    if let Some(interval) = change.interval(Level::P95) {
        println!("change: {change}, 95% interval {interval:.1}");
    }
    Ok(())
}

// Prints:
//
// basic: -25.0 points (n = 4)
//   pro: 75.0 points (n = 4)
// total: 25.0 points (n = 8), 95% interval -29 to 66
// 11.1 points (n = 450), then 27.1 points (n = 480)
// change: 16.0 points (n = 480 and 450), 95% interval 5.4 to 26.4
