//! Reading a CSV file, so that a bad row is named and the rest still counts.

#[path = "../shared/lines.rs"]
mod lines;

use std::fmt;
use std::fs::File;
use std::path::Path;

use self::lines::{Lines, line_of};

use serde::Serialize;

/// A row that is not used.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Rejected {
    /// Its line in the file, counted from 1, the header included.
    pub(crate) line: u64,
    pub(crate) reason: String,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// One row, its cells without blanks around them.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

/// A whole file.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) rejected: Vec<Rejected>,
}

impl Table {
    /// Reads a file; rows with too many or too few cells, or that are not text, are rejected.
    ///
    /// The error is about the file as a whole: it is not there, or its header is of no use.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let error = |error: &dyn fmt::Display| format!("{name}: {error}");
        let file = File::open(path).map_err(|e| error(&e))?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(Lines::new(file));
        let header = reader.headers().map_err(|e| error(&e))?;
        let plain = |column: &str| column.trim_start_matches('\u{feff}').trim().to_owned();
        let mut table = Self {
            columns: header.iter().map(plain).collect(),
            rows: Vec::new(),
            rejected: Vec::new(),
        };
        if table.columns.is_empty() {
            return Err(error(&"there is not even a header"));
        }
        if let Some(place) = table.columns.iter().position(String::is_empty) {
            return Err(error(&format_args!("column {} has no name", place + 1)));
        }
        let mut sorted: Vec<_> = table.columns.iter().map(|c| c.to_lowercase()).collect();
        sorted.sort_unstable();
        let twice = sorted.windows(2).find(|pair| pair[0] == pair[1]);
        if let Some([twice, _]) = twice {
            return Err(error(&format_args!("there are two columns {twice}")));
        }
        let mut cells = csv::StringRecord::new();
        loop {
            // Where the next row starts, for a row whose very bytes cannot be read.
            let start = reader.position().line();
            match reader.read_record(&mut cells) {
                Ok(false) => return Ok(table),
                Ok(true) => {
                    let line = line_of(&reader, &cells);
                    table.take(line, &cells);
                }
                Err(e) if e.is_io_error() => return Err(error(&e)),
                Err(_) => table.reject(start, "the row is not valid UTF-8 text"),
            }
        }
    }

    fn take(&mut self, line: u64, cells: &csv::StringRecord) {
        let (got, expected) = (cells.len(), self.columns.len());
        if got == expected {
            let cells = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            self.rows.push(Row { line, cells });
        } else {
            self.reject(
                line,
                format!("the row has {got} cells, the header {expected}"),
            );
        }
    }

    pub(crate) fn reject(&mut self, line: u64, reason: impl Into<String>) {
        let reason = reason.into();
        self.rejected.push(Rejected { line, reason });
    }

    /// The place of a column, whatever its capitals.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name))
    }

    /// The place of a column that must be there.
    pub(crate) fn needed(&self, name: &str) -> Result<usize, String> {
        self.column(name).ok_or_else(|| {
            let there = self.columns.join(", ");
            format!("there is no column {name} (there are: {there})")
        })
    }
}
