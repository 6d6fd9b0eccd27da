//! [`EncodedRows`].

use crate::scoring::LabelledRows;

/// Holds records encoded as rows of numbers, and the indices of those left out.
///
/// From [`Design::rows`](super::Design::rows).
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct EncodedRows {
    /// The rows, as a fit takes them.
    pub rows: LabelledRows,
    /// The records that were left out for a missing value, by their index; ascending. Empty unless a
    /// column says [`Missing::Drop`](super::Missing::Drop).
    pub dropped: Box<[usize]>,
}
