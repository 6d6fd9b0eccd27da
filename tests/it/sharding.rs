//! One fixed data set in a hundred shardings: the same bytes and the same answers, here and on every
//! other machine.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "small numbers"
)]

use core::fmt::Debug;

use serde::Serialize;
use tenure::acquisition::{Acquisition, Cac, Funnel, FunnelStage};
use tenure::stats::{Binomial, BinomialMethod, ExactSum, Interval, Moments, QuantileRule, Sample};
use tenure::survey::{
    Csat, DriverAnswers, KeyDrivers, NpsMethod, Polarity, Rating, ScaleRating, Sentiment,
    WeightedNps, WeightedRating,
};
use tenure::units::{Finite, Level, Money, Proportion};
use tenure::{Merge, Nps, Segmented};

/// Knuth's MMIX generator: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    const fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// From cents to millions, of either sign, no two of one size.
    fn amount(&mut self) -> f64 {
        let digits = self.below(2_000_001) as f64 - 1e6;
        digits * [1e-5, 1e-2, 1.0, 1e3][self.below(4) as usize]
    }
}

/// The state and its saved form, after checking that no sharding and no order changes either.
fn sharded<A, T>(items: &[T]) -> (A, String)
where
    A: Default + Clone + Merge + PartialEq + Debug + Serialize + FromIterator<T>,
    T: Clone,
{
    let whole: A = items.iter().cloned().collect();
    let text = serde_json::to_string(&whole).unwrap();
    let mut numbers = Numbers(2026);
    for round in 0..100 {
        // Each item goes to a shard of its own choice, and the shards merge in a tree.
        let mut shards = vec![Vec::new(); 1 + round % 64];
        for item in items {
            let shard = numbers.below(shards.len() as u64) as usize;
            shards[shard].push(item.clone());
        }
        let mut states: Vec<A> = shards
            .into_iter()
            .map(|s| s.into_iter().collect())
            .collect();
        while states.len() > 1 {
            let taken = numbers.below(states.len() as u64) as usize;
            let taken = states.swap_remove(taken);
            let into = numbers.below(states.len() as u64) as usize;
            states[into].merge(taken);
        }
        assert_eq!(states[0], whole);
        assert_eq!(serde_json::to_string(&states[0]).unwrap(), text);
    }
    (whole, text)
}

/// FNV-1a.
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The value inside a saved form, its numbers as numbers: the same text in every format of it.
fn value(text: &str) -> String {
    let value = text
        .split_once(r#","value":"#)
        .map_or(text, |(_, rest)| rest.strip_suffix('}').unwrap());
    let parts: Vec<_> = value.split('"').collect();
    let mut bare = String::new();
    for (place, part) in parts.iter().enumerate() {
        let quoted = place % 2 == 1 && part.parse::<f64>().is_err();
        let quote = if quoted { "\"" } else { "" };
        bare.push_str(&format!("{quote}{part}{quote}"));
    }
    bare
}

fn ends(interval: Option<Interval>) -> [f64; 2] {
    interval.map(|i| [i.lower(), i.upper()]).unwrap()
}

#[test]
fn the_same_bytes_in_a_hundred_shardings() {
    let mut n = Numbers(1);
    let ratings: Vec<_> = (0..500)
        .map(|_| Rating::try_from(n.below(11)).unwrap())
        .collect();
    let amounts: Vec<_> = (0..500).map(|_| Finite::new(n.amount()).unwrap()).collect();

    let (nps, nps_text) = sharded::<Nps, _>(&ratings);
    let (moments, moments_text) = sharded::<Moments, _>(&amounts);
    let (sum, sum_text) = sharded::<ExactSum, _>(&amounts);
    let (sample, sample_text) = sharded::<Sample, _>(&amounts);
    let promoters: Vec<_> = ratings.iter().map(|r| r.get() >= 9).collect();
    let (share, share_text) = sharded::<Binomial, _>(&promoters);
    let weighted: Vec<_> = ratings
        .iter()
        .zip(&amounts)
        .map(|(r, x)| WeightedRating::new(*r, x.get().abs()).unwrap())
        .collect();
    let (weighted, weighted_text) = sharded::<WeightedNps, _>(&weighted);
    let money: Vec<_> = (0..500)
        .map(|_| Money::from_minor(n.amount() as i64))
        .collect();
    let satisfied: Vec<_> = (0..500)
        .map(|_| ScaleRating::<1, 5>::try_from(1 + n.below(5)).unwrap())
        .collect();
    let stages = [
        FunnelStage::Contacted,
        FunnelStage::Responded,
        FunnelStage::Converted,
    ];
    let stages: Vec<_> = (0..500).map(|_| stages[n.below(3) as usize]).collect();
    let polarities: Vec<_> = (0..500)
        .map(|_| Polarity::new(n.below(2001) as f64 / 1000.0 - 1.0).unwrap())
        .collect();
    let drivers: Vec<_> = amounts
        .windows(3)
        .map(|w| DriverAnswers::new([w[0].get(), w[1].get()], w[2].get()).unwrap())
        .collect();
    let (drivers, drivers_text) = sharded::<KeyDrivers<2>, _>(&drivers);
    let won: Vec<_> = (0..500)
        .map(|_| {
            let spent = Money::from_minor(n.below(1_000_000) as i64);
            Acquisition::new(spent, n.below(5)).unwrap()
        })
        .collect();
    let by_plan: Vec<_> = ratings.iter().map(|r| (n.below(7), *r)).collect();
    let (by_plan, _) = sharded::<Segmented<u64, Nps>, _>(&by_plan);
    let by_plan: Vec<_> = by_plan
        .iter()
        .map(|(plan, nps)| {
            format!(
                r#""{plan}":{}"#,
                value(&serde_json::to_string(nps).unwrap())
            )
        })
        .collect();

    let texts = [
        nps_text,
        moments_text,
        sum_text,
        sample_text,
        share_text,
        weighted_text,
        drivers_text,
        sharded::<Money, _>(&money).1,
        sharded::<Csat, _>(&satisfied).1,
        sharded::<Funnel, _>(&stages).1,
        sharded::<Sentiment, _>(&polarities).1,
        sharded::<Cac, _>(&won).1,
        format!("{{{}}}", by_plan.join(",")),
    ];
    // What is asked of them goes through this crate's own functions and libm: the same bits too.
    let mut answers = vec![
        nps.score().unwrap(),
        moments.mean().unwrap(),
        moments.standard_deviation().unwrap(),
        moments.standard_error().unwrap(),
        sum.value().unwrap(),
        sample.median().unwrap(),
        sample
            .quantile(Proportion::new(0.9).unwrap(), QuantileRule::MedianUnbiased)
            .unwrap(),
        weighted.score().unwrap(),
        drivers.correlation(0).unwrap(),
    ];
    answers.extend(ends(nps.interval(Level::P95)));
    answers.extend(ends(nps.interval_with(NpsMethod::Score, Level::P99)));
    answers.extend(ends(moments.mean_interval(Level::P95)));
    answers.extend(ends(weighted.interval(Level::P90)));
    for method in [
        BinomialMethod::Wilson,
        BinomialMethod::ClopperPearson,
        BinomialMethod::Jeffreys,
    ] {
        answers.extend(ends(share.interval_with(method, Level::P95)));
    }
    // The neutral band of a sentiment stands in its kind now; the bytes hashed are those of its fields, band first.
    let texts = texts.map(|text| {
        if text.starts_with(r#"{"0":"#) {
            return text; // by plan: bare already
        }
        value(&text).replace(r#"{"positive":"#, r#"{"band":5,"positive":"#)
    });
    let answers_hash = hash(answers.iter().flat_map(|x| x.to_bits().to_be_bytes()));
    assert_eq!(
        [hash(texts.join("\n").bytes()), answers_hash],
        [0x9389_9C95_0168_AA68, 0x8D87_4208_D855_CB46],
        "a saved form or the bits of an answer changed: {texts:#?} {answers:?}"
    );
}
