//! [`Breaks`].

use super::{Nps, NpsClass};
use crate::survey::ScaleRating;
use crate::{Error, Result};

/// Any whole number that could be an answer, whatever the scale.
type RawRating = ScaleRating<0, 255>;

/// Says where detractors end and promoters begin on the scale that was asked.
///
/// The net promoter question is asked on 0 to 10. Asked on another scale it needs its own break
/// points: four smileys tallied by the breaks of 0 to 10 make every customer a detractor for ever.
/// The breaks are checked: the classes do not overlap, cover the whole scale and none of the two
/// outer ones is empty. Scores from different scales are not comparable with each other.
///
/// | preset | scale | detractors | passives | promoters |
/// |---|---|---|---|---|
/// | [`STANDARD`](Self::STANDARD) | 0–10 | 0–6 | 7, 8 | 9, 10 |
/// | [`ONE_TO_TEN`](Self::ONE_TO_TEN) | 1–10 | 1–6 | 7, 8 | 9, 10 |
/// | [`ONE_TO_FIVE`](Self::ONE_TO_FIVE) | 1–5 | 1–3 | 4 | 5 |
/// | [`ONE_TO_THREE`](Self::ONE_TO_THREE) | 1–3 | 1 | 2 | 3 |
///
/// The standard breaks are Reichheld's; on other scales houses differ, so the breaks belong beside
/// the figure wherever it is shown.
///
/// # Examples
///
/// A tally of stars:
///
/// ```
/// use tenure::survey::Breaks;
///
/// let nps = Breaks::ONE_TO_FIVE.tally([5, 5, 4, 2])?;
/// assert_eq!(nps.score(), Some(25.0));
///
/// let wrong = Breaks::ONE_TO_FIVE.tally([5, 0, 4]).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "item 1 was rejected: rating must be a whole number from 1 to 5, got 0"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
///
/// Breaks of your own, on a scale of 1 to 7:
///
/// ```
/// use tenure::survey::{Breaks, NpsClass};
///
/// let strict = Breaks::new(1, 7, 5, 7)?;
/// assert_eq!(strict.classify(6)?, NpsClass::Passive);
///
/// let overlapping = Breaks::new(1, 7, 6, 6).unwrap_err();
/// assert_eq!(
///     overlapping.to_string(),
///     "lowest rating of a promoter must be above the highest rating of a detractor, got 6"
/// );
/// # Ok::<(), tenure::Error>(())
/// ```
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Breaks {
    lowest: u8,
    highest: u8,
    detractors_to: u8,
    promoters_from: u8,
}

impl Breaks {
    /// 0 to 10, the scale of the net promoter question: 0–6, 7 and 8, 9 and 10.
    pub const STANDARD: Self = Self::preset(0, 10, 6, 9);
    /// 1 to 10, where a survey tool has no 0: 1–6, 7 and 8, 9 and 10.
    pub const ONE_TO_TEN: Self = Self::preset(1, 10, 6, 9);
    /// 1 to 5, stars: 1–3, 4, 5.
    pub const ONE_TO_FIVE: Self = Self::preset(1, 5, 3, 5);
    /// 1 to 3, smileys: one class each.
    pub const ONE_TO_THREE: Self = Self::preset(1, 3, 1, 3);

    const fn preset(lowest: u8, highest: u8, detractors_to: u8, promoters_from: u8) -> Self {
        Self {
            lowest,
            highest,
            detractors_to,
            promoters_from,
        }
    }

    /// Creates breaks on a scale from `lowest` to `highest`: a detractor answers up to
    /// `detractors_to`, a promoter from `promoters_from` on, a passive between the two.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when the classes overlap or leave the scale, [`Error::Exceeds`] when the
    /// scale ends below its start.
    pub const fn new(
        lowest: u8,
        highest: u8,
        detractors_to: u8,
        promoters_from: u8,
    ) -> Result<Self> {
        if lowest > highest {
            return Err(Error::Exceeds {
                what: "lowest rating of the scale",
                value: lowest as f64,
                limit_what: "highest rating of the scale",
                limit: highest as f64,
            });
        }
        if detractors_to < lowest {
            return Err(Error::out_of_range(
                "highest rating of a detractor",
                "on the scale of the question",
                detractors_to as f64,
            ));
        }
        if promoters_from > highest {
            return Err(Error::out_of_range(
                "lowest rating of a promoter",
                "on the scale of the question",
                promoters_from as f64,
            ));
        }
        if promoters_from <= detractors_to {
            return Err(Error::out_of_range(
                "lowest rating of a promoter",
                "above the highest rating of a detractor",
                promoters_from as f64,
            ));
        }
        Ok(Self::preset(lowest, highest, detractors_to, promoters_from))
    }

    /// Returns the lowest rating of the scale.
    #[must_use]
    pub const fn lowest(self) -> u8 {
        self.lowest
    }

    /// Returns the highest rating of the scale.
    #[must_use]
    pub const fn highest(self) -> u8 {
        self.highest
    }

    /// Returns the highest rating of a detractor.
    #[must_use]
    pub const fn detractors_to(self) -> u8 {
        self.detractors_to
    }

    /// Returns the lowest rating of a promoter.
    #[must_use]
    pub const fn promoters_from(self) -> u8 {
        self.promoters_from
    }

    /// Returns the class of one answer.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a rating that the scale does not have.
    pub const fn classify(self, rating: u8) -> Result<NpsClass> {
        if rating < self.lowest || rating > self.highest {
            Err(self.refusal(rating as f64))
        } else if rating <= self.detractors_to {
            Ok(NpsClass::Detractor)
        } else if rating < self.promoters_from {
            Ok(NpsClass::Passive)
        } else {
            Ok(NpsClass::Promoter)
        }
    }

    /// Tallies raw ratings, integers or floats, by value or by reference.
    ///
    /// # Errors
    ///
    /// [`Error::Item`] with the index of the first rating that the scale does not have.
    pub fn tally<I>(self, ratings: I) -> Result<Nps>
    where
        I: IntoIterator<Item: TryInto<ScaleRating<0, 255>>>,
        Error: From<<I::Item as TryInto<ScaleRating<0, 255>>>::Error>,
    {
        let mut nps = Nps::default();
        for (index, raw) in ratings.into_iter().enumerate() {
            let class = match raw.try_into().map_err(Error::from) {
                Ok(rating) => self.classify(RawRating::get(rating)),
                // The number was refused before the scale was known: say what this scale has.
                Err(Error::OutOfRange { value, .. }) => Err(self.refusal(value)),
                Err(other) => Err(other),
            };
            nps.push_class(class.map_err(|error| error.at(index))?);
        }
        Ok(nps)
    }

    /// What is said of a value that is no answer on this scale.
    const fn refusal(self, value: f64) -> Error {
        match (self.lowest, self.highest) {
            (0, 10) => ScaleRating::<0, 10>::refusal(value),
            (1, 3) => ScaleRating::<1, 3>::refusal(value),
            (1, 4) => ScaleRating::<1, 4>::refusal(value),
            (1, 5) => ScaleRating::<1, 5>::refusal(value),
            (1, 7) => ScaleRating::<1, 7>::refusal(value),
            (1, 9) => ScaleRating::<1, 9>::refusal(value),
            (1, 10) => ScaleRating::<1, 10>::refusal(value),
            (0, 100) => ScaleRating::<0, 100>::refusal(value),
            (1, 100) => ScaleRating::<1, 100>::refusal(value),
            _ => Error::bad_number(
                "rating",
                "a whole number on the scale of the question",
                value,
            ),
        }
    }
}

/// [`STANDARD`](Self::STANDARD).
impl Default for Breaks {
    fn default() -> Self {
        Self::STANDARD
    }
}

saved! {
    impl{} for Breaks as plain;
    |breaks| { lowest, highest, detractors_to, promoters_from };
    read { Self::new(lowest, highest, detractors_to, promoters_from) }
}
