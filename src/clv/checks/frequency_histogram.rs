//! [`FrequencyHistogram`].

use core::fmt;

use super::total::Total;
use super::{ChiSquare, FrequencyClass};
use crate::clv::history::HistoryTable;
use crate::clv::models::PurchaseModel;
use crate::numeric::math;
use crate::text::write_table;
use crate::units::{Horizon, Period, TimeUnit};
use crate::{Error, Result, limit};

/// Compares the actual and the expected number of customers with 0, 1, 2 … repeat purchases.
///
/// The expected numbers are those of the model for customers observed for as long as these. Look at it
/// first after a fit.
///
/// *Good*: the expected numbers follow the actual ones in every class, with small deviations to both
/// sides. *Bad*: too few expected at 0 and too many at 1 and 2 (customers differ more than the model
/// allows, or two groups of them are mixed), or far too few in the last class (a few customers,
/// resellers perhaps, buy differently; exclude them and say so). It does not show *when* customers stop
/// buying: models without churn can pass. For that see [`Tracking`](super::Tracking) and
/// [`HoldoutCheck`](super::HoldoutCheck).
///
/// # Formula
///
/// ```text
/// expectedₙ = Σ over customers P(X(T) = n),  the last class holds the rest
///
/// where T is the time since the customer's own first purchase
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::FrequencyHistogram;
/// use tenure::clv::history::HistoryTable;
/// use tenure::clv::models::Nbd;
/// use tenure::units::TimeUnit;
///
/// let week = TimeUnit::WEEK;
/// let customers = [(0, 0.0), (0, 0.0), (0, 0.0), (1, 12.0), (2, 30.0), (5, 36.0)];
/// let customers = customers.map(|(x, last)| (x, last, 39.0, week));
/// let model = Nbd::new(0.4, 10.0, week)?;
/// let customers = HistoryTable::try_from_iter(customers)?;
/// let histogram = FrequencyHistogram::new(&model, &customers, 2)?;
/// assert_eq!(
///     histogram.to_string(),
///     "repeat purchases  actual  expected\n\
///      0                      3       3.2\n\
///      1                      1       1.0\n\
///      2+                     2       1.8"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// One probability for each class and each different age.
///
/// # References
///
/// Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2), figure 2.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct FrequencyHistogram {
    classes: Vec<FrequencyClass>,
}

saved! {
    impl{} for FrequencyHistogram as "frequency histogram", 1;
    |histogram| -> &histogram.classes;
    read(classes: Vec<FrequencyClass>) {
        let last = classes.len().saturating_sub(1);
        let counts_up = classes.iter().enumerate().all(|(index, class)| {
            class.purchases == index as u64 && class.and_more == (index == last)
        });
        if classes.is_empty() || !counts_up {
            return Err(Error::Malformed {
                what: "frequency histogram",
                expected: "classes of 0, 1, 2 … repeat purchases, the last including more",
            });
        }
        Ok(Self { classes })
    }
}

impl FrequencyHistogram {
    /// Computes the histogram in classes of 0, 1 … repeat purchases, the last of `most` and more; the
    /// papers use 7.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for `most` above 10,000; [`Error::OutOfRange`] for a custom model that returns a
    /// probability outside 0 to 1.
    pub fn new<M: PurchaseModel + ?Sized>(
        model: &M,
        customers: &HistoryTable,
        most: u64,
    ) -> Result<Self> {
        limit::at_most("number of classes", limit::GROUPS, most)?;
        let mut actual = std::collections::BTreeMap::<u64, u64>::new();
        // Ages are above 0, so their bits are in the order of their values.
        let mut ages = std::collections::BTreeMap::<u64, u64>::new();
        for (history, number) in customers.rows() {
            let class = actual
                .entry(history.repeat_purchases().min(most))
                .or_default();
            *class = class.saturating_add(number);
            let age = ages
                .entry(history.age(TimeUnit::DAY).to_bits())
                .or_default();
            *age = age.saturating_add(number);
        }
        let mut rest = Total::default();
        for number in ages.values() {
            rest.add(1.0, *number);
        }
        let mut classes = Vec::new();
        for purchases in 0..most {
            let mut expected = Total::default();
            for (age, number) in &ages {
                let age = Horizon::new(f64::from_bits(*age), Period::Day)?;
                let probability = math::exp(model.ln_probability(purchases, age));
                // Rounding may take it slightly above 1.
                if !(0.0..=1.0 + 1e-9).contains(&probability) {
                    let expected = "from 0 to 1";
                    return Err(Error::bad_number("probability", expected, probability));
                }
                expected.add(probability, *number);
                rest.add(-probability, *number);
            }
            classes.push(FrequencyClass {
                purchases,
                and_more: false,
                actual: actual.get(&purchases).copied().unwrap_or(0),
                expected: expected.value(),
            });
        }
        classes.push(FrequencyClass {
            purchases: most,
            and_more: true,
            actual: actual.get(&most).copied().unwrap_or(0),
            expected: rest.value().max(0.0),
        });
        Ok(Self { classes })
    }

    /// Returns the classes in order; the last one includes all higher numbers of purchases.
    #[must_use]
    pub fn classes(&self) -> &[FrequencyClass] {
        &self.classes
    }

    /// Computes Pearson's chi-square of the classes, for a model with this number of parameters fitted to
    /// these customers; `None` when fewer than two classes have five customers expected.
    ///
    /// Classes are merged, starting from the last, until each has at least five customers expected.
    #[must_use]
    pub fn chi_square(&self, fitted_parameters: usize) -> Option<ChiSquare> {
        ChiSquare::of(&self.classes, fitted_parameters)
    }
}

/// Prints a table.
impl fmt::Display for FrequencyHistogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let heads = ["repeat purchases", "actual", "expected"];
        let mut rows = vec![heads.map(String::from)];
        rows.extend(self.classes.iter().map(|class| {
            [
                class.label(),
                class.actual.to_string(),
                format!("{:.places$}", class.expected),
            ]
        }));
        write_table(f, &rows)
    }
}
