//! [`Description`].

use core::fmt;

use super::{Moments, QuantileRule};
use crate::text::{decimals, or_dash, write_table};

/// Summarises a column of numbers in eight figures.
///
/// From [`Sample::describe`](super::Sample::describe). Prints as aligned lines, with two decimals
/// unless the format says otherwise.
///
/// # Examples
///
/// ```
/// use tenure::stats::Sample;
///
/// let ages = Sample::try_from_iter([31_u8, 44, 58])?;
/// let Some(described) = ages.describe() else { return Ok(()) };
/// assert_eq!(described.median, 44.0);
/// assert!(format!("{described:.0}").ends_with("maximum             58"));
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Description {
    /// How many values there are, at least one.
    pub count: u64,
    /// The mean.
    pub mean: f64,
    /// The sample standard deviation (n − 1); `None` of a single value, or beyond `f64`.
    pub standard_deviation: Option<f64>,
    /// The smallest value.
    pub minimum: f64,
    /// The value a quarter of all do not exceed ([linear](QuantileRule::Linear)).
    pub lower_quartile: f64,
    /// The value in the middle.
    pub median: f64,
    /// The value three quarters of all do not exceed.
    pub upper_quartile: f64,
    /// The largest value.
    pub maximum: f64,
}

impl Description {
    pub(super) fn of(sorted: &[f64], moments: &Moments) -> Option<Self> {
        let quantile = |q| QuantileRule::Linear.of(sorted, q);
        Some(Self {
            count: moments.count(),
            mean: moments.mean()?,
            standard_deviation: moments.standard_deviation(),
            minimum: moments.minimum()?,
            lower_quartile: quantile(0.25)?,
            median: quantile(0.5)?,
            upper_quartile: quantile(0.75)?,
            maximum: moments.maximum()?,
        })
    }

    /// Refuses figures that no column has.
    #[cfg(feature = "serde")]
    fn checked(self) -> crate::Result<Self> {
        let places = [
            self.minimum,
            self.lower_quartile,
            self.median,
            self.upper_quartile,
            self.maximum,
        ];
        let spread = self.standard_deviation.unwrap_or(0.0);
        let inside = (self.minimum..=self.maximum).contains(&self.mean);
        if self.count > 0 && inside && spread >= 0.0 && places.is_sorted() {
            Ok(self)
        } else {
            Err(crate::Error::Malformed {
                what: "description",
                expected: "of figures that some column has",
            })
        }
    }
}

saved! {
    impl{} for Description as "description", 1;
    |described| {
        count,
        mean,
        standard_deviation,
        minimum,
        lower_quartile,
        median,
        upper_quartile,
        maximum,
    };
    read {
        Self {
            count,
            mean,
            standard_deviation,
            minimum,
            lower_quartile,
            median,
            upper_quartile,
            maximum,
        }
        .checked()
    }
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        let number = |x: f64| decimals(x, places);
        let lines = [
            ("count", self.count.to_string()),
            ("mean", number(self.mean)),
            (
                "standard deviation",
                or_dash(self.standard_deviation.map(number)),
            ),
            ("minimum", number(self.minimum)),
            ("lower quartile", number(self.lower_quartile)),
            ("median", number(self.median)),
            ("upper quartile", number(self.upper_quartile)),
            ("maximum", number(self.maximum)),
        ];
        write_table(f, &lines.map(|(name, text)| [name.to_string(), text]))
    }
}
