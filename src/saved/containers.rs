//! Several states that are saved as one: tuples, options and arrays.

use std::borrow::Cow;

use super::Saved;
use super::form::Tag;

/// The format of what holds parts of these formats: another one whenever a part gets another.
///
/// Formats only ever rise, so their sum tells any two versions of the crate apart.
pub(crate) const fn format_of(parts: &[u32]) -> u32 {
    let (mut format, mut rest) = (1_u32, parts);
    while let [part, others @ ..] = rest {
        format = format.saturating_add(part.saturating_sub(1));
        rest = others;
    }
    format
}

macro_rules! tuples {
    ($(($first:ident, $($t:ident),*);)*) => {$(
        impl<$first: Tag, $($t: Tag),*> Tag for ($first, $($t),*) {
            const VERSION: u32 = format_of(&[$first::VERSION, $($t::VERSION),*]);

            fn name() -> Cow<'static, str> {
                let names = [$first::name(), $($t::name()),*];
                format!("({})", names.join(", ")).into()
            }
        }

        impl<$first: Saved, $($t: Saved),*> Saved for ($first, $($t),*) {}
    )*};
}
tuples! {
    (A, B);
    (A, B, C);
    (A, B, C, D);
    (A, B, C, D, E);
    (A, B, C, D, E, F);
}

impl<A: Tag> Tag for Option<A> {
    const VERSION: u32 = A::VERSION;

    fn name() -> Cow<'static, str> {
        format!("optional {}", A::name()).into()
    }
}

impl<A: Saved> Saved for Option<A> {}

impl<A: Tag, const N: usize> Tag for [A; N] {
    const VERSION: u32 = A::VERSION;

    fn name() -> Cow<'static, str> {
        format!("[{}; {N}]", A::name()).into()
    }
}

impl<A: Saved, const N: usize> Saved for [A; N] {}
