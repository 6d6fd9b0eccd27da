//! [`QuantileTable`] and [`QuantileRow`].

use core::fmt;

use super::selection::Whole;
use super::{Ranking, ScoreGroup, Selection};
use crate::error::CUSTOMERS;
use crate::numeric::superacc::ProductAcc;
use crate::text::{Percent, or_dash, signless, write_table};
use crate::units::Level;
use crate::{Error, Result};

/// Groups customers from the riskiest to the safest into equal parts, with churn, capture and lift
/// of each.
///
/// The table of every campaign meeting: how the share that leaves falls from the first tenth to the last
/// (it should fall all the way), what part of all leavers one reaches by calling the first tenths, and how
/// much better that is than calling blindly. From [`Ranking::deciles`] and
/// [`Ranking::quantile_table`].
///
/// Row i of k ends at the ⌈i·n/k⌉-th customer; tied customers at its ends are shared pro rata, see
/// [`Selection`]. With fewer customers than rows some rows are empty.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::Ranking;
///
/// let ranking = Ranking::try_from_iter([
///     (0.9, true), (0.8, true), (0.7, false), (0.6, true),
///     (0.4, false), (0.3, false), (0.2, false), (0.1, false),
/// ])?;
/// let table = ranking.quantile_table(4)?.to_string();
/// let lines: Vec<&str> = table.lines().collect();
/// assert_eq!(
///     lines[0],
///     "part  customers    churned    rate             95%      score  capture   total    \
///      lift      KS"
/// );
/// assert_eq!(
///     lines[1],
///     "   1          2        2.0  100.0%  34.2 to 100.0%     0.8500    66.7%   66.7%    \
///      2.67   0.667"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct QuantileTable {
    rows: Vec<QuantileRow>,
}

/// Holds one row of a [`QuantileTable`].
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileRow {
    part: Selection,
    cumulative: Selection,
    mean_score: Option<f64>,
    highest: Option<f64>,
    lowest: Option<f64>,
    ks: Option<f64>,
}

impl QuantileTable {
    /// Returns the rows, the riskiest customers first.
    pub fn rows(&self) -> &[QuantileRow] {
        &self.rows
    }
}

impl QuantileRow {
    /// Returns the customers of this row: how many, how many of them churned, their rate, capture
    /// and lift.
    ///
    /// The rate is the selection's [`precision`](Selection::precision).
    pub const fn part(self) -> Selection {
        self.part
    }

    /// Returns all customers down to the end of this row, for cumulative capture and lift.
    pub const fn cumulative(self) -> Selection {
        self.cumulative
    }

    /// Returns the mean score of the row, rounded once; `None` for an empty row.
    ///
    /// A score that is a calibrated probability has a mean near the rate.
    #[must_use]
    pub const fn mean_score(self) -> Option<f64> {
        self.mean_score
    }

    /// Returns the highest score of the row; `None` for an empty row.
    #[must_use]
    pub const fn highest_score(self) -> Option<f64> {
        self.highest
    }

    /// Returns the lowest score of the row; `None` for an empty row.
    #[must_use]
    pub const fn lowest_score(self) -> Option<f64> {
        self.lowest
    }

    /// Returns the captured share of churners minus that of stayers, down to the end of this row.
    ///
    /// The largest of a table is its KS. `None` unless both classes have customers.
    #[must_use]
    pub const fn ks(self) -> Option<f64> {
        self.ks
    }
}

impl Ranking {
    /// Computes the quantile table in ten rows; `None` without customers.
    #[must_use]
    pub fn deciles(&self) -> Option<QuantileTable> {
        QuantileTable::of(&self.sorted(), 10)
    }

    /// Computes the quantile table in this many rows.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for fewer than 2 or more than 100 rows, [`Error::NotEnoughData`] without
    /// customers.
    pub fn quantile_table(&self, rows: u8) -> Result<QuantileTable> {
        if (2..=100).contains(&rows) {
            QuantileTable::of(&self.sorted(), rows)
                .ok_or_else(|| Error::not_enough("a quantile table", 1, CUSTOMERS, 0))
        } else {
            Err(Error::out_of_range(
                "number of rows",
                "from 2 to 100",
                f64::from(rows),
            ))
        }
    }
}

impl QuantileTable {
    fn of(groups: &[ScoreGroup], rows: u8) -> Option<Self> {
        let whole = Whole::of(groups)?;
        let mut sweep = Sweep {
            groups: groups.iter().rev(),
            current: None,
            taken: 0,
            passed: 0,
        };
        let mut begin = 0;
        let rows = (1..=rows)
            .map(|row| {
                let end = whole
                    .customers
                    .wrapping_mul(u128::from(row))
                    .div_ceil(u128::from(rows));
                let row = sweep.row(begin, end, whole);
                begin = end;
                row
            })
            .collect();
        Some(Self { rows })
    }
}

/// Moves down the ranking, where groups and rows may end in the middle of each other.
struct Sweep<'a> {
    groups: core::iter::Rev<core::slice::Iter<'a, ScoreGroup>>,
    current: Option<ScoreGroup>,
    /// The number of customers of the current group who are in earlier rows.
    taken: u128,
    /// The number of churners in earlier groups.
    passed: u128,
}

impl Sweep<'_> {
    fn row(&mut self, begin: u128, end: u128, whole: Whole) -> QuantileRow {
        let customers = end.wrapping_sub(begin);
        let (mut places, mut sure, mut shared) = (customers, 0_u128, 0.0);
        let (mut highest, mut lowest) = (None, None);
        let mut scores = ProductAcc::default();
        while places > 0
            && let Some(group) = self.current.or_else(|| self.groups.next().copied())
        {
            let churned = u128::from(group.churned());
            let here = group.size().wrapping_sub(self.taken).min(places);
            places = places.wrapping_sub(here);
            if here == group.size() {
                sure = sure.wrapping_add(churned);
            } else {
                shared += churned.wrapping_mul(here) as f64 / group.size() as f64;
            }
            let _both_finite = scores.add_product(group.score(), here as f64);
            highest = highest.or(Some(group.score()));
            lowest = Some(group.score());

            self.taken = self.taken.wrapping_add(here);
            if self.taken == group.size() {
                self.passed = self.passed.wrapping_add(churned);
                self.taken = 0;
                self.current = None;
            } else {
                self.current = Some(group);
            }
        }
        let part = Selection::new(customers, sure as f64 + shared, whole);
        let cumulative = Selection::new(end, self.hits(), whole);
        QuantileRow {
            part,
            cumulative,
            mean_score: scores.to_dyadic().ratio(&customers.into()),
            highest,
            lowest,
            ks: ks(cumulative, whole),
        }
    }

    /// The number of churners down to the current position.
    fn hits(&self) -> f64 {
        let shared = self.current.map_or(0.0, |group| {
            let churned = u128::from(group.churned()).wrapping_mul(self.taken);
            churned as f64 / group.size() as f64
        });
        self.passed as f64 + shared
    }
}

fn ks(cumulative: Selection, whole: Whole) -> Option<f64> {
    let stayed = whole.customers.wrapping_sub(whole.churned);
    let missed = cumulative.customers() as f64 - cumulative.hits();
    let captured = cumulative.capture()?.get();
    (stayed > 0).then(|| (captured - missed / stayed as f64).clamp(-1.0, 1.0) + 0.0)
}

saved! {
    impl{} for QuantileRow as "quantile row", 1;
    |row| {
        part: Selection,
        cumulative: Selection,
        mean_score: Option<f64>,
        highest: Option<f64>,
        lowest: Option<f64>,
    };
    read {
        let scores = match (lowest, mean_score, highest) {
            (Some(low), Some(mean), Some(high)) => part.customers() > 0 && low <= mean && mean <= high,
            (None, None, None) => part.customers() == 0,
            _ => false,
        };
        let whole = cumulative.whole();
        if !scores || part.whole() != whole || part.customers() > cumulative.customers() {
            return Err(Error::Malformed {
                what: "row of a quantile table",
                expected: "a part of the customers, with their scores",
            });
        }
        Ok(Self { part, cumulative, mean_score, highest, lowest, ks: ks(cumulative, whole) })
    }
}

saved! {
    impl{} for QuantileTable as "quantile table", 1;
    |table| -> table.rows;
    read(rows: Vec<QuantileRow>) {
        let whole = rows.first().map(|row| row.cumulative.whole());
        let rising = |above: &QuantileRow, row: &QuantileRow| {
            above.cumulative.customers().saturating_add(row.part.customers())
                == row.cumulative.customers()
        };
        let possible = (2..=100).contains(&rows.len())
            && rows.iter().all(|row| Some(row.cumulative.whole()) == whole)
            && rows.is_sorted_by(rising);
        if possible {
            Ok(Self { rows })
        } else {
            Err(Error::Malformed {
                what: "quantile table",
                expected: "2 to 100 rows that add up",
            })
        }
    }
}

/// As a report prints it, a line per row, with intervals at 95 %.
impl fmt::Display for QuantileTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![HEADS.map(String::from)];
        for (place, row) in (1_usize..).zip(&self.rows) {
            let (part, whole) = (row.part, row.cumulative);
            let band = part.precision_interval(Level::P95);
            let band = band.map(|i| format!("{:.1} to {}", i.lower() * 100.0, Percent(i.upper())));
            rows.push([
                format!("{place:>4}"),
                part.customers().to_string(),
                format!("{:.1}", part.hits()),
                or_dash(part.precision()),
                or_dash(band),
                or_dash(row.mean_score.map(Score)),
                or_dash(part.capture()),
                or_dash(whole.capture()),
                or_dash(part.lift().map(|lift| format!("{lift:.2}"))),
                or_dash(row.ks.map(|ks| signless(ks, 3))),
            ]);
        }
        write_table(f, &rows)
    }
}

/// The columns, each as wide as its figures usually are, so that two tables can be compared.
const HEADS: [&str; 10] = [
    "part",
    "customers",
    "  churned",
    "  rate",
    "           95%",
    "    score",
    "capture",
    " total",
    "  lift",
    "    KS",
];

/// A score may be a probability or millions of points: four places where that says something.
struct Score(f64);

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size >= 1e6 || (size < 1e-3 && size > 0.0) {
            write!(f, "{:.2e}", self.0)
        } else if size >= 100.0 {
            write!(f, "{:.1}", self.0)
        } else {
            write!(f, "{:.4}", self.0)
        }
    }
}
