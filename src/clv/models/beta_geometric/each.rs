//! Many customers at once.

use super::BetaGeometric;

/// How many answers are remembered: what fits the cache of a core.
const REMEMBERED: usize = 1 << 13;

/// What was asked, as bits, and the answer.
#[derive(Debug, Clone, Copy)]
struct Answer {
    x: u64,
    age: u64,
    purchases: f64,
}

impl BetaGeometric {
    /// P(alive) times the purchases of those alive, which depend on (x, T) alone: where times are whole days,
    /// of a million customers a few thousand differ.
    pub(in crate::clv::models) fn expected_of_each(
        &self,
        histories: impl Iterator<Item = (f64, f64, f64)>,
        t: f64,
    ) -> Vec<f64> {
        // No number has these bits.
        let nothing = Answer {
            x: u64::MAX,
            age: u64::MAX,
            purchases: 0.0,
        };
        let mut answers = vec![nothing; REMEMBERED];
        let each = histories.map(|history| {
            let (x, _, age) = history;
            let asked = (x.to_bits(), age.to_bits());
            let purchases = match answers.get_mut(place(asked)) {
                Some(answer) if (answer.x, answer.age) == asked => answer.purchases,
                other => {
                    let purchases = self.customer(history).expected_purchases(t);
                    if let Some(answer) = other {
                        (answer.x, answer.age) = asked;
                        answer.purchases = purchases;
                    }
                    purchases
                }
            };
            self.p_alive(history) * purchases
        });
        each.collect()
    }
}

/// Where an answer is remembered: the upper bits of a product spread well.
const fn place((x, age): (u64, u64)) -> usize {
    const UPPER: u32 = u64::BITS - REMEMBERED.trailing_zeros();
    let mixed = x.rotate_left(29) ^ age;
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> UPPER) as usize
}
