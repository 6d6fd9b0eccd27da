//! Fits.

use tenure::Merge;
use tenure::clv::fitting::{Fitter, ParametricModel};
use tenure::clv::history::{HistoryTable, PurchaseHistory};
use tenure::clv::models::{Nbd, ParetoNbd, PurchaseModel};
use tenure::stats::Fit;
use tenure::units::{DiscountRate, Period, TimeUnit};

use super::{days, history, model};
use crate::support::assert_close;
use crate::support::clv::{cdnow_rows, cdnow_table, cdnow_table_2dp, clv, clv_number};

const DAY: TimeUnit = TimeUnit::DAY;

fn fit(fitter: &Fitter<ParetoNbd>, table: &HistoryTable) -> Fit<ParetoNbd> {
    fitter.fit(table).unwrap()
}

/// Of `tests/golden/pareto_nbd.tsv`.
fn covariance(i: usize, j: usize) -> f64 {
    let start = format!("covariance\t{i}\t{j}\t");
    let table = include_str!("../../../golden/pareto_nbd.tsv");
    let line = table.lines().find_map(|line| line.strip_prefix(&start));
    line.unwrap().parse().unwrap()
}

#[test]
fn cdnow_is_as_published() {
    let fit = fit(&ParetoNbd::fitter(), &cdnow_table());
    println!("{:?}", fit.convergence());
    for (i, (name, got)) in ParetoNbd::PARAMETERS
        .iter()
        .zip(fit.model().values())
        .enumerate()
    {
        assert_close(
            got,
            clv_number("fit_pn_exact", &format!("value/params/{name}")),
            1e-8,
        );
        let se = clv_number("fit_pn_exact", &format!("value/se/{name}"));
        // The reference differentiates by differences, which leaves it seven digits.
        assert_close(fit.standard_errors()[i], se, 5e-8);
        for j in 0..4 {
            // Two parameters that have little to do with each other: compared on the scale of their errors.
            let want = clv_number("fit_pn_exact", &format!("value/vcov/{i}/{j}"));
            let got = fit.covariance()[[i, j]];
            let scale = fit.standard_errors()[i] * fit.standard_errors()[j];
            assert!((got - want).abs() < 1e-7 * scale, "{i} {j}: {got} {want}");
            // In 36 digits the likelihood bears differences.
            let want = covariance(i, j);
            assert!((got - want).abs() < 1e-11 * scale, "{i} {j}: {got} {want}");
        }
    }
    assert_close(
        fit.log_likelihood(),
        clv_number("fit_pn_exact", "value/LL"),
        1e-12,
    );
    assert!(
        fit.convergence().iterations <= 12,
        "{:?}",
        fit.convergence()
    );
    // T9: β is known far worse than the rest.
    assert!(
        fit.evidence().condition_number > 100.0,
        "{:?}",
        fit.evidence()
    );

    // Customer 1 at 15 % a year: what quadrature makes of these parameters.
    let weekly = clv("delta_weekly_15pct")["value"].as_f64().unwrap();
    let rate = DiscountRate::continuous(weekly, Period::Week).unwrap();
    let first = history(2, 213.0, 272.0, DAY);
    let got = fit.model().discounted_purchases(&first, rate).unwrap();
    assert_close(got, 6.500_351_834_27, 1e-9);

    // The published 6.500198711 is of times rounded to two decimals of a week.
    let rounded = self::fit(&ParetoNbd::fitter(), &cdnow_table_2dp());
    let first = history(2, 30.43, 38.86, TimeUnit::WEEK);
    let got = rounded.model().discounted_purchases(&first, rate).unwrap();
    assert_close(got, 6.500_198_711, 1e-9);
}

/// T12: the unit changes α, β and the scale of the density, and nothing else.
#[test]
fn the_unit_does_not_matter() {
    let table = cdnow_table();
    let (weekly, daily) = (
        fit(&ParetoNbd::fitter(), &table),
        fit(&ParetoNbd::fitter().unit(DAY), &table),
    );
    let converted = weekly.model().in_unit(DAY).unwrap();
    for (got, want) in daily.model().values().iter().zip(converted.values()) {
        assert_close(*got, want, 1e-9);
    }
    let purchases = table.repeat_purchases() as f64;
    assert_close(
        daily.log_likelihood(),
        weekly.log_likelihood() - purchases * 7_f64.ln(),
        1e-13,
    );
    assert_eq!(daily.model().unit(), DAY);
}

#[test]
fn no_bit_depends_on_order_shards_or_threads() {
    let rows = cdnow_rows();
    let of = |rows: &[[u64; 4]]| {
        let mut table = HistoryTable::default();
        for [x, last, age, n] in rows {
            table.push_many(history(*x, *last as f64, *age as f64, DAY), *n);
        }
        table
    };
    let whole = fit(&ParetoNbd::fitter(), &of(&rows));
    let reversed: Vec<_> = rows.iter().rev().copied().collect();
    let (first, second) = reversed.split_at(300);
    let mut merged = of(first);
    merged.merge(of(second));
    assert_eq!(fit(&ParetoNbd::fitter(), &merged), whole);
    assert_eq!(fit(&ParetoNbd::fitter().parallel(true), &merged), whole);
}

/// As many rows as make several blocks, from parameters that put α far from β; found again within four standard
/// errors each.
#[test]
fn known_parameters_are_found_again() {
    for (seed, truth) in [
        [0.5, 40.0, 1.5, 400.0],
        [2.0, 100.0, 0.5, 5.0],
        [0.8, 10.0, 0.9, 300.0],
    ]
    .into_iter()
    .enumerate()
    {
        let drawn = model(truth, DAY);
        let mut table = HistoryTable::default();
        for i in 0..4000_u64 {
            let age = 200.0 + (i % 97) as f64;
            let customer = drawn.simulate(days(age), 1000 * i + seed as u64).unwrap();
            let x = customer.purchases.len() as u64;
            let last = customer.purchases.last().copied().unwrap_or(0.0).min(age);
            table.push(PurchaseHistory::new(x, last, age, DAY).unwrap());
        }
        let fit = fit(&ParetoNbd::fitter().unit(DAY), &table);
        println!(
            "{:?} {:?} {:?}",
            fit.model(),
            fit.standard_errors(),
            fit.convergence()
        );
        for ((got, want), se) in fit
            .model()
            .values()
            .iter()
            .zip(truth)
            .zip(fit.standard_errors())
        {
            assert!(
                (got - want).abs() <= 4.0 * se,
                "{:?} ± {:?}",
                fit.model(),
                fit.standard_errors()
            );
        }
        // The sum of single likelihoods is that of the fit.
        let ll: f64 = table
            .rows()
            .map(|(h, n)| n as f64 * fit.model().log_likelihood(&h))
            .sum();
        assert_close(fit.log_likelihood(), ll, 1e-13);
    }
}

/// Nobody leaves: then the model is an NBD, and says so.
#[test]
fn customers_who_never_leave_are_an_nbd() {
    let drawn = Nbd::new(2.0, 20.0, DAY).unwrap();
    let mut table = HistoryTable::default();
    for i in 0..800_u64 {
        let age = 150.0 + (i % 50) as f64;
        let customer = drawn.simulate(days(age), i).unwrap();
        let x = customer.purchases.len() as u64;
        let last = customer.purchases.last().copied().unwrap_or(0.0).min(age);
        table.push(PurchaseHistory::new(x, last, age, DAY).unwrap());
    }
    match ParetoNbd::fitter().fit(&table) {
        Err(error) => {
            let text = error.to_string();
            println!("{text}");
            assert!(text.contains("NBD"), "{text}");
        }
        Ok(fit) => {
            // A draw in which a few seem to leave has a maximum; then it is above that of the NBD.
            let nbd = Nbd::fitter().fit(&table).unwrap();
            assert!(fit.log_likelihood() >= nbd.log_likelihood());
        }
    }
    // With a ridge there is always an answer.
    let ridged = fit(&ParetoNbd::fitter().ridge(0.01), &table);
    assert!(ridged.evidence().penalised);
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let empty = ParetoNbd::fitter()
        .fit(&HistoryTable::default())
        .unwrap_err();
    assert_eq!(empty.to_string(), "a fit needs at least 1 customer, got 0");

    let never: HistoryTable = (1..50)
        .map(|i| history(0, 0.0, 20.0 + f64::from(i), DAY))
        .collect();
    assert_eq!(
        ParetoNbd::fitter().fit(&never).unwrap_err().to_string(),
        "Pareto/NBD has no best fit, because r goes to 0: nobody came back, so no purchase rate can be estimated; \
         watch customers for longer, or put a prior on parameter r"
    );

    let even: HistoryTable = (1..50)
        .map(|i| history(10, 99.0, 100.0 + f64::from(i) / 50.0, DAY))
        .collect();
    let error = ParetoNbd::fitter().fit(&even).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Pareto/NBD has no best fit, because r together with alpha goes to infinity: customers' purchase rates \
         differ no more than chance explains; put a prior on parameter r to say how much they differ"
    );
}
