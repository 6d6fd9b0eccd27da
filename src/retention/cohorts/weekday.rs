//! [`Weekday`].

/// Names the day on which a week begins, for [`week_index`](super::week_index).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "there are seven")]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
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

saved! { impl{} for Weekday as is; }
