//! One sweep over a block of customers: the sums of a pass.
//!
//! Rows are standardised into panels of eight columns, so that the sums of products are additions to eight neighbours
//! with one multiplier, over and over, and every sum takes in its rows one after the other. Nothing here depends on the
//! width of the machine's vectors: the instructions are chosen when the program runs ([`dispatch`]), the bits are the same.
//! (A fused multiply-add would be other bits on other machines, which is why no BLAS or `matrixmultiply` is used.)
#![allow(
    clippy::inline_always,
    reason = "called, it would not be compiled for the vectors of its caller"
)]

use fearless_simd::{Level, Simd, SimdBase, dispatch};
use ndarray::{ArrayView2, Axis};

use self::frame::Extra;
use self::link::{Column, Links, ROWS};
use self::tile::{LANES, Lane, add_product, add_products, standardised, total};
use super::NewtonPass;
use crate::scoring::LabelledView;
use crate::{Error, Result};

mod describe;
mod frame;
mod link;
#[cfg(test)]
mod tests;
mod tile;

pub(super) use describe::Describer;
pub(super) use frame::Frame;

/// The buffers and sums of one thread's part of a pass.
#[derive(Debug)]
pub(super) struct Worker<'f> {
    frame: &'f Frame,
    level: Level,
    /// Standardised rows: per panel, one lane per row.
    rows: Vec<Lane>,
    /// The same times p(1 − p), and the residuals in their column.
    scaled: Vec<Lane>,
    /// For every two panels the sums of products, of this block so far.
    sums: Vec<[Lane; LANES]>,
    loss: Lane,
    log_odds: Column,
    sign: Column,
    weight: Column,
    links: Links,
    margins: Option<[f64; 2]>,
    /// The blocks before.
    pub(super) pass: NewtonPass,
}

impl<'f> Worker<'f> {
    pub(super) fn new(frame: &'f Frame, pass: NewtonPass) -> Self {
        let places = frame.panels.saturating_mul(ROWS);
        let pairs = frame.panels.saturating_mul(frame.panels.saturating_add(1)) / 2;
        Self {
            frame,
            level: Level::new(),
            rows: vec![[0.0; LANES]; places],
            scaled: vec![[0.0; LANES]; places],
            sums: vec![[[0.0; LANES]; LANES]; pairs],
            loss: [0.0; LANES],
            log_odds: [0.0; ROWS],
            sign: [0.0; ROWS],
            weight: [0.0; ROWS],
            links: Links::default(),
            margins: None,
            pass,
        }
    }

    /// Takes in a block of customers, all or none.
    pub(super) fn take(&mut self, block: LabelledView<'_>) -> Result<()> {
        self.sums.fill([[0.0; LANES]; LANES]);
        self.loss = [0.0; LANES];
        self.margins = None;
        dispatch!(self.level, simd => self.sweep(simd, &block))?;
        let flat = self.sums.as_flattened().as_flattened();
        let loss = total(self.loss);
        let finite = flat.iter().fold(loss * 0.0, |sum, x| sum + x * 0.0);
        if finite.is_nan() {
            return Err(Error::Diverges {
                what: "a sum over the customers",
                because: "weights or features are too large to be added up",
            });
        }
        self.pass.add_block(
            -loss,
            self.frame.gradient.iter().map(|&i| at(flat, i)),
            self.frame.gram.iter().map(|&i| at(flat, i)),
            self.margins,
        );
        Ok(())
    }

    #[inline(always)]
    fn sweep<S: Simd>(&mut self, simd: S, block: &LabelledView<'_>) -> Result<()> {
        let features = block.features();
        let mut first = 0;
        for (rows, churned) in features
            .axis_chunks_iter(Axis(0), ROWS)
            .zip(block.churned().chunks(ROWS))
        {
            let some_are_nothing = self.label(block, first, churned);
            self.pack(simd, &rows);
            if some_are_nothing || churned.len() < ROWS {
                self.silence(block, first, churned.len())?;
            }
            times(
                simd,
                &self.rows,
                &self.frame.coefficients,
                &mut self.log_odds,
            );
            if !all_finite(&self.log_odds) {
                return Err(self.culprit(block, first));
            }
            self.links.fill(&self.log_odds, &self.sign, &self.weight);
            self.extra(simd)?;
            for losses in self.links.loss.as_chunks::<LANES>().0 {
                for (sum, loss) in self.loss.iter_mut().zip(losses) {
                    *sum += loss;
                }
            }
            self.scale(simd);
            // As many sums at a time as the registers hold: 16 of 2 or 4 numbers, 32 of 8.
            match S::f64s::LEN {
                8 => self.products::<8>(),
                4 => self.products::<4>(),
                _ => self.products::<2>(),
            }
            first = first.saturating_add(ROWS);
        }
        Ok(())
    }

    /// Sets sign and weight of each row, 0 beyond the last. Whether any weight is 0.
    #[inline(always)]
    fn label(&mut self, block: &LabelledView<'_>, first: usize, churned: &[bool]) -> bool {
        self.weight.fill(0.0);
        self.sign.fill(1.0);
        let [stayed, left] = self.frame.class_weights;
        for ((sign, weight), &churned) in self.sign.iter_mut().zip(&mut self.weight).zip(churned) {
            (*sign, *weight) = if churned { (1.0, left) } else { (-1.0, stayed) };
        }
        if let Some(weights) = block.weights().and_then(|all| all.get(first..)) {
            for (weight, row) in self.weight.iter_mut().zip(weights) {
                *weight *= row;
            }
        }
        let mut weights = self.weight.iter().take(churned.len());
        weights.any(|&weight| weight <= 0.0)
    }

    /// Standardises rows into the panels.
    #[inline(always)]
    fn pack<S: Simd>(&mut self, simd: S, rows: &ArrayView2<'_, f64>) {
        let width = self.frame.width;
        let panels = (self.rows.chunks_exact_mut(ROWS))
            .zip(self.frame.centres.iter().zip(&self.frame.inverse_scales));
        let contiguous = rows.as_slice().filter(|_| width > 0);
        let _all_finite = core::hint::black_box(contiguous.is_none_or(read_ahead));
        for (panel, (rows_of_panel, (centre, inverse))) in panels.enumerate() {
            let start = panel.saturating_mul(LANES);
            if let Some(flat) = contiguous {
                let rows = flat.chunks_exact(width);
                for (slot, row) in rows_of_panel.iter_mut().zip(rows) {
                    let rest = row.get(start..).unwrap_or_default();
                    *slot = match rest.first_chunk() {
                        Some(x) => standardised(simd, x, centre, inverse),
                        None => standardised(simd, &tail(rest, start <= width), centre, inverse),
                    };
                }
            } else {
                by_column(rows, start, rows_of_panel);
                for slot in rows_of_panel {
                    *slot = standardised(simd, slot, centre, inverse);
                }
            }
        }
    }

    /// Rows of weight 0, and those beyond the last, become zeros: they add nothing to anything.
    fn silence(&mut self, block: &LabelledView<'_>, first: usize, rows: usize) -> Result<()> {
        for (row, &weight) in self.weight.iter().enumerate() {
            if weight > 0.0 {
                continue;
            }
            if row < rows {
                refuse_not_finite(block, first.saturating_add(row))?;
            }
            for slot in self.rows.iter_mut().skip(row).step_by(ROWS) {
                *slot = [0.0; LANES];
            }
        }
        Ok(())
    }

    /// What was summed besides, of a pass that asks for it.
    #[inline(always)]
    fn extra<S: Simd>(&mut self, simd: S) -> Result<()> {
        let links = &mut self.links;
        match &self.frame.extra {
            Extra::Newton => {}
            Extra::Squares => {
                for ((spread, miss), weight) in
                    links.spread.iter_mut().zip(&links.miss).zip(&self.weight)
                {
                    *spread = weight * (miss * miss);
                }
            }
            Extra::Margins(direction) => {
                let mut margins = [0.0; ROWS];
                times(simd, &self.rows, direction, &mut margins);
                if !all_finite(&margins) {
                    return Err(Error::Diverges {
                        what: "the margin of a customer",
                        because: "features or coefficients are too large",
                    });
                }
                let rows = margins.iter().zip(&self.sign).zip(&self.weight);
                for ((margin, sign), _) in rows.filter(|(_, weight)| **weight > 0.0) {
                    let margin = sign * margin + 0.0; // no −0
                    self.margins = Some(widest(self.margins, margin, margin));
                }
            }
            Extra::Leverages(groups) => {
                let mut norms = [0.0; ROWS];
                for columns in groups {
                    add_squares(&self.rows, columns, &mut norms);
                }
                let halves = links.half.iter().zip(&self.weight);
                for (((residual, spread), norm), (half, weight)) in links
                    .residual
                    .iter_mut()
                    .zip(&mut links.spread)
                    .zip(&norms)
                    .zip(halves)
                {
                    *residual += *spread * norm * half;
                    if *weight > 0.0 {
                        // The leverage of each of the copies that a weight stands for.
                        *spread *= 1.0 + norm * (*spread / weight);
                    }
                }
            }
        }
        Ok(())
    }

    /// The rows times p(1 − p), and the residuals in the column behind the intercept.
    #[inline(always)]
    fn scale<S: Simd>(&mut self, simd: S) {
        for (scaled, rows) in (self.scaled.chunks_exact_mut(ROWS)).zip(self.rows.chunks_exact(ROWS))
        {
            for ((scaled, row), spread) in scaled.iter_mut().zip(rows).zip(&self.links.spread) {
                *scaled = tile::scaled(simd, row, *spread);
            }
        }
        let column = self.frame.width.saturating_add(1);
        if let Some(panel) = self.scaled.chunks_exact_mut(ROWS).nth(column / LANES) {
            for (slot, residual) in panel.iter_mut().zip(&self.links.residual) {
                if let Some(slot) = slot.get_mut(column % LANES) {
                    *slot = *residual;
                }
            }
        }
    }

    #[inline(always)]
    fn products<const A: usize>(&mut self) {
        let mut sums = self.sums.iter_mut();
        for (place, left) in self.rows.chunks_exact(ROWS).enumerate() {
            for right in self.scaled.chunks_exact(ROWS).skip(place) {
                if let Some(sums) = sums.next() {
                    add_products::<A>(left, right, sums);
                }
            }
        }
    }

    /// What makes the log-odds of one of these rows overflow.
    #[cold]
    fn culprit(&self, block: &LabelledView<'_>, first: usize) -> Error {
        let bad = self
            .log_odds
            .iter()
            .enumerate()
            .find(|(_, x)| !x.is_finite());
        let (row, value) = bad.map_or((0, f64::NAN), |(row, &value)| (row, value));
        let index = first.saturating_add(row);
        if let Err(error) = refuse_not_finite(block, index) {
            return error;
        }
        Error::NotFinite {
            what: "linear predictor",
            value,
        }
        .at(index)
    }
}

/// The last values of a row, the intercept behind them where it belongs there, and zeros.
#[inline(always)]
fn tail(values: &[f64], intercept: bool) -> Lane {
    let mut lane = [0.0; LANES];
    let ends = values.iter().chain(intercept.then_some(&1.0));
    for (slot, value) in lane.iter_mut().zip(ends) {
        *slot = *value;
    }
    lane
}

/// The eight columns from `start` on, of rows that do not lie one behind the other.
fn by_column(rows: &ArrayView2<'_, f64>, start: usize, panel: &mut [Lane]) {
    let width = rows.ncols();
    // Few rows at a time, so that they are still at hand when the next column comes.
    let parts = rows.axis_chunks_iter(Axis(0), ROWS);
    for (rows, panel) in parts.zip(panel.chunks_mut(ROWS)) {
        for lane in 0..LANES {
            let column = start.saturating_add(lane);
            let slots = panel.iter_mut().filter_map(|slot| slot.get_mut(lane));
            if column < width {
                let values = rows.column(column);
                match values.as_slice() {
                    Some(values) => slots.zip(values).for_each(|(slot, x)| *slot = *x),
                    None => slots.zip(&values).for_each(|(slot, x)| *slot = *x),
                }
            } else {
                let value = f64::from(u8::from(column == width));
                slots.for_each(|slot| *slot = value);
            }
        }
    }
}

/// Σ over the columns of each row times a factor.
#[inline(always)]
fn times<S: Simd>(simd: S, rows: &[Lane], factors: &[Lane], products: &mut Column) {
    for (row, product) in products.iter_mut().enumerate() {
        let mut sums = [0.0; LANES];
        for (x, factor) in rows.iter().skip(row).step_by(ROWS).zip(factors) {
            add_product(simd, &mut sums, x, factor);
        }
        *product = total(sums);
    }
}

/// Adds to each row's norm the squares of its products with eight rows of a matrix, given as a lane per column.
#[inline(always)]
fn add_squares(rows: &[Lane], columns: &[Lane], norms: &mut Column) {
    for (row, norm) in norms.iter_mut().enumerate() {
        let mut sums = [0.0; LANES];
        let row = rows.iter().skip(row).step_by(ROWS);
        for (x, columns) in row.zip(columns.as_chunks::<LANES>().0) {
            for (x, column) in x.iter().zip(columns) {
                for (sum, factor) in sums.iter_mut().zip(column) {
                    *sum += x * factor;
                }
            }
        }
        *norm += total(sums.map(|sum| sum * sum));
    }
}

/// No infinity and no NaN: either times 0 is NaN.
#[inline(always)]
fn all_finite(column: &Column) -> bool {
    let mut sums = [0.0; LANES];
    for values in column.as_chunks::<LANES>().0 {
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += value * 0.0;
        }
    }
    !total(sums).is_nan()
}

/// The same of any number of values; reads them in the order of memory, which the machine is quick at, and so has them at
/// hand for the panels, which take them out in columns.
#[inline(always)]
fn read_ahead(values: &[f64]) -> bool {
    let mut sums = [[0.0; LANES]; 4];
    let (groups, rest) = values.as_chunks::<{ 4 * LANES }>();
    for group in groups {
        for (sum, value) in sums.as_flattened_mut().iter_mut().zip(group) {
            *sum += value * 0.0;
        }
    }
    let odd = rest.iter().fold(0.0, |sum, value| sum + value * 0.0);
    !sums
        .into_iter()
        .map(total)
        .fold(odd, |all, sum| all + sum)
        .is_nan()
}

/// An error if a feature of that row is not finite.
#[cold]
fn refuse_not_finite(block: &LabelledView<'_>, row: usize) -> Result<()> {
    let features = block.features();
    let Some(values) = features.rows().into_iter().nth(row) else {
        return Ok(());
    };
    for (place, &value) in values.iter().enumerate() {
        if !value.is_finite() {
            let error = Error::NotFinite {
                what: "feature",
                value,
            };
            return Err(error.of_feature(&block.name(place)).at(row));
        }
    }
    Ok(())
}

/// A range that holds this one, too.
pub(super) const fn widest(range: Option<[f64; 2]>, low: f64, high: f64) -> [f64; 2] {
    match range {
        None => [low, high],
        Some([a, b]) => [a.min(low), b.max(high)],
    }
}

/// The sum at that place, which is always there.
fn at(flat: &[f64], place: usize) -> f64 {
    flat.get(place).copied().unwrap_or(0.0)
}
