//! Exact one-dimensional groups: reference values, the optimum by brute force, bad input.

use proptest::prelude::*;
use tenure::survey::{Group, Ratings};

use crate::support::assert_close;
use crate::support::golden::{counts, golden, numbers};

type Scale = Ratings<1, 10>;

#[test]
fn reference_kmeans_1d() {
    for id in ["kmeans_1d_k1", "kmeans_1d_k2", "kmeans_1d_k3"] {
        let item = golden(id);
        let ratings = Scale::try_from_iter(counts(item.input("scores"))).unwrap();
        let k = usize::try_from(item.input("k").as_u64().unwrap()).unwrap();
        let groups = ratings.groups(k).unwrap();
        let within_ss: f64 = groups.iter().map(|group| group.within_ss).sum();
        assert_close(within_ss, item.number("within_ss").unwrap(), 1e-15);
        let centres: Vec<f64> = groups.iter().map(|group| group.centre).collect();
        assert_eq!(centres, numbers(item.expected("centers_sorted")));
        let sizes: Vec<u64> = groups.iter().map(|group| group.size).collect();
        let expected = counts(item.expected("sizes"));
        assert_eq!(sizes, expected);
    }
}

/// n·Σx² − (Σx)² over n, with the least common multiple of 1..=36 as a denominator: whole numbers.
fn ss_times_lcm(ratings: &[u8]) -> i128 {
    const LCM: i128 = 144_403_552_893_600;
    let n = ratings.len() as i128;
    let total: i128 = ratings.iter().map(|&x| i128::from(x)).sum();
    let squares: i128 = ratings.iter().map(|&x| i128::from(x) * i128::from(x)).sum();
    assert!(LCM % n == 0);
    (n * squares - total * total) * (LCM / n)
}

/// Every way to cut sorted `raw` into k between different ratings, as the place of each start.
fn all_cuts(raw: &[u8], k: usize) -> Vec<Vec<usize>> {
    let boundaries: Vec<usize> = (1..raw.len()).filter(|&i| raw[i - 1] < raw[i]).collect();
    let mut cuts = vec![vec![]];
    for &boundary in &boundaries {
        for i in 0..cuts.len() {
            if cuts[i].len() + 1 < k {
                let mut more: Vec<usize> = cuts[i].clone();
                more.push(boundary);
                cuts.push(more);
            }
        }
    }
    cuts.retain(|cut| cut.len() + 1 == k);
    cuts
}

/// The best of them; of equals the one whose topmost group starts lowest, then the next below.
fn brute_force(raw: &[u8], k: usize) -> Vec<usize> {
    let cost = |cut: &Vec<usize>| -> i128 {
        let starts = core::iter::once(0).chain(cut.iter().copied());
        let ends = cut.iter().copied().chain([raw.len()]);
        starts
            .zip(ends)
            .map(|(i, j)| ss_times_lcm(&raw[i..j]))
            .sum()
    };
    let downwards = |cut: &Vec<usize>| cut.iter().rev().copied().collect::<Vec<_>>();
    let cuts = all_cuts(raw, k);
    let best = cuts.iter().min_by_key(|&cut| (cost(cut), downwards(cut)));
    best.unwrap().clone()
}

fn starts_of<const L: u8, const H: u8>(groups: &[Group<L, H>]) -> Vec<usize> {
    let sizes = groups.iter().map(|group| group.size as usize);
    let ends = sizes.scan(0, |end, size| {
        *end += size;
        Some(*end)
    });
    ends.take(groups.len() - 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn they_are_the_best_of_all_contiguous_partitions(
        mut raw in prop::collection::vec(1..=9_u8, 1..36),
        k in 1..=9_usize,
    ) {
        raw.sort_unstable();
        let mut different = raw.clone();
        different.dedup();
        let k = k.min(different.len());
        let ratings = Ratings::<1, 9>::try_from_iter(&raw).unwrap();
        let groups = ratings.groups(k).unwrap();
        prop_assert_eq!(groups.len(), k);
        prop_assert_eq!(starts_of(&groups), brute_force(&raw, k));

        // Each group says what is in it.
        let mut rest = &raw[..];
        for group in &groups {
            let (inside, above) = rest.split_at(group.size as usize);
            rest = above;
            prop_assert_eq!(Some(&group.lowest.get()), inside.first());
            prop_assert_eq!(Some(&group.highest.get()), inside.last());
            let total: f64 = inside.iter().map(|&x| f64::from(x)).sum();
            prop_assert_eq!(group.centre, total / inside.len() as f64);
            let ss: f64 = inside.iter().map(|&x| (f64::from(x) - group.centre) * (f64::from(x) - group.centre)).sum();
            prop_assert!((group.within_ss - ss).abs() < 1e-12 * (1.0 + ss));
        }
        prop_assert!(rest.is_empty());
        prop_assert!(groups.windows(2).all(|two| two[0].highest < two[1].lowest));
        prop_assert!(groups.windows(2).all(|two| two[0].centre < two[1].centre));
    }

    #[test]
    fn more_groups_are_never_less_alike(raw in prop::collection::vec(0..=10_u8, 1..60)) {
        let ratings = Ratings::<0, 10>::try_from_iter(&raw).unwrap();
        let within = |k| -> f64 { ratings.groups(k).unwrap().iter().map(|g| g.within_ss).sum() };
        let different = ratings.iter().filter(|(_, n)| *n > 0).count();
        let all: Vec<f64> = (1..=different).map(within).collect();
        prop_assert!(all.windows(2).all(|two| two[1] <= two[0]));
        prop_assert_eq!(all.last(), Some(&0.0));
    }
}

/// 1 2 3 cut in two: {1} {2 3} and {1 2} {3} are equally good.
#[test]
fn of_equals_the_topmost_group_reaches_furthest_down() {
    let groups = Scale::try_from_iter([1, 2, 3]).unwrap().groups(2).unwrap();
    assert_eq!(groups[0].size, 1);
    assert_eq!((groups[1].lowest.get(), groups[1].size), (2, 2));
}

#[test]
fn the_longest_scale_is_no_trouble() {
    let ratings = Ratings::<0, 255>::try_from_iter(0..=255_u8).unwrap();
    let groups = ratings.groups(4).unwrap();
    assert!(groups.iter().all(|group| group.size == 64));
    assert_eq!(ratings.groups(256).unwrap().len(), 256);
}

#[cfg(feature = "serde")]
#[test]
fn huge_counts_are_exact() {
    let text = format!("[{0},1,0,0,0,0,0,0,1,{0}]", u64::MAX);
    let ratings: Scale = crate::support::wire::read(&text).unwrap();
    let groups = ratings.groups(2).unwrap();
    assert_eq!(groups[0].size, u64::MAX);
    assert_eq!(groups[1].size, u64::MAX);
}

#[test]
fn too_many_groups_and_none_are_refused() {
    let ratings = Scale::try_from_iter([4, 4, 5]).unwrap();
    assert_eq!(
        ratings.groups(0).unwrap_err().to_string(),
        "number of groups must be at least 1, got 0"
    );
    assert_eq!(
        ratings.groups(3).unwrap_err().to_string(),
        "a split into that many groups needs at least 3 different ratings, got 2"
    );
    assert_eq!(
        Scale::default().groups(1).unwrap_err().to_string(),
        "a split into that many groups needs at least 1 different rating, got 0"
    );
}
