//! What [`Csat`](crate::survey::Csat) and [`Ces`](crate::survey::Ces) have from the tally they are.

/// Gives `$metric<LOW, HIGH> { ratings }` the accumulator and the answers that need no rule.
macro_rules! delegate_to_ratings {
    ($metric:ident) => {
        impl<const LOW: u8, const HIGH: u8> $metric<LOW, HIGH> {
            /// Counts one answer.
            pub fn push(&mut self, rating: ScaleRating<LOW, HIGH>) {
                self.ratings.push(rating);
            }

            /// Tallies raw answers held as bytes, one answer a byte: the fastest way in, as
            /// [`Ratings::try_from_bytes`].
            ///
            /// # Errors
            ///
            /// [`Error::Item`](crate::Error::Item) with the index of the first byte that is no
            /// rating.
            pub fn try_from_bytes(ratings: &[u8]) -> $crate::Result<Self> {
                Ratings::try_from_bytes(ratings).map(|ratings| Self { ratings })
            }

            /// Creates a tally from counts per rating, as [`Ratings::try_from_counts`].
            ///
            /// # Errors
            ///
            /// [`Error::Item`](crate::Error::Item) with the index of the first rating that is not
            /// on the scale.
            pub fn try_from_counts<R>(
                counts: impl IntoIterator<Item = (R, u64)>,
            ) -> $crate::Result<Self>
            where
                R: TryInto<ScaleRating<LOW, HIGH>>,
                $crate::Error: From<R::Error>,
            {
                Ratings::try_from_counts(counts).map(|ratings| Self { ratings })
            }

            /// Returns the tally of the ratings, for distribution, median, quantiles and groups.
            #[must_use]
            pub const fn ratings(&self) -> &Ratings<LOW, HIGH> {
                &self.ratings
            }

            /// Returns how many customers answered.
            #[must_use]
            pub fn count(&self) -> u64 {
                self.ratings.count()
            }
        }

        impl<const LOW: u8, const HIGH: u8> From<Ratings<LOW, HIGH>> for $metric<LOW, HIGH> {
            fn from(ratings: Ratings<LOW, HIGH>) -> Self {
                Self { ratings }
            }
        }

        impl<const LOW: u8, const HIGH: u8> $crate::Blanks<$metric<LOW, HIGH>> {
            /// Collects a column of bytes with a validity mask, as
            /// [that of an NPS](crate::Blanks::try_from_bytes).
            ///
            /// # Errors
            ///
            /// [`Error::Item`](crate::Error::Item) with the index of the first row that is no rating,
            /// nulls counted; [`Error::LengthMismatch`](crate::Error::LengthMismatch) for fewer bits
            /// than rows.
            pub fn try_from_bytes(
                ratings: &[u8],
                validity: Option<(&[u8], usize)>,
            ) -> $crate::Result<Self> {
                $crate::fold::collect_valid(ratings, validity, $metric::try_from_bytes)
            }
        }

        impl<const LOW: u8, const HIGH: u8> $crate::Merge for $metric<LOW, HIGH> {
            fn merge(&mut self, other: Self) {
                self.ratings.merge(other.ratings);
            }

            fn heap_size(&self) -> usize {
                self.ratings.heap_size()
            }
        }

        impl<const LOW: u8, const HIGH: u8>
            $crate::fold::accumulate::Accumulate<ScaleRating<LOW, HIGH>> for $metric<LOW, HIGH>
        {
            fn add(&mut self, rating: ScaleRating<LOW, HIGH>) {
                self.push(rating);
            }

            fn add_all(&mut self, ratings: impl Iterator<Item = ScaleRating<LOW, HIGH>>) {
                self.ratings.add_all(ratings);
            }

            fn try_add_all<E>(
                &mut self,
                ratings: impl Iterator<Item = core::result::Result<ScaleRating<LOW, HIGH>, E>>,
            ) -> core::result::Result<(), (usize, E)> {
                self.ratings.try_add_all(ratings)
            }
        }

        $crate::fold::accumulate::accumulator!(
            {const LOW: u8, const HIGH: u8} $metric<LOW, HIGH>, ScaleRating<LOW, HIGH>
        );
    };
}
pub(crate) use delegate_to_ratings;
