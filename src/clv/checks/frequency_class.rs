//! [`FrequencyClass`].

/// The customers who bought again so often, as they are and as a model has them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FrequencyClass {
    /// The number of repeat purchases.
    pub purchases: u64,
    /// Whether those with more are in it, too.
    pub and_more: bool,
    /// How many customers there are.
    pub actual: u64,
    /// How many the model expects; not a whole number.
    pub expected: f64,
}

impl FrequencyClass {
    /// "3", "7+".
    pub(super) fn label(&self) -> String {
        format!("{}{}", self.purchases, if self.and_more { "+" } else { "" })
    }
}
