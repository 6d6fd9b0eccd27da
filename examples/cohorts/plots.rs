//! Three pictures as SVG: a heat map of cohorts, survival with its bands, and what became of revenue.
//!
//! Colours are of Okabe and Ito's palette, which colour-blind readers tell apart, and of cividis; lines differ in
//! their strokes, too.

mod heat_map;
mod survival;
mod waterfall;

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Findings;

const INK: RGBColor = RGBColor(30, 30, 30);
const GREY: RGBColor = RGBColor(110, 110, 110);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

pub(crate) fn draw(folder: &Path, findings: &Findings) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if let Some(cohorts) = &findings.cohorts {
        picture(folder, "heat_map.svg", heat_map::size(cohorts), |area| {
            heat_map::draw(area, cohorts)
        })?;
        picture(folder, "waterfall.svg", waterfall::SIZE, |area| {
            waterfall::draw(area, cohorts)
        })?;
    }
    if let Some(survival) = &findings.survival {
        picture(folder, "survival.svg", survival::size(survival), |area| {
            survival::draw(area, survival)
        })?;
    }
    Ok(())
}

fn picture(
    folder: &Path,
    name: &str,
    size: (u32, u32),
    draw: impl FnOnce(&Area<'_>) -> Drawn,
) -> Result<(), String> {
    let path = folder.join(name);
    let drawn = || -> Drawn {
        let area = SVGBackend::new(&path, size).into_drawing_area();
        area.fill(&WHITE)?;
        draw(&area)?;
        area.present()?;
        Ok(())
    };
    drawn().map_err(|error| format!("{}: {error}", path.display()))
}

fn text(size: u32) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", size).into_font()).color(&INK)
}

fn anchored(style: TextStyle<'static>, across: HPos, down: VPos) -> TextStyle<'static> {
    TextStyle {
        pos: Pos::new(across, down),
        ..style
    }
}

/// A round number at or above this one: where an axis ends.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let mut scale = 1.0;
    while scale * 10.0 <= value {
        scale *= 10.0;
    }
    while scale > value {
        scale /= 10.0;
    }
    let steps = [
        1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0,
    ];
    let end = steps.iter().find(|step| **step * scale >= value);
    end.unwrap_or(&10.0) * scale
}

fn pixels<N: TryInto<i32>>(n: N) -> i32 {
    n.try_into().unwrap_or(i32::MAX / 2)
}
