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

// Prints:
//
// period   start     new  reactivation  expansion  contraction   churn     end     GRR     NRR
// 1       150.00  200.00          0.00       0.00         0.00    0.00  350.00  100.0%  100.0%
// 2       350.00    0.00          0.00       0.00         0.00  100.00  250.00   71.4%   71.4%
// 3       250.00    0.00          0.00      25.00         0.00    0.00  275.00  100.0%  110.0%
// 4       275.00    0.00          0.00       0.00        20.00    0.00  255.00   92.7%   92.7%
// 5       255.00    0.00          0.00       0.00         0.00    0.00  255.00  100.0%  100.0%
//
// months 1 to 5:
// revenue retention       period 1 to 5
// net, point to point             72.9%
// net, chained                    72.9%
// gross, point to point           65.7%
// gross, chained                  66.2%
// gross, running minimum          65.7%
