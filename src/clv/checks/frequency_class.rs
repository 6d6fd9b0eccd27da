//! [`FrequencyClass`].

/// Holds the actual and the expected number of customers with a number of repeat purchases.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FrequencyClass {
    /// Holds the number of repeat purchases.
    pub purchases: u64,
    /// States whether customers with more repeat purchases are included.
    pub and_more: bool,
    /// Counts the customers.
    pub actual: u64,
    /// Holds the number of customers the model expects; not a whole number.
    pub expected: f64,
}

saved! {
    impl{} for FrequencyClass as plain;
    |class| { purchases, and_more, actual, expected: f64 };
    read {
        if expected < 0.0 {
            let what = "expected number of customers";
            return Err(crate::Error::out_of_range(what, "at least 0", expected));
        }
        Ok(Self { purchases, and_more, actual, expected })
    }
}

impl FrequencyClass {
    /// "3", "7+".
    pub(super) fn label(&self) -> String {
        format!("{}{}", self.purchases, if self.and_more { "+" } else { "" })
    }
}
