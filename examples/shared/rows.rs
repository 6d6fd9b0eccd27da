//! Reading a CSV file row by row, so that a bad row is named and the rest still counts.

#[path = "lines.rs"]
mod lines;

use std::fmt;
use std::fs::File;
use std::path::Path;

use self::lines::{Lines, line_of};

/// A row that is not used.
#[derive(Debug, Clone)]
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

/// Reads the columns of these names, whatever their order and capitals, and hands each row's cells of them to
/// `take`, without blanks around them. Rows it refuses are returned, by line.
///
/// The error is about the file as a whole: it is not there, or lacks a column.
pub(crate) fn read<const N: usize>(
    path: &Path,
    names: [&str; N],
    mut take: impl FnMut([&str; N]) -> Result<(), String>,
) -> Result<Vec<Rejected>, String> {
    let error = |error: &dyn fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|e| error(&e))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(Lines::new(file));
    let header = reader.headers().map_err(|e| error(&e))?.clone();
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = find(&header, name).map_err(|e| error(&e))?;
    }
    let mut rejected = Vec::new();
    let mut cells = csv::StringRecord::new();
    loop {
        // Where the next row starts, for a row whose very bytes cannot be read.
        let start = reader.position().line();
        let (line, outcome) = match reader.read_record(&mut cells) {
            Ok(false) => return Ok(rejected),
            Ok(true) => {
                let line = line_of(&reader, &cells);
                let (got, expected) = (cells.len(), header.len());
                let outcome = if got == expected {
                    take(places.map(|place| cells[place].trim()))
                } else {
                    Err(format!("the row has {got} cells, the header {expected}"))
                };
                (line, outcome)
            }
            Err(e) if e.is_io_error() => return Err(error(&e)),
            Err(_) => (start, Err("the row is not valid UTF-8 text".to_owned())),
        };
        if let Err(reason) = outcome {
            rejected.push(Rejected { line, reason });
        }
    }
}

/// The one column of that name.
fn find(header: &csv::StringRecord, name: &str) -> Result<usize, String> {
    let plain = |column: &str| column.trim_start_matches('\u{feff}').trim().to_owned();
    let columns: Vec<_> = header.iter().map(plain).collect();
    let mut places = (0..columns.len()).filter(|place| columns[*place].eq_ignore_ascii_case(name));
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(format!("there are two columns {name}")),
        (None, _) => {
            let there = columns.join(", ");
            Err(format!("there is no column {name} (there are: {there})"))
        }
    }
}
