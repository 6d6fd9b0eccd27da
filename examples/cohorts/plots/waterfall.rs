//! What became of the revenue of one period in the next, and of every period in turn.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use tenure::retention::revenue::MovementKind;

use super::{Area, Chart, Drawn, GREY, INK, anchored, round_up, text};
use crate::cohorts::Cohorts;
use crate::figures::number;
use crate::movements::Step;

pub(super) const SIZE: (u32, u32) = (1240, 710);
const BALANCE: RGBColor = RGBColor(150, 150, 150);

const fn colour(movement: MovementKind) -> RGBColor {
    match movement {
        MovementKind::New => RGBColor(0, 158, 115),
        MovementKind::Reactivation => RGBColor(86, 180, 233),
        MovementKind::Expansion => RGBColor(0, 114, 178),
        MovementKind::Contraction => RGBColor(230, 159, 0),
        MovementKind::Churn => RGBColor(213, 94, 0),
    }
}

const fn sign(movement: MovementKind) -> f64 {
    if movement.is_gain() { 1.0 } else { -1.0 }
}

pub(super) fn draw(area: &Area<'_>, cohorts: &Cohorts) -> Drawn {
    let by = cohorts.by.name();
    let title =
        format!("What customers spent in each {by} (not recurring revenue), and what moved it");
    area.draw(&Text::new(title, (22, 16), text(24)))?;
    let note = format!(
        "{}: who buys nothing in a {by} counts as churned in it, and as a reactivation when they come back",
        cohorts.file
    );
    area.draw(&Text::new(note, (22, 48), text(16).color(&GREY)))?;
    key(area)?;
    let (_, panels) = area.split_vertically(108);
    let (left, right) = panels.split_horizontally(560);
    if let Some(step) = telling(&cohorts.movements) {
        one(&left, step, cohorts)?;
    }
    all(&right, cohorts)
}

/// What the colours mean, above both panels: in them it would hide one figure or another.
fn key(area: &Area<'_>) -> Drawn {
    let style = anchored(text(15), HPos::Left, VPos::Center);
    let (mut x, y) = (24, 88);
    for movement in MovementKind::ALL {
        let corners = [(x, y - 7), (x + 20, y + 7)];
        area.draw(&Rectangle::new(corners, colour(movement).filled()))?;
        area.draw(&Text::new(movement.name(), (x + 28, y), style.clone()))?;
        x += 130;
    }
    let line = [(x, y), (x + 24, y)];
    area.draw(&PathElement::new(line, INK.stroke_width(2)))?;
    area.draw(&Circle::new((x + 12, y), 3, INK.filled()))?;
    area.draw(&Text::new("spent by all", (x + 32, y), style))?;
    Ok(())
}

/// The last step in which everything happens that can; the last of all, if there is none.
fn telling(steps: &[Step]) -> Option<&Step> {
    let every = |step: &&Step| {
        MovementKind::ALL
            .iter()
            .all(|movement| step.of(*movement) > 0.0)
    };
    steps.iter().rev().find(every).or(steps.last())
}

/// From the balance before to the balance after, each movement where the one before it ended.
fn one(area: &Area<'_>, step: &Step, cohorts: &Cohorts) -> Drawn {
    let mut bars = vec![(step.before.clone(), 0.0, step.opening(), BALANCE)];
    let mut at = step.opening();
    for movement in MovementKind::ALL {
        let to = at + sign(movement) * step.of(movement);
        bars.push((movement.name().to_owned(), at, to, colour(movement)));
        at = to;
    }
    bars.push((step.label.clone(), 0.0, step.closing(), BALANCE));
    let highest = bars
        .iter()
        .map(|(_, a, b, _)| f64::max(*a, *b))
        .fold(0.0, f64::max);
    let top = round_up(highest * 1.06);
    let last = bars.len() as f64 - 0.5;
    let mut chart = ChartBuilder::on(area)
        .caption(format!("From {} to {}", step.before, step.label), text(20))
        .margin(16)
        .x_label_area_size(78)
        .y_label_area_size(88)
        .build_cartesian_2d(-0.5..last, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .y_desc(format!("{} in the {}", cohorts.currency, cohorts.by.name()))
        .y_label_formatter(&|y| number(*y, 0))
        .label_style(text(15))
        .axis_desc_style(text(17))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .draw()?;
    for (place, (name, from, to, fill)) in bars.iter().enumerate() {
        let x = place as f64;
        let corners = [(x - 0.38, *from), (x + 0.38, *to)];
        chart.draw_series([Rectangle::new(corners, fill.filled())])?;
        let (level, ends) = (*to, place + 1 == bars.len());
        // A bar of no height is the line that leads to the next one.
        let from_x = if (to - from).abs() <= 0.0 {
            x - 0.38
        } else {
            x + 0.38
        };
        let to_x = if ends { x + 0.38 } else { x + 0.62 };
        let link = [(from_x, level), (to_x, level)];
        chart.draw_series([PathElement::new(link, GREY.stroke_width(1))])?;
        let places = if highest < 1000.0 { 2 } else { 0 };
        let amount = match to - from {
            _ if place == 0 || ends => number(*to, places),
            0.0 => "none".to_owned(),
            more if more > 0.0 => format!("+{}", number(more, places)),
            less => format!("−{}", number(-less, places)),
        };
        labelled(area, &chart, x, from.max(*to), &amount, name)?;
    }
    Ok(())
}

/// The amount above a bar, and below the axis what it is, every other one lower so that they keep apart.
fn labelled(
    area: &Area<'_>,
    chart: &Chart<'_, '_>,
    x: f64,
    top: f64,
    amount: &str,
    name: &str,
) -> Drawn {
    let above = chart.backend_coord(&(x, top));
    let below = chart.backend_coord(&(x, 0.0));
    let (left, up) = area.get_base_pixel();
    let style = anchored(text(15), HPos::Center, VPos::Bottom);
    let at = (above.0 - left, above.1 - up - 4);
    area.draw(&Text::new(amount.to_owned(), at, style))?;
    let lower = if x % 2.0 == 0.0 { 8 } else { 30 };
    let style = anchored(text(15), HPos::Center, VPos::Top);
    let at = (below.0 - left, below.1 - up + lower);
    area.draw(&Text::new(name.to_owned(), at, style))?;
    Ok(())
}

/// Each period's gains above the line and losses below it, and what all spent.
fn all(area: &Area<'_>, cohorts: &Cohorts) -> Drawn {
    let steps = &cohorts.movements;
    let sum = |step: &Step, sign: f64| -> f64 {
        let of = MovementKind::ALL
            .iter()
            .filter(|movement| self::sign(**movement) * sign > 0.0);
        of.map(|movement| step.of(*movement)).sum()
    };
    let most = |of: &dyn Fn(&Step) -> f64| steps.iter().map(of).fold(0.0, f64::max);
    let top = round_up(most(&|step| step.closing().max(sum(step, 1.0))) * 1.02);
    let bottom = -round_up(most(&|step| sum(step, -1.0)) * 1.02);
    let n = steps.len();
    let mut chart = ChartBuilder::on(area)
        .caption(format!("Every {}", cohorts.by.name()), text(20))
        .margin(16)
        .x_label_area_size(78)
        .y_label_area_size(88)
        .build_cartesian_2d(-0.6..n as f64 - 0.4, bottom..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .y_desc(format!(
            "{} in the {}, gained and lost",
            cohorts.currency,
            cohorts.by.name()
        ))
        .y_label_formatter(&|y| number(*y, 0).replace('-', "−"))
        .label_style(text(15))
        .axis_desc_style(text(17))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .draw()?;
    for movement in MovementKind::ALL {
        let fill = colour(movement);
        chart.draw_series(steps.iter().enumerate().map(|(place, step)| {
            let from = stacked(step, movement);
            let to = from + sign(movement) * step.of(movement);
            let x = place as f64;
            Rectangle::new([(x - 0.36, from), (x + 0.36, to)], fill.filled())
        }))?;
    }
    chart.draw_series(LineSeries::new(
        [(-0.6, 0.0), (n as f64 - 0.4, 0.0)],
        INK.stroke_width(1),
    ))?;
    let line = steps
        .iter()
        .enumerate()
        .map(|(place, step)| (place as f64, step.closing()));
    chart.draw_series(LineSeries::new(line.clone(), INK.stroke_width(2)))?;
    chart.draw_series(line.map(|at| Circle::new(at, 3, INK.filled())))?;
    months(area, &chart, steps, bottom)
}

/// Where a movement starts on top of, or below, those before it.
fn stacked(step: &Step, movement: MovementKind) -> f64 {
    let before = MovementKind::ALL
        .iter()
        .take_while(|other| **other != movement);
    let same = before.filter(|other| sign(**other) * sign(movement) > 0.0);
    same.map(|other| sign(*other) * step.of(*other)).sum()
}

/// The names of the periods, upright, as many as there is room for.
fn months(area: &Area<'_>, chart: &Chart<'_, '_>, steps: &[Step], bottom: f64) -> Drawn {
    let (left, up) = area.get_base_pixel();
    let every = steps.len().div_ceil(26).max(1);
    let upright = text(15).transform(FontTransform::Rotate270);
    let style = anchored(upright, HPos::Right, VPos::Center);
    for (place, step) in steps.iter().enumerate().step_by(every) {
        let below = chart.backend_coord(&(place as f64, bottom));
        let at = (below.0 - left, below.1 - up + 6);
        area.draw(&Text::new(step.label.clone(), at, style.clone()))?;
    }
    Ok(())
}
