//! [`Payoffs`].

use crate::numeric::count::Count;
use crate::scoring::evaluation::{Confusion, RetentionOffer};
use crate::units::Proportion;
use crate::{Error, Result};

/// Holds what each of the four outcomes of a decision brings: a gain above 0, a cost below.
///
/// The general form of every decision with a price: from a [`RetentionOffer`], or from the cost of the
/// two mistakes. All amounts are in the same unit, and so are totals.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{Confusion, Payoffs};
///
/// // A missed churner costs five times as much as a false alarm.
/// let costs = Payoffs::from_costs(1.0, 5.0)?;
/// assert_eq!(costs.threshold().map(|t| t.to_string()), Some("16.7%".to_string()));
/// assert_eq!(costs.total(&Confusion::new(8, 3, 2, 18)), -13.0);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Elkan (2001), "The foundations of cost-sensitive learning", IJCAI 17, equation 2.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payoffs {
    flagged_churner: f64,
    flagged_stayer: f64,
    missed_churner: f64,
    left_alone: f64,
}

/// The largest amount, so that no sum over 2¹¹² customers is beyond `f64`.
const MOST: f64 = 1e272;

impl Payoffs {
    /// Creates payoffs for a flagged churner, a flagged stayer, a missed churner and a stayer left
    /// alone.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] beyond ±1e272, [`Error::NotFinite`].
    pub fn new(
        flagged_churner: f64,
        flagged_stayer: f64,
        missed_churner: f64,
        left_alone: f64,
    ) -> Result<Self> {
        let all = [flagged_churner, flagged_stayer, missed_churner, left_alone];
        for value in all {
            if !(-MOST..=MOST).contains(&value) {
                return Err(Error::bad_number("payoff", "within ±1e272", value));
            }
        }
        let [flagged_churner, flagged_stayer, missed_churner, left_alone] = all;
        Ok(Self::of(
            flagged_churner,
            flagged_stayer,
            missed_churner,
            left_alone,
        ))
    }

    /// Creates payoffs from the cost of a false alarm and of a missed churner, both at least 0.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] below 0 or above 1e270, [`Error::NotFinite`].
    pub fn from_costs(false_alarm: f64, missed_churner: f64) -> Result<Self> {
        let false_alarm = super::retention_offer::amount("cost of a false alarm", false_alarm)?;
        let missed = super::retention_offer::amount("cost of a missed churner", missed_churner)?;
        Ok(Self::of(0.0, -false_alarm, -missed, 0.0))
    }

    /// Creates payoffs from amounts within ±1e272.
    pub(super) const fn of(
        flagged_churner: f64,
        flagged_stayer: f64,
        missed_churner: f64,
        left_alone: f64,
    ) -> Self {
        Self {
            flagged_churner: flagged_churner + 0.0,
            flagged_stayer: flagged_stayer + 0.0,
            missed_churner: missed_churner + 0.0,
            left_alone: left_alone + 0.0,
        }
    }

    /// Returns the sum of the payoffs over all customers.
    #[must_use]
    pub fn total(&self, of: &Confusion) -> f64 {
        let [caught, alarms, missed, left_alone] = of.counts().map(Count::to_f64);
        let flagged = caught * self.flagged_churner + alarms * self.flagged_stayer;
        let others = missed * self.missed_churner + left_alone * self.left_alone;
        flagged + others + 0.0
    }

    /// Returns the probability of leaving from which flagging pays, if probabilities are
    /// calibrated.
    ///
    /// `None` where a flagged churner brings no more than a missed one.
    ///
    /// # Formula
    ///
    /// ```text
    /// t = c₀ / (c₀ + g₁)
    /// ```
    /// where g₁ is what flagging gains on a churner and c₀ what it costs on a stayer; of the two
    /// mistakes, false alarm/(false alarm + missed churner). 0 where flagging a stayer costs nothing.
    #[must_use]
    #[doc(alias = "Bayes threshold")]
    pub fn threshold(&self) -> Option<Proportion> {
        let gain = self.flagged_churner - self.missed_churner;
        let cost = (self.left_alone - self.flagged_stayer).max(0.0);
        if gain <= 0.0 {
            return None;
        }
        Some(Proportion::clipped(cost / (cost + gain)))
    }
}

impl From<RetentionOffer> for Payoffs {
    fn from(offer: RetentionOffer) -> Self {
        offer.payoffs()
    }
}

saved! {
    impl{} for Payoffs as plain;
    |payoffs| { flagged_churner, flagged_stayer, missed_churner, left_alone };
    read { Self::new(flagged_churner, flagged_stayer, missed_churner, left_alone) }
}
