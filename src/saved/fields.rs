//! What may stand inside a saved form besides what can be saved itself.

use core::fmt;
use core::marker::PhantomData;
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(any(feature = "clv", feature = "scoring"))]
use ndarray::Array2;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::form::{Loaded, Plain, ReadBody, WriteBody};
use super::{Own, float};
use crate::numeric::count::Count;
use crate::numeric::wide;

macro_rules! by_serde {
    ($($t:ty),*) => {$(
        impl WriteBody for $t {
            fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.serialize(to)
            }
        }

        impl<'de> ReadBody<'de> for $t {
            fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::deserialize(from)
            }
        }
    )*};
}
by_serde!(
    bool,
    u8,
    u16,
    u32,
    u64,
    i8,
    i16,
    i32,
    i64,
    String,
    Box<str>,
    (),
    Count
);

macro_rules! by_functions {
    ($($t:ty: $write:path, $read:path;)*) => {$(
        impl WriteBody for $t {
            fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $write(self, to)
            }
        }

        impl<'de> ReadBody<'de> for $t {
            fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $read(from)
            }
        }
    )*};
}
by_functions! {
    f64: float::serialize, float::deserialize;
    u128: wide::serialize_unsigned, wide::deserialize_unsigned;
    i128: wide::serialize_signed, wide::deserialize_signed;
}

/// As a `u64`, the same on every machine.
impl WriteBody for usize {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(*self as u64)
    }
}

impl<'de> ReadBody<'de> for usize {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::try_from(u64::deserialize(from)?)
            .map_err(|_| D::Error::custom("a number is too large for this machine"))
    }
}

impl WriteBody for str {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl<T: WriteBody + ?Sized> WriteBody for &T {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (*self).write_body(to)
    }
}

impl<T: WriteBody> WriteBody for Option<T> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Plain).serialize(to)
    }
}

impl<'de, T: ReadBody<'de>> ReadBody<'de> for Option<T> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = Option::<Loaded<T>>::deserialize(from)?;
        Ok(read.map(|loaded| loaded.0))
    }
}

impl<T: WriteBody> WriteBody for [T] {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Plain))
    }
}

impl<T: WriteBody> WriteBody for Vec<T> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.as_slice().write_body(to)
    }
}

impl<'de, T: ReadBody<'de>> ReadBody<'de> for Vec<T> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(List(PhantomData))
    }
}

macro_rules! slices {
    ($($slice:ty),*) => {$(
        impl<T: WriteBody> WriteBody for $slice {
            fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.as_ref().write_body(to)
            }
        }

        impl<'de, T: ReadBody<'de>> ReadBody<'de> for $slice {
            fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Vec::read_body(from).map(Self::from)
            }
        }
    )*};
}
slices!(Box<[T]>, Arc<[T]>);

impl<T: WriteBody, const N: usize> WriteBody for [T; N] {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut array = to.serialize_tuple(N)?;
        for item in self {
            array.serialize_element(&Plain(item))?;
        }
        array.end()
    }
}

impl<'de, T: ReadBody<'de>, const N: usize> ReadBody<'de> for [T; N] {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_tuple(N, Array(PhantomData))
    }
}

/// A list of pairs in the order of the keys: every format can write it, whatever the keys are.
impl<K: Serialize, V: WriteBody> WriteBody for BTreeMap<K, V> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(|(key, value)| (key, Plain(value))))
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: ReadBody<'de>> ReadBody<'de> for BTreeMap<K, V> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Pairs(PhantomData))
    }
}

/// A matrix, row by row.
#[cfg(any(feature = "clv", feature = "scoring"))]
impl WriteBody for Array2<f64> {
    fn write_body<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows: Vec<Vec<f64>> = self.rows().into_iter().map(|row| row.to_vec()).collect();
        rows.write_body(to)
    }
}

#[cfg(any(feature = "clv", feature = "scoring"))]
impl<'de> ReadBody<'de> for Array2<f64> {
    fn read_body<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let rows = Vec::<Vec<f64>>::read_body(from)?;
        let shape = (rows.len(), rows.first().map_or(0, Vec::len));
        let even = rows.iter().all(|row| row.len() == shape.1);
        let entries = rows.into_iter().flatten().collect();
        match Self::from_shape_vec(shape, entries) {
            Ok(matrix) if even => Ok(matrix),
            _ => Err(D::Error::custom(
                "the rows of a matrix are not of one length",
            )),
        }
    }
}

macro_rules! tuples {
    ($(($($t:ident $place:tt),*);)*) => {$(
        impl<$($t: WriteBody),*> WriteBody for ($($t,)*) {
            fn write_body<Z: Serializer>(&self, to: Z) -> Result<Z::Ok, Z::Error> {
                ($(Plain(&self.$place),)*).serialize(to)
            }
        }

        impl<'de, $($t: ReadBody<'de>),*> ReadBody<'de> for ($($t,)*) {
            fn read_body<Z: Deserializer<'de>>(from: Z) -> Result<Self, Z::Error> {
                let read = <($(Loaded<$t>,)*)>::deserialize(from)?;
                Ok(($(read.$place.0,)*))
            }
        }
    )*};
}
tuples! {
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
}

/// Memory is taken as items come, not because a file says that there are many.
struct List<T>(PhantomData<T>);

impl<'de, T: ReadBody<'de>> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(Loaded(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list)
    }
}

struct Array<T, const N: usize>(PhantomData<T>);

impl<'de, T: ReadBody<'de>, const N: usize> Visitor<'de> for Array<T, N> {
    type Value = [T; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {N}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<[T; N], A::Error> {
        let list = List(PhantomData).visit_seq(items)?;
        let length = list.len();
        list.try_into()
            .map_err(|_| A::Error::invalid_length(length, &self))
    }
}

struct Pairs<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: ReadBody<'de>> Visitor<'de> for Pairs<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of pairs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(Loaded((Own(key), value))) = pairs.next_element()? {
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key occurs twice"));
            }
        }
        Ok(map)
    }
}
