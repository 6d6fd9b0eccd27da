//! Reading a CSV file row by row, so that a bad row is named and the rest still counts.

#[path = "../shared/lines.rs"]
mod lines;

use std::fmt;
use std::fs::File;
use std::path::Path;

use self::lines::{Lines, line_of};

use serde::Serialize;

/// A row that could not be read.
#[derive(Debug, Serialize)]
pub(crate) struct Rejected {
    pub(crate) file: String,
    /// Its line in the file, counted from 1, the header included.
    pub(crate) line: u64,
    pub(crate) reason: String,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

/// One row, with its cells by the name of their column.
pub(crate) struct Row<'a> {
    columns: &'a [String],
    cells: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The text of a column, without blanks around it; empty if the column is not there.
    pub(crate) fn text(&self, column: &str) -> &str {
        let place = self
            .columns
            .iter()
            .position(|name| name.eq_ignore_ascii_case(column));
        place
            .and_then(|place| self.cells.get(place))
            .unwrap_or("")
            .trim()
    }

    /// The number in a column.
    pub(crate) fn number(&self, column: &str) -> Result<f64, String> {
        let text = self.text(column);
        if text.is_empty() {
            return Err(format!("{column} is blank"));
        }
        text.parse()
            .map_err(|_| format!("{column} must be a number, got \"{text}\""))
    }
}

/// Opens a file and reads its header.
fn open(path: &Path) -> Result<(csv::Reader<Lines>, Vec<String>), String> {
    let name = path.display();
    let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(Lines::new(file));
    let header = reader
        .headers()
        .map_err(|error| format!("{name}: {error}"))?;
    let plain = |column: &str| column.trim_start_matches('\u{feff}').trim().to_owned();
    let columns = header.iter().map(plain).collect();
    Ok((reader, columns))
}

/// The columns of a file.
pub(crate) fn columns(path: &Path) -> Result<Vec<String>, String> {
    open(path).map(|(_, columns)| columns)
}

/// Reads a file, handing every row to `take`. Rows it refuses go to `rejected`.
///
/// The error is about the file as a whole: it is not there, or lacks a column.
pub(crate) fn read(
    path: &Path,
    needed: &[&str],
    rejected: &mut Vec<Rejected>,
    mut take: impl FnMut(&Row<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let name = path.display().to_string();
    let (mut reader, columns) = open(path)?;
    for column in needed {
        if !columns.iter().any(|name| name.eq_ignore_ascii_case(column)) {
            let there = columns.join(", ");
            return Err(format!(
                "{name}: there is no column {column} (there are: {there})"
            ));
        }
    }
    let mut cells = csv::StringRecord::new();
    loop {
        // Where the next row starts, for a row whose very bytes cannot be read.
        let start = reader.position().line();
        let (line, outcome) = match reader.read_record(&mut cells) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = line_of(&reader, &cells);
                (line, take_row(&columns, &cells, &mut take))
            }
            Err(error) if error.is_io_error() => return Err(format!("{name}: {error}")),
            Err(_) => (start, Err("the row is not valid UTF-8 text".to_owned())),
        };
        if let Err(reason) = outcome {
            rejected.push(Rejected {
                file: name.clone(),
                line,
                reason,
            });
        }
    }
}

fn take_row(
    columns: &[String],
    cells: &csv::StringRecord,
    take: &mut impl FnMut(&Row<'_>) -> Result<(), String>,
) -> Result<(), String> {
    if cells.len() != columns.len() {
        let (got, expected) = (cells.len(), columns.len());
        return Err(format!("the row has {got} cells, the header {expected}"));
    }
    take(&Row { columns, cells })
}
