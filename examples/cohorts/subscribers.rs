//! From rows of text to subscribers: how long, left or not, of which group.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tenure::retention::survival::{Lifetime, LifetimeTable};
use tenure::stats::Moments;
use tenure::units::Finite;

use crate::cli::Cli;
use crate::rows::{self, Rejected};

/// More groups than these are names of customers, not groups of them.
const MOST_GROUPS: usize = 40;

/// Which columns to read.
pub(crate) struct Columns {
    pub(crate) duration: String,
    pub(crate) event: String,
    pub(crate) group: Option<String>,
    pub(crate) charge: Option<String>,
}

/// Subscribers who are compared with others.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) table: LifetimeTable<Finite>,
    pub(crate) charges: Moments,
}

/// A whole file.
pub(crate) struct Subscribers {
    pub(crate) file: String,
    pub(crate) columns: Columns,
    /// By their names, in alphabetical order.
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) rejected: Vec<Rejected>,
}

impl Subscribers {
    pub(crate) fn read(path: &Path, columns: Columns, cli: &Cli) -> Result<Self, String> {
        let mut groups = BTreeMap::<String, Group>::new();
        let mut events = BTreeSet::new();
        let event = Event {
            column: &columns.event,
            positive: cli.positive.as_deref(),
        };
        // A column not asked for is read as one that is there, and not looked at.
        let or_event = |column: &Option<String>| column.clone().unwrap_or(columns.event.clone());
        let (group, charge) = (or_event(&columns.group), or_event(&columns.charge));
        let names = [&columns.duration, &columns.event, &group, &charge].map(String::as_str);
        let rejected = rows::read(path, names, |[duration, left, group, charge]| {
            let exit = not_negative(&columns.duration, duration)?;
            let left = event.read(left, &mut events)?;
            let group = match &columns.group {
                Some(column) if group.is_empty() => return Err(format!("{column} is blank")),
                Some(_) => group,
                None => "all",
            };
            let charge = match &columns.charge {
                Some(column) => Some(not_negative(column, charge)?),
                None => None,
            };
            // Told below: not of this row, but of the column.
            if groups.len() > MOST_GROUPS {
                return Ok(());
            }
            let group = groups.entry(group.to_owned()).or_default();
            let lifetime = Lifetime::new(exit, left).map_err(|error| error.to_string())?;
            group.table.push(lifetime);
            let pushed = group.charges.try_extend(charge);
            pushed.map_err(|error| error.to_string())
        })?;
        let file = path.display().to_string();
        let outcome = event.check(&events).and_then(|()| {
            match (&columns.group, groups.len()) {
                (_, 0) => Err("there is no subscriber that can be used".to_owned()),
                (Some(column), n) if n > MOST_GROUPS => Err(format!(
                    "{column} has more than {MOST_GROUPS} different values, so it tells subscribers apart instead of \
                     grouping them"
                )),
                _ => Ok(()),
            }
        });
        if let Err(reason) = outcome {
            crate::name(&file, &rejected);
            return Err(format!("{file}: {reason}"));
        }
        Ok(Self {
            file,
            columns,
            groups,
            rejected,
        })
    }
}

fn not_negative(column: &str, text: &str) -> Result<Finite, String> {
    if text.is_empty() {
        return Err(format!("{column} is blank"));
    }
    match text.parse::<f64>() {
        Ok(number) if !number.is_finite() => {
            Err(format!("{column} must be a finite number, got {number}"))
        }
        Ok(number) if number < 0.0 => Err(format!("{column} must be at least 0, got {text}")),
        Ok(number) => Finite::new(number).map_err(|error| error.to_string()),
        Err(_) => Err(format!("{column} must be a number, got {text:?}")),
    }
}

/// Where it says who left, and how.
struct Event<'a> {
    column: &'a str,
    /// `None`: yes or no in one of its spellings.
    positive: Option<&'a str>,
}

impl Event<'_> {
    fn read(&self, text: &str, seen: &mut BTreeSet<String>) -> Result<bool, String> {
        let column = self.column;
        if text.is_empty() {
            return Err(format!("{column} is blank"));
        }
        if let Some(positive) = self.positive {
            if seen.len() < 8 && !seen.contains(text) {
                seen.insert(text.to_owned());
            }
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

    /// A third value is a slip, or something nobody has thought of: it must not pass for "still there".
    fn check(&self, seen: &BTreeSet<String>) -> Result<(), String> {
        let Some(positive) = self.positive else {
            return Ok(());
        };
        let column = self.column;
        let some = seen.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        if seen.len() > 2 {
            return Err(format!(
                "{column} has more than two different values ({some}): one of them left, one still there?"
            ));
        }
        if !seen.contains(positive) {
            return Err(format!("{column} is never {positive:?} (it is: {some})"));
        }
        Ok(())
    }
}

impl Columns {
    /// Those asked for.
    pub(crate) fn asked(cli: &Cli) -> Option<Self> {
        Some(Self {
            duration: cli.duration.clone()?,
            event: cli.event.clone()?,
            group: cli.group.clone(),
            charge: cli.charge.clone(),
        })
    }

    /// The bundled file has names of its own.
    pub(crate) fn bundled() -> Self {
        Self {
            duration: "tenure".to_owned(),
            event: "Churn".to_owned(),
            group: Some("Contract".to_owned()),
            charge: Some("MonthlyCharges".to_owned()),
        }
    }
}
