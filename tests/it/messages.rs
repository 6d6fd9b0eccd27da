//! Errors speak one language, and nobody there is answered in one way.

use std::fs;
use std::path::{Path, PathBuf};

use tenure::Nps;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::BgNbd;
use tenure::retention::survival::{LifetimeTable, LogRankTest, LogRankWeights};
use tenure::scoring::validation::Split;

/// The path and the text of every file of the crate's source.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 100);
    found
}

#[test]
fn singular_and_plural() {
    let fit = BgNbd::fitter().fit(&HistoryTable::default());
    assert_eq!(
        fit.unwrap_err().to_string(),
        "a fit needs at least 1 customer, got 0"
    );
    let alone = [&LifetimeTable::<u32>::try_from_iter([(3, true)]).unwrap()];
    assert_eq!(
        LogRankTest::weighted(LogRankWeights::LogRank, alone)
            .unwrap_err()
            .to_string(),
        "a log-rank test needs at least 2 groups, got 1"
    );
    assert_eq!(
        Split::every(4, 5).unwrap_err().to_string(),
        "putting every K-th customer aside needs at least 5 customers, got 4"
    );
}

/// A figure that is read is an `Option`; what is computed on request is a `Result`; nothing is both, except of a
/// record that may be left out.
#[test]
fn nobody_there_is_answered_in_one_way() {
    assert_eq!(Nps::default().score(), None);
    assert!(Nps::default().test_against(0.0).is_err());
    let mut both = Vec::new();
    for (path, text) in sources() {
        for declared in text.split("pub fn ").skip(1) {
            let declared = declared.split([';', '{']).next().unwrap_or_default();
            let declared: String = declared.split_whitespace().collect();
            if declared.contains("->Result<Option<") || declared.contains("->Option<Result<") {
                let file = path.file_stem().unwrap().to_string_lossy().into_owned();
                let name = declared.split(['(', '<']).next();
                both.push(format!("{file}::{}", name.unwrap()));
            }
        }
    }
    both.sort_unstable();
    assert_eq!(
        both,
        [
            "churn_scorer::explain",
            "churn_scorer::score",
            "design::encode"
        ]
    );
}

/// No part of a message brings a comma of its own to be put before what follows it, as "a fit, of customers," did.
#[test]
fn messages_are_not_built_with_commas() {
    for (path, text) in sources() {
        // Saved forms in JSON have commas before quotes, too.
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.contains("r#\""))
        {
            let code = line.split("//").next().unwrap_or_default();
            let mut parts: Vec<&str> = code.split(",\"").collect();
            parts.pop();
            let built = parts.iter().any(|part| part.ends_with(char::is_alphabetic));
            assert!(!built, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}
