#![allow(missing_docs, clippy::unwrap_used)]
use ndarray::{Array2, ShapeBuilder};
use std::hint::black_box;
use tenure::scoring::{FeatureSummary, LabelledView, NewtonPoint};
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn main() {
    for (n, p) in [(100_000, 20), (100_000, 100)] {
        let mut state = 1_u64;
        let mut unit = || {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        let x = Array2::from_shape_fn((n, p), |_| 3.0 * unit());
        let f = {
            let mut f = Array2::zeros((n, p).f());
            f.assign(&x);
            f
        };
        let y: Vec<bool> = (0..n).map(|i| x[[i, 0]] + unit() > 0.3).collect();
        let b: Vec<f64> = (0..p).map(|_| unit() * 0.3).collect();
        let point = NewtonPoint::new(0.1, &b).unwrap();
        for (name, x) in [("rows", &x), ("columns", &f)] {
            let view = LabelledView::new(x.view(), &y).unwrap();
            let time = |f: &dyn Fn()| {
                let t = cpu();
                (0..20).for_each(|_| f());
                (cpu() - t) / 20.0
            };
            let pass = point.pass_view(view).unwrap();
            let best = [
                time(&|| drop(black_box(point.pass_view(view).unwrap()))),
                time(&|| drop(black_box(pass.gram()))),
                time(&|| drop(black_box(FeatureSummary::try_from_view(view).unwrap()))),
            ];
            println!(
                "{n} x {p} {name}: pass {:.2} ms = {:.1} ns/row, gram {:.2} ms, summary {:.2} ms",
                best[0] * 1e3,
                best[0] * 1e9 / n as f64,
                best[1] * 1e3,
                best[2] * 1e3
            );
        }
    }
}
