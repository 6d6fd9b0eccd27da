//! [`Need`] and [`needs_above`].

use crate::units::Proportion;
use crate::{Error, Result};

/// Describes a customer need: how important it is and how well it is met.
///
/// Both are figures from 0 to 10, as of a survey that asks for each. The
/// [`opportunity`](Self::opportunity) is the urgency of the need: above 10 it is under-served, and
/// 12 and more is where new products come from.
///
/// # Formula
///
/// ```text
/// opportunity = importance + max(importance − satisfaction, 0)
/// ```
///
/// # Examples
///
/// ```
/// use tenure::survey::Need;
///
/// let fast_help = Need::new(9.0, 4.0)?;
/// assert_eq!(fast_help.opportunity(), 14.0);
/// let over_served = Need::new(3.0, 9.0)?;
/// assert_eq!(over_served.opportunity(), 3.0);
/// assert_eq!(
///     Need::new(11.0, 4.0).unwrap_err().to_string(),
///     "importance of a need must be from 0 to 10, got 11"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Ulwick (2002), "Turn Customer Input into Innovation", Harvard Business Review 80(1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    importance: f64,
    satisfaction: f64,
}

saved! {
    impl{} for Need as "need", 1;
    |need| { importance, satisfaction };
    read { Self::new(importance, satisfaction) }
}

impl Need {
    /// Creates a need of this importance and satisfaction, each from 0 to 10 (mean ratings, say).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0 or above 10, [`Error::NotFinite`] for NaN and infinities.
    pub fn new(importance: f64, satisfaction: f64) -> Result<Self> {
        Ok(Self {
            importance: figure("importance of a need", importance)?,
            satisfaction: figure("satisfaction with a need", satisfaction)?,
        })
    }

    /// Creates a need from the share of customers who call it important and the share who are
    /// satisfied, ten times each, as Ulwick has it.
    #[must_use]
    pub fn from_shares(important: Proportion, satisfied: Proportion) -> Self {
        Self {
            importance: 10.0 * important.get(),
            satisfaction: 10.0 * satisfied.get(),
        }
    }

    /// Returns how important it is, from 0 to 10.
    #[must_use]
    pub const fn importance(self) -> f64 {
        self.importance
    }

    /// Returns how well it is met, from 0 to 10.
    #[must_use]
    pub const fn satisfaction(self) -> f64 {
        self.satisfaction
    }

    /// Returns the opportunity score, from 0 to 20: important needs that are not met come first.
    #[must_use]
    #[doc(alias = "urgency")]
    pub const fn opportunity(self) -> f64 {
        self.importance + (self.importance - self.satisfaction).max(0.0)
    }
}

const fn figure(what: &'static str, value: f64) -> Result<f64> {
    if value >= 0.0 && value <= 10.0 {
        Ok(value + 0.0)
    } else {
        Err(Error::bad_number(what, "from 0 to 10", value))
    }
}

/// Returns the needs that are more important than `bar`, the greatest opportunity first.
///
/// Of equally urgent needs the more important comes first; what is still equal stays in the order it
/// was given.
///
/// # Examples
///
/// ```
/// use tenure::survey::{Need, needs_above};
///
/// let needs = [
///     ("a tidy invoice", Need::new(5.0, 7.0)?),
///     ("a working import", Need::new(8.5, 6.5)?),
///     ("fast help", Need::new(9.0, 4.0)?),
/// ];
/// let urgent: Vec<_> = needs_above(6.0, needs)?.into_iter().map(|(name, _)| name).collect();
/// assert_eq!(urgent, ["fast help", "a working import"]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a bar below 0 or above 10, [`Error::NotFinite`] for NaN and infinities.
///
/// # Complexity
///
/// O(n log n) time, O(n) space.
pub fn needs_above<L>(
    bar: f64,
    needs: impl IntoIterator<Item = (L, Need)>,
) -> Result<Vec<(L, Need)>> {
    let bar = figure("importance bar", bar)?;
    let mut urgent: Vec<_> = needs
        .into_iter()
        .filter(|(_, need)| need.importance > bar)
        .collect();
    urgent.sort_by(|(_, a), (_, b)| {
        let by_urgency = b.opportunity().total_cmp(&a.opportunity());
        by_urgency.then_with(|| b.importance.total_cmp(&a.importance))
    });
    Ok(urgent)
}
