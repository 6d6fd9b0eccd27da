use tenure::Error;
use tenure::clv::fitting::LogPrior;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::Nbd;

use super::table;

fn refusal(table: &HistoryTable) -> String {
    Nbd::fitter().fit(table).unwrap_err().to_string()
}

#[test]
fn nobody_is_not_enough() {
    assert_eq!(
        refusal(&HistoryTable::default()),
        "a fit needs at least 1 customer, got 0"
    );
}

#[test]
fn nobody_who_came_back_is_a_rate_of_0() {
    let text = "NBD has no best fit, because r goes to 0: nobody came back, so no purchase rate can be estimated; watch \
                customers for longer, or put priors on r and alpha";
    assert_eq!(refusal(&table([0])), text);
    assert_eq!(refusal(&table([0; 500])), text);
    // The prior it asks for helps: little is bought, whatever r is.
    let prior = LogPrior::new(0.5, 0.5).unwrap();
    let fit = Nbd::fitter().prior("r", prior).fit(&table([0; 500]));
    assert!(
        matches!(
            fit,
            Err(Error::Unbounded {
                parameter: "alpha",
                upwards: true,
                ..
            })
        ),
        "{fit:?}"
    );
    let fit = Nbd::fitter()
        .prior("r", prior)
        .prior("alpha", LogPrior::new(40.0, 1.0).unwrap());
    let fit = fit.fit(&table([0; 500])).unwrap();
    assert!(fit.model().r() < 0.25, "{fit}");
}

#[test]
fn customers_who_do_not_differ_are_told() {
    let text = "NBD has no best fit, because r together with alpha goes to infinity: customers' purchase rates differ no \
                more than chance explains, so one rate fits all; put a prior on parameter r to say how much they differ";
    assert_eq!(refusal(&table([3])), text);
    assert_eq!(refusal(&table([3; 500])), text);
    assert_eq!(refusal(&table([2, 3, 2, 3, 2])), text);
    assert_eq!(refusal(&table([1_000_000_000; 3])), text);
    let prior = LogPrior::new(2.0, 0.5).unwrap();
    let fit = Nbd::fitter()
        .prior("r", prior)
        .fit(&table([3; 500]))
        .unwrap();
    assert!(fit.model().r() > 10.0, "{fit}");
    assert!((fit.model().r() / fit.model().alpha() * 39.0 - 3.0).abs() < 0.01);
}

/// T8: from data of any size and shape there is an answer or a reason, and never "did not converge".
#[test]
fn heavy_buyers_and_crowds_converge() {
    let mut crowd = HistoryTable::default();
    for (history, _) in table([0, 1, 2, 5, 300]).rows() {
        crowd.push_many(history, 1 << 40);
    }
    for data in [
        table([0, 10_000]),
        table([0, 0, 0, 0, 0, 0, 0, 1_000_000]),
        table([1, 100_000_000]),
        table((0..1000).map(|i| i * i)),
        crowd,
    ] {
        let fit = Nbd::fitter().fit(&data).unwrap();
        assert!(fit.convergence().iterations < 40, "{fit}");
        // No place next to it is higher.
        let likelihood = |r: f64, alpha: f64| -> f64 {
            use tenure::clv::models::PurchaseModel as _;
            let model = Nbd::new(
                fit.model().r() * r,
                fit.model().alpha() * alpha,
                tenure::units::TimeUnit::WEEK,
            );
            let model = model.unwrap();
            data.rows()
                .map(|(h, n)| n as f64 * model.log_likelihood(&h))
                .sum()
        };
        let top = likelihood(1.0, 1.0);
        for (r, alpha) in [(1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99)] {
            assert!(likelihood(r, alpha) < top, "{fit}");
        }
    }
}
