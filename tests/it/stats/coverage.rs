//! The coverage the module page states: all outcomes of 20 trials, nominal 95 %.

use tenure::stats::{Binomial, BinomialMethod, Interval};
use tenure::units::Level;

const N: u64 = 20;

/// P(the interval of the outcome holds p).
fn coverage(intervals: &[Interval], p: f64) -> f64 {
    let mut chance = (1.0 - p).powi(20); // of k = 0, then of each k from the one before
    let mut covered = 0.0;
    for (k, interval) in intervals.iter().enumerate() {
        if interval.contains(p) {
            covered += chance;
        }
        let k = k as f64;
        chance *= (N as f64 - k) / (k + 1.0) * (p / (1.0 - p));
    }
    covered
}

#[test]
fn the_stated_coverage_is_what_enumeration_gives() {
    for (method, mean, worst) in [
        (BinomialMethod::Wilson, 0.953, 0.894),
        (BinomialMethod::Jeffreys, 0.951, 0.893),
        (BinomialMethod::AgrestiCoull, 0.962, 0.929),
        (BinomialMethod::ClopperPearson, 0.977, 0.958),
        (BinomialMethod::WilsonContinuityCorrected, 0.976, 0.953),
        (BinomialMethod::JeffreysUnmodified, 0.951, 0.893),
        (BinomialMethod::Wald, 0.846, 0.182),
    ] {
        let intervals: Vec<_> = (0..=N)
            .map(|k| Binomial::new(k, N).unwrap())
            .map(|tally| tally.interval_with(method, Level::P95).unwrap())
            .collect();

        let steps = 5000;
        let grid = (0..steps).map(|i| (f64::from(i) + 0.5) / f64::from(steps));
        let average = grid.map(|p| coverage(&intervals, p)).sum::<f64>() / f64::from(steps);
        assert!((average - mean).abs() < 6e-4, "{method}: mean {average}");

        // The lowest points are next to the ends of the intervals.
        let ends = intervals.iter().flat_map(|i| [i.lower(), i.upper()]);
        let least = ends
            .flat_map(|end| [end - 1e-9, end + 1e-9])
            .chain([0.01, 0.99])
            .filter(|p| (0.01..=0.99).contains(p))
            .map(|p| coverage(&intervals, p))
            .fold(1.0, f64::min);
        assert!((least - worst).abs() < 6e-4, "{method}: worst {least}");
    }
}
