//! [`SpendFrequency`], [`SpendBin`] and [`SpendWarning`].

use core::fmt;

use super::SpendTable;
use crate::numeric::{math, normal};
use crate::stats::Interval;
use crate::units::Level;

/// Do customers who buy more often spend more each time?
///
/// Models of spend, and every product of purchases and spend, take for granted that they do not. This is
/// the check to make before: the correlation of the number of purchases with their mean, how sure it is, how
/// far totals are off if it is ignored, and the mean spend of customers by how often they bought, where a
/// trend shows that a correlation misses.
///
/// Made by [`SpendTable::frequency_check`]. From −1 to 1, and good is near 0. A strong one often is an error
/// of the data: *totals* given as means grow with the number of purchases by themselves. Otherwise fit and
/// value kinds of customers apart (companies and persons), each with a model of its own.
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
/// let check = SpendTable::try_from_iter(spend)?.frequency_check().expect("six customers who differ");
/// assert_eq!(check.to_string(), "r = -0.26");
/// assert_eq!(check.warning(Level::P95), None);
///
/// // Totals given as means.
/// let totals = spend.map(|(x, mean)| (x, f64::from(u8::try_from(x).unwrap_or(0)) * mean));
/// let check = SpendTable::try_from_iter(totals)?.frequency_check().expect("six customers who differ");
/// assert_eq!(
///     check.warning(Level::P95).map(|warning| warning.to_string()).as_deref(),
///     Some("customers who buy more often spend more each time (r = 1.00, 0.98 to 1.00 at 95%), which is strong: totals of \
///           purchases times spend are 38.0% too low; check for totals given as means, or model different kinds of \
///           customers separately"),
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
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SpendFrequency {
    customers: f64,
    correlation: f64,
    dependence: f64,
    bins: Vec<SpendBin>,
}

/// Customers who bought about as often, and what they spent.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SpendBin {
    /// The fewest purchases of theirs.
    pub from: u64,
    /// The most: once, twice, 3 to 4 times, 5 to 8 times, and so on.
    pub to: u64,
    /// How many they are.
    pub customers: u64,
    /// The mean of their means.
    pub mean: f64,
    /// How sure that is; `None` of one customer.
    pub standard_error: Option<f64>,
}

/// What to say beside values that take spend and frequency to be unrelated when they are not.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SpendWarning {
    /// The correlation.
    pub correlation: f64,
    /// Where it is; 0 is outside.
    pub interval: Interval,
    /// By which share totals come out too low (above 0) or too high (below) over these customers.
    pub dependence: f64,
    /// From ±0.3 on, where it explains a tenth of what means differ by. A weak one is real, and usual.
    pub strong: bool,
}

/// Where a correlation starts to be called strong.
const STRONG: f64 = 0.3;

impl SpendTable {
    /// Whether how much customers spend has to do with how often they buy.
    ///
    /// `None` of fewer than four customers, and when all bought equally often or spent the same: then there
    /// is no correlation to speak of.
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
        // Rounding is not variation.
        let varies = |var: f64, mean: f64| math::sqrt(var) > 1e-12 * mean;
        (varies(var_x, mean_x) && varies(var_m, mean_m)).then(|| SpendFrequency {
            customers,
            correlation: correlation.clamp(-1.0, 1.0) + 0.0,
            dependence: covariance / mean_x / mean_m + 0.0,
            bins: self.frequency_bins(),
        })
    }

    /// The rows are in the order of purchases.
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
    /// r: from −1 to 1, 0 when the two have nothing to do with each other (in a straight line).
    #[must_use]
    pub const fn correlation(&self) -> f64 {
        self.correlation
    }

    /// Where the correlation is of all customers like these; always there for levels that can be made.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let r = self.correlation;
        // ±1 has no artanh; 18 is as good.
        let z = (0.5 * (math::ln_1p(r) - math::ln_1p(-r))).clamp(-18.0, 18.0);
        let half = normal::two_sided_quantile(level.get())? / math::sqrt(self.customers - 3.0);
        let tanh = |z: f64| {
            let twice = math::exp_m1(2.0 * z.clamp(-20.0, 20.0));
            twice / (twice + 2.0)
        };
        Interval::new(tanh(z - half).min(r), tanh(z + half).max(r), level).ok()
    }

    /// By which share the product of mean purchases and mean spend is below what these customers really
    /// spent: 0.106 for CDNOW, so a total of 100 was 110.6. Below 0 it is above.
    ///
    /// Of values of *new* customers it is the error; values of known ones go by their own mean spend, and have
    /// less of it.
    #[must_use]
    pub const fn dependence(&self) -> f64 {
        self.dependence
    }

    /// Mean spend by number of purchases: once, twice, 3 to 4 times, 5 to 8 times and so on; those with
    /// customers.
    #[must_use]
    pub fn bins(&self) -> &[SpendBin] {
        &self.bins
    }

    /// A warning when 0 is outside the interval: chance alone would not bring it about.
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
