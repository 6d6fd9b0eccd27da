//! [`ProfitCurve`].

use core::fmt;

use crate::Result;
use crate::scoring::evaluation::{
    Confusion, Payoffs, Ranking, ScoreGroup, ThresholdChoice, share, ties,
};
use crate::text::{or_dash, signless, write_table};
use crate::units::Proportion;

/// What would contacting everybody from some score on have earned, for every score?
///
/// Shows where the money is: the best threshold, how flat the top is, and what a budget of so many
/// contacts leaves on the table. The best threshold of the data at hand is a little lucky; with
/// calibrated probabilities [`Payoffs::threshold`] needs no data at all and is as good on new
/// customers.
///
/// Prints as a table of eleven shares contacted and the best, with two decimals unless the format says
/// otherwise.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{ProfitCurve, RetentionOffer};
/// use tenure::units::Proportion;
///
/// let call = RetentionOffer::new(200.0, Proportion::from_percent(30.0)?, 25.0)?;
/// let held_out = [(0.9, true), (0.7, true), (0.6, false), (0.4, true), (0.2, false), (0.1, false)];
/// let curve = ProfitCurve::new(call, held_out)?;
///
/// let best = curve.best().map(|choice| choice.to_string());
/// assert_eq!(best.as_deref(), Some("from 0.4000 on: 4 of 6 contacted, 80.00"));
/// assert_eq!(curve.at(0.5)?.profit, 45.0);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(n log n): one sort; 24 bytes a distinct score.
#[doc(alias = "cost curve")]
#[doc(alias = "threshold tuning")]
#[derive(Debug, Clone, PartialEq)]
pub struct ProfitCurve {
    payoffs: Payoffs,
    churned: u64,
    stayed: u64,
    /// The highest score first.
    cuts: Vec<Cut>,
}

/// Everybody from this score on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cut {
    score: f64,
    churned: u64,
    stayed: u64,
}

impl ProfitCurve {
    /// Of scores or probabilities with what came of them.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite) within [`Error::Item`](crate::Error::Item).
    pub fn new<S, I>(payoffs: impl Into<Payoffs>, scores: I) -> Result<Self>
    where
        S: Into<f64>,
        I: IntoIterator<Item = (S, bool)>,
    {
        Ok(Self::of_ranking(payoffs, &ties::ranked(scores)?))
    }

    /// Of scores in order already: no second sort.
    #[must_use]
    pub fn of_ranking(payoffs: impl Into<Payoffs>, ranking: &Ranking) -> Self {
        Self::of_ties(payoffs.into(), &ranking.sorted())
    }

    pub(in crate::scoring::evaluation) fn of_ties(payoffs: Payoffs, ties: &[ScoreGroup]) -> Self {
        let (churned, stayed) = ties::totals(ties);
        let cuts = ties
            .iter()
            .rev()
            .scan((0_u64, 0_u64), |(caught, alarms), tie| {
                *caught = caught.saturating_add(tie.churned());
                *alarms = alarms.saturating_add(tie.stayed());
                Some(Cut {
                    score: tie.score(),
                    churned: *caught,
                    stayed: *alarms,
                })
            });
        Self {
            payoffs,
            churned,
            stayed,
            cuts: cuts.collect(),
        }
    }

    /// What each outcome brings.
    pub const fn payoffs(&self) -> Payoffs {
        self.payoffs
    }

    /// The most profitable threshold; of equal ones that with the fewest contacts. `None` without any
    /// customer.
    ///
    /// Contacting nobody is among the choices.
    #[must_use]
    pub fn best(&self) -> Option<ThresholdChoice> {
        if self.cuts.is_empty() {
            return None;
        }
        self.choices().reduce(|best, choice| {
            if choice.profit > best.profit {
                choice
            } else {
                best
            }
        })
    }

    /// What contacting everybody from `threshold` on would have brought.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`](crate::Error::NotFinite).
    pub fn at(&self, threshold: impl Into<f64>) -> Result<ThresholdChoice> {
        let threshold = crate::error::finite("threshold", threshold.into())? + 0.0;
        let reached = self.cuts.partition_point(|cut| cut.score >= threshold);
        let last = reached
            .checked_sub(1)
            .and_then(|place| self.cuts.get(place));
        Ok(ThresholdChoice {
            threshold: Some(threshold),
            ..self.choice(last)
        })
    }

    /// What contacting this share of customers, the highest scores first, would have brought: the
    /// threshold that contacts at most so many, equal scores together.
    ///
    /// A budget, so rounded down: [`Ranking::top_share`], which says whom a list of this length would reach,
    /// rounds up and divides equal scores.
    #[must_use]
    pub fn top_share(&self, share: Proportion) -> ThresholdChoice {
        let customers = u128::from(self.churned.saturating_add(self.stayed));
        let budget = share::of(customers, share);
        let within = |cut: &Cut| cut.churned.saturating_add(cut.stayed) as f64 <= budget;
        let reached = self.cuts.partition_point(within);
        let last = reached
            .checked_sub(1)
            .and_then(|place| self.cuts.get(place));
        self.choice(last)
    }

    /// Every threshold, from contacting nobody to contacting all.
    pub fn choices(&self) -> impl Iterator<Item = ThresholdChoice> {
        let cuts = self.cuts.iter().map(|cut| self.choice(Some(cut)));
        core::iter::once(self.choice(None)).chain(cuts)
    }

    fn choice(&self, cut: Option<&Cut>) -> ThresholdChoice {
        let (caught, alarms) = cut.map_or((0, 0), |cut| (cut.churned, cut.stayed));
        let confusion = Confusion::new(
            caught,
            alarms,
            self.churned.saturating_sub(caught),
            self.stayed.saturating_sub(alarms),
        );
        ThresholdChoice {
            threshold: cut.map(|cut| cut.score),
            confusion,
            profit: self.payoffs.total(&confusion),
        }
    }

    /// (churned, stayed) from each threshold on, contacting nobody first.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u64, u64)> {
        let cuts = self.cuts.iter().map(|cut| (cut.churned, cut.stayed));
        core::iter::once((0, 0)).chain(cuts)
    }
}

impl fmt::Display for ProfitCurve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let heads = ["contacted", "customers", "from score", "churners", "profit"];
        let mut rows = vec![heads.map(String::from)];
        let mut row = |name: String, choice: &ThresholdChoice| {
            rows.push([
                name,
                choice.confusion.flagged().successes().to_string(),
                or_dash(choice.threshold.map(|t| format!("{t:.4}"))),
                choice.confusion.true_positives().to_string(),
                signless(choice.profit, places),
            ]);
        };
        for tenth in 0..=10_u8 {
            let share = Proportion::clipped(f64::from(tenth) / 10.0);
            row(format!("{share:.0}"), &self.top_share(share));
        }
        if let Some(best) = self.best() {
            row("best".to_string(), &best);
        }
        write_table(f, &rows)
    }
}
