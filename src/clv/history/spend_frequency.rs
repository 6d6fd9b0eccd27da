//! [`SpendFrequency`], [`SpendBin`] and [`SpendWarning`].

use core::fmt;

use super::SpendTable;
use crate::numeric::{math, normal};
use crate::stats::Interval;
use crate::units::Level;

/// Measures whether customers who buy more often spend more per purchase.
///
/// Spend models, and every product of purchases and mean spend, assume that they do not. Check it
/// first: this holds the correlation of the number of purchases with the mean spend, its interval, the
/// error of totals if it is ignored, and the mean spend by number of purchases, which shows trends
/// that a correlation misses.
///
/// [`SpendTable::frequency_check`] computes it. The correlation is from −1 to 1, and near 0 is good. A
/// strong one is often a mistake in the data: *totals* given as means grow with the number of
/// purchases. Otherwise fit groups of customers (companies and persons) separately.
///
/// # Formula
///
/// ```text
/// r          = Cov(x, m)/√(Var(x)·Var(m))        over customers
/// interval   = tanh(artanh(r) ± z/√(n − 3))       Fisher's z
/// dependence = E[xm]/(E[x]·E[m]) − 1
/// ```
/// where x is the number of purchases of a customer, m their mean and n the number of customers.
///
/// # Examples
///
/// ```
/// use tenure::clv::history::SpendTable;
/// use tenure::units::Level;
///
/// let spend = [(1, 30.0), (1, 34.0), (2, 29.0), (3, 33.0), (4, 31.0), (6, 30.0)];
/// let check = SpendTable::try_from_iter(spend)?.frequency_check();
/// let check = check.expect("six customers who differ");
/// assert_eq!(check.to_string(), "r = -0.26");
/// assert_eq!(check.warning(Level::P95), None);
///
/// // Totals given as means.
/// let totals = [(1, 30.0), (1, 34.0), (2, 58.0), (3, 99.0), (4, 124.0), (6, 180.0)];
/// let check = SpendTable::try_from_iter(totals)?.frequency_check();
/// let check = check.expect("six customers who differ");
/// let warning = check.warning(Level::P95).map(|warning| warning.to_string());
/// assert_eq!(
///     warning.as_deref(),
///     Some(
///         "customers who buy more often spend more each time \
///          (r = 1.00, 0.98 to 1.00 at 95%), which is strong: \
///          totals of purchases times spend are 38.0% too low; check for totals \
///          given as means, or model different kinds of customers separately"
///     ),
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Fisher (1921), "On the probable error of a coefficient of correlation deduced from a small sample", Metron
/// 1; Fader, Hardie and Lee (2005), Journal of Marketing Research 42(4), who check this assumption by
/// correlation and by the spend at each number of purchases.
#[must_use]
#[derive(Debug, Clone, PartialEq)]
pub struct SpendFrequency {
    customers: f64,
    correlation: f64,
    dependence: f64,
    bins: Vec<SpendBin>,
}

/// Holds the mean spend of customers with similar numbers of purchases.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SpendBin {
    /// Holds the lowest number of purchases.
    pub from: u64,
    /// Holds the highest number of purchases: 1, 2, 3 to 4, 5 to 8, and so on.
    pub to: u64,
    /// Counts the customers.
    pub customers: u64,
    /// Holds the mean of their mean spends.
    pub mean: f64,
    /// Holds the standard error of the mean; `None` for 1 customer.
    pub standard_error: Option<f64>,
}

/// Warns that spend depends on frequency, where a value takes them to be independent.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SpendWarning {
    /// Holds the correlation.
    pub correlation: f64,
    /// Holds the interval of the correlation; 0 is outside.
    pub interval: Interval,
    /// Holds the share by which totals are too low (above 0) or too high (below 0).
    pub dependence: f64,
    /// States whether the correlation is strong: from ±0.3 on it explains a tenth of the variance of the
    /// means. A weak one is common.
    pub strong: bool,
}

saved! {
    impl{} for SpendBin as plain;
    |bin| { from: u64, to: u64, customers: u64, mean: f64, standard_error: Option<f64> };
    read {
        let is_possible = (1..=to).contains(&from)
            && customers > 0
            && mean > 0.0
            && standard_error.is_some() == (customers > 1)
            && standard_error.is_none_or(|error| error >= 0.0);
        if !is_possible {
            return Err(crate::Error::Malformed {
                what: "bin of a spend frequency",
                expected: "of at least 1 customer, with a mean above 0",
            });
        }
        Ok(Self { from, to, customers, mean, standard_error })
    }
}

saved! {
    impl{} for SpendFrequency as "spend frequency", 1;
    |check| { customers: f64, correlation: f64, dependence, bins: Vec<SpendBin> = &check.bins };
    read {
        if customers < 4.0 || correlation.abs() > 1.0 {
            return Err(crate::Error::Malformed {
                what: "spend frequency",
                expected: "of at least 4 customers, with a correlation from -1 to 1",
            });
        }
        Ok(Self { customers, correlation, dependence, bins })
    }
}

saved! {
    impl{} for SpendWarning as "spend warning", 1;
    |warning| { correlation: f64, interval: Interval, dependence };
    read { Ok(Self { correlation, interval, dependence, strong: correlation.abs() >= STRONG }) }
}

/// The least correlation that is called strong.
const STRONG: f64 = 0.3;

impl SpendTable {
    /// Checks whether customers who buy more often spend more or less per purchase.
    ///
    /// `None` for fewer than 4 customers, and when all have the same number of purchases or the same
    /// mean spend.
    ///
    /// # Complexity
    ///
    /// O(n) for n different histories.
    #[must_use]
    pub fn frequency_check(&self) -> Option<SpendFrequency> {
        let customers = self.customers() as f64;
        if customers < 4.0 {
            return None;
        }
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            let rows = self.rows();
            let terms = rows.map(|(row, n)| n as f64 * f(row.purchases() as f64, row.mean()));
            terms.sum::<f64>() / customers
        };
        let (mean_x, mean_m) = (mean(&|x, _| x), mean(&|_, m| m));
        let var_x = mean(&|x, _| (x - mean_x) * (x - mean_x));
        let var_m = mean(&|_, m| (m - mean_m) * (m - mean_m));
        let covariance = mean(&|x, m| (x - mean_x) * (m - mean_m));
        let correlation = covariance / math::sqrt(var_x) / math::sqrt(var_m);
        // Differences by rounding alone do not count.
        let varies = |var: f64, mean: f64| math::sqrt(var) > 1e-12 * mean;
        (varies(var_x, mean_x) && varies(var_m, mean_m)).then(|| SpendFrequency {
            customers,
            correlation: correlation.clamp(-1.0, 1.0) + 0.0,
            dependence: covariance / mean_x / mean_m + 0.0,
            bins: self.frequency_bins(),
        })
    }

    /// Relies on rows sorted by purchases.
    fn frequency_bins(&self) -> Vec<SpendBin> {
        let bin_of = |x: u64| x.checked_next_power_of_two().unwrap_or(u64::MAX);
        let mut bins = Vec::new();
        let mut rows = self.rows().peekable();
        while let Some((first, _)) = rows.peek().copied() {
            let to = bin_of(first.purchases());
            let inside: Vec<_> =
                core::iter::from_fn(|| rows.next_if(|(row, _)| row.purchases() <= to)).collect();
            let customers = inside.iter().fold(0, |n: u64, (_, k)| n.saturating_add(*k));
            let n = customers as f64;
            let mean = inside
                .iter()
                .map(|(row, k)| *k as f64 * row.mean())
                .sum::<f64>()
                / n;
            let square = |m: f64| (m - mean) * (m - mean);
            let squares: f64 = inside
                .iter()
                .map(|(row, k)| *k as f64 * square(row.mean()))
                .sum();
            bins.push(SpendBin {
                from: (to / 2).saturating_add(1),
                to,
                customers,
                mean,
                standard_error: (customers > 1).then(|| math::sqrt(squares / (n - 1.0) / n)),
            });
        }
        bins
    }
}

impl SpendFrequency {
    /// Returns the correlation r of number of purchases and mean spend, from −1 to 1; 0 without a linear
    /// relation.
    #[must_use]
    pub const fn correlation(&self) -> f64 {
        self.correlation
    }

    /// Returns the confidence interval of the correlation; `Some` for every [`Level`].
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let r = self.correlation;
        // artanh(±1) is infinite; tanh(18) is 1.
        let z = (0.5 * (math::ln_1p(r) - math::ln_1p(-r))).clamp(-18.0, 18.0);
        let half = normal::two_sided_quantile(level.get())? / math::sqrt(self.customers - 3.0);
        let tanh = |z: f64| {
            let twice = math::exp_m1(2.0 * z.clamp(-20.0, 20.0));
            twice / (twice + 2.0)
        };
        Interval::new(tanh(z - half).min(r), tanh(z + half).max(r), level).ok()
    }

    /// Returns the share by which mean purchases times mean spend understates the actual total (above 0)
    /// or overstates it (below 0).
    ///
    /// It is 0.106 for CDNOW: where the product says 100, customers spent 110.6. It is the error of
    /// values of *new* customers; values of known customers use their own mean spend and have a smaller
    /// error.
    #[must_use]
    pub const fn dependence(&self) -> f64 {
        self.dependence
    }

    /// Returns the mean spend by number of purchases: 1, 2, 3 to 4, 5 to 8 and so on, without empty bins.
    #[must_use]
    pub fn bins(&self) -> &[SpendBin] {
        &self.bins
    }

    /// Returns a warning when 0 is outside the confidence interval of the correlation.
    #[must_use]
    pub fn warning(&self, level: Level) -> Option<SpendWarning> {
        let interval = self.interval(level)?;
        (!interval.contains(0.0)).then_some(SpendWarning {
            correlation: self.correlation,
            interval,
            dependence: self.dependence,
            strong: self.correlation.abs() >= STRONG,
        })
    }
}

impl fmt::Display for SpendFrequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2);
        crate::text::padded(f, format_args!("r = {:.places$}", self.correlation))
    }
}

impl fmt::Display for SpendWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (more, low) = if self.correlation > 0.0 {
            ("more", "low")
        } else {
            ("less", "high")
        };
        let percent = 100.0 * self.dependence.abs();
        write!(
            f,
            "customers who buy more often spend {more} each time (r = {:.2}, {:.2} at {}), which is {}: totals of purchases \
             times spend are {percent:.1}% too {low}",
            self.correlation,
            self.interval,
            self.interval.level(),
            if self.strong { "strong" } else { "weak" },
        )?;
        if self.strong {
            f.write_str("; check for totals given as means, or model different kinds of customers separately")?;
        }
        Ok(())
    }
}
