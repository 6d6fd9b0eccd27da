//! How sure a figure is: shares with intervals, differences, exact totals, moments, quantiles.
//!
//! # Which one do I want?
//!
//! | question | type |
//! |---|---|
//! | what share of customers did it, and how sure is that? | [`Binomial`] |
//! | how many must I ask? | [`Binomial::sample_size`], [`Binomial::sample_size_of`] |
//! | is this share really higher than that one? | [`Binomial::difference`] → [`BinomialDifference`], [`ZTest`] |
//! | what do they spend on average, and how sure is that? | [`Moments`] |
//! | what is typical, what is slow: median, 90th percentile? | [`Sample`] |
//! | all of that at a glance | [`Sample::describe`] → [`Description`] |
//! | is a larger model better than chance alone would make it? | [`LikelihoodRatio`] |
//! | a total that is the same in any order | [`ExactSum`] |
//!
//! # Which interval of a share?
//!
//! Take the default, Wilson's, unless somebody's rule asks for another. The coverage is the chance
//! that a nominal 95 % interval holds the true share, over all outcomes of 20 trials: averaged over
//! all true shares, and at the worst one from 1 % to 99 % (enumerated; the tests repeat it).
//!
//! | [`BinomialMethod`] | use it | mean coverage | worst |
//! |---|---|---|---|
//! | `Wilson` (default) | whenever nobody asks for another | 95.3 % | 89.4 % |
//! | `Jeffreys` | as good, and what Bayesians expect | 95.1 % | 89.3 % |
//! | `AgrestiCoull` | for a formula people can do by hand; wider near 0 and 1 | 96.2 % | 92.9 % |
//! | `ClopperPearson` | when coverage may never be below the level; wide | 97.7 % | 95.8 % |
//! | `WilsonContinuityCorrected` | where a regulation says so; as wide | 97.6 % | 95.3 % |
//! | `JeffreysUnmodified` | to agree with software that leaves its ends as they come; never holds a share next to 0 or 1 | 95.1 % | 89.3 % |
//! | `Wald` | never; to agree with a spreadsheet | 84.6 % | 18.2 % |
//!
//! Brown, Cai and DasGupta (2001) show the same for other sizes, and that no usual sample size
//! saves Wald. For the difference of two shares Newcombe (1998) finds the interval made of two
//! Wilson intervals closest to its level among the simple ones; Agresti and Caffo (2000) is about as
//! good and easier to explain ("add one success and one failure to each"). See [`DifferenceMethod`].
//!
//! # References
//!
//! - Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal
//!   of the American Statistical Association 22.
//! - Clopper & Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of
//!   the binomial", Biometrika 26.
//! - Newcombe (1998), "Two-sided confidence intervals for the single proportion" and "Interval
//!   estimation for the difference between independent proportions", Statistics in Medicine 17.
//! - Agresti & Coull (1998), "Approximate is better than 'exact'", The American Statistician 52.
//! - Agresti & Caffo (2000), "Simple and effective confidence intervals for proportions and
//!   differences of proportions", The American Statistician 54.
//! - Brown, Cai & DasGupta (2001), "Interval estimation for a binomial proportion", Statistical
//!   Science 16(2).
#![allow(clippy::doc_markdown, reason = "DasGupta and LeVeque are people")]

mod binomial;
mod binomial_difference;
mod binomial_method;
#[cfg(any(feature = "clv", feature = "scoring"))]
mod convergence;
mod description;
mod exact_sum;
#[cfg(any(feature = "clv", feature = "scoring"))]
mod fit;
mod interval;
mod likelihood_ratio;
mod moments;
mod quantile_rule;
mod sample;
mod sample_size;
mod z_test;

#[doc(alias = "resolution rate")]
pub use binomial::Binomial;
#[doc(alias = "A/B test")]
pub use binomial_difference::BinomialDifference;
pub use binomial_difference::DifferenceMethod;
pub use binomial_method::BinomialMethod;
pub(crate) use binomial_method::wilson;
#[cfg(any(feature = "clv", feature = "scoring"))]
pub use convergence::Convergence;
pub use description::Description;
pub use exact_sum::ExactSum;
#[cfg(any(feature = "clv", feature = "scoring"))]
pub use fit::{Fit, FittedModel};
#[doc(alias = "confidence interval")]
#[doc(alias = "margin of error")]
pub use interval::Interval;
pub use likelihood_ratio::LikelihoodRatio;
#[doc(alias = "average")]
#[doc(alias = "standard deviation")]
pub use moments::Moments;
pub use quantile_rule::QuantileRule;
#[doc(alias = "percentile")]
#[doc(alias = "quantile")]
pub use sample::Sample;
#[doc(alias = "significance")]
#[doc(alias = "p-value")]
pub use z_test::ZTest;
pub(crate) use z_test::critical;
