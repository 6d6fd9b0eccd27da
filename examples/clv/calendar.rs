//! Which days the models see, and which they are judged on.

use jiff::civil::Date;

use crate::cells::{date_of, days_since_1970};
use crate::cli::Cli;
use crate::transactions::Transactions;

/// The last day of either; whole days count, so what happens on it is in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    /// Days since 1970-01-01.
    pub(crate) first: i32,
    pub(crate) calibration_end: i32,
    pub(crate) observation_end: i32,
    /// The calibration ends where it does because nobody said where.
    pub(crate) half_way: bool,
}

impl Calendar {
    pub(crate) fn of(transactions: &Transactions, cli: &Cli) -> Result<Self, String> {
        let (first, last) = (transactions.first, transactions.last);
        let [first, last] = [first, last].map(days_since_1970);
        let bundled = cli.transactions.is_none();
        let calibration_end = match cli.calibration_end {
            Some(date) => days_since_1970(date),
            None if bundled => days_since_1970(Date::constant(1997, 9, 30)),
            None => first + (last - first) / 2,
        };
        let observation_end = cli.observation_end.map_or(last, days_since_1970);
        if calibration_end <= first {
            return Err(format!(
                "the calibration must end after the first purchase ({}), not on {}",
                date_of(first),
                date_of(calibration_end)
            ));
        }
        if observation_end < calibration_end {
            return Err(format!(
                "the observation ends on {}, before the calibration does ({}); --observation-end and \
                 --calibration-end say when",
                date_of(observation_end),
                date_of(calibration_end)
            ));
        }
        Ok(Self {
            first,
            calibration_end,
            observation_end,
            half_way: cli.calibration_end.is_none() && !bundled,
        })
    }

    /// How long the models see, the first and the last day included.
    pub(crate) const fn calibration_days(&self) -> i32 {
        self.calibration_end - self.first + 1
    }

    /// How long after that they are judged on; 0 if nothing is held out.
    pub(crate) const fn holdout_days(&self) -> i32 {
        self.observation_end - self.calibration_end
    }

    /// How far ahead to look if nobody says: what can be checked against, or a year.
    pub(crate) fn usual_horizon(&self) -> f64 {
        match self.holdout_days() {
            0 => 365.25,
            days => f64::from(days),
        }
    }
}
