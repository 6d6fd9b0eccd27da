//! The saved forms of [`Design`] and [`ChurnScorer`].

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::category::Category;
use super::learner::Learned;
use super::number::{MissingNumber, Number};
use super::{ChurnScorer, Design, Missing, Unseen};
use crate::Error;
use crate::scoring::LogisticChurn;
use crate::units::Finite;

/// The form that this version writes.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a design: its format and its columns"
)]
struct SavedDesign {
    format: u32,
    columns: Vec<SavedColumn>,
}

#[derive(Serialize, Deserialize)]
#[serde(
    rename_all = "snake_case",
    expecting = "a column of numbers or of text"
)]
enum SavedColumn {
    Number(SavedNumber),
    Text(SavedText),
}

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a column of numbers: its name, outliers and missing values"
)]
struct SavedNumber {
    name: Box<str>,
    outliers: SavedOutliers,
    missing: SavedMissing,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", expecting = "what is done with outliers")]
enum SavedOutliers {
    Kept,
    Winsorised { from: Finite, to: Finite },
}

#[derive(Serialize, Deserialize)]
#[serde(
    rename_all = "snake_case",
    expecting = "what is done with missing values"
)]
enum SavedMissing {
    Refuse,
    Drop,
    Mean { value: Finite, indicator: bool },
    Median { value: Finite, indicator: bool },
}

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a column of text: its name, levels, reference, missing and unseen values"
)]
struct SavedText {
    name: Box<str>,
    levels: Vec<(Box<str>, u64)>,
    absent: u64,
    reference: Box<str>,
    missing: Missing,
    unseen: Unseen,
}

impl Serialize for Design {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // All numbers in a design are finite.
        let finite = |x| Finite::new(x).map_err(serde::ser::Error::custom);
        let columns = self.columns.iter().map(|column| match column {
            Learned::Number(column) => Ok(SavedColumn::Number(SavedNumber {
                name: column.name.clone(),
                outliers: match column.bounds {
                    None => SavedOutliers::Kept,
                    Some((from, to)) => SavedOutliers::Winsorised {
                        from: finite(from)?,
                        to: finite(to)?,
                    },
                },
                missing: match column.missing {
                    MissingNumber::Refuse => SavedMissing::Refuse,
                    MissingNumber::Drop => SavedMissing::Drop,
                    MissingNumber::Filled {
                        by,
                        value,
                        indicator,
                    } => {
                        let value = finite(value)?;
                        if by == Missing::Median {
                            SavedMissing::Median { value, indicator }
                        } else {
                            SavedMissing::Mean { value, indicator }
                        }
                    }
                },
            })),
            Learned::Category(column) => Ok(SavedColumn::Text(SavedText {
                name: column.name.clone(),
                levels: column.levels.to_vec(),
                absent: column.absent,
                reference: column
                    .levels
                    .get(column.reference)
                    .map(|(level, _)| level.clone())
                    .unwrap_or_default(),
                missing: column.missing,
                unseen: column.unseen,
            })),
        });
        SavedDesign {
            format: FORMAT,
            columns: columns.collect::<Result<_, _>>()?,
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Design {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = SavedDesign::deserialize(from)?;
        known_format(saved.format)?;
        let columns = saved.columns.into_iter().map(|column| match column {
            SavedColumn::Number(column) => number(column).map(Learned::Number),
            SavedColumn::Text(column) => category(column).map(Learned::Category),
        });
        columns
            .collect::<crate::Result<_>>()
            .and_then(Self::of)
            .map_err(serde::de::Error::custom)
    }
}

fn number(saved: SavedNumber) -> crate::Result<Number> {
    let wrong = |what, expected| Error::Malformed { what, expected }.of_feature(&saved.name);
    let bounds = match saved.outliers {
        SavedOutliers::Kept => None,
        SavedOutliers::Winsorised { from, to } if from <= to => Some((from.get(), to.get())),
        SavedOutliers::Winsorised { .. } => {
            return Err(wrong("bounds of outliers", "the lower and then the upper"));
        }
    };
    let (by, value, indicator) = match saved.missing {
        SavedMissing::Refuse => {
            return Ok(Number {
                name: saved.name,
                bounds,
                missing: MissingNumber::Refuse,
            });
        }
        SavedMissing::Drop => {
            return Ok(Number {
                name: saved.name,
                bounds,
                missing: MissingNumber::Drop,
            });
        }
        SavedMissing::Mean { value, indicator } => (Missing::Mean, value.get(), indicator),
        SavedMissing::Median { value, indicator } => (Missing::Median, value.get(), indicator),
    };
    if bounds.is_some_and(|(from, to)| !(from..=to).contains(&value)) {
        return Err(wrong(
            "what stands in for missing values",
            "within the bounds of outliers",
        ));
    }
    Ok(Number {
        name: saved.name,
        bounds,
        missing: MissingNumber::Filled {
            by,
            value,
            indicator,
        },
    })
}

fn category(saved: SavedText) -> crate::Result<Category> {
    let wrong = |what, expected| Err(Error::Malformed { what, expected }.of_feature(&saved.name));
    let ascending = saved.levels.is_sorted_by(|(a, _), (b, _)| a < b);
    if !ascending
        || saved
            .levels
            .iter()
            .any(|(level, rows)| level.is_empty() || *rows == 0)
    {
        return wrong(
            "levels",
            "texts in ascending order with the number of their rows",
        );
    }
    let Ok(reference) = saved
        .levels
        .binary_search_by(|(level, _)| level.cmp(&saved.reference))
    else {
        return wrong("reference", "one of the levels");
    };
    if matches!(saved.missing, Missing::Mean | Missing::Median) {
        return wrong("missing text", "refused, dropped, or a level of its own");
    }
    if saved.absent > 0 && saved.missing != Missing::Level {
        return wrong(
            "number of rows with a missing level",
            "0 unless that is a level",
        );
    }
    Ok(Category {
        name: saved.name,
        levels: saved.levels.into(),
        absent: saved.absent,
        reference,
        missing: saved.missing,
        unseen: saved.unseen,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a scorer: a design and its model")]
pub(super) struct SavedScorer {
    design: Design,
    model: LogisticChurn,
}

impl TryFrom<SavedScorer> for ChurnScorer {
    type Error = Error;

    fn try_from(saved: SavedScorer) -> crate::Result<Self> {
        Self::new(saved.design, saved.model)
    }
}

/// Refuses what a later version of this crate wrote.
fn known_format<E: serde::de::Error>(format: u32) -> Result<(), E> {
    if format == FORMAT {
        Ok(())
    } else {
        Err(E::custom(format_args!(
            "saved in format {format}, and this version reads format {FORMAT}"
        )))
    }
}
