//! The same customers give the same bits, however they are handed over.

use ndarray::{Array2, Axis, ShapeBuilder, Slice};
use tenure::Merge;
use tenure::scoring::{FeatureSummary, LabelledRows, LabelledView, NewtonPass, NewtonPoint};

use super::customers;
use crate::support::{assert_close, churn};

/// By value of all that is summed, and the summary.
fn of(point: &NewtonPoint, view: LabelledView<'_>) -> (NewtonPass, FeatureSummary) {
    let pass = point.pass_view(view).unwrap();
    (pass, FeatureSummary::try_from_view(view).unwrap())
}

#[test]
fn in_whatever_layout() {
    for (rows, width) in [(5000, 3), (2049, 9), (1024, 15), (30, 31)] {
        let (features, churned, weights) = customers(rows, width);
        let coefficients: Vec<_> = (0..width).map(|j| 0.1 * j as f64 - 0.4).collect();
        let point = NewtonPoint::new(0.2, &coefficients).unwrap();
        let by_row = LabelledView::new(features.view(), &churned).unwrap();

        let mut by_column = Array2::zeros((rows, width).f());
        by_column.assign(&features);
        let mut every_other = Array2::zeros((2 * rows, 2 * width));
        let mut strided = every_other.slice_each_axis_mut(|_| Slice::new(0, None, 2));
        strided.assign(&features);
        let reversed = Slice::new(0, None, -1);
        let backwards = features.slice_axis(Axis(0), reversed).to_owned();
        let layouts = [
            by_column.view(),
            strided.view(),
            backwards.slice_axis(Axis(0), reversed),
        ];
        let iterated = || features.rows().into_iter().zip(churned.iter().copied());
        let weighted = || iterated().zip(&weights).map(|((x, y), &w)| (x, y, w));
        let collected = LabelledRows::try_from_weighted_iter(weighted()).unwrap();

        let plain = of(&point, by_row);
        assert_eq!(point.pass(iterated()).unwrap(), plain.0);
        assert_eq!(FeatureSummary::try_from_iter(iterated()).unwrap(), plain.1);
        for layout in layouts {
            let view = LabelledView::new(layout, &churned).unwrap();
            assert_eq!(of(&point, view), plain);
        }

        let with_weights = of(&point, by_row.weighted(&weights).unwrap());
        assert_ne!(with_weights, plain);
        assert_eq!(point.pass_weighted(weighted()).unwrap(), with_weights.0);
        assert_eq!(of(&point, collected.view()), with_weights);
        for layout in layouts {
            let view = LabelledView::new(layout, &churned).unwrap();
            assert_eq!(of(&point, view.weighted(&weights).unwrap()), with_weights);
        }
    }
}

/// Cut between blocks the parts are the whole to the bit, cut elsewhere to rounding.
#[test]
fn in_chunks() {
    let (features, churned, _) = customers(5000, 4);
    let point = NewtonPoint::new(-1.0, &[0.5, 0.25, -0.5, 0.0]).unwrap();
    let part = |from: usize, to: usize| {
        LabelledView::new(
            features.slice_axis(Axis(0), Slice::from(from..to)),
            &churned[from..to],
        )
        .unwrap()
    };
    let (whole, summary) = of(&point, part(0, 5000));
    for (cut, exactly) in [
        (1024, true),
        (3072, true),
        (5000, true),
        (0, true),
        (1000, false),
    ] {
        let (mut pass, mut parts) = of(&point, part(cut, 5000));
        let (head, head_of_summary) = of(&point, part(0, cut));
        pass.merge(head);
        parts.merge(head_of_summary);
        assert_eq!(pass == whole, exactly, "cut at {cut}");
        assert_eq!(parts == summary, exactly, "cut at {cut}");
        assert_close(
            pass.log_likelihood().unwrap(),
            whole.log_likelihood().unwrap(),
            1e-14,
        );
        let means = parts.means().unwrap().into_iter();
        for (mean, expected) in means.zip(summary.means().unwrap()) {
            assert!((mean - expected).abs() <= 1e-15);
        }
    }
}

#[cfg(feature = "rayon")]
#[test]
fn on_any_number_of_threads() {
    let (features, churned, weights) = customers(50_000, 3);
    let point = NewtonPoint::new(0.2, &[0.5, -0.5, 1.0]).unwrap();
    let view = LabelledView::new(features.view(), &churned).unwrap();
    let view = view.weighted(&weights).unwrap();
    let alone = of(&point, view);
    let mut broken = features.clone();
    broken[[40_000, 1]] = f64::NAN;
    broken[[17_000, 2]] = f64::INFINITY;
    let broken = LabelledView::new(broken.view(), &churned).unwrap();
    let nobody = LabelledView::new(features.slice_axis(Axis(0), Slice::from(..0)), &[]).unwrap();
    for threads in 1..=4 {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let pass = point.par_pass_view(view).unwrap();
            assert_eq!(pass, alone.0);
            assert_eq!(FeatureSummary::par_try_from_view(view).unwrap(), alone.1);
            // The first bad row is told of, whichever thread was there first.
            assert_eq!(point.par_pass_view(broken), point.pass_view(broken));
            assert_eq!(
                FeatureSummary::par_try_from_view(broken),
                FeatureSummary::try_from_view(broken)
            );
            assert_eq!(point.par_pass_view(nobody), point.pass_view(nobody));
        });
    }
}

/// The bits themselves, so that another machine or another version cannot change them unnoticed.
#[test]
fn are_these() {
    let (_, rows) = churn::data("fair");
    let width = rows[0].0.len();
    let coefficients: Vec<_> = (0..width).map(|j| 0.03 * j as f64 - 0.1).collect();
    let point = NewtonPoint::new(-0.7, &coefficients).unwrap();
    let pass = point.pass(rows.iter().map(|(x, y)| (x, *y))).unwrap();
    let summary = FeatureSummary::try_from_iter(rows.iter().map(|(x, y)| (x, *y))).unwrap();
    let mut all = vec![pass.log_likelihood().unwrap()];
    all.extend(pass.gradient().unwrap());
    all.extend(pass.gram().unwrap());
    all.extend(summary.means().unwrap());
    all.extend(summary.deviations().unwrap());
    let bits = all.iter().flat_map(|x| x.to_bits().to_be_bytes());
    // FNV-1a.
    let hash = bits.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    assert_eq!(hash, 0xFD32_4B99_3E50_60C4, "{all:?}");
}
