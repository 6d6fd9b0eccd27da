//! From rows of text to customers: which columns are numbers, who left, who is who.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tenure::scoring::Cell;

use crate::cli::{Blanks, Cli};
use crate::rows::{Row, Table};

/// More different texts than these are names or numbers of something, not groups of customers.
const MOST_LEVELS: usize = 100;

/// A column used to predict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Number,
    Text,
}

/// What a column says of a customer.
#[derive(Debug)]
enum Value {
    Number(f64),
    Text(String),
    Blank,
}

#[derive(Debug)]
pub(crate) struct Customer {
    pub(crate) line: u64,
    pub(crate) id: String,
    /// `None`: it is not known yet.
    pub(crate) churned: Option<bool>,
    values: Vec<Value>,
}

impl Customer {
    /// As the library takes a record.
    pub(crate) fn record(&self) -> impl Iterator<Item = Cell<'_>> {
        self.values.iter().map(|value| match value {
            Value::Number(number) => Cell::Number(*number),
            Value::Text(text) => Cell::Text(text),
            Value::Blank => Cell::Missing,
        })
    }
}

/// Where the label is, and what it means.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) column: String,
    place: usize,
    /// `None`: yes or no in one of its spellings.
    pub(crate) positive: Option<String>,
}

impl Label {
    /// The column asked for, or the usual ones; `None` if there is no such column and none was asked for.
    pub(crate) fn find(table: &Table, cli: &Cli) -> Result<Option<Self>, String> {
        let place = match &cli.label {
            Some(name) => Some(table.needed(name)?),
            None => table.column("churned").or_else(|| table.column("churn")),
        };
        let Some(place) = place else {
            return Ok(None);
        };
        let label = Self {
            column: table.columns[place].clone(),
            place,
            positive: cli.positive.clone(),
        };
        if let Some(positive) = &label.positive {
            label.check(positive, table)?;
        }
        Ok(Some(label))
    }

    /// A third value is a slip, or a group nobody has thought of: it must not pass for "stayed".
    fn check(&self, positive: &str, table: &Table) -> Result<(), String> {
        let values: BTreeSet<_> = table
            .rows
            .iter()
            .map(|row| row.cells[self.place].as_str())
            .filter(|value| !value.is_empty())
            .collect();
        let some: Vec<_> = values.iter().take(6).copied().collect();
        let (column, some) = (&self.column, some.join(", "));
        if !values.contains(positive) {
            return Err(format!("{column} is never {positive:?} (it is: {some})"));
        }
        if values.len() > 2 {
            return Err(format!(
                "{column} has {} different values ({some}{}); a label has two",
                values.len(),
                if values.len() > 6 { " …" } else { "" }
            ));
        }
        Ok(())
    }

    fn read(&self, row: &Row) -> Result<bool, String> {
        let (text, column) = (row.cells[self.place].as_str(), &self.column);
        if text.is_empty() {
            return Err(format!("{column} is blank"));
        }
        if let Some(positive) = &self.positive {
            return Ok(text == positive);
        }
        match text.to_ascii_lowercase().as_str() {
            "yes" | "y" | "true" | "t" | "1" => Ok(true),
            "no" | "n" | "false" | "f" | "0" => Ok(false),
            _ => Err(format!(
                "{column} must be yes or no (or true/false, 1/0), got {text:?}; --positive says what means \"left\""
            )),
        }
    }
}

/// The columns to predict with: all but the label, the id and those dropped.
pub(crate) fn features(table: &Table, label: &Label, cli: &Cli) -> Result<Vec<Feature>, String> {
    let mut out = BTreeSet::from([label.place]);
    for name in cli.drop.iter().chain(&cli.id) {
        out.insert(table.needed(name)?);
    }
    let mut as_text = BTreeSet::new();
    for name in &cli.text {
        as_text.insert(table.needed(name)?);
    }
    let mut features = Vec::new();
    for (place, name) in table.columns.iter().enumerate() {
        if out.contains(&place) {
            continue;
        }
        let cells = || {
            let cells = table.rows.iter().map(|row| row.cells[place].as_str());
            cells.filter(|cell| !cell.is_empty())
        };
        let numbers = cells().filter(|cell| cell.parse::<f64>().is_ok()).count();
        // One slip must not turn a thousand numbers into a thousand names: such a column is one of
        // numbers, and the slip is named.
        let kind = if 2 * numbers > cells().count() && !as_text.contains(&place) {
            Kind::Number
        } else {
            let levels = cells().collect::<BTreeSet<_>>().len();
            if levels > MOST_LEVELS {
                return Err(format!(
                    "{name} has {levels} different texts, so it tells customers apart instead of grouping them; \
                     give --id {name} or --drop {name}"
                ));
            }
            Kind::Text
        };
        features.push(Feature {
            name: name.clone(),
            kind,
        });
    }
    if features.is_empty() {
        return Err("there is no column left to predict with".to_owned());
    }
    Ok(features)
}

/// The customers of a file; rows that cannot be used are added to its rejected ones.
pub(crate) fn customers(
    table: &mut Table,
    features: &[Feature],
    label: Option<&Label>,
    id: Option<&str>,
    blanks: Blanks,
) -> Result<Vec<Customer>, String> {
    let places: Vec<usize> = features
        .iter()
        .map(|feature| table.needed(&feature.name))
        .collect::<Result<_, _>>()?;
    let id = id.map(|name| table.needed(name)).transpose()?;
    let mut customers = Vec::new();
    for row in core::mem::take(&mut table.rows) {
        let values = places
            .iter()
            .zip(features)
            .map(|(place, feature)| value(feature, &row.cells[*place], blanks));
        let read = || -> Result<Customer, String> {
            let id = match id {
                Some(place) if row.cells[place].is_empty() => {
                    return Err("the id is blank".to_owned());
                }
                Some(place) => row.cells[place].clone(),
                None => format!("line {}", row.line),
            };
            Ok(Customer {
                line: row.line,
                id,
                churned: label.map(|label| label.read(&row)).transpose()?,
                values: values.collect::<Result<_, String>>()?,
            })
        };
        match read() {
            Ok(customer) => customers.push(customer),
            Err(reason) => table.reject(row.line, reason),
        }
    }
    table.rejected.sort_by_key(|rejected| rejected.line);
    Ok(customers)
}

fn value(feature: &Feature, cell: &str, blanks: Blanks) -> Result<Value, String> {
    let name = &feature.name;
    match (feature.kind, cell) {
        (_, "") if blanks == Blanks::LeaveOut => Err(format!("{name} is blank")),
        (_, "") => Ok(Value::Blank),
        (Kind::Text, _) => Ok(Value::Text(cell.to_owned())),
        (Kind::Number, _) => match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Number(number)),
            Ok(number) => Err(format!("{name} must be a finite number, got {number}")),
            Err(_) => Err(format!("{name} must be a number, got {cell:?}")),
        },
    }
}

/// Why rows were left out, the most frequent reason first.
pub(crate) fn reasons(table: &Table) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for rejected in &table.rejected {
        *counts.entry(&rejected.reason).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(r, n)| (r.to_owned(), n)).collect();
    counts.sort_by_key(|(_, n)| core::cmp::Reverse(*n));
    counts
}
