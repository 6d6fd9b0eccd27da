//! The findings as a person reads them.

use tenure::units::{Level, Proportion};

use crate::Findings;
use crate::at_risk::{AtRisk, Spending};
use crate::cli::{Cli, HoldOut};
use crate::customers::Kind;
use crate::evaluation::Evaluation;
use crate::figures::{count, money, percent, share, within};

pub(crate) fn text(findings: &Findings<'_>, cli: &Cli) -> String {
    let mut blocks = vec![head(findings, cli)];
    if let Some(path) = &findings.path {
        blocks.push(block(
            "Penalty λ, on folds not fitted to",
            &path.to_string(),
        ));
    }
    if let Some(fit) = &findings.fit {
        blocks.push(block("Fit", &fit.to_string()));
    }
    if let Some(evaluation) = &findings.evaluation {
        blocks.push(quality(evaluation));
        if let Some(deciles) = &evaluation.deciles {
            blocks.push(block(
                "Tenths of the customers, the riskiest first",
                &deciles.to_string(),
            ));
        }
        let cox = evaluation.cox.as_ref().map_or_else(String::new, |cox| {
            format!("\n{cox:.2} (1, 0 and 0 would be perfect)")
        });
        let calibration = format!("{}{cox}", evaluation.calibration);
        blocks.push(block(
            "Calibration: do as many leave as forecast?",
            &calibration,
        ));
    }
    blocks.push(at_risk(findings));
    blocks.push(spending(findings));
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

fn head(findings: &Findings<'_>, cli: &Cli) -> String {
    let customers = &findings.customers;
    let left = customers.iter().filter(|c| c.churned == Some(true)).count();
    let known = customers.iter().filter(|c| c.churned.is_some()).count();
    let mut lines = vec!["Who is about to leave?".to_owned()];
    let of_whom = match &findings.label {
        Some(label) if known > 0 => {
            let meaning = label
                .positive
                .as_ref()
                .map_or_else(String::new, |value| format!(" = {value}"));
            let rate = 100.0 * left as f64 / known as f64;
            format!(
                ", of whom {} left ({rate:.1}%, {}{meaning})",
                count(left),
                label.column
            )
        }
        _ => String::new(),
    };
    lines.push(format!(
        "  {}: {} customers{of_whom}",
        findings.file,
        count(customers.len())
    ));
    if !findings.rejected.is_empty() {
        let mut shown: Vec<_> = findings
            .reasons
            .iter()
            .take(3)
            .map(|(reason, n)| format!("{n} × {reason}"))
            .collect();
        if findings.reasons.len() > 3 {
            shown.push("…".to_owned());
        }
        let rows = findings.rejected.len();
        let noun = if rows == 1 { "row" } else { "rows" };
        lines.push(format!(
            "  {} more {noun} left out: {}",
            count(rows),
            shown.join("; ")
        ));
    }
    let of = |kind| {
        let some = findings
            .features
            .iter()
            .filter(|feature| feature.kind == kind);
        some.map(|feature| feature.name.as_str())
            .collect::<Vec<_>>()
    };
    let (numbers, texts) = (of(Kind::Number), of(Kind::Text));
    let list = |names: &[&str]| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    lines.push(format!(
        "  columns with numbers, as they are: {}",
        list(&numbers)
    ));
    lines.push(format!(
        "  columns with text, against their first value: {}",
        list(&texts)
    ));
    if let Some(evaluation) = &findings.evaluation {
        lines.push(format!("  {}", judged(findings, evaluation, cli)));
    }
    lines.join("\n")
}

fn judged(findings: &Findings<'_>, evaluation: &Evaluation, cli: &Cli) -> String {
    let n = count(evaluation.ranking.customers());
    if cli.load_model.is_some() {
        return format!(
            "judged on all {n} of them whose label is known, with a model fitted before"
        );
    }
    let fitted_to = count(findings.fitted_to);
    match cli.split {
        HoldOut::None => {
            format!("fitted to all {fitted_to} and judged on the same: that flatters the model")
        }
        HoldOut::Random => format!(
            "fitted to {fitted_to}, judged on {n} others put aside at random ({:.0}, as many leavers in \
             proportion, seed {})",
            cli.test_share, cli.seed
        ),
        HoldOut::Every(k) => {
            format!("fitted to {fitted_to}, judged on {n} others, one row in {k}")
        }
    }
}

fn quality(of: &Evaluation) -> String {
    let (n, left) = (of.ranking.customers(), of.ranking.churned());
    let level = Level::P95;
    let brier = of.forecasts.brier();
    let confusion = &of.confusion;
    let title = format!(
        "How good is the score? On {} ({} customers, {} left; in brackets 95% intervals)",
        match of.on {
            "hold-out" => "the customers put aside",
            "training" => "the customers fitted to",
            _ => "all of them",
        },
        count(n),
        count(left)
    );
    let auc = of.ranking.auc_interval(level);
    let rows = [
        (
            "AUC",
            within(of.ranking.auc(), auc, 3),
            "a leaver outranks a stayer; 0.5 is chance",
        ),
        (
            "average precision",
            within(of.ranking.average_precision(), None, 3),
            "how pure the list is from the top down",
        ),
        (
            "KS",
            within(of.ranking.ks(), None, 3),
            "the largest gap between leavers and stayers reached",
        ),
        (
            "log loss",
            within(of.log_loss.mean(), of.log_loss.interval(level), 4),
            &format!(
                "of the churn rate alone: {}",
                within(of.log_loss.base_rate_loss(), None, 4)
            ),
        ),
        (
            "Brier score",
            within(brier.score(), brier.interval(level), 4),
            &format!(
                "of the churn rate alone: {}",
                within(brier.base_rate_score(), None, 4)
            ),
        ),
        (
            "calibration error",
            within(of.ece, None, 4),
            "mean gap, ten bins of equal width",
        ),
        ("", String::new(), ""),
        (
            "flagged",
            share(&confusion.flagged()),
            &format!("a probability of {:.0} or more", of.threshold),
        ),
        (
            "accuracy",
            share(&confusion.accuracy()),
            "flagged and left, or neither",
        ),
        (
            "precision",
            share(&confusion.precision()),
            "of those flagged, left",
        ),
        (
            "recall",
            share(&confusion.recall()),
            "of those who left, flagged",
        ),
        (
            "F1",
            within(
                confusion.f1().map(Proportion::get),
                confusion.f1_interval(level),
                3,
            ),
            "of precision and recall the harmonic mean",
        ),
        (
            "Matthews",
            within(confusion.matthews(), confusion.matthews_interval(level), 3),
            "the correlation of flagged and left",
        ),
    ];
    let width = rows
        .iter()
        .map(|(_, value, _)| value.chars().count())
        .max()
        .unwrap_or(0);
    let lines: Vec<_> = rows
        .iter()
        .map(|(name, value, note)| format!("{name:<17}  {value:<width$}  {note}"))
        .collect();
    block(&title, &lines.join("\n"))
}

fn at_risk(findings: &Findings<'_>) -> String {
    let list = &findings.at_risk;
    let title = format!(
        "The {} most at risk of those who have not left, and what raises their risk most \
         (in log-odds, against the average customer)",
        count(list.len())
    );
    let id_width = list
        .iter()
        .map(|one| one.customer.id.chars().count())
        .max()
        .unwrap_or(0);
    let lines: Vec<_> = (1..)
        .zip(list)
        .map(|(place, one)| {
            let gain = gain(findings.spending.as_ref(), one);
            format!(
                "{place:>3}  {:<id_width$}  {:>6}{gain}  {}",
                one.customer.id,
                percent(one.probability),
                reasons(one)
            )
        })
        .collect();
    block(&title, &lines.join("\n"))
}

fn gain(spending: Option<&Spending>, one: &AtRisk<'_>) -> String {
    spending.map_or_else(String::new, |spending| {
        let gain = spending.offer.expected_gain(one.probability);
        format!("  {:>6}", format!("{gain:+.0}"))
    })
}

fn reasons(one: &AtRisk<'_>) -> String {
    let top: Vec<_> = one.why.top(3).iter().map(ToString::to_string).collect();
    top.join(", ")
}

fn spending(findings: &Findings<'_>) -> String {
    let title = "What to spend on whom";
    let Some(of) = &findings.spending else {
        return block(
            title,
            "Give --clv, --contact-cost and --save-rate, and this says whom it is worth contacting.",
        );
    };
    let offer = of.offer;
    let made_up = if of.made_up {
        " (made up: give --clv, --contact-cost and --save-rate)"
    } else {
        ""
    };
    let mut lines = vec![format!(
        "A contact costs {} and keeps {:.0} of those about to leave; a customer kept is worth {}{made_up}.",
        money(offer.contact_cost()),
        offer.save_rate(),
        money(offer.clv()),
    )];
    match offer.break_even() {
        None => lines.push("That never pays for itself: contact nobody.".to_owned()),
        Some(from) => {
            lines.push(format!(
                "That pays for itself from a probability of {} on: contact {} of the {} customers, the riskiest \
                 first.",
                percent(from),
                count(of.contacts),
                count(of.waiting)
            ));
            lines.push(format!(
                "It costs {} and is expected to bring {} more than it costs; per customer above, the second figure.",
                money(of.cost),
                money(of.gain)
            ));
        }
    }
    if let Some((choice, n)) = &of.proven {
        let (flagged, hits) = (
            choice.confusion.flagged(),
            choice.confusion.true_positives(),
        );
        lines.push(format!(
            "The same rule on the {} customers judged on: {} contacted, {hits} of them were leaving, {} earned.",
            count(*n),
            count(flagged.successes()),
            money(choice.profit)
        ));
    }
    block(title, &lines.join("\n"))
}
