//! What all accumulators keep, and the laws of each measure.

use proptest::prelude::*;
use tenure::scoring::evaluation::{
    Brier, CalibrationBins, Confusion, Forecast, Forecasts, LogLoss, Ranking,
};
use tenure::units::Level;

use super::{forecast, scores, share, sigmoid};
use crate::support::laws;

#[test]
fn confusion_is_an_accumulator() {
    laws::accumulator::<Confusion, (bool, bool)>(file!(), any::<(bool, bool)>());
}

#[test]
fn log_loss_is_an_accumulator() {
    laws::accumulator::<LogLoss, Forecast>(file!(), forecast());
}

#[test]
fn brier_is_an_accumulator() {
    laws::accumulator::<Brier, Forecast>(file!(), forecast());
}

#[test]
fn forecasts_are_an_accumulator() {
    laws::accumulator::<Forecasts, Forecast>(file!(), forecast());
}

fn good(x: Option<f64>) -> bool {
    x.is_none_or(|x| x.is_finite() && x.to_bits() != (-0.0_f64).to_bits())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn confusion_laws(cells in prop::array::uniform4(0..40_u64)) {
        let [tp, fp, fn_, tn] = cells;
        let all = Confusion::new(tp, fp, fn_, tn);
        // Renaming the outcomes leaves the correlation, flipping every flag turns it round.
        prop_assert_eq!(all.for_stayers().matthews(), all.matthews());
        let flipped = Confusion::new(fn_, tn, tp, fp);
        prop_assert_eq!(flipped.matthews(), all.matthews().map(|phi| -phi + 0.0));
        prop_assert_eq!(flipped.matthews_standard_error().is_some(), all.matthews().is_some());
        prop_assert!(good(all.matthews()) && good(all.matthews_standard_error()));
        prop_assert!(all.matthews().is_none_or(|phi| (-1.0..=1.0).contains(&phi)));
        // F1 lies between the harmonic mean's bounds: the lesser and the greater of the two.
        if let (Some(p), Some(r), Some(f1)) =
            (all.precision().proportion(), all.recall().proportion(), all.f1())
        {
            let (low, high) = (p.get().min(r.get()), p.get().max(r.get()));
            prop_assert!(low - 1e-15 <= f1.get() && f1.get() <= high + 1e-15);
            let harmonic = 2.0 * p.get() * r.get() / (p.get() + r.get());
            prop_assert!(tp == 0 || (f1.get() - harmonic).abs() <= 1e-15);
            let weighted = all.f_beta(1.0).unwrap();
            prop_assert!((weighted.get() - f1.get()).abs() <= 1e-15);
            let recall = all.f_beta(1e9).unwrap();
            prop_assert!((recall.get() - r.get()).abs() <= 1e-9);
        }
        prop_assert_eq!(all.f1().is_none(), tp + fp + fn_ == 0);
        for level in [Level::P80, Level::P95, Level::P99] {
            if let Some(interval) = all.f1_interval(level) {
                prop_assert!(interval.contains(all.f1().unwrap().get()));
                prop_assert!(interval.lower() >= 0.0 && interval.upper() <= 1.0);
            }
            if let Some(interval) = all.matthews_interval(level) {
                let phi = all.matthews().unwrap();
                prop_assert!(interval.lower() <= phi + 1e-15 && phi - 1e-15 <= interval.upper());
                prop_assert!(interval.lower() >= -1.0 && interval.upper() <= 1.0);
            }
        }
        // The report's weighted recall is the accuracy.
        let report = all.classification_report();
        if let (Some(recall), Some(accuracy)) = (report.weighted_average.recall, report.accuracy) {
            prop_assert!((recall.get() - accuracy.get()).abs() <= 1e-15);
        }
        let lines: Vec<usize> = report.to_string().lines().map(|l| l.chars().count()).collect();
        prop_assert!(lines.iter().all(|&length| length == lines[0]), "{report}");
    }

    #[test]
    fn brier_is_the_sum_of_its_parts(items in prop::collection::vec(forecast(), 1..80), bins in 1..15_u16) {
        let all: Forecasts = items.iter().collect();
        let score = all.brier().score().unwrap();
        prop_assert!((0.0..=1.0).contains(&score));
        for by in [CalibrationBins::EqualWidth(bins), CalibrationBins::Quantiles(bins), CalibrationBins::Distinct] {
            let table = all.calibration(by).unwrap();
            let parts = table.brier().unwrap();
            let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.variance_within
                - 2.0 * parts.covariance_within;
            prop_assert!((sum - score).abs() <= 1e-14, "{sum} {score}");
            prop_assert!((parts.score - score).abs() <= 1e-15);
            prop_assert!(parts.reliability >= 0.0 && parts.resolution >= 0.0 && parts.variance_within >= 0.0);
            prop_assert!(parts.resolution <= parts.uncertainty + 1e-15);
            if by == CalibrationBins::Distinct {
                prop_assert!(parts.variance_within == 0.0 && parts.covariance_within.abs() == 0.0);
            }
            let (mean, most) = (table.expected_error().unwrap(), table.maximum_error().unwrap());
            prop_assert!((0.0..=1.0).contains(&mean) && mean <= most + 1e-15 && most <= 1.0);
            let customers: u64 = table.bins().iter().map(|bin| bin.outcomes.trials()).sum();
            prop_assert_eq!(customers, items.len() as u64);
            let limit = if by == CalibrationBins::Distinct { usize::MAX } else { bins.into() };
            prop_assert!(table.bins().len() <= limit);
            prop_assert!(table.bins().windows(2).all(|w| w[0].highest < w[1].lowest));
        }
    }

    #[test]
    fn log_loss_of_logits_and_of_probabilities_agree(items in scores(60)) {
        let logits = LogLoss::try_from_logits(items.iter().copied()).unwrap();
        let forecasts = items.iter().map(|&(eta, y)| (sigmoid(eta), y));
        let forecasts = LogLoss::try_from_iter(forecasts).unwrap();
        let (left, right) = (logits.mean().unwrap(), forecasts.mean().unwrap());
        prop_assert!((left - right).abs() <= 2e-15 * (1.0 + left), "{left} {right}");
        // A logit of 0 is exactly one half.
        let halves = LogLoss::try_from_logits(items.iter().map(|&(_, y)| (0.0, y))).unwrap();
        let same = LogLoss::try_from_iter(items.iter().map(|&(_, y)| (0.5, y))).unwrap();
        prop_assert_eq!(halves, same);
    }

    #[test]
    fn what_leaves_is_finite(items in prop::collection::vec(forecast(), 0..40)) {
        let (loss, brier): (LogLoss, Brier) = (items.iter().collect(), items.iter().collect());
        for x in [loss.mean(), loss.skill(), loss.base_rate_loss(), loss.standard_error(),
            brier.score(), brier.skill(), brier.base_rate_score(), brier.standard_error(), brier.root()] {
            prop_assert!(good(x), "{:?}", x);
        }
        // One loss is infinite, or none is.
        let certain = items.iter().filter(|f| f.probability == share(f64::from(u8::from(!f.churned)))).count();
        prop_assert_eq!(loss.certain_misses(), certain as u64);
        prop_assert_eq!(loss.mean().is_none(), certain > 0 || items.is_empty());
        // Clipped, there is always a mean; nothing else moves by more than it is clipped.
        let clipped: LogLoss = items.iter().map(|f| f.clipped()).collect();
        prop_assert_eq!(clipped.mean().is_some(), !items.is_empty());
        // No forecast beats the base rate by skill above 1.
        prop_assert!(brier.skill().is_none_or(|s| s <= 1.0) && loss.skill().is_none_or(|s| s <= 1.0));
        for level in [Level::P90, Level::P99] {
            if let Some(interval) = brier.interval(level) {
                prop_assert!(interval.contains(brier.score().unwrap()) && interval.upper() <= 1.0);
            }
            if let Some(interval) = loss.interval(level) {
                prop_assert!(interval.contains(loss.mean().unwrap()) && interval.lower() >= 0.0);
            }
        }
    }

    #[test]
    fn a_confusion_is_the_same_by_every_way(items in prop::collection::vec(forecast(), 0..40), t in 0.0..=1.0) {
        let raw = items.iter().map(|f| (f.probability, f.churned));
        let at = Confusion::at(t, raw.clone()).unwrap();
        let all: Forecasts = items.iter().collect();
        prop_assert_eq!(at, all.confusion(share(t)));
        let ranking = Ranking::try_from_iter(raw.clone()).unwrap();
        prop_assert_eq!(at, ranking.confusion(share(t)).unwrap());
        for point in ranking.operating_points() {
            // Nobody scores above 1.
            let threshold = point.threshold().unwrap_or(2.0);
            let expected = Confusion::at(threshold, raw.clone()).unwrap();
            prop_assert_eq!(point.confusion(), expected);
            prop_assert_eq!(ranking.confusion(threshold).unwrap(), expected);
            if threshold <= 1.0 {
                prop_assert_eq!(all.confusion(share(threshold)), expected);
            }
        }
        let pairs = raw.map(|(p, y)| (p.get() >= t, y));
        prop_assert_eq!(at, pairs.collect::<Confusion>());
        prop_assert_eq!(at.total(), items.len() as u64);
        let total: Confusion = [at, at].iter().sum();
        prop_assert_eq!(total.total(), 2 * at.total());
    }
}
