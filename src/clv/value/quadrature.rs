//! Integrates smooth functions.

/// Nodes of the 15-point Kronrod rule on −1 … 1 above 0, from the outermost; every other one is of the 7-point Gauss
/// rule (Kronrod 1965; the digits are those of QUADPACK, Piessens and others 1983).
const NODES: [f64; 7] = [
    0.991_455_371_120_812_6,
    0.949_107_912_342_758_5,
    0.864_864_423_359_769_1,
    0.741_531_185_599_394_4,
    0.586_087_235_467_691_1,
    0.405_845_151_377_397_2,
    0.207_784_955_007_898_47,
];

/// Their weights in the Kronrod rule and in the Gauss rule.
const WEIGHTS: [(f64, f64); 7] = [
    (0.022_935_322_010_529_224, 0.0),
    (0.063_092_092_629_978_55, 0.129_484_966_168_869_7),
    (0.104_790_010_322_250_18, 0.0),
    (0.140_653_259_715_525_92, 0.279_705_391_489_276_67),
    (0.169_004_726_639_267_9, 0.0),
    (0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.204_432_940_075_298_89, 0.0),
];

/// The weights of the middle.
const MIDDLE: (f64, f64) = (0.209_482_141_084_727_83, 0.417_959_183_673_469_4);

/// The largest difference of the two rules, as a share of the integral. The error of the better one is about its
/// power 1.5 (as QUADPACK has it), 10⁻¹³ or less.
const APART: f64 = 1e-10;

/// The limit of panels, for functions that are not smooth.
const PANELS: u32 = 4096;

/// ∫ f(t) dt from 0 to `end` for f ≥ 0: panels are halved as long as the two rules disagree.
pub(super) fn integral(f: &dyn Fn(f64) -> f64, end: f64) -> f64 {
    let mut left = PANELS;
    let whole = panel(f, 0.0, end);
    refined(f, (0.0, end), whole, whole.0, &mut left)
}

/// The integral over a panel whose two rules give `rules`; `scale` is about the whole integral.
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
    // Halving ends where `f64` cannot tell the ends apart.
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
    let (mut kronrod, mut gauss) = (MIDDLE.0 * at_middle, MIDDLE.1 * at_middle);
    for (node, weights) in NODES.iter().zip(WEIGHTS) {
        let both = f(middle - half * node) + f(middle + half * node);
        kronrod += weights.0 * both;
        gauss += weights.1 * both;
    }
    (half * kronrod, half * gauss)
}
