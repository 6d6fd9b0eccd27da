//! Deciles and lists of the riskiest.

use proptest::prelude::*;
use tenure::scoring::evaluation::Ranking;
use tenure::units::{Level, Proportion};

use super::ranking;

/// Ten customers, of which the middle six are tied and three of these left.
fn tied() -> Ranking {
    ranking(&[
        (9.0, true),
        (8.0, false),
        (5.0, true),
        (5.0, true),
        (5.0, false),
        (5.0, true),
        (5.0, false),
        (5.0, false),
        (2.0, false),
        (1.0, false),
    ])
}

#[test]
fn the_tied_are_shared_pro_rata() {
    let table = tied().quantile_table(5).unwrap();
    let hits: Vec<_> = table.rows().iter().map(|row| row.part().hits()).collect();
    assert_eq!(hits, [1.0, 1.0, 1.0, 1.0, 0.0]);
    let so_far: Vec<_> = table
        .rows()
        .iter()
        .map(|row| row.cumulative().hits())
        .collect();
    assert_eq!(so_far, [1.0, 2.0, 3.0, 4.0, 4.0]);
    let scores = table
        .rows()
        .iter()
        .map(|row| (row.highest_score(), row.mean_score(), row.lowest_score()));
    assert_eq!(
        scores.collect::<Vec<_>>(),
        [
            (Some(9.0), Some(8.5), Some(8.0)),
            (Some(5.0), Some(5.0), Some(5.0)),
            (Some(5.0), Some(5.0), Some(5.0)),
            (Some(5.0), Some(5.0), Some(5.0)),
            (Some(2.0), Some(1.5), Some(1.0)),
        ]
    );
    let thirds = tied().quantile_table(3).unwrap();
    let hits: Vec<_> = thirds.rows().iter().map(|row| row.part().hits()).collect();
    assert_eq!(hits, [2.0, 1.5, 0.5]); // rows of 4, 3 and 3: 2, 3 and 1 of the tied
    assert_eq!(tied().top(3).unwrap().hits(), 1.5);
    assert_eq!(tied().top(7).unwrap().hits(), 3.5);
}

#[test]
fn figures_of_a_row() {
    let table = tied().quantile_table(5).unwrap();
    let (row, first) = (table.rows()[1], table.rows()[0]);
    assert_eq!(row.part().customers(), 2);
    assert_eq!(row.part().precision(), Some(Proportion::new(0.5).unwrap()));
    assert_eq!(row.part().capture(), Some(Proportion::new(0.25).unwrap()));
    assert_eq!(row.part().lift(), Some(1.25));
    assert_eq!(row.cumulative().lift(), Some(1.25));
    assert_eq!(first.ks(), Some(0.25 - 1.0 / 6.0));
    // Wilson of 1 of 4, over a fifth of the customers.
    let (capture, lift) = (
        row.part().capture_interval(Level::P95).unwrap(),
        row.part().lift_interval(Level::P95).unwrap(),
    );
    assert_eq!(format!("{capture:.4}"), "0.0456 to 0.6994");
    assert_eq!(format!("{lift:.4}"), "0.2279 to 3.4968");
}

#[test]
fn it_reads_as_a_table() {
    let shown = tied().quantile_table(2).unwrap().to_string();
    assert_eq!(
        shown,
        "\
part  customers    churned    rate             95%      score  capture   total    lift      KS
   1          5        2.5   50.0%   17.0 to 83.0%     6.4000    62.5%   62.5%    1.25   0.208
   2          5        1.5   30.0%    7.3 to 70.1%     3.6000    37.5%  100.0%    0.75   0.000"
    );
    let no_churn = ranking(&[(1e9, false), (1e-9, false), (250.0, false)]);
    let shown = no_churn.deciles().unwrap().to_string();
    assert_eq!(shown.lines().count(), 11);
    assert!(
        shown.contains("1.00e9") && shown.contains("1.00e-9") && shown.contains("250.0"),
        "{shown}"
    );
    assert!(
        !shown.contains("NaN") && shown.lines().nth(2).unwrap().ends_with('–'),
        "{shown}"
    );
}

#[test]
fn the_number_of_rows_is_checked() {
    for rows in [0, 1, 101, 255] {
        let error = tied().quantile_table(rows).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("number of rows must be from 2 to 100, got {rows}")
        );
    }
    assert_eq!(
        Ranking::default()
            .quantile_table(10)
            .unwrap_err()
            .to_string(),
        "a quantile table needs at least 1 customer, got 0"
    );
    assert_eq!(Ranking::default().deciles(), None);
    assert_eq!(
        (
            Ranking::default().top(3),
            Ranking::default().top_share(Proportion::ONE)
        ),
        (None, None)
    );
}

#[test]
fn shares_are_rounded_up_but_not_by_a_last_bit() {
    let hundred: Vec<_> = (0..100).map(|i| (f64::from(i), i % 3 == 0)).collect();
    let hundred = ranking(&hundred);
    for percent in 0..=100_u32 {
        let share = Proportion::from_percent(f64::from(percent)).unwrap();
        assert_eq!(
            hundred.top_share(share).unwrap().customers(),
            u64::from(percent)
        );
        // 0.07 · 100 is 7.000000000000001.
        let share = Proportion::new(0.01 * f64::from(percent)).unwrap();
        assert_eq!(
            hundred.top_share(share).unwrap().customers(),
            u64::from(percent)
        );
    }
    let share = Proportion::new(0.071).unwrap();
    assert_eq!(hundred.top_share(share).unwrap().customers(), 8);
    let nobody = hundred.top(0).unwrap();
    assert_eq!((nobody.precision(), nobody.lift()), (None, None));
    assert_eq!(nobody.capture(), Some(Proportion::ZERO));
    assert_eq!(hundred.top(1000).unwrap().customers(), 100);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, source_file: Some(file!()), ..Default::default() })]

    #[test]
    fn rows_add_up_and_capture_climbs_to_one(
        rows in prop::collection::vec(((-5..5_i32).prop_map(f64::from), any::<bool>()), 1..200),
        parts in 2..=100_u8,
    ) {
        let ranking = ranking(&rows);
        let table = ranking.quantile_table(parts).unwrap();
        prop_assert_eq!(table.rows().len(), usize::from(parts));
        let customers: u64 = table.rows().iter().map(|row| row.part().customers()).sum();
        prop_assert_eq!(customers, rows.len() as u64);
        let hits: f64 = table.rows().iter().map(|row| row.part().hits()).sum();
        prop_assert!((hits - ranking.churned() as f64).abs() <= 1e-12 * (1.0 + hits));

        let (mut before, mut above) = (0.0, f64::INFINITY);
        for row in table.rows() {
            let so_far = row.cumulative();
            prop_assert_eq!(ranking.top(u64::try_from(so_far.customers()).unwrap()), Some(so_far));
            prop_assert!(so_far.hits() >= before);
            prop_assert!((so_far.hits() - before - row.part().hits()).abs() <= 1e-12 * (1.0 + so_far.hits()));
            before = so_far.hits();
            prop_assert_eq!(row.mean_score().is_some(), row.part().customers() > 0);
            if let (Some(high), Some(mean), Some(low)) = (row.highest_score(), row.mean_score(), row.lowest_score()) {
                prop_assert!(above >= high && high >= mean && mean >= low);
                above = low;
                let rate = row.part().precision().unwrap().get();
                prop_assert!(row.part().precision_interval(Level::P90).unwrap().contains(rate));
            }
            prop_assert!(row.ks().is_none_or(|ks| ks.abs() <= ranking.ks().unwrap() + 1e-15));
            if let Some(lift) = row.part().lift() {
                prop_assert!(row.part().lift_interval(Level::P90).unwrap().contains(lift));
            }
        }
        let last = table.rows().last().unwrap();
        prop_assert_eq!(last.cumulative().hits(), ranking.churned() as f64);
        prop_assert!(last.cumulative().capture().is_none_or(|all| all == Proportion::ONE));
        prop_assert!(last.cumulative().lift().is_none_or(|lift| (lift - 1.0).abs() < 1e-15));
        prop_assert!(last.ks().is_none_or(|ks| ks == 0.0));
    }
}
