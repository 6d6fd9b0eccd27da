//! What was saved once is read for ever: a file for each kind, its text and its bytes.

use core::fmt::Write as _;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::table::Tagged;
use super::{Table, tables};

/// `fixtures/fit-of-bg-nbd.txt`.
fn file(kind: &str) -> String {
    let name: String = kind
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("{}.txt", name.trim_matches('-').replace("--", "-"))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/saved/fixtures")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

fn from_hex(digits: &str) -> Vec<u8> {
    let digit = |c: char| u8::try_from(c.to_digit(16).unwrap()).unwrap();
    let digits: Vec<u8> = digits.chars().map(digit).collect();
    digits
        .chunks(2)
        .map(|pair| 16 * pair[0] + pair[1])
        .collect()
}

/// Reads both forms and writes them again, unchanged.
fn read(entry: &Tagged, fixture: &str) {
    let kind = &entry.kind;
    let (text, bytes) = fixture.trim_end().split_once('\n').unwrap();
    let again = (entry.read_text)(text).unwrap_or_else(|error| panic!("{kind}: {error}"));
    assert_eq!(again, text, "{kind}");
    let bytes = from_hex(bytes);
    let again = (entry.read_bytes)(&bytes).unwrap_or_else(|error| panic!("{kind}: {error}"));
    assert_eq!(again, bytes, "{kind}");
}

#[test]
fn fixtures_are_read() {
    let write = std::env::var("TENURE_FIXTURES").is_ok_and(|mode| mode == "write");
    let tables = tables();
    let mut files = BTreeSet::new();
    for entry in tables.iter().flat_map(Table::tagged) {
        let name = file(&entry.kind);
        let path = folder().join(&name);
        match fs::read_to_string(&path) {
            Ok(fixture) => read(entry, &fixture),
            Err(_) if write => {
                let fixture = format!("{}\n{}\n", entry.text, hex(&entry.bytes));
                read(entry, &fixture);
                fs::write(&path, fixture).unwrap();
            }
            Err(error) => panic!("{name}: {error}; TENURE_FIXTURES=write writes new fixtures"),
        }
        assert!(
            files.insert(name),
            "two kinds have one file: {:?}",
            entry.kind
        );
    }
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(files.contains(&name), "{name} is the fixture of no kind");
    }
}
