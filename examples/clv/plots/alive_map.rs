//! How likely is somebody still a customer who came back so often, and last so long ago? Dark for those who have left,
//! light for those who are here.

use plotters::prelude::*;
use tenure::clv::history::PurchaseHistory;
use tenure::units::TimeUnit;

use super::{Area, Drawn, GREY, INK, text};
use crate::Findings;
use crate::cividis::cividis;
use crate::figures::percent;

/// How many columns the map has.
const COLUMNS: u32 = 80;

pub(super) fn draw(area: &Area<'_>, findings: &Findings) -> Drawn {
    let Some(chosen) = findings.chosen() else {
        return Ok(());
    };
    let unit = findings.unit.time_unit();
    let age = findings.histories.oldest(unit);
    let most = findings.histories.most_purchases().clamp(5, 24);
    let (map, scale) = area.split_horizontally(862);
    let mut chart = ChartBuilder::on(&map)
        .caption(
            format!("Who is still a customer?  P(alive) under {}", chosen.name),
            text(24),
        )
        .margin(22)
        .margin_right(6)
        .x_label_area_size(62)
        .y_label_area_size(72)
        .build_cartesian_2d(0.0..age, 0.5..most as f64 + 0.5)?;
    let mut cells = Vec::new();
    for repeat in 1..=most {
        for column in 0..COLUMNS {
            let (from, to) = (f64::from(column), f64::from(column + 1));
            let [from, middle, to] =
                [from, f64::midpoint(from, to), to].map(|at| at * age / f64::from(COLUMNS));
            let p_alive = p_alive(findings, repeat, middle, age, unit)?;
            let row = repeat as f64;
            cells.push(Rectangle::new(
                [(from, row - 0.5), (to, row + 0.5)],
                cividis(p_alive).filled(),
            ));
        }
    }
    chart.draw_series(cells)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .x_desc(format!(
            "time of the last purchase, {unit}s after the first  (seen for {age:.0} {unit}s)"
        ))
        .y_desc("repeat purchases")
        .x_labels(10)
        .y_labels(most.min(12) as usize)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y:.0}"))
        .label_style(text(16))
        .axis_desc_style(text(18))
        .draw()?;
    let once = p_alive(findings, 0, 0.0, age, unit)?;
    key(&scale, &format!("bought once: {}", percent(once, 0)))
}

fn p_alive(
    findings: &Findings,
    repeat: u64,
    last: f64,
    age: f64,
    unit: TimeUnit,
) -> tenure::Result<f64> {
    let history = PurchaseHistory::new(repeat, last, age, unit)?;
    Ok(findings
        .chosen()
        .map_or(0.0, |chosen| chosen.model().p_alive(&history)))
}

/// What the colours mean.
fn key(area: &Area<'_>, note: &str) -> Drawn {
    let (left, top, width, height) = (14, 78, 26, 500);
    for step in 0..100 {
        let share = f64::from(step) / 99.0;
        let bottom = top + height - height * step / 100;
        let corners = [(left, bottom - height / 100), (left + width, bottom)];
        area.draw(&Rectangle::new(corners, cividis(share).filled()))?;
    }
    area.draw(&Rectangle::new(
        [(left, top), (left + width, top + height)],
        GREY.stroke_width(1),
    ))?;
    for step in 0..=5 {
        let y = top + height - height * step / 5;
        let share = f64::from(step) / 5.0;
        let tick = [(left + width, y), (left + width + 5, y)];
        area.draw(&PathElement::new(tick, INK.stroke_width(1)))?;
        let at = (left + width + 10, y - 8);
        area.draw(&Text::new(percent(share, 0), at, text(16)))?;
    }
    area.draw(&Text::new("P(alive)", (left, top - 30), text(17)))?;
    area.draw(&Text::new(
        note.to_owned(),
        (left - 10, top + height + 20),
        text(14),
    ))?;
    Ok(())
}
