//! Integrals of smooth functions over a stretch, by halves until two rules agree.
//!
//! Ours because it takes one function and no settings, and never fails.

use super::{KRONROD_15, KRONROD_MIDDLE};

/// How far the two rules may be apart, as a share of the whole. The error of the better one is about the power 1.5
/// of it (as QUADPACK takes it), 10⁻¹³ or less.
const APART: f64 = 1e-10;

/// The most panels, should the function not be smooth at all.
const PANELS: u32 = 4096;

/// ∫ f(t) dt from 0 to `end` for f ≥ 0: by halves, as long as the two rules disagree.
pub(crate) fn integral(f: &dyn Fn(f64) -> f64, end: f64) -> f64 {
    let mut left = PANELS;
    let whole = panel(f, 0.0, end);
    refined(f, (0.0, end), whole, whole.0, &mut left)
}

/// The integral over a panel whose two rules say `rules`; `scale` is about the whole integral.
fn refined(
    f: &dyn Fn(f64) -> f64,
    (from, to): (f64, f64),
    rules: (f64, f64),
    scale: f64,
    left: &mut u32,
) -> f64 {
    let (kronrod, gauss) = rules;
    let middle = from + 0.5 * (to - from);
    let settled = (kronrod - gauss).abs() <= APART * scale.max(kronrod);
    // Halving ends where numbers do.
    if settled || *left == 0 || middle <= from || middle >= to {
        return kronrod;
    }
    *left = left.saturating_sub(1);
    let halves = (panel(f, from, middle), panel(f, middle, to));
    let scale = scale.max(halves.0.0 + halves.1.0);
    refined(f, (from, middle), halves.0, scale, left)
        + refined(f, (middle, to), halves.1, scale, left)
}

/// Both rules over one panel.
fn panel(f: &dyn Fn(f64) -> f64, from: f64, to: f64) -> (f64, f64) {
    let (middle, half) = (from + 0.5 * (to - from), 0.5 * (to - from));
    let at_middle = f(middle);
    let (mut kronrod, mut gauss) = (KRONROD_MIDDLE.0 * at_middle, KRONROD_MIDDLE.1 * at_middle);
    for (node, in_kronrod, in_gauss) in KRONROD_15 {
        let both = f(middle - half * node) + f(middle + half * node);
        kronrod += in_kronrod * both;
        gauss += in_gauss * both;
    }
    (half * kronrod, half * gauss)
}
