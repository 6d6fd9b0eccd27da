//! What can be saved, as the crate sees it: a body, a kind, a format.
#![allow(unnameable_types, reason = "users call `Saved` and implement nothing")]

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is written of a value inside a saved form: the value without the tag.
pub trait WriteBody {
    /// Writes it.
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
}

/// What can be read inside a saved form, and is checked again.
pub trait ReadBody<'de>: Sized {
    /// Reads what [`WriteBody::write_body`] wrote.
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

/// The tag of what is saved.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not saved with a kind",
    note = "accumulators, models, fits and results are; units, options and rows are saved by serde alone"
)]
pub trait Tag {
    /// The number of the format; raised when the body is written in another way.
    const VERSION: u32;

    /// What it is, with all that belongs to its type: `csat 1-5`.
    fn name() -> Cow<'static, str>;
}

/// Serde's view of a body that is written.
pub(crate) struct Plain<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: WriteBody + ?Sized> Serialize for Plain<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write_body(to)
    }
}

/// Serde's view of a body that is read.
pub(crate) struct Loaded<T>(pub(crate) T);

impl<'de, T: ReadBody<'de>> Deserialize<'de> for Loaded<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read_body(from).map(Self)
    }
}

/// A user's own value inside a saved form, such as the key of a customer: by its own serde.
pub(crate) struct Own<T>(pub(crate) T);

impl<T: Serialize> WriteBody for Own<T> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> ReadBody<'de> for Own<T> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self)
    }
}

/// A list written from an iterator, without a copy of it; read as a `Vec`.
pub(crate) struct Each<F> {
    length: usize,
    items: F,
}

impl<F, I> Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: WriteBody>,
{
    /// `length` items: binary formats write how many there are before the first.
    pub(crate) const fn of(length: usize, items: F) -> Self {
        Self { length, items }
    }
}

impl<F, I> WriteBody for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: WriteBody>,
{
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;

        let mut list = to.serialize_seq(Some(self.length))?;
        for item in (self.items)() {
            list.serialize_element(&Plain(&item))?;
        }
        list.end()
    }
}
