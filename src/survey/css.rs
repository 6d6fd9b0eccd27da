//! The "customer satisfaction score" that is made of the three classes of an [`Nps`].

use super::Nps;

impl Nps {
    /// Computes the weighted score that some guides print as "CSS": ten for a promoter, minus five
    /// for a passive, nothing for a detractor. **Not recommended.**
    ///
    /// From −5 to 10; here to reproduce a report that used it. A detractor counts more than a
    /// passive: when a passive customer turns against you, this score *rises*. The
    /// [score](Self::score) does not have that flaw, nor has [`css_monotone`](Self::css_monotone).
    /// `None` when nobody answered.
    ///
    /// # Formula
    ///
    /// ```text
    /// CSS = (10·promoters − 5·passives − 0·detractors) / answers
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    ///
    /// let before = Nps::from_counts(40, 30, 30);
    /// let after = Nps::from_counts(40, 20, 40); // ten passives turned detractors
    /// assert_eq!(before.css_source(), Some(2.5));
    /// assert_eq!(after.css_source(), Some(3.0)); // "better"
    /// ```
    #[doc(alias = "CSS")]
    #[must_use]
    pub fn css_source(&self) -> Option<f64> {
        // Counts are at most 2^112, so ten of them fit.
        let over = self.wide_promoters().wrapping_mul(10);
        let under = self.wide_passives().wrapping_mul(5);
        let size = over.abs_diff(under) as f64 / self.answers()?;
        Some(if over < under {
            -size.min(5.0)
        } else {
            size.min(10.0)
        })
    }

    /// Computes the "CSS" with the sign of passives corrected: ten for a promoter, five for a
    /// passive, nothing for a detractor.
    ///
    /// From 0 to 10, higher is better, and it never rises when a customer's class falls. It is the
    /// NPS on another scale, 5 + NPS/20, so report the [score](Self::score) unless somebody asks
    /// for this one. `None` when nobody answered.
    ///
    /// # Formula
    ///
    /// ```text
    /// (10·promoters + 5·passives + 0·detractors) / answers
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::Nps;
    ///
    /// assert_eq!(Nps::from_counts(40, 30, 30).css_monotone(), Some(5.5));
    /// assert_eq!(Nps::from_counts(40, 20, 40).css_monotone(), Some(5.0));
    /// ```
    #[must_use]
    pub fn css_monotone(&self) -> Option<f64> {
        let over = self.wide_promoters().wrapping_mul(10);
        let sum = over.wrapping_add(self.wide_passives().wrapping_mul(5));
        Some((sum as f64 / self.answers()?).min(10.0))
    }

    fn answers(&self) -> Option<f64> {
        let n = self.wide_count();
        (n > 0).then_some(n as f64)
    }
}
