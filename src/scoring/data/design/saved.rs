//! The saved form of [`Design`].

use super::category::Category;
use super::learner::Learned;
use super::number::{MissingNumber, Number};
use super::{Design, Missing};
use crate::Error;
use crate::units::Finite;

saved! {
    impl{} for Design as "design", 1;
    |design| -> design.columns;
    read(columns) { Self::of(columns) }
}

// A column of numbers has a replacement policy for missing values, a column of text has levels.
saved! {
    impl{} for Learned as plain;
    |column| {
        number = match column {
            Self::Number(number) => Some(number),
            Self::Category(_) => None,
        },
        text = match column {
            Self::Number(_) => None,
            Self::Category(category) => Some(category),
        },
    };
    read {
        match (number, text) {
            (Some(number), None) => Ok(Self::Number(number)),
            (None, Some(category)) => Ok(Self::Category(category)),
            _ => Err(Error::Malformed {
                what: "column of a design",
                expected: "one of numbers or one of text",
            }),
        }
    }
}

saved! {
    impl{} for Number as plain;
    |column| {
        name: Box<str>,
        bounds: Option<(f64, f64)>,
        missing = column.missing.policy(),
        replacement = column.missing.replacement(),
    };
    read {
        let wrong = |what, expected| Err(Error::Malformed { what, expected }.of_feature(&name));
        if bounds.is_some_and(|(low, high)| low > high) {
            return wrong("bounds of outliers", "the lower and then the upper");
        }
        let replacement: Option<(Finite, bool)> = replacement;
        let missing = match (missing, replacement) {
            (Missing::Refuse, None) => MissingNumber::Refuse,
            (Missing::Drop, None) => MissingNumber::Drop,
            (by @ (Missing::Mean | Missing::Median), Some((value, indicator))) => {
                let value = value.get();
                if bounds.is_some_and(|(low, high)| !(low..=high).contains(&value)) {
                    let expected = "within the bounds of outliers";
                    return wrong("replacement of missing values", expected);
                }
                MissingNumber::Filled { by, value, indicator }
            }
            _ => return wrong("missing numbers", "refused, dropped, or replaced by a number"),
        };
        Ok(Self { name, bounds, missing })
    }
}

impl MissingNumber {
    const fn policy(self) -> Missing {
        match self {
            Self::Refuse => Missing::Refuse,
            Self::Drop => Missing::Drop,
            Self::Filled { by, .. } => by,
        }
    }

    /// The number, and whether a column says where it stands.
    const fn replacement(self) -> Option<(f64, bool)> {
        match self {
            Self::Filled {
                value, indicator, ..
            } => Some((value, indicator)),
            Self::Refuse | Self::Drop => None,
        }
    }
}

saved! {
    impl{} for Category as plain;
    |column| {
        name: Box<str>,
        levels: Box<[(Box<str>, u64)]>,
        absent,
        reference,
        missing,
        unseen,
    };
    read {
        let wrong = |what, expected| Err(Error::Malformed { what, expected }.of_feature(&name));
        let named = levels.iter().all(|(level, rows)| !level.is_empty() && *rows > 0);
        if !(named && levels.is_sorted_by(|(a, _), (b, _)| a < b)) {
            let expected = "texts in ascending order with the number of their rows";
            return wrong("levels", expected);
        }
        if reference >= levels.len() {
            return wrong("reference", "one of the levels");
        }
        if matches!(missing, Missing::Mean | Missing::Median) {
            return wrong("missing text", "refused, dropped, or a level of its own");
        }
        if absent > 0 && missing != Missing::Level {
            return wrong("number of rows with a missing level", "0 unless that is a level");
        }
        Ok(Self { name, levels, absent, reference, missing, unseen })
    }
}
