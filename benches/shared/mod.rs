//! What the benches share: how much is made up, and of what.
#![allow(dead_code, reason = "not every bench uses all of it")]

/// So many, or a hundredth in a smoke run (`-- --test`).
pub(crate) fn amount(full: usize) -> usize {
    if std::env::args().any(|argument| argument == "--test") {
        full / 100
    } else {
        full
    }
}

/// Uniform numbers, the same every time (xorshift64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Between 0 and 1, never either.
    pub(crate) fn roll(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// From 0 to one less than `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}
