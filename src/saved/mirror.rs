//! The macro that gives a type its saved form.

// How a type gets its saved form. One line per type, next to the type; without feature `serde` it is
// nothing, so it needs no `cfg`.
//
//     saved! {
//         impl{} for Nps as "nps", 1;
//         |nps| { promoters, passives, detractors }
//     }
//
// Read: `Nps` is saved as the kind "nps" in format 1, with these three fields, each saved as its own
// body. Raise the format when you change the fields, and the format of whatever holds the type.
//
// What stands where:
//
// - `impl{Id: Ord, const T: u64}` are the generics of the impls (`impl{}` of none), followed, where
//   there are any, by
//   `keys{Id}`: types of the user's, saved by their own serde, and
//   `parts{A}`: types of ours, saved by their body. Say `A: Tag` in `impl{…}` if the kind needs it.
// - `as "csat {LOW}-{HIGH}", 1` is the kind and the format; with arguments
//   `as ("fit of {}", M::name()), 1`. What belongs to the type (a scale, ticks a day) stands in the kind,
//   what belongs to the value in the body. Kinds are in lower case, without an article, and no two types
//   have the same: tests/it/saved checks every pair.
// - `as plain` instead: the same without a tag, for units, options and the rows that users write
//   into files of their own; `as plain "money", 1` for a plain one that merges, so that it is also a
//   state (`to_bytes`, segments).
// - `as is;` and nothing else: a plain type that has a derived serde of its own (an enum). It only
//   becomes something that may stand inside a saved form. Give its struct variants
//   `deny_unknown_fields`, and no `f64` of its own (that is what `as plain` is for).
//
// Then the body, one of:
//
// - `|this| { a, b = this.sum.value(), c: Vec<f64> = &this.costs }`: a struct of these fields. Without
//   `=` it is the field of that name. A type is needed only where the check below calls methods of
//   the field before anything else tells its type. It may differ from the type written, as long as the
//   body is the same: written `&[f64]`, read `Vec<f64>`; written `Each`, read `Vec<_>`.
// - `|this| -> &this.ratings`: the body of something else, as a newtype.
// - `by hand`: you implement `WriteBody` and `ReadBody` yourself, for states too large to copy.
//
// Then, after a `;`, how it is made from what was read: `read { Self::new(a, b) }`, a block that gives
// a `crate::Result<Self>` and sees the fields as variables; `read(ratings) { … }` for a newtype. Without it
// the fields are put in as they are. Check everything that the constructors check: nobody knows where
// a file was. Errors are shown to the person whose file it is.
macro_rules! saved {
    (
        impl{$($gen:tt)*} $(keys{$($key:ty),*})? $(parts{$($part:ty),*})? for $t:ty as is;
    ) => {
        #[cfg(feature = "serde")]
        const _: () = {
            impl<$($gen)*> $crate::saved::WriteBody for $t
            where
                $($($key: serde::Serialize,)*)?
            {
                fn write_body<Z: serde::Serializer>(&self, to: Z) -> Result<Z::Ok, Z::Error> {
                    serde::Serialize::serialize(self, to)
                }
            }

            impl<'de, $($gen)*> $crate::saved::ReadBody<'de> for $t
            where
                $($($key: serde::Deserialize<'de>,)*)?
            {
                fn read_body<Z: serde::Deserializer<'de>>(from: Z) -> Result<Self, Z::Error> {
                    serde::Deserialize::deserialize(from)
                }
            }
        };
    };
    (
        impl{$($gen:tt)*} $(keys{$($key:ty),*})? $(parts{$($part:ty),*})?
        for $t:ty as plain $($kind:literal, $format:expr)?;
        $($body:tt)*
    ) => {
        #[cfg(feature = "serde")]
        #[allow(non_camel_case_types, reason = "the types of a form are named as its fields")]
        const _: () = {
            saved! {
                @serde {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t;
                $crate::saved::WriteBody::write_body,
                $crate::saved::ReadBody::read_body
            }
            saved! { @tag {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t; $($kind, $format)? }
            saved! { @body {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t; $($body)* }
        };
    };
    (
        impl{$($gen:tt)*} $(keys{$($key:ty),*})? $(parts{$($part:ty),*})?
        for $t:ty as $kind:tt, $format:expr;
        $($body:tt)*
    ) => {
        #[cfg(feature = "serde")]
        #[allow(non_camel_case_types, reason = "the types of a form are named as its fields")]
        const _: () = {
            saved! {
                @serde {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t;
                $crate::saved::tagged::write, $crate::saved::tagged::read
            }
            saved! { @tag {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t; $kind, $format }
            saved! { @body {$($gen)*} {$($($key),*)?} {$($($part),*)?} $t; $($body)* }
        };
    };

    (
        @serde {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;
        $write:path, $read:path
    ) => {
        impl<$($gen)*> serde::Serialize for $t
        where
            $($key: serde::Serialize,)*
            $($part: $crate::saved::WriteBody,)*
        {
            fn serialize<Z: serde::Serializer>(&self, to: Z) -> Result<Z::Ok, Z::Error> {
                $write(self, to)
            }
        }

        impl<'de, $($gen)*> serde::Deserialize<'de> for $t
        where
            $($key: serde::Deserialize<'de>,)*
            $($part: $crate::saved::ReadBody<'de>,)*
        {
            fn deserialize<Z: serde::Deserializer<'de>>(from: Z) -> Result<Self, Z::Error> {
                $read(from)
            }
        }
    };
    (@tag {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;) => {};
    (
        @tag {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;
        $kind:tt, $format:expr
    ) => {
        impl<$($gen)*> $crate::saved::Tag for $t {
            const VERSION: u32 = $format;

            fn name() -> std::borrow::Cow<'static, str> {
                saved!(@kind $kind)
            }
        }

        impl<$($gen)*> $crate::saved::Saved for $t
        where
            $($key: serde::Serialize + serde::de::DeserializeOwned,)*
            $($part: $crate::saved::WriteBody + for<'any> $crate::saved::ReadBody<'any>,)*
        {
        }
    };
    (@kind ($($text:tt)*)) => {
        std::borrow::Cow::Owned(format!($($text)*))
    };
    (@kind $text:literal) => {{
        let text = format_args!($text);
        match text.as_str() {
            Some(text) => std::borrow::Cow::Borrowed(text),
            None => std::borrow::Cow::Owned(text.to_string()),
        }
    }};

    (@body {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty; by hand) => {};
    (
        @body {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;
        |$this:ident| {$($name:ident $(: $ty:ty)? $(= $value:expr)?),* $(,)?}
    ) => {
        saved! {
            @body {$($gen)*} {$($key),*} {$($part),*} $t;
            |$this| {$($name $(: $ty)? $(= $value)?),*};
            read { Ok(Self { $($name),* }) }
        }
    };
    (
        @body {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;
        |$this:ident| {$($name:ident $(: $ty:ty)? $(= $value:expr)?),* $(,)?};
        read $read:block
    ) => {
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, expecting = "the fields of what was saved")]
        struct Form<$($name),*> {
            $($name: $name),*
        }

        impl<$($gen)*> $crate::saved::WriteBody for $t
        where
            $($key: serde::Serialize,)*
            $($part: $crate::saved::WriteBody,)*
        {
            fn write_body<Z: serde::Serializer>(&self, to: Z) -> Result<Z::Ok, Z::Error> {
                let $this = self;
                let form = Form {
                    $($name: $crate::saved::Plain(&saved!(@value $this $name $($value)?))),*
                };
                serde::Serialize::serialize(&form, to)
            }
        }

        impl<'de, $($gen)*> $crate::saved::ReadBody<'de> for $t
        where
            $($key: serde::Deserialize<'de>,)*
            $($part: $crate::saved::ReadBody<'de>,)*
        {
            fn read_body<Z: serde::Deserializer<'de>>(from: Z) -> Result<Self, Z::Error> {
                let Form { $($name: $crate::saved::Loaded($name)),* } =
                    serde::Deserialize::deserialize(from)?;
                $(let $name $(: $ty)? = $name;)*
                let read = || -> $crate::Result<Self> { $read };
                read().map_err(serde::de::Error::custom)
            }
        }
    };
    (
        @body {$($gen:tt)*} {$($key:ty),*} {$($part:ty),*} $t:ty;
        |$this:ident| -> $value:expr;
        read($name:ident $(: $ty:ty)?) $read:block
    ) => {
        impl<$($gen)*> $crate::saved::WriteBody for $t
        where
            $($key: serde::Serialize,)*
            $($part: $crate::saved::WriteBody,)*
        {
            fn write_body<Z: serde::Serializer>(&self, to: Z) -> Result<Z::Ok, Z::Error> {
                let $this = self;
                $crate::saved::WriteBody::write_body(&$value, to)
            }
        }

        impl<'de, $($gen)*> $crate::saved::ReadBody<'de> for $t
        where
            $($key: serde::Deserialize<'de>,)*
            $($part: $crate::saved::ReadBody<'de>,)*
        {
            fn read_body<Z: serde::Deserializer<'de>>(from: Z) -> Result<Self, Z::Error> {
                let $name $(: $ty)? = $crate::saved::ReadBody::read_body(from)?;
                let read = || -> $crate::Result<Self> { $read };
                read().map_err(serde::de::Error::custom)
            }
        }
    };

    (@value $this:ident $name:ident) => {
        $this.$name
    };
    (@value $this:ident $name:ident $value:expr) => {
        $value
    };
}
