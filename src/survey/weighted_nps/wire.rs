//! The saved form of a [`WeightedNps`], checked again when it is read.

use super::{Count, Dyadic, WeightedNps, Weights};
use crate::numeric::superacc::Superacc;
use crate::numeric::superacc::wire::{BadWire, Wire};
use crate::{Error, Result};

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(expecting = "a weighted NPS")]
pub(super) struct Raw {
    answers: Count,
    promoters: RawWeights,
    passives: RawWeights,
    detractors: RawWeights,
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(expecting = "the weights of a class")]
struct RawWeights {
    sum: Wire,
    squares: Wire,
}

impl From<WeightedNps> for Raw {
    fn from(nps: WeightedNps) -> Self {
        let raw = |class: &Weights| RawWeights {
            sum: class.sum.to_wire(),
            squares: class.squares.to_wire(),
        };
        Self {
            answers: nps.answers,
            promoters: raw(&nps.promoters),
            passives: raw(&nps.passives),
            detractors: raw(&nps.detractors),
        }
    }
}

impl TryFrom<Raw> for WeightedNps {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        let refused = |_: BadWire| Error::Malformed {
            what: "saved sum of weights",
            expected: "in the form it is saved in",
        };
        let read = |class: &RawWeights| {
            Ok(Weights {
                sum: Superacc::from_wire(&class.sum)?,
                squares: Superacc::from_wire(&class.squares)?,
            })
        };
        let nps = Self {
            answers: raw.answers,
            promoters: read(&raw.promoters).map_err(refused)?,
            passives: read(&raw.passives).map_err(refused)?,
            detractors: read(&raw.detractors).map_err(refused)?,
        };
        let answers = Dyadic::from(nps.answers);
        let classes = [&nps.promoters, &nps.passives, &nps.detractors];
        if classes.iter().all(|class| class.fits(&answers)) && nps.total().fits(&answers) {
            Ok(nps)
        } else {
            Err(Error::Malformed {
                what: "saved sums of weights",
                expected: "sums that this number of answers can have",
            })
        }
    }
}

impl Weights {
    /// Σw² ≤ (Σw)² ≤ n·Σw², Cauchy's and Schwarz's: all that n weights of at least 0 obey. Merging
    /// keeps both, so the effective count of any state lies between 1 and its answers.
    fn fits(&self, answers: &Dyadic) -> bool {
        let (sum, squares) = (self.sum.to_dyadic(), self.squares.to_dyadic());
        let square = &sum * &sum;
        !sum.is_negative()
            && !squares.is_negative()
            && !(&square - &squares).is_negative()
            && !(answers * squares - square).is_negative()
    }
}
