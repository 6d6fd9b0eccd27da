//! The rates that follow from [`RevenueMovements`].

use super::{RevenueMovements, total};
use crate::numeric::count::Count;
use crate::numeric::math;
use crate::retention::revenue::exact::{ratio, squared_ratio, standard_error};
use crate::stats::{Binomial, Interval};
use crate::units::{Level, Proportion};

impl RevenueMovements {
    /// Returns the share of the revenue at the start that was kept, without counting what the same
    /// customers added: GRR.
    ///
    /// From 0 to 1, higher is better; 1 if and only if no customer pays less. Each customer counts at most with what
    /// they paid at the start, so that no expansion of one hides the loss of another. `None` when nothing was
    /// paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// GRR = Σ min(a, b) / Σ a = (start − contraction − churn) / start
    /// ```
    /// over the customers with a > 0, who paid a at the start and pay b at the end.
    #[doc(alias = "GRR")]
    #[doc(alias = "GDR")]
    #[must_use]
    pub fn gross_revenue_retention(&self) -> Option<Proportion> {
        let kept = self.opening.wide().wrapping_sub(self.lost());
        ratio(kept.max(0), self.opening.wide()).map(Proportion::clipped)
    }

    /// Returns the interval of gross revenue retention, taking these customers as a sample of many
    /// like them.
    ///
    /// The customers are the sample; what varies is the share that each kept. The approximation is good for
    /// some dozens of customers of similar size. **A few big accounts break it**: see
    /// [`effective_customers_at_start`](Self::effective_customers_at_start). `None` for fewer than two
    /// customers, and where all kept the same share: a spread of 0 does not make anything sure (then
    /// [`logo_churn`](Self::logo_churn) still has an interval).
    ///
    /// # Formula
    ///
    /// ```text
    /// R ± t·se,   se² = n/(n − 1) · Σ(min(a, b) − R·a)² / (Σ a)²
    /// ```
    /// where R is the gross retention, n the number of customers at the start and t the quantile of
    /// Student's distribution with n − 1 degrees of freedom; cut to 0 to 1. The sums are whole numbers.
    ///
    /// # References
    ///
    /// Cochran (1977), "Sampling Techniques", 3rd edition, section 6.4 (the variance of a ratio estimate, here
    /// without the finite population correction).
    #[must_use]
    pub fn gross_revenue_retention_interval(&self, level: Level) -> Option<Interval> {
        let rate = self.gross_revenue_retention()?.get();
        let change = self.lost().wrapping_neg();
        Some(self.interval(rate, change, false, level)?.clipped(0.0, 1.0))
    }

    /// Returns what the customers of the start pay now, over what they paid then: NRR, of the
    /// cohort.
    ///
    /// From 0 with no upper bound, higher is better; above 1 the customers we have grow faster than they
    /// leave. Only customers who paid at the start count: neither new ones nor those won back. `None` when
    /// nothing was paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// NRR = Σ b / Σ a = (start + expansion − contraction − churn) / start
    /// ```
    /// over the customers with a > 0, who paid a at the start and pay b at the end.
    #[doc(alias = "NRR")]
    #[doc(alias = "NDR")]
    #[doc(alias = "net dollar retention")]
    #[must_use]
    pub fn net_revenue_retention(&self) -> Option<f64> {
        self.of_start(self.kept_and_gained())
    }

    /// Returns the interval of net revenue retention, taking these customers as a sample of many
    /// like them.
    ///
    /// As [`gross_revenue_retention_interval`](Self::gross_revenue_retention_interval), with b for min(a, b),
    /// and the same limits; cut at 0.
    #[must_use]
    pub fn net_revenue_retention_interval(&self, level: Level) -> Option<Interval> {
        let change = self.expansion.wide().wrapping_sub(self.lost());
        let rate = self.net_revenue_retention()?;
        Some(
            self.interval(rate, change, true, level)?
                .clipped(0.0, f64::MAX),
        )
    }

    /// Returns the net retention that counts customers won back as retained (Chargify, Maxio and
    /// ChartMogul in their net MRR churn). **Not** the recommended form: it can rise above the
    /// cohort's while customers leave and return.
    ///
    /// `None` when nothing was paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// (start + reactivation + expansion − contraction − churn) / start
    /// ```
    #[must_use]
    pub fn net_revenue_retention_with_reactivation(&self) -> Option<f64> {
        let won_back = self.reactivation.wide();
        self.of_start(self.kept_and_gained().wrapping_add(won_back))
    }

    /// Returns NetSuite's "net revenue retention": the revenue at the end less what is new, over
    /// the start. **Not** the recommended form.
    ///
    /// It needs totals only, and so does not see who was won back: by the identity of the movements it always
    /// equals [the form with reactivation](Self::net_revenue_retention_with_reactivation). `None` when nothing
    /// was paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// (end − new) / start
    /// ```
    #[doc(alias = "NetSuite")]
    #[must_use]
    pub fn end_without_new_over_start(&self) -> Option<f64> {
        let without_new = self.closing().minor().wrapping_sub(self.new.wide());
        self.of_start(without_new)
    }

    /// Returns the share of the revenue at the start that was lost: one minus gross retention.
    ///
    /// From 0 to 1, lower is better. `None` when nothing was paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// (contraction + churn) / start
    /// ```
    #[doc(alias = "gross MRR churn")]
    #[must_use]
    pub fn gross_revenue_churn(&self) -> Option<Proportion> {
        self.of_start(self.lost()).map(Proportion::clipped)
    }

    /// Returns the share of the revenue at the start that was lost and not made up for by the same
    /// customers.
    ///
    /// Lower is better, and below 0 when they added more than was lost. `None` when nothing was paid at the
    /// start.
    ///
    /// # Formula
    ///
    /// ```text
    /// (contraction + churn − expansion) / start
    /// ```
    #[doc(alias = "net MRR churn")]
    #[must_use]
    pub fn net_revenue_churn(&self) -> Option<f64> {
        self.of_start(self.lost().wrapping_sub(self.expansion.wide()))
    }

    /// Returns the net revenue churn that deducts customers won back from the losses, as Chargify,
    /// Maxio and ChartMogul do.
    ///
    /// `None` when nothing was paid at the start.
    ///
    /// # Formula
    ///
    /// ```text
    /// (contraction + churn − expansion − reactivation) / start
    /// ```
    #[must_use]
    pub fn net_revenue_churn_with_reactivation(&self) -> Option<f64> {
        let made_up = total(&[self.expansion, self.reactivation]);
        self.of_start(self.lost().wrapping_sub(made_up))
    }

    /// Returns the customers who pay nothing at the end, out of those who paid at the start.
    ///
    /// The churn of customers over the very cohort of the revenue rates, as k of n with its
    /// [interval](Binomial::interval): Wilson's, from counts, so it holds for few customers too.
    #[doc(alias = "customer churn")]
    #[must_use]
    pub const fn logo_churn(&self) -> Binomial {
        self.retained_customers().complement()
    }

    /// Returns the customers who still pay at the end, out of those who paid at the start.
    #[doc(alias = "logo retention")]
    #[must_use]
    pub const fn retained_customers(&self) -> Binomial {
        let (all, left) = (self.opening.customers, self.churn.customers);
        let stayed = all.get().saturating_sub(left.get());
        Binomial::of(Count::capped(stayed), left)
    }

    /// Returns how many units of revenue were gained for each unit lost.
    ///
    /// Above 1 revenue grows; 4 is a rule of thumb for a young business. `None` when nothing was lost, which
    /// is a case of its own and not a large number. New business counts here as much as expansion, so that a
    /// leaky business that sells well looks healthy: read it beside gross retention.
    ///
    /// # Formula
    ///
    /// ```text
    /// (new + expansion) / (contraction + churn)
    /// ```
    #[must_use]
    pub fn quick_ratio(&self) -> Option<f64> {
        ratio(total(&[self.new, self.expansion]), self.lost())
    }

    /// Returns the quick ratio with customers won back among the gains.
    ///
    /// `None` when nothing was lost.
    ///
    /// # Formula
    ///
    /// ```text
    /// (new + reactivation + expansion) / (contraction + churn)
    /// ```
    #[must_use]
    pub fn quick_ratio_with_reactivation(&self) -> Option<f64> {
        let gained = total(&[self.new, self.reactivation, self.expansion]);
        ratio(gained, self.lost())
    }

    /// Returns what a paying customer paid per month at the start on average (ARPA), in major units
    /// of a currency with `decimals` decimals.
    ///
    /// `None` when no customer paid.
    #[doc(alias = "ARPA")]
    #[doc(alias = "ARPU")]
    #[must_use]
    pub fn average_revenue_per_customer_at_start_in_major(&self, decimals: u8) -> Option<f64> {
        let customers = self.opening.customers.get().cast_signed();
        mean_in_major(self.opening.wide(), customers, decimals)
    }

    /// Returns what a paying customer pays per month at the end on average (ARPA), in major units
    /// of a currency with `decimals` decimals.
    ///
    /// `None` when no customer pays.
    #[doc(alias = "ARPA")]
    #[doc(alias = "ARPU")]
    #[must_use]
    pub fn average_revenue_per_customer_at_end_in_major(&self, decimals: u8) -> Option<f64> {
        let customers = self.wide_customers_at_end().cast_signed();
        mean_in_major(self.closing().minor(), customers, decimals)
    }

    /// Returns how many customers of equal size would carry as much sampling error as those at the
    /// start.
    ///
    /// As many as there are when all pay the same, one when one pays nearly all. Below some 30 the
    /// [intervals](Self::net_revenue_retention_interval) are too narrow to be trusted, however many customers
    /// there are: look at the big accounts one by one. `None` when no customer paid.
    ///
    /// # Formula
    ///
    /// ```text
    /// (Σ a)² / Σ a²
    /// ```
    ///
    /// # References
    ///
    /// Kish (1965), "Survey Sampling", on unequal weights.
    #[must_use]
    pub fn effective_customers_at_start(&self) -> Option<f64> {
        let squares = self.squares.opening;
        if squares == Count::CEILING {
            return None; // it stopped there
        }
        squared_ratio(self.opening.amount.get(), squares.get())
    }

    /// Returns contraction and churn; at most 2¹¹³.
    pub(super) fn lost(&self) -> i128 {
        total(&[self.contraction, self.churn])
    }

    /// Returns what the customers of the start pay at the end.
    fn kept_and_gained(&self) -> i128 {
        let most = total(&[self.opening, self.expansion]);
        most.wrapping_sub(self.lost()).max(0) // below 0 only where a total has stopped at its ceiling
    }

    fn of_start(&self, amount: i128) -> Option<f64> {
        ratio(amount, self.opening.wide())
    }

    fn interval(
        &self,
        rate: f64,
        change: i128,
        with_gains: bool,
        level: Level,
    ) -> Option<Interval> {
        let customers = self.opening.customers.get();
        let opening = self.opening.amount.get();
        let error = standard_error(customers, opening, change, &self.squares, with_gains)?;
        Interval::student(rate, error, customers, level)
    }
}

/// Returns the mean of an amount in minor units, in major ones; 0 decimals leave it as it is.
fn mean_in_major(minor: i128, customers: i128, decimals: u8) -> Option<f64> {
    Some(ratio(minor, customers)? / math::pow(10.0, f64::from(decimals)))
}
