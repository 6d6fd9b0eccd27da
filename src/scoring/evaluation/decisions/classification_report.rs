//! [`ClassificationReport`].

use core::fmt;

use crate::scoring::evaluation::Confusion;
use crate::text::{or_dash, write_table};
use crate::units::Proportion;

/// Precision, recall and F1 of one outcome, and how many customers had it.
///
/// Of a row of averages the support is that of all. `None` where a share has nobody to be taken of,
/// and in an average of such.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ClassReport {
    /// Of those said to have this outcome, who had it.
    pub precision: Option<Proportion>,
    /// Of those who had it, of whom it was said.
    pub recall: Option<Proportion>,
    /// The harmonic mean of the two.
    pub f1: Option<Proportion>,
    /// How many had it.
    pub support: u128,
}

/// How well both outcomes were called, in the table analysts expect.
///
/// From [`Confusion::classification_report`]. Prints as aligned lines, with two decimals unless the
/// format says otherwise; a dash where there is no figure (other tools print 0 there).
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Confusion;
///
/// let report = Confusion::new(8, 3, 3, 18).classification_report();
/// assert_eq!(
///     report.to_string(),
///     "                  precision  recall    F1  support\n\
///      stayed                 0.86    0.86  0.86       21\n\
///      churned                0.73    0.73  0.73       11\n\
///      accuracy                             0.81       32\n\
///      macro average          0.79    0.79  0.79       32\n\
///      weighted average       0.81    0.81  0.81       32"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ClassificationReport {
    /// Those who stayed.
    pub stayed: ClassReport,
    /// Those who churned.
    pub churned: ClassReport,
    /// The share judged rightly, of all.
    pub accuracy: Option<Proportion>,
    /// The plain mean over the two outcomes.
    pub macro_average: ClassReport,
    /// The mean over the two outcomes by how many had each.
    pub weighted_average: ClassReport,
}

impl ClassificationReport {
    pub(super) fn of(confusion: &Confusion) -> Self {
        let churned = of_class(confusion);
        let stayed = of_class(&confusion.of_those_who_stay());
        let total = confusion.total();
        let average = |left: f64, right: f64| {
            let mean = |pick: fn(&ClassReport) -> Option<Proportion>| {
                let (a, b) = (pick(&stayed), pick(&churned));
                // What counts for nothing need not be known.
                let part = |share: Option<Proportion>, weight: f64| match share {
                    Some(share) => Some(share.get() * weight),
                    None if weight <= 0.0 => Some(0.0),
                    None => None,
                };
                let whole = left + right;
                if whole <= 0.0 {
                    return None;
                }
                Some(Proportion::clipped(
                    (part(a, left)? + part(b, right)?) / whole,
                ))
            };
            ClassReport {
                precision: mean(|class| class.precision),
                recall: mean(|class| class.recall),
                f1: mean(|class| class.f1),
                support: total,
            }
        };
        Self {
            stayed,
            churned,
            accuracy: confusion.accuracy().proportion(),
            macro_average: average(1.0, 1.0),
            weighted_average: average(stayed.support as f64, churned.support as f64),
        }
    }
}

fn of_class(confusion: &Confusion) -> ClassReport {
    ClassReport {
        precision: confusion.precision().proportion(),
        recall: confusion.recall().proportion(),
        f1: confusion.f1(),
        support: confusion.recall().trials(),
    }
}

impl fmt::Display for ClassificationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let number =
            |share: Option<Proportion>| or_dash(share.map(|p| format!("{:.places$}", p.get())));
        let row = |name: &str, class: &ClassReport| {
            [
                name.to_string(),
                number(class.precision),
                number(class.recall),
                number(class.f1),
                class.support.to_string(),
            ]
        };
        let total = self.macro_average.support.to_string();
        let rows = [
            ["", "precision", "recall", "F1", "support"].map(String::from),
            row("stayed", &self.stayed),
            row("churned", &self.churned),
            [
                "accuracy".to_string(),
                String::new(),
                String::new(),
                number(self.accuracy),
                total,
            ],
            row("macro average", &self.macro_average),
            row("weighted average", &self.weighted_average),
        ];
        write_table(f, &rows)
    }
}
