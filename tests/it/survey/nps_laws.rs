//! Laws of [`Nps`].

use proptest::prelude::*;
use tenure::Nps;
use tenure::survey::Rating;

use crate::support::laws;

pub(crate) fn ratings() -> impl Strategy<Value = Rating> {
    (0..=10_u8).prop_map(|rating| Rating::new(rating).unwrap())
}

#[test]
fn nps_is_an_accumulator() {
    laws::accumulator::<Nps, Rating>(file!(), ratings());
}
