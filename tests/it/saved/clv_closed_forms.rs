//! What is saved of the closed forms of lifetime value.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tenure::clv::*;
use tenure::units::*;

use super::{Table, draw};

pub(super) fn table() -> Table {
    let mut table = Table::default();
    forms_of_margins(&mut table);
    forms_of_revenue(&mut table);
    table
}

fn margin() -> impl Strategy<Value = Margin> {
    (draw::moderate(), draw::periods()).prop_map(|(m, p)| Margin::new(m, p).unwrap())
}

fn churn() -> impl Strategy<Value = Churn> {
    (draw::shares(), draw::periods()).prop_map(|(rate, p)| Churn::new(rate, p))
}

fn discount() -> impl Strategy<Value = DiscountRate> {
    (0.0..2.0, draw::periods()).prop_map(|(rate, p)| DiscountRate::new(rate, p).unwrap())
}

fn growth() -> impl Strategy<Value = Growth> {
    (-0.5..1.0, draw::periods()).prop_map(|(rate, p)| Growth::new(rate, p).unwrap())
}

fn often() -> impl Strategy<Value = Frequency> {
    (draw::positive(), draw::periods()).prop_map(|(n, p)| Frequency::new(n, p).unwrap())
}

fn horizon() -> impl Strategy<Value = Horizon> {
    (1e-3..1e6, draw::periods()).prop_map(|(n, p)| Horizon::new(n, p).unwrap())
}

fn timings() -> impl Strategy<Value = Timing> {
    select(vec![Timing::Start, Timing::End, Timing::EndFirstCertain])
}

fn firsts() -> impl Strategy<Value = FirstMargin> {
    select(vec![FirstMargin::AsStated, FirstMargin::GrownOnce])
}

fn forms_of_margins(table: &mut Table) {
    table
        .plain::<Timing>(timings())
        .plain::<FirstMargin>(firsts())
        .plain::<FirstPurchase>(select(vec![
            FirstPurchase::Included,
            FirstPurchase::Excluded,
        ]))
        .saved::<SteadyClv>((margin(), churn(), discount(), timings()).prop_map(
            |(margin, churn, discount, timing)| SteadyClv {
                margin,
                churn,
                discount,
                timing,
            },
        ))
        .saved::<FiniteClv>(
            (margin(), churn(), discount(), timings(), horizon()).prop_map(
                |(margin, churn, discount, timing, horizon)| FiniteClv {
                    margin,
                    churn,
                    discount,
                    timing,
                    horizon,
                },
            ),
        )
        .saved::<GrowingClv>(
            (margin(), churn(), discount(), growth(), timings(), firsts()).prop_map(
                |(margin, churn, discount, growth, timing, first)| GrowingClv {
                    margin,
                    churn,
                    discount,
                    growth,
                    timing,
                    first,
                },
            ),
        )
        .saved::<ContinuousClv>((margin(), churn(), discount()).prop_map(
            |(margin, churn, discount)| ContinuousClv {
                margin,
                churn,
                discount,
            },
        ))
        .saved::<CurveClv>(
            (draw::periods(), discount())
                .prop_map(|(period, discount)| CurveClv { period, discount }),
        );
}

fn forms_of_revenue(table: &mut Table) {
    table
        .saved::<ArpaClv>((margin(), draw::shares(), churn()).prop_map(
            |(arpa, gross_margin, churn)| ArpaClv {
                arpa,
                gross_margin,
                churn,
            },
        ))
        .saved::<FixedLifespanClv>((margin(), draw::shares(), horizon()).prop_map(
            |(revenue, gross_margin, lifespan)| FixedLifespanClv {
                revenue,
                gross_margin,
                lifespan,
            },
        ))
        .saved::<OrdersClv>((draw::finite(), often(), horizon()).prop_map(
            |(order_value, frequency, lifespan)| OrdersClv {
                order_value,
                frequency,
                lifespan,
            },
        ))
        .saved::<NextPeriodValue>((draw::finite(), often(), churn()).prop_map(
            |(order_value, frequency, churn)| NextPeriodValue {
                order_value,
                frequency,
                churn,
            },
        ))
        .saved::<InverseRetentionScore>((margin(), churn(), discount(), horizon()).prop_map(
            |(revenue, churn, discount, lifespan)| InverseRetentionScore {
                revenue,
                churn,
                discount,
                lifespan,
            },
        ))
        .saved::<Clv>(
            (
                margin(),
                churn(),
                1e-3..2.0,
                draw::periods(),
                timings(),
                option::of(horizon()),
            )
                .prop_filter_map(
                    "finite",
                    |(margin, churn, rate, period, timing, horizon)| {
                        let discount = DiscountRate::new(rate, period).ok()?;
                        let continuous = ContinuousClv {
                            margin,
                            churn,
                            discount,
                        };
                        let steady = SteadyClv {
                            margin,
                            churn,
                            discount,
                            timing,
                        };
                        match horizon {
                            Some(horizon) => continuous.value_within(horizon).ok(),
                            None => steady.value().ok(),
                        }
                    },
                ),
        )
        .saved::<HistoricClv>(
            vec(any::<i64>(), 0..5)
                .prop_map(|amounts| amounts.into_iter().map(Money::from_minor).collect()),
        );
}

#[test]
fn states_are_saved() {
    table().check();
}
