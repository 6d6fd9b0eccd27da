//! The binary form.

use super::form::{Loaded, Plain, ReadBody, Tag, WriteBody};
use super::tagged::{other_format, other_kind};
use crate::{Error, Result};

/// The kind, the format and the body, in postcard's encoding.
pub(super) fn write<T: Tag + WriteBody>(value: &T) -> Result<Vec<u8>> {
    let tagged = (T::name(), T::VERSION, Plain(value));
    // All that the crate writes has a binary form; what a user's key does is the user's.
    postcard::to_allocvec(&tagged).map_err(|_| Error::Malformed {
        what: "key of what is saved",
        expected: "of a type that serde can write in a binary format",
    })
}

pub(super) fn read<'de, T: Tag + ReadBody<'de>>(bytes: &'de [u8]) -> Result<T> {
    let (kind, rest) = take::<T, &str>(bytes)?;
    if let Some(error) = other_kind::<T>(kind) {
        return Err(if kind.chars().any(char::is_control) {
            unreadable::<T>("they do not begin with a kind")
        } else {
            error
        });
    }
    let (format, rest) = take::<T, u32>(rest)?;
    if let Some(error) = other_format::<T>(format) {
        return Err(error);
    }
    let (Loaded(value), rest) = take::<T, Loaded<T>>(rest)?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(unreadable::<T>("there are more of them after its end"))
    }
}

/// One part, and what comes after it.
fn take<'de, T: Tag, P: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<(P, &'de [u8])> {
    postcard::take_from_bytes(bytes).map_err(|error| {
        unreadable::<T>(match error {
            postcard::Error::DeserializeUnexpectedEnd => "they end too early",
            postcard::Error::SerdeDeCustom => "they hold values that none has",
            _ => "they are damaged",
        })
    })
}

fn unreadable<T: Tag>(because: &'static str) -> Error {
    Error::Unreadable {
        kind: T::name().as_ref().into(),
        because,
    }
}
