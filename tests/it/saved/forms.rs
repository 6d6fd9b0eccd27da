//! One state through every format.

use core::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tenure::Error;
use tenure::saved::Saved;

/// The same value, to the bit, through every format of serde.
pub(super) fn serde<T>(state: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    // Bits, where `==` sees numbers: the binary form of serde tells −0 from 0.
    let bits = postcard::to_allocvec(state).unwrap();
    let same = |format: &str, back: T| {
        assert_eq!(&back, state, "{format}");
        assert_eq!(postcard::to_allocvec(&back).unwrap(), bits, "{format}");
    };
    let text = serde_json::to_string(state).unwrap();
    same("JSON", serde_json::from_str(&text).unwrap());
    let tree = serde_json::to_value(state).unwrap();
    same(
        "a tree of JSON",
        serde_json::from_value(tree.clone()).unwrap(),
    );
    same("postcard", postcard::from_bytes(&bits).unwrap());
    let packed = rmp_serde::to_vec(state).unwrap();
    same("MessagePack", rmp_serde::from_slice(&packed).unwrap());
    let packed = rmp_serde::to_vec_named(state).unwrap();
    same("named MessagePack", rmp_serde::from_slice(&packed).unwrap());
    let mut cbor = Vec::new();
    ciborium::into_writer(state, &mut cbor).unwrap();
    same("CBOR", ciborium::from_reader(cbor.as_slice()).unwrap());

    for (place, surplus) in with_surplus(&tree).into_iter().enumerate() {
        if let Ok(read) = serde_json::from_value::<T>(surplus.clone()) {
            panic!("an unknown field ({place}) is ignored: {surplus} is read as {read:?}");
        }
    }
}

/// The binary form: the same value and the same bytes, and refusals of what is not quite that.
pub(super) fn bytes<T: Saved + PartialEq + Debug>(state: &T) {
    let bytes = state.to_bytes().unwrap();
    let back = T::from_bytes(&bytes).unwrap();
    assert_eq!(&back, state);
    assert_eq!(back.to_bytes().unwrap(), bytes);

    let refused = |bytes: &[u8]| {
        let error = T::from_bytes(bytes).unwrap_err();
        assert!(matches!(error, Error::Unreadable { .. }), "{error}");
    };
    let mut longer = bytes.clone();
    longer.push(0);
    refused(&longer);
    let step = 1 + bytes.len() / 40;
    for end in (0..bytes.len()).step_by(step) {
        refused(bytes.get(..end).unwrap());
    }
    // Damaged, it is refused or something else, but never a panic.
    for place in (0..bytes.len()).step_by(step) {
        for flip in [1, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[place] ^= flip;
            if let Ok(other) = T::from_bytes(&damaged) {
                other.to_bytes().unwrap();
            }
        }
    }
}

/// The tag: its three fields in any order, each once, and nothing else.
pub(super) fn tag<T>(state: &T)
where
    T: Saved + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let (kind, format) = (T::kind(), T::FORMAT);
    let tree = serde_json::to_value(state).unwrap();
    let value = &tree["value"];
    assert_eq!(
        tree,
        json!({"kind": kind, "format": format, "value": value})
    );
    let [kind, format, value] = [
        format!(r#""kind":{}"#, json!(kind)),
        format!(r#""format":{format}"#),
        format!(r#""value":{value}"#),
    ];
    let read = |fields: &[&str]| {
        let text = format!("{{{}}}", fields.join(","));
        serde_json::from_str::<T>(&text).map_err(|error| error.to_string())
    };
    assert_eq!(&read(&[&value, &format, &kind]).unwrap(), state);
    assert_eq!(&read(&[&format, &kind, &value]).unwrap(), state);
    let words = [
        &kind,
        &format,
        &value,
        r#""version":1"#,
        r#""format":9"#,
        r#""kind":"-""#,
    ];
    for wrong in [
        &[0, 1][..],
        &[0, 2],
        &[1, 2],
        &[],
        &[0, 1, 2, 3],
        &[0, 1, 2, 0],
        &[0, 1, 2, 1],
        &[0, 1, 2, 2],
        &[0, 4, 2],
        &[4, 0, 2],
        &[5, 1, 2],
        &[2, 1, 5],
    ] {
        let fields: Vec<&str> = wrong.iter().map(|place| &*words[*place]).collect();
        let message = read(&fields).unwrap_err();
        assert!(!message.contains("Saved"), "{message}");
    }
    let message = read(&[r#""format":9"#, &kind, &value]).unwrap_err();
    let expected = format!(
        "format 9 of {} is not known to this version, which reads format {}",
        T::kind(),
        T::FORMAT
    );
    assert!(message.starts_with(&expected), "{message}");
}

/// The tree with one more field in one of its structs.
fn with_surplus(tree: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match tree {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("surplus".into(), json!(1));
            all.push(Value::Object(more));
            for (name, value) in fields {
                for changed in with_surplus(value) {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), changed);
                    all.push(Value::Object(fields));
                }
            }
        }
        Value::Array(items) => {
            // The first and the last of a list speak for all.
            for place in [0, items.len().saturating_sub(1)] {
                for changed in items.get(place).map_or_else(Vec::new, with_surplus) {
                    let mut items = items.clone();
                    items[place] = changed;
                    all.push(Value::Array(items));
                }
            }
        }
        _ => {}
    }
    all
}
