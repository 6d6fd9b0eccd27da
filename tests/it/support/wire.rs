//! Checks of a saved form: what is written, that it reads back, and that nothing like it but wrong does.

use core::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tenure::saved::Saved;

/// Written so.
#[track_caller]
pub(crate) fn writes(value: &impl Serialize, text: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), text);
}

/// The text of a type with a tag, whose value is written so.
pub(crate) fn form<T: Saved>(value: &str) -> String {
    let (kind, format) = (T::kind(), T::FORMAT);
    format!(r#"{{"kind":"{kind}","format":{format},"value":{value}}}"#)
}

/// What is read of a value, with the tag of its type before it.
pub(crate) fn read<T: Saved + DeserializeOwned>(value: &str) -> serde_json::Result<T> {
    serde_json::from_str(&form::<T>(value))
}

/// The value of a type with a tag, as it is written.
pub(crate) fn value<T: Saved + Serialize>(state: &T) -> String {
    let text = serde_json::to_string(state).unwrap();
    let tag = form::<T>("");
    let value = text.strip_prefix(tag.trim_end_matches('}')).unwrap();
    value.strip_suffix('}').unwrap().into()
}

/// As [`saved`], of a type with a tag.
#[track_caller]
pub(crate) fn saved_tagged<T: Saved + Serialize + DeserializeOwned + PartialEq + Debug>(
    value: &T,
    text: &str,
) {
    saved(value, &form::<T>(text));
}

/// Written so, read back as the same value, and refused where something is missing or of another kind.
#[track_caller]
pub(crate) fn saved<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) {
    writes(value, text);
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    let tree: Value = serde_json::from_str(text).unwrap();
    for wrong in variants(&tree, &Value::Null) {
        refused::<T>(&wrong);
    }
    // What may be read or not, but is one of the two.
    for odd in [json!(-1), json!(0), json!(1e308), json!(u64::MAX)] {
        for hostile in variants(&tree, &odd) {
            match serde_json::from_value::<T>(hostile) {
                Ok(read) => assert!(serde_json::to_string(&read).is_ok(), "{read:?}"),
                Err(error) => readable(&error),
            }
        }
    }
}

#[track_caller]
fn refused<T: DeserializeOwned + Debug>(tree: &Value) {
    match serde_json::from_value::<T>(tree.clone()) {
        Ok(read) => panic!("{tree} is read as {read:?}"),
        Err(error) => readable(&error),
    }
}

/// A message for the person whose file it is: no names of private types.
#[track_caller]
fn readable(error: &serde_json::Error) {
    let message = error.to_string();
    assert!(message.len() > 10, "{message}");
    assert!(!message.contains("Wire"), "{message}");
    for private in ["Raw", "Saved", "Form", "Loaded"] {
        assert!(!message.contains(private), "{message}");
    }
}

/// Fields that may be null or missing (no such thing, or it follows from the rest) and keys of maps.
const FREE: [&str; 5] = ["target", "timing", "horizon", "end", "standard_deviation"];

/// The tree with one of its parts, at any depth, missing or replaced by something else.
fn variants(tree: &Value, other: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    if !tree.is_null() && tree != other {
        all.push(other.clone());
    }
    match tree {
        Value::Object(fields) => {
            for (name, value) in fields {
                let free = FREE.contains(&name.as_str());
                for variant in variants(value, other) {
                    if free && variant.is_null() {
                        continue;
                    }
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), variant);
                    all.push(Value::Object(fields));
                }
                if !free && !value.is_null() {
                    let mut fields = fields.clone();
                    fields.remove(name);
                    all.push(Value::Object(fields));
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                for variant in variants(value, other) {
                    let mut items = items.clone();
                    items[index] = variant;
                    all.push(Value::Array(items));
                }
            }
        }
        _ => {}
    }
    all
}

/// A value with its tag, as it stands in a file.
pub(crate) fn tagged(kind: &str, value: impl core::fmt::Display) -> String {
    format!(r#"{{"kind":"{kind}","format":1,"value":{value}}}"#)
}
