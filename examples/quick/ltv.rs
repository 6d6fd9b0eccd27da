//! What one is worth, what one costs, and when that is paid back: `cargo run --example quick-ltv`.

use tenure::acquisition::{Acquisition, Cac, ChurnPayback, LtvToCac};
use tenure::clv::{SteadyClv, Timing};
use tenure::units::{Churn, DiscountRate, Margin};
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
    println!("{value}");

    // Spend in cents and the customers it won, channel by channel.
    let cac: Cac = [
        Acquisition::new(Money::from_minor(1_200_000), 60),
        Acquisition::new(Money::from_minor(800_000), 50),
    ]
    .into_iter()
    .collect();
    println!("CAC {cac}");
    Ok(())
}
