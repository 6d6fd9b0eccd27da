//! [`Weekday`].

/// Names the day on which a week begins, for [`week_index`](super::week_index).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "there are seven")]
pub enum Weekday {
    /// ISO 8601, and most of Europe.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Much of the Middle East.
    Saturday,
    /// North America, Japan.
    Sunday,
}
