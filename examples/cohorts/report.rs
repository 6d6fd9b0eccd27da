//! The findings as a person reads them.

use tenure::retention::revenue::MovementKind;
use tenure::units::Level;

use crate::Findings;
use crate::cells::DECIMALS;
use crate::cohorts::Cohorts;
use crate::columns::Columns;
use crate::figures::{chi_squared, count, number, p_value, percent, several, time, within};
use crate::survival::{Curve, Survival};

const NOTHING: &str = "–";

pub(crate) fn text(findings: &Findings) -> String {
    let mut blocks = Vec::new();
    if let Some(cohorts) = &findings.cohorts {
        blocks.extend([
            head(cohorts),
            triangle(cohorts),
            brought(cohorts),
            movements(cohorts),
        ]);
    }
    if let Some(survival) = &findings.survival {
        blocks.extend([stay(survival), groups(survival)]);
        if survival.columns.charge.is_some() {
            blocks.push(worth(survival));
        }
    }
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

fn or_nothing(text: Option<String>) -> String {
    text.unwrap_or_else(|| NOTHING.to_owned())
}

fn left_out(rejected: usize) -> Option<String> {
    (rejected > 0).then(|| {
        let rows = several(rejected, "more row");
        format!("{rows} left out (named on standard error)")
    })
}

fn head(of: &Cohorts) -> String {
    let mut lines = vec![format!(
        "{}: {} of {}, {} to {}",
        of.file,
        several(of.purchases, "purchase"),
        several(of.buyers, "customer"),
        of.first,
        of.last
    )];
    lines.extend(left_out(of.rejected));
    if let Some(cut) = of.cut {
        lines.push(format!(
            "the {} {} was not over on {}, the last day seen: what was bought in it is left out (--seen-until says otherwise)",
            of.by.name(),
            of.by.label(cut),
            of.seen_until
        ));
    }
    block("Do customers come back?", &lines.join("\n"))
}

fn triangle(of: &Cohorts) -> String {
    let by = of.by.name();
    let when = if of.unbounded {
        format!("so many {by}s later, or later still")
    } else {
        format!("so many {by}s later")
    };
    let title = format!("Of the customers of each {by}'s first purchases, how many bought {when}?");
    let table = of
        .triangle
        .display_with(|cohort| of.by.label(cohort))
        .to_string();
    let mut lines = vec![
        table,
        format!("a blank: that {by} is not over, so it is not known"),
    ];
    lines.extend(means(of));
    block(&title, &lines.join("\n"))
}

/// How sure the mean is, early, midway and late.
fn means(of: &Cohorts) -> Option<String> {
    let mut ages = vec![1, of.ages() / 3, 2 * of.ages() / 3];
    ages.retain(|age| *age > 0);
    ages.dedup();
    let mean = |age: usize| {
        let retained = of.triangle.weighted_mean(age)?.retained();
        let share = retained.proportion()?.get();
        let ends = retained.interval(Level::P95);
        let text = within(share, ends, |share| percent(share, 1));
        Some(format!("{age}: {text}"))
    };
    let means: Vec<_> = ages.into_iter().filter_map(mean).collect();
    (!means.is_empty()).then(|| {
        let by = of.by.name();
        format!(
            "weighted mean with its 95% interval (Wilson), {by} {}",
            means.join("; ")
        )
    })
}

fn brought(of: &Cohorts) -> String {
    let by = of.by.name();
    let title = format!(
        "What a customer of each {by} brought ({}, for each customer of the {by}, whether they came back or not)",
        of.currency
    );
    let first = format!("in {by} 0");
    let seen = format!("{by}s seen");
    let mut table = Columns::new(
        &[0],
        &[
            "",
            "customers",
            &first,
            &seen,
            "brought so far",
            "worth at the start",
        ],
    );
    for (row, value) in of.seen.rows().zip(&of.values) {
        let revenue: Vec<_> = row
            .revenue_curve_in_major(DECIMALS)
            .map(|(_, revenue)| revenue)
            .collect();
        table.push(vec![
            of.by.label(row.cohort()),
            count(row.size()),
            or_nothing(revenue.first().map(|revenue| number(*revenue, 2))),
            count(revenue.len()),
            number(revenue.iter().sum(), 2),
            number(*value, 2),
        ]);
    }
    let note = format!("worth at the start: {}", of.valuation.note());
    block(&title, &format!("{}\n{note}", table.text()))
}

fn movements(of: &Cohorts) -> String {
    let by = of.by.name();
    let title = format!(
        "What moved the spend of all customers from {by} to {by} ({})",
        of.currency
    );
    let mut head = vec!["", "before"];
    head.extend(MovementKind::ALL.map(MovementKind::name));
    head.extend(["after", "GRR", "NRR", "customers"]);
    let mut table = Columns::new(&[0], &head);
    for step in &of.movements {
        let movements = &step.movements;
        let mut row = vec![step.label.clone(), number(step.opening(), 2)];
        row.extend(MovementKind::ALL.map(|kind| {
            let sign = if kind.is_gain() { "+" } else { "−" };
            let amount = step.of(kind);
            if amount > 0.0 {
                format!("{sign}{}", number(amount, 2))
            } else {
                NOTHING.to_owned()
            }
        }));
        row.push(number(step.closing(), 2));
        let kept = movements
            .gross_revenue_retention()
            .map(|share| percent(share.get(), 1));
        row.push(or_nothing(kept));
        row.push(or_nothing(
            movements
                .net_revenue_retention()
                .map(|share| percent(share, 1)),
        ));
        row.push(count(movements.customers_at_end()));
        table.push(row);
    }
    let note = format!(
        "purchases, not a subscription: who buys nothing in a {by} counts as churned in it\n\
         before + new + reactivation + expansion − contraction − churn = after\n\
         GRR, NRR: of what was spent the {by} before, how much the same customers spent again, each counted at most as \
         before (GRR), or in full (NRR)\n\
         customers: who spent anything"
    );
    block(&title, &format!("{}\n{note}", table.text()))
}

fn stay(of: &Survival) -> String {
    let columns = &of.columns;
    let mut lines = vec![format!(
        "{}: {}, of whom {} left ({}), seen for up to {} {}s ({})",
        of.file,
        several(of.subscribers(), "subscriber"),
        count(of.left()),
        columns.event,
        time(of.longest()),
        of.unit.name(),
        columns.duration,
    )];
    lines.extend(left_out(of.rejected));
    block("How long do subscribers stay?", &lines.join("\n"))
}

fn groups(of: &Survival) -> String {
    let unit = of.unit.name();
    let mean = format!("mean {unit}s of the first {}", time(of.within));
    let after: Vec<_> = of
        .at
        .iter()
        .map(|at| format!("there after {}", time(*at)))
        .collect();
    let mut head = vec!["", "subscribers", "left", "half have left after", &mean];
    head.extend(after.iter().map(String::as_str));
    let mut table = Columns::new(&[0], &head);
    for curve in &of.curves {
        let mut row = vec![
            curve.name.clone(),
            count(curve.estimate.customers()),
            count(curve.estimate.left()),
            median(curve),
            or_nothing(curve.mean_time.map(|mean| {
                // Nobody left by then: an interval of no width would say more than is known.
                let ends = mean
                    .interval(Level::P95)
                    .filter(|_| mean.standard_error() > 0.0);
                within(mean.value(), ends, |time| number(time, 2))
            })),
        ];
        row.extend(of.at.iter().map(|at| {
            let share = curve.survival_at(*at);
            let known = share.map(|(share, ends)| (share, ends.filter(|_| share < 1.0)));
            or_nothing(known.map(|(share, ends)| within(share, ends, |share| percent(share, 1))))
        }));
        table.push(row);
    }
    let by = of
        .columns
        .group
        .as_ref()
        .map_or_else(String::new, |column| format!(", by {column}"));
    let mut lines = vec![table.text()];
    lines.push(format!(
        "time in {unit}s; in brackets 95% intervals (of a share log-log); {NOTHING} and …: not known, too few were seen for so long"
    ));
    if of.curves.len() > 1 {
        lines.push(test(of));
    }
    if let Some(column) = &of.columns.group {
        lines.push(format!(
            "{column} is as the file has it: a difference says who stays, not that {column} makes them stay"
        ));
    }
    block(
        &format!(
            "How many are still there{by}, whoever still is counted for as long as they were seen"
        ),
        &lines.join("\n"),
    )
}

fn median(curve: &Curve) -> String {
    let show = |at: Option<f64>| at.map_or_else(|| "…".to_owned(), time);
    let Some(median) = curve.median() else {
        return "more than half stay".to_owned();
    };
    let [lower, upper] = curve.median_interval();
    format!("{} ({} to {})", time(median), show(lower), show(upper))
}

fn test(of: &Survival) -> String {
    let test = match &of.log_rank {
        Ok(test) => test,
        Err(reason) => return format!("log-rank test: none, because {reason}"),
    };
    let verdict = if test.is_significant(Level::P95) {
        "they do not all leave alike"
    } else {
        "that may well be chance"
    };
    format!(
        "log-rank test of the {} groups: {}, {}: {verdict}",
        of.curves.len(),
        chi_squared(test.chi_squared(), test.degrees_of_freedom()),
        p_value(test.p_value())
    )
}

fn worth(of: &Survival) -> String {
    let unit = of.unit.name();
    let title = format!(
        "What a new subscriber brings in {} {unit}s",
        time(of.within)
    );
    let charge = format!("mean charge a {unit}");
    let mut table = Columns::new(&[0], &["", &charge, "worth at the start"]);
    for curve in &of.curves {
        table.push(vec![
            curve.name.clone(),
            or_nothing(curve.charge.map(|charge| number(charge, 2))),
            or_nothing(curve.value.map(|value| number(value, 2))),
        ]);
    }
    block(
        &title,
        &format!(
            "{}\nworth at the start: the mean charge at the start of each {unit}, of those still there; {}",
            table.text(),
            of.valuation.note()
        ),
    )
}
