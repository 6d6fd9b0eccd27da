use super::wire::Wire;
use super::*;
use proptest::prelude::*;

fn sum(xs: &[f64]) -> SumAcc {
    let mut acc = SumAcc::default();
    assert!(xs.iter().all(|&x| acc.add(x)));
    acc
}

/// Any finite bit pattern, subnormals and −0 included.
fn any_finite() -> impl Strategy<Value = f64> {
    any::<u64>()
        .prop_map(f64::from_bits)
        .prop_filter("finite", |x| x.is_finite())
}

/// Splits `xs` at random places, merges the parts in a random order.
fn sharded(xs: &[f64], cuts: &[usize], picks: &[usize]) -> SumAcc {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (xs.len() + 1)).collect();
    cuts.extend([0, xs.len()]);
    cuts.sort_unstable();
    let mut parts: Vec<SumAcc> = cuts.windows(2).map(|w| sum(&xs[w[0]..w[1]])).collect();
    for pick in picks.iter().cycle() {
        if parts.len() == 1 {
            break;
        }
        let last = parts.pop().unwrap();
        let target = pick % parts.len();
        parts[target].merge(&last);
    }
    parts.pop().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Against i128: multiples of 2^−20 sum exactly there, and `as f64` rounds to nearest even.
    #[test]
    fn agrees_with_integers(xs in prop::collection::vec(-(1_i64 << 53)..(1 << 53), 0..60)) {
        let scale = 1.0 / f64::from(1 << 20);
        let values: Vec<f64> = xs.iter().map(|&i| i as f64 * scale).collect();
        let exact: i128 = xs.iter().map(|&i| i128::from(i)).sum();
        prop_assert_eq!(sum(&values).to_f64(), Some(exact as f64 * scale));
    }

    #[test]
    fn products_agree_with_integers(
        pairs in prop::collection::vec((-(1_i64 << 53)..(1 << 53), -(1_i64 << 53)..(1 << 53)), 0..60),
    ) {
        let mut acc = ProductAcc::default();
        prop_assert!(pairs.iter().all(|&(a, b)| acc.add_product(a as f64, b as f64)));
        let exact: i128 = pairs.iter().map(|&(a, b)| i128::from(a) * i128::from(b)).sum();
        prop_assert_eq!(acc.to_f64(), Some(exact as f64));
    }

    #[test]
    fn any_partition_and_order_give_the_same_bits(
        xs in prop::collection::vec(any_finite(), 0..80),
        cuts in prop::collection::vec(any::<usize>(), 0..8),
        picks in prop::collection::vec(any::<usize>(), 1..8),
        seed in any::<u64>(),
    ) {
        let whole = sum(&xs);
        let mut shuffled = xs.clone();
        shuffled.sort_by_key(|x| x.to_bits().wrapping_mul(seed | 1).rotate_left(29));
        let merged = sharded(&shuffled, &cuts, &picks);
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.to_wire(), whole.to_wire());
        prop_assert_eq!(merged.to_f64().map(f64::to_bits), whole.to_f64().map(f64::to_bits));
        prop_assert_eq!(SumAcc::from_wire(&whole.to_wire()), Ok(whole));
    }

    /// x and −x in any order leave exactly nothing.
    #[test]
    fn opposites_cancel(xs in prop::collection::vec(any_finite(), 0..50)) {
        let mut acc = sum(&xs);
        acc.merge(&sum(&xs.iter().rev().map(|x| -x).collect::<Vec<_>>()));
        prop_assert!(acc.is_zero() && acc == SumAcc::default());
        let mut squares = ProductAcc::default();
        prop_assert!(xs.iter().all(|&x| squares.add_square(x) && squares.add_product(-x, x)));
        prop_assert!(squares.is_zero());
    }

    #[test]
    fn one_value_is_itself(x in any_finite()) {
        prop_assert_eq!(sum(&[x]).to_f64(), Some(x));
        prop_assert_eq!(sum(&[x]).is_negative(), x < 0.0);
    }

    /// Whatever is read back is canonical and can still take 2^60 merges of itself.
    #[test]
    fn wire_is_checked(negative: bool, exponent in -1200_i16..1200, limbs in prop::collection::vec(any::<u32>(), 0..140)) {
        let wire = Wire { negative, exponent, limbs };
        if let Ok(mut acc) = SumAcc::from_wire(&wire) {
            prop_assert_eq!(&acc.to_wire(), &wire);
            for _ in 0..60 {
                let copy = acc.clone();
                acc.merge(&copy);
            }
            let grown = SumAcc::from_wire(&wire).unwrap().to_dyadic() * Dyadic::from(1_u64 << 60);
            prop_assert!((acc.to_dyadic() - grown).is_zero());
        }
    }
}

/// Many more deposits than a limb has room for, all carries in one direction, then back.
#[test]
fn carries_run_in_time() {
    // All ones at every place of the 32-bit grid: the largest deposits there are.
    let ones = (0..32).map(|place| (1.0 - f64::EPSILON / 2.0) * f64::from(1_u32 << place));
    for x in ones.chain([f64::MAX, -f64::MAX, -f64::from_bits(1), -f64::MIN_POSITIVE]) {
        let (mut acc, mut squares) = (SumAcc::default(), ProductAcc::default());
        for _ in 0..10_000 {
            assert!(acc.add(x) && squares.add_square(x));
        }
        let ten_thousand = Dyadic::from(10_000_u64);
        assert_eq!(acc.to_dyadic().ratio(&ten_thousand), Some(x));
        assert_eq!(squares.to_dyadic().ratio_sqrt(&ten_thousand), Some(x.abs()));
        for _ in 0..10_000 {
            assert!(acc.add(-x));
        }
        assert!(acc.is_zero());
    }
}

#[test]
fn values_that_are_not_finite_change_nothing() {
    let mut acc = sum(&[1.0]);
    for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(!acc.add(x));
        assert!(!ProductAcc::default().add_product(1.0, x));
    }
    assert_eq!(acc, sum(&[1.0]));
}
