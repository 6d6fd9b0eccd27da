//! Fits of the CDNOW customers, and of data that cannot be fitted.

use tenure::clv::fitting::{Fitter, ParametricModel};
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{BgNbd, MbgNbd, PurchaseModel};
use tenure::units::TimeUnit;
use tenure::{Error, Merge as _};

use super::{close, history, weeks};
use crate::support::clv::{cdnow_customers, cdnow_table, cdnow_table_2dp, clv};

/// Parameters, likelihood, standard errors and covariance of a fit of the file.
#[track_caller]
fn fits<M>(fitter: Fitter<M>, table: &HistoryTable, id: &str)
where
    M: ParametricModel<Data = HistoryTable>,
{
    let fit = fitter.fit(table).unwrap();
    let value = &clv(id)["value"];
    close(fit.log_likelihood(), value["LL"].as_f64().unwrap(), 1e-12);
    let got = fit.model().values();
    for (i, name) in M::PARAMETERS.iter().enumerate() {
        close(got[i], value["params"][name].as_f64().unwrap(), 1e-8);
        close(
            fit.standard_errors()[i],
            value["se"][name].as_f64().unwrap(),
            1e-8,
        );
        for j in 0..4 {
            // The covariances of the rates with leaving are differences of what is larger.
            let spread = (fit.covariance()[[i, i]] * fit.covariance()[[j, j]]).sqrt();
            let want = value["vcov"][i][j].as_f64().unwrap();
            assert!(
                (fit.covariance()[[i, j]] - want).abs() < 1e-8 * spread,
                "{i} {j}"
            );
        }
    }
    assert!(
        fit.convergence().iterations <= 15,
        "{:?}",
        fit.convergence()
    );
}

#[test]
fn cdnow() {
    fits(BgNbd::fitter(), &cdnow_table(), "fit_bg_exact");
    fits(BgNbd::fitter(), &cdnow_table_2dp(), "fit_bg_2dp");
    fits(MbgNbd::fitter(), &cdnow_table(), "fit_mbg_exact");
}

/// What the docs say of counting churned customers, and how many purchases are foretold; there were 1882.
#[test]
fn cdnow_customers_still_there() {
    let table = cdnow_table();
    let total = |f: &dyn Fn(&tenure::clv::history::PurchaseHistory) -> f64| -> f64 {
        table.rows().map(|(row, n)| n as f64 * f(&row)).sum()
    };
    let bg = BgNbd::fitter().fit(&table).unwrap().into_model();
    let mbg = MbgNbd::fitter().fit(&table).unwrap().into_model();
    assert_eq!(format!("{:.1}", total(&|row| bg.p_alive(row))), "1917.3");
    assert_eq!(format!("{:.1}", total(&|row| mbg.p_alive(row))), "1057.6");
    let ahead = weeks(39.0);
    assert_eq!(
        format!("{:.3}", total(&|row| bg.expected_purchases(row, ahead))),
        "1653.409"
    );
    assert_eq!(
        format!("{:.3}", total(&|row| mbg.expected_purchases(row, ahead))),
        "1576.728"
    );
}

/// The same model whatever time is counted in, with the likelihood moved by Σx·ln of the scale (trap T12).
#[test]
fn the_unit_changes_nothing_but_the_numbers() {
    let table = cdnow_table();
    let week = BgNbd::fitter().fit(&table).unwrap();
    for unit in [
        TimeUnit::HOUR,
        TimeUnit::DAY,
        TimeUnit::MONTH,
        TimeUnit::YEAR,
    ] {
        let fit = BgNbd::fitter().unit(unit).fit(&table).unwrap();
        let scale = TimeUnit::WEEK.in_days() / unit.in_days();
        close(fit.model().alpha(), week.model().alpha() * scale, 1e-8);
        close(fit.model().b(), week.model().b(), 1e-8);
        close(
            fit.log_likelihood(),
            week.log_likelihood() - 2457.0 * scale.ln(),
            1e-12,
        );
        let same = fit.model().in_unit(TimeUnit::WEEK).unwrap();
        close(same.alpha(), week.model().alpha(), 1e-8);
    }
}

/// To the bit, whatever order the customers came in, and on how many machines.
#[test]
fn shards_fit_as_the_whole() {
    let customers = cdnow_customers();
    let shard = |k: usize| -> HistoryTable {
        customers
            .iter()
            .skip(k)
            .step_by(3)
            .map(crate::support::clv::Customer::history)
            .collect()
    };
    let mut merged = shard(2);
    merged.merge(shard(0));
    merged.merge(shard(1));
    let whole = MbgNbd::fitter().fit(&cdnow_table()).unwrap();
    assert_eq!(MbgNbd::fitter().fit(&merged).unwrap(), whole);
    assert_eq!(MbgNbd::fitter().parallel(true).fit(&merged).unwrap(), whole);
}

fn table(rows: &[(u64, f64, f64, u64)]) -> HistoryTable {
    let mut table = HistoryTable::default();
    for (x, last, age, customers) in rows {
        table.push_many(history(*x, *last, *age), *customers);
    }
    table
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let none = BgNbd::fitter().fit(&HistoryTable::default()).unwrap_err();
    assert_eq!(none.to_string(), "a fit needs at least 1 customer, got 0");

    let nobody_came_back = table(&[(0, 0.0, 39.0, 100), (0, 0.0, 30.0, 50)]);
    assert_eq!(
        MbgNbd::fitter()
            .fit(&nobody_came_back)
            .unwrap_err()
            .to_string(),
        "MBG/NBD cannot be identified from these data: nobody came back; watch customers for longer"
    );
}

/// Everybody still buying at the end: nobody leaves, so a runs to 0 (trap T9).
#[test]
fn where_nobody_leaves_the_fit_says_so() {
    let loyal = table(&[
        (1, 38.0, 39.0, 40),
        (2, 38.5, 39.0, 50),
        (5, 38.9, 39.0, 40),
        (12, 38.9, 39.0, 20),
        (20, 38.95, 39.0, 10),
    ]);
    let error = BgNbd::fitter().fit(&loyal).unwrap_err();
    let Error::Unbounded {
        parameter, upwards, ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((parameter, upwards), ("a", false), "{error}");
    assert!(
        error.to_string().contains("use the NBD") || error.to_string().contains("the NBD, whose"),
        "{error}"
    );
}

/// Everybody at the same rate: r and alpha run to infinity together (trap T9).
#[test]
fn where_rates_are_all_alike_the_fit_says_so() {
    let alike = table(&[
        (1, 1.0, 39.0, 60),
        (2, 2.0, 39.0, 30),
        (5, 5.0, 39.0, 20),
        (9, 9.0, 39.0, 10),
        (14, 14.0, 39.0, 10),
        (30, 30.0, 39.0, 5),
        (38, 38.2, 39.0, 50),
        (39, 38.8, 39.0, 100),
        (40, 38.9, 39.0, 50),
    ]);
    let error = BgNbd::fitter().fit(&alike).unwrap_err();
    let Error::Unbounded {
        parameter, upwards, ..
    } = error
    else {
        panic!("{error}");
    };
    assert!(upwards, "{error}");
    assert!(parameter.starts_with('r'), "{error}");
    // A prior is the remedy named, or a ridge.
    let fit = BgNbd::fitter().ridge(0.01).fit(&alike).unwrap();
    assert!(fit.evidence().penalised);
}

/// Some who keep coming back beside many who never did: a and b run to 0 together, and an NBD says something else.
#[test]
fn where_customers_leave_at_once_or_never_the_fit_says_so() {
    let mut rows: Vec<_> = (1..30)
        .map(|i| (0, 0.0, f64::from(i * 13) / 7.0, 1))
        .collect();
    rows.extend([1, 12, 40].map(|x| (x, 270.0 / 7.0, 271.0 / 7.0, 1)));
    let error = MbgNbd::fitter().fit(&table(&rows)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "MBG/NBD has no best fit, because a together with b goes to 0: customers seem to leave at the first chance or never; watch them for longer, or put priors on a and b"
    );
}
