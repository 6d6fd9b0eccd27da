//! Are as many purchases made as expected, over time?

use plotters::prelude::*;

use super::{Area, Drawn, GREY, INK, SHADE, explained, line, round_up, sample, stroke, text};
use crate::Findings;
use crate::figures::count;
use crate::tracking::{Line, Tracking};

pub(super) fn draw(area: &Area<'_>, findings: &Findings) -> Drawn {
    let (left, right) = area.split_horizontally(600);
    let tracking = &findings.tracking;
    panel(
        &left,
        tracking,
        "Repeat purchases so far",
        &tracking.cumulative(),
        SeriesLabelPosition::UpperLeft,
    )?;
    panel(
        &right,
        tracking,
        &format!("Repeat purchases in each {}", tracking.period),
        &tracking.incremental(),
        SeriesLabelPosition::UpperRight,
    )
}

/// One figure for each period, of what happened and of each model.
fn panel(
    area: &Area<'_>,
    tracking: &Tracking,
    title: &str,
    lines: &[Line],
    legend: SeriesLabelPosition,
) -> Drawn {
    let end = tracking.end();
    let points = lines.iter().flat_map(|(_, points)| points);
    let highest = points.fold(0.0, |most: f64, (_, y)| most.max(*y));
    let top = round_up(highest * 1.02);
    let mut chart = ChartBuilder::on(area)
        .caption(title, text(22))
        .margin(20)
        .x_label_area_size(58)
        .y_label_area_size(84)
        .build_cartesian_2d(0.0..end, 0.0..top)?;
    let from = tracking.calibration;
    if from < end {
        chart.draw_series([Rectangle::new([(from, 0.0), (end, top)], SHADE.filled())])?;
    }
    chart
        .configure_mesh()
        .x_desc(format!("{}s since {}", tracking.period, tracking.start))
        .y_desc("repeat purchases of all customers")
        .x_labels(9)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| count_of(*y))
        .label_style(text(16))
        .axis_desc_style(text(17))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GREY.mix(0.18))
        .draw()?;
    // Into the legend in their order; then drawn with what happened on top.
    for (name, _) in lines {
        chart
            .draw_series(LineSeries::new([], TRANSPARENT))?
            .label(*name)
            .legend(move |at| sample(at, stroke(name)));
    }
    for (name, points) in lines.iter().rev() {
        line(&mut chart, points.clone(), stroke(name))?;
        if *name == Tracking::ACTUAL {
            let dots = points.iter().map(|at| Circle::new(*at, 2, INK.filled()));
            chart.draw_series(dots)?;
        }
    }
    if from < end {
        chart.draw_series(DashedLineSeries::new(
            [(from, 0.0), (from, top)],
            4,
            4,
            GREY.stroke_width(1),
        ))?;
        let style = text(15).color(&GREY);
        let at = (from + end * 0.012, top * 0.035);
        chart.draw_series([Text::new("held out →", at, style)])?;
    }
    explained(&mut chart, legend)
}

fn count_of(value: f64) -> String {
    if value.fract() == 0.0 {
        count(format!("{value:.0}").as_str())
    } else {
        format!("{value:.1}")
    }
}
