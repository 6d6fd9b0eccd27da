//! Intervals of a share against the reference values.

use tenure::stats::{Binomial, BinomialMethod, Interval};
use tenure::units::Level;

use crate::support::assert_close;
use crate::support::golden::group;

/// The reference writes its unclipped intervals as they come; ours are clipped to 0 to 1.
fn assert_ends(got: Interval, expected: [f64; 2]) {
    let [lower, upper] = expected.map(|end| end.clamp(0.0, 1.0));
    assert_close(got.lower(), lower, 1e-12);
    assert_close(got.upper(), upper, 1e-12);
}

#[test]
fn every_interval_agrees_with_the_reference() {
    for item in group("proportion_ci") {
        let k = item.input("k").as_u64().unwrap();
        let n = item.input("n").as_u64().unwrap();
        let level = Level::new(item.input("conf").as_f64().unwrap()).unwrap();
        let share = Binomial::new(k, n).unwrap();
        assert_close(
            share.proportion().unwrap().get(),
            item.number("estimate").unwrap(),
            1e-15,
        );
        for (method, name) in [
            (BinomialMethod::Wilson, "wilson"),
            (BinomialMethod::WilsonContinuityCorrected, "wilson_cc"),
            (BinomialMethod::AgrestiCoull, "agresti_coull_unclipped"),
            (BinomialMethod::ClopperPearson, "clopper_pearson"),
            (BinomialMethod::Jeffreys, "jeffreys_bcd"),
            (BinomialMethod::JeffreysUnmodified, "jeffreys_unmodified"),
            (BinomialMethod::Wald, "wald_unclipped"),
        ] {
            let got = share.interval_with(method, level).unwrap();
            assert_ends(got, item.pair(name).unwrap());
            assert_eq!(got.level(), level);
        }
        assert_eq!(
            share.interval(level),
            share.interval_with(BinomialMethod::Wilson, level)
        );
    }
}

#[test]
fn the_ends_are_exact_where_nothing_or_everything_succeeded() {
    for n in [1, 2, 7, 10, 1000, 1_000_000_007, u64::MAX] {
        for method in super::binomial_laws::METHODS {
            if method == BinomialMethod::JeffreysUnmodified {
                continue;
            }
            for level in [0.5, 0.95, 0.999_999, 1.0 - f64::EPSILON / 2.0] {
                let level = Level::new(level).unwrap();
                let none = Binomial::new(0, n).unwrap().interval_with(method, level);
                let all = Binomial::new(n, n).unwrap().interval_with(method, level);
                assert_eq!(none.unwrap().lower(), 0.0, "{method} 0 of {n}");
                assert_eq!(all.unwrap().upper(), 1.0, "{method} {n} of {n}");
            }
        }
    }
}

/// At 0 of n the equations have closed forms: Wilson's upper end is z²/(n + z²), Clopper and
/// Pearson's 1 − (α/2)^(1/n), about −ln(α/2)/n ("the rule of three", at 95 % two-sided of 3.69).
#[test]
fn nobody_of_very_many_keeps_its_digits() {
    let z2 = 1.959_963_984_540_054_f64.powi(2);
    let rule = -(0.025_f64.ln());
    for n in [1_000_000_u64, 1_000_000_000_000, 1_000_000_000_000_000_000] {
        let nobody = Binomial::new(0, n).unwrap();
        let n = n as f64;
        let wilson = nobody.interval(Level::P95).unwrap();
        assert_close(wilson.upper(), z2 / (n + z2), 1e-14);
        let exact = nobody.interval_with(BinomialMethod::ClopperPearson, Level::P95);
        assert_close(exact.unwrap().upper(), -(-rule / n).exp_m1(), 1e-13);
    }
}

/// Wilson's roots, and beta quantiles by integrating the density and Newton's method, with 50
/// digits in mpmath 1.3.
const OF_MANY: &str = "
Wilson                    1 1000000000000000000 1.7652455493515296659e-19 5.6649342657589714801e-18
Wilson                    5 1000000000000000000 2.135701137573452414e-18  1.1705757683120672002e-17
Wilson           1000000000 1000000000000000000 9.9993802241750017864e-10 1.0000619814239586344e-9
Wilson   500000000000000000 1000000000000000000 0.49999999902001800773    0.50000000097998199227
Wilson   999999999999999999 1000000000000000000 0.99999999999999999434    0.99999999999999999982
Wilson                    3 18446744073709551615 5.5308987010798213022e-20 4.7819756468036179647e-19
Clopper                   5 1000000000000000000 1.623486390118420929e-18  1.1668332079322668154e-17
Jeffreys                  5 1000000000000000000 1.9078741261180497278e-18 1.0960024630510602561e-17
Clopper          1000000000 1000000000000000000 9.9993802144395890878e-10 1.0000619814503779555e-9
Jeffreys         1000000000 1000000000000000000 9.9993802194394341391e-10 1.0000619809503624606e-9
Clopper  500000000000000000 1000000000000000000 0.49999999902001800723    0.50000000097998199277
Jeffreys 500000000000000000 1000000000000000000 0.49999999902001800773    0.50000000097998199227
Clopper           200000000          1000000000 0.1999752085670437798     0.20002479316958623012
Jeffreys          200000000          1000000000 0.19997520906702053604    0.20002479266956298925
Clopper             1000000       1000000000000 9.9804098431738458459e-7  1.0019619109625514266e-6
Jeffreys            1000000       1000000000000 9.9804148382739434029e-7  1.0019614104725613076e-6
";

/// At the surest level, z = 8.29, the textbook form of the lower end loses four digits: the same
/// roots, with α = 2⁻⁵³.
#[test]
fn few_at_the_surest_level() {
    let level = Level::new(1.0 - f64::EPSILON / 2.0).unwrap();
    for (k, n, lower, upper) in [
        (
            1,
            1_000_000_000_000_000_000,
            "1.4134451872532935224e-20",
            "7.0749117759795873769e-17",
        ),
        (
            3,
            1000,
            "0.00012058787016420012508",
            "0.069832464928905616695",
        ),
    ] {
        let got = Binomial::new(k, n).unwrap().interval(level).unwrap();
        assert_close(got.lower(), lower.parse().unwrap(), 1e-14);
        assert_close(got.upper(), upper.parse().unwrap(), 1e-14);
    }
}

#[test]
fn few_of_very_many_and_half_of_very_many() {
    for row in OF_MANY.lines().skip(1) {
        let cells: Vec<_> = row.split_whitespace().collect();
        let [k, n] = [cells[1], cells[2]].map(|count| count.parse::<u64>().unwrap());
        let [lower, upper] = [cells[3], cells[4]].map(|end| end.parse::<f64>().unwrap());
        let method = match cells[0] {
            "Wilson" => BinomialMethod::Wilson,
            "Clopper" => BinomialMethod::ClopperPearson,
            _ => BinomialMethod::Jeffreys,
        };
        let share = Binomial::new(k, n).unwrap();
        let got = share.interval_with(method, Level::P95).unwrap();
        assert_close(got.lower(), lower, 1e-14);
        assert_close(got.upper(), upper, 1e-14);
    }
}
