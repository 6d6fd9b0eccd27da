//! How often the 95% intervals hold the true score, by counting out every survey of ten answers:
//! the figures that the documentation of [`NpsMethod`] quotes.

use tenure::Nps;
use tenure::survey::NpsMethod;
use tenure::units::Level;

const ANSWERS: u32 = 10;

const BOOTSTRAP: NpsMethod = NpsMethod::Bootstrap {
    resamples: 20_000,
    seed: 1,
};

/// Mean and least coverage over the populations with every class a multiple of 5% and at least 5%.
fn coverage(method: NpsMethod) -> (f64, f64) {
    let mut factorial = vec![1.0];
    for k in 1..=ANSWERS {
        factorial.push(factorial[k as usize - 1] * f64::from(k));
    }
    let mut surveys = Vec::new();
    for p in 0..=ANSWERS {
        for d in 0..=ANSWERS - p {
            let q = ANSWERS - p - d;
            let ways = factorial[ANSWERS as usize]
                / (factorial[p as usize] * factorial[q as usize] * factorial[d as usize]);
            let nps = Nps::from_counts(p.into(), q.into(), d.into());
            let interval = nps.interval_with(method, Level::P95).unwrap();
            surveys.push(([p, q, d], ways, interval));
        }
    }
    let (mut total, mut least, mut populations) = (0.0, 1.0_f64, 0.0);
    for p in 1..=18 {
        for d in 1..=19 - p {
            let shares = [p, 20 - p - d, d].map(|twentieths| f64::from(twentieths) / 20.0);
            let truth = f64::from(5 * (p - d));
            let covered: f64 = surveys
                .iter()
                // A limit that equals the truth but for rounding holds it.
                .filter(|(_, _, i)| i.lower() - 1e-9 <= truth && truth <= i.upper() + 1e-9)
                .map(|(counts, ways, _)| {
                    let chance = shares.iter().zip(counts).map(|(s, k)| shares_to(*s, *k));
                    ways * chance.product::<f64>()
                })
                .sum();
            total += covered;
            least = least.min(covered);
            populations += 1.0;
        }
    }
    (total / populations, least)
}

fn shares_to(share: f64, answers: u32) -> f64 {
    (0..answers).map(|_| share).product()
}

#[test]
fn coverage_is_what_the_documentation_says() {
    for (method, mean, least) in [
        (NpsMethod::AdjustedWald, 0.955, 0.930),
        (NpsMethod::Score, 0.963, 0.940),
        (NpsMethod::BonettPrice, 0.964, 0.930),
        (NpsMethod::WilsonType, 0.940, 0.797),
        (NpsMethod::StudentT, 0.925, 0.651),
        (NpsMethod::Wald, 0.880, 0.649),
        // Its limits are those of 20,000 resamples, not of all: 3 in 1,000 of room.
        (BOOTSTRAP, 0.900, 0.642),
    ] {
        let (got_mean, got_least) = coverage(method);
        let room = if method == BOOTSTRAP {
            3e-3
        } else {
            5e-4 + 1e-9
        };
        assert!((got_mean - mean).abs() < room, "{method}: mean {got_mean}");
        assert!(
            (got_least - least).abs() < room,
            "{method}: least {got_least}"
        );
    }
}
