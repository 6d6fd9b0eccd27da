//! [`ClassificationReport`].

use core::fmt;

use crate::numeric::count::{Count, saturated};
use crate::scoring::evaluation::Confusion;
use crate::text::{or_dash, padded, write_table};
use crate::units::Proportion;

/// Holds precision, recall and F1 of one outcome, and the number of customers with it.
///
/// In a row of averages the support is that of all customers. A share is `None` where its denominator
/// is 0, and so is an average of such.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ClassReport {
    /// The share of customers predicted to have this outcome who had it.
    pub precision: Option<Proportion>,
    /// The share of customers with this outcome for whom it was predicted.
    pub recall: Option<Proportion>,
    /// The harmonic mean of the two.
    pub f1: Option<Proportion>,
    /// The number of customers with this outcome.
    pub support: u64,
}

/// Holds precision, recall and F1 of both outcomes, as the usual classification report.
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
#[non_exhaustive]
pub struct ClassificationReport {
    /// The report for customers who stayed.
    pub stayed: ClassReport,
    /// The report for customers who churned.
    pub churned: ClassReport,
    /// The share of customers classified correctly.
    pub accuracy: Option<Proportion>,
    /// The plain mean over the two outcomes.
    pub macro_average: ClassReport,
    /// The mean over the two outcomes, weighted by their support.
    pub weighted_average: ClassReport,
}

impl ClassificationReport {
    pub(super) fn of(confusion: &Confusion) -> Self {
        let churned = of_class(confusion);
        let stayed = of_class(&confusion.for_stayers());
        let total = confusion.total();
        let average = |left: f64, right: f64| {
            let mean = |pick: fn(&ClassReport) -> Option<Proportion>| {
                let (a, b) = (pick(&stayed), pick(&churned));
                // A figure with weight 0 may be missing.
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
    let [caught, _, missed, _] = confusion.counts();
    ClassReport {
        precision: confusion.precision().proportion(),
        recall: confusion.recall().proportion(),
        f1: confusion.f1(),
        support: saturated(Count::total([caught, missed])),
    }
}

saved! {
    impl{} for ClassReport as "class report", 1;
    |report| { precision, recall, f1, support }
}

saved! {
    impl{} for ClassificationReport as "classification report", 1;
    |report| { stayed, churned, accuracy, macro_average, weighted_average };
    read {
        let report = Self { stayed, churned, accuracy, macro_average, weighted_average };
        let support = report.stayed.support.saturating_add(report.churned.support);
        if [report.macro_average.support, report.weighted_average.support] == [support; 2] {
            Ok(report)
        } else {
            Err(crate::Error::Malformed {
                what: "support of an average",
                expected: "the sum of both outcomes",
            })
        }
    }
}

/// Prints `precision 0.73, recall 0.73, F1 0.73, support 11`.
impl fmt::Display for ClassReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let number = |share: Option<Proportion>| {
            or_dash(share.map(|share| format!("{:.places$}", share.get())))
        };
        padded(
            f,
            format_args!(
                "precision {}, recall {}, F1 {}, support {}",
                number(self.precision),
                number(self.recall),
                number(self.f1),
                self.support
            ),
        )
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
