//! [`EncodedRows`].

use crate::scoring::LabelledRows;

/// Holds records encoded as rows of numbers, and the indices of those left out.
///
/// From [`Design::rows`](super::Design::rows).
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct EncodedRows {
    /// The rows with their labels, ready for a fit.
    pub rows: LabelledRows,
    /// The indices of the records left out for a missing value, ascending. Empty unless a column uses
    /// [`Missing::Drop`](super::Missing::Drop).
    pub dropped: Box<[usize]>,
}
