//! Reference values of unit economics, and of the source documents' variants.

use tenure::acquisition::{
    AcquisitionCosts, ChurnPayback, CostLine, FunnelPlan, LtvToCac, Payback, ProgrammeValue,
    RetainedCustomers, RevenuePayback, SimplePayback, Spend,
};
use tenure::units::{Money, Proportion};

use super::{churn, finite, monthly};
use crate::support::assert_close;
use crate::support::golden::{Golden, golden};

fn input(item: &Golden, name: &str) -> f64 {
    item.input(name).as_f64().unwrap()
}

fn count(item: &Golden, name: &str) -> u64 {
    item.input(name).as_u64().unwrap()
}

/// A whole amount of the file, in cents.
fn money(item: &Golden, name: &str) -> Money {
    Money::parse(&item.input(name).to_string(), 2).unwrap()
}

#[test]
fn blended_and_paid_cac() {
    let item = golden("cac");
    let paid_media = money(&item, "paid_media");
    let all = money(&item, "sales_marketing").minor() - paid_media.minor();
    let mut costs = AcquisitionCosts::default();
    costs.spend(CostLine::PaidMedia, paid_media).unwrap();
    costs
        .spend(
            CostLine::Sales,
            Money::from_minor(i64::try_from(all).unwrap()),
        )
        .unwrap();
    costs
        .won(
            count(&item, "new_customers"),
            count(&item, "paid_new_customers"),
        )
        .unwrap();
    assert_eq!(costs.blended().per_customer(2), item.number("blended"));
    assert_eq!(costs.paid().per_customer(2), item.number("paid_media_only"));
    // What the source calls CAC is marketing alone, over all new customers; the fully loaded has
    // every line.
    let alone = paid_media.minor() as f64 / 100.0 / input(&item, "new_customers");
    assert_eq!(costs.marketing_only().per_customer(2), Some(alone));
    let other = Money::from_minor(1_500_000);
    costs.spend(CostLine::OtherMarketing, other).unwrap();
    costs.spend(CostLine::Salaries, other).unwrap();
    costs.spend(CostLine::ToolsAndOverheads, other).unwrap();
    let each = 15_000.0 / 75.0;
    assert_eq!(costs.marketing_only().per_customer(2), Some(alone + each));
    let loaded = item.number("blended").unwrap() + 3.0 * each;
    assert_eq!(costs.fully_loaded().per_customer(2), Some(loaded));
}

#[test]
fn payback_with_and_without_churn() {
    for id in ["cac_payback", "cac_payback_never"] {
        let item = golden(id);
        let cac = finite(input(&item, "cac"));
        let revenue = monthly(input(&item, "arpa"));
        let margin = monthly(input(&item, "arpa") * input(&item, "gm"));
        let churn = churn(1.0 - input(&item, "monthly_retention"));

        let simple = SimplePayback { cac, margin }.value().unwrap();
        let expected = item.number("simple_months").unwrap();
        assert_close(simple.months().unwrap(), expected, 1e-12);

        let decided = ChurnPayback { cac, margin, churn }.value().unwrap();
        match item.number("churn_adjusted_months") {
            Some(months) => assert_close(decided.months().unwrap(), months, 1e-12),
            None => assert_eq!(decided, Payback::Never),
        }

        let ltv = finite(margin.amount() / churn.rate().get());
        let ratio = LtvToCac { ltv, cac }.value().unwrap();
        assert_close(ratio, item.number("ltv_cac").unwrap(), 1e-12);
        if id == "cac_payback" {
            let on_revenue = RevenuePayback { cac, revenue }.value().unwrap();
            assert_eq!(on_revenue.months(), item.number("revenue_basis_months"));
            assert_close(ltv.get(), item.number("ltv").unwrap(), 1e-12);
        }
    }
}

#[test]
fn source_new_customers_from_a_budget() {
    let item = golden("src_new_users");
    let share = |name| Proportion::new(input(&item, name)).unwrap();
    let plan = FunnelPlan {
        budget: Spend::new(money(&item, "budget")).unwrap(),
        cost_per_contact: Spend::new(Money::from_minor(100)).unwrap(),
        response: share("response"),
        conversion: share("conversion"),
        target: None,
    };
    let forecast = plan.forecast().unwrap();
    let expected = item.number("value").unwrap();
    assert_eq!(forecast.new_customers() as f64, expected);

    let target = Some(1500);
    assert_eq!(
        FunnelPlan { target, ..plan }
            .forecast()
            .unwrap()
            .new_customers(),
        1500
    );
    let target = Some(2500);
    assert_eq!(
        FunnelPlan { target, ..plan }
            .forecast()
            .unwrap()
            .new_customers(),
        2000
    );
}

#[test]
fn people_are_whole() {
    let people = |contacts: i64, response: f64, conversion: f64| {
        let forecast = FunnelPlan {
            budget: Spend::new(Money::from_minor(contacts * 70 + 69)).unwrap(),
            cost_per_contact: Spend::new(Money::from_minor(70)).unwrap(),
            response: Proportion::from_percent(response).unwrap(),
            conversion: Proportion::from_percent(conversion).unwrap(),
            target: None,
        }
        .forecast()
        .unwrap();
        [
            forecast.contacts(),
            forecast.responses(),
            forecast.new_customers(),
        ]
    };
    assert_eq!(people(100, 29.0, 100.0), [100, 29, 29]);
    assert_eq!(people(15, 50.0, 50.0), [15, 7, 3]);
    assert_eq!(people(9, 99.0, 99.0), [9, 8, 8]);
    assert_eq!(people(0, 100.0, 100.0), [0, 0, 0]);
    // Every whole percentage of a hundred people is that many people.
    for percent in 0..=100_u8 {
        let [_, responses, _] = people(100, f64::from(percent), 0.0);
        assert_eq!(responses, u64::from(percent));
    }
}

#[test]
fn source_programme_value_and_what_it_should_be() {
    let satisfied = RetainedCustomers {
        satisfied: 15,
        retention: Proportion::from_percent(80.0).unwrap(),
    };
    assert_eq!(satisfied.at_least(), 12);
    let programme = ProgrammeValue {
        new_customers: 2000,
        clv: finite(2800.0),
    };
    assert_eq!(programme.value_times_retained(12), Ok(67_200_000.0));
    assert_eq!(programme.value(), Ok(5_600_000.0));
}
