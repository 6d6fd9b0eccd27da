//! Every ranking figure of the reference file: scores recomputed from its coefficients.

use serde_json::Value;
use tenure::scoring::evaluation::{AucMethod, Ranking};
use tenure::units::{Level, Proportion};

use super::{close, labels, ranking};
use crate::support::churn::{churn, data};
use crate::support::golden::numbers;

/// P(churned) of every customer, without overflow at either end.
fn scored(block: &str, coef: &[f64]) -> Vec<(f64, bool)> {
    let (_, rows) = data(block);
    let score = |row: &[f64]| {
        let eta = coef[1..]
            .iter()
            .zip(row)
            .fold(coef[0], |sum, (b, x)| sum + b * x);
        let t = (-eta.abs()).exp();
        if eta >= 0.0 {
            1.0 / (1.0 + t)
        } else {
            t / (1.0 + t)
        }
    };
    rows.into_iter()
        .map(|(row, churned)| (score(&row), churned))
        .collect()
}

fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or_else(|| panic!("no {name}"))
}

fn fitted(block: &str) -> (Value, Vec<(f64, bool)>, Ranking) {
    let coef = numbers(&churn(&format!("{block}/mle/coef")));
    let rows = scored(block, &coef);
    let ranked = ranking(&rows);
    (churn(&format!("{block}/mle/in_sample")), rows, ranked)
}

const BLOCKS: [&str; 3] = ["spector", "fair", "anes96"];

#[test]
fn areas_and_curves() {
    for block in BLOCKS {
        let (want, _, got) = fitted(block);
        assert_eq!(Some(got.customers()), want["n"].as_u64());
        assert_eq!(Some(got.churned()), want["positives"].as_u64());
        for (name, figure) in [
            ("prevalence", got.prevalence().map(Proportion::get)),
            ("roc_auc", got.auc()),
            ("gini", got.gini()),
            ("average_precision", got.average_precision()),
            ("pr_auc_trapezoid", got.pr_auc_trapezoid()),
            ("ks", got.ks()),
            ("ks_threshold", got.ks_threshold()),
            ("ks_threshold", got.youden().unwrap().threshold()),
        ] {
            close(
                figure.unwrap(),
                number(&want, name),
                1e-13,
                &format!("{block} {name}"),
            );
        }
    }
}

#[test]
fn delong() {
    for block in BLOCKS {
        let (want, _, got) = fitted(block);
        let want = &want["delong"];
        let se = got.auc_standard_error().unwrap();
        close(se, number(want, "se"), 1e-12, block);
        close(se * se, number(want, "var"), 1e-12, block);
        let logit = got.auc_interval(Level::P95).unwrap();
        let wald = got.auc_interval_with(AucMethod::Wald, Level::P95).unwrap();
        for (interval, name) in [(logit, "ci95_logit"), (wald, "ci95")] {
            let ends = numbers(&want[name]);
            close(interval.lower(), ends[0], 1e-12, name);
            close(interval.upper(), ends[1].min(1.0), 1e-12, name); // clipped; the file is not
        }
    }
}

/// The ridge fits of the same data: their scores have other ties and another order.
#[test]
fn penalised_scores() {
    for block in BLOCKS {
        let path = format!("{block}/ridge_C1_raw");
        let rows = scored(block, &numbers(&churn(&format!("{path}/coef"))));
        let got = ranking(&rows);
        let want = churn(&format!("{path}/in_sample"));
        for (name, figure) in [
            ("roc_auc", got.auc()),
            ("average_precision", got.average_precision()),
            ("ks", got.ks()),
        ] {
            close(
                figure.unwrap(),
                number(&want, name),
                1e-13,
                &format!("{path} {name}"),
            );
        }
    }
}

/// The file breaks ties by the order of the rows; ours are shared. Both are the same wherever a row ends
/// between two scores. Where it ends among tied customers, the file's rule is applied here by hand, and ours must
/// lie between the least and the most that any order of the tied gives.
#[test]
fn deciles() {
    for block in BLOCKS {
        let (want, mut rows, got) = fitted(block);
        rows.sort_by(|a, b| b.0.total_cmp(&a.0)); // stable, as the file
        let ends_in_a_tie = |end: usize| {
            0 < end && end < rows.len() && rows[end - 1].0.total_cmp(&rows[end].0).is_eq()
        };
        let table = got.deciles().unwrap();
        let (mut begin, mut clean) = (0, 0);
        for (want, row) in want["deciles"].as_array().unwrap().iter().zip(table.rows()) {
            let n = usize::try_from(want["n"].as_u64().unwrap()).unwrap();
            let end = begin + n;
            assert_eq!(row.part().customers(), n as u64);
            let by_hand = rows[begin..end].iter().filter(|row| row.1).count();
            assert_eq!(
                by_hand as u64,
                want["positives"].as_u64().unwrap(),
                "{block}"
            );

            // Scores do not depend on who of the tied comes first.
            let what = format!("{block} {}", want["decile"]);
            close(
                row.mean_score().unwrap(),
                number(want, "mean_score"),
                1e-13,
                &what,
            );
            close(
                row.lowest_score().unwrap(),
                number(want, "min_score"),
                1e-13,
                &what,
            );
            if ends_in_a_tie(begin) || ends_in_a_tie(end) {
                let inside = |edge: usize| ends_in_a_tie(edge).then(|| rows[edge].0);
                let (top, bottom) = (inside(begin), inside(end));
                let tied = |row: &&(f64, bool)| [top, bottom].contains(&Some(row.0));
                let sure = rows[begin..end].iter().filter(|r| r.1 && !tied(r)).count();
                let may = rows.iter().filter(|r| r.1 && tied(r)).count();
                let hits = row.part().hits();
                assert!(sure as f64 <= hits && hits <= (sure + may) as f64, "{what}");
            } else {
                clean += 1;
                assert_eq!(row.part().hits(), by_hand as f64, "{what}");
                let part = row.part();
                // To the last bit but that of reading the file.
                close(
                    part.precision().unwrap().get(),
                    number(want, "rate"),
                    f64::EPSILON,
                    &what,
                );
                close(part.lift().unwrap(), number(want, "lift"), 1e-13, &what);
            }
            if !ends_in_a_tie(end) {
                let all = row.cumulative();
                close(
                    all.capture().unwrap().get(),
                    number(want, "cum_capture"),
                    1e-13,
                    &what,
                );
                close(all.lift().unwrap(), number(want, "cum_lift"), 1e-13, &what);
            }
            begin = end;
        }
        assert!(
            clean >= 1,
            "{block}: every row ends in a tie, nothing was compared"
        );
    }
}

#[test]
fn top_tenth() {
    for block in BLOCKS {
        let (want, mut rows, got) = fitted(block);
        let want = &want["top10pct"];
        let k = want["k"].as_u64().unwrap();
        let tenth = got
            .top_share(Proportion::from_percent(10.0).unwrap())
            .unwrap();
        assert_eq!(tenth.customers(), k);
        assert_eq!(got.top(k), Some(tenth));
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        let end = usize::try_from(k).unwrap();
        if rows[end - 1].0 > rows[end].0 {
            assert_eq!(tenth.hits(), number(want, "hits"), "{block}");
            close(
                tenth.precision().unwrap().get(),
                number(want, "precision"),
                f64::EPSILON,
                block,
            );
            close(
                tenth.capture().unwrap().get(),
                number(want, "capture"),
                1e-13,
                block,
            );
            close(tenth.lift().unwrap(), number(want, "lift"), 1e-13, block);
        } else {
            assert!((tenth.hits() - number(want, "hits")).abs() < 8.0, "{block}");
        }
    }
}

#[test]
fn small_ones_to_check_by_hand() {
    for name in [
        "auc_classic",
        "auc_ties",
        "auc_all_tied",
        "auc_ties_at_zero",
    ] {
        let want = churn(&format!("tiny/{name}"));
        let flags: Vec<u8> = serde_json::from_value(want["y"].clone()).unwrap();
        let rows: Vec<_> = numbers(&want["score"])
            .into_iter()
            .zip(labels(&flags))
            .collect();
        let got = ranking(&rows);
        close(got.auc().unwrap(), number(&want, "auc"), 1e-15, name);
        if want["delong_var"].is_number() {
            let se = got.auc_standard_error().unwrap();
            close(se * se, number(&want, "delong_var"), 1e-12, name);
            close(
                got.average_precision().unwrap(),
                number(&want, "average_precision"),
                1e-13,
                name,
            );
            // 1e-13 of the larger of the two rates that are subtracted: the file has 16 digits of a difference.
            close(got.ks().unwrap(), number(&want, "ks"), 1e-13, name);
        }
    }
}
