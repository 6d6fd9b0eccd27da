//! A bar on standard error for what takes over a second, if somebody is watching.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// How far something has come.
pub(crate) struct Progress {
    what: &'static str,
    /// `None`: nobody knows how much there is.
    of: Option<u64>,
    done: u64,
    started: Instant,
    /// Nobody watches a file.
    watched: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(crate) fn of(what: &'static str, steps: usize) -> Self {
        Self::new(what, u64::try_from(steps).ok())
    }

    pub(crate) fn unknown(what: &'static str) -> Self {
        Self::new(what, None)
    }

    fn new(what: &'static str, of: Option<u64>) -> Self {
        Self {
            what,
            of,
            done: 0,
            started: Instant::now(),
            watched: std::io::stderr().is_terminal(),
            bar: None,
        }
    }

    /// One step further. The clock is asked at every 64th only.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if !self.watched || !self.done.is_multiple_of(64) {
            return;
        }
        match &self.bar {
            Some(bar) => bar.set_position(self.done),
            None if self.started.elapsed() > PATIENCE => self.bar = Some(self.draw()),
            None => {}
        }
    }

    fn draw(&self) -> ProgressBar {
        let (bar, template) = match self.of {
            Some(of) => (
                ProgressBar::new(of),
                "{msg} {wide_bar} {human_pos} of {human_len}, {eta} left",
            ),
            None => (ProgressBar::new_spinner(), "{spinner} {human_pos} {msg}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(self.what);
        bar.set_position(self.done);
        bar
    }

    /// What was drawn goes away.
    pub(crate) fn done(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
