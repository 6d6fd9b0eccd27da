//! [`LogRankPair`].

use super::LogRankTest;

/// Holds the comparison of two of several groups, with p-values corrected for the number of pairs.
///
/// One of ten pairs of equal groups is "significant at 90 %" by chance. The corrected p-values are those at which
/// the chance of *any* false alarm among all pairs is what the level says. Use [`holm`](Self::holm): it is valid
/// wherever Bonferroni's is and never larger.
///
/// # Formula
///
/// ```text
/// Bonferroni   min(1, m·p)
/// Holm         max over the k-th smallest p up to this one of min(1, (m − k + 1)·p₍ₖ₎)
///
/// where m  is the number of pairs
/// ```
///
/// # References
///
/// Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LogRankPair {
    /// Holds the index of the first group.
    pub first: usize,
    /// Holds the index of the second group.
    pub second: usize,
    /// Holds the test of the two groups alone.
    pub test: LogRankTest,
    /// Holds the p-value after Holm's correction.
    pub holm: f64,
    /// Holds the p-value after Bonferroni's correction.
    pub bonferroni: f64,
}

impl LogRankPair {
    pub(super) fn corrected(tests: Vec<(usize, usize, LogRankTest)>) -> Vec<Self> {
        let all = tests.len();
        let mut pairs: Vec<Self> = tests
            .into_iter()
            .map(|(first, second, test)| Self {
                first,
                second,
                holm: 1.0,
                bonferroni: (all as f64 * test.p_value()).min(1.0),
                test,
            })
            .collect();
        let mut by_p: Vec<&mut Self> = pairs.iter_mut().collect();
        by_p.sort_by(|a, b| a.test.p_value().total_cmp(&b.test.p_value()));
        let mut before = 0.0_f64;
        for (rank, pair) in by_p.into_iter().enumerate() {
            let left = all.saturating_sub(rank) as f64;
            before = before.max((left * pair.test.p_value()).min(1.0));
            pair.holm = before;
        }
        pairs
    }
}

saved! {
    impl{} for LogRankPair as "log-rank pair", 1;
    |pair| { first, second: usize, test: LogRankTest = &pair.test, holm: f64, bonferroni: f64 };
    read {
        let corrected = |p: f64| (test.p_value()..=1.0).contains(&p);
        if first >= second || !corrected(holm) || !corrected(bonferroni) {
            return Err(crate::Error::Malformed {
                what: "log-rank pair",
                expected: "two groups in order, and corrected p-values from that of the test to 1",
            });
        }
        Ok(Self { first, second, test, holm, bonferroni })
    }
}
