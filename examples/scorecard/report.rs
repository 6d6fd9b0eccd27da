//! The scorecard itself: metrics, and how they are printed.

use std::fmt;

use serde::Serialize;
use tenure::stats::Interval;

use crate::grouped::grouped;
use crate::rows::Rejected;

/// How a figure is written for people.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit {
    /// A fraction, shown as a percentage with that many decimals.
    Share(usize),
    /// NPS points.
    Points,
    /// A plain number with that many decimals.
    Number(usize),
    /// Money or a count with thousands kept apart, with that many decimals.
    Amount(usize),
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Share(places) => format!("{:.places$}%", value * 100.0),
            Self::Points => format!("{value:+.1}"),
            Self::Number(places) => format!("{value:.places$}"),
            Self::Amount(places) => grouped(&format!("{value:.places$}")),
        }
    }
}

#[derive(Debug, Serialize)]
struct Json<'a> {
    metrics: &'a [Metric],
    rejected: &'a [Rejected],
}

#[derive(Debug, Serialize)]
struct JsonInterval {
    lower: f64,
    upper: f64,
    level: f64,
    method: String,
}

/// One line of the scorecard.
#[derive(Debug, Serialize)]
pub(crate) struct Metric {
    area: &'static str,
    name: String,
    definition: String,
    value: Option<f64>,
    n: u64,
    interval: Option<JsonInterval>,
    #[serde(skip)]
    unit: Unit,
}

impl Metric {
    pub(crate) fn new(
        area: &'static str,
        name: impl Into<String>,
        unit: Unit,
        value: Option<f64>,
        n: u64,
    ) -> Self {
        let (name, definition) = (name.into(), String::new());
        Self {
            area,
            name,
            definition,
            value,
            n,
            interval: None,
            unit,
        }
    }

    /// What exactly was computed.
    pub(crate) fn means(mut self, definition: impl Into<String>) -> Self {
        self.definition = definition.into();
        self
    }

    /// The block it stands in.
    pub(crate) const fn in_area(mut self, area: &'static str) -> Self {
        self.area = area;
        self
    }

    /// Written with other decimals than it came with.
    pub(crate) const fn shown_as(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// How sure it is, and by which method.
    pub(crate) fn within(mut self, interval: Option<Interval>, method: impl fmt::Display) -> Self {
        self.interval = interval.map(|interval| JsonInterval {
            lower: interval.lower(),
            upper: interval.upper(),
            level: interval.level().get(),
            method: format!("{method}"),
        });
        self
    }

    fn cells(&self) -> [String; 5] {
        let value = self
            .value
            .map_or_else(|| "–".to_owned(), |value| self.unit.show(value));
        let interval = self.interval.as_ref().map_or_else(String::new, |interval| {
            format!(
                "{} to {}",
                self.unit.show(interval.lower),
                self.unit.show(interval.upper)
            )
        });
        let n = grouped(&self.n.to_string());
        [
            self.name.clone(),
            value,
            interval,
            n,
            self.definition.clone(),
        ]
    }
}

/// All metrics, what was rejected on the way, and what to keep in mind.
#[derive(Debug, Default)]
pub(crate) struct Scorecard {
    pub(crate) metrics: Vec<Metric>,
    pub(crate) rejected: Vec<Rejected>,
    /// What a reader must know before quoting a figure, by area.
    pub(crate) caveats: Vec<String>,
    /// What the figures were computed from.
    pub(crate) sources: Vec<String>,
}

impl Scorecard {
    pub(crate) fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&Json {
            metrics: &self.metrics,
            rejected: &self.rejected,
        })
    }

    /// The table, as wide as its contents, with one block per area.
    pub(crate) fn table(&self, level: tenure::units::Level) -> String {
        let head = [
            "metric",
            "value",
            &format!("{level} interval"),
            "n",
            "definition",
        ];
        let rows: Vec<_> = self
            .metrics
            .iter()
            .map(|metric| (metric.area, metric.cells()))
            .collect();
        let mut widths = head.map(|title| title.chars().count());
        for (_, cells) in &rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let line = |cells: [&str; 5]| {
            let [name, value, interval, n, definition] = cells;
            let [name_width, value_width, interval_width, n_width, _] = widths;
            format!(
                "  {name:<name_width$}  {value:>value_width$}  {interval:>interval_width$}  {n:>n_width$}  {definition}"
            )
        };
        let mut lines = vec!["Customer-success scorecard".to_owned()];
        lines.extend(self.sources.iter().map(|source| format!("  {source}")));
        lines.push(String::new());
        lines.push(line(head));
        let mut last_area = "";
        for (area, cells) in &rows {
            if *area != last_area {
                lines.extend([String::new(), (*area).to_owned()]);
                last_area = area;
            }
            lines.push(line(cells.each_ref().map(String::as_str)));
        }
        if !self.caveats.is_empty() {
            lines.extend([String::new(), "Before quoting".to_owned()]);
            lines.extend(self.caveats.iter().map(|caveat| format!("  · {caveat}")));
        }
        lines
            .iter()
            .map(|line| line.trim_end())
            .collect::<Vec<_>>()
            .join("\n")
    }
}
