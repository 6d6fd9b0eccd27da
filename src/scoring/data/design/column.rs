//! [`Column`].

use super::{Missing, Unseen};
use crate::stats::QuantileRule;
use crate::units::Proportion;
use crate::{Error, Result};

/// Describes one column of the customers' records and how it becomes features.
///
/// A column of numbers is used as it is; a column of text becomes one column of 0 and 1 for each level
/// but the reference. The options are set here; what they need from the data, such as a median, is
/// learned by [`Design::learn`](super::Design::learn).
///
/// # Examples
///
/// ```
/// use tenure::scoring::{Column, Missing, Unseen};
/// use tenure::stats::QuantileRule;
/// use tenure::units::Proportion;
///
/// let hundredth = Proportion::from_percent(1.0)?;
/// let columns = [
///     Column::number("tenure"),
///     Column::number("charges")
///         .missing(Missing::Median)
///         .winsorise(hundredth, QuantileRule::Linear),
///     Column::text("contract").reference("Monthly").unseen(Unseen::Reference),
/// ];
/// assert_eq!(columns[1].name(), "charges");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub(super) name: Box<str>,
    pub(super) missing: Missing,
    pub(super) winsorise: Option<(Proportion, QuantileRule)>,
    pub(super) reference: Option<Box<str>>,
    pub(super) unseen: Option<Unseen>,
    pub(super) text: bool,
}

impl Column {
    /// Creates a column of numbers.
    #[must_use]
    #[doc(alias = "numeric")]
    pub fn number(name: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            missing: Missing::default(),
            winsorise: None,
            reference: None,
            unseen: None,
            text: false,
        }
    }

    /// Creates a column of text with few different values: a plan, a region, yes or no.
    ///
    /// Texts are compared exactly: `Monthly`, `monthly` and `Monthly ` with a blank are three levels.
    /// Trim them and unify their case beforehand.
    #[must_use]
    #[doc(alias = "categorical")]
    #[doc(alias = "one-hot")]
    pub fn text(name: impl Into<Box<str>>) -> Self {
        Self {
            text: true,
            ..Self::number(name)
        }
    }

    /// Sets what is done where a customer has no value.
    #[must_use]
    #[doc(alias = "missing values")]
    pub fn missing(self, missing: Missing) -> Self {
        Self { missing, ..self }
    }

    /// Sets the quantile of the training rows beyond which numbers are clipped, at both ends.
    ///
    /// Numbers below the `share`-quantile count as that quantile, numbers above the (1 −
    /// `share`)-quantile as that one. For outliers that are mistakes, or would outweigh all others.
    #[must_use]
    #[doc(alias = "winsorize")]
    #[doc(alias = "outliers")]
    #[doc(alias = "clip")]
    pub fn winsorise(self, share: Proportion, rule: QuantileRule) -> Self {
        Self {
            winsorise: Some((share, rule)),
            ..self
        }
    }

    /// Sets the level of a text that the others are compared with, instead of the first in
    /// alphabetical order.
    #[must_use]
    pub fn reference(self, level: impl Into<Box<str>>) -> Self {
        Self {
            reference: Some(level.into()),
            ..self
        }
    }

    /// Sets what is done with a text that did not occur in the training rows.
    #[must_use]
    pub fn unseen(self, unseen: Unseen) -> Self {
        Self {
            unseen: Some(unseen),
            ..self
        }
    }

    /// Returns the column's name.
    #[must_use]
    pub const fn name(&self) -> &str {
        &self.name
    }

    /// Checks that the options fit the kind of column.
    pub(super) fn check(&self) -> Result<()> {
        let wrong =
            |what, expected| Err(Error::Malformed { what, expected }.of_feature(&self.name));
        match (self.text, self.missing) {
            (false, Missing::Level) => {
                return wrong("missing numbers", "refused, dropped, or the mean or median");
            }
            (true, Missing::Mean | Missing::Median) => {
                return wrong("missing text", "refused, dropped, or a level of its own");
            }
            _ => {}
        }
        match &self.winsorise {
            Some(_) if self.text => return wrong("a column to be winsorised", "one of numbers"),
            Some((share, _)) if !(share.get() > 0.0 && share.get() < 0.5) => {
                let expected = "above 0 and below 0.5";
                return Err(
                    Error::out_of_range("share to be winsorised", expected, share.get())
                        .of_feature(&self.name),
                );
            }
            _ => {}
        }
        if !self.text && (self.reference.is_some() || self.unseen.is_some()) {
            return wrong("a column with a reference or unseen levels", "one of text");
        }
        Ok(())
    }
}

saved! {
    impl{} for Column as plain;
    |column| { name, text, missing, winsorise, reference: Option<Box<str>>, unseen };
    read {
        let column = Self { name, missing, winsorise, reference, unseen, text };
        column.check()?;
        Ok(column)
    }
}
