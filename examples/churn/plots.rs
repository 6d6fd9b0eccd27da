//! Three pictures as SVG: the ROC curve with its band, the calibration, and whom a list reaches.
//!
//! Colours are of Okabe and Ito's palette, which colour-blind readers tell apart; lines differ in their strokes, too.

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::ComposedElement;
use plotters::prelude::*;
use tenure::scoring::evaluation::QuantileTable;
use tenure::stats::Interval;
use tenure::units::{Level, Proportion};

use crate::evaluation::Evaluation;
use crate::figures::{count, within};

const BLUE: RGBColor = RGBColor(0, 114, 178);
const ORANGE: RGBColor = RGBColor(213, 94, 0);
const GREY: RGBColor = RGBColor(110, 110, 110);
const INK: RGBColor = RGBColor(30, 30, 30);
const SIZE: (u32, u32) = (900, 700);
const WIDE: (u32, u32) = (1200, 620);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Where a point is, and how high it may be.
type Point = (f64, f64, Interval);
type Drawn = Result<(), Box<dyn std::error::Error>>;
type Picture = fn(&Area<'_>, &Evaluation) -> Drawn;

pub(crate) fn draw(folder: &Path, evaluation: Option<&Evaluation>) -> Result<(), String> {
    let Some(of) = evaluation.filter(|of| of.ranking.auc().is_some()) else {
        return Err("plots need customers of whom some left and some stayed".to_owned());
    };
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let pictures: [(&str, (u32, u32), Picture); 3] = [
        ("roc.svg", SIZE, roc),
        ("calibration.svg", SIZE, calibration),
        ("lift.svg", WIDE, lift),
    ];
    for (name, size, picture) in pictures {
        let path = folder.join(name);
        let drawn = || -> Drawn {
            let area = SVGBackend::new(&path, size).into_drawing_area();
            area.fill(&WHITE)?;
            picture(&area, of)?;
            area.present()?;
            Ok(())
        };
        drawn().map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "as plotters hands it over"
)]
fn percent(share: &f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn text(size: u32) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", size).into_font()).color(&INK)
}

type Dash = PathElement<(i32, i32)>;
type Dashes<B> = ComposedElement<(i32, i32), B, Dash, ComposedElement<(i32, i32), B, Dash, Dash>>;

/// A dashed line in a legend.
fn dashes<B: DrawingBackend>(at: (i32, i32)) -> Dashes<B> {
    let dash = |from: i32| PathElement::new([(from, 0), (from + 6, 0)], GREY.stroke_width(2));
    EmptyElement::at(at) + dash(0) + dash(9) + dash(18)
}

fn subject(of: &Evaluation) -> String {
    let (n, left) = (count(of.ranking.customers()), count(of.ranking.churned()));
    format!("{}: {n} customers, {left} left", of.on)
}

/// What a band of so many points, and no more, can show.
fn thinned(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut last = None;
    for point in points {
        let far = kept
            .last()
            .is_none_or(|(x, y, _)| (point.0 - x).abs() + (point.1 - y).abs() > 0.004);
        if far {
            kept.push(point);
        }
        last = Some(point);
    }
    kept.extend(last);
    kept
}

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A curve, and around it what it may be.
fn curve_with_band(chart: &mut Chart<'_, '_>, points: &[Point], label: &str) -> Drawn {
    let upper = points.iter().map(|(x, _, band)| (*x, band.upper()));
    let lower = points.iter().rev().map(|(x, _, band)| (*x, band.lower()));
    let band: Vec<_> = upper.chain(lower).collect();
    chart.draw_series([Polygon::new(band, BLUE.mix(0.2).filled())])?;
    let curve = points.iter().map(|(x, y, _)| (*x, *y));
    chart
        .draw_series(LineSeries::new(curve, BLUE.stroke_width(3)))?
        .label(label)
        .legend(|(x, y)| PathElement::new([(x, y), (x + 24, y)], BLUE.stroke_width(3)));
    Ok(())
}

/// The dashed line from (0, 0) to (end, end).
#[allow(single_use_lifetimes, reason = "its bound is what is needed")]
fn diagonal<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>, end: f64, label: &str) -> Drawn {
    let ends = [(0.0, 0.0), (end, end)];
    chart
        .draw_series(DashedLineSeries::new(ends, 6, 5, GREY.stroke_width(2)))?
        .label(label)
        .legend(dashes);
    Ok(())
}

/// The box that says what the lines are.
#[allow(single_use_lifetimes, reason = "its bound is what is needed")]
fn explained<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>, margin: u32, size: u32) -> Drawn {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .margin(margin)
        .legend_area_size(40)
        .label_font(text(size))
        .background_style(WHITE.mix(0.9))
        .border_style(GREY.mix(0.5))
        .draw()?;
    Ok(())
}

fn roc(area: &Area<'_>, of: &Evaluation) -> Drawn {
    let points = thinned(of.ranking.operating_points().filter_map(|point| {
        let (x, y) = (point.false_positive_rate(), point.true_positive_rate());
        Some((x.get(), y.get(), point.true_positive_interval(Level::P95)?))
    }));
    let auc = within(of.ranking.auc(), of.ranking.auc_interval(Level::P95), 3);
    let mut chart = ChartBuilder::on(area)
        .caption(format!("ROC curve, AUC {auc}"), text(26))
        .margin(24)
        .x_label_area_size(62)
        .y_label_area_size(80)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    chart
        .configure_mesh()
        .x_desc(format!(
            "flagged though they stayed, % of stayers  ({})",
            subject(of)
        ))
        .y_desc("flagged before they left, % of leavers")
        .x_label_formatter(&percent)
        .y_label_formatter(&percent)
        .label_style(text(16))
        .axis_desc_style(text(18))
        .light_line_style(WHITE)
        .draw()?;
    curve_with_band(
        &mut chart,
        &points,
        "this score, each point with its 95% interval (Wilson)",
    )?;
    diagonal(&mut chart, 1.0, "chance")?;
    explained(&mut chart, 20, 17)
}

fn calibration(area: &Area<'_>, of: &Evaluation) -> Drawn {
    let bins: Vec<_> = of
        .calibration
        .bins()
        .iter()
        .filter_map(|bin| {
            let rate = bin.outcomes.proportion()?.get();
            Some((
                bin.mean_forecast.get(),
                rate,
                bin.outcomes.interval(Level::P95)?,
            ))
        })
        .collect();
    // Where few ever leave, the picture is of their corner.
    let ends = bins.iter().flat_map(|(x, _, band)| [*x, band.upper()]);
    let top = (ends.fold(0.0, f64::max) * 20.0).ceil().min(20.0) / 20.0;
    let mut chart = ChartBuilder::on(area)
        .caption("Calibration: do as many leave as forecast?", text(26))
        .margin(24)
        .x_label_area_size(62)
        .y_label_area_size(80)
        .build_cartesian_2d(0.0..top, 0.0..top)?;
    chart
        .configure_mesh()
        .x_desc(format!(
            "forecast, mean of a tenth of the customers  ({})",
            subject(of)
        ))
        .y_desc("left, % of that tenth")
        .x_label_formatter(&percent)
        .y_label_formatter(&percent)
        .label_style(text(16))
        .axis_desc_style(text(18))
        .light_line_style(WHITE)
        .draw()?;
    diagonal(&mut chart, top, "as forecast")?;
    let bars = bins.iter().map(|(x, rate, band)| {
        ErrorBar::new_vertical(
            *x,
            band.lower(),
            *rate,
            band.upper(),
            BLUE.stroke_width(2),
            10,
        )
    });
    chart.draw_series(bars)?;
    chart
        .draw_series(
            bins.iter()
                .map(|(x, rate, _)| Circle::new((*x, *rate), 5, BLUE.filled())),
        )?
        .label("left, with its 95% interval (Wilson)")
        .legend(|(x, y)| Circle::new((x + 12, y), 5, BLUE.filled()));
    explained(&mut chart, 20, 17)
}

fn lift(area: &Area<'_>, of: &Evaluation) -> Drawn {
    let (left, right) = area.split_horizontally(WIDE.0 / 2);
    reached(&left, of)?;
    by_tenth(&right, of)
}

/// Whom a list of the riskiest reaches.
fn reached(area: &Area<'_>, of: &Evaluation) -> Drawn {
    let customers = of.ranking.customers() as f64;
    let prevalence = of.ranking.prevalence().map_or(0.0, Proportion::get);
    let points = thinned(of.ranking.operating_points().filter_map(|point| {
        let share = point.flagged() as f64 / customers;
        let band = point.true_positive_interval(Level::P95)?;
        Some((share, point.true_positive_rate().get(), band))
    }));
    let mut chart = ChartBuilder::on(area)
        .caption("Whom does a list of the riskiest reach?", text(22))
        .margin(20)
        .x_label_area_size(58)
        .y_label_area_size(76)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    chart
        .configure_mesh()
        .x_desc(format!("contacted, % of customers  ({})", subject(of)))
        .y_desc("reached, % of those who left")
        .x_label_formatter(&percent)
        .y_label_formatter(&percent)
        .x_labels(6)
        .label_style(text(16))
        .axis_desc_style(text(17))
        .light_line_style(WHITE)
        .draw()?;
    curve_with_band(&mut chart, &points, "this score, with its 95% interval")?;
    let foresight = [(0.0, 0.0), (prevalence, 1.0), (1.0, 1.0)];
    chart
        .draw_series(LineSeries::new(foresight, ORANGE.stroke_width(1)))?
        .label("foresight")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 24, y)], ORANGE.stroke_width(1)));
    diagonal(&mut chart, 1.0, "at random")?;
    explained(&mut chart, 16, 16)
}

/// How many times as many leavers a tenth holds as the average.
fn by_tenth(area: &Area<'_>, of: &Evaluation) -> Drawn {
    let rows = of.deciles.iter().flat_map(QuantileTable::rows);
    let tenths: Vec<_> = (1_u32..)
        .zip(rows)
        .filter_map(|(place, row)| {
            let part = row.part();
            Some((place, part.lift()?, part.lift_interval(Level::P95)?))
        })
        .collect();
    let top = tenths
        .iter()
        .map(|(_, _, band)| band.upper())
        .fold(1.5, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption("Lift of each tenth", text(22))
        .margin(20)
        .x_label_area_size(58)
        .y_label_area_size(66)
        .build_cartesian_2d(0.4..10.6, 0.0..top * 1.08)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_desc("tenth of the customers, the riskiest first")
        .y_desc("leavers, times the average (95% interval)")
        .x_labels(10)
        .x_label_formatter(&|place| format!("{place:.0}"))
        .y_label_formatter(&|lift| format!("{lift:.1}×"))
        .label_style(text(16))
        .axis_desc_style(text(17))
        .light_line_style(WHITE)
        .draw()?;
    chart.draw_series(tenths.iter().map(|(place, lift, _)| {
        let x = f64::from(*place);
        Rectangle::new(
            [(x - 0.36, 0.0), (x + 0.36, *lift)],
            BLUE.mix(0.55).filled(),
        )
    }))?;
    chart.draw_series(tenths.iter().map(|(place, lift, band)| {
        let x = f64::from(*place);
        ErrorBar::new_vertical(x, band.lower(), *lift, band.upper(), INK.stroke_width(1), 8)
    }))?;
    chart.draw_series(DashedLineSeries::new(
        [(0.4, 1.0), (10.6, 1.0)],
        6,
        5,
        ORANGE.stroke_width(2),
    ))?;
    let style = text(15).color(&ORANGE);
    chart.draw_series([Text::new("the average", (8.2, 1.0 + top * 0.045), style)])?;
    Ok(())
}
