//! What the tests of all areas share.
#![allow(dead_code, reason = "not every feature set uses all of it")]

#[cfg(feature = "scoring")]
pub(crate) mod churn;
#[cfg(feature = "clv")]
pub(crate) mod clv;
pub(crate) mod golden;
pub(crate) mod laws;
#[cfg(feature = "serde")]
pub(crate) mod wire;

/// Asserts that two numbers agree to a relative error, and prints the error when they do not.
///
/// Values below `1e-300` in size are compared as equal to 0.
#[track_caller]
pub(crate) fn assert_close(got: f64, expected: f64, relative: f64) {
    let scale = expected.abs().max(1e-300);
    let error = (got - expected).abs() / scale;
    assert!(
        got.is_finite() && (error <= relative || (expected == 0.0 && got.abs() <= relative)),
        "got {got:e}, expected {expected:e}: relative error {error:e} is above {relative:e}"
    );
}

/// The text of every Rust file below a folder of the crate.
pub(crate) fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// The identifier a line goes on with.
pub(crate) fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}
