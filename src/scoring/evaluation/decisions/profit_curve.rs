//! [`ProfitCurve`].

use core::fmt;

use crate::Result;
#[cfg(feature = "serde")]
use crate::saved::Each;
use crate::scoring::evaluation::{
    Confusion, Payoffs, Ranking, ScoreGroup, ThresholdChoice, customers_in_share, ties,
};
use crate::text::{or_dash, signless, write_table};
use crate::units::Proportion;

/// Computes what contacting all customers from a score on would have earned, for every score.
///
/// Shows the best threshold, how flat the curve is around it, and what a limited number of contacts
/// costs. The profit at the best threshold of the same data is a little optimistic; with calibrated
/// probabilities [`Payoffs::threshold`] needs no data and does as well on new customers.
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
/// let held_out = [
///     (0.9, true), (0.7, true), (0.6, false), (0.4, true), (0.2, false), (0.1, false),
/// ];
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
#[derive(Debug, Clone, PartialEq)]
pub struct ProfitCurve {
    payoffs: Payoffs,
    churned: u64,
    stayed: u64,
    /// The highest score first.
    cuts: Vec<Cut>,
}

/// The customers with this score or more.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cut {
    score: f64,
    churned: u64,
    stayed: u64,
}

impl ProfitCurve {
    /// Computes the curve from pairs of (score, churned).
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

    /// Computes the curve from a ranking, without sorting again.
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

    /// Returns what each outcome brings.
    pub const fn payoffs(&self) -> Payoffs {
        self.payoffs
    }

    /// Returns the most profitable threshold, of equal ones the one with the fewest contacts.
    ///
    /// `None` without customers.
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

    /// Returns what contacting all customers who score `threshold` or more would have brought.
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

    /// Returns what contacting at most this share of customers, the highest scores first, would
    /// have brought.
    ///
    /// Customers with equal scores are contacted together.
    ///
    /// The number of customers is rounded down, as for a budget: [`Ranking::top_share`], which says how
    /// many churners a list of this length reaches, rounds up and divides equal scores.
    #[must_use]
    pub fn top_share(&self, share: Proportion) -> ThresholdChoice {
        let customers = u128::from(self.churned.saturating_add(self.stayed));
        let budget = customers_in_share(customers, share);
        let within = |cut: &Cut| cut.churned.saturating_add(cut.stayed) as f64 <= budget;
        let reached = self.cuts.partition_point(within);
        let last = reached
            .checked_sub(1)
            .and_then(|place| self.cuts.get(place));
        self.choice(last)
    }

    /// Returns every threshold with its profit, from contacting nobody to contacting all.
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

    /// The numbers of (churned, stayed) from each threshold on, beginning with nobody.
    pub(super) fn counts(&self) -> impl Iterator<Item = (u64, u64)> {
        let cuts = self.cuts.iter().map(|cut| (cut.churned, cut.stayed));
        core::iter::once((0, 0)).chain(cuts)
    }
}

saved! {
    impl{} for ProfitCurve as "profit curve", 1;
    |curve| {
        payoffs,
        thresholds = Each::of(curve.cuts.len(), || {
            curve.cuts.iter().map(|cut| (cut.score, cut.churned, cut.stayed))
        }),
    };
    read {
        let thresholds: Vec<(f64, u64, u64)> = thresholds;
        let cuts: Vec<Cut> = thresholds
            .into_iter()
            .map(|(score, churned, stayed)| Cut { score, churned, stayed })
            .collect();
        let all = cuts.last();
        let (churned, stayed) = all.map_or((0, 0), |cut| (cut.churned, cut.stayed));
        let possible = cuts.is_sorted_by(|above, cut| {
            above.score > cut.score && above.churned <= cut.churned && above.stayed <= cut.stayed
        });
        if possible {
            Ok(Self { payoffs, churned, stayed, cuts })
        } else {
            Err(crate::Error::Malformed {
                what: "profit curve",
                expected: "thresholds from the highest score down, with rising counts",
            })
        }
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
                choice.confusion.flagged().wide_successes().to_string(),
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
