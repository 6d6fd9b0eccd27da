//! Splits and folds by date.

use super::{Folds, Split};
use crate::{Error, Result};

impl Split {
    /// Splits by date: fits to the past and judges on the time after, with no outcome leaking from
    /// one to the other.
    ///
    /// `windows` gives two times for each customer: when their features were observed, and when it was
    /// known whether they churned. If churn means leaving within 90 days, the outcome is known 90 days
    /// after the observation; the outcome of a customer observed a week before the test begins lies *in*
    /// the test period, and a model fitted to it has seen the future. Such customers are left out of both
    /// sides: the embargo. Any ordered type will do: dates, day numbers, months.
    ///
    /// ```text
    ///                                           test_from
    ///  time ────────────────────────────────────────┼──────────────────────────────────────►
    ///   train    ●━━━ outcome window ━━━┥           │
    ///   train             ●━━━━━━━━━━━━━━━━━━━━━━━━━┥   known when the test begins: may be used
    ///   left out                  ●━━━━━━━━━━━━━━━━━┿━━━━━━━┥   not known yet: neither side
    ///   test                                        ●━━━━━━━━━━━━━━━━━━━━━━━━━┥
    ///   test                                        │        ●━━━━━━━━━━━━━━━━━━━━━━━━━┥
    /// ```
    ///
    /// Training customers have `known ≤ test_from`, test customers `observed ≥ test_from`. If it takes
    /// time until churn is recorded, or features look ahead, add that to `known`. A customer may occur in
    /// several rows (a snapshot each month); each row counts by its own times.
    ///
    /// # Examples
    ///
    /// Snapshots on five days, churn within 90 days of each, judged from day 150 on:
    ///
    /// ```
    /// use tenure::scoring::validation::Split;
    ///
    /// let days = [0, 30, 60, 120, 150];
    /// let split = Split::by_date(days.iter().map(|day| (*day, day + 90)), 150)?;
    /// assert_eq!(split.train(), [0, 1, 2]); // known by days 90, 120 and 150
    /// assert_eq!(split.test(), [4]);
    /// assert_eq!(split.left_out(), 1); // day 120: known on day 210 only
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of a customer whose outcome is known before they were observed;
    /// [`Error::NotEnoughData`] when no customer is left to fit to, or to judge on.
    ///
    /// # Complexity
    ///
    /// O(n) time and space. The order of the rows does not matter.
    ///
    /// # References
    ///
    /// López de Prado (2018), *Advances in Financial Machine Learning*, section 7.4 (purging, embargo).
    #[doc(alias = "embargo")]
    #[doc(alias = "temporal split")]
    #[doc(alias = "out of time")]
    #[allow(clippy::needless_pass_by_value, reason = "dates are given by value")]
    pub fn by_date<T: Ord>(
        windows: impl IntoIterator<Item = (T, T)>,
        test_from: T,
    ) -> Result<Self> {
        let windows = checked(windows)?;
        between(&windows, &test_from, None)
    }
}

impl Folds {
    /// Splits at several cut-offs: each fold fits to what was known by then and judges on the time
    /// until the next.
    ///
    /// This is how the score would have been used. Each fold is a [split by date](Split::by_date) with its
    /// embargo; the last one judges on all later customers. Later folds fit to more data, so a score may
    /// get better from fold to fold for this reason alone.
    ///
    /// ```text
    ///  fold 0   fit ━━━━━━━┥ embargo ├── test ──┤
    ///  fold 1   fit ━━━━━━━━━━━━━━━━━━┥ embargo ├── test ──┤
    ///  fold 2   fit ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┥ embargo ├── test ──►
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::scoring::validation::Folds;
    ///
    /// let months = [1, 2, 3, 4, 5, 6]; // churn within a month
    /// let folds = Folds::forward(months.iter().map(|month| (*month, month + 1)), [3, 5])?;
    /// let [first, second] = folds.splits() else { unreachable!() };
    /// assert_eq!((first.train(), first.test()), (&[0, 1][..], &[2, 3][..]));
    /// assert_eq!((second.train(), second.test()), (&[0, 1, 2, 3][..], &[4, 5][..]));
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without a cut-off; [`Error::Item`] with the index of a customer as for
    /// [`Split::by_date`], of a cut-off that is not after the previous one, or of one without customers to
    /// fit to or to judge on.
    ///
    /// # Complexity
    ///
    /// O(n · k) time and space.
    #[doc(alias = "rolling origin")]
    #[doc(alias = "TimeSeriesSplit")]
    pub fn forward<T: Ord>(
        windows: impl IntoIterator<Item = (T, T)>,
        cut_offs: impl IntoIterator<Item = T>,
    ) -> Result<Self> {
        let windows = checked(windows)?;
        let cut_offs: Vec<T> = cut_offs.into_iter().collect();
        if cut_offs.is_empty() {
            return Err(Error::not_enough(
                "validation by date",
                1,
                ["cut-off", "cut-offs"],
                0,
            ));
        }
        let mut splits = Vec::with_capacity(cut_offs.len());
        for (fold, cut_off) in cut_offs.iter().enumerate() {
            let next = cut_offs.get(fold.saturating_add(1));
            if next.is_some_and(|next| next <= cut_off) {
                let wrong = Error::Malformed {
                    what: "a cut-off",
                    expected: "after the one before it",
                };
                return Err(wrong.at(fold.saturating_add(1)));
            }
            splits.push(between(&windows, cut_off, next).map_err(|error| error.at(fold))?);
        }
        Ok(Self::once(splits, windows.len()))
    }
}

fn checked<T: Ord>(windows: impl IntoIterator<Item = (T, T)>) -> Result<Vec<(T, T)>> {
    let windows: Vec<(T, T)> = windows.into_iter().collect();
    match windows
        .iter()
        .position(|(observed, known)| known < observed)
    {
        None => Ok(windows),
        Some(index) => Err(Error::Malformed {
            what: "the time at which an outcome was known",
            expected: "at or after the observation",
        }
        .at(index)),
    }
}

fn between<T: Ord>(windows: &[(T, T)], from: &T, until: Option<&T>) -> Result<Split> {
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for (row, (observed, known)) in windows.iter().enumerate() {
        if observed >= from {
            if until.is_none_or(|until| observed < until) {
                test.push(row);
            }
        } else if known <= from {
            train.push(row);
        }
    }
    let known = [
        "customer whose outcome was known when the test period begins",
        "customers whose outcome was known when the test period begins",
    ];
    let observed = [
        "customer observed in the test period",
        "customers observed in the test period",
    ];
    for (side, of) in [(&train, known), (&test, observed)] {
        if side.is_empty() {
            return Err(Error::not_enough("a split by date", 1, of, 0));
        }
    }
    Ok(Split::sorted(train, test, windows.len()))
}
