//! What is saved of acquisition.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::acquisition::*;
use tenure::units::*;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    table
        .plain::<Spend>(spends())
        .plain::<Acquisition>(acquisitions())
        .plain::<CostLine>(select(LINES.to_vec()))
        .plain::<FunnelStage>(select(STAGES.to_vec()))
        .plain::<Wait>(
            paybacks().prop_filter_map("a wait", |payback| match payback {
                Payback::After(wait) => Some(wait),
                Payback::Never => None,
            }),
        )
        .saved::<Cac>(draw::grown(
            vec(acquisitions(), 0..5).prop_map(|rows| rows.into_iter().collect()),
        ))
        .saved::<AcquisitionCosts>(draw::grown(costs()))
        .saved::<Funnel>(draw::counted(
            vec(select(STAGES.to_vec()), 0..20).prop_map(|stages| stages.into_iter().collect()),
        ))
        .saved::<FunnelPlan>(plans())
        .saved::<FunnelForecast>(plans().prop_filter_map("in range", |plan| plan.forecast().ok()))
        .saved::<LtvToCac>(
            (draw::finite(), draw::finite()).prop_map(|(ltv, cac)| LtvToCac { ltv, cac }),
        )
        .saved::<Payback>(paybacks())
        .saved::<SimplePayback>(payback())
        .saved::<RevenuePayback>(payback().prop_map(|payback| RevenuePayback {
            cac: payback.cac,
            revenue: payback.margin,
        }))
        .saved::<ChurnPayback>((payback(), draw::shares()).prop_map(|(payback, rate)| {
            let SimplePayback { cac, margin } = payback;
            let churn = Churn::new(rate, margin.period());
            ChurnPayback { cac, margin, churn }
        }))
        .saved::<ProgrammeValue>(
            (draw::counts(), draw::finite())
                .prop_map(|(new_customers, clv)| ProgrammeValue { new_customers, clv }),
        )
        .saved::<RetainedCustomers>((draw::counts(), draw::shares()).prop_map(
            |(satisfied, retention)| RetainedCustomers {
                satisfied,
                retention,
            },
        ));
    table
}

const LINES: [CostLine; 5] = [
    CostLine::PaidMedia,
    CostLine::OtherMarketing,
    CostLine::Sales,
    CostLine::Salaries,
    CostLine::ToolsAndOverheads,
];

const STAGES: [FunnelStage; 3] = [
    FunnelStage::Contacted,
    FunnelStage::Responded,
    FunnelStage::Converted,
];

fn spends() -> impl Strategy<Value = Spend> {
    let amounts = prop_oneof![0..=i64::MAX, 0..100_000_i64];
    amounts.prop_map(|minor| Spend::new(Money::from_minor(minor)).unwrap())
}

fn acquisitions() -> impl Strategy<Value = Acquisition> {
    let parts = (spends(), draw::counts());
    parts.prop_map(|(spend, won)| Acquisition::new(spend.money(), won).unwrap())
}

fn costs() -> impl Strategy<Value = AcquisitionCosts> {
    let won = (draw::counts(), draw::counts());
    (vec(spends(), 5), won).prop_map(|(amounts, (a, b))| {
        let mut costs = AcquisitionCosts::default();
        for (line, amount) in LINES.into_iter().zip(amounts) {
            costs.spend(line, amount.money()).unwrap();
        }
        costs.won(a.max(b), a.min(b)).unwrap();
        costs
    })
}

fn plans() -> impl Strategy<Value = FunnelPlan> {
    let shares = (draw::shares(), draw::shares());
    let target = proptest::option::of(draw::counts());
    (spends(), spends(), shares, target).prop_map(|(budget, cost, shares, target)| FunnelPlan {
        budget,
        cost_per_contact: cost,
        response: shares.0,
        conversion: shares.1,
        target,
    })
}

fn payback() -> impl Strategy<Value = SimplePayback> {
    let parts = (draw::positive(), -1e3..1e3, draw::periods());
    parts.prop_map(|(cac, amount, period)| SimplePayback {
        cac: Finite::new(cac).unwrap(),
        margin: Margin::new(amount, period).unwrap(),
    })
}

fn paybacks() -> impl Strategy<Value = Payback> {
    payback().prop_map(|payback| payback.value().unwrap())
}

#[test]
fn states_are_saved() {
    table().check();
}
