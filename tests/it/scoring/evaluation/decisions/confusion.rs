//! Figures of a confusion that can be checked by hand, and its extremes.

use tenure::Merge;
use tenure::scoring::evaluation::Confusion;
use tenure::units::Level;

use crate::support::assert_close;

#[test]
fn a_threshold_belongs_to_those_flagged() {
    let scores = [(0.5, true), (0.499_999, true), (0.5, false)];
    assert_eq!(
        Confusion::at(0.5, scores).unwrap(),
        Confusion::new(1, 1, 1, 0)
    );
    // −0 is 0, and scores need not be probabilities.
    assert_eq!(
        Confusion::at(0.0, [(-0.0, true), (-1e300, false)]).unwrap(),
        Confusion::new(1, 0, 0, 1)
    );
}

#[test]
fn shares_of_nobody() {
    let nothing = Confusion::default();
    assert_eq!(nothing.accuracy().proportion(), None);
    assert_eq!(nothing.f1(), None);
    assert_eq!(
        nothing.f_beta(2.0).unwrap_err().to_string(),
        "an F score needs at least 1 customer who churned or was flagged, got 0"
    );
    assert_eq!(nothing.matthews(), None);
    assert_eq!(nothing.matthews_interval(Level::P95), None);
    assert_eq!(nothing.f1_interval(Level::P95), None);
    // Nobody flagged: no precision, no negative figures; recall is 0 and so is F1.
    let shy = Confusion::new(0, 0, 3, 97);
    assert_eq!(shy.precision().proportion(), None);
    assert_eq!(shy.f1().map(f64::from), Some(0.0));
    assert_eq!(shy.matthews(), None);
    assert_eq!(shy.balanced_accuracy().map(f64::from), Some(0.5));
    assert_eq!(
        shy.classification_report().to_string(),
        "                  precision  recall    F1  support\n\
         stayed                 0.97    1.00  0.98       97\n\
         churned                   –    0.00  0.00        3\n\
         accuracy                             0.97      100\n\
         macro average             –    0.50  0.49      100\n\
         weighted average          –    0.97  0.96      100"
    );
    // Nobody stayed.
    let doomed = Confusion::new(4, 0, 1, 0);
    assert_eq!(doomed.balanced_accuracy(), None);
    assert_eq!(doomed.specificity().proportion(), None);
    assert_eq!(doomed.recall().proportion().map(f64::from), Some(0.8));
}

#[test]
fn perfect_and_perverse() {
    let perfect = Confusion::new(5, 0, 0, 7);
    assert_eq!(perfect.matthews(), Some(1.0));
    assert_eq!(perfect.matthews_interval(Level::P95), None);
    assert_eq!(perfect.f1().map(f64::from), Some(1.0));
    let interval = perfect.f1_interval(Level::P95).unwrap();
    assert!(interval.upper() == 1.0 && interval.lower() < 0.8);
    assert_eq!(Confusion::new(0, 7, 5, 0).matthews(), Some(-1.0));
}

/// Counters of 32-bit floats stop at 2^24, doubles at 2^53.
#[test]
fn counts_do_not_stop() {
    let more = (1_u64 << 24) + 1;
    let mut all: Confusion = core::iter::repeat_n((true, true), 1000).collect();
    all.merge(Confusion::new(more - 1000, more, 0, 0));
    assert_eq!(all.true_positives(), more);
    assert_eq!(all.precision().proportion().map(f64::from), Some(0.5));

    let huge = Confusion::new(u64::MAX, u64::MAX - 1, u64::MAX - 2, u64::MAX);
    assert_eq!(huge.total(), u64::MAX); // as far as it can be said
    assert_eq!(huge.for_stayers().total(), u64::MAX);
    // TP·TN − FP·FN = M² − (M − 1)(M − 2) = 3M − 2: 0 in floats, 4.07e-20 in truth.
    assert_close(
        huge.matthews().unwrap(),
        3.0 / 4.0 / u64::MAX as f64 * 1.0,
        1e-9,
    );
    // Merged with itself a hundred times it stays a figure.
    let mut grown = huge;
    for _ in 0..100 {
        grown.merge(grown);
    }
    assert!(grown.matthews().is_some_and(f64::is_finite));
    assert!(grown.f1_interval(Level::P95).is_some());
    assert!(grown.f_beta(1e100).is_ok());
    assert!(grown.matthews_interval(Level::P95).is_some());
}

/// The delta method on the four shares, by differences.
#[test]
fn standard_error_of_the_correlation() {
    for counts in [[8, 3, 3, 18], [50, 20, 5, 400], [2, 30, 9, 11_u32]] {
        let cells = counts.map(f64::from);
        let n: f64 = cells.iter().sum();
        let shares = cells.map(|c| c / n);
        let phi = |[a, b, c, d]: [f64; 4]| {
            (a * d - b * c) / ((a + b) * (a + c) * (d + b) * (d + c)).sqrt()
        };
        let slope = |i: usize| {
            let mut ends = [shares; 2];
            ends[0][i] += 1e-6;
            ends[1][i] -= 1e-6;
            (phi(ends[0]) - phi(ends[1])) / 2e-6
        };
        let slopes = [0, 1, 2, 3].map(slope);
        let mean: f64 = shares.iter().zip(slopes).map(|(p, g)| p * g).sum();
        let square: f64 = shares.iter().zip(slopes).map(|(p, g)| p * g * g).sum();
        let expected = ((square - mean * mean) / n).sqrt();
        let [tp, fp, fn_, tn] = counts.map(u64::from);
        let got = Confusion::new(tp, fp, fn_, tn);
        // Differences of 1e-6 are good to about 1e-9.
        assert_close(got.matthews_standard_error().unwrap(), expected, 1e-7);
    }
}

/// The share of samples whose interval holds the true figure, over all samples of 30 customers.
#[test]
fn the_interval_of_f1_covers() {
    // TP given the 30 customers who churned or were flagged is binomial with this share.
    let truth: f64 = 0.6;
    let f1 = 2.0 * truth / (1.0 + truth);
    let mut covered = 0.0;
    let mut weight = (1.0 - truth).powi(30);
    for k in 0..=30_u64 {
        let interval = Confusion::new(k, 30 - k, 0, 5)
            .f1_interval(Level::P95)
            .unwrap();
        if interval.contains(f1) {
            covered += weight;
        }
        weight *= (30 - k) as f64 / (k + 1) as f64 * truth / (1.0 - truth);
    }
    assert!((0.93..0.98).contains(&covered), "{covered}");
}

#[test]
fn figures_honour_width() {
    let confusion = Confusion::new(2, 1, 1, 1);
    assert_eq!(format!("{confusion:>50}").len(), 50);
    assert_eq!(
        confusion.to_string(),
        "2 of 3 churners caught, 1 of 2 others flagged"
    );
}
