//! The bridge to value: an observed survival curve, age by age, as [`CurveClv`](crate::clv::CurveClv) takes it.

use super::restricted_mean::measured;
use super::{Elapsed, KaplanMeier, SurvivalStep};
use crate::units::{Finite, Proportion};
use crate::{Error, Result, limit};

impl<T: Elapsed> KaplanMeier<T> {
    /// Returns, for customers who have been there for `after`, the shares still there 0, `every`,
    /// 2·`every`, … later: `periods` shares.
    ///
    /// New customers are those after 0: all who ever came, so that the first share is below 1 by those who left at
    /// time 0 itself. Where every age is paid for at its beginning these never paid. After a later age the shares are
    /// those of the customers still there then, and the first of them is 1.
    ///
    /// What the curve CLV of [`clv`](crate::clv) takes: the observed counterpart of
    /// [`RenewalModel::survival_curve`](crate::clv::models::RenewalModel::survival_curve). `after` and `every` are
    /// in the unit of the times: of times in days, every 30 makes monthly shares; prefer whole numbers, as 3·0.1 is a
    /// little more than 0.3.
    ///
    /// A curve does not go beyond its data: what comes after is for a model, or worth nothing.
    ///
    /// # Formula
    ///
    /// ```text
    /// S(after + k·every) / S(after)      k = 0, 1, …, periods − 1; after 0: S(k·every)
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::CurveClv;
    /// use tenure::retention::survival::LifetimeTable;
    /// use tenure::units::{DiscountRate, Period};
    ///
    /// // Months of tenure, and whether the subscriber left: 30 a month, paid at the beginning.
    /// let table = LifetimeTable::<u32>::try_from_iter([
    ///     (1, true),
    ///     (1, true),
    ///     (2, true),
    ///     (3, false),
    ///     (4, true),
    ///     (5, false),
    ///     (6, false),
    ///     (6, false),
    /// ])?;
    /// let curve = table.kaplan_meier().ok_or("no customers")?;
    /// let clv = CurveClv {
    ///     period: Period::Month,
    ///     discount: DiscountRate::new(0.10, Period::Year)?,
    /// };
    ///
    /// let new = clv.value(
    ///     curve
    ///         .survival_curve(0, 1, 6)?
    ///         .into_iter()
    ///         .map(|share| (share, 30.0)),
    /// )?;
    /// assert_eq!(format!("{:.2}", new.present_value()), "116.22"); // their first six months
    ///
    /// let loyal = clv.value(
    ///     curve
    ///         .survival_curve(2, 1, 4)?
    ///         .into_iter()
    ///         .map(|share| (share, 30.0)),
    /// )?;
    /// assert_eq!(format!("{:.2}", loyal.present_value()), "103.88"); // four more months, once they are two months in
    ///
    /// assert_eq!(
    ///     curve.survival_curve(0, 1, 12).unwrap_err().to_string(),
    ///     "last age of the survival curve (11) cannot exceed the time the last customer was seen (6)"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Exceeds`] when the last age is beyond the [last time](Self::last_time) at which a customer was seen,
    /// which it names, unless all had left by then: the share is 0 from there on. [`Error::NotEnoughData`] when
    /// no customer stayed longer than an `after` above 0. [`Error::OutOfRange`] for an `after` below 0 or an `every` not above it, [`Error::TooMany`] for more than 2²⁴ periods,
    /// [`Error::NotFinite`] for NaN and infinities.
    ///
    /// # Complexity
    ///
    /// O(n + periods) for n steps of the curve.
    #[doc(alias = "retention curve")]
    pub fn survival_curve<A, E>(&self, after: A, every: E, periods: u32) -> Result<Vec<Proportion>>
    where
        A: TryInto<Finite>,
        E: TryInto<Finite>,
        Error: From<A::Error> + From<E::Error>,
    {
        let (after, every) = (after.try_into()?.get(), every.try_into()?.get());
        if after < 0.0 {
            return Err(Error::out_of_range(
                "age from which the survival curve is taken",
                "at least 0",
                after,
            ));
        }
        if every <= 0.0 {
            return Err(Error::out_of_range(
                "time between two ages of the survival curve",
                "above 0",
                every,
            ));
        }
        limit::at_most(
            "number of periods of a survival curve",
            limit::ITEMS,
            periods,
        )?;
        let age = |k: u32| after + every * f64::from(k);
        let last = age(periods.saturating_sub(1));
        self.known_up_to(AGE, crate::error::finite(AGE, last)?)?;
        let mut steps = Steps::of(self.steps());
        // Who is new has survived nothing yet, not even time 0.
        let base = if after > 0.0 {
            steps.survival_at(after)?
        } else {
            1.0
        };
        if base <= 0.0 {
            return Err(Error::not_enough(
                "a survival curve",
                1,
                [
                    "customer who stayed past the age it starts from",
                    "customers who stayed past the age it starts from",
                ],
                0,
            ));
        }
        let share = |k| Ok(Proportion::clipped(steps.survival_at(age(k))? / base));
        (0..periods).map(share).collect()
    }
}

const AGE: &str = "last age of the survival curve";

/// A curve walked once, from its first step to its last.
struct Steps<'a, T> {
    ahead: &'a [SurvivalStep<T>],
    time: f64,
    survival: f64,
}

impl<'a, T: Elapsed> Steps<'a, T> {
    const fn of(steps: &'a [SurvivalStep<T>]) -> Self {
        Self {
            ahead: steps,
            time: 0.0,
            survival: 1.0,
        }
    }

    /// The share at a time that is not before the one asked for last.
    fn survival_at(&mut self, time: f64) -> Result<f64> {
        while let Some((next, rest)) = self.ahead.split_first() {
            let at = measured(next.time(), self.time, f64::INFINITY)?;
            if at > time {
                break;
            }
            self.time = at;
            self.survival = next.survival();
            self.ahead = rest;
        }
        Ok(self.survival)
    }
}
