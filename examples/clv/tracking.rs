//! Expected against actual repeat purchases, period by period.

use jiff::civil::Date;
use tenure::clv::checks;
use tenure::units::{Horizon, Period};

use crate::calendar::Calendar;
use crate::cells::date_of;
use crate::cli::Unit;
use crate::histories::Histories;
use crate::models::Fitted;

/// The same periods for all models.
pub(crate) struct Tracking {
    /// What a period is called: a week, or a month.
    pub(crate) period: &'static str,
    pub(crate) start: Date,
    /// How many periods the calibration takes.
    pub(crate) calibration: f64,
    length: f64,
    start_day: f64,
    of: Vec<(&'static str, checks::Tracking)>,
}

impl Tracking {
    /// What the line of what happened is called.
    pub(crate) const ACTUAL: &'static str = "what happened";

    #[allow(single_use_lifetimes, reason = "it cannot be left out here")]
    pub(crate) fn of<'a>(
        histories: &Histories,
        models: impl Iterator<Item = &'a Fitted>,
        calendar: &Calendar,
        unit: Unit,
    ) -> tenure::Result<Self> {
        // Single days are noise.
        let (period, length) = match unit {
            Unit::Month => ("month", Unit::Month.time_unit().in_days()),
            Unit::Day | Unit::Week => ("week", 7.0),
        };
        let every = Horizon::new(length, Period::Day)?;
        let [calibration, observation] =
            [calendar.calibration_end, calendar.observation_end].map(f64::from);
        let mut of = Vec::new();
        for model in models {
            let timeline = &histories.timeline;
            let tracking =
                checks::Tracking::new(model.model(), timeline, every, calibration, observation)?;
            of.push((model.name, tracking));
        }
        Ok(Self {
            period,
            start: date_of(calendar.first),
            calibration: f64::from(calendar.calibration_end - calendar.first) / length,
            length,
            start_day: f64::from(calendar.first),
            of,
        })
    }

    /// When the last period ends, in periods since the start.
    pub(crate) fn end(&self) -> f64 {
        let last = self.of.first().and_then(|(_, of)| of.periods().last());
        last.map_or(self.calibration, |last| self.place(last.until))
    }

    fn place(&self, day: f64) -> f64 {
        (day - self.start_day) / self.length
    }

    /// How far a model is off in the periods held out: the mean distance, as a share of what happened.
    pub(crate) fn error(&self, model: &str) -> Option<f64> {
        let (_, of) = self.of.iter().find(|(name, _)| *name == model)?;
        of.holdout_error()?.weighted_mape
    }

    /// Up to the end of each period, what happened first, then the models.
    pub(crate) fn cumulative(&self) -> Vec<Line> {
        self.lines(|one| Some((one.actual_so_far as f64, one.expected_so_far)))
    }

    /// In each whole period.
    pub(crate) fn incremental(&self) -> Vec<Line> {
        self.lines(|one| {
            let whole = (one.until - one.from - self.length).abs() < 1e-6;
            whole.then_some((one.actual as f64, one.expected))
        })
    }

    /// `figures`: actual and expected.
    fn lines(&self, figures: impl Fn(&checks::TrackedPeriod) -> Option<(f64, f64)>) -> Vec<Line> {
        let line = |of: &checks::Tracking, which: fn((f64, f64)) -> f64| {
            let points = of.periods().iter();
            let points =
                points.filter_map(|one| Some((self.place(one.until), which(figures(one)?))));
            points.collect()
        };
        let actual = self
            .of
            .first()
            .map(|(_, of)| (Self::ACTUAL, line(of, |(actual, _)| actual)));
        let expected = self
            .of
            .iter()
            .map(|(name, of)| (*name, line(of, |(_, expected)| expected)));
        actual.into_iter().chain(expected).collect()
    }
}

/// What it is of, and where it goes through.
pub(crate) type Line = (&'static str, Vec<(f64, f64)>);
