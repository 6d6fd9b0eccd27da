//! What moved recurring revenue, to the cent: `cargo run --example quick-revenue-movements`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::Result;
use tenure::retention::revenue::RevenueLedger;

fn main() -> Result<()> {
    // (customer, first month, first month no longer paid, monthly amount in cents)
    let ledger = RevenueLedger::try_from_iter([
        ("ann", 0, None, 5_000),
        ("ann", 3, None, 2_500),     // a second subscription: expansion
        ("bob", 0, Some(2), 10_000), // leaves
        ("cy", 1, Some(4), 20_000),
        ("cy", 4, None, 18_000), // a cheaper plan: contraction
    ])?;

    let months = ledger.waterfall(0, 5)?;
    println!("{}", months.display(2)); // amounts have two decimals

    let kept = ledger.revenue_retention(1, 5)?;
    println!("\nmonths 1 to 5:\n{kept}");
    Ok(())
}
