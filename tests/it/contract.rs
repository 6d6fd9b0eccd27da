//! What every public type of the crate is, whichever metric it belongs to.
#![allow(clippy::wildcard_imports, reason = "the lists are of everything")]

use core::fmt::Debug;
use core::hash::Hash;
use std::collections::BTreeSet;

use tenure::acquisition::*;
use tenure::clv::checks::*;
use tenure::clv::fitting::*;
use tenure::clv::history::*;
use tenure::clv::models::*;
use tenure::clv::*;
use tenure::retention::cohorts::*;
use tenure::retention::revenue::*;
use tenure::retention::survival::*;
use tenure::retention::*;
use tenure::scoring::evaluation::*;
use tenure::scoring::validation::*;
use tenure::scoring::*;
use tenure::segment::*;
use tenure::stats::*;
use tenure::survey::*;
use tenure::units::*;
use tenure::{Blanks, Error, Nps, Segmented};

use crate::support::laws::State;
use crate::support::{sources, word};

/// Fit for threads, async tasks and error messages, without borrowing anything.
const fn ordinary<T: Send + Sync + Unpin + Clone + PartialEq + Debug + 'static>() {}

/// What [`laws`](crate::support::laws) can be asked of.
const fn accumulates<A: State>() {}

const fn copies<T: Copy>() {}

const fn hashes<T: Eq + Hash>() {}

/// Checks each type of a list and gives the list of their names, without their parameters.
macro_rules! each {
    ($check:ident: $($t:ty),* $(,)?) => {{
        $($check::<$t>();)*
        [$(stringify!($t)),*].map(word).into_iter().collect::<BTreeSet<_>>()
    }};
}

/// Every public type of every module.
fn types() -> BTreeSet<String> {
    each![ordinary:
        Error, Blanks<Nps>, Segmented<String, Nps>,
        // units
        Churn, DiscountRate, Finite, Frequency, Growth, Horizon, Level, LifetimeConvention, Margin, Money, Period, Proportion, TimeUnit,
        // stats
        Binomial, BinomialDifference, BinomialMethod, Convergence, Description, Fit<LogisticChurn>, DifferenceMethod, ExactSum,
        Interval, Moments, QuantileRule, Sample, ZTest,
        // survey
        Acsi, AcsiAnswer, AcsiWeights, Breaks, Ces, Csat, Dimension, Driver, DriverAnswers<3>,
        EffortClasses, EffortDirection, Group<0, 10>, KeyDrivers<3>, Need, NetRecommend, Nps, NpsClass,
        NpsComparisonSize, NpsDifference, NpsDifferenceMethod, NpsMethod, NpsSampleSize, Polarity,
        Rating, Ratings<0, 10>, ScaleRating<1, 5>, Sentiment, WeightedNps, WeightedNpsMethod,
        WeightedRating, WeightedScore,
        // retention
        ChurnComparison, ChurnDefinition, ChurnWindow, DailyChurn, OpenPeriodCounts, PeriodCounts,
        Purchases<String>, Referrals, RepeatPurchases, Snapshot, Snapshots<String>, StartCohort,
        Subscription<String>, SubscriptionLog<String>,
        // retention::cohorts
        Activity<String>, ActivityLog<String>, AgeWindow, CohortActivity<String>, CohortCell, CohortLog<String>, CohortRow<'static>,
        CohortTriangle, RollingAges, Weekday,
        // retention::revenue
        BillingCycle, MagicNumber, MonthlyRecurringRevenue, MovementKind, RecurringCharge<String>, RevenueChange, RevenueLedger<String>, RevenueMovements,
        RevenueRetention, RevenueWaterfall,
        // retention::survival
        HazardMethod, HazardStep<u32>, HazardTies, KaplanMeier<u32>, Lifetime<u32>, LifetimeTable<u32>,
        LogRankGroup, LogRankPair, LogRankTest, FlemingHarrington, LogRankWeights,
        NelsonAalen<u32>, QuantileInterval<u32>, RestrictedMean, RestrictedMeanDifference, RiskRow<u32>, SurvivalMethod, SurvivalStep<u32>,
        // acquisition
        Acquisition, AcquisitionCosts, Cac, ChurnPayback, CostLine, Funnel, FunnelForecast, FunnelPlan,
        FunnelStage, LtvToCac, Payback, ProgrammeValue, RetainedCustomers, RevenuePayback,
        SimplePayback, Spend, Wait,
        // clv
        ArpaClv, Clv, ContinuousClv, CurveClv, FiniteClv, FirstMargin, FixedLifespanClv,
        GrowingClv, HistoricClv, InverseRetentionScore, NextPeriodValue, OrdersClv,
        SteadyClv, Timing,
        CustomerValue<'static, Nbd>, FirstPurchase, FittedCustomerValue<'static, Nbd>,
        // clv::history
        EarlierCustomers, HistoryTable, Observation, ObservedCustomer<String>, Purchase<String>, PurchaseHistory,
        PurchaseLog<String>, Refunds, RenewalRow, RenewalTable, RepeatPurchaseCounts, RepeatPurchasePeriod, SamePeriod,
        SpendBin, SpendFrequency, SpendHistory, SpendTable, SpendWarning, Tenure, TrialHistory, TrialTable, ZeroAmounts,
        // clv::models
        BetaDiscreteWeibull, BgBb, BgNbd, GammaGamma, MbgNbd, Nbd, ParetoNbd, ShiftedBetaGeometric, SimulatedCustomer,
        // clv::fitting
        Bootstrap<Nbd>, Estimate, Evidence, Fitter<Nbd>, LogPrior, Scale, WeaklyIdentified,
        // clv::checks
        ChiSquare, ComparedModel, FrequencyClass, FrequencyHistogram, HoldoutBin, HoldoutBinning, HoldoutBins, HoldoutCheck,
        ModelComparison, PurchaseTimeline, Simulation<'static, Nbd>, TrackedPeriod, Tracking, TrackingError,
        // scoring::validation
        Folds, LambdaLoss, LambdaPath, OutOfFold<f64>, Split,
        // scoring: the model and its design
        Cell<'static>, ChurnScorer, Column, Contribution, Design, EncodedRows, Explanation, LogisticChurn, Missing, Unseen,
        // scoring
        Estimator, FeatureSummary, LabelledRows, LabelledView<'static>, LikelihoodRatio, LogisticEvidence,
        LogisticFitter, LogisticSearch, NewtonPass, NewtonPoint, OnAliased, PseudoR2, Sandwich, Term,
        // segment
        Direction, GroupCounts<u8>, LifecycleRules, LifecycleStage, QuantileScale, RfmFacts, RfmLabel,
        RfmScale, RfmScore, ValueTier, ValueTiers,
        // scoring::evaluation: decisions
        Brier, BrierDecomposition, Calibration, CalibrationBin, CalibrationBins, ClassReport,
        ClassificationReport, Confusion, CoxCalibration, ExpectedMaximumProfit, Forecast, Forecasts,
        HosmerLemeshow, IsotonicCalibration, LogLoss, Payoffs, PlattScaling, ProfitCurve,
        RetentionCampaign, RetentionOffer, ThresholdChoice,
        // scoring: ranking
        AucDifference, AucMethod, OperatingPoint, QuantileRow, QuantileTable, Ranking, ScoreGroup, Scored,
        Selection,
    ]
}

/// Every accumulator: what merges, and therefore keeps the laws.
fn accumulators() -> BTreeSet<String> {
    each![accumulates:
        Blanks<Nps>, Segmented<String, Nps>,
        Money,
        Binomial, ExactSum, Moments, Sample,
        Acsi, Ces, Csat, KeyDrivers<3>, NetRecommend, Nps, Ratings<0, 10>, Sentiment, WeightedNps,
        WeightedScore,
        PeriodCounts, Purchases<String>, Referrals, RepeatPurchases, Snapshots<String>, StartCohort,
        SubscriptionLog<String>,
        // retention::survival
        LifetimeTable<u32>,
        ActivityLog<String>, CohortLog<String>,
        MonthlyRecurringRevenue, RevenueLedger<String>, RevenueMovements,
        AcquisitionCosts, Cac, Funnel,
        HistoricClv,
        HistoryTable, PurchaseLog<String>, PurchaseTimeline, RenewalTable, SpendTable, TrialTable,
        FeatureSummary, NewtonPass,
        GroupCounts<u8>,
        Ranking,
        Brier, Confusion, Forecasts, LogLoss,
    ]
}

/// Every way in: raw rows, checked items by value and by reference, parts, and all of that in parallel.
const fn doors<A, T: Send + Sync + 'static>()
where
    A: State + tenure::TryAccumulate<T> + Collects<T>,
{
}

trait Collects<T: Send + Sync + 'static>:
    FromIterator<T>
    + for<'a> FromIterator<&'a T>
    + Extend<T>
    + for<'a> Extend<&'a T>
    + CollectsInParallel<T>
{
}
impl<A, T: Send + Sync + 'static> Collects<T> for A where
    A: FromIterator<T>
        + for<'a> FromIterator<&'a T>
        + Extend<T>
        + for<'a> Extend<&'a T>
        + CollectsInParallel<T>
{
}

#[cfg(feature = "rayon")]
trait CollectsInParallel<T: Send + Sync + 'static>:
    rayon::iter::FromParallelIterator<T>
    + for<'a> rayon::iter::FromParallelIterator<&'a T>
    + rayon::iter::ParallelExtend<T>
    + for<'a> rayon::iter::ParallelExtend<&'a T>
{
}
#[cfg(feature = "rayon")]
impl<A, T: Send + Sync + 'static> CollectsInParallel<T> for A where
    A: rayon::iter::FromParallelIterator<T>
        + for<'a> rayon::iter::FromParallelIterator<&'a T>
        + rayon::iter::ParallelExtend<T>
        + for<'a> rayon::iter::ParallelExtend<&'a T>
{
}
#[cfg(not(feature = "rayon"))]
trait CollectsInParallel<T> {}
#[cfg(not(feature = "rayon"))]
impl<A, T> CollectsInParallel<T> for A {}

/// Checks each accumulator with its item, and that the doors for raw rows need no trait to be imported.
macro_rules! each_has_every_door {
    ($($accumulator:ty: $item:ty),* $(,)?) => {{
        $(
            doors::<$accumulator, $item>();
            let _collects: fn(Vec<$item>) -> tenure::Result<$accumulator> = <$accumulator>::try_from_iter;
            let _extends: fn(&mut $accumulator, Vec<$item>) -> tenure::Result<()> = <$accumulator>::try_extend;
        )*
        [$(stringify!($accumulator)),*].map(word).into_iter().collect::<BTreeSet<_>>()
    }};
}

#[test]
fn each_accumulator_has_every_door() {
    let with_every_door = each_has_every_door![
        Blanks<Nps>: Option<Rating>, Segmented<String, Nps>: (String, Rating),
        Money: Money,
        Binomial: bool, ExactSum: Finite, Moments: Finite, Sample: Finite,
        Acsi: AcsiAnswer, Ces: ScaleRating<1, 7>, Csat: ScaleRating<1, 5>, KeyDrivers<3>: DriverAnswers<3>,
        NetRecommend: bool, Nps: Rating, Ratings<0, 10>: Rating, Sentiment: Polarity,
        WeightedNps: WeightedRating, WeightedScore: Dimension,
        Purchases<String>: String, Referrals: u64, RepeatPurchases: u64,
        Snapshots<String>: (String, Snapshot), SubscriptionLog<String>: Subscription<String>,
        LifetimeTable<u32>: Lifetime<u32>,
        ActivityLog<String>: Activity<String>, CohortLog<String>: CohortActivity<String>,
        MonthlyRecurringRevenue: (Money, BillingCycle), RevenueLedger<String>: RecurringCharge<String>,
        RevenueMovements: RevenueChange,
        Cac: Acquisition, Funnel: FunnelStage,
        HistoricClv: Money,
        HistoryTable: PurchaseHistory, PurchaseLog<String>: Purchase<String>, RenewalTable: Tenure,
        SpendTable: SpendHistory, TrialTable: TrialHistory,
        GroupCounts<u8>: u8,
        Ranking: Scored,
        Brier: Forecast, Confusion: (bool, bool), Forecasts: Forecast, LogLoss: Forecast,
    ];
    // Fed by several methods, or by rows of many numbers: there is no one item.
    let without_items = [
        "AcquisitionCosts",
        "FeatureSummary",
        "NewtonPass",
        "PeriodCounts",
        "PurchaseTimeline",
        "StartCohort",
    ];
    let all: BTreeSet<_> = without_items
        .map(String::from)
        .into_iter()
        .chain(with_every_door)
        .collect();
    assert_eq!(all, accumulators());
}

#[test]
fn every_public_type_is_in_the_list() {
    let declared: BTreeSet<_> = sources("src")
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| {
            let rest = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|start| line.strip_prefix(start))?;
            Some(word(rest))
        })
        .filter(|name| name != "Result") // is what its parameters are
        .collect();
    assert_eq!(types(), declared);
}

#[test]
fn every_accumulator_is_in_the_list() {
    let declared: BTreeSet<_> = sources("src")
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| line.starts_with("impl"))
        .filter_map(|line| Some(word(line.split_once(" Merge for ")?.1)))
        .chain(["Csat", "Ces"].map(String::from)) // written by a macro
        // private; an amount, inside a Cac; combinations, which are std's
        .filter(|name| !["Count", "Counts", "Spend", "Option", ""].contains(&name.as_str()))
        .collect();
    assert_eq!(accumulators(), declared);
}

#[test]
fn the_laws_are_tested_of_every_accumulator() {
    let tests = sources("tests/it");
    for name in accumulators() {
        let asked = ["accumulator", "fold"].map(|suite| format!("laws::{suite}::<{name}"));
        let tested = tests.iter().any(|text| {
            asked.iter().any(|call| {
                // Not the laws of a longer name.
                text.split(call.as_str())
                    .skip(1)
                    .any(|rest| rest.starts_with(['<', ',']))
            })
        });
        assert!(tested, "no test asks for the laws of {name}");
    }
}

/// Integer states and plain choices are cheap to pass on and fit into maps and sets.
#[test]
fn small_states_copy_and_hash() {
    let _copies = each![copies: Nps, Binomial, Money, Cac, Funnel, PeriodCounts, StartCohort, HistoricClv, Interval,
        ZTest, Level, Proportion, Period, Churn, Margin, DiscountRate, Finite, Rating];
    let _hashes = each![hashes: Nps, Binomial, BinomialDifference, Money, Cac, Funnel, PeriodCounts, StartCohort,
        HistoricClv, Csat, Ces, Ratings<0, 10>, Segmented<String, Nps>, Period, Rating,
        BinomialMethod, DifferenceMethod, NpsMethod, QuantileRule];
}

#[test]
fn the_error_travels() {
    const fn travels<E: std::error::Error + Clone + PartialEq + Send + Sync + Unpin + 'static>() {}
    travels::<Error>();
    assert!(size_of::<Error>() <= 64);
    // Into what applications collect errors in, and out again.
    let refused = Nps::try_from_iter([9, 11]).unwrap_err();
    let boxed: Box<dyn std::error::Error + Send + Sync> = refused.clone().into();
    assert_eq!(boxed.downcast_ref::<Error>(), Some(&refused));
    assert!(std::error::Error::source(&refused).is_none());
}
