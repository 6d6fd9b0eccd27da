use super::*;
use proptest::prelude::*;

fn power(exponent: i64) -> Dyadic {
    Dyadic::from_limbs(false, &[1], exponent)
}

fn whole(n: i128) -> Dyadic {
    let mut number = Dyadic::from_count(n.unsigned_abs());
    number.negative = n < 0;
    number
}

/// Carries and borrows that run through whole limbs.
#[test]
fn long_carries() {
    let one = whole(1);
    let ones = power(300).minus(&one);
    assert!(ones.minus(&power(300)).minus(&whole(-1)).is_zero());
    assert!(ones.minus(&whole(-1)).minus(&power(300)).is_zero());
    // (2^300 − 1)² = 2^600 − 2^301 + 1
    let square = ones.times(&ones);
    assert!(
        square
            .minus(&power(600))
            .minus(&one)
            .minus(&whole(-1).times(&power(301)))
            .is_zero()
    );
}

/// A root in the middle between two f64: a tie where it is exact, and no longer one where the last
/// of a thousand bits says so.
#[test]
fn roots_next_to_a_tie() {
    let one = whole(1);
    let (odd, even) = (1_i128 << 53, 1_i128 << 54); // the exponent of the square's 120 bits
    for (middle, tie, below, above) in [
        (odd + 1, odd, odd, odd + 2),
        (even - 1, even, even - 2, even),
    ] {
        let square = whole(middle).times(&whole(middle));
        assert_eq!(square.ratio_sqrt(&one), Some(tie as f64));
        for place in 0..1000 {
            let up = square.minus(&whole(-1).times(&power(-place)));
            assert_eq!(up.ratio_sqrt(&one), Some(above as f64), "+2^-{place}");
            let down = square.minus(&power(-place));
            assert_eq!(down.ratio_sqrt(&one), Some(below as f64), "-2^-{place}");
            // The same question to the quotient.
            let up = whole(middle).minus(&whole(-1).times(&power(-place - 1)));
            assert_eq!(up.ratio(&one), Some(above as f64), "quotient +2^-{place}");
        }
    }
}

#[test]
fn the_ends_of_the_range() {
    let one = whole(1);
    assert_eq!(power(1024).ratio(&one), None);
    assert_eq!(power(1024).minus(&power(971)).to_f64(), Some(f64::MAX));
    let below_the_tie = power(1024).minus(&power(970)).minus(&power(-900));
    assert_eq!(below_the_tie.to_f64(), Some(f64::MAX));
    assert_eq!(power(1024).minus(&power(970)).to_f64(), None);
    assert_eq!(power(-1074).to_f64(), Some(f64::from_bits(1)));
    assert_eq!(power(-1075).to_f64(), Some(0.0));
    assert_eq!(
        power(-1075).minus(&whole(-1).times(&power(-4000))).to_f64(),
        Some(f64::from_bits(1))
    );
    assert_eq!(
        whole(-1).times(&power(-2000)).to_f64().map(f64::to_bits),
        Some(0)
    );
    assert_eq!(power(3000).ratio(&power(2990)), Some(1024.0));
    assert_eq!(one.ratio(&whole(0)), None);
    assert_eq!(one.ratio_sqrt(&whole(0)), None);
    assert_eq!(whole(-1).ratio_sqrt(&one), None);
    assert_eq!(whole(0).ratio_sqrt(&whole(-1)), Some(0.0));
}

proptest! {
    /// Against i128 arithmetic.
    #[test]
    fn agrees_with_integers(a in any::<i64>(), b in any::<i64>(), c in -(1_i64 << 62)..(1 << 62)) {
        let (a, b, c) = (i128::from(a), i128::from(b), i128::from(c));
        let got = whole(a).times(&whole(b)).minus(&whole(c));
        prop_assert_eq!(got.to_f64(), Some((a * b - c) as f64));
        prop_assert_eq!(got.is_negative(), a * b - c < 0);
    }

    /// Division of 53-bit integers is correctly rounded by the processor too, and so is the root.
    #[test]
    fn agrees_with_the_processor(a in 1_i64..(1 << 53), b in 1_i64..(1 << 53)) {
        let (x, y) = (a as f64, b as f64);
        prop_assert_eq!(whole(a.into()).ratio(&whole(b.into())), Some(x / y));
        prop_assert_eq!(whole(a.into()).ratio(&whole((-b).into())), Some(-x / y));
        prop_assert_eq!(whole(a.into()).ratio_sqrt(&whole(1)), Some(x.sqrt()));
    }
}
