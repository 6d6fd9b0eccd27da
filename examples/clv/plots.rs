//! Three pictures as SVG: purchases tracked over time, who is still a customer, and how often customers came back.
//!
//! Colours are of Okabe and Ito's palette, which colour-blind readers tell apart; lines differ in their strokes, too.

mod alive_map;
mod histogram;
mod tracking;

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{ComposedElement, EmptyElement, PathElement};
use plotters::prelude::*;

use crate::Findings;

pub(crate) const INK: RGBColor = RGBColor(30, 30, 30);
pub(crate) const GREY: RGBColor = RGBColor(110, 110, 110);
/// Where a part of the picture is set apart from the rest.
pub(crate) const SHADE: RGBColor = RGBColor(243, 243, 243);

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Chart<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
pub(crate) type Drawn = Result<(), Box<dyn std::error::Error>>;
type Picture = fn(&Area<'_>, &Findings) -> Drawn;

pub(crate) fn draw(folder: &Path, findings: &Findings) -> Result<(), String> {
    if findings.chosen.is_none() {
        return Err("plots need a model that could be fitted".to_owned());
    }
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let pictures: [(&str, (u32, u32), Picture); 3] = [
        ("tracking.svg", (1200, 620), tracking::draw),
        ("p_alive.svg", (1000, 720), alive_map::draw),
        ("histogram.svg", (1000, 640), histogram::draw),
    ];
    for (name, size, picture) in pictures {
        let path = folder.join(name);
        let drawn = || -> Drawn {
            let area = SVGBackend::new(&path, size).into_drawing_area();
            area.fill(&WHITE)?;
            picture(&area, findings)?;
            area.present()?;
            Ok(())
        };
        drawn().map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// How a model is drawn, the same in every picture.
#[derive(Clone, Copy)]
pub(crate) struct Stroke {
    pub(crate) colour: RGBColor,
    width: u32,
    /// The lengths of a dash and of the gap after it; no gap for a solid line.
    dash: i32,
    gap: i32,
}

pub(crate) fn stroke(name: &str) -> Stroke {
    let (colour, width, dash, gap) = match name {
        "BG/NBD" => (RGBColor(0, 114, 178), 3, 12, 0),
        "MBG/NBD" => (RGBColor(213, 94, 0), 3, 12, 5),
        "Pareto/NBD" => (RGBColor(0, 158, 115), 3, 6, 4),
        "NBD" => (RGBColor(204, 121, 167), 3, 2, 4),
        _ => (INK, 2, 12, 0),
    };
    Stroke {
        colour,
        width,
        dash,
        gap,
    }
}

pub(crate) fn text(size: u32) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", size).into_font()).color(&INK)
}

/// A line of a model, or of what happened.
pub(crate) fn line(chart: &mut Chart<'_, '_>, points: Vec<(f64, f64)>, stroke: Stroke) -> Drawn {
    let style = stroke.colour.stroke_width(stroke.width);
    if stroke.gap == 0 {
        chart.draw_series(LineSeries::new(points, style))?;
    } else {
        let dashes = DashedLineSeries::new(points, stroke.dash, stroke.gap, style);
        chart.draw_series(dashes)?;
    }
    Ok(())
}

/// How long a line is in the legend, in pixels.
const SAMPLE: i32 = 34;

type Dash = PathElement<(i32, i32)>;
type And<B, First, Second> = ComposedElement<(i32, i32), B, First, Second>;
type Three<B> = And<B, And<B, Dash, Dash>, Dash>;
type Dashes<B> = And<B, Dash, And<B, And<B, Three<B>, Dash>, Dash>>;

/// A short piece of such a line, for the legend.
pub(crate) fn sample<B: DrawingBackend>(at: (i32, i32), stroke: Stroke) -> Dashes<B> {
    let dash = |place: i32| {
        let from = place * (stroke.dash + stroke.gap);
        let ends = [from, from + stroke.dash].map(|x| (x.min(SAMPLE), 0));
        PathElement::new(ends, stroke.colour.stroke_width(stroke.width))
    };
    EmptyElement::at(at) + dash(0) + dash(1) + dash(2) + dash(3) + dash(4) + dash(5)
}

/// The box that says what the lines are.
#[allow(single_use_lifetimes, reason = "its bound is what is needed")]
pub(crate) fn explained<'a, 'b: 'a>(
    chart: &mut Chart<'a, 'b>,
    position: SeriesLabelPosition,
) -> Drawn {
    chart
        .configure_series_labels()
        .position(position)
        .margin(14)
        .legend_area_size(46)
        .label_font(text(16))
        .background_style(WHITE.mix(0.9))
        .border_style(GREY.mix(0.5))
        .draw()?;
    Ok(())
}

/// A round number at or above this one: where an axis ends.
pub(crate) fn round_up(value: f64) -> f64 {
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
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let end = steps.iter().find(|step| **step * scale >= value);
    end.unwrap_or(&10.0) * scale
}
