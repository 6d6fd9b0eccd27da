//! The fit of [`GammaGamma`].

use super::GammaGamma;
use super::likelihood::PerCountSlopes;
use crate::clv::fitting::{Objective, ParametricModel, Taylor};
use crate::clv::history::{SpendHistory, SpendTable};
use crate::clv::models::parametric::parametric;
use crate::numeric::math;
use crate::numeric::random::SplitMix64;
use crate::{Error, Result, limit};

const FLAT: &str = "p, q and v cannot be told apart; add customers with several purchases and different means, or put a prior on a parameter";

/// Rows in a block of the sum.
const BLOCK: usize = 1024;

impl GammaGamma {
    /// Draws the mean of so many purchases of a new customer; the same for the same seed.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a number of purchases that [`SpendHistory`] refuses.
    pub fn simulate(&self, purchases: u64, seed: u64) -> Result<SpendHistory> {
        let history = SpendHistory::new(purchases, 1.0)?;
        self.draw(history.purchases(), &mut SplitMix64::new(seed))
    }

    /// The mean is v·G/(x·N), with G of Gamma(px) and N of Gamma(q), both of rate 1.
    fn draw(&self, purchases: u64, random: &mut SplitMix64) -> Result<SpendHistory> {
        let x = purchases as f64;
        let ln_mean = math::ln(self.v / x) + random.ln_gamma(self.p * x) - random.ln_gamma(self.q);
        SpendHistory::new(purchases, math::exp(ln_mean).clamp(1e-12, 1e12))
    }
}

parametric! {
    GammaGamma as "Gamma-Gamma" of SpendTable;
    parameters {
        /// p: the shape of the amounts of one customer.
        p: "p" = p;
        /// q: the shape of the rates of all customers.
        q: "q" = q;
        /// v: their scale, in money.
        #[doc(alias = "gamma")]
        v: "v" = v;
    }
    /// Options for a fit to a [`SpendTable`]; [`fit`](crate::clv::fitting::Fitter::fit) starts it.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::SpendTable;
    /// use tenure::clv::models::GammaGamma;
    ///
    /// let repeats = [(2, 22.35), (1, 11.77), (7, 73.74), (3, 31.20)];
    /// let fit = GammaGamma::fitter().fit(&SpendTable::try_from_iter(repeats)?)?;
    /// assert_eq!(format!("{:.2}", fit.model().expected_spend_of_new()?), "39.50");
    /// # Ok::<(), tenure::Error>(())
    /// ```
    fn fitter();
    fn fit(options, data) {
        let spend = Spend::new(data)?;
        // Where a ridge draws to: amounts of a customer that vary as an exponential distribution does, customers who
        // differ without bound just not, and the money they spend.
        let centres = [1.0, 2.0, math::exp(spend.mean_log)];
        let maximum = options.search(
            &spend,
            &[spend.start()],
            centres,
            spend.customers,
            (runaway, FLAT),
        )?;
        let [p, q, v] = maximum.parameters;
        maximum.into_fit(Self::new(p, q, v)?, spend.customers)
    }
    fn simulate(model, data, seed) {
        limit::at_most(
            "number of customers to be drawn",
            limit::CUSTOMERS,
            data.customers(),
        )?;
        let mut random = SplitMix64::new(seed);
        let mut drawn = SpendTable::default();
        for (history, customers) in data.rows() {
            for _ in 0..customers {
                drawn.push(model.draw(history.purchases(), &mut random)?);
            }
        }
        Ok(Box::new(drawn))
    }
}

/// What it means when a parameter runs off.
const fn runaway(parameter: usize, upwards: bool, _: &[f64]) -> Error {
    let (parameter, upwards, because) = match (parameter, upwards) {
        (0, true) | (2, false) => (
            "p",
            true,
            "every customer spends about the same each time; use their means as they are, or put a prior on a parameter",
        ),
        (1 | 2, true) => (
            "q",
            true,
            "customers do not differ in what they usually spend; use SpendTable::mean_per_purchase for all of \
             them, or put a prior on a parameter",
        ),
        (which, upwards) => (
            if which == 0 { "p" } else { "q" },
            upwards,
            "the amounts span too many powers of ten; check them for mistakes, or put a prior on a parameter",
        ),
    };
    Error::Unbounded {
        what: GammaGamma::NAME,
        parameter,
        upwards,
        because,
    }
}

/// A table ready to be gone through many times: x, m and how many customers.
struct Spend {
    rows: Vec<[f64; 3]>,
    customers: f64,
    /// The mean and variance of ln m, and the harmonic mean of x, over customers.
    mean_log: f64,
    variance_log: f64,
    purchases: f64,
}

impl Spend {
    fn new(table: &SpendTable) -> Result<Self> {
        let got = table.customers();
        if got < 3 {
            return Err(Error::not_enough(
                "a Gamma-Gamma fit",
                3,
                ["customer with a mean spend", "customers with a mean spend"],
                got,
            ));
        }
        let rows: Vec<_> = table
            .rows()
            .map(|(history, n)| [history.purchases() as f64, history.mean(), n as f64])
            .collect();
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            let sum: f64 = rows.iter().map(|[x, m, n]| n * f(*x, *m)).sum();
            sum / got as f64
        };
        let mean_log = mean(&|_, m| math::ln(m));
        let square = |z: f64| z * z;
        let spend = Self {
            customers: got as f64,
            mean_log,
            variance_log: mean(&|_, m| square(math::ln(m) - mean_log)),
            purchases: 1.0 / mean(&|x, _| 1.0 / x),
            rows,
        };
        let first = spend.rows.first().map_or(0.0, |[_, m, _]| *m);
        // The same for all: the likelihood has no bound.
        if spend
            .rows
            .iter()
            .all(|[_, m, _]| m.to_bits() == first.to_bits())
        {
            return Err(runaway(0, true, &[]));
        }
        Ok(spend)
    }

    /// From the moments of ln m, E = ln v − ln x + ψ(px) − ψ(q) and Var = ψ′(px) + ψ′(q), half of the variance each:
    /// ψ′(z) ≈ 1/(z − ½).
    fn start(&self) -> [f64; 3] {
        let each = 0.5 + 2.0 / self.variance_log.clamp(1e-6, 1e3);
        // px = q, so the digammas cancel.
        let v = math::exp(self.mean_log + math::ln(self.purchases));
        [each / self.purchases, each, v.clamp(1e-14, 1e14)]
    }
}

impl Objective<3> for Spend {
    type Point = GammaGamma;

    fn point(&self, &[p, q, v]: &[f64; 3]) -> GammaGamma {
        GammaGamma { p, q, v }
    }

    fn blocks(&self) -> usize {
        self.rows.len().div_ceil(BLOCK)
    }

    fn block(&self, index: usize, model: &GammaGamma) -> Taylor<3> {
        let mut sum = Taylor::ZERO;
        let from = index.saturating_mul(BLOCK);
        // Rows of one number of purchases follow each other: the gamma functions are theirs together.
        let mut of = None;
        for [x, m, customers] in self.rows.iter().skip(from).take(BLOCK) {
            let slopes = match of {
                Some((count, slopes)) if f64::to_bits(count) == x.to_bits() => slopes,
                _ => PerCountSlopes::new(*model, *x),
            };
            of = Some((*x, slopes));
            sum.add(&slopes.taylor(*m), *customers);
        }
        sum
    }
}
