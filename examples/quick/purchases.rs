//! What buyers will do and are worth: `cargo run --release --example quick-purchases`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::clv::CustomerValue;
use tenure::clv::history::{Observation, PurchaseLog, SpendTable};
use tenure::clv::models::{GammaGamma, MbgNbd, PurchaseModel};
use tenure::units::{DiscountRate, TimeUnit};
use tenure::{Horizon, Money, Period, Proportion, Result};

fn main() -> Result<()> {
    // (customer, day, amount in cents), made up: 400 customers, many of whom never came back.
    let purchases = (0..400_i64).flat_map(|id| {
        let times = id * id % 7 * (id % 3); // none for many, up to eight for some
        (0..=times).map(move |n| {
            let day = id % 60 + n * (5 + id * 13 % 40);
            (
                id,
                day,
                Money::from_minor(1_500 + id * 37 % 2_900 + n * 150),
            )
        })
    });
    let purchases = purchases.filter(|(_, day, _)| *day <= 330);
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

// Prints:
//
// MBG/NBD of 400 customers, maximum likelihood, 9 iterations
//        estimate  std. error  95% from         to
// r       45.7741     55.1719    4.3118   485.9366
// alpha  154.2867    189.3910   13.9141  1710.8058
// a       10.6570      9.6013    1.8229    62.3039
// b       19.8619     19.3354    2.9470   133.8623
// log-likelihood -2510.9627, AIC 5029.93, BIC 5045.89
// Warning: the data hardly determine r and alpha together (standard error 1.7 on the log scale): read the predictions and their intervals, not single parameters; more data, a prior or a simpler model than MBG/NBD would help
//
// customer 0: P(alive) 0.0, worth 0.00 in a year
// customer 1: P(alive) 0.0, worth 0.00 in a year
// customer 2: P(alive) 0.1, worth 2.66 in a year
// customer 3: P(alive) 0.0, worth 0.00 in a year
