//! [`CurveClv`].

use super::Clv;
use super::clv::within_f64;
use crate::numeric::math;
use crate::stats::ExactSum;
use crate::units::{DiscountRate, Finite, Horizon, Period, Proportion};
use crate::{Error, Result};

/// Computes the lifetime value from an observed retention curve.
///
/// It is the discounted cash flow of one customer: at each age, the share retained times the margin
/// of those. Prefer it whenever there is a curve, because real churn falls with age and a constant
/// rate misses that. Higher is better. The value ends where the curve ends. For curves of who is
/// *active*, which may rise, use [`activity_value`](Self::activity_value).
///
/// Ages count from 0, one period apart, and age 0 is now. For payments at the end of each period
/// give age 0 a margin of 0.
///
/// # Formula
///
/// ```text
/// Σ Sₜ·mₜ / (1+d)ᵗ      t = 0, 1, 2, …
/// ```
/// where Sₜ is the share of customers retained at age t, mₜ the margin of those, and d the discount
/// rate per period.
///
/// # Examples
///
/// ```
/// use tenure::clv::CurveClv;
/// use tenure::units::{DiscountRate, Finite, Period};
///
/// let retained = [1.0, 0.7, 0.6, 0.55, 0.52, 0.5];
/// let margins = [100.0, 100.0, 105.0, 105.0, 110.0, 110.0];
/// let clv = CurveClv {
///     period: Period::Month,
///     discount: DiscountRate::new(0.01, Period::Month)?,
/// }
/// .value(retained.into_iter().zip(margins))?;
/// assert_eq!(clv.to_string(), "394.42 (horizon 6 months, discounted at 1.0% per month)");
/// assert_eq!(format!("{:.2}", clv.net_of(Finite::new(250.0)?)?), "144.42");
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// # References
///
/// Berger and Nasr (1998), Journal of Interactive Marketing 12(1); Cohen, "The Mistake of 1/c in
/// LTV", on what a constant churn hides.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveClv {
    /// Holds the time between two ages.
    pub period: Period,
    /// Holds the discount rate; [`DiscountRate::NONE`] for no discounting.
    pub discount: DiscountRate,
}

saved! {
    impl{} for CurveClv as "curve clv", 1;
    |form| { period, discount }
}

impl CurveClv {
    /// Returns the value of a retention curve of (share retained, margin of those), one point per
    /// age from 0.
    ///
    /// The sum is exact before it is rounded once.
    ///
    /// # Errors
    ///
    /// [`Error::NotEnoughData`] without any point; [`Error::Item`] with the age of the first point
    /// whose share is no proportion or above the one before it, or whose margin is no number;
    /// [`Error::Diverges`] when the value is beyond `f64`.
    pub fn value<I, S, M>(&self, points: I) -> Result<Clv>
    where
        I: IntoIterator<Item = (S, M)>,
        S: TryInto<Proportion>,
        M: TryInto<Finite>,
        Error: From<S::Error> + From<M::Error>,
    {
        self.discounted(points, false)
    }

    /// Returns the value of an activity curve of (share active, margin of those), which may rise.
    ///
    /// Use it for the rows of a [cohort triangle](crate::retention::cohorts) with N-period columns,
    /// and for weighted means of unbounded ones: customers inactive at one age may be active at the
    /// next. A retention curve cannot rise, and [`value`](Self::value) checks that.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::CurveClv;
    /// use tenure::units::{DiscountRate, Period};
    ///
    /// let active = [(1.0, 100.0), (0.4, 100.0), (0.5, 100.0)];
    /// let curve = CurveClv {
    ///     period: Period::Month,
    ///     discount: DiscountRate::NONE,
    /// };
    /// assert_eq!(curve.activity_value(active)?.present_value(), 190.0);
    /// assert_eq!(
    ///     curve.value(active).unwrap_err().to_string(),
    ///     "item 2 was rejected: share still there (0.5) cannot exceed \
    ///      the share a period before (0.4)"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`value`](Self::value), except that shares may rise.
    pub fn activity_value<I, S, M>(&self, points: I) -> Result<Clv>
    where
        I: IntoIterator<Item = (S, M)>,
        S: TryInto<Proportion>,
        M: TryInto<Finite>,
        Error: From<S::Error> + From<M::Error>,
    {
        self.discounted(points, true)
    }

    fn discounted<I, S, M>(&self, points: I, may_rise: bool) -> Result<Clv>
    where
        I: IntoIterator<Item = (S, M)>,
        S: TryInto<Proportion>,
        M: TryInto<Finite>,
        Error: From<S::Error> + From<M::Error>,
    {
        let ln_growth = self.discount.ln_growth_per(self.period);
        let mut total = ExactSum::default();
        let mut before = 1.0;
        let mut age = 0.0;
        for (index, (share, margin)) in points.into_iter().enumerate() {
            let checked = || -> Result<Finite> {
                let share = share.try_into()?.get();
                let margin = margin.try_into()?.get();
                if share > before && !may_rise {
                    return Err(Error::Exceeds {
                        what: "share still there",
                        value: share,
                        limit_what: "the share a period before",
                        limit: before,
                    });
                }
                before = share;
                Finite::new(share * margin * math::exp(-age * ln_growth))
            };
            total.push(checked().map_err(|error| error.at(index))?);
            age += 1.0;
        }
        if age <= 0.0 {
            return Err(Error::not_enough(
                "a retention curve",
                1,
                ["point", "points"],
                0,
            ));
        }
        let value = within_f64(total.value().unwrap_or(f64::INFINITY))?;
        Clv::new(value, Some(Horizon::new(age, self.period)?), self.discount)
    }
}
