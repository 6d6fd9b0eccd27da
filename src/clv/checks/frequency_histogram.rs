//! [`FrequencyHistogram`].

use core::fmt;

use super::total::Total;
use super::{ChiSquare, FrequencyClass};
use crate::clv::history::HistoryTable;
use crate::clv::models::PurchaseModel;
use crate::numeric::math;
use crate::text::write_table;
use crate::units::{Horizon, Period, TimeUnit};
use crate::{Error, Result};

/// Does the model have as many one-time buyers and as many regulars as there are?
///
/// The number of customers with 0, 1, 2 … repeat purchases, beside the number the model expects for
/// customers who have been seen for as long as these: the first picture to look at after a fit.
///
/// *Good*: the expected numbers follow the actual ones in every class, small deviations to both sides.
/// *Bad*: too few expected at 0 and too many at 1 and 2 (customers differ more than the model allows, or
/// two kinds of them were thrown together), or a last class that is far too small (a few customers, resellers
/// perhaps, buy in another way than all others; take them out and say so). It says nothing about *when*
/// customers stop: models without any churn can pass. For that there are [`Tracking`](super::Tracking) and
/// [`HoldoutCheck`](super::HoldoutCheck).
///
/// # Formula
///
/// ```text
/// expectedₙ = Σ over customers P(X(T) = n),  the last class the rest
///
/// where T is the time since the customer's own first purchase
/// ```
///
/// # Examples
///
/// ```
/// use tenure::clv::checks::FrequencyHistogram;
/// use tenure::clv::history::HistoryTable;
/// use tenure::clv::models::PurchaseModel;
///
/// fn picture(model: &dyn PurchaseModel, customers: &HistoryTable) -> tenure::Result<()> {
///     let histogram = FrequencyHistogram::new(model, customers, 7)?;
///     println!("{histogram}");
///     Ok(())
/// }
/// # let _used = picture;
/// ```
///
/// # Complexity
///
/// One probability for each class and each different age.
///
/// # References
///
/// Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing Science 24(2), figure 2.
#[doc(alias = "plot_period_transactions")]
#[doc(alias = "frequency of repeat transactions")]
#[must_use]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct FrequencyHistogram {
    classes: Vec<FrequencyClass>,
}

impl FrequencyHistogram {
    /// Classes of 0, 1 … repeat purchases, the last of `most` and more; the papers have 7.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for `most` above 10 000, and for a model of your own that gives a probability
    /// that is none.
    pub fn new<M: PurchaseModel + ?Sized>(
        model: &M,
        customers: &HistoryTable,
        most: u64,
    ) -> Result<Self> {
        if most > 10_000 {
            return Err(Error::out_of_range(
                "number of classes",
                "at most 10000",
                most as f64,
            ));
        }
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
                // A little above 1 is rounding.
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

    /// The classes, the last one open.
    #[must_use]
    pub fn classes(&self) -> &[FrequencyClass] {
        &self.classes
    }

    /// Pearson's chi-square of the classes, for a model of which so many parameters were fitted to these
    /// customers; `None` when fewer than two classes have five customers expected.
    ///
    /// From the end, classes are merged until each has at least five expected.
    #[must_use]
    pub fn chi_square(&self, fitted_parameters: usize) -> Option<ChiSquare> {
        ChiSquare::of(&self.classes, fitted_parameters)
    }
}

/// As a table.
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
