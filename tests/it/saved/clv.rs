//! What is saved of customer lifetime value.

use proptest::prelude::*;
use proptest::sample::select;
use tenure::clv::fitting::Evidence;
use tenure::clv::history::HistoryTable;
use tenure::clv::models::*;
use tenure::stats::{Convergence, Fit};
use tenure::units::TimeUnit;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .saved::<BgNbd>(four(BgNbd::new))
        .saved::<MbgNbd>(four(MbgNbd::new))
        .saved::<ParetoNbd>(four(ParetoNbd::new))
        .saved::<Nbd>(
            (draw::positive(), draw::positive(), draw::time_units())
                .prop_filter_map("in range", |(r, alpha, unit)| Nbd::new(r, alpha, unit).ok()),
        )
        .saved::<GammaGamma>(
            [draw::positive(), draw::positive(), draw::positive()]
                .prop_filter_map("in range", |[p, q, v]| GammaGamma::new(p, q, v).ok()),
        )
        .saved::<BgBb>(four(|a, b, c, d, _| BgBb::new(a, b, c, d)))
        .saved::<BetaDiscreteWeibull>(four(|a, b, c, _, _| BetaDiscreteWeibull::new(a, b, c)))
        .saved::<ShiftedBetaGeometric>(four(|a, b, _, _, _| ShiftedBetaGeometric::new(a, b)))
        .saved::<Fit<BgNbd>>(select(bg_fits()))
        .saved::<Fit<MbgNbd>>(select(mbg_fits()))
        .saved::<Fit<Nbd>>(select(nbd_fits()))
        .saved::<Convergence>(select(convergences()))
        .saved::<Evidence>(select(evidence()));
    table
}

/// A model of up to four parameters.
fn four<M: core::fmt::Debug>(
    new: impl Fn(f64, f64, f64, f64, TimeUnit) -> tenure::Result<M>,
) -> impl Strategy<Value = M> {
    let parts = (
        draw::positive(),
        draw::positive(),
        draw::positive(),
        draw::positive(),
        draw::time_units(),
    );
    parts.prop_filter_map("in range", move |(a, b, c, d, unit)| {
        new(a, b, c, d, unit).ok()
    })
}

/// Fits of a small table, in two units and with a ridge of three sizes.
fn fits<M>(fit: fn(TimeUnit, f64, &HistoryTable) -> tenure::Result<Fit<M>>) -> Vec<Fit<M>>
where
    M: tenure::stats::FittedModel,
{
    let histories = [
        (0, 0.0, 39.0),
        (1, 12.0, 38.9),
        (3, 30.5, 38.0),
        (0, 0.0, 36.2),
        (2, 6.1, 35.0),
        (7, 33.0, 34.5),
    ];
    let histories = histories.map(|(x, last, age)| (x, last, age, TimeUnit::WEEK));
    let data = HistoryTable::try_from_iter(histories).unwrap();
    let ridges = [0.01, 0.02, 0.3];
    let units = [TimeUnit::WEEK, TimeUnit::MONTH].into_iter();
    units
        .flat_map(|unit| ridges.map(|ridge| fit(unit, ridge, &data).unwrap()))
        .collect()
}

fn bg_fits() -> Vec<Fit<BgNbd>> {
    fits(|unit, ridge, data| BgNbd::fitter().unit(unit).ridge(ridge).fit(data))
}

fn mbg_fits() -> Vec<Fit<MbgNbd>> {
    fits(|unit, ridge, data| MbgNbd::fitter().unit(unit).ridge(ridge).fit(data))
}

fn nbd_fits() -> Vec<Fit<Nbd>> {
    fits(|unit, ridge, data| Nbd::fitter().unit(unit).ridge(ridge).fit(data))
}

fn convergences() -> Vec<Convergence> {
    let fits = bg_fits();
    fits.iter().map(Fit::convergence).collect()
}

fn evidence() -> Vec<Evidence> {
    let fits = bg_fits();
    fits.iter().map(|fit| *fit.evidence()).collect()
}

#[test]
fn states_are_saved() {
    table().check();
}

/// All three have the same parameters, and none is read as another.
#[test]
fn models_that_look_alike_are_told_apart() {
    let model = BgNbd::new(0.25, 4.5, 0.75, 2.5, TimeUnit::WEEK).unwrap();
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(
        text,
        r#"{"kind":"bg/nbd","format":1,"value":{"r":0.25,"alpha":4.5,"a":0.75,"b":2.5,"unit":7.0}}"#
    );
    let message = serde_json::from_str::<MbgNbd>(&text)
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("expected a saved mbg/nbd, found a saved bg/nbd"),
        "{message}"
    );
    let fit = bg_fits().remove(0);
    let text = serde_json::to_string(&fit).unwrap();
    assert!(text.starts_with(r#"{"kind":"fit of bg/nbd","format":1,"value":{"model":{"r":"#));
    assert!(serde_json::from_str::<Fit<MbgNbd>>(&text).is_err());
    assert!(serde_json::from_str::<BgNbd>(&text).is_err());
}
