//! [`ChurnDefinition`].

use core::fmt;

/// Names what is meant by "churn": the ten definitions in use.
///
/// On one and the same log they lie between 10 % and 17 % (see the table of the
/// [module](crate::retention)). A churn rate without one of these names beside it cannot be compared with any
/// other. [`RECOMMENDED`](Self::RECOMMENDED) is the share of the customers of the start who are gone
/// at the end: the only one that is a share of people, lies between 0 and 1, has an interval, is
/// one minus retention, and compounds over periods.
///
/// S, N, R and E are the customers at the start, new, returned and at the end; *events* are the
/// times a customer left.
///
/// # Examples
///
/// ```
/// use tenure::retention::{ChurnDefinition, SubscriptionLog};
///
/// let log = SubscriptionLog::try_from_iter([
///     ("ann", 0, None),
///     ("bob", 0, Some(9)),
///     ("cy", 3, None),
/// ])?;
/// let window = log.window(0, 30)?;
/// assert_eq!(
///     window.rate(ChurnDefinition::StartCohortLostAtEnd),
///     Some(0.5)
/// );
/// assert_eq!(window.rate(ChurnDefinition::EndWithoutNew), Some(0.5));
/// assert_eq!(ChurnDefinition::EndWithoutNew.formula(), "1 − (E − N)/S");
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ChurnDefinition {
    /// Computes the share of the customers at the start who are not there at the end. **The
    /// recommended one.**
    ///
    /// A customer who left and came back within the period is not lost; one who joined and left
    /// within it does not count.
    StartCohortLostAtEnd,
    /// Computes the share of the customers at the start who left at least once, even if they came
    /// back.
    ///
    /// Returns are counted separately. It is a share with an interval too, but it is not one minus
    /// retention and does not compound.
    StartCohortEverLost,
    /// Divides the churn events by the customers at the start plus the new ones.
    ///
    /// A customer who leaves twice counts twice, and the later a customer joins, the less time
    /// they had to leave.
    EventsPerStartAndNew,
    /// Subtracts from one the product of the daily shares who stayed: the survival curve of all
    /// customers, whenever they came.
    ///
    /// Uses all customers for exactly the days they were there; lies between 0 and 1. For
    /// businesses that grow fast within the period.
    DailySurvival,
    /// Computes one minus the textbook retention: 1 − (E − N)/S.
    ///
    /// A customer who joined and left within the period counts as lost from the start, and one who
    /// returned as never lost; may be negative.
    EndWithoutNew,
    /// Adds up the daily rates: the churn events of a day over the customers of the day before.
    SumOfDailyRates,
    /// Divides the churn events by the average number of customers on a day: the person-time rate.
    ///
    /// A rate per customer and period, not a share of customers.
    EventsPerAverageDay,
    /// Divides the churn events by the mean of start and end, as staff turnover is counted.
    EventsPerMeanOfEnds,
    /// Divides the churn events by the customers at the start.
    ///
    /// A customer who joins and leaves counts in the numerator and not in the denominator.
    EventsPerStart,
    /// Computes 1 − (E − N − R)/S, which always equals the churn events per customer at the start.
    EndWithoutNewOrReturned,
}

saved! { impl{} for ChurnDefinition as is; }

impl ChurnDefinition {
    /// Names the definition to use unless you have a reason not to.
    pub const RECOMMENDED: Self = Self::StartCohortLostAtEnd;

    /// Lists all definitions, in the order of their values on the reference log of the [module](crate::retention).
    pub const ALL: &'static [Self] = &[
        Self::StartCohortLostAtEnd,
        Self::StartCohortEverLost,
        Self::EventsPerStartAndNew,
        Self::DailySurvival,
        Self::EndWithoutNew,
        Self::SumOfDailyRates,
        Self::EventsPerAverageDay,
        Self::EventsPerMeanOfEnds,
        Self::EventsPerStart,
        Self::EndWithoutNewOrReturned,
    ];

    /// Returns the name of the definition, as a report prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StartCohortLostAtEnd => "start cohort, lost at the end",
            Self::StartCohortEverLost => "start cohort, ever lost",
            Self::EventsPerStartAndNew => "events per start and new",
            Self::DailySurvival => "daily survival",
            Self::EndWithoutNew => "end without new (textbook)",
            Self::SumOfDailyRates => "sum of daily rates",
            Self::EventsPerAverageDay => "events per average day",
            Self::EventsPerMeanOfEnds => "events per mean of start and end",
            Self::EventsPerStart => "events per start",
            Self::EndWithoutNewOrReturned => "end without new or returned",
        }
    }

    /// Returns the formula, as a report prints it.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        match self {
            Self::StartCohortLostAtEnd => "start customers not there at the end / S",
            Self::StartCohortEverLost => "start customers who ever left / S",
            Self::EventsPerStartAndNew => "events / (S + N)",
            Self::DailySurvival => "1 − Π (1 − events of the day / customers before)",
            Self::EndWithoutNew => "1 − (E − N)/S",
            Self::SumOfDailyRates => "Σ events of the day / customers before",
            Self::EventsPerAverageDay => "events · days / customer-days",
            Self::EventsPerMeanOfEnds => "2 · events / (S + E)",
            Self::EventsPerStart => "events / S",
            Self::EndWithoutNewOrReturned => "1 − (E − N − R)/S",
        }
    }

    /// Returns who uses this definition, as far as they document it.
    #[must_use]
    pub const fn used_by(self) -> &'static str {
        match self {
            Self::StartCohortLostAtEnd => "ChartMogul (standard), Fight Churn With Data",
            Self::StartCohortEverLost => "ProfitWell style",
            Self::EventsPerStartAndNew => "Stripe",
            Self::DailySurvival => "Kaplan–Meier of the open cohort",
            Self::EndWithoutNew => "textbooks",
            Self::SumOfDailyRates => "ChartMogul (Shopify formula)",
            Self::EventsPerAverageDay => "person-time rates",
            Self::EventsPerMeanOfEnds => "staff turnover",
            Self::EventsPerStart => "Chargify, Maxio",
            Self::EndWithoutNewOrReturned => "spreadsheets",
        }
    }

    /// Returns which data the definition needs.
    #[must_use]
    pub const fn needs(self) -> &'static str {
        match self {
            Self::StartCohortLostAtEnd => "the customers (ids) at the start and at the end",
            Self::StartCohortEverLost => "the customers (ids) at the start and all who left",
            Self::EventsPerStartAndNew
            | Self::EndWithoutNew
            | Self::EventsPerMeanOfEnds
            | Self::EventsPerStart
            | Self::EndWithoutNewOrReturned => "counts of the period",
            Self::DailySurvival | Self::SumOfDailyRates | Self::EventsPerAverageDay => {
                "counts of every day"
            }
        }
    }

    /// Returns whether the rate can exceed 100 %: then it is a ratio, not a share of customers.
    #[must_use]
    pub const fn may_exceed_one(self) -> bool {
        !matches!(
            self,
            Self::StartCohortLostAtEnd | Self::StartCohortEverLost | Self::DailySurvival
        )
    }

    /// Returns whether one minus the rate is the share of customers retained, which holds for the
    /// recommended definition alone.
    #[must_use]
    pub const fn complement_is_retention(self) -> bool {
        matches!(self, Self::StartCohortLostAtEnd)
    }
}

impl fmt::Display for ChurnDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
