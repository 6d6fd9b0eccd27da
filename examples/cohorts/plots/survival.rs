//! How many are still there, over time, with what they may be.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use tenure::retention::survival::SurvivalStep;
use tenure::stats::Interval;
use tenure::units::Level;

use super::{Area, Chart, Drawn, GREY, INK, anchored, pixels, text};
use crate::cli::Unit;
use crate::figures::{chi_squared, count, p_value, percent, time};
use crate::survival::{Curve, Survival};

const WIDTH: u32 = 1180;
const PLOT: u32 = 620;
/// A line of the table below the picture.
const LINE: i32 = 24;
/// How many letters of a name there is room for.
const NAME: usize = 26;
/// How many lines can be told apart.
const MOST: usize = 7;

/// Colours of Okabe and Ito, with the lengths of a dash and of the gap after it.
const STROKES: [(RGBColor, i32, i32); MOST] = [
    (RGBColor(213, 94, 0), 12, 0),
    (RGBColor(0, 114, 178), 14, 4),
    (RGBColor(0, 158, 115), 6, 4),
    (RGBColor(204, 121, 167), 3, 4),
    (RGBColor(230, 159, 0), 12, 0),
    (RGBColor(86, 180, 233), 14, 4),
    (RGBColor(90, 90, 90), 3, 4),
];

/// The largest groups, as many as can be told apart, in their order.
fn shown(survival: &Survival) -> Vec<&Curve> {
    let mut sizes: Vec<_> = survival
        .curves
        .iter()
        .map(|curve| curve.estimate.customers())
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let least = sizes.get(MOST - 1).copied().unwrap_or(0);
    let large = survival
        .curves
        .iter()
        .filter(|curve| curve.estimate.customers() >= least);
    large.take(MOST).collect()
}

pub(super) fn size(survival: &Survival) -> (u32, u32) {
    let lines = shown(survival).len() + 2;
    let table = LINE.saturating_mul(pixels(lines)).unsigned_abs();
    (WIDTH, PLOT + table + 30)
}

pub(super) fn draw(area: &Area<'_>, survival: &Survival) -> Drawn {
    let curves = shown(survival);
    let end = curves.iter().map(|curve| curve.last()).fold(0.0, f64::max);
    let end = if end > 0.0 { end } else { 1.0 };
    let (upper, _) = area.split_vertically(PLOT);
    let by = survival.columns.group.as_ref();
    let by = by.map_or_else(String::new, |column| format!(", by {column}"));
    let title = format!("How long do subscribers stay{by}?");
    area.draw(&Text::new(title, (22, 18), text(24)))?;
    area.draw(&Text::new(
        subtitle(survival),
        (22, 48),
        text(16).color(&GREY),
    ))?;
    let mut chart = ChartBuilder::on(&upper)
        .margin(18)
        .margin_right(240)
        .margin_top(88)
        .x_label_area_size(62)
        .y_label_area_size(84)
        .build_cartesian_2d(0.0..end, 0.0..1.0)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .y_desc("still there, % of subscribers")
        .y_labels(6)
        .y_label_formatter(&|share| percent(*share, 0))
        .label_style(text(16))
        .axis_desc_style(text(17))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .draw()?;
    for (curve, (colour, _, _)) in curves.iter().zip(STROKES) {
        chart.draw_series([Polygon::new(band(curve), colour.mix(0.18).filled())])?;
    }
    for (curve, (colour, dash, gap)) in curves.iter().zip(STROKES) {
        let points = staircase(curve);
        let style = colour.stroke_width(2);
        if gap == 0 {
            chart.draw_series(LineSeries::new(points, style))?;
        } else {
            chart.draw_series(DashedLineSeries::new(points, dash, gap, style))?;
        }
    }
    names(area, &chart, &curves, end)?;
    below(area, &chart, survival, &curves, end)
}

fn subtitle(survival: &Survival) -> String {
    let estimate = "Kaplan and Meier, with 95% bands (log-log)";
    survival.log_rank.as_ref().map_or_else(
        |_| estimate.to_owned(),
        |test| {
            let chi_squared = chi_squared(test.chi_squared(), test.degrees_of_freedom());
            format!(
                "{estimate}; log-rank test {chi_squared}, {}",
                p_value(test.p_value())
            )
        },
    )
}

/// From step to step: level, then down.
fn staircase(curve: &Curve) -> Vec<(f64, f64)> {
    levels(
        curve,
        curve
            .estimate
            .steps()
            .iter()
            .map(|step| Some(step.survival())),
    )
}

fn levels(curve: &Curve, levels: impl Iterator<Item = Option<f64>>) -> Vec<(f64, f64)> {
    let mut points = vec![(0.0, 1.0)];
    let mut at = 1.0;
    for (step, level) in curve.estimate.steps().iter().zip(levels) {
        points.push((step.time().get(), at));
        // Where everybody has left there is no interval: the band ends as wide as it was.
        at = level.unwrap_or(at);
        points.push((step.time().get(), at));
    }
    points.push((curve.last(), at));
    points
}

fn band(curve: &Curve) -> Vec<(f64, f64)> {
    let intervals = || curve.estimate.intervals(Level::P95);
    let lower = levels(
        curve,
        intervals().map(|interval| interval.map(Interval::lower)),
    );
    let upper = levels(
        curve,
        intervals().map(|interval| interval.map(Interval::upper)),
    );
    upper.into_iter().chain(lower.into_iter().rev()).collect()
}

/// Each line's name where it ends, moved down or up where another one is in the way.
fn names(area: &Area<'_>, chart: &Chart<'_, '_>, curves: &[&Curve], end: f64) -> Drawn {
    let mut places: Vec<_> = curves
        .iter()
        .zip(STROKES)
        .map(|(curve, (colour, _, _))| {
            let at = curve
                .estimate
                .steps()
                .last()
                .map_or(1.0, SurvivalStep::survival);
            (chart.backend_coord(&(end, at)), curve, colour)
        })
        .collect();
    places.sort_by_key(|((_, y), _, _)| *y);
    let mut free = i32::MIN;
    let lowest = chart.backend_coord(&(end, 0.0)).1;
    let mut ys: Vec<i32> = Vec::new();
    for ((_, y), _, _) in &places {
        let y = (*y).max(free);
        free = y.saturating_add(20);
        ys.push(y);
    }
    // Those pushed out at the bottom push back.
    let mut floor = lowest;
    for y in ys.iter_mut().rev() {
        *y = (*y).min(floor);
        floor = *y - 20;
    }
    for (((x, _), curve, colour), y) in places.into_iter().zip(ys) {
        let style = anchored(text(15), HPos::Left, VPos::Center).color(&colour);
        area.draw(&Text::new(shortened(&curve.name, NAME), (x + 8, y), style))?;
    }
    Ok(())
}

fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most - 1).collect();
    format!("{kept}…")
}

/// The times, and how many were still watched at each.
fn below(
    area: &Area<'_>,
    chart: &Chart<'_, '_>,
    survival: &Survival,
    curves: &[&Curve],
    end: f64,
) -> Drawn {
    let ticks = ticks(end, survival.unit);
    let (left, base) = chart.backend_coord(&(0.0, 0.0));
    let centre = anchored(text(16), HPos::Center, VPos::Center);
    for tick in &ticks {
        let (x, y) = chart.backend_coord(&(*tick, 0.0));
        area.draw(&PathElement::new([(x, y), (x, y + 6)], INK.stroke_width(1)))?;
        area.draw(&Text::new(time(*tick), (x, y + 18), centre.clone()))?;
    }
    let unit = survival.unit.name();
    let (right, _) = chart.backend_coord(&(end, 0.0));
    let middle = i32::midpoint(left, right);
    let what = format!("{unit}s since they came  ({})", survival.columns.duration);
    area.draw(&Text::new(
        what,
        (middle, base + 44),
        anchored(text(17), HPos::Center, VPos::Center),
    ))?;
    let mut y = base + 78;
    let first = anchored(text(15), HPos::Left, VPos::Center);
    area.draw(&Text::new(
        "still watched",
        (16, y),
        first.clone().color(&GREY),
    ))?;
    for (curve, (colour, _, _)) in curves.iter().zip(STROKES) {
        y += LINE;
        for tick in &ticks {
            let (x, _) = chart.backend_coord(&(*tick, 0.0));
            let number = count(curve.at_risk(*tick));
            area.draw(&Text::new(number, (x, y), centre.clone().color(&colour)))?;
        }
        // Clear of the last number, which stands half beyond the end.
        let at = (right + 36, y);
        area.draw(&Text::new(
            shortened(&curve.name, NAME),
            at,
            first.clone().color(&colour),
        ))?;
    }
    if curves.len() < survival.curves.len() {
        let note = format!(
            "the {} largest of {} groups",
            curves.len(),
            survival.curves.len()
        );
        area.draw(&Text::new(note, (left, y + LINE), first.color(&GREY)))?;
    }
    Ok(())
}

/// Where to write a time: at most ten of them.
fn ticks(end: f64, unit: Unit) -> Vec<f64> {
    let usual: &[f64] = match unit {
        Unit::Day => &[1.0, 7.0, 14.0, 28.0, 91.0, 182.0, 365.0, 730.0],
        Unit::Week => &[1.0, 2.0, 4.0, 13.0, 26.0, 52.0, 104.0],
        Unit::Month => &[1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0],
        Unit::Year => &[0.25, 0.5, 1.0, 2.0, 5.0, 10.0],
    };
    let wide = |step: &&f64| end / **step < 10.0 && end / **step >= 2.0;
    let step = usual.iter().find(wide).copied();
    let step = step.unwrap_or_else(|| super::round_up(end / 10.0));
    (0_u32..=10)
        .map(|place| f64::from(place) * step)
        .take_while(|time| *time <= end)
        .collect()
}
