use tenure::clv::checks::FrequencyHistogram;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::{Nbd, PurchaseModel};
use tenure::units::TimeUnit;

use super::{Steady, history};
use crate::support::assert_close;
use crate::support::clv::{cdnow_rows, cdnow_table, clv_number};

#[test]
fn it_counts_customers_and_adds_probabilities_up() {
    // Poisson with a mean of 1 for the first two and of 2 for the third.
    let table: HistoryTable = [
        history(0, 0.0, 1.0),
        history(3, 0.5, 1.0),
        history(2, 2.0, 2.0),
    ]
    .into_iter()
    .collect();
    let histogram = FrequencyHistogram::new(&Steady(1.0), &table, 2).unwrap();
    let e = core::f64::consts::E;
    let [none, one, more] = histogram.classes() else {
        panic!("{histogram}")
    };
    assert_eq!([none.actual, one.actual, more.actual], [1, 0, 2]);
    assert!(more.and_more && !one.and_more);
    assert_close(none.expected, 2.0 / e + 1.0 / (e * e), 1e-14);
    assert_close(one.expected, 2.0 / e + 2.0 / (e * e), 1e-14);
    assert_close(more.expected, 3.0 - 4.0 / e - 3.0 / (e * e), 1e-13);
    assert_eq!(
        format!("{histogram:.2}"),
        "repeat purchases  actual  expected\n\
         0                      1      0.87\n\
         1                      0      1.01\n\
         2+                     2      1.12"
    );
    assert_eq!(histogram.chi_square(0), None); // five expected in no class
}

#[test]
fn nobody_is_an_empty_histogram() {
    let histogram = FrequencyHistogram::new(&Steady(1.0), &HistoryTable::default(), 1).unwrap();
    assert!(
        histogram
            .classes()
            .iter()
            .all(|c| c.actual == 0 && c.expected == 0.0)
    );
    assert_eq!(histogram.chi_square(2), None);
    let open = FrequencyHistogram::new(&Steady(1.0), &HistoryTable::default(), 0).unwrap();
    assert_eq!(open.classes().len(), 1);
}

/// The CDNOW customers under the NBD, which they do not follow: its classes against a sum over customers of
/// the distribution written in another way, and the chi-square that says so.
#[test]
fn cdnow_does_not_pass_for_customers_who_never_leave() {
    let [r, alpha] =
        ["r", "alpha"].map(|p| clv_number("fit_nbd_exact", &format!("value/params/{p}")));
    let model: &dyn PurchaseModel = &Nbd::new(r, alpha, TimeUnit::WEEK).unwrap();
    let histogram = FrequencyHistogram::new(model, &cdnow_table(), 7).unwrap();

    let rows = cdnow_rows();
    let (mut actual, mut expected) = ([0_u64; 8], [0.0; 8]);
    for [x, _, age, customers] in rows {
        actual[usize::try_from(x.min(7)).unwrap()] += customers;
        // By the recursion of the negative binomial.
        let t = age as f64 / 7.0;
        let mut p = (alpha / (alpha + t)).powf(r);
        let mut rest = 1.0;
        for (n, class) in expected.iter_mut().enumerate().take(7) {
            *class += customers as f64 * p;
            rest -= p;
            p *= (r + n as f64) / (n as f64 + 1.0) * t / (alpha + t);
        }
        expected[7] += customers as f64 * rest;
    }
    assert_eq!(actual[0], 1411);
    for (class, (actual, expected)) in histogram.classes().iter().zip(actual.iter().zip(expected)) {
        assert_eq!(class.actual, *actual);
        assert_close(class.expected, expected, 1e-10);
    }
    let test = histogram.chi_square(2).unwrap();
    let statistic: f64 = actual
        .iter()
        .zip(expected)
        .map(|(a, e)| (*a as f64 - e).powi(2) / e)
        .sum();
    assert_close(test.statistic, statistic, 1e-9);
    assert_eq!(test.classes, 8);
    assert!(test.lowest_p_value.unwrap() <= test.highest_p_value);
}

/// Drawn from the model itself, the statistic is one of chi-square: refused at 5 % about once in twenty.
#[test]
fn data_from_the_model_pass() {
    use tenure::clv::checks::Simulation;

    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    let ages = |n| (0..n).map(|_| super::weeks(39.0));
    let refused = (0..100)
        .filter(|seed| {
            let table = Simulation::new(&model, *seed).histories(ages(400)).unwrap();
            let histogram = FrequencyHistogram::new(&model, &table, 7).unwrap();
            histogram.chi_square(0).unwrap().highest_p_value < 0.05
        })
        .count();
    // Mean 5, deviation 2.2.
    assert!((1..=12).contains(&refused), "{refused}");
}

#[test]
fn classes_are_merged_until_five_are_expected() {
    // A mean of 2 for twenty: 2.7, 5.4, 5.4, 3.6, 2.9 in the classes 0, 1, 2, 3, 4+.
    let table: HistoryTable = core::iter::repeat_n(history(2, 1.0, 2.0), 20).collect();
    let test = FrequencyHistogram::new(&Steady(1.0), &table, 4)
        .unwrap()
        .chi_square(1)
        .unwrap();
    // 3 and 4+ together; 0 with 1.
    assert_eq!(test.classes, 3);
    let e2 = (-2.0_f64).exp();
    let expected = [60.0 * e2, 40.0 * e2, 20.0 - 100.0 * e2];
    let statistic: f64 = [0.0, 20.0, 0.0]
        .iter()
        .zip(expected)
        .map(|(a, e): (&f64, f64)| (a - e).powi(2) / e)
        .sum();
    assert_close(test.statistic, statistic, 1e-12);
    // The tail of two degrees of freedom is an exponential.
    assert_close(test.highest_p_value, (-0.5 * statistic).exp(), 1e-9);
    assert!(test.lowest_p_value.unwrap() < test.highest_p_value);
}

/// Class 0 is too small to stand alone; who is in it is counted with class 1.
#[test]
fn what_is_merged_keeps_its_customers() {
    let once = core::iter::repeat_n(history(0, 0.0, 2.0), 5);
    let table: HistoryTable = once
        .chain(core::iter::repeat_n(history(2, 1.0, 2.0), 15))
        .collect();
    let histogram = FrequencyHistogram::new(&Steady(1.0), &table, 4).unwrap();
    let e2 = (-2.0_f64).exp();
    let expected = [60.0 * e2, 40.0 * e2, 20.0 - 100.0 * e2];
    let parts = [5.0, 15.0, 0.0].iter().zip(expected);
    let statistic: f64 = parts.map(|(a, e): (&f64, f64)| (a - e).powi(2) / e).sum();
    assert_close(histogram.chi_square(0).unwrap().statistic, statistic, 1e-12);
}
