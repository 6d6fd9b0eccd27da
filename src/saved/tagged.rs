//! The tag: what is saved, in which format, and then the value.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserializer, Serializer};

use super::form::{Loaded, Plain, ReadBody, Tag, WriteBody};
use crate::Error;

const FIELDS: &[&str] = &["kind", "format", "value"];

/// Writes `{"kind": …, "format": …, "value": …}`.
pub(crate) fn write<T, S>(value: &T, to: S) -> Result<S::Ok, S::Error>
where
    T: Tag + WriteBody + ?Sized,
    S: Serializer,
{
    let mut tagged = to.serialize_struct("Saved", FIELDS.len())?;
    tagged.serialize_field("kind", T::name().as_ref())?;
    tagged.serialize_field("format", &T::VERSION)?;
    tagged.serialize_field("value", &Plain(value))?;
    tagged.end()
}

/// Reads what [`write`] wrote of the same kind in the same format.
pub(crate) fn read<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Tag + ReadBody<'de>,
    D: Deserializer<'de>,
{
    from.deserialize_struct("Saved", FIELDS, Tagged(PhantomData))
}

/// The error of another kind, or `None` of the same.
pub(super) fn other_kind<T: Tag>(found: &str) -> Option<Error> {
    let expected = T::name();
    (found != expected).then(|| Error::OtherKind {
        expected: expected.as_ref().into(),
        found: found.into(),
    })
}

/// The error of another format, or `None` of the same.
pub(super) fn other_format<T: Tag>(found: u32) -> Option<Error> {
    (found != T::VERSION).then(|| Error::OtherFormat {
        kind: T::name().as_ref().into(),
        found,
        known: T::VERSION,
    })
}

struct Tagged<T>(PhantomData<T>);

impl<T: Tag> Tagged<T> {
    fn missing<E: serde::de::Error>(field: &str) -> E {
        E::custom(format_args!("a saved {} lacks its {field}", T::name()))
    }

    fn checked<E: serde::de::Error>(error: Option<Error>) -> Result<(), E> {
        error.map_or(Ok(()), |error| Err(E::custom(error)))
    }
}

impl<'de, T: Tag + ReadBody<'de>> Visitor<'de> for Tagged<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a saved {}: its kind, format and value", T::name())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<T, A::Error> {
        parts
            .next_element_seed(Kind::<T>(PhantomData))?
            .ok_or_else(|| Self::missing("kind"))?;
        let format = parts.next_element()?;
        Self::checked(other_format::<T>(
            format.ok_or_else(|| Self::missing("format"))?,
        ))?;
        let value: Option<Loaded<T>> = parts.next_element()?;
        value
            .map(|loaded| loaded.0)
            .ok_or_else(|| Self::missing("value"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<T, A::Error> {
        // The kind is named before the format: another kind has formats of its own.
        let (mut kind, mut format, mut value) = (None, None, None);
        while let Some(Field(field)) = parts.next_key()? {
            let again = match field {
                0 => {
                    parts.next_value_seed(Kind::<T>(PhantomData))?;
                    kind.replace(()).is_some()
                }
                1 => format.replace(parts.next_value()?).is_some(),
                _ => {
                    let Loaded(found) = parts.next_value()?;
                    value.replace(found).is_some()
                }
            };
            if again {
                return Err(A::Error::custom("a field of what was saved occurs twice"));
            }
            if let (Some(()), Some(format)) = (kind, format) {
                Self::checked(other_format::<T>(format))?;
            }
        }
        kind.ok_or_else(|| Self::missing("kind"))?;
        format.ok_or_else(|| Self::missing("format"))?;
        value.ok_or_else(|| Self::missing("value"))
    }
}

/// The name of a field, as its place among them.
struct Field(usize);

impl<'de> serde::Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("kind, format or value")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Field, E> {
                let place = FIELDS.iter().position(|field| *field == name);
                place
                    .map(Field)
                    .ok_or_else(|| E::unknown_field(name, FIELDS))
            }

            fn visit_bytes<E: serde::de::Error>(self, name: &[u8]) -> Result<Field, E> {
                self.visit_str(&String::from_utf8_lossy(name))
            }

            fn visit_u64<E: serde::de::Error>(self, place: u64) -> Result<Field, E> {
                match usize::try_from(place) {
                    Ok(place) if place < FIELDS.len() => Ok(Field(place)),
                    _ => Err(E::unknown_field("another", FIELDS)),
                }
            }
        }

        from.deserialize_identifier(Name)
    }
}

/// A text that has to be the kind.
struct Kind<T>(PhantomData<T>);

impl<'de, T: Tag> DeserializeSeed<'de> for Kind<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl<T: Tag> Visitor<'_> for Kind<T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the kind {:?}", T::name())
    }

    fn visit_str<E: serde::de::Error>(self, found: &str) -> Result<(), E> {
        Tagged::<T>::checked(other_kind::<T>(found))
    }
}
