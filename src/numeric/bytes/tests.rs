use proptest::prelude::*;

use super::{classes, histogram, in_blocks, try_in_blocks};

fn naive_classes(bytes: &[u8], low: u8, high: u8, d: u8, p: u8) -> Result<[u64; 3], usize> {
    let mut counts = [0; 3];
    for (index, &v) in bytes.iter().enumerate() {
        if v < low || v > high {
            return Err(index);
        }
        let class = if v <= d {
            0
        } else if v >= p {
            2
        } else {
            1
        };
        counts[class] += 1;
    }
    Ok(counts)
}

fn naive_histogram(bytes: &[u8], low: u8, bins: &mut [u64]) -> Result<(), usize> {
    let mut counts = vec![0; bins.len()];
    for (index, &v) in bytes.iter().enumerate() {
        let bin = v
            .checked_sub(low)
            .and_then(|bin| counts.get_mut(usize::from(bin)));
        *bin.ok_or(index)? += 1;
    }
    for (bin, n) in bins.iter_mut().zip(counts) {
        *bin += n;
    }
    Ok(())
}

fn agree_on_histogram(bytes: &[u8], low: u8, size: usize) {
    let mut ours = vec![7; size];
    let mut theirs = ours.clone();
    assert_eq!(
        histogram(bytes, low, &mut ours),
        naive_histogram(bytes, low, &mut theirs)
    );
    assert_eq!(
        ours,
        theirs,
        "low {low}, {size} bins, {} bytes",
        bytes.len()
    );
}

/// Around every multiple that means something: lanes, groups of rows, blocks, buffers.
fn lengths() -> impl Strategy<Value = usize> {
    let near = |n: usize| n.saturating_sub(1)..=n + 1;
    prop_oneof![
        0..200_usize,
        prop::sample::select(vec![16, 64, 252 * 16, 255 * 16, 2 * 252 * 16, 1024, 2048])
            .prop_flat_map(near),
        0..12_000_usize,
    ]
}

/// Bytes of a scale, in any order, and now and then one that is not.
fn ratings() -> impl Strategy<Value = (u8, u8, Vec<u8>)> {
    (
        any::<u8>(),
        prop_oneof![4 => 0..20_u8, 1 => any::<u8>()],
        lengths(),
    )
        .prop_flat_map(|(low, span, len)| {
            let high = low.saturating_add(span);
            let strays = prop_oneof![
                2 => Just(Vec::new()),
                1 => prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            ];
            (prop::collection::vec(low..=high, len), strays).prop_map(move |(mut bytes, strays)| {
                for (at, v) in strays {
                    if !bytes.is_empty() {
                        let at = at.index(bytes.len());
                        bytes[at] = v;
                    }
                }
                (low, high, bytes)
            })
        })
}

proptest! {
    #[test]
    fn classes_are_the_naive_count((low, high, bytes) in ratings(), d: u8, p: u8, near in 0..3_u8) {
        // Breaks anywhere, and mostly on the scale.
        let (d, p) = match near {
            0 => (d, p),
            1 => (low.saturating_add(d % 20), low.saturating_add(p % 20)),
            _ => (low.saturating_add(d % 20), low.saturating_add(d % 20).saturating_add(p % 5)),
        };
        prop_assert_eq!(classes(&bytes, low, high, d, p), naive_classes(&bytes, low, high, d, p));
    }

    #[test]
    fn classes_of_any_bytes_on_any_scale(
        bytes in prop::collection::vec(any::<u8>(), 0..600), low: u8, high: u8, d: u8, p: u8,
    ) {
        prop_assert_eq!(classes(&bytes, low, high, d, p), naive_classes(&bytes, low, high, d, p));
        prop_assert_eq!(classes(&bytes, 0, 255, d, p), naive_classes(&bytes, 0, 255, d, p));
    }

    #[test]
    fn histogram_is_the_naive_count((low, high, bytes) in ratings(), more in 0..3_usize) {
        agree_on_histogram(&bytes, low, usize::from(high - low) + 1 + more);
    }

    #[test]
    fn histogram_of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), low: u8, size in 0..300_usize) {
        agree_on_histogram(&bytes, low, size);
        agree_on_histogram(&bytes, low, size % 17);
        agree_on_histogram(&bytes, 0, 256);
    }

    #[test]
    fn classes_are_the_histogram_aggregated((low, high, bytes) in ratings(), d in 0..20_u8, p in 0..20_u8) {
        let mut bins = vec![0; usize::from(high - low) + 1];
        let outcome = histogram(&bytes, low, &mut bins);
        let (d, p) = (low.saturating_add(d), low.saturating_add(d).saturating_add(1).saturating_add(p));
        let total = |keep: &dyn Fn(u8) -> bool| -> u64 {
            (low..=high).zip(&bins).filter(|(v, _)| keep(*v)).map(|(_, n)| n).sum()
        };
        if outcome.is_ok() {
            prop_assert_eq!(total(&|_| true), bytes.len() as u64);
        }
        let expected = [total(&|v| v <= d), total(&|v| v > d && v < p), total(&|v| v > d && v >= p)];
        prop_assert_eq!(classes(&bytes, low, high, d, p), outcome.map(|()| expected));
    }

    #[test]
    fn blocks_hand_over_every_byte_in_order(bytes in lengths().prop_flat_map(|n| prop::collection::vec(any::<u8>(), n))) {
        let mut seen = Vec::new();
        in_blocks(bytes.iter().copied(), |block| {
            assert!(!block.is_empty());
            seen.extend_from_slice(block);
        });
        prop_assert_eq!(seen, bytes);
    }

    #[test]
    fn blocks_stop_at_the_first_error(length in lengths(), at: prop::sample::Index, second: prop::sample::Index) {
        let bad = [at, second].map(|at| at.index(length + 1));
        let items = (0..length).map(|i| if bad.contains(&i) { Err(i) } else { Ok(0) });
        let mut seen = 0;
        let outcome = try_in_blocks(items, |block| seen += block.len());
        if let Some(first) = bad.into_iter().filter(|&i| i < length).min() {
            prop_assert_eq!(outcome, Err((first, first)));
            prop_assert!(seen <= first);
        } else {
            prop_assert_eq!(outcome, Ok(()));
            prop_assert_eq!(seen, length);
        }
    }
}

#[test]
fn every_scale_at_every_short_length() {
    for size in 1..=20_u8 {
        let cycle = (1..=size).cycle();
        for length in (0..150).chain([4031, 4032, 4033, 8064, 8065]) {
            let bytes: Vec<u8> = cycle.clone().take(length).collect();
            agree_on_histogram(&bytes, 1, usize::from(size));
            assert_eq!(
                classes(&bytes, 1, size, 2, 4),
                naive_classes(&bytes, 1, size, 2, 4)
            );
        }
    }
}

#[test]
fn one_value_only_fills_one_counter_to_the_brim() {
    for v in [0, 1, 10, 15, 254, 255] {
        let bytes = vec![v; 3 * 4080 + 5];
        let n = bytes.len() as u64;
        assert_eq!(classes(&bytes, 0, 255, 255, 0), Ok([n, 0, 0]));
        assert_eq!(
            classes(&bytes, 0, 255, 0, 0),
            Ok(if v == 0 { [n, 0, 0] } else { [0, 0, n] })
        );
        assert_eq!(classes(&bytes, 0, 10, 6, 9).is_ok(), v <= 10);
        for size in [1, 5, 7, 11, 16, 17, 256] {
            agree_on_histogram(&bytes, 0, size);
            agree_on_histogram(&bytes, v, size);
        }
    }
}

#[test]
fn the_first_bad_rating_is_named_wherever_it_stands() {
    let good = vec![5_u8; 9000];
    for at in [
        0, 1, 15, 16, 63, 64, 4031, 4032, 4080, 8063, 8064, 8998, 8999,
    ] {
        let mut bytes = good.clone();
        bytes[at] = 11;
        bytes[8999] = 200;
        assert_eq!(classes(&bytes, 0, 10, 6, 9), Err(at));
        for size in [11, 9, 16, 100] {
            let mut bins = vec![3; size];
            let first = if size > 11 { 8999 } else { at };
            assert_eq!(histogram(&bytes, 0, &mut bins), Err(first));
            assert_eq!(bins, vec![3; size], "left as they were");
        }
    }
}

#[test]
fn nothing_at_all() {
    assert_eq!(classes(&[], 0, 10, 6, 9), Ok([0; 3]));
    assert_eq!(classes(&[], 10, 0, 6, 9), Ok([0; 3]));
    assert_eq!(classes(&[5], 10, 0, 6, 9), Err(0));
    assert_eq!(histogram(&[], 0, &mut []), Ok(()));
    assert_eq!(histogram(&[0], 0, &mut []), Err(0));
    assert_eq!(histogram(&[3], 250, &mut [0; 11]), Err(0));
    in_blocks(std::iter::empty(), |_| panic!("no block"));
}

#[test]
fn a_full_bin_stays_full() {
    let mut bins = [u64::MAX; 5];
    assert_eq!(histogram(&[1, 2, 3], 1, &mut bins), Ok(()));
    let mut wide = [u64::MAX; 20];
    assert_eq!(histogram(&[1, 2, 3], 1, &mut wide), Ok(()));
    assert_eq!((bins, wide), ([u64::MAX; 5], [u64::MAX; 20]));
}
