//! What is saved of several states together.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tenure::saved::Saved;
use tenure::stats::Binomial;
use tenure::units::Money;
use tenure::{Csat, Nps, Segmented};

use super::survey::{csats, tallies};
use super::{Table, forms, stats};

type Together = (Nps, Csat<1, 5>, Option<Binomial>, [Nps; 2]);

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .saved::<Segmented<String, Nps>>(segmented(any::<String>(), tallies()))
        .saved::<Segmented<(u8, Option<i64>), Csat<1, 5>>>(segmented(
            any::<(u8, Option<i64>)>(),
            csats(),
        ))
        .saved::<Segmented<Option<u8>, Money>>(segmented(
            any::<Option<u8>>(),
            any::<i64>().prop_map(Money::from_minor),
        ))
        .saved::<Segmented<u32, Together>>(segmented(any::<u32>(), together()));
    table
}

fn together() -> impl Strategy<Value = Together> {
    let binomials = proptest::option::of(stats::binomials());
    (tallies(), csats(), binomials, [tallies(), tallies()])
}

fn segmented<K, A>(
    keys: impl Strategy<Value = K> + 'static,
    states: impl Strategy<Value = A> + 'static,
) -> impl Strategy<Value = Segmented<K, A>>
where
    K: Ord + core::fmt::Debug + 'static,
    A: Default + core::fmt::Debug + 'static,
{
    let maps = proptest::collection::btree_map(keys, states, 0..8);
    maps.prop_map(|map: BTreeMap<K, A>| {
        let mut segmented = Segmented::new();
        for (key, state) in map {
            *segmented.entry(key) = state;
        }
        segmented
    })
}

#[test]
fn states_are_saved() {
    table().check();
}

/// Tagged once, by what they are together.
#[test]
fn tuples_options_and_arrays_are_saved() {
    let states: Together = (
        Nps::from_counts(5, 3, 2),
        Csat::try_from_iter([4, 5]).unwrap(),
        None,
        [Nps::default(), Nps::from_counts(1, 0, 0)],
    );
    forms::bytes(&states);
    forms::serde(&states);
    let kind = "(nps, csat 1-5, optional binomial, [nps; 2])";
    assert_eq!(Together::kind(), kind);
    let bytes = states.to_bytes().unwrap();
    assert!(bytes[1..].starts_with(kind.as_bytes()));
    assert_eq!(
        <(Nps, Csat<1, 5>)>::from_bytes(&bytes)
            .unwrap_err()
            .to_string(),
        format!("expected a saved (nps, csat 1-5), found a saved {kind}")
    );
}

#[test]
fn the_parts_of_segments_have_no_tag() {
    let mut segmented = Segmented::<(u8, bool), Nps>::new();
    *segmented.entry((2, true)) = Nps::from_counts(5, 3, 2);
    let text = serde_json::to_string(&segmented).unwrap();
    assert_eq!(
        text,
        r#"{"kind":"segmented of nps","format":1,"value":[[[2,true],{"promoters":5,"passives":3,"detractors":2}]]}"#
    );
    let pair = r#"[[2,true],{"promoters":5,"passives":3,"detractors":2}]"#;
    let twice = text.replace(pair, &format!("{pair},{pair}"));
    let message = serde_json::from_str::<Segmented<(u8, bool), Nps>>(&twice)
        .unwrap_err()
        .to_string();
    assert!(message.starts_with("a key occurs twice"), "{message}");
    // Keys that are only borrowed can be written.
    let borrowed: Segmented<&str, Nps> = Segmented::new();
    assert!(serde_json::to_string(&borrowed).is_ok());
}

/// Memory that an engine can limit.
#[test]
fn states_tell_what_they_own() {
    use tenure::Merge as _;

    assert_eq!(Nps::from_counts(5, 3, 2).heap_size(), 0);
    let csat: Csat<1, 5> = Csat::try_from_iter([4, 5]).unwrap();
    assert_eq!(csat.heap_size(), 5 * size_of::<u128>());
    assert_eq!(Csat::<1, 5>::default().heap_size(), 0);
    let sample = tenure::stats::Sample::try_from_iter([1.0, 2.0, 3.0]).unwrap();
    assert!(sample.heap_size() >= 24);
    let mut segmented = Segmented::<u8, Csat<1, 5>>::new();
    *segmented.entry(1) = csat.clone();
    assert!(segmented.heap_size() > csat.heap_size() + size_of::<Csat<1, 5>>());
}

/// Bytes that are not ours, or were.
#[test]
fn bytes_are_refused_with_a_reason() {
    let bytes = Nps::from_counts(5, 3, 2).to_bytes().unwrap();
    let message = |bytes: &[u8]| Nps::from_bytes(bytes).unwrap_err().to_string();
    let unreadable = "these bytes are not a saved nps: ";
    assert_eq!(message(&[]), format!("{unreadable}they end too early"));
    assert_eq!(
        message(&[&bytes[..], &[0]].concat()),
        format!("{unreadable}there are more of them after its end")
    );
    assert_eq!(
        message(b"\x03np\x01\x01\x05\x03\x02"),
        format!("{unreadable}they do not begin with a kind")
    );
    assert_eq!(
        message(b"\x03nps\x02\x05\x03\x02"),
        "format 2 of nps is not known to this version, which reads format 1"
    );
    // A list that claims 2⁶⁰ items, and has none.
    let claim = b"\x06sample\x01\x80\x80\x80\x80\x80\x80\x80\x80\x10";
    let error = tenure::stats::Sample::from_bytes(claim).unwrap_err();
    assert!(error.to_string().ends_with("they end too early"), "{error}");
    let broken = tenure::stats::Interval::new(0.0, 1.0, tenure::units::Level::P95).unwrap();
    let mut bytes = broken.to_bytes().unwrap();
    bytes[16..18].copy_from_slice(&[0xf0, 0x7f]); // the lower end is infinite
    let error = tenure::stats::Interval::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "these bytes are not a saved interval: they hold values that none has"
    );
}
