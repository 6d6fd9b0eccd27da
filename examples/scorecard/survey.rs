//! What a survey says: NPS, CSAT and CES, each with its interval.

use std::path::Path;

use tenure::Nps;
use tenure::survey::{Ces, Csat, EffortDirection, NpsMethod, ScaleRating};

use crate::cli::Cli;
use crate::report::{Metric, Scorecard, Unit};
use crate::rows::{self, Row};
use crate::transactions::share;

const AREA: &str = "Survey";

pub(crate) fn report(path: &Path, cli: &Cli, card: &mut Scorecard) -> Result<(), String> {
    // The scale is part of the type of an answer, so each scale is its own instance.
    match (cli.csat_scale.as_str(), cli.ces_scale.as_str()) {
        ("1-7", "1-5") => on_scales::<1, 7, 5>(path, cli, card),
        ("1-10", "1-5") => on_scales::<1, 10, 5>(path, cli, card),
        ("0-10", "1-5") => on_scales::<0, 10, 5>(path, cli, card),
        (_, "1-5") => on_scales::<1, 5, 5>(path, cli, card),
        ("1-7", _) => on_scales::<1, 7, 7>(path, cli, card),
        ("1-10", _) => on_scales::<1, 10, 7>(path, cli, card),
        ("0-10", _) => on_scales::<0, 10, 7>(path, cli, card),
        _ => on_scales::<1, 5, 7>(path, cli, card),
    }
}

fn on_scales<const LOW: u8, const HIGH: u8, const EASY: u8>(
    path: &Path,
    cli: &Cli,
    card: &mut Scorecard,
) -> Result<(), String> {
    let mut nps = Nps::default();
    let mut csat = Csat::<LOW, HIGH>::default();
    let mut ces = Ces::<1, EASY>::default();
    let mut respondents = 0_u64;
    let columns = rows::columns(path)?;
    let asked = |question: &str| {
        columns
            .iter()
            .any(|column| column.eq_ignore_ascii_case(question))
    };
    if !["nps", "csat", "ces"].into_iter().any(asked) {
        return Err(format!(
            "{}: there is none of the columns nps, csat and ces (there are: {})",
            path.display(),
            columns.join(", ")
        ));
    }
    rows::read(path, &[], &mut card.rejected, |row| {
        // All answers of a row are read before any is counted: a bad row counts for nothing.
        let answers = (
            answer::<0, 10>(row, "nps")?,
            answer::<LOW, HIGH>(row, "csat")?,
            answer::<1, EASY>(row, "ces")?,
        );
        nps.extend(answers.0);
        csat.extend(answers.1);
        ces.extend(answers.2);
        respondents += 1;
        Ok(())
    })?;
    card.sources
        .push(format!("{}: {respondents} respondents", path.display()));

    let level = cli.level;
    if asked("nps") {
        let method = NpsMethod::AdjustedWald;
        card.metrics.push(
            Metric::new(AREA, "NPS", Unit::Points, nps.score(), nps.count())
                .means("100 · (promoters 9–10 − detractors 0–6) / answers")
                .within(nps.interval_with(method, level), method),
        );
    }
    if asked("csat") {
        let threshold = cli.satisfied_from.unwrap_or(HIGH - 1);
        let satisfied = csat
            .satisfied(threshold)
            .map_err(|error| error.to_string())?;
        card.metrics.push(
            share("CSAT", &satisfied, level)
                .in_area(AREA)
                .means(format!(
                    "answers of {threshold} or more on {LOW} to {HIGH} / answers"
                )),
        );
        card.metrics.push(
            Metric::new(
                AREA,
                "Mean satisfaction",
                Unit::Number(2),
                csat.mean(),
                csat.count(),
            )
            .means(format!(
                "mean answer on {LOW} to {HIGH} (a mean is not CSAT)"
            ))
            .within(csat.mean_interval(level), "Student t"),
        );
    }
    if asked("ces") {
        card.metrics.push(
            Metric::new(AREA, "CES, mean", Unit::Number(2), ces.mean(), ces.count())
                .means(format!("mean answer on 1 (hard) to {EASY} (easy)"))
                .within(ces.mean_interval(level), "Student t"),
        );
        let threshold = EASY - 2;
        let easy = ces
            .easy_at(threshold, EffortDirection::HighIsEasy)
            .map_err(|error| error.to_string())?;
        card.metrics.push(
            share("CES, share easy", &easy, level)
                .in_area(AREA)
                .means(format!(
                    "answers of {threshold} or more on 1 to {EASY} / answers"
                )),
        );
    }
    card.caveats.push(
        "Survey: the intervals speak of sampling alone, not of who did not answer.".to_owned(),
    );
    Ok(())
}

/// A blank is a question that was skipped.
fn answer<const LOW: u8, const HIGH: u8>(
    row: &Row<'_>,
    column: &str,
) -> Result<Option<ScaleRating<LOW, HIGH>>, String> {
    if row.text(column).is_empty() {
        return Ok(None);
    }
    let number = row.number(column)?;
    ScaleRating::try_from(number)
        .map(Some)
        .map_err(|error| format!("{column}: {error}"))
}
