//! [`NpsMethod`].

use core::fmt;

/// Lists the methods for an interval of a Net Promoter Score.
///
/// [`AdjustedWald`](Self::AdjustedWald) is what [`Nps::interval`](super::Nps::interval) uses and
/// what to use unless there is a reason. [`Score`](Self::Score) is the one for few answers and for
/// scores near ±100. The others are here because reports use them.
///
/// | method | 10 answers | 30 answers | 100 answers |
/// |---|---|---|---|
/// | adjusted Wald | 95.5% / 93.0% | 95.0% / 94.0% | 95.0% / 94.6% |
/// | score | 96.3% / 94.0% | 95.1% / 93.8% | 95.0% / 94.8% |
/// | Bonett–Price | 96.4% / 93.0% | | |
/// | Wilson type | 94.0% / 79.7% | | |
/// | Student's t | 92.5% / 65.1% | | |
/// | bootstrap | 90.0% / 64.2% | 94.2% / 88.0% | |
/// | Wald | 88.0% / 64.9% | 93.0% / 87.9% | 94.4% / 92.5% |
///
/// How often an interval that says 95% holds the true score, on average and at worst, over all
/// populations of customers with at least 5% in each class, by counting out all possible surveys.
/// Where one class holds 80 to 98% of the customers, Wald, Student's t and bootstrap at 10 answers
/// hold the truth 55% of the time, adjusted Wald 93, score 95.
///
/// All intervals are in points and cut at ±100. Exchanging promoters and detractors mirrors each
/// of them exactly. Wald, Wilson type and score always hold the score itself and widen as the
/// level rises; the adjusted ones are centred elsewhere and can miss the score at low levels.
///
/// # Examples
///
/// ```
/// use tenure::Nps;
/// use tenure::survey::NpsMethod;
/// use tenure::units::Level;
///
/// let nps = Nps::from_counts(8, 2, 0);
/// for (method, shown) in [
///     (NpsMethod::AdjustedWald, "29.3 to 93.8"),
///     (NpsMethod::Score, "30.0 to 94.3"),
///     (NpsMethod::Wald, "55.2 to 100.0"),
/// ] {
///     let interval = nps.interval_with(method, Level::P95);
///     assert_eq!(interval.map(|i| format!("{i:.1}")).as_deref(), Some(shown), "{method}");
/// }
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "snake_case", deny_unknown_fields)
)]
pub enum NpsMethod {
    /// Wald after adding ¾ promoter, 1½ passives and ¾ detractor (Rocks 2016; the default of R's
    /// NPS package). Closed form, short, honest from the first answer on.
    #[default]
    AdjustedWald,

    /// The scores that the score test does not reject (Tango 1998). Never leaves ±100, best where
    /// one class holds nearly all answers; solved by bisection to full precision.
    Score,

    /// Both roots of (s − D)² = z²·(m − D²)/n, where s is the score and m the share of answers that
    /// are not passive: Wilson's idea for three classes. Of zero width when all are passive.
    WilsonType,

    /// Wald after adding one promoter and one detractor (Bonett and Price 2012). The widest of the
    /// adjusted ones; cautious where one class holds nearly all answers.
    BonettPrice,

    /// Wald after adding z²/4 promoters, z²/2 passives and z²/4 detractors, as Agresti and Coull do
    /// for one share. Nearly [`AdjustedWald`](Self::AdjustedWald) at 95%; its ends need not widen
    /// with the level.
    AdjustedWaldZ2,

    /// The textbook's s ± z·se. Too short below a few hundred answers and of zero width when all
    /// answers fall into one class: only to reproduce a report that used it.
    Wald,

    /// The mean of −1, 0 and 1 with Student's t and the sample variance. As bad as Wald for the
    /// same reason. `None` below two answers.
    StudentT,

    /// The middle of the scores of surveys redrawn from the answers (percentile bootstrap).
    /// Converges to something no better than Wald: only for those who must have it.
    ///
    /// The same seed gives the same interval on every platform. The cost is that of the
    /// resamples, whatever the number of answers; at most 2²⁰ are drawn. `None` for no resamples.
    Bootstrap {
        /// How many surveys are redrawn: 10 000 give the ends of a 95% interval to some hundredths of the
        /// standard error.
        resamples: u32,
        /// Where the random numbers start.
        seed: u64,
    },
}

saved! { impl{} for NpsMethod as is; }

/// As a report names it: `adjusted Wald`.
impl fmt::Display for NpsMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::text::padded(
            f,
            match self {
                Self::AdjustedWald => "adjusted Wald",
                Self::Score => "score (Tango)",
                Self::WilsonType => "Wilson type",
                Self::BonettPrice => "Bonett-Price",
                Self::AdjustedWaldZ2 => "adjusted Wald (z²)",
                Self::Wald => "Wald",
                Self::StudentT => "Student's t",
                Self::Bootstrap { .. } => "percentile bootstrap",
            },
        )
    }
}
