//! What share of the customers is in each class.

use super::{Nps, NpsClass};
use crate::Merge as _;
use crate::stats::{Binomial, Interval};
use crate::units::{Level, Proportion};

impl Nps {
    /// Returns the share of promoters, or `None` without answers.
    #[must_use]
    pub fn promoter_share(&self) -> Option<Proportion> {
        self.class(NpsClass::Promoter).proportion()
    }

    /// Returns the share of passives, or `None` without answers.
    #[must_use]
    pub fn passive_share(&self) -> Option<Proportion> {
        self.class(NpsClass::Passive).proportion()
    }

    /// Returns the share of detractors, or `None` without answers.
    #[must_use]
    pub fn detractor_share(&self) -> Option<Proportion> {
        self.class(NpsClass::Detractor).proportion()
    }

    /// Returns the share of one class of customers, with its interval and its comparison with the
    /// share in another survey.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    /// use tenure::survey::NpsClass;
    /// use tenure::units::Level;
    ///
    /// let detractors = Nps::from_counts(50, 30, 20).class(NpsClass::Detractor);
    /// assert_eq!((detractors.successes(), detractors.trials()), (20, 100));
    /// let interval = detractors.interval(Level::P95).map(|interval| format!("{interval:.2}"));
    /// assert_eq!(interval.as_deref(), Some("0.13 to 0.29"));
    /// ```
    #[must_use]
    pub fn class(&self, class: NpsClass) -> Binomial {
        let [promoters, passives, detractors] = self.counts();
        let (chosen, mut others, more) = match class {
            NpsClass::Promoter => (promoters, passives, detractors),
            NpsClass::Passive => (passives, promoters, detractors),
            NpsClass::Detractor => (detractors, promoters, passives),
        };
        others.merge(more);
        Binomial::of(chosen, others)
    }

    /// Returns the simultaneous interval of the share of one class, from 0 to 1, for reports that
    /// show all three shares side by side: Goodman's.
    ///
    /// The level is that of all three together: in about 95 of 100 surveys, or more, none of the
    /// three 95% intervals misses. Each is therefore longer than the one that
    /// [`class`](Self::class) gives, which is for a share that is reported alone. `None` when nobody
    /// answered.
    ///
    /// # Formula
    ///
    /// ```text
    /// Wilson's interval at the level 1 − (1 − level)/3
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    /// use tenure::survey::NpsClass::{Detractor, Passive, Promoter};
    /// use tenure::units::Level;
    ///
    /// let nps = Nps::from_counts(50, 30, 20);
    /// let shown = [Detractor, Passive, Promoter].map(|class| {
    ///     let interval = nps.class_interval(class, Level::P95);
    ///     interval.map(|interval| format!("{class} {interval:.2}")).unwrap_or_default()
    /// });
    /// assert_eq!(shown, ["detractor 0.12 to 0.31", "passive 0.20 to 0.42", "promoter 0.38 to 0.62"]);
    /// ```
    ///
    /// # References
    ///
    /// Goodman (1965), "On Simultaneous Confidence Intervals for Multinomial Proportions",
    /// Technometrics 7(2).
    #[doc(alias = "Goodman")]
    #[doc(alias = "simultaneous interval")]
    #[doc(alias = "multinomial")]
    #[must_use]
    pub fn class_interval(&self, class: NpsClass, level: Level) -> Option<Interval> {
        // A third of the doubt for each of the three; the last level below 1 has no third.
        let each = 1.0 - (1.0 - level.get()) / 3.0;
        let each = Level::new(each.min(1.0_f64.next_down())).ok()?;
        let interval = self.class(class).interval(each)?;
        Interval::new(interval.lower(), interval.upper(), level).ok()
    }
}
