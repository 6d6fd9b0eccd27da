//! [`Calibration`].

use core::fmt;

use crate::numeric::big::Dyadic;
use crate::numeric::count::Count;
use crate::numeric::exact::two_product;
use crate::numeric::superacc::{ProductAcc, SumAcc};
use crate::scoring::evaluation::{CalibrationBins, ScoreGroup, ties};
use crate::stats::Binomial;
use crate::text::{Percent, or_dash, padded, signless, write_table};
use crate::units::{Level, Proportion};
use crate::{Error, Result};

/// Holds customers with similar forecasts: the mean forecast and how many of them left.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CalibrationBin {
    /// The lowest forecast in it.
    pub lowest: Proportion,
    /// The highest forecast in it.
    pub highest: Proportion,
    /// The mean forecast.
    pub mean_forecast: Proportion,
    /// How many customers of the bin left.
    pub outcomes: Binomial,
}

impl CalibrationBin {
    /// Returns the observed churn rate minus the mean forecast: above 0 the forecasts were too low.
    #[must_use]
    pub fn gap(&self) -> f64 {
        let share = self.outcomes.proportion().unwrap_or(Proportion::ZERO);
        share.get() - self.mean_forecast.get() + 0.0
    }
}

/// Splits a Brier score into calibration, discrimination and the uncertainty of the outcome.
///
/// `score = reliability − resolution + uncertainty + variance_within − 2·covariance_within`, to the
/// rounding of the last bits; with bins of equal forecasts the last two are 0, which leaves the
/// decomposition as it is usually printed. With wider bins they are not, and leaving them out makes the
/// parts miss the score.
///
/// # References
///
/// Murphy (1973), "A new vector partition of the probability score", Journal of Applied Meteorology
/// 12; Stephenson, Coelho & Jolliffe (2008), "Two extra components in the Brier score decomposition",
/// Weather and Forecasting 23.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BrierDecomposition {
    /// The score itself.
    pub score: f64,
    /// The mean squared gap between forecast and observed churn rate of a bin: 0 is calibrated.
    pub reliability: f64,
    /// The variance of the bins' observed churn rates; higher is better.
    pub resolution: f64,
    /// The variance of the outcome, ȳ(1 − ȳ): the score of forecasting the overall churn rate for
    /// everybody.
    pub uncertainty: f64,
    /// The mean variance of the forecasts within a bin.
    pub variance_within: f64,
    /// The mean covariance of forecast and outcome within a bin.
    pub covariance_within: f64,
}

/// Compares forecasts with outcomes, bin by bin: of ten customers with a forecast of 30 %, do three
/// leave?
///
/// Each bin's mean forecast is compared with its observed churn rate. From
/// [`Forecasts::calibration`](crate::scoring::evaluation::Forecasts::calibration); empty bins are left
/// out. A good ranking says nothing about calibration: a score may order customers perfectly and be
/// wrong in every probability, and decisions about money need probabilities. To recalibrate use
/// [`PlattScaling`](crate::scoring::evaluation::PlattScaling) or
/// [`IsotonicCalibration`](crate::scoring::evaluation::IsotonicCalibration).
///
/// Prints as a table with the 95 % interval of each share.
///
/// # Examples
///
/// ```
/// use tenure::scoring::evaluation::{CalibrationBins, Forecasts};
///
/// let held_out = [(0.1, false), (0.1, false), (0.1, true), (0.6, true), (0.6, false)];
/// let forecasts = Forecasts::try_from_iter(held_out)?;
/// let calibration = forecasts.calibration(CalibrationBins::Distinct)?;
/// assert_eq!(
///     calibration.to_string(),
///     "forecasts       customers  mean forecast   left  95% interval\n\
///      10.0% to 10.0%          3          10.0%  33.3%      6 to 79%\n\
///      60.0% to 60.0%          2          60.0%  50.0%      9 to 91%"
/// );
/// let parts = calibration.brier();
/// assert_eq!(parts.map(|b| format!("{:.4}", b.reliability)), Some("0.0367".to_string()));
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Naeini, Cooper & Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian
/// binning", AAAI (the expected and the maximum calibration error).
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    bins: Vec<CalibrationBin>,
    definition: CalibrationBins,
    brier: Option<BrierDecomposition>,
}

/// Exact sums of one bin.
#[derive(Default)]
struct Sums {
    churned: u64,
    stayed: u64,
    /// Σp, Σp² and Σp·y.
    forecasts: SumAcc,
    squares: ProductAcc,
    hits: ProductAcc,
    ends: Option<(f64, f64)>,
}

impl Sums {
    fn take(&mut self, tie: &ScoreGroup) {
        self.churned = self.churned.saturating_add(tie.churned());
        self.stayed = self.stayed.saturating_add(tie.stayed());
        let (p, churned, all) = (tie.score(), tie.churned() as f64, tie.size() as f64);
        // n·p as exact products of p and counts, which are below 2^53 here: they were held in memory.
        let (high, low) = two_product(p, all);
        let _finite = self.forecasts.add(high) && self.forecasts.add(low);
        let _finite = self.squares.add_product(p, high) && self.squares.add_product(p, low);
        let _finite = self.hits.add_product(p, churned);
        self.ends = Some((self.ends.map_or(p, |(least, _)| least), p));
    }

    const fn customers(&self) -> u64 {
        self.churned.saturating_add(self.stayed)
    }

    fn bin(&self) -> Option<CalibrationBin> {
        let (lowest, highest) = self.ends?;
        let n = Dyadic::from(self.customers());
        let mean = self.forecasts.to_dyadic().ratio(&n)?;
        Some(CalibrationBin {
            lowest: Proportion::clipped(lowest),
            highest: Proportion::clipped(highest),
            mean_forecast: Proportion::clipped(mean),
            outcomes: Binomial::of(Count::new(self.churned), Count::new(self.stayed)),
        })
    }
}

impl Calibration {
    pub(super) fn of(ties: &[ScoreGroup], definition: CalibrationBins) -> Result<Self> {
        if !definition.is_possible() {
            let expected = "at least 1";
            return Err(Error::out_of_range("number of bins", expected, 0.0));
        }
        let edges = match definition {
            CalibrationBins::EqualWidth(bins) => (1..bins)
                .map(|edge| f64::from(edge) / f64::from(bins))
                .collect(),
            CalibrationBins::Quantiles(bins) => quantile_edges(ties, bins),
            CalibrationBins::Distinct => Vec::new(),
        };
        let distinct = definition == CalibrationBins::Distinct;
        let mut sums: Vec<Sums> = Vec::new();
        let mut edges = edges.into_iter().peekable();
        let mut fresh = true;
        for tie in ties {
            // A new bin where an edge was passed; right-closed.
            while edges.next_if(|&edge| edge < tie.score()).is_some() {
                fresh = true;
            }
            if fresh || distinct {
                sums.push(Sums::default());
                fresh = false;
            }
            if let Some(last) = sums.last_mut() {
                last.take(tie);
            }
        }
        Ok(Self {
            bins: sums.iter().filter_map(Sums::bin).collect(),
            definition,
            brier: decompose(&sums),
        })
    }

    /// Returns the bins that hold customers, the lowest forecasts first.
    #[must_use]
    pub fn bins(&self) -> &[CalibrationBin] {
        &self.bins
    }

    /// Returns how the bins were made.
    #[must_use]
    pub const fn definition(&self) -> CalibrationBins {
        self.definition
    }

    /// Returns the expected calibration error: the mean gap over customers, from 0 (calibrated) to
    /// 1.
    ///
    /// `None` without forecasts. It depends on the bins, and it is above 0 even for a calibrated score,
    /// because an observed rate varies by chance: with few customers a bin, look at the intervals
    /// instead.
    ///
    /// # Formula
    ///
    /// ```text
    /// ECE = Σ nᵢ/n · |ȳᵢ − p̄ᵢ|
    /// ```
    #[must_use]
    #[doc(alias = "ECE")]
    pub fn expected_error(&self) -> Option<f64> {
        let mut gaps = SumAcc::default();
        let mut customers = 0_u128;
        for bin in &self.bins {
            let n = bin.outcomes.wide_trials();
            customers = customers.saturating_add(n);
            let _finite = gaps.add(bin.gap().abs() * n as f64);
        }
        let mean = gaps.to_dyadic().ratio(&customers.into())?;
        Some(mean.clamp(0.0, 1.0))
    }

    /// Returns the gap of the worst bin; `None` without forecasts.
    ///
    /// The worst bin is often one of very few customers.
    #[must_use]
    #[doc(alias = "MCE")]
    pub fn maximum_error(&self) -> Option<f64> {
        let gaps = self.bins.iter().map(|bin| bin.gap().abs());
        gaps.max_by(f64::total_cmp)
    }

    /// Returns the parts of the Brier score by these bins; `None` without forecasts.
    #[must_use]
    pub const fn brier(&self) -> Option<BrierDecomposition> {
        self.brier
    }
}

/// The interior quantiles of the forecasts, linear between neighbours, at k(n − 1)/bins.
fn quantile_edges(ties: &[ScoreGroup], bins: u16) -> Vec<f64> {
    let (churned, stayed) = ties::totals(ties);
    let Some(last) = churned.saturating_add(stayed).checked_sub(1) else {
        return Vec::new();
    };
    // The number of forecasts up to and including each tie: a rank's value is the first tie that reaches it.
    let reached: Vec<u64> = ties
        .iter()
        .scan(0_u64, |count, tie| {
            *count = count
                .saturating_add(tie.churned())
                .saturating_add(tie.stayed());
            Some(*count)
        })
        .collect();
    let value = |rank: u64| {
        let place = reached.partition_point(|&count| count <= rank);
        ties.get(place)
            .or(ties.last())
            .map_or(0.0, |tie| tie.score())
    };
    (1..u64::from(bins))
        .map(|edge| {
            let place = u128::from(edge).saturating_mul(u128::from(last));
            let bins = u128::from(bins.max(1));
            let rank = place.checked_div(bins).unwrap_or(0);
            let rest = place.checked_rem(bins).unwrap_or(0);
            let rank = u64::try_from(rank).unwrap_or(last);
            let low = value(rank);
            if rest == 0 {
                return low;
            }
            let high = value(rank.saturating_add(1).min(last));
            low + (high - low) * (rest as f64 / bins as f64)
        })
        .collect()
}

fn decompose(sums: &[Sums]) -> Option<BrierDecomposition> {
    let mut all = Sums::default();
    let (mut reliability, mut resolution) = (SumAcc::default(), SumAcc::default());
    let (mut variance, mut covariance) = (SumAcc::default(), SumAcc::default());
    for bin in sums {
        all.churned = all.churned.saturating_add(bin.churned);
        all.stayed = all.stayed.saturating_add(bin.stayed);
        all.squares.merge(&bin.squares);
        all.hits.merge(&bin.hits);
    }
    let customers = all.customers();
    let n = Dyadic::from(customers);
    let churned = Dyadic::from(all.churned);
    for bin in sums {
        let (m, k) = (Dyadic::from(bin.customers()), Dyadic::from(bin.churned));
        let forecasts = bin.forecasts.to_dyadic();
        // m·(p̄ − ȳ)², m·(ȳᵢ − ȳ)², m·var p, m·cov(p, y), each from exact sums and rounded once.
        let gap = &forecasts - &k;
        let _finite = reliability.add((&gap * &gap).ratio(&m)?);
        let apart = &k * &n - &churned * &m;
        let _finite = resolution.add((&apart * &apart).ratio(&(&m * &n * &n))?);
        let within = &m * bin.squares.to_dyadic() - &forecasts * &forecasts;
        let _finite = variance.add(within.ratio(&m)?);
        let within = &m * bin.hits.to_dyadic() - forecasts * k;
        let _finite = covariance.add(within.ratio(&m)?);
    }
    let mean = |sum: &SumAcc| sum.to_dyadic().ratio(&n);
    // Σ(y − p)² = Σp² − 2·Σp·y + Σy
    let hits = all.hits.to_dyadic();
    let score = all.squares.to_dyadic() - Dyadic::from(2_u64) * hits + &churned;
    let stayed = Dyadic::from(all.stayed);
    Some(BrierDecomposition {
        score: score.ratio(&n)?,
        reliability: mean(&reliability)?,
        resolution: mean(&resolution)?,
        uncertainty: (churned * stayed).ratio(&(&n * &n))?,
        variance_within: mean(&variance)?,
        covariance_within: mean(&covariance)?,
    })
}

saved! {
    impl{} for CalibrationBin as "calibration bin", 1;
    |bin| { lowest, highest, mean_forecast, outcomes };
    read {
        let bin = Self { lowest, highest, mean_forecast, outcomes };
        if bin.lowest <= bin.mean_forecast
            && bin.mean_forecast <= bin.highest
            && bin.outcomes.proportion().is_some()
        {
            Ok(bin)
        } else {
            Err(Error::Malformed {
                what: "calibration bin",
                expected: "customers with a mean forecast from the lowest to the highest",
            })
        }
    }
}

saved! {
    impl{} for BrierDecomposition as "brier decomposition", 1;
    |parts| { score, reliability, resolution, uncertainty, variance_within, covariance_within };
    read {
        let parts = Self {
            score,
            reliability,
            resolution,
            uncertainty,
            variance_within,
            covariance_within,
        };
        let total = parts.reliability - parts.resolution + parts.uncertainty + parts.variance_within
            - 2.0 * parts.covariance_within;
        let squares = [parts.score, parts.reliability, parts.resolution, parts.uncertainty];
        let possible = squares.iter().all(|part| (0.0..=1.0).contains(part))
            && (0.0..=1.0).contains(&parts.variance_within)
            && (total - parts.score).abs() <= 1e-12;
        if possible {
            Ok(parts)
        } else {
            Err(Error::Malformed {
                what: "Brier decomposition",
                expected: "parts from 0 to 1 that add up to the score",
            })
        }
    }
}

saved! {
    impl{} for Calibration as "calibration", 1;
    |calibration| { bins: Vec<CalibrationBin>, definition: CalibrationBins, brier: Option<BrierDecomposition> };
    read {
        let possible = bins.is_sorted_by(|low, high| low.highest < high.lowest)
            && brier.is_some() != bins.is_empty();
        if possible && definition.is_possible() {
            Ok(Self { bins, definition, brier })
        } else {
            Err(Error::Malformed {
                what: "calibration",
                expected: "bins in ascending order, with the parts of their Brier score",
            })
        }
    }
}

/// Prints `10.0% to 20.0%: 12.3% forecast, 15.0% of 120 left`.
impl fmt::Display for CalibrationBin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let share = self.outcomes.proportion().unwrap_or(Proportion::ZERO);
        padded(
            f,
            format_args!(
                "{:.places$} to {:.places$}: {:.places$} forecast, {share:.places$} of {} left",
                self.lowest,
                self.highest,
                self.mean_forecast,
                self.outcomes.trials()
            ),
        )
    }
}

/// Prints the score and its parts with four decimals.
impl fmt::Display for BrierDecomposition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(4);
        padded(
            f,
            format_args!(
                "{:.places$} (reliability {:.places$}, resolution {:.places$}, \
                 uncertainty {:.places$}, within bins {})",
                self.score,
                self.reliability,
                self.resolution,
                self.uncertainty,
                signless(self.variance_within - 2.0 * self.covariance_within, places)
            ),
        )
    }
}

impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let heads = [
            "forecasts",
            "customers",
            "mean forecast",
            "left",
            "95% interval",
        ];
        let mut rows = vec![heads.map(String::from)];
        for bin in &self.bins {
            let share = bin.outcomes.proportion().unwrap_or(Proportion::ZERO);
            let interval = bin.outcomes.interval(Level::P95);
            rows.push([
                format!("{:.places$} to {:.places$}", bin.lowest, bin.highest),
                bin.outcomes.wide_trials().to_string(),
                format!("{:.places$}", bin.mean_forecast),
                format!("{share:.places$}"),
                or_dash(
                    interval
                        .map(|i| format!("{:.0} to {:.0}", i.lower() * 100.0, Percent(i.upper()))),
                ),
            ]);
        }
        write_table(f, &rows)
    }
}
