//! [`Weekday`].

/// Names the day on which a week begins, for [`week_index`](super::week_index).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "there are seven")]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Weekday {
    /// Starts the week in ISO 8601 and most of Europe.
    Monday,
    /// Starts the week on Tuesday.
    Tuesday,
    /// Starts the week on Wednesday.
    Wednesday,
    /// Starts the week on Thursday.
    Thursday,
    /// Starts the week on Friday.
    Friday,
    /// Starts the week in much of the Middle East.
    Saturday,
    /// Starts the week in North America and Japan.
    Sunday,
}

saved! { impl{} for Weekday as is; }
