//! Lists are saved with their length, which binary formats write first and cannot do without.

use core::fmt::{self, Display};

use serde::ser::{Impossible, Serialize, SerializeSeq, Serializer};
use tenure::retention::{Purchases, Snapshots, SubscriptionLog};

/// Serializes sequences only: to the length they announce and the number of elements that follow.
struct Lengths;

#[derive(Debug)]
struct NotASequence;

impl Display for NotASequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a sequence")
    }
}

impl std::error::Error for NotASequence {}

impl serde::ser::Error for NotASequence {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

struct Counted(Option<usize>, usize);

impl SerializeSeq for Counted {
    type Ok = (Option<usize>, usize);
    type Error = NotASequence;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), NotASequence> {
        self.1 += 1;
        Ok(())
    }
    fn end(self) -> Result<Self::Ok, NotASequence> {
        Ok((self.0, self.1))
    }
}

macro_rules! refuses {
    ($($method:ident($($kind:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $kind),*) -> Result<$ok, NotASequence> {
            Err(NotASequence)
        })*
    };
}

type Never = Impossible<(Option<usize>, usize), NotASequence>;

impl Serializer for Lengths {
    type Ok = (Option<usize>, usize);
    type Error = NotASequence;
    type SerializeSeq = Counted;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    fn serialize_seq(self, len: Option<usize>) -> Result<Counted, NotASequence> {
        Ok(Counted(len, 0))
    }

    refuses! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Self::Ok, NotASequence> {
        Err(NotASequence)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, NotASequence> {
        Err(NotASequence)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, NotASequence> {
        Err(NotASequence)
    }
}

#[track_caller]
fn announces(list: &impl Serialize, len: usize) {
    assert_eq!(list.serialize(Lengths).unwrap(), (Some(len), len));
}

#[test]
fn lists_announce_their_length() {
    let log = SubscriptionLog::try_from_iter([
        ("ann", 0, Some(5)),
        ("ann", 9, None),
        ("ann", 5, Some(7)), // follows the first without a gap
        ("bob", 0, None),
    ]);
    announces(&log.unwrap(), 3);
    announces(&SubscriptionLog::<u8>::new(), 0);
    announces(&Snapshots::from_ids([1, 2], [2, 3]), 4);
    announces(&Snapshots::<u8>::default(), 0);
    announces(
        &["ann", "bob", "ann"].into_iter().collect::<Purchases<_>>(),
        2,
    );
}
