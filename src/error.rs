//! The one error of the crate.

use core::convert::Infallible;

use crate::text::{Listed, Shown};

/// Is what every fallible function of this crate returns.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Describes what was wrong with what was given, grouped by what the caller can do about it.
///
/// An error says what was wrong, what would be right and, for data that came from an iterator, which
/// item it was ([`Error::Item`], counted from 0). Nothing is lost when an error is returned: the value
/// that refused the input is as it was before.
///
/// # When nobody is there
///
/// One rule holds for the whole crate:
///
/// - A figure that is *read* from what was gathered is an [`Option`], and `None` while there is nothing
///   to say: [`Nps::score`](crate::Nps::score) before anybody answered, the median of a survival curve
///   that never falls to one half. Nothing else can go wrong with it.
/// - What is *computed* on request from data or arguments handed in, such as a fit, a test, a scale or a
///   split, is a [`Result`]. Too little data is then one more reason to refuse:
///   [`Error::NotEnoughData`] says what was needed and what there was.
///
/// No function returns both, a `Result` of an `Option`, except where a single record may be left out
/// because a value of it is missing ([`ChurnScorer::score`](crate::scoring::ChurnScorer::score)).
///
/// # Examples
///
/// ```
/// use tenure::{Error, Nps};
///
/// let wrong = Nps::try_from_iter([9, 11, 3]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: rating must be a whole number from 0 to 10, got 11"
/// );
/// assert!(matches!(wrong, Error::Item { index: 1, .. }));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number that cannot be a figure at all: NaN or an infinity. Remedy: drop or repair it
    /// where the data is read; it is never skipped silently here.
    #[error("{what} must be a finite number, got {value}")]
    #[non_exhaustive]
    NotFinite {
        /// What the number was given as.
        what: &'static str,
        /// The number.
        value: f64,
    },

    /// A number outside the range its meaning allows. Remedy: see `expected`.
    #[error("{what} must be {expected}, got {}", Shown(*value))]
    #[non_exhaustive]
    OutOfRange {
        /// What the number was given as.
        what: &'static str,
        /// What would have been accepted.
        expected: &'static str,
        /// The number.
        value: f64,
    },

    /// A part that is larger than its whole. Remedy: check which of the two was meant, and
    /// that both were counted over the same customers.
    #[error("{what} ({}) cannot exceed {limit_what} ({})", Shown(*value), Shown(*limit))]
    #[non_exhaustive]
    Exceeds {
        /// What was too large.
        what: &'static str,
        /// How large it was.
        value: f64,
        /// What bounds it.
        limit_what: &'static str,
        /// The bound.
        limit: f64,
    },

    /// One item of an iterator was rejected; nothing of that iterator was kept.
    #[error("item {index} was rejected: {cause}")]
    #[non_exhaustive]
    Item {
        /// Its place in the iterator, counted from 0.
        index: usize,
        /// What was wrong with it. (Part of the message, so not repeated as `source()`.)
        cause: Box<Self>,
    },

    /// Two inputs that must be of equal length are not. Remedy: check for a blank in one of them.
    #[error("{what} must be equal in number, got {left} and {right}")]
    #[non_exhaustive]
    LengthMismatch {
        /// What the two inputs are.
        what: &'static str,
        /// The length of the first.
        left: usize,
        /// The length of the second.
        right: usize,
    },

    /// Fewer data than the question needs. Remedy: collect more, or ask a simpler question.
    #[error("{what} needs at least {needed} {of}, got {got}")]
    #[non_exhaustive]
    NotEnoughData {
        /// What was asked for: "a fit".
        what: &'static str,
        /// The smallest number that is enough.
        needed: u64,
        /// What is counted, in the number that agrees with `needed`: "customer" or "customers".
        of: &'static str,
        /// The number there was.
        got: u64,
    },

    /// More than one call does: refused before anything is allocated, so that no argument, however
    /// easily written, exhausts the memory or keeps a program busy for ever. Remedy: ask for fewer, or
    /// in parts.
    #[error("{what} must be at most {limit}, got {got}")]
    #[non_exhaustive]
    TooMany {
        /// What was asked for too many times.
        what: &'static str,
        /// The largest number that is accepted.
        limit: u64,
        /// The number asked for.
        got: u64,
    },

    /// The same thing twice where it may be there once. Remedy: deduplicate, or add the two up.
    #[error("{what} occurs twice")]
    #[non_exhaustive]
    Duplicate {
        /// What occurs twice.
        what: &'static str,
    },

    /// A series or a value that has no finite sum. Remedy: see `because`.
    #[error("{what} has no finite value: {because}")]
    #[non_exhaustive]
    Diverges {
        /// The value asked for.
        what: &'static str,
        /// Why, and what would make it finite.
        because: &'static str,
    },

    /// A figure that these values do not have: a ratio to a cost of 0, a likelihood-ratio test of
    /// penalised fits. Remedy: see `because`.
    #[error("{what} is not defined: {because}")]
    #[non_exhaustive]
    Undefined {
        /// The figure asked for.
        what: &'static str,
        /// Why there is none, and what to do.
        because: &'static str,
    },

    /// One feature of a customer was rejected. Remedy: see `cause`.
    #[error("feature {name:?}: {cause}")]
    #[non_exhaustive]
    Feature {
        /// The feature's name.
        name: Box<str>,
        /// What was wrong with it. (Part of the message, so not repeated as `source()`.)
        cause: Box<Self>,
    },

    /// Features that settle the outcome of some customers, or of all, beyond doubt: then no finite
    /// coefficients fit best. This is proved, not suspected. Remedy: Firth's penalty, a ridge, or
    /// leaving out the features named.
    #[error(
        "{} {}, so no finite coefficients fit best; use .firth() or .ridge(λ), or drop {}",
        Listed(features),
        match (*complete, features.len()) {
            (true, 1) => "tells every customer who churned from every one who stayed (complete separation)",
            (true, _) => "tell every customer who churned from every one who stayed (complete separation)",
            (false, 1) => "settles the outcome of some customers without exception (quasi-complete separation)",
            (false, _) => "settle the outcome of some customers without exception (quasi-complete separation)",
        },
        it_or_them(features)
    )]
    #[non_exhaustive]
    Separated {
        /// Whether every customer's outcome is settled, or only that of some (quasi-complete).
        complete: bool,
        /// The features that do it, together, the strongest first.
        features: Box<[Box<str>]>,
    },

    /// Features that say nothing the ones before them do not say already. Remedy: drop them, or have
    /// the fit drop them.
    #[error(
        "{} can be computed from the features before, so their effects cannot be told apart; drop {}",
        Listed(features),
        it_or_them(features)
    )]
    #[non_exhaustive]
    Aliased {
        /// The features, in their order.
        features: Box<[Box<str>]>,
    },

    /// A search for the best parameters that used up its budget. Its last state is not a result and
    /// is not given. Remedy: allow more iterations, add a ridge, or rescale what was given.
    #[error(
        "{what} did not converge in {iterations} iterations (largest mean gradient {gradient:e})"
    )]
    #[non_exhaustive]
    NotConverged {
        /// What was fitted.
        what: &'static str,
        /// How many iterations were allowed.
        iterations: u32,
        /// The largest component of the mean gradient at the end; 0 at an optimum.
        gradient: f64,
    },

    /// A likelihood that keeps rising while a parameter runs away: the data tell that it is extreme, not
    /// what it is. Remedy: the simpler model named in `because`, or a prior.
    #[error("{what} has no best fit, because {parameter} goes to {}: {because}", if *upwards { "infinity" } else { "0" })]
    #[non_exhaustive]
    Unbounded {
        /// What was fitted.
        what: &'static str,
        /// The parameter, or the parameters that do so together.
        parameter: &'static str,
        /// Whether to infinity, or to 0.
        upwards: bool,
        /// What that means, and what to do.
        because: &'static str,
    },

    /// Data that fit any parameters equally well. Remedy: see `because`.
    #[error("{what} cannot be identified from these data: {because}")]
    #[non_exhaustive]
    NotIdentified {
        /// What was to be fitted.
        what: &'static str,
        /// What is missing, and what to do.
        because: &'static str,
    },

    /// Text, or a count of another integer type, that is not what it should be. (The text itself is the
    /// caller's: it is not copied.)
    #[error("{what} must be {expected}")]
    #[non_exhaustive]
    Malformed {
        /// What the text was given as.
        what: &'static str,
        /// What would have been accepted.
        expected: &'static str,
    },

    /// Something else was saved than is read. Remedy: read it as what it is.
    #[error("expected a saved {expected}, found a saved {found}")]
    #[non_exhaustive]
    OtherKind {
        /// What was to be read.
        expected: Box<str>,
        /// What was saved.
        found: Box<str>,
    },

    /// It was saved by a version of this crate that writes it in another format. Remedy: read it with
    /// that version.
    #[error("format {found} of {kind} is not known to this version, which reads format {known}")]
    #[non_exhaustive]
    OtherFormat {
        /// What was saved.
        kind: Box<str>,
        /// The format it was saved in.
        found: u32,
        /// The format that this version writes and reads.
        known: u32,
    },

    /// Bytes that are not a saved state, or no longer. Remedy: save it again.
    #[error("these bytes are not a saved {kind}: {because}")]
    #[non_exhaustive]
    Unreadable {
        /// What was to be read.
        kind: Box<str>,
        /// What is wrong with them.
        because: &'static str,
    },
}

impl Error {
    /// The same error, said of the `index`-th item of an iterator.
    pub(crate) fn at(self, index: usize) -> Self {
        Self::Item {
            index,
            cause: Box::new(self),
        }
    }

    /// An error said of an item of a part that starts at the `start`-th item of the whole.
    pub(crate) fn shifted_by(self, start: usize) -> Self {
        match self {
            Self::Item { index, cause } => Self::Item {
                index: index.saturating_add(start),
                cause,
            },
            other => other,
        }
    }

    /// The same error, said of one feature.
    pub(crate) fn of_feature(self, name: &str) -> Self {
        Self::Feature {
            name: name.into(),
            cause: Box::new(self),
        }
    }

    /// Fewer than what is needed: `of` is what is counted, in the singular and in the plural.
    pub(crate) const fn not_enough(
        what: &'static str,
        needed: u64,
        of: [&'static str; 2],
        got: u64,
    ) -> Self {
        let [one, many] = of;
        let of = if needed == 1 { one } else { many };
        Self::NotEnoughData {
            what,
            needed,
            of,
            got,
        }
    }

    pub(crate) const fn out_of_range(
        what: &'static str,
        expected: &'static str,
        value: f64,
    ) -> Self {
        Self::OutOfRange {
            what,
            expected,
            value,
        }
    }

    /// For a value that may be NaN, an infinity or merely out of range.
    pub(crate) const fn bad_number(what: &'static str, expected: &'static str, value: f64) -> Self {
        if value.is_finite() {
            Self::OutOfRange {
                what,
                expected,
                value,
            }
        } else {
            Self::NotFinite { what, value }
        }
    }
}

/// Conversions that cannot fail fit where a fallible one is expected.
impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// A count given as an integer that is negative, or does not fit in 64 bits.
impl From<core::num::TryFromIntError> for Error {
    fn from(_: core::num::TryFromIntError) -> Self {
        Self::Malformed {
            what: "count",
            expected: "a whole number of at least 0 that fits in 64 bits",
        }
    }
}

/// `value` if it is finite, else the error that says what it was given as.
pub(crate) const fn finite(what: &'static str, value: f64) -> Result<f64> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::NotFinite { what, value })
    }
}

/// What [`Error::not_enough`] counts most often.
#[cfg(any(
    feature = "retention",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
pub(crate) const CUSTOMERS: [&str; 2] = ["customer", "customers"];
/// Those who left, of the customers of a churn model.
#[cfg(feature = "scoring")]
pub(crate) const CHURNED: [&str; 2] = ["customer who churned", "customers who churned"];
/// Those who stayed, of the customers of a churn model.
#[cfg(feature = "scoring")]
pub(crate) const STAYED: [&str; 2] = ["customer who stayed", "customers who stayed"];

/// What one, or several, are called the second time.
const fn it_or_them(features: &[Box<str>]) -> &'static str {
    if features.len() == 1 { "it" } else { "them" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_small_enough_to_return_everywhere() {
        assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
    }
}
