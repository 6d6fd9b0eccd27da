//! Line numbers that are those of an editor, however the lines of a file end.
//!
//! The `csv` crate says where it was before it read a row: at the second byte of the line end of Windows, which
//! still belongs to the line before, or at a blank line that it passes over. Counted from where a row ends it is right.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// A file whose lines all end with a line feed, the last, too.
#[derive(Debug)]
pub(crate) struct Lines {
    file: BufReader<File>,
    /// The byte before was a carriage return, which was handed on as a line feed.
    returned: bool,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(file: File) -> Self {
        Self {
            file: BufReader::with_capacity(1 << 16, file),
            returned: false,
            ended: false,
        }
    }
}

impl Read for Lines {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let there = self.file.fill_buf()?;
            if there.is_empty() {
                let Some(last) = room.first_mut().filter(|_| !self.ended) else {
                    return Ok(0);
                };
                self.ended = true;
                *last = b'\n';
                return Ok(1);
            }
            let taken = there.len().min(room.len());
            let mut written = 0;
            let mut free = room.iter_mut();
            for &byte in there.iter().take(taken) {
                let second = byte == b'\n' && self.returned;
                self.returned = byte == b'\r';
                if !second && let Some(place) = free.next() {
                    *place = if self.returned { b'\n' } else { byte };
                    written += 1;
                }
            }
            self.file.consume(taken);
            if written > 0 || room.is_empty() {
                return Ok(written);
            }
        }
    }
}

/// The line on which the row begins that was read last.
pub(crate) fn line_of(reader: &csv::Reader<Lines>, cells: &csv::StringRecord) -> u64 {
    let within = cells
        .iter()
        .flat_map(str::bytes)
        .filter(|byte| *byte == b'\n');
    reader
        .position()
        .line()
        .saturating_sub(1 + within.count() as u64)
}
