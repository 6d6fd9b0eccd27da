//! How many customers came back how often, and how many were to be expected?

use plotters::prelude::*;

use super::{Area, Drawn, GREY, explained, round_up, stroke, text};
use crate::Findings;
use crate::figures::count;
use crate::models::Fitted;
use crate::tracking::Tracking;

/// What happened is not one of the models' colours.
const BARS: RGBColor = RGBColor(150, 150, 150);

pub(super) fn draw(area: &Area<'_>, findings: &Findings) -> Drawn {
    let fitted: Vec<_> = findings.fitted().collect();
    let classes = fitted
        .first()
        .map_or(&[][..], |model| model.histogram.classes());
    let (bins, series) = (classes.len(), fitted.len() + 1);
    let actual: Vec<f64> = classes.iter().map(|class| class.actual as f64).collect();
    let expected = |model: &Fitted| -> Vec<f64> {
        let classes = model.histogram.classes();
        classes.iter().map(|class| class.expected).collect()
    };
    let all = fitted.iter().flat_map(|model| expected(model));
    let top = round_up(all.chain(actual.iter().copied()).fold(0.0, f64::max) * 1.02);
    let label = |x: &f64| match classes
        .iter()
        .find(|class| (class.purchases as f64 - x).abs() < 1e-9)
    {
        Some(class) if class.and_more => format!("{x:.0} or more"),
        Some(_) => format!("{x:.0}"),
        None => String::new(),
    };
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
            findings.calibration_end()
        ))
        .y_desc("customers")
        .x_labels(bins)
        .x_label_formatter(&label)
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
    draw(0, &actual, Tracking::ACTUAL, BARS)?;
    for (place, model) in (1..).zip(&fitted) {
        draw(
            place,
            &expected(model),
            model.name,
            stroke(model.name).colour,
        )?;
    }
    explained(&mut chart, SeriesLabelPosition::UpperRight)
}
