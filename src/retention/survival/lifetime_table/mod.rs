//! [`LifetimeTable`]: the state and its questions; how it collects, is walked and is saved is in the files
//! beside.

mod collect;
mod row;
#[cfg(feature = "serde")]
mod saved;
mod times;
mod walk;

use std::borrow::Cow;

use self::row::{CENSORED, Cell, ENTERED, LEFT, Row, add};
use self::times::Times;
use self::walk::Walk;
use super::{Elapsed, HazardTies, KaplanMeier, Lifetime, NelsonAalen, RiskRow};
use crate::fold::sorted::Batched;

/// Counts how many customers left, and how many were last seen, at each time: what every survival
/// figure comes from.
///
/// Collect it from rows of (time, left), then ask for the [curve](Self::kaplan_meier), the cumulative hazard or
/// a comparison of groups. A time is how long the customer was there when they left (`true`) or when they were
/// last seen, still there (`false`), in a type that says how much it is ([`Elapsed`]): months as integers, days, seconds, floats as
/// [`Finite`](crate::units::Finite). Ties are exact, as nothing is rounded.
///
/// The state is the same whatever order the customers came in and however they were spread over shards, and so
/// is every answer, to the bit. Ten million subscribers by month of tenure are some hundred rows.
///
/// # Examples
///
/// ```
/// use tenure::retention::survival::LifetimeTable;
///
/// // Months, and whether they left.
/// let table =
///     LifetimeTable::<u32>::try_from_iter([(1, true), (4, false), (2, true), (4, true)])?;
/// assert_eq!((table.customers(), table.left(), table.censored()), (4, 3, 1));
///
/// let rows: Vec<_> = table
///     .risk_rows()
///     .map(|row| (row.time, row.at_risk, row.left))
///     .collect();
/// assert_eq!(rows, [(1, 4, 1), (2, 3, 1), (4, 2, 1)]);
///
/// assert_eq!(
///     LifetimeTable::<i64>::try_from_iter([(1, true), (-2, true)])
///         .unwrap_err()
///         .to_string(),
///     "item 1 was rejected: time must be at least 0 (it is counted from the start), got -2"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Many alike are one row, and who is watched only from some time on counts from there:
///
/// ```
/// use tenure::retention::survival::LifetimeTable;
///
/// let mut table = LifetimeTable::<u32>::try_from_iter([(1, true, 300), (2, false, 700)])?; // customers
/// table.try_extend([(1, 2, true)])?; // on the books for a month when the log begins, left after two
/// let rows: Vec<_> = table
///     .risk_rows()
///     .map(|row| (row.time, row.at_risk, row.left))
///     .collect();
/// assert_eq!(rows, [(1, 1000, 300), (2, 701, 1)]);
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # Complexity
///
/// O(1) per customer for whole-number times up to some thousands, in 24 bytes for each such time, whatever
/// their type. Other times wait in 8 bytes each (as large as they are) and are sorted once: O(log n); where they
/// repeat they are counted. Merging costs as much as what is merged in, in the long run. A table that was
/// [pushed](Self::push) or merged into is put in order in batches; until then each question works on a sorted
/// copy: [`sort`](Self::sort) before asking often.
#[must_use]
#[derive(Debug, Clone)]
pub struct LifetimeTable<T> {
    /// Whole-number times by their number.
    small: Vec<Cell>,
    /// Other times of several customers.
    rows: Batched<Row<T>>,
    /// Other times of one customer.
    left: Times<T>,
    censored: Times<T>,
    entered: Times<T>,
}

/// The whole-number times up to which counting costs next to no space.
const SMALL: usize = 1 << 10;

/// Up to which they may be counted at all.
const LARGE: usize = 1 << 16;

impl<T> LifetimeTable<T> {
    /// Creates a table without customers.
    pub const fn new() -> Self {
        Self {
            small: Vec::new(),
            rows: Batched::new(),
            left: Times::new(),
            censored: Times::new(),
            entered: Times::new(),
        }
    }
}

impl<T: Elapsed> LifetimeTable<T> {
    /// Adds one lifetime.
    #[inline]
    pub fn push(&mut self, lifetime: Lifetime<T>) {
        let n = lifetime.customers();
        let cell = if lifetime.left() {
            [n, 0, 0]
        } else {
            [0, n, 0]
        };
        self.count(*lifetime.exit(), cell);
        if let Some(entry) = lifetime.entry() {
            self.count(*entry, [0, 0, n]);
        }
    }

    #[inline]
    fn count(&mut self, time: T, cell: Cell) {
        let known = time
            .to_whole()
            .and_then(|whole| self.small.get_mut(whole as usize));
        match known {
            Some(known) => add(known, cell),
            None => self.count_other(time, cell),
        }
    }

    /// Counts a time that is not among the small ones, or not yet.
    #[inline]
    fn count_other(&mut self, time: T, cell: Cell) {
        if let Some(whole) = time.to_whole()
            && self.grow_to(whole as usize, cell)
        {
            return;
        }
        let look = match cell {
            LEFT => self.left.push(time),
            CENSORED => self.censored.push(time),
            ENTERED => self.entered.push(time),
            [0, 0, 0] => return,
            _ => {
                self.push_row(Row { time, cell });
                return;
            }
        };
        if look {
            self.look_for_repeats();
        }
    }

    /// Counts a whole-number time if there is, or may be, a place for it.
    #[cold]
    fn grow_to(&mut self, whole: usize, cell: Cell) -> bool {
        let [left, censored, entered] = [&self.left, &self.censored, &self.entered].map(Times::len);
        let others = left.saturating_add(censored).saturating_add(entered);
        let most = others.saturating_mul(4).clamp(SMALL, LARGE);
        if whole >= most || cell == [0; 3] {
            return false;
        }
        let places = whole.saturating_add(1).next_power_of_two().min(most);
        self.small.resize(places.max(self.small.len()), [0; 3]);
        if let Some(place) = self.small.get_mut(whole) {
            add(place, cell);
        }
        true
    }

    #[cold]
    fn look_for_repeats(&mut self) {
        let repeat = [&mut self.left, &mut self.censored, &mut self.entered].map(Times::repeat);
        if repeat.contains(&true) {
            self.sort();
        }
    }

    /// Takes in a row of other times.
    fn push_row(&mut self, row: Row<T>) {
        self.rows.push(row);
        if self.rows.waiting() >= self.rows.settled().max(SMALL) {
            self.rows.settle();
        }
    }

    /// Sorts the times now, so that later questions need no copy.
    ///
    /// Changes no answer.
    pub fn sort(&mut self) {
        for (times, one) in [
            (&mut self.left, LEFT),
            (&mut self.censored, CENSORED),
            (&mut self.entered, ENTERED),
        ] {
            let counted = times.settle(one);
            self.rows.append(Batched::of_settled(counted));
        }
        self.rows.settle();
    }

    fn settled(&self) -> Cow<'_, Self> {
        let settled = [&self.left, &self.censored, &self.entered].map(Times::is_settled);
        if self.rows.is_settled() && settled == [true; 3] {
            Cow::Borrowed(self)
        } else {
            let mut copy = self.clone();
            copy.sort();
            Cow::Owned(copy)
        }
    }

    /// Walks through the times of a table in order.
    fn walk(&self) -> Walk<'_, T> {
        Walk::new(self)
    }

    /// Returns how many left, were censored and entered, whether or not the table is in order.
    fn totals(&self) -> Cell {
        let mut totals =
            [&self.left, &self.censored, &self.entered].map(|times| times.len() as u64);
        let rows = self.rows.rows().iter().map(|row| row.cell);
        let cells = self.small.iter().copied().chain(rows);
        cells.for_each(|cell| add(&mut totals, cell));
        totals
    }

    /// Returns whether the table has no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers() == 0
    }

    /// Returns how many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        let [left, censored, _] = self.totals();
        left.saturating_add(censored)
    }

    /// Returns how many customers left.
    #[must_use]
    #[doc(alias = "events")]
    pub fn left(&self) -> u64 {
        let [left, ..] = self.totals();
        left
    }

    /// Returns how many customers were still there when last seen.
    #[must_use]
    pub fn censored(&self) -> u64 {
        let [_, censored, _] = self.totals();
        censored
    }

    /// Returns how many were at risk from the start.
    fn at_start(&self) -> u64 {
        let [left, censored, entered] = self.totals();
        left.saturating_add(censored).saturating_sub(entered)
    }

    /// Returns the times at which a customer left or was last seen, in order, with how many were at
    /// risk of leaving then.
    ///
    /// A customer who entered late is at risk after their entry, not at it; one who was last seen at a time is
    /// still at risk then.
    pub fn risk_rows(&self) -> impl Iterator<Item = RiskRow<T>> {
        self.every_row()
            .filter(|row| row.left > 0 || row.censored > 0)
    }

    /// Returns the risk rows and the times at which customers only entered: the number at risk grows at no other
    /// time.
    pub(super) fn every_row(&self) -> impl Iterator<Item = RiskRow<T>> {
        match self.settled() {
            Cow::Borrowed(table) => Either::Left(table.walk().every_row(table.at_start())),
            Cow::Owned(table) => {
                let rows: Vec<_> = table.walk().every_row(table.at_start()).collect();
                Either::Right(rows.into_iter())
            }
        }
    }

    /// The times of those who left and of those still there, each in order, where there is nothing else: every
    /// time of one customer, seen from the start.
    pub(super) fn single_times(&self) -> Option<[&[T]; 2]> {
        let single = self.small.is_empty()
            && self.rows.is_empty()
            && self.entered.as_slice().is_empty()
            && self.left.is_settled()
            && self.censored.is_settled();
        single.then(|| [self.left.as_slice(), self.censored.as_slice()])
    }

    /// Estimates the share of customers still there after each time; `None` without customers.
    #[must_use]
    pub fn kaplan_meier(&self) -> Option<KaplanMeier<T>> {
        let table = self.settled();
        if table.small.is_empty() && table.rows.is_empty() && table.entered.as_slice().is_empty() {
            return KaplanMeier::of_times(table.left.as_slice(), table.censored.as_slice());
        }
        let rows = table.walk().risk_rows(table.at_start());
        let times = table.small.iter().filter(|cell| **cell != [0; 3]).count();
        let times = times
            .saturating_add(table.rows.len())
            .saturating_add(table.left.len());
        KaplanMeier::of(rows, times)
    }

    /// Estimates the cumulative hazard of leaving after each time; `None` without customers.
    ///
    /// [`HazardTies::Together`] unless there is a reason.
    #[must_use]
    pub fn nelson_aalen(&self, ties: HazardTies) -> Option<NelsonAalen<T>> {
        NelsonAalen::of(self.risk_rows(), ties)
    }
}

/// One of two iterators.
enum Either<L, R> {
    Left(L),
    Right(R),
}

impl<I, L: Iterator<Item = I>, R: Iterator<Item = I>> Iterator for Either<L, R> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        match self {
            Self::Left(left) => left.next(),
            Self::Right(right) => right.next(),
        }
    }
}
