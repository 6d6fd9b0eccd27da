use super::*;
use crate::numeric::golden::{bits, rows};

struct Sums {
    n: u128,
    sum: SumAcc,
    squares: ProductAcc,
}

fn collect(xs: &[f64]) -> Sums {
    let (mut sum, mut squares) = (SumAcc::default(), ProductAcc::default());
    for &x in xs {
        assert!(sum.add(x) && squares.add_square(x));
    }
    Sums {
        n: xs.len() as u128,
        sum,
        squares,
    }
}

fn assert_bits(got: Option<f64>, cell: &str, what: &str) {
    assert_eq!(
        got.map(f64::to_bits),
        bits(cell).map(f64::to_bits),
        "{what}: {got:?}"
    );
}

/// Every column is the correctly rounded value of exact fractions: bit for bit, or it is a bug.
#[test]
fn moments_are_correctly_rounded() {
    for row in rows(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/moments.tsv"
    ))) {
        let [name, sum, mean_, pop, sample, sd, pop_sd, squares, values] = row[..] else {
            panic!("{row:?}")
        };
        let xs: Vec<f64> = values.split(' ').map(|cell| bits(cell).unwrap()).collect();
        let all = collect(&xs);
        let (n, s1, s2) = (all.n, &all.sum, &all.squares);
        assert_bits(s1.to_f64(), sum, &format!("{name}: sum"));
        assert_bits(s2.to_f64(), squares, &format!("{name}: squares"));
        assert_bits(mean(n, s1), mean_, &format!("{name}: mean"));
        assert_bits(
            variance(n, s1, s2, Divisor::Population),
            pop,
            &format!("{name}: pop"),
        );
        assert_bits(
            variance(n, s1, s2, Divisor::Sample),
            sample,
            &format!("{name}: sample"),
        );
        assert_bits(
            standard_deviation(n, s1, s2, Divisor::Sample),
            sd,
            &format!("{name}: sd"),
        );
        assert_bits(
            standard_deviation(n, s1, s2, Divisor::Population),
            pop_sd,
            &format!("{name}: population sd"),
        );
    }
}

/// The generated sets of NIST `StRD`: NumAcc2..4 are base + 0.2 once, then base + 0.1 and
/// base + 0.3 in turn (1,001 values): mean base + 0.2, deviation 0.1 for decimal data.
/// The f64 nearest to those decimals are the data here, and 15 digits of the certificate survive
/// only where the data themselves keep them.
#[test]
fn nist_accuracy_sets() {
    for (base, mean_gate, sd_gate) in [
        (1.0, 2e-16, 1e-14),
        (1_000_000.0, 2e-16, 2e-9),
        (10_000_000.0, 2e-16, 5e-8),
    ] {
        let turn = [base + 0.1, base + 0.3];
        let mut xs = vec![base + 0.2];
        xs.extend((0..1000).map(|i| turn[i % 2]));
        let all = collect(&xs);
        let got = mean(all.n, &all.sum).unwrap();
        assert!(
            (got / (base + 0.2) - 1.0).abs() <= mean_gate,
            "{base}: mean {got}"
        );
        let got = standard_deviation(all.n, &all.sum, &all.squares, Divisor::Sample).unwrap();
        assert!((got / 0.1 - 1.0).abs() <= sd_gate, "{base}: sd {got}");
    }
}

#[test]
fn too_few_values() {
    let none = collect(&[]);
    assert_eq!(mean(0, &none.sum), None);
    assert_eq!(
        variance(0, &none.sum, &none.squares, Divisor::Population),
        None
    );
    let one = collect(&[2.5]);
    assert_eq!(variance(1, &one.sum, &one.squares, Divisor::Sample), None);
    assert_eq!(
        variance(1, &one.sum, &one.squares, Divisor::Population),
        Some(0.0)
    );
}

#[test]
fn a_forged_state_has_no_variance() {
    let honest = collect(&[1.0, 2.0]);
    let forged = collect(&[1.0]);
    assert!(spread(2, &honest.sum, &forged.squares).is_none());
}
