//! What is refused, and what is said about it.

use tenure::acquisition::{
    Acquisition, AcquisitionCosts, Cac, ChurnPayback, CostLine, FunnelPlan, LtvToCac,
    ProgrammeValue, SimplePayback, Spend,
};
use tenure::units::{Money, Proportion};

use super::{churn, finite, monthly};

#[track_caller]
fn refused<T: core::fmt::Debug>(result: tenure::Result<T>, message: &str) {
    assert_eq!(result.unwrap_err().to_string(), message);
}

const NEGATIVE: &str = "acquisition spend (in minor units) must be at least 0 (take refunds off the \
                        spend they return), got -1";

#[test]
fn negative_spend() {
    let minus = Money::from_minor(-1);
    refused(Spend::new(minus), NEGATIVE);
    refused(Acquisition::new(minus, 3), NEGATIVE);
    let mut costs = AcquisitionCosts::default();
    costs.spend(CostLine::Sales, Money::from_minor(5)).unwrap();
    let before = costs;
    refused(costs.spend(CostLine::Sales, minus), NEGATIVE);
    assert_eq!(costs, before);

    let rows = [(Money::from_minor(10), 1), (minus, 1)];
    refused(
        Cac::try_from_iter(rows),
        &format!("item 1 was rejected: {NEGATIVE}"),
    );
    let mut cac = Cac::try_from_iter([(Money::from_minor(10), 1)]).unwrap();
    let before = cac;
    assert!(cac.try_extend(rows.iter()).is_err());
    assert_eq!(cac, before);
}

#[test]
fn more_won_by_paid_media_than_in_all() {
    let mut costs = AcquisitionCosts::default();
    refused(
        costs.won(75, 76),
        "new customers won by paid media (76) cannot exceed all new customers (75)",
    );
    assert_eq!(costs, AcquisitionCosts::default());
}

#[test]
fn nobody_won_has_no_cost() {
    assert_eq!(Cac::default().per_customer(2), None);
    let spent = Cac::try_from_iter([(Money::from_minor(100), 0)]).unwrap();
    assert_eq!(spent.per_customer(2), None);
    let one = Cac::try_from_iter([(Money::from_minor(100), 1)]).unwrap();
    assert_eq!(one.per_customer(2), Some(1.0));
    assert_eq!(one.per_customer(0), Some(100.0));
    let organic = Cac::try_from_iter([(Money::ZERO, 5)]).unwrap();
    assert_eq!(organic.per_customer(2), Some(0.0));
    assert_eq!(AcquisitionCosts::default().paid().per_customer(2), None);
}

#[test]
fn negative_cac() {
    let message = "acquisition cost per customer must be at least 0, got -600";
    let (cac, margin, churn) = (finite(-600.0), monthly(80.0), churn(0.05));
    refused(SimplePayback { cac, margin }.value(), message);
    refused(ChurnPayback { cac, margin, churn }.value(), message);
    let ltv = finite(1600.0);
    refused(LtvToCac { ltv, cac }.value(), message);
    let free = LtvToCac {
        ltv,
        cac: finite(0.0),
    };
    refused(
        free.value(),
        "ratio of lifetime value to acquisition cost is not defined: the cost is 0",
    );
}

#[test]
fn beyond_the_largest_number() {
    let tiny = finite(f64::from_bits(1));
    refused(
        LtvToCac {
            ltv: finite(f64::MAX),
            cac: tiny,
        }
        .value(),
        "ratio of lifetime value to acquisition cost has no finite value: it is beyond the largest \
         number; check the units of both",
    );
    refused(
        SimplePayback {
            cac: finite(f64::MAX),
            margin: monthly(tiny.get()),
        }
        .value(),
        "payback time has no finite value: it is beyond the largest number; check the units of cost \
         and margin",
    );
    refused(
        ProgrammeValue {
            new_customers: u64::MAX,
            clv: finite(f64::MAX),
        }
        .value(),
        "value of the programme has no finite value: it is beyond the largest number; check the \
         units of the lifetime value",
    );
}

#[test]
fn contacts_that_cost_nothing() {
    let plan = FunnelPlan {
        budget: Spend::new(Money::from_minor(i64::MAX)).unwrap(),
        cost_per_contact: Spend::ZERO,
        response: Proportion::ONE,
        conversion: Proportion::ONE,
        target: None,
    };
    refused(
        plan.forecast(),
        "cost per contact (in minor units) must be above 0, got 0",
    );
    let cost_per_contact = Spend::new(Money::from_minor(1)).unwrap();
    let all = FunnelPlan {
        cost_per_contact,
        ..plan
    };
    let forecast = all.forecast().unwrap();
    assert_eq!(forecast.contacts(), i64::MAX as u64);
    assert!(forecast.new_customers() <= forecast.responses());
    assert!(forecast.responses() <= forecast.contacts());
}

#[cfg(feature = "serde")]
mod states {
    use tenure::Merge as _;
    use tenure::acquisition::FunnelStage::{Contacted, Converted, Responded};
    use tenure::acquisition::{Cac, Funnel};
    use tenure::stats::Binomial;

    use crate::support::wire;

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn huge_ones_merge() {
        let huge = format!(
            r#"{{"spend":"{}","new_customers":"{}"}}"#,
            1_u128 << 112,
            1_u128 << 112
        );
        let mut cac: Cac = wire::read(&huge).unwrap();
        let same = cac;
        cac.merge(same);
        assert_eq!(cac.new_customers(), u64::MAX);
        assert_eq!(cac.spend().minor(), 2 << 112);
        assert!(cac.per_customer(255).unwrap().is_finite());

        let near = format!(r#"{{"spend":0,"new_customers":{}}}"#, u64::MAX);
        let mut cac: Cac = wire::read(&near).unwrap();
        let same = cac;
        cac.merge(same);
        assert_eq!(cac.new_customers(), u64::MAX);
    }

    #[test]
    fn impossible_ones_are_refused() {
        let error = wire::read::<Cac>(r#"{"spend":-1,"new_customers":1}"#);
        let message = error.unwrap_err().to_string();
        assert!(message.contains("acquisition spend"), "{message}");
    }

    /// Whatever merging has written is read again, also where counts stop at their ceiling.
    #[test]
    fn huge_funnels_read_back() {
        let mut funnel: Funnel = [Contacted, Contacted, Responded, Converted]
            .into_iter()
            .collect();
        for _ in 0..150 {
            let text = serde_json::to_string(&funnel).unwrap();
            assert_eq!(read::<Funnel>(&text), Ok(funnel));
            let share = |step: Binomial| step.proportion().unwrap().get();
            assert!(share(funnel.overall()) > 0.0 && share(funnel.conversion()) <= 0.5);
            assert!(share(funnel.response()) <= 0.5 + 1.0 / 6.0);
            funnel.merge(funnel);
        }
        assert_eq!(funnel.stopped_at(Converted), u64::MAX);
        assert_eq!(funnel.overall().failures(), u64::MAX);
        let beyond = format!(
            r#"{{"contacted":1,"responded":1,"converted":"{}"}}"#,
            (1_u128 << 112) + 1
        );
        let error = wire::read::<Funnel>(&beyond).unwrap_err().to_string();
        assert!(error.contains("too large"), "{error}");
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_plan_says_that_it_has_no_target() {
    let read = |target: &str| {
        crate::support::wire::read::<FunnelPlan>(&format!(
            r#"{{"budget":100,"cost_per_contact":5,"response":0.5,"conversion":0.25{target}}}"#
        ))
    };
    assert_eq!(read("").unwrap().target, None);
    assert_eq!(read(r#","target":null"#).unwrap().target, None);
    assert_eq!(read(r#","target":7"#).unwrap().target, Some(7));
    let wrong = read(r#","traget":7"#).unwrap_err().to_string();
    assert!(wrong.starts_with("unknown field `traget`"), "{wrong}");
}
