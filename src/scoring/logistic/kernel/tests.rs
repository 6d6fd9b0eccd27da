//! Every kind of pass against the formulas, written out row by row.

use fearless_simd::{Level, Simd};
use ndarray::Array2;

use crate::numeric::math;
use crate::numeric::superacc::SumAcc;
use crate::scoring::LabelledView;
use crate::scoring::logistic::{NewtonPass, NewtonPoint, Task};

/// Numbers between −1 and 1, the same every time (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

struct Case {
    features: Array2<f64>,
    churned: Vec<bool>,
    weights: Vec<f64>,
    point: NewtonPoint,
}

fn case(rows: usize, width: usize, task: Task) -> Case {
    let mut n = Numbers(rows as u64 * 1000 + width as u64);
    let mut list = |length| (0..length).map(|_| n.next()).collect::<Vec<_>>();
    Case {
        features: Array2::from_shape_vec((rows, width), list(rows * width)).unwrap(),
        churned: list(rows).iter().map(|x| *x > 0.2).collect(),
        weights: list(rows).iter().map(|x| (x + 0.5).max(0.0)).collect(),
        point: NewtonPoint {
            centres: list(width).into(),
            scales: list(width).iter().map(|x| 0.2 + x.abs()).collect(),
            coefficients: list(width + 1).into(),
            class_weights: [1.5, 0.75],
            task,
        },
    }
}

/// Log-likelihood, gradient, packed Gram matrix and margins, one row after the other.
#[allow(clippy::many_single_char_names, reason = "the letters of the formulas")]
fn by_rows(case: &Case, weighted: bool) -> (f64, Vec<f64>, Vec<f64>, Option<[f64; 2]>) {
    let point = &case.point;
    let order = point.coefficients.len();
    let mut log_likelihood = SumAcc::default();
    let mut gradient = vec![SumAcc::default(); order];
    let mut gram = vec![SumAcc::default(); order * (order + 1) / 2];
    let mut margins: Option<[f64; 2]> = None;
    for (row, &churned) in case.churned.iter().enumerate() {
        let mut x = vec![1.0];
        let standard = point.centres.iter().zip(&*point.scales);
        x.extend(
            case.features
                .row(row)
                .iter()
                .zip(standard)
                .map(|(x, (c, s))| (x - c) / s),
        );
        let weight = if weighted { case.weights[row] } else { 1.0 }
            * point.class_weights[usize::from(churned)];
        if weight == 0.0 {
            continue;
        }
        let dot = |b: &[f64]| b.iter().zip(&x).map(|(b, x)| b * x).sum::<f64>();
        let eta = dot(&point.coefficients);
        let y = f64::from(u8::from(churned));
        let t = math::exp(-eta.abs());
        let d = 1.0 / (1.0 + t);
        let p = if eta >= 0.0 { d } else { t * d };
        let spread = weight * t * d * d;
        let (mut residual, mut square) = (weight * (y - p), spread);
        match &point.task {
            Task::Newton => {}
            Task::Margins(direction) => {
                let margin = dot(direction) * (2.0 * y - 1.0);
                let [low, high] = margins.unwrap_or([margin; 2]);
                margins = Some([low.min(margin), high.max(margin)]);
            }
            Task::Leverages(inverse) => {
                let mut rest = &inverse[..];
                let mut norm = 0.0;
                for length in 1..=order {
                    let (row, after) = rest.split_at(length);
                    norm += dot(row) * dot(row);
                    rest = after;
                }
                residual += spread * norm * (0.5 - p);
                square *= 1.0 + norm * t * d * d;
            }
            Task::Squares => square = weight * (y - p) * (y - p),
        }
        let log = y * eta - eta.max(0.0) - math::ln_1p(t);
        assert!(log_likelihood.add(weight * log));
        for (i, sum) in gradient.iter_mut().enumerate() {
            assert!(sum.add(residual * x[i]));
        }
        let pairs = (0..order).flat_map(|i| (i..order).map(move |j| (i, j)));
        for (sum, (i, j)) in gram.iter_mut().zip(pairs) {
            assert!(sum.add(square * x[i] * x[j]));
        }
    }
    let read = |sums: &[SumAcc]| sums.iter().map(|s| s.to_f64().unwrap()).collect();
    (
        log_likelihood.to_f64().unwrap(),
        read(&gradient),
        read(&gram),
        margins,
    )
}

/// To 1e-13 of what was added up in size: sums of either sign cancel.
#[track_caller]
fn near(got: f64, expected: f64, size: f64) {
    assert!(
        (got - expected).abs() <= 1e-13 * size,
        "{got:e} for {expected:e}"
    );
}

fn check(case: &Case, weighted: bool) -> NewtonPass {
    let view = LabelledView::new(case.features.view(), &case.churned).unwrap();
    let view = if weighted {
        view.weighted(&case.weights).unwrap()
    } else {
        view
    };
    let pass = case.point.pass_view(view).unwrap();
    let (log_likelihood, gradient, gram, margins) = by_rows(case, weighted);
    let size = case.churned.len() as f64;
    near(
        pass.log_likelihood().unwrap(),
        log_likelihood,
        -log_likelihood,
    );
    for (got, expected) in pass.gradient.iter().zip(&gradient) {
        near(got.to_f64().unwrap(), *expected, size);
    }
    let leverage = match case.point.task {
        Task::Leverages(_) => f64::from(u32::try_from(case.point.coefficients.len()).unwrap()),
        _ => 1.0,
    };
    for (got, expected) in pass.gram.iter().zip(&gram) {
        near(got.to_f64().unwrap(), *expected, size * leverage);
    }
    assert_eq!(
        (pass.gradient.len(), pass.gram.len()),
        (gradient.len(), gram.len())
    );
    assert_eq!(pass.margins.is_some(), margins.is_some());
    let ends = pass.margins.unwrap_or_default().into_iter();
    for (got, expected) in ends.zip(margins.unwrap_or_default()) {
        near(got, expected, 30.0);
    }
    pass
}

#[test]
fn all_passes_are_what_the_formulas_say() {
    let values = |length: usize| -> Box<[f64]> {
        let mut n = Numbers(length as u64);
        (0..length).map(|_| n.next()).collect()
    };
    // Around every edge of a panel (8 columns, two of them not features), of a batch (128) and of a block (1024).
    for (rows, width) in [
        (1, 0),
        (7, 1),
        (128, 5),
        (129, 6),
        (300, 7),
        (1030, 8),
        (2500, 14),
        (40, 23),
    ] {
        for task in [
            Task::Newton,
            Task::Margins(values(width + 1)),
            Task::Leverages(values((width + 1) * (width + 2) / 2)),
            Task::Squares,
        ] {
            let case = case(rows, width, task);
            for weighted in [false, true] {
                check(&case, weighted);
            }
        }
    }
}

/// Every kind of vectors that this machine has.
fn levels() -> Vec<Level> {
    let best = Level::new();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let narrower = [
        best.as_sse4_2().map(Simd::level),
        best.as_avx2().map(Simd::level),
    ];
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    let narrower = [None];
    narrower.into_iter().flatten().chain([best]).collect()
}

/// Machines differ in how many columns they take at once. The sums may not.
#[test]
fn every_width_of_vectors_gives_the_same_bits() {
    use super::*;
    let case = case(700, 11, Task::Newton);
    let view = LabelledView::new(case.features.view(), &case.churned).unwrap();
    let frame = Frame::new(&case.point).unwrap();
    let swept = |level| {
        let mut worker = Worker::new(&frame, NewtonPass::at(&case.point));
        dispatch!(level, simd => worker.sweep(simd, &view)).unwrap();
        worker
    };
    let narrow = swept(Level::baseline());
    for level in levels() {
        let other = swept(level);
        assert_eq!((&narrow.sums, narrow.loss), (&other.sums, other.loss));
    }
    // Whatever the number of sums in registers.
    for products in [
        Worker::products::<2>,
        Worker::products::<4>,
        Worker::products::<8>,
    ] {
        let mut other = Worker::new(&frame, NewtonPass::at(&case.point));
        other.rows.clone_from(&narrow.rows);
        other.scaled.clone_from(&narrow.scaled);
        products(&mut other);
        let mut again = Worker::new(&frame, NewtonPass::at(&case.point));
        again.rows.clone_from(&narrow.rows);
        again.scaled.clone_from(&narrow.scaled);
        again.products::<8>();
        assert_eq!(other.sums, again.sums);
    }
}
