use super::*;
use proptest::prelude::*;

fn power(exponent: i64) -> Dyadic {
    Dyadic::from_limbs(false, &[1], exponent)
}

fn whole(n: i128) -> Dyadic {
    Dyadic::from(n)
}

/// Carries and borrows that run through whole limbs.
#[test]
fn long_carries() {
    let one = whole(1);
    let ones = power(300) - &one;
    assert!((&ones - power(300) + &one).is_zero());
    assert!((&ones + &one - power(300)).is_zero());
    // (2^300 − 1)² = 2^600 − 2^301 + 1
    let square = &ones * &ones;
    assert!((square - power(600) - one + power(301)).is_zero());
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
        let square = whole(middle) * whole(middle);
        assert_eq!(square.ratio_sqrt(&one), Some(tie as f64));
        for place in 0..1000 {
            let up = &square + power(-place);
            assert_eq!(up.ratio_sqrt(&one), Some(above as f64), "+2^-{place}");
            let down = &square - power(-place);
            assert_eq!(down.ratio_sqrt(&one), Some(below as f64), "-2^-{place}");
            // The same question to the quotient.
            let up = whole(middle) + power(-place - 1);
            assert_eq!(up.ratio(&one), Some(above as f64), "quotient +2^-{place}");
        }
    }
}

#[test]
fn the_ends_of_the_range() {
    let one = whole(1);
    assert_eq!(power(1024).ratio(&one), None);
    assert_eq!((power(1024) - power(971)).to_f64(), Some(f64::MAX));
    let below_the_tie = power(1024) - power(970) - power(-900);
    assert_eq!(below_the_tie.to_f64(), Some(f64::MAX));
    assert_eq!((power(1024) - power(970)).to_f64(), None);
    assert_eq!(power(-1074).to_f64(), Some(f64::from_bits(1)));
    assert_eq!(power(-1075).to_f64(), Some(0.0));
    assert_eq!(
        (power(-1075) + power(-4000)).to_f64(),
        Some(f64::from_bits(1))
    );
    assert_eq!((-power(-2000)).to_f64().map(f64::to_bits), Some(0));
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
        let got = whole(a) * whole(b) - whole(c);
        prop_assert_eq!(got.to_f64(), Some((a * b - c) as f64));
        prop_assert_eq!(got.is_negative(), a * b - c < 0);
    }

    /// Any f64 comes in as it is, and so does a sum of whole numbers and its negative.
    #[test]
    fn numbers_come_in_as_they_are(bits in any::<u64>(), a in any::<i64>(), b in any::<i64>()) {
        let x = f64::from_bits(bits);
        let same = if x.is_finite() { x + 0.0 } else { 0.0 };
        prop_assert_eq!(Dyadic::from(x).to_f64().map(f64::to_bits), Some(same.to_bits()));
        let (a, b) = (i128::from(a), i128::from(b));
        let sum = [a, b, 1].into_iter().map(Dyadic::from).sum::<Dyadic>();
        prop_assert!((sum - whole(a + b + 1)).is_zero());
        prop_assert_eq!((-whole(a)).to_f64(), Some(-a as f64));
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
