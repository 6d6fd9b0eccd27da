//! How many customers came back how often, and how many were to be expected?

use plotters::prelude::*;

use super::{Area, Drawn, GREY, explained, round_up, stroke, text};
use crate::Findings;
use crate::figures::count;

/// What happened is not one of the models' colours.
const BARS: RGBColor = RGBColor(150, 150, 150);

pub(super) fn draw(area: &Area<'_>, findings: &Findings) -> Drawn {
    let histogram = &findings.histogram;
    let bins = histogram.actual.len();
    let series = 1 + histogram.expected.len();
    let all = histogram
        .expected
        .iter()
        .flat_map(|(_, of)| of)
        .chain(&histogram.actual);
    let top = round_up(all.fold(0.0, |a: f64, b| a.max(*b)) * 1.02);
    let customers = count(findings.histories.customers.len());
    let mut chart = ChartBuilder::on(area)
        .caption("How often did customers come back?", text(24))
        .margin(22)
        .x_label_area_size(62)
        .y_label_area_size(84)
        .build_cartesian_2d(-0.5..bins as f64 - 0.5, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_desc(format!(
            "repeat purchases up to {}  ({customers} customers)",
            findings.calibration_end
        ))
        .y_desc("customers")
        .x_labels(bins)
        .x_label_formatter(&|x| histogram.label(*x))
        .y_label_formatter(&|y| count(format!("{y:.0}").as_str()))
        .label_style(text(16))
        .axis_desc_style(text(18))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .draw()?;
    let width = 0.84 / series as f64;
    let bars = |place: usize, of: &[f64]| -> Vec<[(f64, f64); 2]> {
        let from = -0.42 + width * place as f64;
        (0_u32..)
            .zip(of)
            .map(|(bin, height)| {
                let left = f64::from(bin) + from;
                [(left, 0.0), (left + width * 0.9, *height)]
            })
            .collect()
    };
    let mut draw = |place: usize, of: &[f64], label: &str, colour: RGBColor| -> Drawn {
        let bars = bars(place, of);
        let bars = bars
            .into_iter()
            .map(|corners| Rectangle::new(corners, colour.filled()));
        chart.draw_series(bars)?.label(label).legend(move |(x, y)| {
            Rectangle::new([(x + 10, y - 7), (x + 34, y + 7)], colour.filled())
        });
        Ok(())
    };
    draw(0, &histogram.actual, "what happened", BARS)?;
    for (place, (name, expected)) in (1..).zip(&histogram.expected) {
        draw(place, expected, name, stroke(name).colour)?;
    }
    explained(&mut chart, SeriesLabelPosition::UpperRight)
}
