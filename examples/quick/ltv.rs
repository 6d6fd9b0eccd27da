//! What one is worth, what one costs, and when that is paid back: `cargo run --example quick-ltv`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::acquisition::{Cac, ChurnPayback, LtvToCac};
use tenure::clv::{SteadyClv, Timing};
use tenure::units::{Churn, DiscountRate, Finite, Margin};
use tenure::{Money, Period, Proportion, Result};

fn main() -> Result<()> {
    // A rate carries its period, so a monthly churn and a yearly discount cannot be mixed up.
    let churn = Churn::new(Proportion::from_percent(3.0)?, Period::Month);
    let margin = Margin::new(30.0, Period::Month)?;
    let value = SteadyClv {
        margin,
        churn,
        discount: DiscountRate::new(0.10, Period::Year)?,
        timing: Timing::Start,
    }
    .value()?;
    println!("value: {value}");

    // Spend in cents and the customers it won, channel by channel.
    let cac = Cac::try_from_iter([
        (Money::from_minor(1_200_000), 60),
        (Money::from_minor(800_000), 50),
    ])?;
    println!("CAC: {cac}");

    let ltv = Finite::new(value.present_value())?;
    let cac = Finite::new(cac.per_customer(2).unwrap_or_default())?;
    println!("LTV:CAC: {:.1}", LtvToCac { ltv, cac }.value()?);
    println!("paid back {}", ChurnPayback { cac, margin, churn }.value()?);
    Ok(())
}

// Prints:
//
// value: 796.31 (start of period, no horizon, discounted at 10.0% per year)
// CAC: 181.82 (20000.00 on 110 new customers)
// LTV:CAC: 4.4
// paid back after 6.6 months
