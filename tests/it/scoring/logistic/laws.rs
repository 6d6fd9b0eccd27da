//! What must not change a fit, and what must change it in a known way.

use proptest::prelude::*;
use tenure::scoring::{LabelledRows, LogisticChurn, LogisticFitter};
use tenure::stats::Fit;

use super::reference::{fit, tiny};
use crate::support::assert_close;
use crate::support::churn::data;

type Rows = Vec<(Vec<f64>, bool)>;

/// Sixty customers with three features and overlapping classes.
fn customers() -> impl Strategy<Value = Rows> {
    let one = (-3.0..3.0_f64, 0_u8..4, -50.0..50.0_f64, 0.0..1.0_f64);
    proptest::collection::vec(one, 60..90).prop_map(|all| {
        all.into_iter()
            .map(|(a, b, c, u)| {
                let x = vec![a, f64::from(b), c];
                let odds = (0.5 * a + 0.3 * f64::from(b) - 0.01 * c - 0.5).exp();
                (x, u < odds / (1.0 + odds))
            })
            .collect()
    })
}

fn of(rows: &Rows) -> Option<Fit<LogisticChurn>> {
    LogisticChurn::fitter().fit(rows.clone()).ok()
}

fn logit(fit: &Fit<LogisticChurn>, x: &[f64]) -> f64 {
    let terms = fit.model().coefficients().iter().zip(x);
    fit.model().intercept() + terms.map(|(b, x)| b * x).sum::<f64>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_rows_and_columns_does_not_matter(rows in customers(), turn in 0_usize..90) {
        let Some(fit) = of(&rows) else { return Ok(()); };
        let mut turned = rows.clone();
        let turn = turn % rows.len();
        turned.rotate_left(turn);
        turned.reverse();
        let same = of(&turned).unwrap();
        assert_close(same.log_likelihood(), fit.log_likelihood(), 1e-13);
        let permuted: Rows = rows.iter().map(|(x, y)| (vec![x[2], x[0], x[1]], *y)).collect();
        let columns = of(&permuted).unwrap();
        for (place, from) in [(0, 2), (1, 0), (2, 1)] {
            let error = (columns.model().coefficients()[place] - fit.model().coefficients()[from]).abs();
            prop_assert!(error <= 1e-9 * fit.standard_errors()[from + 1]);
            assert_close(columns.standard_errors()[place + 1], fit.standard_errors()[from + 1], 1e-9);
        }
    }

    #[test]
    fn units_do_not_matter(rows in customers(), scale in -8_i32..8, shift in -100.0..100.0_f64) {
        let Some(fit) = of(&rows) else { return Ok(()); };
        let scale = -(10.0_f64.powi(scale));
        let other: Rows = rows.iter().map(|(x, y)| (vec![x[0] * scale, x[1] + shift, x[2]], *y)).collect();
        let same = of(&other).unwrap();
        assert_close(same.log_likelihood(), fit.log_likelihood(), 1e-12);
        for ((x, _), (other, _)) in rows.iter().zip(&other) {
            prop_assert!((logit(&fit, x) - logit(&same, other)).abs() < 1e-8);
        }
        // So too with a ridge, which is on standardised features.
        let ridge = |rows: &Rows| LogisticChurn::fitter().ridge(2.0).fit(rows.clone()).unwrap();
        assert_close(ridge(&other).log_likelihood(), ridge(&rows).log_likelihood(), 1e-12);
    }

    #[test]
    fn a_weight_of_three_is_three_customers(rows in customers()) {
        let copies = |place: usize| [1_u8, 3, 0, 2][place % 4];
        let weighted = rows.iter().enumerate().map(|(place, (x, y))| (x.clone(), *y, f64::from(copies(place))));
        let each: Rows = rows
            .iter()
            .enumerate()
            .flat_map(|(place, row)| vec![row.clone(); copies(place).into()])
            .collect();
        let Some(fit) = of(&each) else { return Ok(()); };
        let same = LogisticChurn::fitter().fit_weighted(weighted).unwrap();
        assert_close(same.log_likelihood(), fit.log_likelihood(), 1e-12);
        assert_close(same.observations(), fit.observations(), 0.0);
        for (a, b) in same.standard_errors().iter().zip(fit.standard_errors()) {
            assert_close(*a, *b, 1e-9);
        }
    }

    /// Exchanging the labels changes every sign and nothing else.
    #[test]
    fn staying_is_the_mirror_of_leaving(rows in customers()) {
        let Some(fit) = of(&rows) else { return Ok(()); };
        let mirror: Rows = rows.iter().map(|(x, y)| (x.clone(), !y)).collect();
        let mirror = of(&mirror).unwrap();
        assert_close(mirror.log_likelihood(), fit.log_likelihood(), 1e-12);
        for (place, (a, b)) in mirror.model().coefficients().iter().zip(fit.model().coefficients()).enumerate() {
            prop_assert!((a + b).abs() <= 1e-9 * fit.standard_errors()[place + 1]);
        }
    }
}

/// However the customers are cut into chunks, and however many threads there are.
#[test]
fn chunks_and_threads_give_the_same_fit() {
    let (names, rows) = data("fair");
    let all = LabelledRows::try_from_iter(rows.clone()).unwrap();
    let whole = fit("fair", |options| options);
    let fitter = || LogisticChurn::fitter().features(names.clone());
    assert_eq!(fitter().fit_view(all.view()).unwrap(), whole);
    for size in [700, 1024, 3000, 10_000] {
        let chunks: Vec<_> = rows
            .chunks(size)
            .map(|chunk| LabelledRows::try_from_iter(chunk.to_vec()).unwrap())
            .collect();
        let fit = fitter()
            .fit_chunks(|take| chunks.iter().try_for_each(|chunk| take(chunk.view())))
            .unwrap();
        assert_eq!(fit, whole, "chunks of {size}");
    }
    #[cfg(feature = "rayon")]
    for threads in [1, 2, 3] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let fitter = || fitter().parallel(true);
            assert_eq!(fitter().fit_view(all.view()).unwrap(), whole);
            let halves = rows.split_at(rows.len() / 3);
            let fit = fitter().fit_chunks(|take| {
                for half in [halves.0, halves.1] {
                    take(LabelledRows::try_from_iter(half.to_vec())?.view())?;
                }
                Ok(())
            });
            assert_eq!(fit.unwrap(), whole);
        });
    }
}

#[test]
fn a_source_may_fail_and_its_items_are_counted_over_all_chunks() {
    let good = LabelledRows::try_from_iter(tiny("four_points")).unwrap();
    let bad = LabelledRows::try_from_iter([([1.0], true), ([f64::NAN], true)]).unwrap();
    let error = LogisticChurn::fitter()
        .fit_chunks(|take| {
            take(good.view())?;
            take(bad.view())
        })
        .unwrap_err();
    assert!(
        error.to_string().starts_with("item 5 was rejected"),
        "{error}"
    );
    // By the fitter's names, else by the chunk's own; counted beyond the first block, too.
    let many =
        LabelledRows::try_from_iter((0..1500).map(|i| ([f64::from(i)], i % 3 == 0))).unwrap();
    let months = ["months".into()];
    for fitter in [
        LogisticChurn::fitter().features(["months"]),
        LogisticChurn::fitter(),
    ] {
        let error = fitter
            .fit_chunks(|take| {
                take(many.view().named(&months)?)?;
                take(bad.view())
            })
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "item 1501 was rejected: feature \"months\": feature must be a finite number, got NaN"
        );
    }
    let named = LogisticChurn::fitter()
        .fit_chunks(|take| take(good.view().named(&months)?))
        .unwrap();
    assert_eq!(named.model().names().collect::<Vec<_>>(), ["months"]);
    // A source that takes no notice of an error, and one that can be gone through but once.
    let deaf = LogisticChurn::fitter().fit_chunks(|take| {
        let _unnoticed = take(many.view()).and_then(|()| take(bad.view()));
        take(good.view()).or(Ok(()))
    });
    assert!(deaf.unwrap_err().to_string().starts_with("item 1501 was"));
    let mut once = Some(&good);
    let spent = LogisticChurn::fitter()
        .fit_chunks(|take| once.take().map_or(Ok(()), |rows| take(rows.view())));
    assert_eq!(
        spent.unwrap_err().to_string(),
        "the customers of the first pass and of a later one must be equal in number, got 4 and 0"
    );
    let nothing = LogisticChurn::fitter().fit_chunks(|_| Ok(())).unwrap_err();
    assert_eq!(
        nothing.to_string(),
        "a churn model needs at least 1 customer who churned, got 0"
    );
    let firth = LogisticChurn::fitter().fit_chunks(|take| take(good.view()));
    assert_eq!(firth, LogisticFitter::default().fit_view(good.view()));
}
