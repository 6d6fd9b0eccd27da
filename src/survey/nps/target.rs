//! Whether a score differs from a figure that is given.

use super::Nps;
use super::formulas::Trinomial;
use crate::stats::ZTest;
use crate::{Error, Result};

impl Nps {
    /// Tests whether the score differs from a target, in points, by more than chance: a z-test on
    /// the counts with the three pseudo-answers of [`NpsMethod::AdjustedWald`].
    ///
    /// For a figure that is given: 0 (do more recommend than warn?), the goal of the year, a published
    /// benchmark of many answers. It is significant at a level where the
    /// [interval](Self::interval) of that level misses the target. For another survey of yours,
    /// which is not sure of itself either, ask the [difference](Self::difference).
    ///
    /// # Formula
    ///
    /// ```text
    /// z = (s̃ − target/100) / √(ṽ / (n + 3))
    /// ```
    /// where s̃ and ṽ are the score of one answer and its variance with the three pseudo-answers.
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    /// use tenure::units::Level;
    ///
    /// let nps = Nps::from_counts(50, 30, 20);
    /// let above_zero = nps.test_against(0.0)?;
    /// assert_eq!(above_zero.to_string(), "z = 3.79, p = 0.0002");
    /// let goal = nps.test_against(40.0)?;
    /// assert!(!goal.is_significant(Level::P95)); // 30, and it may be 40
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a target below −100 or above 100, [`Error::NotFinite`] for NaN and
    /// infinities, [`Error::NotEnoughData`] when nobody answered.
    ///
    /// [`NpsMethod::AdjustedWald`]: super::NpsMethod::AdjustedWald
    #[doc(alias = "significance")]
    #[doc(alias = "benchmark")]
    pub fn test_against(&self, target: f64) -> Result<ZTest> {
        test(self.trinomial().map(Trinomial::adjusted), target)
    }

    /// Runs the textbook z-test against a target in points, without pseudo-answers: too often
    /// significant below some hundred answers.
    ///
    /// # Errors
    ///
    /// As [`test_against`](Self::test_against); and [`Error::Undefined`] when the
    /// [variance](Self::variance) is 0.
    pub fn wald_test_against(&self, target: f64) -> Result<ZTest> {
        test(self.trinomial(), target)
    }
}

fn test(counts: Option<Trinomial>, target: f64) -> Result<ZTest> {
    if !(-100.0..=100.0).contains(&target) {
        let expected = "from -100 to 100 (30 for 30 points)";
        return Err(Error::bad_number(
            "target score in points",
            expected,
            target,
        ));
    }
    let Some(counts) = counts else {
        let what = "a test of a net promoter score";
        return Err(Error::not_enough(what, 1, ["answer", "answers"], 0));
    };
    let z = (counts.mean() - target / 100.0) / counts.half_width(1.0);
    // No variance at all: 0/0 or beyond all bounds.
    ZTest::new(z).map_err(|_| Error::Undefined {
        what: "a Wald test of a net promoter score",
        because: "all answers are alike, so their variance is 0; use test_against",
    })
}
