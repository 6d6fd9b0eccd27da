//! The findings with all digits.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use tenure::clv::checks::HoldoutCheck;

use crate::Findings;
use crate::models::{Fitted, Parameter};

#[derive(Serialize)]
struct Json<'a> {
    histories: Histories,
    models: Vec<Model<'a>>,
    spend: Option<Spend<'a>>,
    customers: Vec<Customer<'a>>,
}

#[derive(Serialize)]
struct Histories {
    customers: usize,
    repeat_purchases: u64,
    distinct: usize,
}

#[derive(Serialize)]
struct Model<'a> {
    name: &'static str,
    parameters: Named<'a>,
    std_errors: Named<'a>,
    log_likelihood: f64,
    aic: f64,
    bic: f64,
    iterations: u32,
    holdout: Holdout,
}

#[derive(Serialize)]
struct Holdout {
    expected: Option<f64>,
    actual: Option<u64>,
}

#[derive(Serialize)]
struct Spend<'a> {
    parameters: Named<'a>,
    log_likelihood: f64,
}

#[derive(Serialize)]
struct Customer<'a> {
    id: &'a str,
    x: u64,
    t_x: f64,
    #[serde(rename = "T")]
    age: f64,
    p_alive: f64,
    expected_purchases: f64,
    value: Option<f64>,
}

/// One of the figures of each parameter, under the parameter's name, in the order of the model.
struct Named<'a>(&'a [Parameter], fn(&Parameter) -> f64);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for parameter in self.0 {
            map.serialize_entry(parameter.name, &(self.1)(parameter))?;
        }
        map.end()
    }
}

fn values(of: &[Parameter]) -> Named<'_> {
    Named(of, |parameter| parameter.value)
}

fn errors(of: &[Parameter]) -> Named<'_> {
    Named(of, |parameter| parameter.std_error)
}

pub(crate) fn text(findings: &Findings) -> Result<String, serde_json::Error> {
    let unit = findings.unit.time_unit();
    let histories = &findings.histories;
    let customers = histories.customers.iter().zip(&findings.figures);
    serde_json::to_string_pretty(&Json {
        histories: Histories {
            customers: histories.customers.len(),
            repeat_purchases: histories.repeat_purchases(),
            distinct: histories.table.distinct(),
        },
        models: findings
            .fitted()
            .map(|model| self::model(model, findings))
            .collect(),
        spend: findings.spend.as_ref().ok().map(|spend| Spend {
            parameters: values(&spend.parameters),
            log_likelihood: spend.log_likelihood,
        }),
        customers: customers
            .map(|(customer, figures)| Customer {
                id: &customer.id,
                x: customer.history.repeat_purchases(),
                t_x: customer.history.last(unit),
                age: customer.history.age(unit),
                p_alive: figures.p_alive,
                expected_purchases: figures.expected_purchases,
                value: figures.value,
            })
            .collect(),
    })
}

fn model<'a>(model: &'a Fitted, findings: &Findings) -> Model<'a> {
    Model {
        name: model.name,
        parameters: values(&model.parameters),
        std_errors: errors(&model.parameters),
        log_likelihood: model.log_likelihood,
        aic: model.aic,
        bic: model.bic,
        iterations: model.iterations,
        holdout: Holdout {
            expected: model.holdout.as_ref().map(HoldoutCheck::expected),
            actual: findings.histories.held_out(),
        },
    }
}
