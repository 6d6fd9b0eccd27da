//! Random numbers that are the same on every platform.
//!
//! Ours because the draws of crates of random numbers change with their versions, and saved seeds must not.

mod binomial;
mod draws;

/// `SplitMix64` (Steele, Lea and Flood 2014): one addition and three multiplications a number, every
/// seed as good as any other. For sampling, not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed of the `number`-th of many streams: none is a later part of another, as those of seeds
    /// that differ by the generator's own step would be, and no two numbers have the same.
    pub(crate) const fn seed_of(seed: u64, number: u64) -> u64 {
        let base = Self(seed).next();
        // Odd, so that numbers are mapped one to one.
        Self(base ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03)).next()
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Strictly between 0 and 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Any whole number below `bound`, each as likely as the others (Lemire 2019); 0 for a bound of 0.
    pub(crate) const fn below(&mut self, bound: u64) -> u64 {
        // The high half of a product is below the bound; low halves under 2⁶⁴ mod bound are drawn again,
        // so that every answer has as many draws behind it.
        let Some(refused) = bound.wrapping_neg().checked_rem(bound) else {
            return 0;
        };
        loop {
            let product = (self.next() as u128).wrapping_mul(bound as u128);
            if (product & u64::MAX as u128) >= refused as u128 {
                // Below the bound, so it fits.
                #[allow(clippy::cast_possible_truncation, reason = "a high half")]
                return (product >> 64) as u64;
            }
        }
    }

    /// Every order of the items as likely as any other (Fisher and Yates 1938, Durstenfeld 1964).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = (last as u64).saturating_add(1);
            // At most `last`.
            let other = usize::try_from(self.below(bound)).unwrap_or(last);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // First outputs of the reference implementation for seed 1234567.
        let mut random = SplitMix64::new(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn streams_of_one_seed_have_little_to_do_with_each_other() {
        let seeds: std::collections::BTreeSet<u64> = (0..10_000)
            .map(|number| SplitMix64::seed_of(7, number))
            .collect();
        assert_eq!(seeds.len(), 10_000);
        // Neighbours' first draws are not correlated: the deviation of the mean product is 1/1200.
        let first = |number| SplitMix64::new(SplitMix64::seed_of(7, number)).uniform() - 0.5;
        let product: f64 = (0..10_000).map(|n| first(n) * first(n + 1)).sum();
        assert!((product / 10_000.0).abs() < 0.003, "{product}");
        assert_ne!(SplitMix64::seed_of(7, 1), SplitMix64::seed_of(8, 1));
    }

    #[test]
    fn below_stays_below_and_reaches_all() {
        let mut random = SplitMix64::new(5);
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
        let mut seen = [0_u32; 6];
        for _ in 0..6000 {
            seen[usize::try_from(random.below(6)).unwrap()] += 1;
        }
        // Six thousand throws of a die: mean 1000, deviation 29; a fixed seed, so it always passes.
        assert!(seen.iter().all(|n| (880..1120).contains(n)), "{seen:?}");
        // More than half of all draws would be biased here, were none refused.
        let bound = (1 << 63) + 1;
        assert!((0..100).all(|_| random.below(bound) < bound));
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut random = SplitMix64::new(11);
        let mut seen = std::collections::BTreeMap::<[u8; 4], u32>::new();
        for _ in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            random.shuffle(&mut items);
            *seen.entry(items).or_default() += 1;
        }
        assert_eq!(seen.len(), 24);
        // Mean 1000, deviation 31.
        assert!(seen.values().all(|n| (870..1130).contains(n)), "{seen:?}");
        random.shuffle::<u8>(&mut []);
    }
}
