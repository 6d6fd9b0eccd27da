//! Values of customers against reference values, and by formulas known for models that are simple enough.

use proptest::prelude::*;
use tenure::clv::history::{PurchaseHistory, SpendHistory};
use tenure::clv::models::{BgNbd, GammaGamma, Nbd, ParetoNbd, PurchaseModel};
use tenure::clv::{Clv, CustomerValue, FirstPurchase};
use tenure::units::{DiscountRate, Horizon, Period, Proportion, TimeUnit};
use tenure::{Error, Result};

use super::{cdnow, fitted, published, spent};
use crate::clv::discount;
use crate::support::clv::{Customer, cdnow_customers, cdnow_table_2dp, clv, clv_number};
use crate::support::{assert_close, golden::numbers};

fn weeks(length: f64) -> Horizon {
    Horizon::new(length, Period::Week).unwrap()
}

fn value<P: ?Sized>(purchases: &P, rate: DiscountRate) -> CustomerValue<'_, P> {
    CustomerValue {
        purchases,
        spend: fitted(),
        margin: Proportion::ONE,
        discount: rate,
    }
}

fn spend(customer: &Customer) -> Option<SpendHistory> {
    let mean = customer.mean_repeat_spend_2dp()?;
    Some(SpendHistory::of_repeats(customer.x, mean).unwrap())
}

/// The BG/NBD model of the values of twelve months, in a unit.
fn bg_nbd(unit: TimeUnit) -> BgNbd {
    let item = clv("clv12_d0.01_W_4.345");
    let [r, alpha, a, b] = numbers(&item["inputs"]["transaction_params"])
        .try_into()
        .unwrap();
    let scale = TimeUnit::WEEK.in_days() / unit.in_days();
    BgNbd::new(r, alpha * scale, a, b, unit).unwrap()
}

/// Twelve steps of 4.345 weeks at 1 % each, whatever unit the model is in: the 140.10 of a model in weeks asked for 30
/// of its units a month cannot be had by accident.
#[test]
fn twelve_months_are_twelve_months_of_any_model() {
    let want = numbers(&clv("clv12_d0.01_W_4.345")["value"]);
    let monthly = DiscountRate::continuous(libm::log1p(0.01) / 4.345, Period::Week).unwrap();
    for unit in [
        TimeUnit::WEEK,
        TimeUnit::DAY,
        TimeUnit::MONTH,
        TimeUnit::days(30.0).unwrap(),
    ] {
        let model = bg_nbd(unit);
        let value = value(&model, monthly);
        for (customer, want) in cdnow_customers().iter().zip(&want) {
            let got = value
                .residual_in_steps(
                    &customer.history_2dp(),
                    spend(customer).as_ref(),
                    12,
                    weeks(4.345),
                )
                .unwrap();
            assert_close(got.present_value(), *want, 1e-11);
        }
    }
}

#[test]
fn a_month_of_another_length_is_said() {
    // Section 3 of the reference text: 36.300536884 with 30.4375 days a month.
    let monthly = DiscountRate::continuous(libm::log1p(0.01) / 30.4375, Period::Day).unwrap();
    let model = bg_nbd(TimeUnit::WEEK);
    let first = &cdnow_customers()[0];
    let month = Horizon::new(30.4375, Period::Day).unwrap();
    let got = value(&model, monthly)
        .residual_in_steps(&first.history_2dp(), spend(first).as_ref(), 12, month)
        .unwrap();
    assert_close(got.present_value(), 36.300_536_884, 1e-10);
    assert_eq!(
        got.horizon(),
        Some(Horizon::new(365.25, Period::Day).unwrap())
    );
    assert_eq!(
        got.to_string(),
        "36.30 (end of period, horizon 365.25 days, discounted at 0.0% per day)"
    );
    // The wrong one needs saying so: twelve times thirty weeks.
    let thirty_weeks = DiscountRate::continuous(libm::log1p(0.01) / 30.0, Period::Week).unwrap();
    let wrong = value(&model, thirty_weeks)
        .residual_in_steps(&first.history_2dp(), spend(first).as_ref(), 12, weeks(30.0))
        .unwrap();
    assert_close(
        wrong.present_value(),
        numbers(&clv("clv12_d0.01_D_30")["value"])[0],
        1e-11,
    );
}

/// Section 3 of the reference text: Pareto/NBD of times rounded to 0.01 weeks, 15 % a year of 52 weeks, customer 1:
/// DERT 6.500198711, value 160.285905082.
#[test]
fn the_residual_value_is_spend_times_discounted_purchases() {
    let pareto = ParetoNbd::fitter().fit(&cdnow_table_2dp()).unwrap();
    let gamma_gamma = GammaGamma::fitter().fit(&cdnow(true)).unwrap();
    let weekly = clv_number("delta_weekly_15pct", "value");
    let yearly = DiscountRate::continuous(weekly, Period::Week).unwrap();
    let value = CustomerValue {
        purchases: pareto.model(),
        spend: *gamma_gamma.model(),
        margin: Proportion::ONE,
        discount: yearly,
    };
    let first = &cdnow_customers()[0];
    let history = first.history_2dp();
    let dert = pareto
        .model()
        .discounted_purchases(&history, yearly)
        .unwrap();
    assert_close(dert, 6.500_198_711, 1e-8);
    let residual = value.residual(&history, spend(first).as_ref()).unwrap();
    assert_close(residual.present_value(), 160.285_905_082, 1e-8);
    assert_eq!(residual.horizon(), None);
    assert_eq!(residual.timing(), None);
}

/// The margin is a share of it all.
#[test]
fn margin_scales_the_value() {
    let model = bg_nbd(TimeUnit::WEEK);
    let first = &cdnow_customers()[0];
    let whole = value(&model, discount(0.1, Period::Year));
    let part = CustomerValue {
        margin: Proportion::from_percent(30.0).unwrap(),
        ..whole
    };
    let ask = |value: &CustomerValue<'_, BgNbd>| {
        let (history, spend) = (first.history(), spend(first));
        let year = weeks(52.0);
        [
            value.residual(&history, spend.as_ref()),
            value.residual_within(&history, spend.as_ref(), year),
            value.residual_in_steps(&history, spend.as_ref(), 12, weeks(4.0)),
            value.of_new(FirstPurchase::Included),
            value.of_new_within(year, FirstPurchase::Excluded),
            value.of_new_in_steps(12, weeks(4.0), FirstPurchase::Included),
        ]
        .map(|clv: Result<Clv>| clv.unwrap().present_value())
    };
    for (part, whole) in ask(&part).into_iter().zip(ask(&whole)) {
        assert_close(part, 0.3 * whole, 1e-14);
    }
    let nothing = CustomerValue {
        margin: Proportion::ZERO,
        ..whole
    };
    assert!(ask(&nothing).iter().all(|value| value.to_bits() == 0));
}

/// With a horizon that outlasts everybody it is the value without one, for each model.
#[test]
fn a_long_horizon_tends_to_none() {
    let bg = bg_nbd(TimeUnit::WEEK);
    let pareto = ParetoNbd::new(0.553, 10.578, 0.606, 11.669, TimeUnit::WEEK).unwrap();
    let nbd = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let models: [&dyn PurchaseModel; 3] = [&bg, &pareto, &nbd];
    for (model, customer) in models.into_iter().flat_map(|model| {
        cdnow_customers()
            .into_iter()
            .take(6)
            .map(move |customer| (model, customer))
    }) {
        let value = value(model, discount(0.15, Period::Year));
        let (history, spend) = (customer.history(), spend(&customer));
        let residual = value
            .residual(&history, spend.as_ref())
            .unwrap()
            .present_value();
        let century = Horizon::new(300.0, Period::Year).unwrap();
        let within = value
            .residual_within(&history, spend.as_ref(), century)
            .unwrap();
        assert_close(within.present_value(), residual, 1e-9);
        let of_new = value
            .of_new(FirstPurchase::Excluded)
            .unwrap()
            .present_value();
        let new_within = value
            .of_new_within(century, FirstPurchase::Excluded)
            .unwrap();
        assert_close(new_within.present_value(), of_new, 1e-9);
        // Steps, ever shorter.
        let year = Horizon::new(1.0, Period::Year).unwrap();
        let within = value
            .residual_within(&history, spend.as_ref(), year)
            .unwrap()
            .present_value();
        let short = Horizon::new(1.0 / 8000.0, Period::Year).unwrap();
        let steps = value
            .residual_in_steps(&history, spend.as_ref(), 8000, short)
            .unwrap();
        assert!(steps.present_value() < within);
        assert_close(steps.present_value(), within, 2e-5);
    }
}

/// Nobody leaves and everybody buys at a steady rate: an annuity.
#[test]
fn of_a_steady_rate_the_value_is_an_annuity() {
    let nbd = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let history = PurchaseHistory::new(2, 30.43, 38.86, TimeUnit::WEEK).unwrap();
    let yearly = discount(0.1, Period::Year);
    let value = value(&nbd, yearly);
    let rate = 2.385 / (12.072 + 38.86);
    let delta = libm::log(1.1) / (365.0 / 7.0);
    let money = fitted().expected_spend(&spent(2, 22.35)).unwrap();
    let got = value
        .residual_within(&history, Some(&spent(2, 22.35)), weeks(100.0))
        .unwrap();
    assert_close(
        got.present_value(),
        money * rate * -libm::expm1(-100.0 * delta) / delta,
        1e-12,
    );
    let got = value.residual(&history, Some(&spent(2, 22.35))).unwrap();
    assert_close(got.present_value(), money * rate / delta, 1e-12);
    // Not discounted, it is purchases times money; the same in any number of steps.
    let plain = CustomerValue {
        discount: DiscountRate::NONE,
        ..value
    };
    let want = money * rate * 100.0;
    let within = plain
        .residual_within(&history, Some(&spent(2, 22.35)), weeks(100.0))
        .unwrap();
    assert_close(within.present_value(), want, 1e-14);
    let steps = plain
        .residual_in_steps(&history, Some(&spent(2, 22.35)), 25, weeks(4.0))
        .unwrap();
    assert_close(steps.present_value(), want, 1e-14);
    assert!(matches!(
        plain.residual(&history, None),
        Err(Error::Diverges { .. })
    ));
}

#[test]
fn a_new_customer_is_worth_one_purchase_more_with_the_first() {
    let model = bg_nbd(TimeUnit::WEEK);
    let value = value(&model, discount(0.1, Period::Year));
    let first = fitted().expected_spend_of_new().unwrap();
    let year = weeks(52.0);
    let difference = |of: &dyn Fn(FirstPurchase) -> Result<Clv>| {
        let [with, without] =
            [FirstPurchase::Included, FirstPurchase::Excluded].map(|first| of(first).unwrap());
        with.present_value() - without.present_value()
    };
    assert_close(difference(&|first| value.of_new(first)), first, 1e-13);
    assert_close(
        difference(&|first| value.of_new_within(year, first)),
        first,
        1e-13,
    );
    assert_close(
        difference(&|first| value.of_new_in_steps(13, weeks(4.0), first)),
        first,
        1e-13,
    );
}

#[test]
fn a_list_of_customers_has_the_values_of_each() {
    let model = bg_nbd(TimeUnit::WEEK);
    let value = value(&model, discount(0.15, Period::Year));
    let customers = cdnow_customers();
    let rows = customers
        .iter()
        .map(|customer| (&customer.id, customer.history(), spend(customer)));
    let values: Vec<_> = value.residuals(rows).collect::<Result<_>>().unwrap();
    assert_eq!(values.len(), 2357);
    for ((id, clv), customer) in values.iter().zip(&customers).step_by(97) {
        assert_eq!(*id, &customer.id);
        assert_eq!(
            *clv,
            value
                .residual(&customer.history(), spend(customer).as_ref())
                .unwrap()
        );
    }
    // Lazy: nothing of a list without end is asked before it is needed.
    let endless = (0_u64..).map(|i| (i, customers[0].history(), None));
    assert_eq!(value.residuals(endless).take(2).count(), 2);
    // The place of a bad one.
    let history = customers[0].history(); // two repeat purchases
    let rows = [
        ("a", history, None),
        ("b", history, Some(spent(3, 20.0))),
        ("c", history, Some(spent(4, 20.0))),
    ];
    let results: Vec<_> = value.residuals(rows).collect();
    assert!(results[0].is_ok() && results[1].is_ok());
    assert_eq!(
        results[2].as_ref().unwrap_err().to_string(),
        "item 2 was rejected: number of purchases in the mean spend (4) cannot exceed the number of purchases of the \
         customer, with the first (3)"
    );
}

#[test]
fn what_has_no_value_is_said() {
    let model = bg_nbd(TimeUnit::WEEK);
    let value = value(&model, discount(0.1, Period::Year));
    let history = cdnow_customers()[0].history();
    let steps = |steps| value.residual_in_steps(&history, None, steps, weeks(1.0));
    assert_eq!(
        steps(0).unwrap_err().to_string(),
        "number of steps must be at least 1, got 0"
    );
    assert!(steps(100_001).is_err());
    assert!(steps(1).is_ok());
    let heavy = CustomerValue {
        spend: GammaGamma::new(6.0, 0.79, 15.0).unwrap(),
        ..value
    };
    assert!(matches!(
        heavy.residual(&history, None),
        Err(Error::Diverges { .. })
    ));
    assert!(
        heavy
            .residual(&history, Some(&spent(2, 20.0)))
            .unwrap()
            .present_value()
            > 0.0
    );
    assert_eq!(
        heavy.of_new(FirstPurchase::Included).unwrap_err(),
        heavy.residual(&history, None).unwrap_err()
    );
}

#[cfg(feature = "serde")]
#[test]
fn the_choice_is_saved() {
    crate::support::wire::saved(&FirstPurchase::Included, r#""included""#);
    crate::support::wire::saved(&FirstPurchase::Excluded, r#""excluded""#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// More time is worth more, a higher rate less; steps are worth less than the continuous form, and not discounted
    /// at all most.
    #[test]
    fn values_are_ordered(
        x in 0_u64..40,
        recency in 0.01_f64..1.0,
        age in 1.0_f64..400.0,
        rate in 0.0_f64..2.0,
        length in 0.1_f64..500.0,
        mean in 0.5_f64..500.0,
    ) {
        let pareto = ParetoNbd::new(0.553, 10.578, 0.606, 11.669, TimeUnit::WEEK).unwrap();
        let bg = BgNbd::new(0.243, 4.414, 0.793, 2.426, TimeUnit::WEEK).unwrap();
        let last = if x > 0 { recency * age } else { 0.0 };
        let history = PurchaseHistory::new(x, last, age, TimeUnit::WEEK).unwrap();
        let spend = (x > 0).then(|| spent(x, mean));
        for model in [&pareto as &dyn PurchaseModel, &bg] {
            let at = |rate| CustomerValue {
                purchases: model,
                spend: published(),
                margin: Proportion::ONE,
                discount: discount(rate, Period::Year),
            };
            let within = |rate, length| at(rate).residual_within(&history, spend.as_ref(), weeks(length)).unwrap().present_value();
            let here = within(rate, length);
            let slack = 1.0 + 1e-10;
            prop_assert!(here >= 0.0 && here.is_finite());
            prop_assert!(within(rate, 1.5 * length) * slack >= here);
            prop_assert!(within(rate + 0.1, length) <= here * slack);
            let steps = at(rate).residual_in_steps(&history, spend.as_ref(), 10, weeks(length / 10.0)).unwrap().present_value();
            prop_assert!(steps <= here * slack);
            let step = libm::log1p(rate) / (365.0 / 7.0) * length / 10.0;
            prop_assert!(steps * libm::exp(step) * slack >= here, "each step loses at most its own discount");
        }
    }
}
