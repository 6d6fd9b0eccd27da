//! Who of each cohort was active again, so many periods later?

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use tenure::retention::cohorts::CohortCell;

use super::{Area, Drawn, GREY, INK, anchored, pixels, round_up, text};
use crate::cividis::cividis;
use crate::cohorts::Cohorts;
use crate::figures::{count, percent};

const CELL: (i32, i32) = (50, 40);
/// Where the cells start: room for the names and sizes of the cohorts, and for the title and the ages.
const CORNER: (i32, i32) = (190, 138);
/// Between the cohorts and their mean.
const GAP: i32 = 10;
/// Room for the key on the right, and for the notes below.
const KEY: i32 = 130;
const NOTES: i32 = 76;

pub(super) fn size(cohorts: &Cohorts) -> (u32, u32) {
    let (ages, rows) = (
        pixels(cohorts.ages()),
        pixels(cohorts.triangle.rows().len() + 1),
    );
    let width = CORNER.0 + CELL.0.saturating_mul(ages) + KEY;
    let height = CORNER.1 + CELL.1.saturating_mul(rows) + GAP + NOTES;
    (
        width.max(900).unsigned_abs(),
        height.max(420).unsigned_abs(),
    )
}

pub(super) fn draw(area: &Area<'_>, cohorts: &Cohorts) -> Drawn {
    let by = cohorts.by.name();
    let title =
        format!("Customers by the {by} of their first purchase: how many bought again, and when?");
    area.draw(&Text::new(title, (22, 18), text(24)))?;
    let kind = if cohorts.unbounded { " or later" } else { "" };
    let what = format!("% of each {by}'s customers who bought in the {by} so long after it{kind}");
    area.draw(&Text::new(what, (22, 48), text(16).color(&GREY)))?;
    let top = scale(cohorts);
    head(area, cohorts)?;
    for (place, row) in cohorts.triangle.rows().enumerate() {
        let y = CORNER.1 + CELL.1 * pixels(place);
        name(area, y, &cohorts.by.label(row.cohort()), &count(row.size()))?;
        for (age, one) in row.cells().enumerate() {
            cell(area, (age, y), one, top)?;
        }
    }
    let y = CORNER.1 + CELL.1 * pixels(cohorts.triangle.rows().len()) + GAP;
    name(area, y, "all", &count(cohorts.triangle.customers()))?;
    for (age, mean) in cohorts.triangle.weighted_means().enumerate() {
        cell(area, (age, y), mean, top)?;
    }
    key(area, cohorts, top)?;
    notes(area, y + CELL.1 + 18, by)
}

/// What is as light as can be: the first period is everybody, and would leave no colours to the others.
fn scale(cohorts: &Cohorts) -> f64 {
    let later = cohorts
        .triangle
        .rows()
        .flat_map(|row| row.cells().skip(1).flatten());
    let most = later.map(|cell| cell.share().get()).fold(0.0, f64::max);
    round_up(most).min(1.0)
}

fn head(area: &Area<'_>, cohorts: &Cohorts) -> Drawn {
    let by = cohorts.by.name();
    let centre = anchored(text(16), HPos::Center, VPos::Center);
    let middle = CORNER.0 + CELL.0 * pixels(cohorts.ages()) / 2;
    let above = (middle, CORNER.1 - 46);
    area.draw(&Text::new(
        format!("{by}s since the first purchase"),
        above,
        anchored(text(17), HPos::Center, VPos::Center),
    ))?;
    for age in 0..cohorts.ages() {
        let x = CORNER.0 + CELL.0 * pixels(age) + CELL.0 / 2;
        area.draw(&Text::new(
            age.to_string(),
            (x, CORNER.1 - 16),
            centre.clone(),
        ))?;
    }
    let right = anchored(text(16), HPos::Right, VPos::Center);
    area.draw(&Text::new(by, (100, CORNER.1 - 16), right.clone()))?;
    area.draw(&Text::new(
        "customers",
        (CORNER.0 - 8, CORNER.1 - 16),
        right,
    ))?;
    Ok(())
}

fn name(area: &Area<'_>, y: i32, label: &str, size: &str) -> Drawn {
    let right = anchored(text(16), HPos::Right, VPos::Center);
    let y = y + CELL.1 / 2;
    area.draw(&Text::new(label.to_owned(), (100, y), right.clone()))?;
    area.draw(&Text::new(size.to_owned(), (CORNER.0 - 8, y), right))?;
    Ok(())
}

fn cell(area: &Area<'_>, (age, y): (usize, i32), of: Option<CohortCell>, top: f64) -> Drawn {
    let from = (CORNER.0 + CELL.0 * pixels(age), y);
    let Some(of) = of else {
        return unfinished(area, from, CELL);
    };
    let share = of.share().get();
    let corners = [from, (from.0 + CELL.0 - 2, from.1 + CELL.1 - 2)];
    // Everybody is there at the start: no colour says nothing new.
    let (fill, ink) = if age == 0 {
        (RGBColor(232, 232, 232), INK)
    } else {
        let place = share / top;
        (cividis(place), if place > 0.55 { INK } else { WHITE })
    };
    area.draw(&Rectangle::new(corners, fill.filled()))?;
    let centre = anchored(text(15), HPos::Center, VPos::Center).color(&ink);
    let at = (from.0 + CELL.0 / 2 - 1, from.1 + CELL.1 / 2 - 1);
    // None at all, or all of them, is so without a decimal.
    let decimals = usize::from(share > 0.0 && share < 1.0);
    area.draw(&Text::new(percent(share, decimals), at, centre))?;
    Ok(())
}

/// Not known yet, and therefore no number: an empty box, crossed out.
fn unfinished(area: &Area<'_>, from: (i32, i32), (width, height): (i32, i32)) -> Drawn {
    let to = (from.0 + width - 2, from.1 + height - 2);
    let line = GREY.mix(0.45).stroke_width(1);
    area.draw(&Rectangle::new([from, to], line))?;
    area.draw(&PathElement::new([(from.0, to.1), (to.0, from.1)], line))?;
    Ok(())
}

/// What the colours mean.
fn key(area: &Area<'_>, cohorts: &Cohorts, top: f64) -> Drawn {
    let left = CORNER.0 + CELL.0 * pixels(cohorts.ages()) + 26;
    let (width, start) = (22, CORNER.1);
    let height = (CELL.1 * pixels(cohorts.triangle.rows().len() + 1)).clamp(120, 420);
    for step in 0..100 {
        let bottom = start + height - height * step / 100;
        let corners = [(left, bottom - height / 100 - 1), (left + width, bottom)];
        area.draw(&Rectangle::new(
            corners,
            cividis(f64::from(step) / 99.0).filled(),
        ))?;
    }
    let style = anchored(text(15), HPos::Left, VPos::Center);
    for step in 0..=4 {
        let y = start + height - height * step / 4;
        let tick = [(left + width, y), (left + width + 5, y)];
        area.draw(&PathElement::new(tick, INK.stroke_width(1)))?;
        let share = top * f64::from(step) / 4.0;
        let decimals = usize::from((share * 1000.0).round() % 10.0 != 0.0);
        let at = (left + width + 9, y);
        area.draw(&Text::new(percent(share, decimals), at, style.clone()))?;
    }
    Ok(())
}

fn notes(area: &Area<'_>, y: i32, by: &str) -> Drawn {
    let style = anchored(text(15), HPos::Left, VPos::Center);
    unfinished(area, (CORNER.0, y), (30, 22))?;
    let blank = format!("the {by} is not over: not known, and not 0%");
    area.draw(&Text::new(blank, (CORNER.0 + 38, y + 10), style.clone()))?;
    let all = "all: the weighted mean of the cohorts whose figure is known";
    area.draw(&Text::new(all, (CORNER.0, y + 38), style))?;
    Ok(())
}
