//! Money: thresholds, offers, and the profit measures against brute force.

use proptest::prelude::*;
use tenure::scoring::evaluation::{
    ExpectedMaximumProfit, Forecasts, IsotonicCalibration, Payoffs, PlattScaling, ProfitCurve,
    Ranking, RetentionCampaign, RetentionOffer,
};
use tenure::units::Proportion;

use super::{scored, scores, share};
use crate::support::assert_close;

#[test]
fn an_offer_by_hand() {
    let offer = RetentionOffer::new(200.0, share(0.25), 4.0).unwrap();
    assert_eq!(offer.expected_gain(share(0.5)), 21.0);
    assert_eq!(offer.expected_gain(share(0.0)), -4.0);
    assert_eq!(offer.break_even(), Some(share(0.08)));
    assert!(offer.is_worth_it(share(0.081)) && !offer.is_worth_it(share(0.08)));
    let with = offer.with_incentive(20.0).unwrap();
    // ½·¼·180 − ½·20 − 4
    assert_eq!(with.expected_gain(share(0.5)), 8.5);
    assert_close(with.break_even().unwrap().get(), 24.0 / 65.0, 1e-15);
    // Never worth it: costs more than could be saved.
    let dear = RetentionOffer::new(10.0, share(0.25), 4.0).unwrap();
    assert_eq!(dear.break_even(), None);
    assert_eq!(dear.payoffs().threshold(), None);
    assert!(dear.whom_to_contact([("all", Proportion::ONE)]).is_empty());
    // Free, and it saves nobody: no threshold, and no division by 0.
    let idle = RetentionOffer::new(0.0, Proportion::ZERO, 0.0).unwrap();
    assert_eq!(idle.break_even(), None);
    assert_eq!(idle.expected_gain(Proportion::ONE), 0.0);
    // Everybody gets it, and it is worth as much as the customer.
    let all = offer.with_incentive(200.0).unwrap();
    assert_eq!(all.break_even(), None);
}

#[test]
fn a_curve_by_hand() {
    let costs = Payoffs::new(10.0, -2.0, -3.0, 0.5).unwrap();
    // Gains 13 a churner caught, costs 2.5 a false alarm.
    assert_close(costs.threshold().unwrap().get(), 2.5 / 15.5, 1e-15);
    let scores = [
        (5.0, true),
        (4.0, false),
        (4.0, true),
        (3.0, false),
        (1.0, true),
    ];
    let curve = ProfitCurve::new(costs, scores).unwrap();
    let profits: Vec<f64> = curve.choices().map(|choice| choice.profit).collect();
    assert_eq!(profits, [-8.0, 5.0, 15.5, 13.0, 26.0]);
    let best = curve.best().unwrap();
    assert_eq!((best.threshold, best.profit), (Some(1.0), 26.0));
    assert_eq!(best.profit_per_customer(), Some(5.2));
    // Of equal profits the one with the fewest contacts.
    let even = Payoffs::new(1.0, -1.0, 0.0, 0.0).unwrap();
    let even = ProfitCurve::new(even, scores).unwrap().best().unwrap();
    assert_eq!((even.threshold, even.profit), (Some(5.0), 1.0));
    assert_eq!(curve.at(4.0).unwrap().profit, 15.5);
    assert_eq!(curve.at(4.5).unwrap().profit, 5.0);
    assert_eq!(curve.at(-9.0).unwrap().profit, 26.0);
    // A budget of two contacts: the two who score 4 would be one too many.
    assert_eq!(curve.top_share(share(0.4)).profit, 5.0);
    assert_eq!(curve.top_share(Proportion::ZERO).threshold, None);
    assert_eq!(
        format!("{curve:.1}"),
        "contacted  customers  from score  churners  profit\n\
         0%                 0           –         0    -8.0\n\
         10%                0           –         0    -8.0\n\
         20%                1      5.0000         1     5.0\n\
         30%                1      5.0000         1     5.0\n\
         40%                1      5.0000         1     5.0\n\
         50%                1      5.0000         1     5.0\n\
         60%                3      4.0000         2    15.5\n\
         70%                3      4.0000         2    15.5\n\
         80%                4      3.0000         2    13.0\n\
         90%                4      3.0000         2    13.0\n\
         100%               5      1.0000         3    26.0\n\
         best               5      1.0000         3    26.0"
    );
}

#[test]
fn nobody_to_contact() {
    let none: [(f64, bool); 0] = [];
    let offer = RetentionOffer::new(100.0, share(0.5), 1.0).unwrap();
    let curve = ProfitCurve::new(offer, none).unwrap();
    assert_eq!(curve.best(), None);
    assert_eq!(curve.at(0.5).unwrap().profit, 0.0);
    assert_eq!(curve.at(0.5).unwrap().profit_per_customer(), None);
    assert_eq!(
        curve.top_share(Proportion::ONE).to_string(),
        "nobody contacted, 0.00"
    );
    let campaign = RetentionCampaign::default();
    assert_eq!(
        ExpectedMaximumProfit::of(campaign, none)
            .unwrap_err()
            .to_string(),
        "an expected maximum profit needs at least 1 customer, got 0"
    );
    // Nobody churns: the best campaign is none.
    let calm = ExpectedMaximumProfit::of(campaign, [(0.5, false), (0.2, false)]).unwrap();
    assert_eq!((calm.profit(), calm.at_mean_save_rate()), (0.0, 0.0));
    assert_eq!(calm.contacted(), Proportion::ZERO);
}

/// With a save rate nearly certain the two are the same sum added up in two ways: still never above.
#[test]
fn the_maximum_at_the_mean_is_never_above_the_expected_one() {
    for (alpha, beta) in [(100.0, 400.0), (300.0, 300.0), (900.0, 100.0), (2e3, 9e3)] {
        for k in 0..8_u32 {
            let items = (0..20_u32).map(|i| (f64::from(i), (i * i + k * 7 + i * k) % 20 < i));
            let campaign = RetentionCampaign::new(100.0 + f64::from(k), 5.0, 0.01)
                .and_then(|campaign| campaign.with_save_rate(alpha, beta))
                .unwrap();
            let got = ExpectedMaximumProfit::of(campaign, items).unwrap();
            assert!(got.profit() >= got.at_mean_save_rate(), "{got:?}");
        }
    }
}

/// 0.29 · 100 is 28.999999999999996.
#[test]
fn a_budget_is_not_short_of_a_customer_by_a_last_bit() {
    let offer = RetentionOffer::new(10.0, Proportion::ONE, 1.0).unwrap();
    let scores = (0..100_u8).map(|i| (f64::from(i), i % 2 == 0));
    let curve = ProfitCurve::new(offer, scores).unwrap();
    for percent in 0..=100_u8 {
        for share in [f64::from(percent) / 100.0, f64::from(percent) * 0.01] {
            let choice = curve.top_share(Proportion::new(share).unwrap());
            let contacted = choice.confusion.flagged().successes();
            assert_eq!(contacted, u64::from(percent), "{share}");
        }
    }
    let choice = curve.top_share(share(0.299));
    assert_eq!(choice.confusion.flagged().successes(), 29);
}

/// All churn: contact all from γ = f/(CLV − d) on; E[(γ − γ₀)⁺] of a uniform save rate by hand.
#[test]
fn everybody_churns() {
    let campaign = RetentionCampaign::new(100.0, 0.0, 20.0)
        .and_then(|campaign| campaign.with_save_rate(1.0, 1.0))
        .unwrap();
    let worth = ExpectedMaximumProfit::of(campaign, [(0.3, true), (0.9, true)]).unwrap();
    // 100·∫ from 0.2 to 1 of (γ − 0.2) dγ = 100·0.8²/2; contacted where γ > 0.2.
    assert_close(worth.profit(), 32.0, 1e-14);
    assert_close(worth.contacted().get(), 0.8, 1e-14);
    assert_close(worth.at_mean_save_rate(), 30.0, 1e-14);
}

/// A perfect score of one churner in four, uniform save rate: (CLV − d)/4·E[(γ − f/(CLV − d))⁺].
#[test]
fn a_perfect_score() {
    let campaign = RetentionCampaign::new(110.0, 10.0, 5.0)
        .and_then(|campaign| campaign.with_save_rate(1.0, 1.0))
        .unwrap();
    let items = [(0.9, true), (0.5, false), (0.4, false), (0.1, false)];
    let worth = ExpectedMaximumProfit::of(campaign, items).unwrap();
    assert_close(worth.profit(), 25.0 * 0.95 * 0.95 / 2.0, 1e-14);
    // Beyond the churner the next corner would pay from γ = (0 + 15·3)/0: never.
    assert_close(worth.contacted().get(), 0.95 / 4.0, 1e-14);
}

/// ∫ max over all thresholds of the profit, weighted with the beta density, by Simpson's rule.
fn brute(items: &[(f64, bool)], (clv, d, f): (f64, f64, f64), (alpha, beta): (f64, f64)) -> f64 {
    let n = items.len() as f64;
    let cuts: Vec<f64> = items
        .iter()
        .map(|item| item.0)
        .chain([f64::INFINITY])
        .collect();
    let counts: Vec<(f64, f64)> = cuts
        .iter()
        .map(|&t| {
            let flagged = items.iter().filter(|item| item.0 >= t);
            let caught = flagged.clone().filter(|item| item.1).count() as f64;
            (caught / n, flagged.count() as f64 / n - caught / n)
        })
        .collect();
    let steps = 20_000;
    let (mut total, mut weight) = (0.0, 0.0);
    for step in 0..=steps {
        let gamma = f64::from(step) / f64::from(steps);
        let simpson = match step {
            0 => 1.0,
            _ if step == steps => 1.0,
            _ if step % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let density = gamma.powf(alpha - 1.0) * (1.0 - gamma).powf(beta - 1.0) * simpson;
        let best = counts
            .iter()
            .map(|(p1, p0)| p1 * (gamma * (clv - d) - f) - p0 * (d + f))
            .fold(f64::NEG_INFINITY, f64::max);
        total += best * density;
        weight += density;
    }
    total / weight
}

#[test]
fn the_expected_maximum_profit_is_its_integral() {
    let spector = scored("spector", "mle");
    let anes: Vec<_> = scored("anes96", "ridge_C1_raw")
        .into_iter()
        .step_by(7)
        .collect();
    for (items, money, shape) in [
        (&spector, (200.0, 10.0, 1.0), (6.0, 14.0)),
        (&spector, (200.0, 60.0, 20.0), (2.0, 3.0)),
        (&anes, (50.0, 10.0, 5.0), (6.0, 14.0)),
        (&anes, (500.0, 0.0, 25.0), (3.5, 20.0)),
    ] {
        let campaign = RetentionCampaign::new(money.0, money.1, money.2)
            .and_then(|campaign| campaign.with_save_rate(shape.0, shape.1))
            .unwrap();
        let got = ExpectedMaximumProfit::of(campaign, items.iter().copied()).unwrap();
        // The integrand has kinks: Simpson's rule with 20 000 steps is good to 1e-8 here.
        assert_close(got.profit(), brute(items, money, shape), 1e-7);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn measures_of_profit(items in scores(50), clv in 10.0..500.0, part in 0.0..0.9, f in 0.0..20.0) {
        let d = clv * part * 0.3;
        let campaign = RetentionCampaign::new(clv, d, f).unwrap();
        let got = ExpectedMaximumProfit::of(campaign, items.iter().copied()).unwrap();
        // A maximum averaged is no less than the maximum of the average, and contacting nobody is free.
        prop_assert!(got.profit() >= got.at_mean_save_rate());
        prop_assert!(got.at_mean_save_rate() >= 0.0);
        let churners = items.iter().filter(|item| item.1).count() as f64 / items.len() as f64;
        prop_assert!(got.profit() <= churners * (clv - d) + 1e-12);
        // The best threshold of the curve is the maximum profit at the mean save rate.
        let curve = ProfitCurve::new(campaign.expected(), items.iter().copied()).unwrap();
        let best = curve.best().unwrap();
        prop_assert_eq!(best.profit_per_customer().unwrap(), got.at_mean_save_rate());
        prop_assert!(curve.choices().all(|choice| choice.profit <= best.profit));
        // Any rising transform of the scores, any order of rows.
        let bent = items.iter().rev().map(|&(s, y)| (s.exp() * 7.0 - 1.0, y));
        prop_assert_eq!(ExpectedMaximumProfit::of(campaign, bent).unwrap(), got);
        // Another currency: by a power of two to the bit.
        let cents = RetentionCampaign::new(clv * 128.0, d * 128.0, f * 128.0).unwrap();
        let other = ExpectedMaximumProfit::of(cents, items.iter().copied()).unwrap();
        prop_assert_eq!(other.profit(), got.profit() * 128.0);
        prop_assert_eq!(other.contacted(), got.contacted());
        let other = ProfitCurve::new(cents.expected(), items.iter().copied()).unwrap();
        prop_assert_eq!(other.best().unwrap().threshold, best.threshold);
        prop_assert_eq!(other.best().unwrap().profit, best.profit * 128.0);
        // A better order of the same customers is worth no less.
        let ideal = items.iter().map(|&(_, y)| (f64::from(u8::from(y)), y));
        let ideal = ExpectedMaximumProfit::of(campaign, ideal).unwrap();
        prop_assert!(ideal.profit() >= got.profit() - 1e-12 * clv);
    }

    /// Contacting by the break-even probability is contacting those with a positive gain.
    #[test]
    fn thresholds_agree(p in 0.0..=1.0, clv in 1.0..500.0, rate in 0.0..=1.0, d in 0.0..1.0, f in 0.0..50.0) {
        let offer = RetentionOffer::new(clv, share(rate), f)
            .and_then(|offer| offer.with_incentive(d * clv))
            .unwrap();
        let gain = offer.expected_gain(share(p));
        match offer.break_even() {
            Some(least) => prop_assert!((p >= least.get()) == (gain >= 0.0) || gain.abs() < 1e-9 * clv),
            None => prop_assert!(gain <= 1e-9 * clv),
        }
        let (by_offer, by_payoffs) = (offer.break_even(), offer.payoffs().threshold());
        if let (Some(a), Some(b)) = (by_offer, by_payoffs) {
            prop_assert!((a.get() - b.get()).abs() <= 1e-12);
        }
    }
}

#[test]
fn forecasts_have_the_same_curve() {
    let items = scored("spector", "mle");
    let offer = RetentionOffer::new(100.0, share(0.3), 5.0).unwrap();
    let all = Forecasts::try_from_iter(&items).unwrap();
    assert_eq!(
        all.profit_curve(offer),
        ProfitCurve::new(offer, items).unwrap()
    );
}

#[test]
fn a_ranking_has_the_same_curve() {
    let items = scored("spector", "mle");
    let offer = RetentionOffer::new(100.0, share(0.3), 5.0).unwrap();
    let ranking = Ranking::try_from_iter(&items).unwrap();
    let curve = ProfitCurve::new(offer, items.iter().copied()).unwrap();
    assert_eq!(ProfitCurve::of_ranking(offer, &ranking), curve);
    let campaign = RetentionCampaign::default();
    assert_eq!(
        ExpectedMaximumProfit::of_ranking(campaign, &ranking),
        ExpectedMaximumProfit::of(campaign, items.iter().copied())
    );
    assert_eq!(
        PlattScaling::fit_ranking(&ranking),
        PlattScaling::fit(items.iter().copied())
    );
    assert_eq!(
        IsotonicCalibration::fit_ranking(&ranking),
        IsotonicCalibration::fit(items.iter().copied())
    );
}
