//! Every way in is the same way: bytes, iterators and segments, with the same result and the same
//! refusal, wherever the bad answer is.

use core::fmt::Debug;

use proptest::prelude::*;
use tenure::survey::{Ces, Csat, Ratings, ScaleRating};
use tenure::{Nps, Result, Segmented};

/// What is counted and checked at once.
const BLOCK: usize = 1024;

/// Answers about as many as fill one, two or three blocks, or few, with up to two bad ones.
fn answers<const LOW: u8, const HIGH: u8>() -> impl Strategy<Value = Vec<u8>> {
    let length = prop_oneof![
        0..80_usize,
        BLOCK - 3..BLOCK + 3,
        2 * BLOCK - 3..2 * BLOCK + 3,
        3 * BLOCK - 70..3 * BLOCK + 70,
    ];
    let good = length.prop_flat_map(|length| prop::collection::vec(LOW..=HIGH, length));
    let bad = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3);
    (good, bad).prop_map(|(mut bytes, bad)| {
        for (place, byte) in bad.iter().filter(|_| !bytes.is_empty()).collect::<Vec<_>>() {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        bytes
    })
}

/// The state, or what is said of the first byte that has none.
fn plain<A, const LOW: u8, const HIGH: u8>(
    bytes: &[u8],
    push: impl Fn(&mut A, ScaleRating<LOW, HIGH>),
) -> Result<A, String>
where
    A: Default,
{
    let mut state = A::default();
    for (index, &byte) in bytes.iter().enumerate() {
        match ScaleRating::new(byte) {
            Ok(rating) => push(&mut state, rating),
            Err(why) => return Err(format!("item {index} was rejected: {why}")),
        }
    }
    Ok(state)
}

fn same<A: PartialEq + Debug>(
    ways: impl IntoIterator<Item = Result<A>>,
    plain: &Result<A, String>,
) {
    for (way, got) in ways.into_iter().enumerate() {
        assert_eq!(&got.map_err(|error| error.to_string()), plain, "way {way}");
    }
}

/// An iterator that does not say how long it is.
fn unsized_iter(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut left = bytes.iter();
    core::iter::from_fn(move || left.next().copied())
}

macro_rules! same_whichever_way {
    ($($name:ident: $state:ty, $low:literal to $high:literal;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig {
                source_file: Some(file!()),
                ..ProptestConfig::with_cases(96)
            })]
            $(
                #[test]
                fn $name(bytes in answers::<$low, $high>()) {
                    let plain = plain::<$state, $low, $high>(&bytes, |state, rating| state.push(rating));
                    let checked = bytes.iter().map(|&byte| ScaleRating::<$low, $high>::new(byte));
                    let mut extended = <$state>::default();
                    let extending = extended.try_extend(&bytes).map(|()| extended.clone());
                    if extending.is_err() {
                        prop_assert_eq!(&extended, &<$state>::default());
                    }
                    same(
                        [
                            <$state>::try_from_bytes(&bytes),
                            <$state>::try_from_iter(&bytes),
                            <$state>::try_from_iter(unsized_iter(&bytes)),
                            <$state>::try_from_iter(bytes.iter().map(|&byte| f64::from(byte))),
                            extending,
                        ],
                        &plain,
                    );
                    // Collecting checked ratings knows no index, and the same first refusal.
                    let collected = checked.collect::<Result<$state>>();
                    prop_assert_eq!(collected.as_ref().ok(), plain.as_ref().ok());
                    if let (Err(cause), Err(plain)) = (collected, plain) {
                        prop_assert!(plain.ends_with(&cause.to_string()));
                    }
                }
            )*
        }
    };
}

same_whichever_way! {
    nps: Nps, 0 to 10;
    csat: Csat, 1 to 5;
    ces: Ces, 1 to 7;
    ratings_from_0_to_10: Ratings<0, 10>, 0 to 10;
    ratings_of_two_points: Ratings<254, 255>, 254 to 255;
    ratings_of_sixteen_points: Ratings<1, 16>, 1 to 16;
    ratings_of_seventeen_points: Ratings<0, 16>, 0 to 16;
    ratings_of_every_byte: Ratings<0, 255>, 0 to 255;
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(48) })]

    /// A segment is fed one by one, a whole survey by the block.
    #[test]
    fn segments_and_their_total_are_what_was_collected(
        answers in prop::collection::vec((0..4_u8, 0..=10_u8), 0..2 * BLOCK + 9),
    ) {
        let rated = answers.iter().map(|&(key, raw)| (key, ScaleRating::<0, 10>::new(raw).unwrap()));
        let nps: Segmented<u8, Nps> = rated.clone().collect();
        let ratings: Segmented<u8, Ratings<0, 10>> = rated.collect();
        let raw = |of: Option<u8>| -> Vec<u8> {
            let mine = answers.iter().filter(|(key, _)| of.is_none_or(|of| of == *key));
            mine.map(|&(_, raw)| raw).collect()
        };
        for key in 0..4 {
            let raw = raw(Some(key));
            let [got_nps, got_ratings] = [nps.get(&key).is_some(), ratings.get(&key).is_some()];
            prop_assert_eq!([got_nps, got_ratings], [!raw.is_empty(); 2]);
            if !raw.is_empty() {
                prop_assert_eq!(nps.get(&key), Some(&Nps::try_from_bytes(&raw).unwrap()));
                prop_assert_eq!(ratings.get(&key), Some(&Ratings::try_from_bytes(&raw).unwrap()));
            }
        }
        prop_assert_eq!(nps.total(), Nps::try_from_bytes(&raw(None)).unwrap());
        prop_assert_eq!(ratings.total(), Ratings::try_from_bytes(&raw(None)).unwrap());
    }

    /// Counted elsewhere, in any order and any number of portions.
    #[test]
    fn counts_are_answers(raw in prop::collection::vec(1..=5_u8, 0..60), cut in any::<prop::sample::Index>()) {
        let whole = Ratings::<1, 5>::try_from_bytes(&raw).unwrap();
        let counted: Vec<_> =
            whole.iter().map(|(rating, n)| (rating, u64::try_from(n).unwrap())).collect();
        prop_assert_eq!(&Ratings::<1, 5>::try_from_counts(counted.clone()).unwrap(), &whole);
        let csat: Csat = Csat::try_from_counts(counted.into_iter().rev()).unwrap();
        prop_assert_eq!(csat.ratings(), &whole);
        let (head, tail) = raw.split_at(cut.index(raw.len() + 1));
        let portions = [head, tail].concat().into_iter().map(|rating| (rating, 1));
        prop_assert_eq!(&Ratings::<1, 5>::try_from_counts(portions).unwrap(), &whole);
    }
}

#[test]
fn counts_of_no_rating_are_named_and_nothing_is_nothing() {
    let wrong = Ces::<1, 5>::try_from_counts([(5, 3), (6, 0)]).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "item 1 was rejected: rating must be a whole number from 1 to 5, got 6"
    );
    let nobody = Ratings::<1, 5>::try_from_counts([(5, 0), (1, 0)]).unwrap();
    assert_eq!(nobody, Ratings::default());
    let huge = Ratings::<1, 5>::try_from_counts([(5, u64::MAX), (5, u64::MAX)]).unwrap();
    assert_eq!(huge.count(), u64::MAX);
}
