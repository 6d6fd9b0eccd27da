//! Saving: every state, model and result can be written and read back, checked again.
//!
//! With feature `serde` there are two ways in and out, and both carry *what is saved and in which
//! format*, once, in front of the value:
//!
//! | I want | it is |
//! |---|---|
//! | text, or a field of my own struct | serde: `serde_json::to_string(&nps)?` |
//! | few bytes, in a column or a cache | [`Saved::to_bytes`] and [`Saved::from_bytes`] |
//!
//! ```
//! use tenure::Nps;
//! use tenure::saved::Saved;
//!
//! let nps = Nps::from_counts(5, 3, 2);
//! let text = serde_json::to_string(&nps)?;
//! assert_eq!(
//!     text,
//!     r#"{"kind":"nps","format":1,"value":{"promoters":5,"passives":3,"detractors":2}}"#
//! );
//! assert_eq!(serde_json::from_str::<Nps>(&text)?, nps);
//!
//! let bytes = nps.to_bytes()?;
//! assert_eq!(bytes, b"\x03nps\x01\x05\x03\x02");
//! assert_eq!(Nps::from_bytes(&bytes)?, nps);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What you can rely on
//!
//! - **The same bits.** What is read is what was written, through `serde_json` (with its features or
//!   without), postcard, `rmp-serde`, `ciborium`, `serde_json::Value` and the bytes of this page. A number
//!   that a reader of JSON may round is a string of its digits: `"0.13361440253771614"`.
//! - **The same bytes.** Equal states are written alike, in whatever order their data came, so that
//!   files can be compared and deduplicated.
//! - **Nothing is mistaken.** What was saved as a BG/NBD is not read as an MBG/NBD, a CSAT on 1 to 5
//!   not on 0 to 4: the error names both. Unknown fields are refused, bytes that are cut short or
//!   too long, too.
//! - **Nothing is believed.** Whatever a constructor refuses is refused when it is read, and reading
//!   takes no more memory than the input has.
//!
//! # What is saved how
//!
//! - **Tagged**: accumulators, models, fits, scorers, tests, intervals, reports: whatever means
//!   something alone. The tag stands once, on what is saved; parts inside (the NPS of each segment)
//!   have none.
//! - **Plain**: numbers with a meaning ([`Proportion`](crate::units::Proportion),
//!   [`Money`](crate::units::Money)), options, and rows of data such as
//!   [`Subscription`](crate::retention::Subscription). They stand in configurations and data of
//!   your own, and have no `to_bytes`.
//! - **Together**: tuples of up to six, `Option<A>`, `[A; N]` and
//!   [`Segmented`](crate::Segmented) of saved states are saved states.
//!   [`to_bytes`](Saved::to_bytes) tags them once, as `(nps, csat 1-5)`; serde knows tuples, options
//!   and arrays itself, and tags each of their parts.
//!
//! # The form
//!
//! A struct of three fields: `kind`, a text; `format`, a number that rises when the value is written
//! in another way; `value`. The bytes are that struct in the format of
//! [postcard](https://postcard.jamesmunns.com/wire-format): the length of the kind, the kind, the
//! format, the fields of the value one after the other.
//!
//! Keys of customers and segments are saved by their own serde. Segments are a list of pairs, so
//! that keys need not be text.

use std::borrow::Cow;

use crate::Result;

#[macro_use]
mod mirror;

mod bytes;
mod containers;
mod fields;
pub(crate) mod float;
mod form;
pub(crate) mod tagged;

pub(crate) use containers::format_of;
pub(crate) use form::{Each, Loaded, Own, Plain, ReadBody, Tag, WriteBody};

/// Is implemented by everything that can be saved and read back.
///
/// To be called, not to be implemented. See the [module page](self).
///
/// # Examples
///
/// A column of states, of whatever kind:
///
/// ```
/// use tenure::saved::Saved;
/// use tenure::{Csat, Merge, Nps, Result};
///
/// fn merged<A: Merge + Saved>(one: &[u8], other: &[u8]) -> Result<Vec<u8>> {
///     let mut state = A::from_bytes(one)?;
///     state.merge(A::from_bytes(other)?);
///     state.to_bytes()
/// }
///
/// let january = Nps::from_counts(5, 3, 2).to_bytes()?;
/// let february = Nps::from_counts(1, 1, 0).to_bytes()?;
/// let both = merged::<Nps>(&january, &february)?;
/// assert_eq!(Nps::from_bytes(&both)?, Nps::from_counts(6, 4, 2));
///
/// assert_eq!(
///     Csat::<1, 5>::from_bytes(&both).unwrap_err().to_string(),
///     "expected a saved csat 1-5, found a saved nps"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
pub trait Saved: Tag + WriteBody + for<'de> ReadBody<'de> {
    /// Numbers the form in which this version of the crate writes it, and the only one it reads.
    const FORMAT: u32 = Self::VERSION;

    /// Returns what it is saved as: `nps`, `csat 1-5`, `fit of bg/nbd`.
    #[must_use]
    fn kind() -> Cow<'static, str> {
        Self::name()
    }

    /// Writes it as bytes: kind, format and value; the same bytes for equal states.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`](crate::Error::Malformed) if it has keys of a type that serde cannot write
    /// in a binary format (with flattened fields, say); for everything else it cannot fail.
    fn to_bytes(&self) -> Result<Vec<u8>> {
        bytes::write(self)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote, and checks it.
    ///
    /// # Errors
    ///
    /// [`Error::OtherKind`](crate::Error::OtherKind) and
    /// [`Error::OtherFormat`](crate::Error::OtherFormat) where something else was saved,
    /// [`Error::Unreadable`](crate::Error::Unreadable) for bytes that are cut short, too many, damaged
    /// or hold values that the constructors refuse.
    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        bytes::read(bytes)
    }
}
