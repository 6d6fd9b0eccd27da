//! One task on columns read from a file, and the CPU seconds it took: `benches/peers/retention.py` calls this.
//!
//! `tenure-peers-retention TASK FILE [ANSWER]`. The columns are in the machine's order. Lifetimes: the times (`u32`, or `f64` where
//! they are continuous), then whether the customer left (`u8`). Events: customer (`u32`), cohort (`i32`), month (`i32`). Printed are
//! the CPU time and how many columns the answer has; with ANSWER, its rows are written there as `f64`s, so that nobody is fast at
//! something else.

use std::error::Error;
use std::hint::black_box;

use cpu_time::ProcessTime;
use tenure::retention::cohorts::{ActivityLog, CohortLog, CohortTriangle};
use tenure::retention::survival::{Elapsed, KaplanMeier, Lifetime, LifetimeTable, LogRankTest};
use tenure::stats::Interval;
use tenure::units::{Finite, Level};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Rows of so many numbers, one after the other.
#[derive(Default)]
struct Answer {
    width: usize,
    numbers: Vec<f64>,
}

impl Answer {
    fn push<const N: usize>(&mut self, row: [f64; N]) {
        self.width = N;
        self.numbers.extend(row);
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, file, answer) = match &arguments[..] {
        [task, file] => (task, file, None),
        [task, file, answer] => (task, file, Some(answer)),
        _ => return Err("TASK FILE [ANSWER]".into()),
    };
    let bytes = std::fs::read(file)?;
    let (seconds, rows) = match task.as_str() {
        "km-distinct" => curve(&whole(bytes)?, None),
        "km-intervals-distinct" => curve(&whole(bytes)?, Some(Level::P95)),
        "logrank-distinct" => log_rank(&whole(bytes)?),
        "km-continuous" => curve(&continuous(bytes)?, None),
        "km-intervals-continuous" => curve(&continuous(bytes)?, Some(Level::P95)),
        "logrank-continuous" => log_rank(&continuous(bytes)?),
        "triangle-given" => given(events(bytes)),
        "triangle-first" => first(events(bytes)),
        other => return Err(format!("no task {other}").into()),
    }?;
    println!("{seconds} {}", rows.width);
    if let Some(answer) = answer {
        let bytes: Vec<u8> = rows.numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
        std::fs::write(answer, bytes)?;
    }
    Ok(())
}

/// Times and who left then, as a program has them that read them from anywhere.
struct Lifetimes<T> {
    times: Vec<T>,
    left: Vec<bool>,
}

impl<T: Copy> Lifetimes<T> {
    fn rows(&self) -> impl Iterator<Item = (T, bool)> {
        self.times.iter().copied().zip(self.left.iter().copied())
    }
}

fn whole(bytes: Vec<u8>) -> Outcome<Lifetimes<u32>> {
    let (times, left) = split::<4>(&bytes)?;
    Ok(Lifetimes {
        times: times.iter().map(|bytes| u32::from_ne_bytes(*bytes)).collect(),
        left,
    })
}

fn continuous(bytes: Vec<u8>) -> Outcome<Lifetimes<f64>> {
    let (times, left) = split::<8>(&bytes)?;
    Ok(Lifetimes {
        times: times.iter().map(|bytes| f64::from_ne_bytes(*bytes)).collect(),
        left,
    })
}

/// Times of so many bytes each, and a byte for each after them.
fn split<const N: usize>(bytes: &[u8]) -> Outcome<(&[[u8; N]], Vec<bool>)> {
    let rows = bytes.len() / (N + 1);
    let (times, left) = bytes.split_at(N * rows);
    let (times, rest) = times.as_chunks::<N>();
    if !rest.is_empty() || left.len() != rows {
        return Err("the file is cut off".into());
    }
    Ok((times, left.iter().map(|left| *left > 0).collect()))
}

/// A time as it is in memory, and in the library.
trait Time: Copy {
    type Checked: Elapsed + 'static;

    fn lifetime(self, left: bool) -> tenure::Result<Lifetime<Self::Checked>>;
}

impl Time for u32 {
    type Checked = Self;

    fn lifetime(self, left: bool) -> tenure::Result<Lifetime<Self>> {
        Lifetime::new(self, left)
    }
}

impl Time for f64 {
    type Checked = Finite;

    fn lifetime(self, left: bool) -> tenure::Result<Lifetime<Finite>> {
        Lifetime::try_from((self, left))
    }
}

fn table<T: Time>(rows: impl Iterator<Item = (T, bool)>) -> tenure::Result<LifetimeTable<T::Checked>> {
    rows.map(|(time, left)| time.lifetime(left)).collect()
}

/// From rows, each checked, to the curve: time, survival, and the ends of its interval if they are asked for.
fn curve<T: Time>(of: &Lifetimes<T>, level: Option<Level>) -> Outcome<(f64, Answer)> {
    let start = ProcessTime::now();
    let estimate = table(of.rows())?.kaplan_meier().ok_or("no rows")?;
    let intervals: Option<Vec<Option<Interval>>> = level.map(|level| estimate.intervals(level).collect());
    black_box(&intervals);
    let seconds = start.elapsed().as_secs_f64();
    Ok((seconds, answered(&estimate, intervals.as_deref())))
}

fn answered<T: Elapsed>(estimate: &KaplanMeier<T>, intervals: Option<&[Option<Interval>]>) -> Answer {
    let mut answer = Answer::default();
    for (place, step) in estimate.steps().iter().enumerate() {
        let (time, survival) = (step.time().elapsed(), step.survival());
        // A number that is none, where there is no interval.
        let ends = |ends: Option<Interval>| ends.map_or([f64::NAN; 2], |ends| [ends.lower(), ends.upper()]);
        match intervals.map(|intervals| ends(intervals[place])) {
            Some([lower, upper]) => answer.push([time, survival, lower, upper]),
            None => answer.push([time, survival]),
        }
    }
    answer
}

/// The first half of the rows against the second.
fn log_rank<T: Time>(of: &Lifetimes<T>) -> Outcome<(f64, Answer)> {
    let half = of.times.len() / 2;
    let start = ProcessTime::now();
    let first = table(of.rows().take(half))?;
    let second = table(of.rows().skip(half))?;
    let test = LogRankTest::of([&first, &second])?;
    let seconds = start.elapsed().as_secs_f64();
    let mut answer = Answer::default();
    answer.push([test.chi_squared(), test.p_value()]);
    Ok((seconds, answer))
}

type Event = (u32, i32, i32);

/// Customer, cohort, month.
fn events(bytes: Vec<u8>) -> Vec<Event> {
    let rows = bytes.len() / 12;
    let (customers, rest) = bytes.split_at(4 * rows);
    let (cohorts, months) = rest.split_at(4 * rows);
    let numbers = |bytes: &[u8]| -> Vec<i32> {
        let chunks = bytes.as_chunks::<4>().0.iter();
        chunks.map(|bytes| i32::from_ne_bytes(*bytes)).collect()
    };
    let customers = customers.as_chunks::<4>().0.iter().map(|bytes| u32::from_ne_bytes(*bytes));
    let rest = numbers(cohorts).into_iter().zip(numbers(months));
    customers.zip(rest).map(|(customer, (cohort, month))| (customer, cohort, month)).collect()
}

fn given(events: Vec<Event>) -> Outcome<(f64, Answer)> {
    let start = ProcessTime::now();
    let rows = events.iter().map(|(id, cohort, month)| (*id, i64::from(*cohort), i64::from(*month)));
    let log = CohortLog::try_from_iter(rows)?;
    let triangle = log.n_period(last(&events))?;
    let seconds = start.elapsed().as_secs_f64();
    Ok((seconds, cells(&triangle)))
}

fn first(events: Vec<Event>) -> Outcome<(f64, Answer)> {
    let start = ProcessTime::now();
    let rows = events.iter().map(|(id, _, month)| (*id, i64::from(*month)));
    let log = ActivityLog::try_from_iter(rows)?;
    let triangle = log.n_period(last(&events))?;
    let seconds = start.elapsed().as_secs_f64();
    Ok((seconds, cells(&triangle)))
}

/// The last month there is anything in.
fn last(events: &[Event]) -> i64 {
    i64::from(events.iter().map(|(_, _, month)| *month).max().unwrap_or(0))
}

/// Cohort, months since, customers.
fn cells(triangle: &CohortTriangle) -> Answer {
    let mut answer = Answer::default();
    for row in triangle.rows() {
        for (age, cell) in row.cells().enumerate() {
            if let Some(cell) = cell {
                answer.push([row.cohort() as f64, age as f64, cell.active() as f64]);
            }
        }
    }
    answer
}
