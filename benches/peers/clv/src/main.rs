//! One task on data read from a file, and the CPU seconds it took: `benches/peers/clv.py` calls this.
//!
//! `tenure-peers-clv TASK FILE`. The file of customers is three columns of `f64` in the machine's order: repeat purchases, the day of
//! the last one, days seen. The file of a log has the customers as `u32`, the days as `i32`, the amounts as `f64`. Printed are
//! the CPU time and what came out, so that nobody is fast at something else.

use std::error::Error;
use std::hint::black_box;

use cpu_time::ProcessTime;
use tenure::clv::fitting::{Fitter, ParametricModel};
use tenure::clv::history::{HistoryTable, PurchaseHistory, PurchaseLog};
use tenure::clv::models::{BgNbd, ParetoNbd, PurchaseModel as _};
use tenure::units::{Horizon, Money, Period, TimeUnit};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, file] = &arguments[..] else {
        return Err("TASK FILE".into());
    };
    let bytes = std::fs::read(file)?;
    let (seconds, answer) = match task.as_str() {
        "bg" => fit::<BgNbd>(&customers(&bytes)),
        "pareto" => fit::<ParetoNbd>(&customers(&bytes)),
        "predict" => predict(&customers(&bytes)),
        "log" => log(&bytes),
        other => return Err(format!("no task {other}").into()),
    }?;
    println!("{seconds} {answer}");
    Ok(())
}

/// Columns of numbers.
fn customers(bytes: &[u8]) -> Vec<(u64, f64, f64)> {
    let numbers = numbers(bytes);
    let rows = numbers.len() / 3;
    let (repeats, rest) = numbers.split_at(rows);
    let (last, age) = rest.split_at(rows);
    let rows = repeats.iter().zip(last).zip(age);
    rows.map(|((x, last), age)| (*x as u64, *last, *age)).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f64> {
    let numbers = bytes.as_chunks::<8>().0.iter();
    numbers.map(|bytes| f64::from_ne_bytes(*bytes)).collect()
}

fn history((x, last, age): (u64, f64, f64)) -> tenure::Result<PurchaseHistory> {
    PurchaseHistory::new(x, last, age, TimeUnit::DAY)
}

/// From rows, each checked, to parameters with their standard errors.
fn fit<M: ParametricModel<Data = HistoryTable>>(rows: &[(u64, f64, f64)]) -> Outcome<(f64, String)> {
    let start = ProcessTime::now();
    let mut table = HistoryTable::default();
    for row in rows {
        table.push(history(*row)?);
    }
    let fit = Fitter::<M>::default().fit(&table)?;
    black_box(fit.standard_errors());
    let seconds = start.elapsed().as_secs_f64();
    let values: Vec<_> = fit.model().values().iter().map(|value| format!("{value:.5}")).collect();
    Ok((seconds, values.join(" ")))
}

/// Of each customer, by a model that was not fitted here.
fn predict(rows: &[(u64, f64, f64)]) -> Outcome<(f64, String)> {
    let histories: Vec<_> = rows.iter().map(|row| history(*row)).collect::<Result<_, _>>()?;
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426, TimeUnit::WEEK)?;
    let within = Horizon::new(39.0, Period::Week)?;
    let start = ProcessTime::now();
    let expected = model.expected_purchases_of_each(&histories, within);
    let seconds = start.elapsed().as_secs_f64();
    Ok((seconds, format!("{:.3}", expected.iter().sum::<f64>())))
}

/// From purchases in any order to the table a model is fitted to.
fn log(bytes: &[u8]) -> Outcome<(f64, String)> {
    let rows = bytes.len() / 16;
    let (ids, rest) = bytes.split_at(4 * rows);
    let (days, amounts) = rest.split_at(4 * rows);
    let ids: Vec<u32> = ids.as_chunks::<4>().0.iter().map(|b| u32::from_ne_bytes(*b)).collect();
    let days: Vec<i32> = days.as_chunks::<4>().0.iter().map(|b| i32::from_ne_bytes(*b)).collect();
    let cents = |amount: &f64| (amount * 100.0).round() as i64;
    let cents: Vec<i64> = numbers(amounts).iter().map(cents).collect();
    let start = ProcessTime::now();
    let rows = ids.iter().zip(&days).zip(&cents);
    let log = PurchaseLog::try_from_iter(
        rows.map(|((id, day), cents)| (*id, i64::from(*day), Money::from_minor(*cents))),
    )?;
    let table = log.histories(272)?;
    let seconds = start.elapsed().as_secs_f64();
    Ok((seconds, format!("{} {}", table.customers(), table.repeat_purchases())))
}
