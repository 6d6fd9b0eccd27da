//! What buyers will do and are worth: `cargo run --release --example quick-purchases`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::clv::CustomerValue;
use tenure::clv::history::{Observation, PurchaseLog, SpendTable};
use tenure::clv::models::{GammaGamma, MbgNbd, PurchaseModel};
use tenure::units::{DiscountRate, TimeUnit};
use tenure::{Horizon, Money, Period, Proportion, Result};

fn main() -> Result<()> {
    // (customer, day, amount in cents), made up: 400 customers, a quarter of whom never came back.
    let purchases = (0..4_i64).flat_map(|n| {
        let buyers = (0..400_i64).filter(move |id| id % 4 >= n);
        buyers.map(move |id| {
            let day = id % 60 + n * (7 + id * 13 % 90);
            (id, day, Money::from_minor(1_500 + id * 37 % 2_900 + n * 10))
        })
    });
    let log = PurchaseLog::try_from_iter(purchases)?;
    let seen = Observation::until(330);

    let buying = MbgNbd::fitter()
        .unit(TimeUnit::WEEK)
        .fit(&log.histories(seen)?)?;
    println!("{buying}\n");
    let spend: SpendTable = log
        .observed_customers(seen)?
        .filter_map(|customer| customer.spend_history(2))
        .collect();
    let spend = GammaGamma::fitter().fit(&spend)?;

    let value = CustomerValue {
        purchases: buying.model(),
        spend: *spend.model(),
        margin: Proportion::from_percent(30.0)?,
        discount: DiscountRate::new(0.10, Period::Year)?,
    };
    let year = Horizon::new(12.0, Period::Month)?;
    for customer in log.observed_customers(seen)?.take(4) {
        let alive = buying.model().p_alive(&customer.history());
        let worth = value.residual_within(
            &customer.history(),
            customer.spend_history(2).as_ref(),
            year,
        )?;
        println!(
            "customer {}: P(alive) {alive:.1}, worth {:.2} in a year",
            customer.id(),
            worth.present_value()
        );
    }
    Ok(())
}
