//! The findings as a person reads them.

use tenure::clv::fitting::ParametricModel;
use tenure::clv::models::BgNbd;

use crate::Findings;
use crate::cli::{Choice, Cli};
use crate::columns::Columns;
use crate::figures::{count, ends, number, percent, several, short};
use crate::models::{Fitted, Parameter};

const BG_NBD: &str = <BgNbd as ParametricModel>::NAME;

pub(crate) fn text(findings: &Findings, cli: &Cli) -> String {
    let blocks = [
        head(findings),
        models(findings),
        holdout(findings),
        spend(findings),
        customers(findings, cli),
    ];
    let blocks: Vec<_> = blocks
        .into_iter()
        .filter(|block| !block.is_empty())
        .collect();
    blocks.join("\n\n")
}

fn block(title: &str, text: &str) -> String {
    let mut lines = vec![title.to_owned()];
    lines.extend(
        text.lines()
            .map(|line| format!("  {line}").trim_end().to_owned()),
    );
    lines.join("\n")
}

fn head(findings: &Findings) -> String {
    let histories = &findings.histories;
    let mut lines = vec![format!(
        "{}: {} of {}, {} to {}",
        findings.file,
        several(findings.purchases, "purchase"),
        several(findings.buyers, "customer"),
        findings.first,
        findings.last
    )];
    if findings.rejected > 0 {
        lines.push(format!(
            "{} left out (named on standard error)",
            several(findings.rejected, "more row")
        ));
    }
    let by_default = if findings.calendar.half_way {
        ", half-way because --calibration-end is not given"
    } else {
        ""
    };
    lines.push(format!(
        "fitted to those from {} to {} ({}{by_default})",
        findings.first,
        findings.calibration_end(),
        days(findings.calendar.calibration_days())
    ));
    lines.push(if findings.calendar.holdout_days() > 0 {
        format!(
            "judged on those after it, up to {} ({})",
            findings.observation_end(),
            days(findings.calendar.holdout_days())
        )
    } else {
        "judged on none: the fit goes up to the end of what was observed".to_owned()
    });
    lines.push(format!(
        "{}, {} of whom came back, {} in all; {}",
        several(histories.customers.len(), "customer"),
        count(histories.came_back()),
        several_times(histories.repeat_purchases()),
        several(histories.table.distinct(), "different history").replace("historys", "histories")
    ));
    if histories.too_late > 0 {
        lines.push(format!(
            "{} first bought on {} or later: not among them",
            several(histories.too_late, "more customer"),
            findings.calibration_end()
        ));
    }
    block("What are the customers worth?", &lines.join("\n"))
}

fn days(n: i32) -> String {
    several(usize::try_from(n).unwrap_or(0), "day")
}

fn several_times(n: u64) -> String {
    if n == 1 {
        "once".to_owned()
    } else {
        format!("{} times", count(n))
    }
}

fn models(findings: &Findings) -> String {
    let mut table = Columns::new(
        &[0, 1],
        &[
            "",
            "parameters ± standard errors",
            "log-likelihood",
            "AIC",
            "BIC",
            "iterations",
        ],
    );
    for model in findings.fitted() {
        table.push(vec![
            model.name.to_owned(),
            parameters(&model.parameters),
            number(model.log_likelihood, 2),
            number(model.aic, 2),
            number(model.bic, 2),
            count(model.iterations),
        ]);
    }
    let mut lines = Vec::new();
    if findings.fitted().next().is_some() {
        lines.push(table.text());
    }
    lines.extend(findings.fitted().filter_map(|model| model.warning.clone()));
    let refused = findings
        .models
        .iter()
        .filter_map(|model| model.as_ref().err());
    lines.extend(refused.map(ToString::to_string));
    let title = format!(
        "Models, side by side (time in {}s; a lower AIC or BIC is better)",
        findings.unit.time_unit()
    );
    block(&title, &lines.join("\n"))
}

fn parameters(of: &[Parameter]) -> String {
    let each = of.iter().map(|parameter| {
        format!(
            "{} {} ± {}",
            greek(parameter.name),
            short(parameter.value),
            short(parameter.std_error)
        )
    });
    each.collect::<Vec<_>>().join("   ")
}

fn greek(name: &str) -> &str {
    match name {
        "alpha" => "α",
        "beta" => "β",
        other => other,
    }
}

fn holdout(findings: &Findings) -> String {
    let Some(actual) = findings.histories.held_out() else {
        return String::new();
    };
    let mut table = Columns::new(
        &[0],
        &[
            "",
            "expected",
            "against actual",
            "mean |error|",
            "root mean square",
            "still customers",
            "off over time",
        ],
    );
    for model in findings.fitted() {
        let Some(holdout) = &model.holdout else {
            continue;
        };
        table.push(vec![
            model.name.to_owned(),
            number(holdout.expected(), 1),
            holdout
                .total_error()
                .map_or_else(|| "–".to_owned(), |error| format!("{:+.1}%", 100.0 * error)),
            figure(holdout.mean_absolute_error(), 3),
            figure(holdout.root_mean_square_error(), 3),
            number(model.alive, 1),
            findings
                .tracking
                .error(model.name)
                .map_or_else(|| "–".to_owned(), |error| percent(error, 1)),
        ]);
    }
    let title = format!(
        "Held out: the {} came back {} in the {} after",
        several(findings.histories.customers.len(), "customer"),
        several_times(actual),
        days(findings.calendar.holdout_days())
    );
    let notes = format!(
        "errors: expected less actual purchases of a customer; still customers: the sum of P(alive);\n\
         off over time: mean |expected − actual| of all customers in a {}, as a share of the actual",
        findings.tracking.period
    );
    if findings.fitted().next().is_none() {
        return block(&title, "no model expected any number of them");
    }
    block(&title, &format!("{}\n{notes}", table.text()))
}

fn spend(findings: &Findings) -> String {
    let text = match &findings.spend {
        Err(reason) => format!("Gamma-Gamma is not fitted, so nobody has a value: {reason}"),
        Ok(spend) => {
            let mut lines = vec![
                format!(
                    "Gamma-Gamma of {}: {}; log-likelihood {}, {} iterations",
                    several(spend.customers, "customer"),
                    parameters(&spend.parameters),
                    number(spend.log_likelihood, 2),
                    spend.iterations
                ),
                format!(
                    "mean spend of a customer nobody knows more of: {}",
                    spend
                        .population_mean
                        .map_or_else(|| "infinite".to_owned(), |mean| number(mean, 2))
                ),
            ];
            lines.extend(spend.correlation.clone());
            lines.join("\n")
        }
    };
    block("What a purchase brings", &text)
}

fn customers(findings: &Findings, cli: &Cli) -> String {
    let Some(chosen) = findings.chosen() else {
        return block(
            "Customers",
            "No model could be fitted, so nothing is said of customers.",
        );
    };
    let unit = findings.unit.time_unit();
    let mut table = Columns::new(
        &[1],
        &[
            "",
            "customer",
            "came back",
            &format!("last, {unit}s ago"),
            "P(alive)",
            "95%",
            "purchases",
            "95%",
            "mean spend",
            "value",
            "95%",
        ],
    );
    for (place, top) in (1_usize..).zip(&findings.top) {
        let customer = &findings.histories.customers[top.customer];
        let figures = &findings.figures[top.customer];
        let history = &customer.history;
        let last = history.age(unit) - history.last(unit);
        let share = |share| percent(share, 1);
        table.push(vec![
            place.to_string(),
            customer.id.clone(),
            count(history.repeat_purchases()),
            number(last, 1),
            share(figures.p_alive),
            ends(top.intervals.p_alive, share),
            number(figures.expected_purchases, 2),
            ends(top.intervals.expected_purchases, |n| number(n, 2)),
            figures
                .spend
                .map_or_else(|| "–".to_owned(), |spend| number(spend, 2)),
            figures
                .value
                .map_or_else(|| "–".to_owned(), |value| number(value, 2)),
            ends(top.intervals.value, |value| number(value, 2)),
        ]);
    }
    let title = format!(
        "The {} most valuable, under {} ({})",
        count(findings.top.len()),
        chosen.name,
        why(chosen, cli)
    );
    let mut notes = vec![
        format!(
            "as of {}; purchases: expected within {} days; value: {}, {}, {}",
            findings.calibration_end(),
            number(findings.horizon_days, 0),
            if cli.horizon.is_some() {
                "of these purchases"
            } else {
                "of all purchases to come"
            },
            if cli.margin.get() < 1.0 {
                format!("margin {:.0}", cli.margin)
            } else {
                "revenue".to_owned()
            },
            if cli.discount > 0.0 {
                format!("discounted at {} a year", percent(cli.discount, 1))
            } else {
                "not discounted".to_owned()
            }
        ),
        "95%: by the delta method, from the standard errors of the fits; of the expectation, not of what will happen"
            .to_owned(),
    ];
    if let Some(total) = findings.total_value() {
        notes.push(format!(
            "all {} together: {}",
            several(findings.figures.len(), "customer"),
            number(total, 0)
        ));
    }
    if let Some(reason) = &findings.no_value {
        notes.push(format!("no values: {reason}"));
    }
    if chosen.name == BG_NBD {
        notes.push(
            "BG/NBD takes everybody who bought only once for a customer still: do not count customers by it"
                .to_owned(),
        );
    }
    block(&title, &format!("{}\n{}", table.text(), notes.join("\n")))
}

fn why(chosen: &Fitted, cli: &Cli) -> String {
    match cli.model {
        Choice::Best if chosen.name == BG_NBD => "its AIC is the lowest by far".to_owned(),
        Choice::Best => {
            "the lowest AIC; BG/NBD, to which nobody who bought once has left, must be lower by 10"
                .to_owned()
        }
        _ => "by --model".to_owned(),
    }
}

fn figure(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| number(value, places))
}
