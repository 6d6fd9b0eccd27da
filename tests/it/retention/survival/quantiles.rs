//! Medians and other quantiles of a survival curve, and between which times they lie.

use tenure::retention::survival::{Lifetime, LifetimeTable, SurvivalStep};
use tenure::stats::Interval;
use tenure::units::{Level, Proportion};

use super::kaplan_meier::{METHODS, curve, share};
use super::{CURVES, table_of};
use crate::support::golden::golden;

/// The ends are the first times at which the band has fallen to a half, as R prints them. The file has R's
/// `quantile`, which sorts the band by its values before it looks; the upper end of a band on the log scale may
/// rise again (0.458 at 45, 0.462 at 48), and then that finds a later time. Both are checked.
#[test]
fn the_reference_medians() {
    let mut sorted_otherwise = Vec::new();
    for id in CURVES {
        let item = golden(id);
        let curve = table_of(&item).kaplan_meier().unwrap();
        for (method, name) in METHODS {
            let want =
                [0, 1, 2].map(|place| item.number(&format!("median_with_ci/{name}/{place}")));
            let median = curve.median().map(f64::from);
            let half = Proportion::new(0.5).unwrap();
            let sorted = curve.survival_quantile_interval_by_value(half, method, Level::P95);
            let sorted = [sorted.lower(), sorted.upper()].map(|end| end.map(f64::from));
            assert_eq!([median, sorted[0], sorted[1]], want, "{id} {name}");

            let interval = curve.median_interval_with(method, Level::P95);
            let first = [interval.lower(), interval.upper()].map(|end| end.map(f64::from));
            if first != sorted {
                sorted_otherwise.push((id, name, first));
            }
        }
    }
    assert_eq!(
        sorted_otherwise,
        [("km_aml_all", "log", [Some(18.0), Some(45.0)])]
    );
}

/// The same as by looking at every step, on curves of many blocks of steps; late entries let the band rise and
/// fall.
#[test]
fn quantiles_of_long_curves() {
    for late in [false, true] {
        let mut table = LifetimeTable::new();
        for time in 0..6_000_u32 {
            let lifetime = Lifetime::new(time, time % 3 > 0).unwrap();
            table.push(lifetime);
            if late && time > 3 && time % 5 == 0 {
                table.push(lifetime.with_customers(7).entered_at(time / 2 + 1).unwrap());
            }
        }
        let curve = table.kaplan_meier().unwrap();
        for (method, _) in METHODS {
            for p in [0.999, 0.9, 0.5, 0.25, 0.01, 0.0] {
                let interval = curve.survival_quantile_interval(share(p), method, Level::P95);
                let first = |end: fn(Interval) -> f64| {
                    let band = |step: &&SurvivalStep<u32>| step.interval_with(method, Level::P95);
                    let falls = |step: &&SurvivalStep<u32>| band(step).is_some_and(|i| end(i) <= p);
                    curve.steps().iter().find(falls).map(SurvivalStep::time)
                };
                let got = [interval.lower(), interval.upper()];
                assert_eq!(
                    got,
                    [first(Interval::lower), first(Interval::upper)],
                    "{method} {p}"
                );
            }
        }
    }
}

/// A half is a half, however it comes about: 9/10 · 5/9, with somebody lost from sight in between.
#[test]
fn a_half_is_a_half() {
    let pairs = [(1, true), (2, true), (3, true), (4, true), (5, true)].into_iter();
    let curve = curve(pairs.chain((6..11).map(|time| (time, false))));
    assert_eq!(curve.survival_at(5), Some(0.5));
    assert_eq!(curve.median(), Some(5));
    // 4/5 · 3/4 · 2/3 · … with customers lost from sight between: 0.8 · 0.75 = 0.6, 0.6 · 5/6 = 0.5.
    let mut table = LifetimeTable::<u32>::try_from_iter([
        (1, true, 2),
        (1, false, 0),
        (2, true, 2),
        (3, true, 1),
    ])
    .unwrap();
    table.try_extend([(9, false, 5)]).unwrap();
    assert_eq!(table.kaplan_meier().unwrap().survival_at(3), Some(0.5));
}

#[test]
fn a_flat_step_at_a_half_by_either_rule() {
    let four = curve([(1_u32, true), (3, true), (8, true), (9, true)]);
    assert_eq!(
        (four.median(), four.median_midpoint()),
        (Some(3), Some(5.5))
    );
    let three = curve([(1_u32, true), (3, true), (8, true)]);
    assert_eq!(
        (three.median(), three.median_midpoint()),
        (Some(3), Some(3.0))
    );
    // Nobody leaves after it, so the step has no middle.
    let open = curve([(1_u32, true), (3, true), (8, false), (9, false)]);
    assert_eq!(
        (open.median(), open.median_midpoint()),
        (Some(3), Some(3.0))
    );
    assert_eq!(four.survival_quantile_midpoint(share(0.25)), Some(8.5));
    assert_eq!(four.survival_quantile(share(0.9)), Some(1));
    assert_eq!(four.survival_quantile(share(0.0)), Some(9));
    assert_eq!(open.survival_quantile(share(0.2)), None);
    assert_eq!(open.survival_quantile_midpoint(share(0.2)), None);
    assert_eq!(open.median_interval(Level::P95).to_string(), "1 or later");
    let nobody = curve([(3_u32, false)]).median_interval(Level::P95);
    assert_eq!(
        (nobody.to_string(), nobody.level()),
        ("not reached".into(), Level::P95)
    );
}
